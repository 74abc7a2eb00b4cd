"""A page into its articles: where the next one begins, as far as its lines show it.

Two forms are known: pieces of a "Related articles" block that have an age ("an hour ago") and a text of their own; and
whole articles that begin under another with a headline and, within a few lines, a dateline, a photo credit with prose
below, a byline, or a date line that calls itself one. Signs without a border leave the page whole and are reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .asides import is_caption, is_headline, is_prose, is_related
from .dates import date_line
from .texts import closed
from .wordings import AGE, BYLINE, DATELINE, OUTLET_AGAIN, WIRE_DATELINE

__all__ = ["Piece", "Split", "split_lines"]

# Between a headline and what shows that an article begins there: a subtitle, a credit, the same caption again.
_HEAD_LINES = 4
# An outlet's name above the age of a related piece.
_OUTLET_WORDS = 6
# Fewer closed lines than these may stand above the dateline that opens an article.
_SUBTITLES = 3
# So much prose makes an article of what stands above a border, and below it.
_PROSE_LINES = 1


@dataclass(frozen=True)
class Piece:
    """Lines `first` to `last` (excluded) that are one article, with what the page says of it; empty where nothing.

    `related` are those of its lines that name another piece, of which the page gives no text.
    """

    first: int
    last: int
    title: str = ""
    outlet: str = ""
    related: tuple[int, ...] = ()


@dataclass(frozen=True)
class Split:
    """The pieces of a page, in order, covering all of its lines; and the lines that show signs without a border."""

    pieces: tuple[Piece, ...]
    unsure: tuple[int, ...] = ()


def split_lines(lines: Sequence[str], title: str = "") -> Split:
    """The articles of a page whose lines are not empty; `title` is the page's own."""
    return _Splitter(lines, title).split()


class _Splitter:
    def __init__(self, lines: Sequence[str], title: str) -> None:
        self.lines = lines
        self.title = title
        self.prose = [is_prose(line) for line in lines]
        self.ages = [AGE.fullmatch(line) is not None for line in lines]

    def split(self) -> Split:
        """Borders first, then what lies between them."""
        borders = {0: Piece(0, 0)} | self._related() | self._wholes()
        pieces = self._pieces([borders[first] for first in sorted(borders)])
        return Split(tuple(pieces), tuple(self._unsure({piece.first for piece in pieces})))

    def _pieces(self, begun: Sequence[Piece]) -> list[Piece]:
        """The pieces that have prose of their own; the lines of one that has none belong to the one before."""
        kept: list[Piece] = []
        for piece, last in zip(begun, [*(p.first for p in begun[1:]), len(self.lines)], strict=True):
            if kept and not self._has_prose(piece.first, last):
                related = (*kept[-1].related, *range(piece.first, last))
                kept[-1] = replace(kept[-1], last=last, related=related)
            else:
                kept.append(replace(piece, last=last))
        return kept

    def _has_prose(self, first: int, last: int) -> bool:
        return sum(self.prose[first:last]) >= _PROSE_LINES

    # ------------------------------------------------------------------------------------------ related pieces

    def _related(self) -> dict[int, Piece]:
        """The pieces of a related block, by their first lines. Without ages nobody can tell them from the article."""
        found: dict[int, Piece] = {}
        block = False
        for index, line in enumerate(self.lines):
            block = block or (is_related(line) and any(self.prose[:index]))
            if block and self.ages[index] and (piece := self._related_piece(index)):
                found[piece.first] = piece
        return found

    def _related_piece(self, age: int) -> Piece | None:
        """The piece whose age stands on that line: its outlet above it or, behind a dash, below; then its headline."""
        first, outlet, below = age, "", age + 1
        above = self.lines[age - 1]
        if self._may_be_outlet(age - 1):
            first, outlet = age - 1, above
        if below < len(self.lines) and (again := OUTLET_AGAIN.fullmatch(self.lines[below])):
            outlet, below = outlet or again[1], below + 1
        if below >= len(self.lines) or self.prose[below] or self.ages[below]:
            return None
        return Piece(first, 0, self.lines[below], outlet)

    def _may_be_outlet(self, index: int) -> bool:
        line = self.lines[index]
        return len(line.split()) <= _OUTLET_WORDS and not closed(line) and not self.ages[index] and not is_related(line)

    # ------------------------------------------------------------------------------------------ whole articles

    def _wholes(self) -> dict[int, Piece]:
        """Headlines under the prose of another article that a head and prose of their own follow."""
        found: dict[int, Piece] = {}
        prose = 0
        for index, line in enumerate(self.lines):
            prose += self.prose[index]
            # The first article may have a subtitle above its headline; of a row of short ones each needs its own line.
            if prose >= _PROSE_LINES + (not found) and self._begins(index):
                found[index] = Piece(index, 0, line.lstrip("# "))
                prose = 0
        return found

    def _begins(self, index: int) -> bool:
        if not is_headline(self.lines[index]) or self._goes_on(index):
            return False
        told = 0
        for place in range(index + 1, min(index + 1 + _HEAD_LINES, len(self.lines))):
            line = self.lines[place]
            if self.prose[place] and DATELINE.match(line):
                return True
            if _is_head(line):
                return self._has_prose(place + 1, min(place + 1 + _HEAD_LINES, len(self.lines)))
            told += self.prose[place]
            if told > 1:  # one subtitle may be a sentence; two are the text of a section
                return False
        return False

    def _goes_on(self, index: int) -> bool:
        """True for a line of a list or a torn sentence: its neighbour above is open too, or the one below is small."""
        below = self.lines[index + 1 : index + 2]
        above = self.lines[index - 1]
        return bool(below and below[0][:1].islower()) or (above.endswith((":", ",")))

    # ------------------------------------------------------------------------------------------ signs

    def _unsure(self, borders: set[int]) -> list[int]:
        """Lines below other prose that look like the beginning of an article which no headline shows."""
        found = []
        prose = heads = told = datelines = 0
        for index, line in enumerate(self.lines):
            if index in borders:
                prose = heads = told = datelines = 0
            dateline = self.prose[index] and WIRE_DATELINE.match(line) is not None
            head = _is_head(line) and not is_caption(line) and self._has_prose(index + 1, len(self.lines))
            # An article may have a subtitle above its dateline, and a byline at its foot.
            # Byline and date line stand beside each other: two heads have prose between them.
            if (dateline and (datelines or prose >= _SUBTITLES)) or (head and heads and told):
                found.append(index)
            prose += self.prose[index]
            datelines += dateline
            heads += head
            told = 0 if head else told + self.prose[index]
        return found


def _is_head(line: str) -> bool:
    """True for what stands in the head of an article and hardly anywhere else: a credit, a byline, a date line."""
    dated = date_line(line)
    return is_caption(line) or BYLINE.fullmatch(line) is not None or (dated is not None and dated[1])
