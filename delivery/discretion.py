"""What apprise says of a delivery: taken out of the log, and told without the address, which is a secret."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar, copy_context
from functools import cache
from typing import ParamSpec, TypeVar
from urllib.parse import quote, unquote

__all__ = ["discreet", "overheard"]

P = ParamSpec("P")
T = TypeVar("T")

# Who logs while a message is sent. urllib3 logs the path of each request, which is the secret of a webhook.
_APPRISE = "apprise"
_TALKERS = (_APPRISE, "urllib3.connectionpool", "urllib3.util.retry")
# Below its warnings apprise says what an exception said, and that is why a delivery failed.
_EXCEPTION = re.compile(r"^[\w ]*Exception: ")
_OBJECT = re.compile(r"<[^<>]* object at 0x[0-9a-f]+>:? ?")
_BETWEEN_PARTS = re.compile(r"[/:@?&=,;#+|\s]+")
# Shorter ones would be found within other words; they are looked for as words.
_SHORT = 6
_LONGEST_REASON = 500

_heard: ContextVar[list[str] | None] = ContextVar("sitbrief_delivery_heard", default=None)


class _Tap(logging.Filter):
    """Takes what is logged in a call of ours out of the log; what others have logged goes on as it would have."""

    def __init__(self, logger: logging.Logger) -> None:
        super().__init__()
        self._logger, self._level = logger, logger.level

    def filter(self, record: logging.LogRecord) -> bool:
        told = _heard.get()
        if told is None:
            above = self._logger.parent or self._logger
            return record.levelno >= (self._level or above.getEffectiveLevel())
        message = record.getMessage()
        if record.levelno >= logging.WARNING or _EXCEPTION.match(message):
            told.append(message)
        return False


@cache
def _tapped() -> None:
    """Listens from now on: a try that was given up may still log when its call is over."""
    for name in _TALKERS:
        logger = logging.getLogger(name)
        logger.addFilter(_Tap(logger))
    logging.getLogger(_APPRISE).setLevel(logging.DEBUG)


def overheard(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T, list[str]]:
    """What `call` returns, and what was logged meanwhile as a reason: warnings, errors, and words of exceptions.

    None of it reaches a log, also if it is logged by a thread that apprise starts for the call.
    """
    _tapped()
    told: list[str] = []

    def listening() -> T:
        _heard.set(told)
        return call(*args, **kwargs)

    return copy_context().run(listening), told


def discreet(told: Iterable[str], address: str, names: Iterable[str] = ()) -> str:
    """The reasons in one line of at most 500 characters, each once, with every part of the address as `***`.

    `names` are words that an address may hold and that tell nothing, as the names of its parameters.
    """
    secret = _secret(address, frozenset(names))
    said = (secret.sub("***", _OBJECT.sub("", _EXCEPTION.sub("", message))) for message in told)
    reasons = "; ".join(dict.fromkeys(" ".join(each.split()).rstrip(".") for each in said))
    return reasons if len(reasons) <= _LONGEST_REASON else f"{reasons[: _LONGEST_REASON - 1]}…"


def _secret(address: str, names: frozenset[str]) -> re.Pattern[str]:
    """Finds the address and its parts, the longest first, in any letter case."""
    parts = sorted(set(_parts(address)) - names, key=len, reverse=True)
    return re.compile("|".join(map(_finder, parts)) or "(?!)", re.IGNORECASE)


def _parts(address: str) -> Iterator[str]:
    """The address without its scheme, and its words; as typed, decoded, and encoded anew."""
    body = address.partition("://")[2] or address
    for spelled in (body, unquote(body)):
        for part in filter(None, (spelled, *_BETWEEN_PARTS.split(spelled))):
            yield from {part, unquote(part), quote(part, safe="")}


def _finder(part: str) -> str:
    return re.escape(part) if len(part) >= _SHORT else rf"(?<!\w){re.escape(part)}(?!\w)"
