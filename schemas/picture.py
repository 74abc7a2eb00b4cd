"""The picture of a period: what its records say once they are laid beside each other.

It refers to records by id and decides nothing: which accounts compete is said, never which is right.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from .article import Frozen
from .plover import Auxiliary, EventType

__all__ = [
    "Change",
    "Contradiction",
    "MergedEvent",
    "Novelty",
    "Picture",
    "PictureActor",
    "Point",
    "Position",
    "Reliability",
    "Series",
    "Side",
    "StancePoint",
]

# The Admiralty code's grades of a source: A completely reliable to E unreliable, F cannot be judged.
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Novelty = Literal["new", "updated", "reversed", "known"]


class PictureActor(Frozen):
    """One actor, whatever it was called: `mentions` are the names that the records give it.

    `key` is its id in the registry, or, if `resolved` is False, made of its name. `candidates` are the ids that an
    ambiguous name may mean.
    """

    key: str
    name: str
    mentions: tuple[str, ...]
    resolved: bool = False
    candidates: tuple[str, ...] = ()
    country: str = ""
    sectors: tuple[str, ...] = ()


class MergedEvent(Frozen):
    """One event, as one or more articles report it.

    `records` are the ids of the merged records, the fullest first, whose `what` is given here. `actors` and
    `recipients` are keys of actors. `start` to `end` are the days on which it happened, None if not known; `first` and
    `last` those on which it was reported, None if only undated articles do. `origins` counts independent origins:
    copies of one text are one. `source` is the grade of the best source, `credibility` the Admiralty code's item grade
    (1 confirmed to 6 cannot be judged), by the rules in docs/analysis.md. `novelty` is told against the last brief.
    """

    id: str
    records: tuple[str, ...] = Field(min_length=1)
    what: str
    type: EventType
    mode: str = ""
    aux: tuple[Auxiliary, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    outlets: tuple[str, ...] = ()
    origins: int = 1
    first: date | None = None
    last: date | None = None
    source: Reliability = "F"
    credibility: int = Field(default=6, ge=1, le=6)
    novelty: Novelty = "new"
    weight: float = 0.0

    @property
    def single_source(self) -> bool:
        """True if one origin alone reports it."""
        return self.origins == 1


class Point(Frozen):
    """One value of a series: as it was written, read as a number, for `day` (None if no one knows), by one record.

    `planned` is a goal, a limit or a plan, not a count. `said_by` is who gives it, as the record says.
    """

    record: str
    value: str
    amount: float
    qualifier: str = ""
    day: date | None = None
    planned: bool = False
    said_by: str = ""


class Series(Frozen):
    """The values of one quantity, by day. `grows` if its counts never fall from one day to a later one."""

    id: str
    of: str
    unit: str = ""
    points: tuple[Point, ...]
    grows: bool = False


class Side(Frozen):
    """One side of a contradiction: who holds it (as the records say, or the outlet), what, and the records for it."""

    holder: str
    says: str
    records: tuple[str, ...]


class Contradiction(Frozen):
    """Records that cannot all be right, or that tell one event differently. Two or more sides, none preferred.

    `kind`: two values of one thing and time; a claim and its denial; who did it; when it was; competing accounts.
    """

    id: str
    kind: Literal["figure", "denial", "actor", "time", "account"]
    about: str
    sides: tuple[Side, ...] = Field(min_length=2)


class StancePoint(Frozen):
    """One stance as one record gives it, on the day of its report."""

    record: str
    polarity: Literal["favor", "against", "neutral", "mixed"]
    day: date | None = None


class Position(Frozen):
    """A holder on a target over time. `polarity` is the latest; `shifted` if an earlier one was another.

    `holder` is the key of an actor; `target` the words of the fullest record, `theme` what targets of several holders
    share.
    """

    holder: str
    target: str
    theme: str
    polarity: Literal["favor", "against", "neutral", "mixed"]
    points: tuple[StancePoint, ...] = Field(min_length=1)
    shifted: bool = False


class Change(Frozen):
    """What is new, updated, reversed or no longer reported against the last brief.

    `records` are of this period (none if it is no longer reported), `earlier` of the last brief (none if it is new).
    `delta` says what an update adds: "480 to 1,360 (+880)"; of a quantity `values` are the last brief's and this
    period's, as they are written: "480", "1,360".
    """

    kind: Literal["new", "updated", "reversed", "gone"]
    about: str
    records: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    delta: str = ""
    values: tuple[str, ...] = ()


class Picture(Frozen):
    """All of it, the weightiest first."""

    actors: tuple[PictureActor, ...] = ()
    events: tuple[MergedEvent, ...] = ()
    series: tuple[Series, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    positions: tuple[Position, ...] = ()
    changes: tuple[Change, ...] = ()
