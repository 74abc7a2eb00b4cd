"""Requests over an unreliable wire: what is tried again, how long to wait, and what the errors say."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import httpx2
import openai
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_exponential_jitter

from ..schemas import BudgetError, EndpointDownError, EndpointError, TooLongError, UnaskedError

__all__ = [
    "LARGER_WINDOW",
    "NoJsonSchemaError",
    "Sleep",
    "bound_too_large",
    "is_bound_too_large",
    "is_passing",
    "may_be_billed",
    "send",
]

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]

# What a server says when trying again later may help (RFC 9110; 425 is RFC 8470).
_TRANSIENT_STATUS = frozenset({408, 409, 425, 429})
# The first wait, and the longest that is not asked for by Retry-After, in seconds.
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0
# A server that takes no connection for so many seconds is not restarting but absent.
_CONNECT_DEADLINE = 30.0
# Words by which the servers in use say that a request is longer than the model's window.
_TOO_LONG = (
    "context_length",
    "context length",
    "context size",
    "context window",
    "maximum context",
    "maximum model length",
    "too many tokens",
)
# The same for the bound on an answer: one that no answer of this model may have, or that leaves no room in the window.
_BOUND = re.compile(r"max_(?:completion_)?tokens\b")
_TOO_LARGE = re.compile(r"too large|at most|less than or equal|exceed|valid range|maximum")
_WINDOW = re.compile(r"(?:maximum context length|max_model_len|context window)\D{0,20}(\d+)")
# A status of a server in between, behind which the model may have answered all the same; the last two are Cloudflare's.
_STATUS_IN_BETWEEN = frozenset({408, 499, 502, 504, 520, 524})
# Of an outage, and not of a request that is at fault.
_OUTAGES = frozenset({502, 503, 504, 520, 524})
# Characters of what a server says that stand in a message: it may be a page.
_LONGEST_TEXT = 300
_TAG = re.compile(r"<[^<>]*>")
# The same for a schema: that none is taken, or that of this one no grammar can be made to hold the model to.
_NO_SCHEMA = ("response_format", "json_schema", "json schema", "grammar")

# What to set where a request or an answer is longer than the window.
LARGER_WINDOW = (
    "Give the model a larger window (Ollama: OLLAMA_CONTEXT_LENGTH, llama.cpp: --ctx-size, vLLM: --max-model-len), "
    "or use another --model."
)


class NoJsonSchemaError(EndpointError):
    """The server does not know `response_format: json_schema`."""


async def send(
    call: Callable[[], Awaitable[T]],
    *,
    deadline: float,
    sleep: Sleep = asyncio.sleep,
    again: Callable[[Exception], Awaitable[float | None]] | None = None,
) -> T:
    """What `call` returns, trying again on transport faults until `deadline` seconds would be passed.

    Waits grow exponentially with jitter; Retry-After is honoured. `again` is awaited before each new try, with how the
    last one failed: its time does not count, and it gives the seconds that are left at most, None for no bound.
    EndpointError says what went wrong and what to do.
    """
    waited = 0.0
    backoff = wait_exponential_jitter(multiplier=_FIRST_WAIT, max=_LONGEST_WAIT)

    def wait(state: RetryCallState) -> float:
        asked = _retry_after(state)
        return asked if asked and asked > 0 else backoff(state)  # a wait of 0 would hammer the endpoint

    def stop(state: RetryCallState) -> bool:
        # `idle_for` counts what was slept even where the clock of a test stands still.
        passed = max(state.idle_for, (state.seconds_since_start or 0.0) - waited) + state.upcoming_sleep
        return passed > (min(deadline, _CONNECT_DEADLINE) if _no_connection(state) else deadline)

    retrying = AsyncRetrying(
        retry=retry_if_exception(_is_transient),
        wait=wait,
        stop=stop,
        sleep=sleep,
        reraise=True,
    )
    failed: Exception | None = None

    async def attempt(clock: asyncio.Timeout) -> T:
        nonlocal failed, waited
        if failed is not None and again:
            ends, begun = clock.when(), asyncio.get_running_loop().time()
            clock.reschedule(None)
            left = await again(failed)
            now = asyncio.get_running_loop().time()
            waited += now - begun
            latest = [end for end in (ends and ends + now - begun, left and now + left) if end is not None]
            clock.reschedule(min(latest, default=None))
        try:
            return await call()
        except Exception as problem:
            failed = problem
            raise

    try:
        async with asyncio.timeout(deadline) as clock:  # an answer that trickles in is never silent for long
            return await retrying(attempt, clock)
    except TimeoutError as problem:
        raise EndpointDownError(
            f"the endpoint did not answer within {deadline:g} seconds. "
            "Check OPENAI_BASE_URL; what was answered is kept."
        ) from problem
    except openai.APIError as problem:
        raise _explained(problem, deadline) from problem


# What the caller did wrong, such as an address without a scheme: no time mends it.
_MISTAKES = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)
# No server had the request.
_NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, *_MISTAKES)


def _is_transient(problem: BaseException) -> bool:
    if isinstance(problem, openai.APIStatusError):
        if problem.code == "insufficient_quota" or _is_of_the_request(problem):
            return False  # says 429 or 500, but no waiting fills an account or mends a request
        return problem.status_code in _TRANSIENT_STATUS or problem.status_code >= 500
    # Only what the wire did: a cassette without the exchange surfaces here too, and is final.
    cause = problem.__cause__ if isinstance(problem, openai.APIConnectionError) else None
    return isinstance(cause, httpx2.TransportError) and not isinstance(cause, _MISTAKES)


def _is_of_the_request(problem: openai.APIStatusError) -> bool:
    """Whether the request is at fault. Releases of llama.cpp say so with status 500."""
    if isinstance(problem, openai.BadRequestError | openai.UnprocessableEntityError):
        return True
    return problem.status_code == 500 and any(words in str(problem.message).lower() for words in _TOO_LONG + _NO_SCHEMA)


def may_be_billed(problem: BaseException) -> bool:
    """Whether the model may have answered a request that failed so: it was sent, and no status says otherwise."""
    cause = problem if isinstance(problem, openai.APIError) else problem.__cause__
    if isinstance(cause, openai.APIStatusError):
        return cause.status_code in _STATUS_IN_BETWEEN
    wire = cause.__cause__ if isinstance(cause, openai.APIConnectionError) else cause
    return not isinstance(wire, _NEVER_SENT)


def is_passing(problem: BaseException) -> bool:
    """Whether a request that failed so may fare better in another run: it met an outage, the end of a budget or of the
    run. Where a server stumbles, or is silent, the request may be at fault.
    """
    if isinstance(problem, BudgetError | UnaskedError):
        return True
    cause = problem.__cause__
    stumbled = isinstance(cause, openai.InternalServerError) and cause.status_code not in _OUTAGES
    return isinstance(problem, EndpointDownError) and not (stumbled or isinstance(cause, TimeoutError))


def is_bound_too_large(text: str, bound: int) -> bool:
    """Whether a server says that no answer may be so long as `bound` tokens, whatever the request."""
    window = _WINDOW.search(text.lower())
    if window:  # of one in which the bound has room the request took too much
        return int(window[1]) <= bound
    about = _BOUND.search(text.lower()) is not None
    return about and (str(bound) in text or _TOO_LARGE.search(text.lower()) is not None)


def bound_too_large(problem: openai.APIStatusError, bound: int) -> EndpointDownError:
    """The error that says so, and what to set."""
    return EndpointDownError(
        f"the endpoint allows no answer of {bound} tokens: {_words(problem)}. "
        "Set answer_tokens to what it allows; the budgets bound answers by it."
    )


def _words(problem: openai.APIError) -> str:
    """What the server says, on a line, cut short where it is long, as a page is."""
    body = problem.body
    said = body.get("message") or body.get("detail") if isinstance(body, dict) else None
    text = said if isinstance(said, str) else str(problem.message)
    line = " ".join(_TAG.sub(" ", text).split())
    return (line if len(line) <= _LONGEST_TEXT else f"{line[:_LONGEST_TEXT]}…").rstrip(".")


def _no_connection(state: RetryCallState) -> bool:
    problem = state.outcome.exception() if state.outcome else None
    return problem is not None and isinstance(problem.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout)


def _retry_after(state: RetryCallState) -> float | None:
    problem = state.outcome.exception() if state.outcome else None
    if not isinstance(problem, openai.APIStatusError):
        return None
    value = problem.response.headers.get("retry-after", "")
    try:
        return float(value)
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()


def _explained(problem: openai.APIError, deadline: float) -> EndpointError:
    text = _words(problem)
    if isinstance(problem, openai.PermissionDeniedError):  # may be this text alone: a moderation filter says 403
        return EndpointError(f"the endpoint forbade the request: {text}. If all are, check the rights of the key.")
    if isinstance(problem, openai.AuthenticationError):
        return EndpointDownError(f"the endpoint refused the key: {text}. Set OPENAI_API_KEY to a key that it accepts.")
    if isinstance(problem, openai.NotFoundError):
        return _no_such_model(text)
    if isinstance(problem, openai.APIStatusError) and _is_of_the_request(problem):
        return _refused(problem, text)
    if isinstance(problem, openai.APIStatusError):
        return _failed(problem, text, deadline)
    if isinstance(problem, openai.APIConnectionError):
        cause = problem.__cause__ or problem
        if isinstance(cause, EndpointDownError):
            return cause  # the transport knows more than the wire: the embedded model's server has died
        words = ": ".join(filter(None, (type(cause).__name__, str(cause))))
        return EndpointDownError(
            f"the endpoint is out of reach: {words}. Check OPENAI_BASE_URL; what was answered is kept."
        )
    return EndpointError(f"the endpoint's answer cannot be used: {text}.")


def _no_such_model(text: str) -> EndpointDownError:
    return EndpointDownError(f"the endpoint has no such model or path: {text}. Check --model and OPENAI_BASE_URL.")


def _failed(problem: openai.APIStatusError, text: str, deadline: float) -> EndpointDownError:
    if _is_transient(problem):
        return EndpointDownError(
            f"the endpoint still answered {problem.status_code} when its {deadline:g} seconds were over: {text}. "
            "What was answered is kept; run the same command again later."
        )
    return EndpointDownError(
        f"the endpoint answered {problem.status_code}: {text}. "
        "Check the account of OPENAI_API_KEY; what was answered is kept."
    )


def _refused(problem: openai.APIError, text: str) -> EndpointError:
    lowered = str(problem.message).lower()
    if any(words in lowered for words in _TOO_LONG):
        return TooLongError(f"the request is longer than the model's window: {text}. {LARGER_WINDOW}")
    if any(words in lowered for words in _NO_SCHEMA):
        return NoJsonSchemaError(
            f"the endpoint takes no JSON schema: {text}. "
            "Use a server, or a --model, that takes response_format json_schema or json_object."
        )
    if "model not found" in lowered:  # with several models llama.cpp says it with status 400
        return _no_such_model(text)
    return EndpointError(f"the endpoint refused the request: {text}.")
