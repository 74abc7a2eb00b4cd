"""Figures beside their bounds, or several clients' beside each other, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Compared", "Row", "show", "show_beside"]

# Figures that differ by less are alike: runs of one client differ by as much.
_ALIKE = 0.02


@dataclass(frozen=True)
class Row:
    """One figure. Over its bound is bad; with `least`, under it is. Without a bound it is there to be read."""

    what: str
    figure: float
    bound: float | None = None
    least: bool = False
    digits: int = 2

    @property
    def verdict(self) -> str:
        if self.bound is None:
            return ""
        if self.least:
            return "ok" if self.figure >= self.bound else "under"
        return "ok" if self.figure <= self.bound else "over"

    def cells(self) -> tuple[str, str, str, str]:
        bound = "" if self.bound is None else f"{'>=' if self.least else '<='} {self.bound:g}"
        return self.what, f"{self.figure:,.{self.digits}f}", bound, self.verdict


@dataclass(frozen=True)
class Compared:
    """One figure of several clients, ours first. The least leads, or with `most` the most.

    `why` says what ours has in it where it does not lead.
    """

    what: str
    figures: Sequence[float]
    most: bool = False
    digits: int = 2
    why: str = ""

    def cells(self) -> list[str]:
        return [f"{figure:,.{self.digits}f}" for figure in self.figures]

    def verdict(self, names: Sequence[str]) -> str:
        """Who leads, and how far behind ours is if it does not."""
        best = max(self.figures) if self.most else min(self.figures)
        first = [abs(figure - best) <= _ALIKE * best for figure in self.figures]
        leaders = [name for name, leads in zip(names, first, strict=True) if leads]
        if len(leaders) == len(names):
            return f"{self.what}: all alike"
        told = f"{self.what}: {' and '.join(leaders)} lead{'s' if len(leaders) == 1 else ', alike'}"
        if first[0]:
            return told
        times = f"{self.figures[0] / best:.2f} times" if best else f"{self.cells()[0]} against 0"
        return f"{told}; {names[0]} {times}{' that' if best else ''}{f': {self.why}' if self.why else ''}"


def show(title: str, rows: Sequence[Row], notes: Sequence[str] = ()) -> None:
    """Prints the rows under a title, and the notes below them."""
    lines = [row.cells() for row in rows]
    width = max([len(what) for what, *_ in lines], default=0)
    _headline(title)
    for what, figure, bound, verdict in lines:
        print(f"{what:<{width}}  {figure:>10}  {bound:>9}  {verdict}".rstrip())
    _notes(notes)


def show_beside(title: str, names: Sequence[str], rows: Sequence[Compared], notes: Sequence[str] = ()) -> None:
    """Prints a column a client, below it who leads in each row, and the notes."""
    width = max(len(row.what) for row in rows)
    _headline(title)
    print(" " * width + "".join(f"  {name:>14}" for name in names))
    for row in rows:
        print(f"{row.what:<{width}}" + "".join(f"  {cell:>14}" for cell in row.cells()))
    print("\nWho leads")
    _notes([row.verdict(names) for row in rows])
    print("\nWhat was done")
    _notes(notes)


def _headline(title: str) -> None:
    print(f"\n{title}\n{'-' * len(title)}")


def _notes(notes: Sequence[str]) -> None:
    for note in notes:
        print(f"  {note}")
