"""Sentences: split at line breaks first, then by sentencex within the line, with exact offsets."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from sentencex import segment

from ..schemas import Sentence

__all__ = ["number_sentences", "spans"]

Span = tuple[int, int]

_SPACE = re.compile(r"[^\S\n ]")
_LETTER = re.compile(r"[^\W\d_]")
_MONTH_END = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\s*$")
_HOUR_END = re.compile(r"\d\s*[ap]\.m\.\s*$", re.IGNORECASE)
_AFTER_HOUR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:GMT|UTC|[CEW]ES?T|E[DS]?T|[CMP][DS]?T|AST|MSK|BST)\b|[a-z(]"
)
_AFTER_MONTH = re.compile(r"[a-z\d]")


def _runs_on(before: str, after: str) -> bool:
    """True where sentencex splits although the sentence goes on: "7 p.m. Friday", "a Jan. report"."""
    # The end decides, and no hour or month is longer.
    end = before[-12:]
    if _HOUR_END.search(end):
        return _AFTER_HOUR.match(after) is not None
    if _MONTH_END.search(end):
        return _AFTER_MONTH.match(after) is not None
    # A quotation mark or bracket left over belongs to what it closes.
    return not _LETTER.search(after)


def _segmented(language: str, line: str) -> list[str]:
    """`line` as sentencex cuts it; whole where it cannot be trusted with it."""
    # Its rule for initials counts a space as one byte and panics at "M.\u00a0Tilden".
    plain = _SPACE.sub(" ", line)
    try:
        pieces: list[str] = segment(language, plain)
    except BaseException as panic:  # what Rust panics with is no Exception; one line must not end the run
        if type(panic).__name__ != "PanicException":
            raise
        return [line]
    # The offsets rest on this; should the splitter ever change a character, the line stays whole.
    if "".join(pieces) != plain:
        return [line]
    ends = accumulate(len(piece) for piece in pieces)
    return [line[end - len(piece) : end] for piece, end in zip(pieces, ends, strict=True)]


def _pieces(language: str, line: str) -> Iterator[str]:
    """`line` cut into sentences; joined they are `line` again."""
    found = _segmented(language, line)
    parts: list[str] = []
    lettered = False
    for piece in found:
        # A number that opens a line ("1.") belongs to what follows it.
        if parts and lettered and not _runs_on(parts[-1], piece):
            yield "".join(parts)
            parts, lettered = [], False
        parts.append(piece)
        lettered = lettered or _LETTER.search(piece) is not None
    yield "".join(parts)


def spans(language: str, text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of `text[start:end]`, one line, as offsets into `text`, without outer white space."""
    at = start
    for piece in _pieces(language, text[start:end]):
        bare = piece.strip()
        if bare:
            first = at + piece.index(bare)
            yield first, first + len(bare)
        at += len(piece)


def number_sentences(language: str, text: str, lines: Iterable[Span]) -> tuple[Sentence, ...]:
    """The sentences of the given lines of `text`, numbered from 1 in their order."""
    found = (span for start, end in lines for span in spans(language, text, start, end))
    return tuple(Sentence(n=n, start=a, end=b, text=text[a:b]) for n, (a, b) in enumerate(found, start=1))
