"""What vLLM, Ollama and llama.cpp do differently: the client copes, or says what to set.

Each server's dialect is as its documentation and its own reports describe it.
"""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import BaseModel, field_validator
from sitbrief.agents import Client, Tally
from sitbrief.schemas import AnswerError, EndpointDownError, EndpointError, TooLongError, TruncatedError

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

YES = '{"word": "yes"}'
THOUGHTS = 'They want {"word": "yes"}, or {"word": "no"}?'


class Word(BaseModel):
    word: str


class Short(Word):
    @field_validator("word")
    @classmethod
    def of_three_letters(cls, word: str) -> str:
        if len(word) > 3:
            raise ValueError("more than three letters")
        return word


@dataclass(frozen=True)
class Dialect:
    """How one server shapes what it sends: the fields that it adds, and the name of the one for thoughts."""

    name: str
    thoughts: str
    message: dict[str, Any] = field(default_factory=dict)
    choice: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    flat_errors: bool = False

    def completion(
        self,
        content: str | None,
        *,
        thoughts: str | None = None,
        finish: str | None = "stop",
        tokens: tuple[int, int] = (10, 5),
        **message: Any,
    ) -> bytes:
        """A completion; its `message` may be given more fields."""
        counts = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
        said = {"role": "assistant", "content": content, **self.message, **message}
        if thoughts is not None:
            said[self.thoughts] = thoughts
        choice = {"index": 0, "message": said, "finish_reason": finish, **self.choice}
        named = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "tester"}
        return json.dumps({**named, "choices": [choice], "usage": counts, **self.body}).encode()

    def error(self, code: int, message: str, kind: str, **more: Any) -> bytes:
        """An error's body."""
        problem = {"message": message, "type": kind, "param": None, "code": code, **more}
        return json.dumps({"object": "error", **problem} if self.flat_errors else {"error": problem}).encode()


VLLM = Dialect(
    "vllm",
    "reasoning",
    message={"refusal": None, "annotations": None, "audio": None, "function_call": None, "tool_calls": []},
    choice={"logprobs": None, "stop_reason": None, "token_ids": None},
    body={"service_tier": None, "system_fingerprint": None, "prompt_logprobs": None, "kv_transfer_params": None},
)
OLD_VLLM = Dialect(
    "old vllm", "reasoning_content", message={"tool_calls": []}, choice={"stop_reason": None}, flat_errors=True
)
OLLAMA = Dialect("ollama", "reasoning", body={"system_fingerprint": "fp_ollama"})
LLAMA_CPP = Dialect(
    "llama.cpp", "reasoning_content", body={"system_fingerprint": "b8681", "timings": {"prompt_n": 10, "cache_n": 0}}
)

each_server = pytest.mark.parametrize("dialect", [VLLM, OLD_VLLM, OLLAMA, LLAMA_CPP], ids=lambda dialect: dialect.name)


def ask(client: Client, text: str = "Say yes.", tally: Tally | None = None, answer: type[Word] = Word) -> str:
    """One question, and the word answered."""

    async def run() -> str:
        async with client:
            return (await client.ask([{"role": "user", "content": text}], answer, tally or Tally())).word

    return asyncio.run(run())


def formats(server: Any) -> list[str]:
    """The response formats that were asked for, in order."""
    return [asked.body["response_format"]["type"] for asked in server.asked]


@each_server
def test_an_answer_is_read_and_read_again_from_the_keeper(dialect: Dialect, server: Any, make_client: Any) -> None:
    """The fields that a server adds change neither the answer nor its tokens, and a kept answer is as good."""
    server.sends(dialect.completion(YES, thoughts=THOUGHTS))
    first, second = Tally(), Tally()
    assert ask(make_client(), tally=first) == ask(make_client(), tally=second) == "yes"
    assert (first.usage.tokens_in, first.usage.tokens_out) == (10, 5)
    assert (second.usage.calls, second.usage.reused) == (0, 1)


@pytest.mark.parametrize("finish", [None, "abort"])
@pytest.mark.parametrize("usage", [None, {}, {"completion_tokens": 5}])
def test_what_an_answer_lacks_it_may_lack_in_the_keeper_too(
    finish: str | None, usage: dict[str, int] | None, server: Any, make_client: Any
) -> None:
    """Without a count of tokens or a known reason for its end, an answer is read, kept, and read again."""
    body = json.loads(VLLM.completion(YES, finish=finish))
    server.sends(json.dumps({**body, "usage": usage}).encode())
    tally = Tally()
    assert ask(make_client(), tally=tally) == ask(make_client()) == "yes"
    assert tally.usage.tokens_in == 0


def test_an_empty_list_of_tool_calls_is_not_sent_back(server: Any, make_client: Any) -> None:
    """vLLM sends it with each answer, and refuses a request that holds it."""
    server.sends(VLLM.completion('{"other": 1}'))
    server.sends(VLLM.completion(YES))
    assert ask(make_client()) == "yes"
    assert "tool_calls" not in server.asked[1].raw.decode()


@each_server
def test_thoughts_beside_an_answer_are_not_sent_back(dialect: Dialect, server: Any, make_client: Any) -> None:
    """What is asked again holds the answer that did not fit, and not the thoughts before it."""
    server.sends(dialect.completion('{"other": 1}', thoughts="They want a word."))
    server.sends(dialect.completion(YES))
    assert ask(make_client()) == "yes"
    assert "They want a word." not in server.asked[1].raw.decode()


@pytest.mark.parametrize("opening", ["<think>\n", ""], ids=["opened", "opened by the chat template"])
@pytest.mark.parametrize("answer", [YES, f"```json\n{YES}\n```"], ids=["bare", "fenced"])
def test_thoughts_in_the_content_are_taken_off(opening: str, answer: str, server: Any, make_client: Any) -> None:
    """vLLM without --reasoning-parser and llama.cpp with --reasoning-format none leave them there."""
    server.sends(VLLM.completion(f"{opening}{THOUGHTS}\n</think>\n\n{answer}"))
    assert ask(make_client()) == "yes"
    assert len(server.asked) == 1


@each_server
@pytest.mark.parametrize("content", [None, "", "\n\n"])
def test_an_answer_taken_for_thoughts_is_an_answer(
    content: str | None, dialect: Dialect, server: Any, make_client: Any
) -> None:
    """A reasoning parser does so where the model did not think first."""
    server.sends(dialect.completion(content, thoughts=f"\n{YES}\n"))
    assert ask(make_client()) == "yes"
    assert len(server.asked) == 1


@each_server
def test_thoughts_are_not_searched_for_an_answer(dialect: Dialect, server: Any, make_client: Any) -> None:
    """An object inside of thoughts was weighed, not given: it is asked again, and then said what to set."""
    for _ in range(2):
        server.sends(dialect.completion("", thoughts=f"Perhaps {YES}"))
    with pytest.raises(AnswerError, match=r"'tester' answered twice with thoughts alone.*thinking off at the server"):
        ask(make_client())


@pytest.mark.parametrize(
    "cut",
    [
        VLLM.completion(None, thoughts=THOUGHTS, finish="length"),
        OLLAMA.completion("", thoughts=THOUGHTS, finish="length"),
        LLAMA_CPP.completion("", thoughts=THOUGHTS, finish="length"),
        VLLM.completion(f"<think>\n{THOUGHTS}", finish="length"),
    ],
)
def test_thoughts_up_to_the_limit_are_told_from_a_long_answer(cut: bytes, server: Any, make_client: Any) -> None:
    """Where the limit was spent on thoughts, less to answer would not help: the message says what would."""
    server.sends(cut)
    with pytest.raises(TruncatedError, match=r"still thinking\. Turn its thinking off .* larger limit"):
        ask(make_client())


def test_a_full_window_is_named_with_its_tokens(server: Any, make_client: Any) -> None:
    """Ollama whose window the request fills answers with next to nothing, cut off: the message names its setting."""
    server.sends(OLLAMA.completion("", finish="length", tokens=(4095, 1)))
    with pytest.raises(TruncatedError, match=r"after 1 tokens, 4095 of the request .*OLLAMA_CONTEXT_LENGTH"):
        ask(make_client())


WRAPPED = {
    "fenced": f"```json\n{YES}\n```",
    "announced": f"Here is the JSON:\n{YES}",
    "explained": f"{YES}\n\nI hope that this helps.",
}


@pytest.mark.parametrize("content", WRAPPED.values(), ids=WRAPPED)
@pytest.mark.parametrize("knows_schemas", [True, False])
def test_prose_and_fences_around_an_answer_are_taken_off(
    content: str, knows_schemas: bool, server: Any, make_client: Any
) -> None:
    """A server that holds answers to no schema lets them through: the one object in it is the answer."""
    if not knows_schemas:
        server.fails(400, "json_schema is not known here")
    server.sends(OLLAMA.completion(content))
    assert ask(make_client()) == "yes"
    assert len(server.asked) == (1 if knows_schemas else 2)


@pytest.mark.parametrize(
    "content",
    [
        f'{{"word": "no"}} or {YES}',
        f'[{{"word": "no"}}, {{"word": "maybe"}}]\n{YES}',
        f"```json\n[{YES}]\n```",
        f'{YES} and {{"word": "n',
        f'{{"words": [{YES}, {{"wor',
        "Say {word}.",
    ],
)
def test_where_it_would_be_a_guess_it_is_asked_again(content: str, server: Any, make_client: Any) -> None:
    """Of two objects, of a list and of what was cut off, nothing is picked out; the model sees what it said."""
    server.sends(OLLAMA.completion(content))
    server.sends(OLLAMA.completion('{"word": "sure"}'))
    assert ask(make_client()) == "sure"
    assert content in server.asked[1].messages


@pytest.mark.parametrize("content", ["Yes, of course!", '{"answer": "yes"}', '{"word": ["yes"]}'])
def test_a_schema_that_is_ignored_is_asked_again_and_then_named(content: str, server: Any, make_client: Any) -> None:
    """Older Ollama, and llama.cpp that cannot read the schema, answer anything: the message says where to look."""
    server.sends(LLAMA_CPP.completion(content))
    server.sends(LLAMA_CPP.completion(content))
    with pytest.raises(AnswerError, match=r"seems to ignore the schema .*log.* Try a stronger --model"):
        ask(make_client())


def test_a_server_is_not_blamed_for_what_no_schema_holds(server: Any, make_client: Any) -> None:
    """An answer of the right shape that fails a rule of ours is the model's."""
    for _ in range(2):
        server.sends(LLAMA_CPP.completion('{"word": "indeed"}'))
    with pytest.raises(AnswerError, match="word: more than three letters") as caught:
        ask(make_client(), answer=Short)
    assert "ignore" not in str(caught.value)


def test_a_server_that_was_sent_no_schema_is_not_blamed(server: Any, make_client: Any) -> None:
    """In JSON mode the schema stands in the prompt, where the model ignores it."""
    server.fails(400, "json_schema is not known here")
    for _ in range(2):
        server.sends(OLLAMA.completion('{"answer": "yes"}'))
    with pytest.raises(AnswerError) as caught:
        ask(make_client())
    assert "ignore" not in str(caught.value)


def test_a_refusal_is_told_as_one(server: Any, make_client: Any) -> None:
    """The words of a model that will not answer are not lost."""
    for _ in range(2):
        server.sends(VLLM.completion(None, refusal="I will not say yes."))
    with pytest.raises(AnswerError, match=r"a refusal: 'I will not say yes\.'"):
        ask(make_client())


@pytest.mark.parametrize(
    ("dialect", "status", "words"),
    [
        (
            OLD_VLLM,
            400,
            "[{'loc': ('body', 'response_format', 'type'), 'msg': \"Input should be 'text' or 'json_object'\"}]",
        ),
        (VLLM, 400, "The provided JSON schema contains features not supported by xgrammar."),
        (LLAMA_CPP, 400, 'Either "json_schema" or "grammar" can be specified, but not both'),
        (LLAMA_CPP, 400, "JSON schema conversion failed: unresolved reference"),
        (LLAMA_CPP, 400, "Failed to initialize samplers: failed to parse grammar"),
        (LLAMA_CPP, 500, "failed to parse grammar"),
        (VLLM, 400, "This response_format type is unavailable now"),
        (VLLM, 422, "response_format.type `json_schema` is unavailable now"),
    ],
)
def test_a_schema_that_is_refused_is_put_in_the_prompt(
    dialect: Dialect, status: int, words: str, server: Any, make_client: Any, sleeper: Any
) -> None:
    """Whatever words and status a server has for it, the next request asks for plain JSON, at once."""
    server.sends(dialect.error(status, words, "BadRequestError"), status=status)
    server.sends(dialect.completion(YES))
    assert ask(make_client()) == "yes"
    assert formats(server) == ["json_schema", "json_object"]
    assert sleeper.slept == []


@pytest.mark.parametrize("status", [400, 422])
def test_a_server_that_forbids_the_field_says_what_to_use(status: int, server: Any, make_client: Any) -> None:
    """Where no format is taken, the message names the field and both of its values."""
    words = "[{'type': 'extra_forbidden', 'loc': ('body', 'response_format'), 'msg': 'Extra inputs are not permitted'}]"
    for _ in range(2):
        server.sends(OLD_VLLM.error(status, words, "BadRequestError"), status=status)
    with pytest.raises(EndpointError, match=r"that takes response_format json_schema or json_object"):
        ask(make_client())


@pytest.mark.parametrize(
    ("dialect", "status", "words", "more"),
    [
        (
            VLLM,
            400,
            "This model's maximum context length is 8192 tokens. However, your request has 9000 input tokens.",
            {},
        ),
        (OLD_VLLM, 400, "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.", {}),
        (VLLM, 400, "The decoder prompt (length 9000) is longer than the maximum model length of 8192.", {}),
        (
            LLAMA_CPP,
            400,
            "request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it",
            {"n_prompt_tokens": 9000, "n_ctx": 8192},
        ),
        (LLAMA_CPP, 500, "the request exceeds the available context size. try increasing the context size", {}),
    ],
)
def test_a_request_beyond_the_window_says_what_to_set_and_waits_for_nothing(
    dialect: Dialect, status: int, words: str, more: dict[str, int], server: Any, make_client: Any, sleeper: Any
) -> None:
    """Whatever shape and status the error has: the callers can ask for less, and the message names each setting."""
    server.sends(dialect.error(status, words, "exceed_context_size_error", **more), status=status)
    with pytest.raises(TooLongError, match=r"OLLAMA_CONTEXT_LENGTH.*--ctx-size.*--max-model-len"):
        ask(make_client())
    assert sleeper.slept == []


def words(count: int) -> str:
    """A request of so many words."""
    return "word " * count


@pytest.mark.parametrize("read", [2048, 2047, 1027, 4098])
def test_a_request_that_was_cut_to_the_window_is_no_answer(
    read: int, server: Any, make_client: Any, answers: Any
) -> None:
    """Ollama drops what does not fit and answers to the rest: fewer tokens than words, and a window full of them."""
    server.sends(OLLAMA.completion(YES, tokens=(read, 5)))
    with pytest.raises(TooLongError, match=rf"of 5000 words the server read {read} tokens.*OLLAMA_CONTEXT_LENGTH"):
        ask(make_client(), words(5000))
    assert answers.kept == {}  # with a larger window the next run must ask anew


@pytest.mark.parametrize(("count", "read"), [(2000, 2048), (5000, 1500), (5000, 0), (5000, 10)])
def test_a_count_that_shows_no_cut_is_none(count: int, read: int, server: Any, make_client: Any) -> None:
    """A request may fill a window and fit, and some servers count only what was not cached, or nothing."""
    server.sends(OLLAMA.completion(YES, tokens=(read, 5)))
    assert ask(make_client(), words(count)) == "yes"


def test_a_model_that_is_still_loading_is_waited_for(server: Any, make_client: Any, sleeper: Any) -> None:
    """llama.cpp says 503 until its model is there."""
    for _ in range(3):
        server.sends(LLAMA_CPP.error(503, "Loading model", "unavailable_error"), status=503)
    server.sends(LLAMA_CPP.completion(YES))
    assert ask(make_client()) == "yes"
    assert len(sleeper.slept) == 3


@pytest.mark.parametrize(
    ("dialect", "status", "message"),
    [
        (VLLM, 404, "The model `tester` does not exist."),
        (OLD_VLLM, 404, "The model `tester` does not exist."),
        (OLLAMA, 404, 'model "tester" not found, try pulling it first'),
        (LLAMA_CPP, 400, "model not found"),
    ],
)
def test_a_model_that_is_not_there_is_said_once_for_all(
    dialect: Dialect, status: int, message: str, server: Any, make_client: Any
) -> None:
    """No other request would fare better; the message names --model and keeps the server's hint."""
    server.sends(dialect.error(status, message, "not_found_error"), status=status)
    with pytest.raises(EndpointDownError, match="Check --model") as caught:
        ask(make_client())
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        VLLM.error(400, "EngineCore encountered an issue", "InternalServerError"),
        OLD_VLLM.error(400, "EngineCore encountered an issue", "InternalServerError"),
        b'{"id": "c1", "choices": null, "message": "EngineCore encountered an issue"}',
        b'"EngineCore encountered an issue"',
    ],
)
def test_an_error_that_says_200_is_quoted(body: bytes, server: Any, make_client: Any, answers: Any) -> None:
    """The server's own words are in the message, and nothing is kept."""
    server.sends(body)
    with pytest.raises(EndpointError, match=r"no completion.*EngineCore encountered an issue"):
        ask(make_client())
    assert answers.kept == {}
