"""Figures beside their bounds, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Row", "show"]


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


def show(title: str, rows: Sequence[Row], notes: Sequence[str] = ()) -> None:
    """Prints the rows under a title, and the notes below them."""
    lines = [row.cells() for row in rows]
    width = max([len(what) for what, *_ in lines], default=0)
    print(f"\n{title}\n{'-' * len(title)}")
    for what, figure, bound, verdict in lines:
        print(f"{what:<{width}}  {figure:>10}  {bound:>9}  {verdict}".rstrip())
    for note in notes:
        print(f"  {note}")
