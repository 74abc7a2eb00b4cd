"""The picture of a period as rows that stand alone: what an analyst takes along as a table, each with its sentences."""

from datetime import date
from typing import Literal

from .article import Frozen
from .picture import Novelty, Reliability
from .plover import Auxiliary, EventType

__all__ = ["ChangeRow", "Citation", "ContradictionRow", "EventRow", "FigureRow", "Row", "StanceRow"]


class Citation(Frozen):
    """One sentence that carries a row; `day` is that of publication, None if the article is undated."""

    article: str
    outlet: str = ""
    title: str = ""
    url: str = ""
    day: date | None = None
    sentence: int
    quote: str


class Row(Frozen):
    """What every row has: the sentences that carry it."""

    citations: tuple[Citation, ...] = ()


class EventRow(Row):
    """One event with all that report it. See `MergedEvent`; `actors` and `recipients` are names."""

    id: str
    type: EventType
    mode: str = ""
    aux: tuple[Auxiliary, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    what: str
    start: date | None = None
    end: date | None = None
    first: date | None = None
    last: date | None = None
    outlets: tuple[str, ...] = ()
    origins: int
    single_source: bool
    source: Reliability
    credibility: int
    novelty: Novelty
    weight: float


class StanceRow(Row):
    """One stance on the day of its report; `shifted` if the holder stood otherwise before. See `Position`."""

    holder: str
    target: str
    theme: str
    polarity: Literal["favor", "against", "neutral", "mixed"]
    day: date | None = None
    said: Literal["direct", "indirect"]
    cue: str = ""
    quote: str = ""
    shifted: bool = False


class FigureRow(Row):
    """One number. `day` is the day for which it is given, else that of its report. `series` is the id of the series
    that it belongs to, if other days give the same quantity.
    """

    of: str
    value: str
    qualifier: str = ""
    unit: str = ""
    amount: float | None = None
    day: date | None = None
    planned: bool = False
    said_by: str = ""
    series: str = ""


class ContradictionRow(Row):
    """One side of a contradiction; the sides of one share its `id`."""

    id: str
    kind: Literal["figure", "denial", "actor", "time", "account"]
    about: str
    holder: str
    says: str


class ChangeRow(Row):
    """One change against the last brief; `earlier` are the sentences that carried what was told there."""

    kind: Literal["new", "updated", "reversed", "gone"]
    about: str
    delta: str = ""
    earlier: tuple[Citation, ...] = ()
