"""What analysis works on: a record with the article that carries it, and the origin of that article."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ..schemas import Article, Record

__all__ = ["Family", "Report", "alone", "of_kind"]

R_co = TypeVar("R_co", bound=Record, covariant=True)  # it is only read
K = TypeVar("K", bound=Record)

# The key of an actor -> the keys of those to whom it belongs, itself included: an army and its state are no two.
Family = Callable[[str], frozenset[str]]


def alone(key: str) -> frozenset[str]:
    """The family of an actor of whom nothing is known: itself."""
    return frozenset({key})


@dataclass(frozen=True)
class Report(Generic[R_co]):
    """One record as one article gives it.

    `origin` names the origin of the article: reports of one origin are one voice. `keys` are the keys of the actors
    that the record's names stand for, by name as the record words it.
    """

    record: R_co
    article: Article
    origin: str
    keys: Mapping[str, str]

    @property
    def day(self) -> date | None:
        """The day of its publication; None if the article is undated."""
        return self.article.published.day if self.article.published else None

    def key(self, name: str) -> str:
        """The key of the actor that a name of the record stands for."""
        return self.keys.get(name, name)


def of_kind(reports: Sequence[Report[Record]], kind: type[K]) -> Iterator[Report[K]]:
    """The reports whose record is of one kind."""
    for report in reports:
        if isinstance(report.record, kind):
            yield report  # type: ignore[misc]
