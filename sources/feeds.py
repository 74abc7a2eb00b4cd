"""Feeds: RSS and Atom by feedparser, JSON Feed by its own keys; what each entry says of its page."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from ..schemas import Link, Published, SourceError
from .dates import parse_declared
from .drafts import Draft
from .files import BLANK
from .texts import one_line

__all__ = ["Entry", "Feed", "entry_drafts", "looks_like_feed", "read_feed"]

# A feed holds some dozens; one of more is an archive, which is better fetched page by page.
_MOST_ENTRIES = 1_000
# An element of one of these names opens every feed; before it stand declarations and remarks alone.
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_HEAD = 4_096
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ENCLOSING = re.compile(r"<[a-zA-Z/!][^>]*>")


class Entry(Link):
    """What a feed says of one piece; fields that it leaves out are empty. `text` has a line a paragraph."""

    def draft(self) -> Draft:
        """The entry as an article of its own."""
        return Draft(
            text=self.text,
            title=self.title,
            outlet=self.outlet,
            url=self.url,
            published=self.published,
            language=self.language,
            authors=self.authors,
        )


@dataclass(frozen=True)
class Feed:
    """A feed's entries, of two with one address the first; and how many it holds beyond those that are read."""

    entries: tuple[Entry, ...]
    beyond: int = 0


def entry_drafts(name: str, feed: Feed) -> Iterator[tuple[str, Draft | SourceError]]:
    """The entries as articles of their own, each under the feed's name and its place; what gives none in its place."""
    for number, entry in enumerate(feed.entries, start=1):
        place = f"{name}#{number}"
        if entry.text:
            yield place, entry.draft()
        else:
            told = f"entry {entry.title!r} has neither an address nor a text" if not entry.url else "has no text"
            yield place, SourceError(place, f"{told}; give the address of its page")
    if feed.beyond:
        reason = f"holds {feed.beyond:,} entries beyond the first {_MOST_ENTRIES:,}; fetch the pages of these yourself"
        yield name, SourceError(name, reason)


def looks_like_feed(raw: bytes) -> bool:
    """True if the first bytes of a file or page are those of a feed."""
    head = _head(raw)
    return (head.startswith(b"{") and b"jsonfeed.org" in head) or (
        head.startswith(b"<") and _ROOT.search(head) is not None
    )


def _head(raw: bytes) -> bytes:
    return raw[:_HEAD].lstrip(BLANK)


def read_feed(name: str, raw: bytes, *, media_type: str = "") -> Feed | None:
    """The feed in `raw`, which was read at the address or path `name`; None if it is none.

    SourceError if it is one that cannot be read.
    """
    if looks_like_feed(raw):
        return _json_feed(name, raw) if _head(raw).startswith(b"{") else _xml_feed(name, raw)
    if media_type in ("application/rss+xml", "application/atom+xml", "application/feed+json"):
        raise SourceError(name, f"is sent as {media_type} and is no feed that can be read; check the address")
    return None


def _feed(entries: Sequence[Entry]) -> Feed:
    seen: set[str] = set()
    kept = []
    for entry in entries:
        if entry.url not in seen:
            kept.append(entry)
        seen.update(filter(None, [entry.url]))
    return Feed(tuple(kept[:_MOST_ENTRIES]), max(0, len(kept) - _MOST_ENTRIES))


# ---------------------------------------------------------------------------------------------- RSS and Atom


def _xml_feed(name: str, raw: bytes) -> Feed:
    if _ENTITY.search(raw):
        # A feed needs none; a few lines of them can unfold to gigabytes, or ask for files of this machine.
        raise SourceError(name, "declares XML entities, which no feed needs; it is not read")
    import feedparser

    try:
        # Bytes alone: a text that looks like an address would be fetched.
        parsed = feedparser.parse(raw, response_headers={"content-location": name}, resolve_relative_uris=False)
    except Exception as error:  # broken XML makes the parsers raise nearly anything; one feed must not stop the others
        raise SourceError(name, f"cannot be read as a feed ({type(error).__name__}); check the address") from error
    if not parsed.entries and parsed.get("bozo"):
        problem = one_line(str(parsed.get("bozo_exception", "")))[:200]
        raise SourceError(name, f"cannot be read as a feed ({problem}); check the address")
    about = parsed.feed
    outlet, language = one_line(_text(about.get("title"))), _text(about.get("language"))
    return _feed([_xml_entry(name, entry, outlet, language) for entry in parsed.entries])


def _xml_entry(name: str, entry: Any, outlet: str, language: str) -> Entry:
    # What the parser gives for broken feeds may be None, or of another type.
    contents = [_text(each.get("value")) for each in _dicts(entry.get("content"))] or [_text(entry.get("summary"))]
    sources = _dicts([entry.get("source")])  # of an entry that another feed carries
    people = [one_line(_text(author.get("name"))) for author in _dicts(entry.get("authors"))]
    return Entry(
        url=_address(name, _text(entry.get("link"))),
        title=_plain(_text(entry.get("title"))).replace("\n", " "),
        text=_plain(max(contents, key=len)),
        published=_published(_text(entry.get("published")) or _text(entry.get("created"))),
        authors=tuple(filter(None, people)),
        outlet=one_line(_text(sources[0].get("title"))) if sources else outlet,
        language=language or _text(entry.get("language")),
    )


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _published(value: str) -> Published | None:
    return parse_declared(value, "feed")


def _address(base: str, link: str) -> str:
    """The link of an entry, as an http or https address; empty if it is none."""
    try:
        url = urljoin(base if "://" in base else "", link.strip()) if link.strip() else ""
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) else ""


def _plain(markup: str) -> str:
    """The text of an entry, which is HTML in most feeds and plain in some."""
    if not _ENCLOSING.search(markup):
        import html

        return html.unescape(markup).strip()
    from .pages import plain_text

    return plain_text(markup)


# ---------------------------------------------------------------------------------------------- JSON Feed


def _json_feed(name: str, raw: bytes) -> Feed:
    """By the keys of version 1.1 (jsonfeed.org/version/1.1) and 1.0, where they differ."""
    try:
        feed = json.loads(raw.decode("utf-8-sig"))
        items = feed["items"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SourceError(name, f"is no JSON Feed that can be read ({error}); check the address") from error
    if not isinstance(items, list):
        raise SourceError(name, "is a JSON Feed whose 'items' are no list; check the address")
    outlet, language = _text(feed.get("title")), _text(feed.get("language"))
    # What is no object has nothing, and is told as an entry without a text.
    objects = [item if isinstance(item, dict) else {} for item in items]
    return _feed([_json_entry(name, item, outlet, language) for item in objects])


def _json_entry(name: str, item: dict[str, Any], outlet: str, language: str) -> Entry:
    listed = _dicts(item.get("authors")) or _dicts([item.get("author")])
    people = [_text(each.get("name")) for each in listed]
    markup = _text(item.get("content_html"))
    return Entry(
        url=_address(name, _text(item.get("url")) or _text(item.get("external_url"))),
        title=one_line(_text(item.get("title"))),
        text=_text(item.get("content_text")) or (_plain(markup) if markup else _text(item.get("summary"))),
        published=_published(_text(item.get("date_published"))),
        authors=tuple(filter(None, map(one_line, people))),
        outlet=one_line(outlet),
        language=_text(item.get("language")) or language,
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
