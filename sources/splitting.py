"""A page into its articles: where the next one begins, as far as its lines show it.

Two forms are known: pieces of a "Related articles" block that have an age ("an hour ago") and a text of their own; and
whole articles that begin under another with a headline and, within a few lines, a dateline, a byline, or a date line
that calls itself one. A photo credit alone is not enough: a picture stands under a section's heading as well. Signs
without a border leave the page whole and are reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from .asides import is_caption, is_comment, is_headline, is_open, is_own_prose, is_related, repeats
from .dates import date_line
from .texts import closed
from .wordings import AGE, BYLINE, DATELINE, OUTLET_AGAIN, SOFT_DATELINE, WIRE_DATELINE

__all__ = ["Piece", "Split", "split_lines"]

# Between a headline and what shows that an article begins there: a subtitle, a credit, the same caption again.
_HEAD_LINES = 4
# An outlet's name above the age of a related piece.
_OUTLET_WORDS = 6
# No headline of a related piece is longer.
_TITLE_LENGTH = 160
# Fewer closed lines than these may stand above the dateline that opens an article.
_SUBTITLES = 3
# So much prose makes an article of what stands above a border, and below it.
_PROSE_LINES = 1
# A heading of a section is shorter than this; with a credit below it such a line may be a headline.
_HEADLINE_WORDS = 7


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
        # A cookie notice is prose that makes no article.
        self.prose = [is_own_prose(line) for line in lines]
        # How many lines of prose stand above each line.
        self.told = [0, *accumulate(self.prose)]
        self.ages = [AGE.fullmatch(line) is not None for line in lines]
        # Ages of a related block below which prose stands that nobody can place.
        self.strays: set[int] = set()

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
        return self.told[min(last, len(self.lines))] - self.told[min(first, len(self.lines))] >= _PROSE_LINES

    # ------------------------------------------------------------------------------------------ related pieces

    def _related(self) -> dict[int, Piece]:
        """The pieces of a related block, by their first lines. Without ages nobody can tell them from the article.

        If prose stands where a headline should, the order of the block is another: then none is told apart.
        """
        found: dict[int, Piece] = {}
        block = prose = False
        for index, line in enumerate(self.lines):
            prose = prose or self.prose[index]
            # Readers' comments have ages as well.
            block = (block or (prose and is_related(line))) and not is_comment(line)
            if not block or not self.ages[index]:
                continue
            if piece := self._related_piece(index):
                found[piece.first] = piece
            elif self._has_prose(index + 1, index + 1 + _HEAD_LINES):
                self.strays.add(index)
        return {} if self.strays else found

    def _related_piece(self, age: int) -> Piece | None:
        """The piece whose age stands on that line: its outlet above it or, behind a dash, below; then its headline."""
        first, outlet, below = age, "", age + 1
        if self._may_be_outlet(age - 1):
            first, outlet = age - 1, self.lines[age - 1]
        again = OUTLET_AGAIN.fullmatch(self.lines[below]) if below < len(self.lines) else None
        if again:
            outlet, below = outlet or again[1], below + 1
        if below >= len(self.lines) or self.ages[below]:
            return None
        title = self._related_title(below, again is not None)
        # Where its outlet stands on both sides of the age, a piece begins though it may have no headline.
        return Piece(first, 0, title, outlet) if title or again else None

    def _related_title(self, index: int, certain: bool) -> str:
        """The headline on that line: an open one, or above prose a question; a closed one if it is `certain`."""
        line = self.lines[index]
        if not self.prose[index]:
            return line if is_open(line) else ""
        if self.prose[index + 1 : index + 2] != [True] or len(line) > _TITLE_LENGTH:
            return ""
        return line if certain or line.endswith(("?", "\u061f")) else ""

    def _may_be_outlet(self, index: int) -> bool:
        line = self.lines[index]
        return len(line.split()) <= _OUTLET_WORDS and not closed(line) and not self.ages[index] and not is_related(line)

    # ------------------------------------------------------------------------------------------ whole articles

    def _wholes(self) -> dict[int, Piece]:
        """Headlines under the prose of another article that a head and prose of their own follow."""
        found: dict[int, Piece] = {}
        prose = 0
        opened = False
        for index, line in enumerate(self.lines):
            prose += self.prose[index]
            opened = opened or self._opens(index)
            # Without a dateline the first article may have a subtitle above its headline; of a row of short ones each
            # needs its own line.
            if prose >= _PROSE_LINES + (not found and not opened) and self._begins(index):
                found[index] = Piece(index, 0, line.lstrip("# "))
                prose = 0
        return found

    def _opens(self, index: int) -> bool:
        """True for prose with a dateline. Capitals alone, line upon line, name the speakers of an interview."""
        if not self.prose[index] or not DATELINE.match(self.lines[index]):
            return False
        beside = (*self.lines[max(0, index - 1) : index], *self.lines[index + 1 : index + 2])
        return WIRE_DATELINE.match(self.lines[index]) is not None or not any(map(DATELINE.match, beside))

    def _begins(self, index: int) -> bool:
        if not self._may_be_headline(index) or self._goes_on(index):
            return False
        told = 0
        for place in range(index + 1, min(index + 1 + _HEAD_LINES, len(self.lines))):
            if self._opens(place):
                return True
            if _is_head(self.lines[place]):
                return self._has_prose(place + 1, min(place + 1 + _HEAD_LINES, len(self.lines)))
            told += self.prose[place]
            if told > 1:  # one subtitle may be a sentence; two are the text of a section
                return False
        return False

    def _may_be_headline(self, index: int) -> bool:
        """True for a line that is like a headline, and is neither the page's own, a byline nor a date."""
        line = self.lines[index]
        return (
            is_headline(line)
            and not repeats(line, self.title)
            and BYLINE.fullmatch(line) is None
            and date_line(line) is None
        )

    def _goes_on(self, index: int) -> bool:
        """True for a line of a list or a torn sentence: its neighbour above is open too, or the one below is small."""
        below = self.lines[index + 1 : index + 2]
        above = self.lines[index - 1]
        return bool(below and below[0][:1].islower()) or (above.endswith((":", ",")))

    # ------------------------------------------------------------------------------------------ signs

    def _unsure(self, borders: set[int]) -> list[int]:
        """Lines below other prose that look like the beginning of an article which no headline shows."""
        found = []
        prose = heads = told = 0
        datelines: set[str] = set()
        for index, line in enumerate(self.lines):
            if index in borders:
                prose = heads = told = 0
                datelines.clear()
            # A page that doubles its paragraphs doubles its dateline.
            dateline = self.prose[index] and line not in datelines and WIRE_DATELINE.match(line) is not None
            head = _is_head(line) and self._has_prose(index + 1, len(self.lines))
            # An article may have a subtitle above its dateline, and a byline at its foot.
            # Byline and date line stand beside each other: two heads have prose between them.
            if (
                (dateline and (datelines or prose >= _SUBTITLES))
                or (head and heads and told)
                or index in self.strays
                or (prose > _PROSE_LINES and index not in borders and self._may_begin(index))
            ):
                found.append(index)
            prose += self.prose[index]
            if dateline:
                datelines.add(line)
            heads += head
            told = 0 if head else told + self.prose[index]
        return found

    def _may_begin(self, index: int) -> bool:
        """True for a line that may be a headline, above a credit and prose or what may be a dateline."""
        line, below = self.lines[index], self.lines[index + 1 : index + 3]
        if not below or not self._may_be_headline(index):
            return False
        if self.prose[index + 1]:
            # One below the other they are a list of persons.
            return SOFT_DATELINE.match(below[0]) is not None and not any(map(SOFT_DATELINE.match, below[1:]))
        return len(line.split()) >= _HEADLINE_WORDS and is_caption(below[0]) and self._has_prose(index + 2, index + 3)


def _is_head(line: str) -> bool:
    """True for what stands in the head of an article and hardly anywhere else: a byline, a date line."""
    dated = date_line(line)
    return BYLINE.fullmatch(line) is not None or (dated is not None and dated[1])
