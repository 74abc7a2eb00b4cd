"""Paths in, articles out; what gave none is named with its reason."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePath

from ..schemas import Article, FailedArticle, SettingsError, SourceError
from .drafts import make_article
from .formats import SUFFIXES, read_drafts
from .texts import one_line

__all__ = ["Reading", "read_articles"]

Paths = str | Path | Sequence[str | Path]


def _shown(name: str) -> str:
    """A path as text: where its bytes are no UTF-8, with signs in place of what cannot be shown or stored."""
    return os.fsencode(name).decode(errors="replace")


@dataclass(frozen=True)
class Reading:
    """What was read, what failed and why, and the files of a folder that are of no known format."""

    articles: list[Article] = field(default_factory=list)
    failed: list[FailedArticle] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def fail(self, error: SourceError) -> None:
        """Note that an input gave nothing."""
        self.failed.append(FailedArticle(name=_shown(error.source), reason=one_line(error.reason)))


def _walk(folder: str, reading: Reading) -> Iterator[str]:
    """The files below `folder` by name, hidden ones left out; a folder that cannot be opened is a failure."""

    def refused(error: OSError) -> None:
        name = str(error.filename or folder)
        reading.fail(SourceError(name, f"cannot be opened ({error.strerror}); check its permissions"))

    found = []
    for base, folders, names in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [os.path.join(base, name) for name in names if not name.startswith(".")]
    yield from sorted(found, key=lambda name: PurePath(name).parts)


def _in_folder(folder: str, reading: Reading) -> Iterator[str]:
    empty = True
    for name in _walk(folder, reading):
        if PurePath(name).suffix.lower() in SUFFIXES:
            empty = False
            yield name
        else:
            reading.ignored.append(_shown(name))
    if empty:
        reading.fail(SourceError(folder, f"holds no {', '.join(sorted(SUFFIXES))} file; give a folder with articles"))


def _names(path: Paths, reading: Reading) -> Iterator[str]:
    """Every file once, also where a folder is given together with a file in it."""
    given = [path] if isinstance(path, str | Path) else path
    done = set()
    for entry in map(str, given):
        for name in _in_folder(entry, reading) if os.path.isdir(entry) else [entry]:
            if (place := os.path.abspath(name)) not in done:
                done.add(place)
                yield name


def read_articles(path: Paths, *, published: date | None = None, seen: datetime) -> Reading:
    """The articles of a file, of a folder and all below it, or of several of these, in that order.

    Reads .txt, .md, .html, .htm and .jsonl. `published` dates what has no date of its own; `seen` is the
    instant, with its zone, that the articles carry as first seen. An input that gives nothing is in
    `failed`, and stops no other; only a `seen` without a zone raises, SettingsError.
    """
    if seen.tzinfo is None:
        raise SettingsError(f"seen={seen!r} has no time zone; give an aware instant, as datetime.now(UTC) is")
    seen = seen.astimezone(UTC)
    reading = Reading()
    for name in _names(path, reading):
        for place, draft in read_drafts(name):
            try:
                if isinstance(draft, SourceError):
                    raise draft
                reading.articles.append(make_article(draft, _shown(place), published, seen))
            except SourceError as error:
                reading.fail(error)
    return reading
