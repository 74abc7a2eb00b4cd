"""What was tried and what held, a row a fault; and the search for secrets where none may be."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from faults_desk import KEY, PASSWORD

__all__ = ["Row", "Search", "Table", "looked_up"]

# A piece of so many characters stands in what was written for no other reason.
_PIECE = 8
# What the harness itself writes, with addresses in it.
_OURS = {"sitbrief.toml", "asked.jsonl"}
_MOST_NOTES = 3


@dataclass(frozen=True)
class Row:
    """One fault: how often it was tried, what must hold, how often it held; `notes` say what was seen."""

    fault: str
    tried: int
    must: str
    held: int
    notes: str = ""

    @property
    def holds(self) -> bool:
        """Whether what must hold always did; of nothing tried, nothing is known."""
        return 0 < self.tried == self.held

    def __str__(self) -> str:
        cells = (self.fault, str(self.tried), self.must, f"{self.held}{'' if self.holds else ' (!)'}", self.notes)
        return f"| {' | '.join(cell.replace('|', '/').replace(chr(10), ' ') for cell in cells)} |"

    @classmethod
    def of(cls, fault: str, must: str, problems: Sequence[Collection[str]], notes: str = "") -> "Row":
        """The row of several tries, from what was wrong with each; the first wrongs stand in its notes."""
        wrong = list(dict.fromkeys(problem for several in problems for problem in several))
        told = [*([notes] if notes else []), *(f"WRONG: {problem}" for problem in wrong[:_MOST_NOTES])]
        return cls(fault, len(problems), must, sum(not several for several in problems), "; ".join(told))


@dataclass
class Search:
    """Files searched for secrets, and those that hold one."""

    files: int = 0
    found: list[str] = field(default_factory=list)

    def search(self, folder: Path) -> None:
        """Searches every file under a folder but the harness's own."""
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name not in _OURS and "articles" not in path.parts:
                self.files += 1
                if pieces := looked_up(path.read_bytes()):
                    self.found.append(f"{path.relative_to(folder)} has {len(pieces)} pieces of a secret")

    def row(self, part: str) -> Row:
        """What came of it."""
        kinds = "output, logs, run.json, briefs, recordings, stores"
        clean = self.files - len(self.found)
        notes = "; ".join(["files searched", *(f"WRONG: {each}" for each in self.found[:_MOST_NOTES])])
        return Row(f"secrets ({part})", self.files, f"neither key nor delivery address in {kinds}", clean, notes)


def looked_up(data: bytes) -> list[str]:
    """The pieces of the secrets that stand in some data."""
    return [piece for secret in (KEY, PASSWORD) for piece in _pieces(secret) if piece.encode() in data]


def _pieces(secret: str) -> Iterator[str]:
    """Pieces that overlap, so that half a secret has one in it."""
    for place in range(0, len(secret) - _PIECE + 1, _PIECE // 2):
        yield secret[place : place + _PIECE]


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
