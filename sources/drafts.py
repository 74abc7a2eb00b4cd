"""What was read of one article, and the Article that is made of it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ..schemas import Article, Aside, Published, SourceError, text_hash
from .asides import Sorted, sort_lines
from .sentences import number_sentences
from .texts import clean, one_line, script_language

__all__ = ["Draft", "make_article"]

Line = tuple[int, int]


@dataclass(frozen=True)
class Draft:
    """An article as its file gives it; fields that the file leaves out are empty."""

    text: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    published: Published | None = None
    language: str = ""
    authors: tuple[str, ...] = ()


def _lines(text: str) -> Iterator[Line]:
    """The lines that hold something, as offsets without outer white space."""
    at = 0
    for line in text.split("\n"):
        if bare := line.strip():
            start = at + line.index(bare)
            yield start, start + len(bare)
        at += len(line) + 1


def _asides(text: str, lines: list[Line], result: Sorted) -> tuple[Aside, ...]:
    return tuple(
        Aside(kind=kind, start=start, end=end, text=text[start:end])
        for (start, end), kind in zip(lines, result.kinds, strict=True)
        if kind
    )


def _article_id(draft: Draft, title: str, published: Published | None, text: str) -> str:
    """Twelve hex digits that stay the same when the text at an address, or under a headline, changes."""
    if url := draft.url.partition("#")[0].strip():
        known = url
    elif title:
        known = "\n".join((one_line(draft.outlet), title, str(published.day) if published else ""))
    else:
        known = text
    return hashlib.sha256(known.encode()).hexdigest()[:12]


def _published(draft: Draft, result: Sorted) -> Published | None:
    if draft.published or not result.day:
        return draft.published
    return Published(day=result.day, origin="date line")


def make_article(draft: Draft, path: str, flag: date | None, seen: datetime) -> Article:
    """The article of a draft, split and numbered.

    `flag` is the day given for whatever has no date of its own. SourceError if the draft holds no sentence.
    """
    text = clean(draft.text)
    if not text:
        raise SourceError(path, "holds no text; give a file with the text of an article")
    lines = list(_lines(text))
    result = sort_lines([text[start:end] for start, end in lines], one_line(draft.title))
    own = [line for line, kind in zip(lines, result.kinds, strict=True) if kind is None]
    language = one_line(draft.language).lower().partition("-")[0] or script_language(text)
    sentences = number_sentences(language, text, own)
    if not sentences:
        raise SourceError(path, "holds no article text, only lines of page furniture; save the article's text itself")
    title = one_line(draft.title) or one_line(result.headline)
    published = _published(draft, result)
    return Article(
        # Without the flag: the same article read with and without it is one article.
        id=_article_id(draft, title, published, text),
        revision=text_hash(text),
        title=title,
        outlet=one_line(draft.outlet),
        authors=tuple(filter(None, map(one_line, draft.authors))),
        url=one_line(draft.url),
        path=path,
        published=published or (Published(day=flag, origin="flag") if flag else None),
        first_seen=seen,
        language=language,
        text=text,
        sentences=sentences,
        asides=_asides(text, lines, result),
    )
