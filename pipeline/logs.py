"""What a run did, as JSON lines: each with its time, the run's id, and the article's where it is about one."""

from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

import structlog

from ..schemas import Article, Usage, redacted
from .progress import Progress

__all__ = ["Log", "Logged", "logging_to"]

Log = structlog.typing.FilteringBoundLogger


@contextmanager
def logging_to(path: Path, secrets: Sequence[str], **bound: Any) -> Iterator[Log]:
    """A log at the end of `path`, with `bound` in each line; `secrets` never stand in it.

    OSError if it cannot be begun. A line for which there is no room is left out: the brief is worth more.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a", encoding="utf-8", buffering=1)
    try:
        yield _logger(file, secrets).bind(**bound)
    finally:
        with suppress(OSError):
            file.close()


class _Lines:
    """Writes to a file, and passes over what it has no room for."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def msg(self, line: str) -> None:
        with suppress(OSError):
            self._file.write(f"{line}\n")

    info = warning = error = msg


def _logger(file: TextIO, secrets: Sequence[str]) -> Log:
    def hide(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {key: redacted(value, secrets) if isinstance(value, str) else value for key, value in event.items()}

    logger: Log = structlog.wrap_logger(
        _Lines(file),
        wrapper_class=structlog.make_filtering_bound_logger("info"),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            hide,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        cache_logger_on_first_use=False,
    )
    return logger


class Logged:
    """Progress that is logged, and shown by another."""

    def __init__(self, log: Log, shown: Progress) -> None:
        self._log = log
        self._shown = shown

    def fetching(self, addresses: int) -> None:
        self._shown.fetching(addresses)

    def fetched(self, name: str, problem: str = "") -> None:
        if problem:
            self._log.warning("not fetched", source=name, problem=problem)
        else:
            self._log.info("fetched", source=name)
        self._shown.fetched(name, problem)

    def begin(self, articles: int) -> None:
        self._log.info("reading", articles=articles)
        self._shown.begin(articles)

    def article(self, article: Article, problem: str = "") -> None:
        about = {"article": article.id, "revision": article.revision, "title": article.title}
        if problem:
            self._log.warning("not read", **about, problem=problem)
        else:
            self._log.info("read", **about)
        self._shown.article(article, problem)

    def usage(self, more: Usage) -> None:
        if more.calls:
            self._log.info("answered", **more.model_dump(include={"tokens_in", "tokens_out", "seconds"}))
        if more.retries:
            self._log.warning("tried again")
        self._shown.usage(more)

    def writing(self) -> None:
        self._log.info("writing")
        self._shown.writing()
