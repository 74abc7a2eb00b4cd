"""Files and folders in, articles out; what gave none is named with its reason."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePath

from ..schemas import Article, FailedArticle, SettingsError, SourceError, Visit
from .drafts import Unsure, make_articles
from .feeds import looks_like_feed
from .files import first_bytes
from .formats import SUFFIXES, Named, read_drafts, unexpected
from .texts import one_line

__all__ = ["Reading", "local_files", "read_articles"]

_MAY_BE_FEEDS = frozenset({".xml", ".json"})
_FIRST_BYTES = 4_096

Paths = str | Path | Sequence[str | Path]


def _shown(name: str) -> str:
    """A path on one line of text: with signs in place of bytes that are no UTF-8, and of what breaks a line."""
    return one_line(os.fsencode(name).decode(errors="replace"))


@dataclass
class Reading:
    """What was read, what failed and why, the files of a folder that are of no known format, and what to tell.

    `unsure` are pages that may hold several articles; each stands in `articles` as one. The last two fields are of
    an address that was fetched: `known`, the (id, revision) of what came of it the last time, if it has not changed
    since; and what is to be remembered of it once the articles are kept.
    """

    articles: list[Article] = field(default_factory=list)
    failed: list[FailedArticle] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    notes: list[FailedArticle] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    known: tuple[tuple[str, str], ...] = ()
    visit: Visit | None = None

    def fail(self, error: SourceError) -> None:
        """Note that an input gave nothing."""
        self.failed.append(FailedArticle(name=_shown(error.source), reason=one_line(error.reason)))

    def note(self, name: str, reason: str) -> None:
        """Tell something about an input that did give something."""
        self.notes.append(FailedArticle(name=_shown(name), reason=one_line(reason)))

    def take(self, drafts: Iterable[Named], published: date | None, seen: datetime) -> None:
        """The articles of drafts; `published` dates those that have no date of their own."""
        for place, draft in drafts:
            try:
                if isinstance(draft, SourceError):
                    raise draft
                articles, unsure = make_articles(draft, _shown(place), published, seen)
            except SourceError as error:
                self.fail(error)
                continue
            except Exception as error:
                self.fail(unexpected(place, error))
                continue
            self.articles += articles
            self.unsure += [unsure] if unsure else []


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


def _is_readable(name: str) -> bool:
    """True for a file of a folder that is of a known kind; of .xml and .json files only feeds are."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in _MAY_BE_FEEDS:
        return suffix in SUFFIXES
    try:
        return looks_like_feed(first_bytes(name, _FIRST_BYTES))
    except SourceError:
        return True  # its reader says what is wrong with it


def _in_folder(folder: str, reading: Reading) -> Iterator[str]:
    empty = True
    for name in _walk(folder, reading):
        if _is_readable(name):
            empty = False
            yield name
        else:
            reading.ignored.append(_shown(name))
    if empty:
        reading.fail(SourceError(folder, f"holds no {', '.join(sorted(SUFFIXES))} file; give a folder with articles"))


def local_files(paths: Iterable[str], reading: Reading) -> Iterator[str]:
    """Every file once, also where a folder is given together with a file in it."""
    done = set()
    for entry in paths:
        for name in _in_folder(entry, reading) if os.path.isdir(entry) else [entry]:
            if (place := os.path.abspath(name)) not in done:
                done.add(place)
                yield name


def in_utc(seen: datetime) -> datetime:
    """The instant in UTC; SettingsError if it has no zone."""
    if seen.tzinfo is None:
        raise SettingsError(f"seen={seen!r} has no time zone; give an aware instant, as datetime.now(UTC) is")
    return seen.astimezone(UTC)


def read_articles(path: Paths, *, published: date | None = None, seen: datetime) -> Reading:
    """The articles of a file, of a folder and all below it, or of several of these, in that order.

    Reads what `SUFFIXES` names; a saved feed gives its entries' own texts. `published` dates what has no date of its
    own; `seen` is the instant, with its zone, that the articles carry as first seen. An input that gives nothing is
    in `failed`, and stops no other; only a `seen` without a zone raises, SettingsError.
    """
    seen = in_utc(seen)
    reading = Reading()
    given = [path] if isinstance(path, str | Path) else path
    for name in local_files(map(str, given), reading):
        reading.take(read_drafts(name), published, seen)
    return reading
