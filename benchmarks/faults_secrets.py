"""The secrets of these runs, and the search for them where none may be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from faults_table import MOST_NOTES, Row

__all__ = ["KEY", "PASSWORD", "WRONG_KEY", "Search"]

# Of no form that is known for keys: each must be known by itself. Their pieces are found also where they are cut off.
KEY = "9f3c1b7e/5d2a8046+bb17c6e0d94f2a33"
WRONG_KEY = "c2e85d14/07fb6a39+e1d8704b6c95f213"
PASSWORD = "51e77a0c.d2b94f86"

# A piece of so many characters stands in what was written for no other reason.
_PIECE = 8
# What the harness itself writes, with addresses in it.
_OURS = {"sitbrief.toml", "asked.jsonl"}


@dataclass
class Search:
    """Files searched for secrets, and those that hold one."""

    files: int = 0
    found: list[str] = field(default_factory=list)

    def search(self, *folders: Path) -> None:
        """Searches every file under the folders but the articles and the harness's own."""
        for folder in folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.name not in _OURS and "articles" not in path.parts:
                    self.files += 1
                    if pieces := _pieces_in(path.read_bytes()):
                        self.found.append(f"{path.relative_to(folder)} has {len(pieces)} pieces of one")

    def add(self, other: "Search") -> None:
        """Counts what another search came to as well."""
        self.files += other.files
        self.found += other.found

    def row(self, part: str) -> Row:
        """What came of it."""
        kinds = "output, log.jsonl, run.json, briefs, recordings and stores"
        notes = "; ".join(["files searched", *(f"WRONG: {each}" for each in self.found[:MOST_NOTES])])
        must = f"no part of the key or of the delivery address in {kinds}"
        return Row(f"secrets: {part}", self.files, must, self.files - len(self.found), notes)


def _pieces_in(data: bytes) -> list[str]:
    return [piece for secret in (KEY, WRONG_KEY, PASSWORD) for piece in _pieces(secret) if piece.encode() in data]


def _pieces(secret: str) -> Iterator[str]:
    """Pieces that overlap, so that half a secret has one in it."""
    for place in range(0, len(secret) - _PIECE + 1, _PIECE // 2):
        yield secret[place : place + _PIECE]
