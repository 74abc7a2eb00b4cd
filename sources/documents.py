"""PDF files with a text layer, by pdfium."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..schemas import SourceError
from .drafts import Draft
from .files import MOST_BYTES
from .texts import closed, one_line

__all__ = ["read_document"]

# A report has fewer pages; a book is no article.
_MOST_PAGES = 300
# Seconds for a whole file: a page of a few bytes may unpack to a gigabyte, and every page may.
_LONGEST = 20.0
# What stands at the edge of so many pages, its numbers aside, is a running head.
_RUNNING = 3
_EDGE = 2
_NUMBER = re.compile(r"\d+")
# U+FFFE is pdfium's sign for a hyphen at the end of a line, where it has joined the two.
_DIVIDED = re.compile("(?<=[a-z])\ufffe(?:\r?\n)?(?=[a-z])")
_BROKEN = re.compile("\ufffe(?:\r?\n)?")
_HYPHENATED = re.compile(r"[a-z]-$")
# A line this much shorter than the longest ends its paragraph.
_SHORT = 0.75
_MARKS = "-*\u2022\u2013"


def read_document(name: str, raw: bytes, clock: Callable[[], float] = time.monotonic) -> Draft:
    """The text of a PDF file, its torn lines joined to paragraphs, a line each. SourceError if it has none.

    The dates that such a file holds are those of its making, often of printing a page: none is taken for publication.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise SourceError(name, f"cannot be opened as PDF ({one_line(str(error))}); save its text") from error
    try:
        return _draft(name, document, clock)
    except pypdfium2.PdfiumError as error:
        raise SourceError(name, f"cannot be read as PDF ({one_line(str(error))}); save its text") from error
    finally:
        document.close()


def _draft(name: str, document: Any, clock: Callable[[], float]) -> Draft:
    if len(document) > _MOST_PAGES:
        raise SourceError(name, f"has {len(document)} pages, more than {_MOST_PAGES}; save the article's pages alone")
    pages = list(_pages(name, document, clock))
    text = "\n".join(_paragraphs([line for page in _without_running(pages) for line in page]))
    if not text.strip():
        raise SourceError(name, "has no text layer, only pictures of pages; save the article's text")
    return Draft(text, title=one_line(str(document.get_metadata_value("Title") or "")))


def _pages(name: str, document: Any, clock: Callable[[], float]) -> Iterator[list[str]]:
    begun, characters = clock(), 0
    for number in range(len(document)):
        lines = _lines(document[number])
        characters += sum(map(len, lines))
        if characters > MOST_BYTES or clock() - begun > _LONGEST:
            reason = f"takes too long or unpacks to too much, by page {number + 1}; save the article's text"
            raise SourceError(name, reason)
        yield lines


def _lines(page: Any) -> list[str]:
    layer = page.get_textpage()
    try:
        text = str(layer.get_text_range())
    finally:
        layer.close()
        page.close()
    whole = _BROKEN.sub("-", _DIVIDED.sub("", text))
    return [line.rstrip() for line in whole.replace("\r\n", "\n").split("\n")]


def _without_running(pages: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The pages without the lines that stand at the head or foot of several of them, page numbers among these."""
    edges = Counter(
        _NUMBER.sub("#", line) for page in pages for line in {*page[:_EDGE], *page[-_EDGE:]} if line.strip()
    )
    for page in pages:
        last = len(page) - _EDGE
        yield [
            line
            for place, line in enumerate(page)
            if not (place < _EDGE or place >= last) or edges[_NUMBER.sub("#", line)] < _RUNNING
        ]


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Lines joined where a sentence runs on; a word that a hyphen divides is whole again."""
    width = max((len(line) for line in lines), default=0)
    held = ""
    for line in lines:
        bare = line.strip()
        if held and not (bare and _runs_on(held, bare, width)):
            yield held
            held = ""
        if held:
            held = held[:-1] + bare if _HYPHENATED.search(held) and bare[0].islower() else f"{held} {bare}"
        else:
            held = bare
        if len(line) < _SHORT * width and closed(bare):
            yield held
            held = ""
    if held:
        yield held


def _runs_on(held: str, below: str, width: int) -> bool:
    if below[0] in _MARKS:
        return False
    # A short line that nothing closes is a heading, unless what follows goes on in small letters.
    return below[0].islower() or closed(held) or len(held) >= _SHORT * width
