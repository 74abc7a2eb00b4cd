"""The one client: every question to a model goes through here, is bounded, counted and kept.

Below instructor, so that a re-ask is counted and kept like a first ask. An answer's key is the hash of
the request with model and endpoint; what the keeper holds is never bought again.
"""

import asyncio
import copy
import hashlib
import json
import logging
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, Self, TypeVar

from ..prompts import Message
from ..schemas import (
    AnswerError,
    BudgetError,
    EndpointDownError,
    EndpointError,
    TooLongError,
    TruncatedError,
    UnaskedError,
    Usage,
    redacted,
)
from .circuit import Circuit
from .metering import Admission, Meter, Unmetered
from .reply import answer_alone, thoughts_alone, tokens
from .transport import (
    LARGER_WINDOW,
    NoJsonSchemaError,
    Sleep,
    bound_too_large,
    is_bound_too_large,
    may_be_billed,
    send,
)

# pydantic's errors carry a versioned address; it would change every re-ask with each release.
os.environ.setdefault("PYDANTIC_ERRORS_INCLUDE_URL", "0")

import httpx2
import instructor
from instructor.core.exceptions import IncompleteOutputException, InstructorError, InstructorRetryException
from openai import AsyncOpenAI, BadRequestError, InternalServerError, UnprocessableEntityError
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

__all__ = ["Answers", "Client", "Endpoint", "Forgetful", "Tally"]

T = TypeVar("T", bound=BaseModel)

# Windows, and halves of windows, are multiples of so many tokens; what is counted is off by a few.
_WINDOW_STEP, _FEW = 1024, 8
# Many times what any answer here has: one that runs away is not worth the minutes in which nothing else is done.
_LONGEST_ANSWER = 1_000_000

# instructor logs each failed answer as an error; here that is a re-ask, counted in Usage.
for _name in ("instructor", "instructor.v2"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Endpoint:
    """Where the model is. `base_url` ends before `/chat/completions`."""

    base_url: str
    model: str
    api_key: str = field(repr=False)


class Answers(Protocol):
    """Keeps answers by request key; the store is one."""

    def answer(self, key: str) -> dict[str, Any] | None: ...

    def keep_answer(
        self, key: str, request: dict[str, Any], response: dict[str, Any], model: str, endpoint: str
    ) -> None: ...

    def drop_answer(self, key: str) -> None: ...


class Forgetful:
    """Keeps nothing: for a script that asks once."""

    def answer(self, key: str) -> dict[str, Any] | None:
        return None

    def keep_answer(
        self, key: str, request: dict[str, Any], response: dict[str, Any], model: str, endpoint: str
    ) -> None:
        return None

    def drop_answer(self, key: str) -> None:
        return None


@dataclass
class Tally:
    """Counts what one task asked. `seen` is called after every count, for progress shown to a person.

    `keys` are those of the answers that the task got, in order.
    """

    usage: Usage = field(default_factory=Usage)
    seen: Callable[[Usage], None] = lambda _: None
    keys: list[str] = field(default_factory=list)

    def add(self, **counts: float) -> None:
        more = Usage.model_validate(counts)
        self.usage += more
        self.seen(more)


class Client:
    """Asks one model, at most `in_flight` requests at a time, each answered within `deadline` seconds.

    Use as an async context manager. `sleep` and `transport` are passed in by tests. `meter` keeps a budget, and
    `circuit` is shared by the clients of one endpoint.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        answers: Answers,
        *,
        in_flight: int = 8,
        deadline: float = 600.0,
        sleep: Sleep = asyncio.sleep,
        transport: httpx2.AsyncBaseTransport | None = None,
        meter: Meter | None = None,
        circuit: Circuit | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.in_flight = in_flight
        self._answers = answers
        self._bound = asyncio.Semaphore(in_flight)
        self._deadline = deadline
        self._sleep = sleep
        self._mode = instructor.Mode.JSON_SCHEMA
        self._meter = meter or Unmetered()
        self._circuit = circuit or Circuit()
        self._unasked = ""
        # As OpenAI calls it now; most others know the older name.
        self._answer_bound = "max_completion_tokens"
        limits = httpx2.Limits(max_connections=in_flight, max_keepalive_connections=in_flight)
        self._openai = AsyncOpenAI(
            base_url=endpoint.base_url,
            api_key=endpoint.api_key,
            max_retries=0,
            timeout=httpx2.Timeout(deadline, connect=min(10.0, deadline)),
            http_client=httpx2.AsyncClient(transport=transport, limits=limits, follow_redirects=True),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._openai.close()

    def keeping_to(self, why: str) -> Self:
        """This client for what was answered before alone: UnaskedError, which says `why`, for anything else."""
        client = copy.copy(self)
        client._unasked = why
        return client

    async def ask(self, messages: Sequence[Message], answer: type[T], tally: Tally) -> T:
        """The model's answer as `answer`; a misfit is asked again once, with what is wrong.

        AnswerError: it still does not fit. TruncatedError: cut off at the token limit. EndpointError:
        transport. What did not fit is not kept: the next run asks anew.
        """
        before = len(tally.keys)
        try:
            return await self._in_any_mode(messages, answer, tally)
        except AnswerError:
            self.drop(tally, before)
            raise

    async def complete(self, messages: Sequence[Message], tally: Tally, **options: Any) -> str:
        """The model's answer as text, whatever it is; `options` go with the request. EndpointError: transport."""
        request = {"messages": [dict(message) for message in messages], "model": self.endpoint.model, **options}
        content = (await self._complete(request, tally)).choices[0].message.content or ""
        return content.rpartition("</think>")[2].strip()  # thoughts come first, if at all

    def drop(self, tally: Tally, before: int) -> None:
        """Forgets the answers that a task got after its first `before`: they led to nothing."""
        for key in tally.keys[before:]:
            self._answers.drop_answer(key)

    async def _in_any_mode(self, messages: Sequence[Message], answer: type[T], tally: Tally) -> T:
        mode = self._mode  # asks in flight at the same time each find out, the first one for all that come later
        try:
            return await self._ask(messages, answer, tally, mode)
        except (NoJsonSchemaError, UnaskedError) as problem:
            if mode is instructor.Mode.JSON:
                raise
            if isinstance(problem, NoJsonSchemaError):
                self._mode = instructor.Mode.JSON  # for the rest of the run: the server will not learn it
            return await self._ask(messages, answer, tally, instructor.Mode.JSON)

    async def _ask(self, messages: Sequence[Message], answer: type[T], tally: Tally, mode: instructor.Mode) -> T:
        asked = 0

        async def complete(**request: Any) -> ChatCompletion:
            nonlocal asked
            if asked:
                tally.add(reasks=1)
            asked += 1
            return await self._complete(request, tally)

        create: Any = instructor.patch(create=complete, mode=mode)
        try:
            result: T = await create(
                response_model=answer,
                messages=[dict(message) for message in messages],
                model=self.endpoint.model,
                max_retries=1,
                strict=False,
            )
        except IncompleteOutputException as problem:
            raise TruncatedError(f"{self.endpoint.model!r} was cut off {_cut_off(problem)}") from problem
        except InstructorRetryException as problem:
            cause = problem.__cause__
            if cause is not None and not isinstance(cause, ValidationError | InstructorError):
                raise cause from cause.__cause__  # not from instructor's: what kind of fault it is stands there
            raise AnswerError(f"{self.endpoint.model!r} answered twice with {_misfit(problem, mode)}") from problem
        return result

    async def _complete(self, request: dict[str, Any], tally: Tally) -> ChatCompletion:
        key = self._key(request)
        tally.keys.append(key)
        kept = self._answers.answer(key)
        if kept is not None:
            tally.add(reused=1)
            return answer_alone(ChatCompletion.construct(**kept))  # kept as it came: what is missing stays missing
        if self._unasked:
            raise UnaskedError(self._unasked)
        async with self._bound:
            completion, seconds = await self._metered(request, tally)
        response = self._without_key(completion.model_dump(mode="json", exclude_none=True, warnings=False))
        self._answers.keep_answer(key, request, response, model=self.endpoint.model, endpoint=self.endpoint.base_url)
        tokens_in, tokens_out = tokens(completion)
        tally.add(calls=1, tokens_in=tokens_in, tokens_out=tokens_out, seconds=seconds)
        return answer_alone(ChatCompletion.construct(**response))

    def _without_key(self, response: dict[str, Any]) -> dict[str, Any]:
        """The response, also if the server echoes the key in its answer, which a reader would be shown as rejected."""
        text = json.dumps(response, ensure_ascii=False)
        clean = redacted(text, [self.endpoint.api_key]) if self.endpoint.api_key in text else text
        return response if clean == text else dict(json.loads(clean))

    async def _metered(self, request: dict[str, Any], tally: Tally) -> tuple[ChatCompletion, float]:
        """The completion and the seconds that it took, within the budget."""
        self._circuit.check()
        admission = await self._meter.admit(_size(request))
        begun = time.monotonic()
        try:
            completion = await self._send(request, tally, admission)
        except EndpointError as problem:
            admission.fail(time.monotonic() - begun, billed=may_be_billed(problem))
            # A server may echo the key that it refuses.
            raise type(problem)(redacted(str(problem), [self.endpoint.api_key])) from problem.__cause__
        except BaseException:  # also what nobody foresaw: a request that is never settled keeps others waiting
            admission.fail(time.monotonic() - begun, billed=True)
            raise
        seconds = time.monotonic() - begun
        admission.settle(*tokens(completion), seconds)
        return completion, seconds

    async def _send(self, request: dict[str, Any], tally: Tally, admission: Admission) -> ChatCompletion:
        """One request with its tries, unless the circuit has opened."""
        self._circuit.check()  # it may have while the request waited for its turn

        async def again(problem: Exception) -> float | None:
            tally.add(retries=1)
            await admission.again(billed=may_be_billed(problem))
            return admission.seconds

        left = admission.seconds
        try:
            completion: ChatCompletion = await send(
                lambda: self._create(request, admission),
                deadline=self._deadline if left is None else min(left, self._deadline),
                sleep=self._sleep,
                again=again,
            )
        except EndpointDownError as problem:
            over = admission.seconds is not None and admission.seconds <= 0
            bounded = over or (left is not None and left < self._deadline)
            if bounded and isinstance(problem.__cause__, TimeoutError):
                raise BudgetError("the seconds of the budget were over before the endpoint answered.") from problem
            self._circuit.fail(problem, of_the_request=isinstance(problem.__cause__, InternalServerError))
            raise
        except EndpointError:
            self._circuit.succeed()
            raise
        self._circuit.succeed()
        return completion

    async def _bounded(self, request: dict[str, Any], admission: Admission) -> Any:
        """The request with a bound on its answer, if a budget needs one that it has not."""
        create: Any = self._openai.chat.completions.create
        bound = self._meter.answer_tokens
        if bound is None or "max_tokens" in request:
            return await create(**request)
        try:
            return await create(**request, **{self._answer_bound: bound})
        except (BadRequestError, UnprocessableEntityError) as problem:
            if is_bound_too_large(str(problem.message), bound):
                raise bound_too_large(problem, bound) from problem
            if self._answer_bound not in str(problem.message) or self._answer_bound == "max_tokens":
                raise
        self._answer_bound = "max_tokens"  # for the rest of the run: the server will not learn it
        await admission.again(billed=False)
        return await self._bounded(request, admission)

    async def _create(self, request: dict[str, Any], admission: Admission) -> ChatCompletion:
        """One request over the wire. What is no answer to all of it is an error, and is not kept."""
        try:
            completion: Any = await self._bounded(request, admission)
        except json.JSONDecodeError as problem:
            raise _no_completion(problem) from problem
        if not isinstance(completion, ChatCompletion) or not _has_message(completion):
            raise _no_completion(completion)
        if (length := len(completion.choices[0].message.content or "")) > _LONGEST_ANSWER:
            raise EndpointError(
                f"the endpoint answered with {length:,} characters, which is no answer to what was asked. "
                "Try another --model, or bound its answers at the server."
            )
        _check_all_was_read(request, completion)
        return completion

    def _key(self, request: dict[str, Any]) -> str:
        canonical = json.dumps([self.endpoint.base_url, request], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


def _has_message(completion: ChatCompletion) -> bool:
    choice: Any = completion.choices[0] if completion.choices else None  # servers answer with null for one
    return bool(choice and choice.message)


def _size(request: dict[str, Any]) -> int:
    """Bytes of a request."""
    return len(json.dumps(request, ensure_ascii=False).encode())


def _no_completion(given: object) -> EndpointError:
    given = given.model_dump(exclude_none=True) if isinstance(given, BaseModel) else given
    return EndpointError(
        f"the endpoint answered with no completion: {' '.join(str(given).split())[:200]!r}. "
        "Check OPENAI_BASE_URL, which ends before /chat/completions, and --model."
    )


def _check_all_was_read(request: dict[str, Any], completion: ChatCompletion) -> None:
    """TooLongError for a request that the server cut to its window without a word, as Ollama does.

    It then counts a whole window, or half of one, as read, and fewer tokens than there are words.
    """
    read, _ = tokens(completion)
    words = sum(len(message["content"].split()) for message in request["messages"])
    fills_a_window = (read + _FEW) % _WINDOW_STEP <= 2 * _FEW  # a count without what was cached is short too
    if _WINDOW_STEP - _FEW <= read < words and fills_a_window:
        raise TooLongError(
            f"the request is longer than the model's window: of {words} words the server read {read} tokens. "
            f"{LARGER_WINDOW}"
        )


def _cut_off(problem: IncompleteOutputException) -> str:
    """Where an answer was cut off, and what to set."""
    completion: Any = problem.last_completion
    if thoughts_alone(completion):
        return "at its token limit, still thinking. Turn its thinking off at the server, or give it a larger limit."
    read, written = tokens(completion)
    spent = f" after {written} tokens, {read} of the request before them" if written else ""
    return f"at its token limit{spent}. Give the endpoint a larger limit. {LARGER_WINDOW}"


def _misfit(problem: InstructorRetryException, mode: instructor.Mode) -> str:
    """What was answered instead of what was asked for, and what to set."""
    completion: Any = problem.last_completion
    message = completion.choices[0].message
    if thoughts_alone(completion):
        return "thoughts alone. Turn its thinking off at the server, or use a --model that does not think."
    if not message.content and message.refusal:
        return f"a refusal: {message.refusal!r}. Try another --model."
    ignored = mode is instructor.Mode.JSON_SCHEMA and message.content and _is_shapeless(problem.__cause__)
    return (
        f"what does not fit the schema: {_first_line(problem)}. "
        f"{'The server seems to ignore the schema it was sent: see its log, or update it. ' if ignored else ''}"
        "Try a stronger --model."
    )


def _is_shapeless(cause: BaseException | None) -> bool:
    """Whether an answer is not even of the schema's shape: a server that holds it to the schema lets none through."""
    if not isinstance(cause, ValidationError):
        return False
    kinds = {error["type"] for error in cause.errors(include_url=False)}
    return any(kind in ("json_invalid", "missing") or kind.endswith("_type") for kind in kinds)


def _first_line(problem: InstructorRetryException) -> str:
    cause = problem.__cause__
    if isinstance(cause, ValidationError):
        first = cause.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the answer"
        return f"{where}: {first['msg'].removeprefix('Value error, ')}"
    return str(cause or problem).strip().replace("\n", " ")[:300]
