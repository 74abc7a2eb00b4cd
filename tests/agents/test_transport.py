"""What is tried again over a faulty wire, how long it takes, and what the errors say."""

import asyncio
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx2
import pytest
from pydantic import BaseModel
from sitbrief.agents import Client, Tally
from sitbrief.schemas import EndpointDownError, EndpointError

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

YES = {"word": "yes"}
# The longest that a server is waited for that takes no connection, in seconds.
CONNECT_DEADLINE = 30


class Word(BaseModel):
    word: str


def ask(client: Client, tally: Tally | None = None) -> Word:
    """One question to the endpoint, and its answer."""

    async def run() -> Word:
        async with client:
            return await client.ask([{"role": "user", "content": "Say yes."}], Word, tally or Tally())

    return asyncio.run(run())


def test_a_wait_that_the_server_asks_for_in_seconds_is_kept(server: Any, make_client: Any, sleeper: Any) -> None:
    """After a 429 with Retry-After in seconds, just that long is waited, and then it is asked again."""
    server.fails(429, retry_after="7")
    server.says(YES)
    tally = Tally()
    assert ask(make_client(), tally).word == "yes"
    assert sleeper.slept == [7.0]
    assert (tally.usage.calls, tally.usage.retries) == (1, 1)


def test_a_wait_that_the_server_asks_for_by_date_is_kept(server: Any, make_client: Any, sleeper: Any) -> None:
    """After a 429 with an HTTP date in Retry-After, it is waited until that moment."""
    server.fails(429, retry_after=format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True))
    server.says(YES)
    assert ask(make_client()).word == "yes"
    assert len(sleeper.slept) == 1
    assert 60 < sleeper.slept[0] <= 90


@pytest.mark.parametrize("asked", ["0", "-3", "nan", "soon", "Thu, 06 Mar 2003 10:00:00 GMT"])
def test_a_wait_of_nothing_does_not_hammer_the_server(asked: str, server: Any, make_client: Any, sleeper: Any) -> None:
    """Where Retry-After gives no time to come, the usual wait is kept."""
    server.fails(429, retry_after=asked)
    server.says(YES)
    assert ask(make_client()).word == "yes"
    assert len(sleeper.slept) == 1
    assert 0.5 <= sleeper.slept[0] <= 1.5


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504])
def test_a_passing_fault_is_tried_again_with_growing_waits(
    status: int, server: Any, make_client: Any, sleeper: Any
) -> None:
    """What may pass is tried again after waits that double, with up to a second of jitter."""
    for _ in range(5):
        server.fails(status)
    server.says(YES)
    assert ask(make_client()).word == "yes"
    assert len(sleeper.slept) == 5
    assert all(0.5 * 2**n <= wait <= 0.5 * 2**n + 1 for n, wait in enumerate(sleeper.slept))


def test_a_connection_that_is_reset_in_an_answer_is_tried_again(server: Any, make_client: Any, sleeper: Any) -> None:
    """Half an answer is no answer: the request is sent again."""
    server.resets()
    server.says(YES)
    tally = Tally()
    assert ask(make_client(), tally).word == "yes"
    assert len(sleeper.slept) == tally.usage.retries == 1


def test_the_deadline_bounds_all_waits_together(server: Any, make_client: Any, sleeper: Any) -> None:
    """A server that stays out of order is given up when the next wait would pass the deadline, and not before."""
    server.always = server.failing(503)
    with pytest.raises(EndpointDownError, match=r"503.*200 seconds.*kept; run the same command again") as caught:
        ask(make_client(deadline=200.0))
    assert 170 <= sum(sleeper.slept) <= 200
    assert max(sleeper.slept) == 30.0
    assert len(server.asked) == len(sleeper.slept) + 1
    assert "out of order" in str(caught.value)


def test_a_wait_beyond_the_deadline_is_not_begun(server: Any, make_client: Any, sleeper: Any) -> None:
    """Where the server asks for more patience than there is, the request fails at once."""
    server.fails(429, retry_after="3600")
    with pytest.raises(EndpointDownError, match="429"):
        ask(make_client(deadline=600.0))
    assert sleeper.slept == []


def test_a_refused_connection_is_given_up_early(make_client: Callable[..., Client], sleeper: Any) -> None:
    """Nobody listens there: a few tries within the connect deadline, and the message names the setting."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but not listening
        client = make_client(url=f"http://127.0.0.1:{taken.getsockname()[1]}/v1", deadline=600.0)
        with pytest.raises(EndpointDownError, match=r"out of reach: ConnectError.*OPENAI_BASE_URL"):
            ask(client)
    assert 0 < sum(sleeper.slept) <= CONNECT_DEADLINE


def test_a_host_that_never_takes_a_connection_is_given_up_early(
    make_client: Callable[..., Client], sleeper: Any
) -> None:
    """A connection that times out is no connection either: the connect deadline holds."""

    def unreachable(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectTimeout("no route", request=request)

    client = make_client(deadline=600.0, transport=httpx2.MockTransport(unreachable))
    with pytest.raises(EndpointDownError, match=r"ConnectTimeout.*OPENAI_BASE_URL"):
        ask(client)
    assert 0 < sum(sleeper.slept) <= CONNECT_DEADLINE


@pytest.mark.parametrize("fault", ["hangs", "drips"])
def test_an_answer_that_does_not_come_is_given_up_at_the_deadline(
    fault: str, server: Any, make_client: Any, sleeper: Any
) -> None:
    """Neither silence nor an endless trickle of bytes holds a request beyond its deadline."""
    getattr(server, fault)()
    begun = time.monotonic()
    with pytest.raises(EndpointDownError, match=r"within 0\.3 seconds.*OPENAI_BASE_URL"):
        ask(make_client(deadline=0.3))
    assert time.monotonic() - begun < 3
    assert sleeper.slept == []


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, "Set OPENAI_API_KEY"),
        (404, r"Check --model and OPENAI_BASE_URL"),
        (402, "402.*Check the account of OPENAI_API_KEY"),
    ],
)
def test_what_no_waiting_mends_is_not_tried_again(
    status: int, advice: str, server: Any, make_client: Any, sleeper: Any
) -> None:
    """A refused key, a missing model and an unpaid account fail at once and say what to do."""
    server.fails(status, "not for you")
    with pytest.raises(EndpointDownError, match=advice) as caught:
        ask(make_client())
    assert "not for you" in str(caught.value)
    assert sleeper.slept == []


def test_an_empty_account_is_not_waited_for(server: Any, make_client: Any, sleeper: Any) -> None:
    """A 429 for want of quota is final, and the message does not speak of waiting."""
    server.fails(429, "You exceeded your quota", code="insufficient_quota", retry_after="5")
    with pytest.raises(EndpointDownError, match="Check the account of OPENAI_API_KEY") as caught:
        ask(make_client())
    assert "seconds" not in str(caught.value)
    assert sleeper.slept == []


@pytest.mark.parametrize("status", [400, 422])
def test_a_refused_request_is_the_fault_of_that_request_alone(
    status: int, server: Any, make_client: Any, sleeper: Any
) -> None:
    """A request that the endpoint cannot take is not tried again, and says nothing about the others."""
    server.fails(status, "strange characters")
    with pytest.raises(EndpointError, match=r"refused the request.*strange characters") as caught:
        ask(make_client())
    assert not isinstance(caught.value, EndpointDownError)
    assert sleeper.slept == []


@pytest.mark.parametrize(
    "body",
    [b"<html>Welcome</html>", b"[]", b"{}", b'{"id":', b'{"error": {"message": "Welcome"}}', b'{"choices": [{}]}'],
)
def test_what_is_no_completion_is_an_error_and_not_kept(
    body: bytes, server: Any, make_client: Any, answers: Any
) -> None:
    """A page, or an error that says 200, names OPENAI_BASE_URL and is not taken for an answer."""
    server.sends(body, "text/html" if body.startswith(b"<") else "application/json")
    with pytest.raises(EndpointError, match=r"no completion.*OPENAI_BASE_URL") as caught:
        ask(make_client())
    assert not isinstance(caught.value, EndpointDownError)
    assert answers.kept == {}


def test_a_fault_that_is_not_of_the_wire_is_final(make_client: Callable[..., Client], sleeper: Any) -> None:
    """A recording without the exchange is not an endpoint that may come back."""

    def unrecorded(request: httpx2.Request) -> httpx2.Response:
        raise LookupError("no such exchange")

    with pytest.raises(EndpointDownError, match="LookupError: no such exchange"):
        ask(make_client(transport=httpx2.MockTransport(unrecorded)))
    assert sleeper.slept == []
