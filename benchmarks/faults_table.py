"""What was tried and what held, a row a fault."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

__all__ = ["MOST_NOTES", "Row", "Table"]

MOST_NOTES = 3


@dataclass(frozen=True)
class Row:
    """One fault: how often it was tried, what must hold, how often it held; `notes` say what was seen."""

    fault: str
    tried: int
    must: str
    held: int
    notes: str = ""
    could_be_tried: bool = True

    @property
    def holds(self) -> bool:
        """Whether what must hold always did; of nothing tried, nothing is known."""
        return 0 < self.tried == self.held or not self.could_be_tried

    def __str__(self) -> str:
        cells = (self.fault, str(self.tried), self.must, f"{self.held}{'' if self.holds else ' (!)'}", self.notes)
        return f"| {' | '.join(' '.join(cell.split()).replace('|', '/') for cell in cells)} |"

    @classmethod
    def untried(cls, fault: str, must: str, why: str) -> "Row":
        """The row of what cannot be tried on this machine."""
        return cls(fault, 0, must, 0, f"cannot be tried here: {why}", could_be_tried=False)

    @classmethod
    def of(cls, fault: str, must: str, wrongs: Sequence[Collection[str]], notes: str = "") -> "Row":
        """The row of several tries, from what was wrong with each; the first wrongs stand in its notes."""
        wrong = list(dict.fromkeys(each for several in wrongs for each in several))
        told = [*filter(None, [notes]), *(f"WRONG: {each}" for each in wrong[:MOST_NOTES])]
        return cls(fault, len(wrongs), must, sum(not several for several in wrongs), "; ".join(told))


@dataclass
class Table:
    """Rows, printed as they come."""

    rows: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Takes a row and prints it."""
        if not self.rows:
            print("| fault | tried | what must hold | held | notes |\n|---|---|---|---|---|", flush=True)
        self.rows.append(row)
        print(row, flush=True)
