"""Sources in, one reading an input: files, folders, standard input, addresses, lists of addresses, feeds."""

import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from ..schemas import SourceError, Visit
from .drafts import Draft
from .feeds import Entry, entry_drafts
from .fetching import Fetched, Fetcher
from .files import MOST_BYTES, first_bytes
from .formats import Named, listed_addresses, read_bytes, read_drafts, read_feed, unexpected
from .reading import Reading, in_utc, local_files

__all__ = ["STDIN", "Memory", "Oblivious", "gather", "is_address"]

STDIN = "-"
_STDIN_NAME = "standard input"
# Fields of a page that its feed may fill in where the page itself says nothing.
_FROM_FEED = ("title", "outlet", "published", "authors", "language")


class Memory(Protocol):
    """What is remembered of addresses between runs."""

    def visit(self, url: str) -> Visit | None:
        """The last reading of an address."""


class Oblivious:
    """Remembers nothing: every address is read anew."""

    def visit(self, url: str) -> Visit | None:
        return None


def is_address(source: str) -> bool:
    """True for what is fetched, not opened: "scheme://..."."""
    return "://" in source


async def gather(
    sources: Sequence[str],
    take: Callable[[str, Reading], None],
    *,
    published: date | None,
    seen: datetime,
    fetcher: Fetcher,
    memory: Memory,
    found: Callable[[int], None] = lambda number: None,
) -> None:
    """Calls `take` with the name of each input and what it gave, as soon as it is there; none stops another.

    A feed, or a list of addresses, is an input, and so is each page that it leads to. `published` dates what has no
    date of its own; `seen` is the instant that articles carry as first seen. `found` is told how many more addresses
    there are to read.
    """
    work = _Gathering(take, published, in_utc(seen), fetcher, memory, found)
    await work.pages(work.local(sources), {}, follow=True)


@dataclass
class _Gathering:
    take: Callable[[str, Reading], None]
    published: date | None
    seen: datetime
    fetcher: Fetcher
    memory: Memory
    found: Callable[[int], None]
    asked: set[str] = field(default_factory=set)
    # One page is parsed at a time: each may take much memory, and the parsers are not made for several threads.
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def local(self, sources: Sequence[str]) -> list[str]:
        """Reads what is on this machine; what is left are the addresses that were given, or stand in lists."""
        addresses, paths, listing = [], [], Reading()
        for source in dict.fromkeys(sources):
            if is_address(source):
                addresses.append(source)
            elif source == STDIN:
                addresses += self._standard_input()
            else:
                paths.append(source)
        for name in local_files(paths, listing):
            addresses += self._file(name)
        if listing.failed or listing.ignored:
            self.take("", listing)
        return addresses

    def _standard_input(self) -> Sequence[str]:
        reading = Reading()
        raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            reading.fail(SourceError(_STDIN_NAME, f"is longer than {MOST_BYTES:,} bytes; give it as files"))
        elif addresses := listed_addresses(raw):
            return addresses
        elif feed := read_feed(_STDIN_NAME, raw):
            reading.take(entry_drafts(_STDIN_NAME, feed), self.published, self.seen)
        else:
            reading.take(read_bytes(_STDIN_NAME, raw), self.published, self.seen)
        self.take(_STDIN_NAME, reading)
        return ()

    def _file(self, name: str) -> Sequence[str]:
        if addresses := _addresses_in(name):
            return addresses
        reading = Reading()
        reading.take(read_drafts(name), self.published, self.seen)
        self.take(name, reading)
        return ()

    async def pages(self, addresses: Sequence[str], entries: Mapping[str, Entry], *, follow: bool) -> None:
        """Reads addresses, each once. `entries` are what a feed says of them; with `follow` they may be feeds."""
        new = [url for url in dict.fromkeys(addresses) if url not in self.asked]
        self.asked.update(new)
        if new:
            self.found(len(new))
        try:
            async with asyncio.TaskGroup() as group:
                for url in new:
                    group.create_task(self._address(url, entries.get(url), follow))
        except BaseExceptionGroup as several:  # what stops the run, such as a full disk, is one error, not a group
            raise several.exceptions[0] from several

    async def _address(self, url: str, entry: Entry | None, follow: bool) -> None:
        reading = Reading()
        entries: tuple[Entry, ...] = ()
        known = self.memory.visit(url)
        try:
            page = await self._fetch(url, known)
            if page.unchanged and known:
                reading.known, entries = known.articles, tuple(Entry(**dict(link)) for link in known.links)
                reading.visit = known.model_copy(update={"seen": self.seen})
            else:
                entries = await self._read(page, entry, reading, follow)
                reading.visit = _visit(page, entries, self.seen)
        except SourceError as error:
            self._without_page(error, entry, reading)
        except Exception as error:
            self._without_page(unexpected(url, error), entry, reading)
        self.take(url, reading)
        if entries:
            await self.pages([e.url for e in entries], {e.url: e for e in entries}, follow=False)

    async def _fetch(self, url: str, known: Visit | None) -> Fetched:
        # What gave nothing the last time is read anew: the fault may have been ours.
        if known is None or not (known.articles or known.links):
            return await self.fetcher.get(url)
        return await self.fetcher.get(url, etag=known.etag, last_modified=known.last_modified)

    async def _read(self, page: Fetched, entry: Entry | None, reading: Reading, follow: bool) -> tuple[Entry, ...]:
        """A page's articles into `reading`; of a feed or a list what it leads to."""
        async with self.turn:
            # In a thread: a large page must not keep the others' answers waiting until they time out.
            feed = await asyncio.to_thread(read_feed, page.url, page.raw, media_type=page.media_type)
            listed = [Entry(url=url) for url in listed_addresses(page.raw)] if feed is None else feed.entries
            if feed is None and not listed:
                drafts = await asyncio.to_thread(_drafts, page)
                reading.take(((name, _completed(draft, entry)) for name, draft in drafts), self.published, self.seen)
                return ()
        if not follow:
            raise SourceError(page.asked, "is a feed or a list inside another one; give its address itself")
        if feed:
            alone = replace(feed, entries=tuple(e for e in feed.entries if not e.url))
            reading.take(entry_drafts(page.asked, alone), self.published, self.seen)
        return tuple(e for e in listed if e.url)

    def _without_page(self, error: SourceError, entry: Entry | None, reading: Reading) -> None:
        """Of a page that cannot be had: what its feed says of it, or else the failure."""
        if entry and entry.text:
            reading.take([(entry.url, entry.draft())], self.published, self.seen)
        if reading.articles:
            reading.note(error.source, f"read from its feed alone, as the page {error.reason}")
        else:
            reading.fail(error)


def _addresses_in(name: str) -> Sequence[str]:
    if not name.lower().endswith(".txt"):
        return ()
    try:
        return listed_addresses(first_bytes(name, MOST_BYTES))
    except SourceError:
        return ()  # the reader of files says what is wrong with it


def _drafts(page: Fetched) -> list[Named]:
    given = {"media_type": page.media_type, "charset": page.charset, "address": page.url}
    return list(read_bytes(page.asked, page.raw, **given))


def _completed(draft: Draft | SourceError, entry: Entry | None) -> Draft | SourceError:
    """The draft of a page with what only its feed says."""
    if entry is None or isinstance(draft, SourceError):
        return draft
    return replace(draft, **{name: getattr(draft, name) or getattr(entry, name) for name in _FROM_FEED})


def _visit(page: Fetched, entries: tuple[Entry, ...], seen: datetime) -> Visit:
    return Visit(url=page.asked, seen=seen, etag=page.etag, last_modified=page.last_modified, links=entries)
