"""Requests within a budget, an answer's bound, and an endpoint that is not asked any longer."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from pydantic import BaseModel
from sitbrief.agents import Circuit, Client, Tally
from sitbrief.agents.transport import is_bound_too_large
from sitbrief.schemas import BudgetError, EndpointDownError, redacted

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

YES = {"word": "yes"}


class Word(BaseModel):
    word: str


@dataclass
class Meter:
    """Lets `calls` requests out, and notes what it is told; it is its own admission."""

    calls: int = 100
    answer_tokens: int | None = 500
    seconds: float | None = None
    told: list[tuple[Any, ...]] = field(default_factory=list)

    async def admit(self, size: int) -> "Meter":
        assert size > 10
        self._call()
        return self

    async def again(self, *, billed: bool) -> None:
        self.told.append(("again", billed))
        self._call()

    def _call(self) -> None:
        self.calls -= 1
        if self.calls < 0:
            raise BudgetError("no further call")

    def settle(self, tokens_in: int, tokens_out: int, seconds: float) -> None:
        self.told.append(("settled", tokens_in, tokens_out))

    def fail(self, seconds: float, *, billed: bool) -> None:
        self.told.append(("failed", billed))


def ask(client: Client, *texts: str) -> list[Any]:
    """The words answered, or the errors, one after the other."""

    async def run() -> list[Any]:
        outcomes: list[Any] = []
        async with client:
            for text in texts or ("Say yes.",):
                try:
                    outcomes.append((await client.ask([{"role": "user", "content": text}], Word, Tally())).word)
                except Exception as problem:
                    outcomes.append(problem)
        return outcomes

    return asyncio.run(run())


def test_what_an_answer_took_is_told_to_the_meter(server: Any, make_client: Any) -> None:
    """Tokens of the request and the answer, once it is there; the request carries the bound on the answer."""
    server.says(YES)
    meter = Meter()
    assert ask(make_client(meter=meter)) == ["yes"]
    assert [what for what, *_ in meter.told] == ["settled"]
    assert server.asked[0].body["max_completion_tokens"] == 500


def test_a_kept_answer_is_neither_metered_nor_bounded(server: Any, make_client: Any) -> None:
    """The bound is no part of the question: with another one, or none, the answer is the same."""
    server.says(YES)
    assert ask(make_client(meter=Meter())) == ["yes"]
    meter = Meter(calls=0, answer_tokens=900)
    assert ask(make_client(meter=meter)) == ["yes"]
    assert ask(make_client()) == ["yes"]
    assert meter.told == []


def test_a_server_that_knows_the_older_name_of_the_bound_is_sent_that(server: Any, make_client: Any) -> None:
    """Found out once, kept for the run."""
    server.fails(422, "max_completion_tokens: extra fields are not permitted")
    server.says(YES)
    server.says(YES)
    meter = Meter()
    assert ask(make_client(meter=meter), "First?", "Second?") == ["yes", "yes"]
    assert meter.calls == 97
    assert [asked.body.get("max_tokens") for asked in server.asked] == [None, 500, 500]


def test_each_further_try_is_a_call(server: Any, make_client: Any) -> None:
    """With two calls left, a third try is not made."""
    server.fails(503)
    server.fails(503)
    (problem,) = ask(make_client(meter=Meter(calls=2)))
    assert isinstance(problem, BudgetError)
    assert len(server.asked) == 2


def test_only_what_the_server_may_have_answered_counts_as_billed(server: Any, make_client: Any) -> None:
    """A status is an answer without a bill; a connection that broke may have been one with it."""
    meter = Meter()
    server.fails(400, "strange")
    ask(make_client(meter=meter))
    server.drips(0.2)
    ask(make_client(meter=meter, deadline=0.5))
    assert meter.told == [("failed", False), ("failed", True)]


def test_each_try_is_billed_or_not_by_how_the_one_before_it_ended(server: Any, make_client: Any) -> None:
    """A status: not; a gateway's that may hide an answer, and a broken connection: perhaps."""
    server.fails(503)
    server.fails(524)
    server.resets()
    server.says(YES)
    meter = Meter()
    assert ask(make_client(meter=meter)) == ["yes"]
    assert [told[:2] for told in meter.told[:3]] == [("again", False), ("again", True), ("again", True)]


@pytest.mark.parametrize(
    ("text", "bound", "too_large"),
    [
        ("max_tokens is too large: 500. This model supports at most 300 completion tokens", 500, True),
        (
            "'max_tokens' or 'max_completion_tokens' is too large: 500. This model's maximum context length is 400",
            500,
            1,
        ),
        ("This model's maximum context length is 8192 tokens. However, you requested 9000 tokens", 500, False),
        ("Invalid max_tokens value, the valid range of max_tokens is [1, 300]", 500, True),
        ("max_tokens: 500 > 300, which is the most", 500, True),
        ("max_completion_tokens: extra fields are not permitted", 500, False),
    ],
)
def test_a_bound_that_no_answer_may_have_is_told_from_a_long_request(text: str, bound: int, too_large: bool) -> None:
    """In the words of the servers in use."""
    assert is_bound_too_large(text, bound) == bool(too_large)


def test_when_the_seconds_of_the_budget_are_over_that_is_said(server: Any, make_client: Any) -> None:
    """Not that the endpoint is down, which it need not be."""
    server.hangs()
    meter = Meter(seconds=0.3)
    (problem,) = ask(make_client(meter=meter))
    assert isinstance(problem, BudgetError)
    assert meter.told == [("failed", True)]
    assert "seconds of the budget" in str(problem)


def test_five_failures_in_a_row_open_the_circuit(server: Any, make_client: Any) -> None:
    """The sixth question is not sent, also not by another client of the endpoint; the message tells of the last."""
    server.says(YES)
    for _ in range(5):
        server.fails(401, "no such key")
    circuit = Circuit()
    outcomes = ask(make_client(circuit=circuit), *"abcdefg")
    other = ask(make_client(circuit=circuit), "h")
    assert len(server.asked) == 6
    assert all(isinstance(problem, EndpointDownError) for problem in (*outcomes[1:], *other))
    assert "5 requests in a row" in str(other[0])
    assert "no such key" in str(other[0])


def test_an_answer_between_failures_closes_it_again(server: Any, make_client: Any) -> None:
    """Four failures, an answer, four failures: the next is asked."""
    for _ in range(2):
        server.says(YES)
        for _ in range(4):
            server.fails(401)
    server.says(YES)
    assert ask(make_client(), *"abcdefghijk")[-1] == "yes"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("you sent Bearer abcdef123456, no", "you sent Bearer ***, no"),
        ("Incorrect API key provided: sk-proj-abc***xyz.", "Incorrect API key provided: ***."),
        ("the key of-the-desk-1 is wrong", "the key *** is wrong"),
        ("https://me:pass@h/x failed; see https://h:80/y@z", "https://me:***@h/x failed; see https://h:80/y@z"),
        ("a bearer of news, a risk-averse sk", "a bearer of news, a risk-averse sk"),
    ],
)
def test_secrets_and_what_looks_like_one_are_taken_out(text: str, kept: str) -> None:
    """Prose stays prose; short words are no secrets."""
    assert redacted(text, ["of-the-desk-1", "news"]) == kept


def test_an_answer_that_runs_away_is_an_error_of_its_own(server: Any, make_client: Any) -> None:
    """Megabytes of it would keep all others waiting; the next question is sent."""
    server.says({"word": "x" * 1_000_001})
    server.says(YES)
    first, second = ask(make_client(), "First?", "Second?")
    assert "characters, which is no answer" in str(first)
    assert second == "yes"


def test_a_key_that_comes_back_in_an_answer_is_not_kept(server: Any, make_client: Any, answers: Any) -> None:
    """A server may echo it where a reader would see it."""
    server.says({"word": "the key-of-nobody"})
    assert ask(make_client()) == ["the ***"]
    assert "key-of-nobody" not in str(answers.kept)
