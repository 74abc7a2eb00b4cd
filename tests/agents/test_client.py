"""One question at a time: answers that do not fit, answers that are kept, bounds, and counting."""

import asyncio
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpx2
import pytest
from pydantic import BaseModel
from sitbrief.agents import Client, Endpoint, Forgetful, Tally
from sitbrief.schemas import AnswerError, EndpointDownError, EndpointError, TooLongError, TruncatedError, Usage

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

YES = {"word": "yes"}
NO_SCHEMA = "This server does not know response_format json_schema"


class Word(BaseModel):
    word: str


class Other(Word):
    more: str = ""


def ask(client: Client, *texts: str, tally: Tally | None = None, answer: type[Word] = Word) -> list[str | Exception]:
    """Asks one question after the other; the words answered, or the errors."""

    async def run() -> list[str | Exception]:
        outcomes: list[str | Exception] = []
        async with client:
            for text in texts or ("Say yes.",):
                try:
                    message = {"role": "user", "content": text}
                    outcomes.append((await client.ask([message], answer, tally or Tally())).word)
                except Exception as problem:
                    outcomes.append(problem)
        return outcomes

    return asyncio.run(run())


def ask_at_once(client: Client, *texts: str) -> list[str]:
    """Asks all questions at the same time; the words answered."""

    async def run() -> list[str]:
        async with client:
            messages = ([{"role": "user", "content": text}] for text in texts)
            asks = (client.ask(message, Word, Tally()) for message in messages)
            return [answer.word for answer in await asyncio.gather(*asks)]

    return asyncio.run(run())


def formats(server: Any) -> list[str]:
    """The response formats that were asked for, in order."""
    return [asked.body["response_format"]["type"] for asked in server.asked]


@pytest.mark.parametrize("broken", ['{"wor', "I cannot do that.", '{"other": 1}', "", None])
def test_an_answer_that_does_not_fit_is_asked_again_once(broken: str | None, server: Any, make_client: Any) -> None:
    """The second request holds the first answer and what is wrong with it; both are counted, tokens too."""
    server.says(broken, tokens=(100, 7))
    server.says(YES, tokens=(130, 9))
    tally = Tally()
    assert ask(make_client(), tally=tally) == ["yes"]
    usage = tally.usage
    assert (usage.calls, usage.reasks, usage.retries, usage.reused) == (2, 1, 0, 0)
    assert (usage.tokens_in, usage.tokens_out) == (230, 16)
    first, second = (asked.messages for asked in server.asked)
    assert second[: len(first)] == first
    assert len(second) > len(first)
    assert (broken or "") in str(second)


def test_what_is_asked_again_does_not_change_with_a_release_of_pydantic(server: Any, make_client: Any) -> None:
    """A re-ask names the fault without the versioned address of a help page."""
    server.says({"other": 1})
    server.says(YES)
    ask(make_client())
    assert "word" in str(server.asked[1].messages)
    assert "errors.pydantic.dev" not in server.asked[1].raw.decode()


@pytest.mark.parametrize("broken", ['{"wor', "I cannot do that.", '{"other": 1}', None])
@pytest.mark.parametrize("knows_schemas", [True, False])
def test_an_answer_that_never_fits_is_an_error(
    broken: str | None, knows_schemas: bool, server: Any, make_client: Any
) -> None:
    """After one re-ask it is given up, and the message names the model and what to do."""
    if not knows_schemas:
        server.fails(400, NO_SCHEMA)
    server.says(broken)
    server.says(broken)
    (problem,) = ask(make_client())
    assert isinstance(problem, AnswerError)
    assert "'tester' answered twice" in str(problem)
    assert "Try a stronger --model" in str(problem)


def test_an_answer_that_was_cut_off_is_not_asked_again_as_it_is(server: Any, make_client: Any) -> None:
    """The same request would be cut off again: the caller must ask for less."""
    server.says('{"word": "ye', finish="length")
    (problem,) = ask(make_client())
    assert isinstance(problem, TruncatedError)
    assert "token limit" in str(problem)


def test_a_server_without_schemas_is_asked_for_plain_json_from_then_on(server: Any, make_client: Any) -> None:
    """A 400 about response_format costs one request, once; the schema then stands in the prompt."""
    server.fails(400, NO_SCHEMA)
    server.says(YES)
    server.says(YES)
    assert ask(make_client(), "First?", "Second?") == ["yes", "yes"]
    assert formats(server) == ["json_schema", "json_object", "json_object"]
    assert '"word"' in str(server.asked[1].messages)


def test_questions_in_flight_all_learn_that_there_are_no_schemas(server: Any, make_client: Any) -> None:
    """Where two first questions are refused at the same time, both are asked again in plain JSON."""
    both = threading.Barrier(2, timeout=10)

    def refuse_together(request: BaseHTTPRequestHandler) -> None:
        both.wait()
        server.failing(400, NO_SCHEMA)(request)

    server.script += [refuse_together, refuse_together]
    server.says(YES)
    server.says(YES)
    assert ask_at_once(make_client(), "First?", "Second?") == ["yes", "yes"]
    assert formats(server) == ["json_schema", "json_schema", "json_object", "json_object"]


def test_a_server_that_takes_no_format_at_all_is_an_error(server: Any, make_client: Any) -> None:
    """Plain JSON is the last offer."""
    server.fails(400, NO_SCHEMA)
    server.fails(400, "unknown field response_format")
    server.says(YES)
    server.fails(400, "unknown field response_format")
    refused, answered, refused_later = ask(make_client(), "First?", "Second?", "Third?")
    assert answered == "yes"
    for problem in (refused, refused_later):
        assert isinstance(problem, EndpointError)
        assert "response_format" in str(problem)


@pytest.mark.parametrize(
    "words",
    [
        "This model's maximum context length is 8192 tokens",
        "the request exceeds the available context size",
        "context_length_exceeded",
    ],
)
def test_a_request_beyond_the_window_has_an_error_of_its_own(words: str, server: Any, make_client: Any) -> None:
    """The caller can ask for less text at a time, whatever words the server has for it."""
    server.fails(400, words)
    (problem,) = ask(make_client())
    assert isinstance(problem, TooLongError)
    assert words in str(problem)


def test_a_kept_answer_is_not_bought_again(server: Any, make_client: Any) -> None:
    """A second client that asks the same gets the kept answer: no request, no tokens, and it is counted."""
    server.says(YES)
    first, second = Tally(), Tally()
    assert ask(make_client(), tally=first) == ask(make_client(), tally=second) == ["yes"]
    assert first.usage.calls == 1
    assert second.usage == Usage(reused=1)


@pytest.mark.parametrize("broken", ['{"wor', None])
def test_answers_that_did_not_fit_are_kept_too(broken: str | None, server: Any, make_client: Any) -> None:
    """A run that is repeated buys neither the broken answer nor its correction again."""
    server.says(broken)
    server.says(YES)
    tally = Tally()
    assert ask(make_client()) == ask(make_client(), tally=tally) == ["yes"]
    assert (tally.usage.calls, tally.usage.reused, tally.usage.reasks) == (0, 2, 1)


def test_a_failed_request_is_not_kept(server: Any, make_client: Any, answers: Any) -> None:
    """An endpoint that was down once is asked again by the next run."""
    server.fails(401)
    server.says(YES)
    assert isinstance(ask(make_client())[0], EndpointDownError)
    assert answers.kept == {}
    assert ask(make_client()) == ["yes"]


def test_without_a_keeper_every_question_is_a_request(server: Any, sleeper: Any) -> None:
    """`Forgetful` keeps nothing."""
    server.says(YES)
    server.says(YES)
    client = Client(Endpoint(server.url, "tester", "key-of-nobody"), Forgetful(), sleep=sleeper)
    assert ask(client, "Again?", "Again?") == ["yes", "yes"]


def other_model(server: Any, make_client: Callable[..., Client]) -> object:
    return ask(make_client(model="other"))


def other_endpoint(server: Any, make_client: Callable[..., Client]) -> object:
    return ask(make_client(url=f"{server.url}/elsewhere"))


def other_message(server: Any, make_client: Callable[..., Client]) -> object:
    return ask(make_client(), "Say yes!")


def other_schema(server: Any, make_client: Callable[..., Client]) -> object:
    return ask(make_client(), answer=Other)


@pytest.mark.parametrize("otherwise", [other_model, other_endpoint, other_message, other_schema])
def test_an_answer_is_kept_for_its_own_question_alone(
    otherwise: Callable[..., object], server: Any, make_client: Any, answers: Any
) -> None:
    """Another model, endpoint, message or schema is another question."""
    server.says(YES)
    server.says(YES)
    ask(make_client())
    otherwise(server, make_client)
    assert len(server.asked) == len(answers.kept) == 2


def test_no_more_requests_are_in_flight_than_allowed(server: Any, make_client: Any) -> None:
    """Six questions at once reach the endpoint two at a time."""
    server.always = server.saying(YES, after=0.05)
    assert len(ask_at_once(make_client(in_flight=2), *"abcdef")) == 6
    assert server.most_at_once == 2


def test_the_bound_does_not_rest_on_the_connections(make_client: Any) -> None:
    """A transport that could take all at once is given no more than allowed either."""
    now, most = 0, 0

    async def answer(request: httpx2.Request) -> httpx2.Response:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.01)
        now -= 1
        message = {"role": "assistant", "content": '{"word": "yes"}'}
        return httpx2.Response(200, json={"choices": [{"message": message}]})

    assert len(ask_at_once(make_client(in_flight=3, transport=httpx2.MockTransport(answer)), *"abcdefgh")) == 8
    assert most == 3


def test_an_endpoint_that_never_answered_is_not_asked_for_each_article(server: Any, make_client: Any) -> None:
    """After a first final failure the next question fails at once, without a request."""
    server.fails(401, "no such key")
    first, second = ask(make_client(), "First?", "Second?")
    assert isinstance(first, EndpointDownError)
    assert isinstance(second, EndpointDownError)
    assert "no such key" in str(second)
    assert len(server.asked) == 1


def test_a_text_that_a_filter_forbids_does_not_speak_for_the_others(server: Any, make_client: Any) -> None:
    """A 403 may be about this one text: it is an error of its own, and the next question is sent."""
    server.fails(403, "flagged")
    server.says(YES)
    first, second = ask(make_client(), "First?", "Second?")
    assert isinstance(first, EndpointError)
    assert not isinstance(first, EndpointDownError)
    assert "flagged" in str(first)
    assert second == "yes"


def test_an_answer_of_no_use_is_asked_for_anew(server: Any, make_client: Any, answers: Any) -> None:
    """What never fitted is not kept: the next run may fare better."""
    server.says({"other": 1})
    server.says({"other": 2})
    server.says(YES)
    assert isinstance(ask(make_client())[0], AnswerError)
    assert answers.kept == {}
    assert ask(make_client()) == ["yes"]


def test_an_endpoint_that_answered_before_is_asked_again(server: Any, make_client: Any) -> None:
    """A failure after an answer may be a passing one: the next question is sent."""
    server.says(YES)
    server.fails(401)
    server.says(YES)
    first, second, third = ask(make_client(), "First?", "Second?", "Third?")
    assert first == third == "yes"
    assert isinstance(second, EndpointDownError)


def test_a_refused_request_does_not_speak_for_the_others(server: Any, make_client: Any) -> None:
    """What one request alone is refused for does not stop the next one, even with no answer before."""
    server.fails(400, "strange characters")
    server.says(YES)
    first, second = ask(make_client(), "First?", "Second?")
    assert isinstance(first, EndpointError)
    assert second == "yes"


def test_what_is_counted_is_told_at_once(server: Any, make_client: Any) -> None:
    """`seen` hears of a retry, a call and a re-ask when they happen, and all together are the usage."""
    server.fails(503)
    server.says('{"wor')
    server.says(YES)
    heard: list[Usage] = []
    tally = Tally(seen=heard.append)
    ask(make_client(), tally=tally)
    assert [(u.retries, u.calls, u.reasks) for u in heard] == [(1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1, 0)]
    assert sum(heard, Usage()) == tally.usage


def test_an_answer_without_token_counts_is_an_answer(server: Any, make_client: Any) -> None:
    """Some servers do not say what a call cost."""
    completion = b'{"choices": [{"message": {"role": "assistant", "content": "{\\"word\\": \\"yes\\"}"}}]}'
    server.sends(completion)
    tally = Tally()
    assert ask(make_client(), tally=tally) == ["yes"]
    assert (tally.usage.calls, tally.usage.tokens_in, tally.usage.tokens_out) == (1, 0, 0)


def test_the_key_goes_to_the_endpoint_and_nowhere_else(server: Any, make_client: Any, answers: Any) -> None:
    """The key is sent as a bearer token; it shows neither in the endpoint's repr nor in what is kept."""
    server.says(YES)
    client = make_client()
    ask(client)
    assert server.asked[0].headers["authorization"] == "Bearer key-of-nobody"
    assert "key-of-nobody" not in repr(client.endpoint)
    assert "key-of-nobody" not in str(answers.kept)
