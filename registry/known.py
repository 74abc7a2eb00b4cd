"""What is known of one actor."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

__all__ = ["Holding", "Kind", "KnownActor"]

Kind = Literal["state", "body", "office", "person"]

# How long before and after the only known day of an office its holder is taken to hold it.
_AROUND = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Holding:
    """An office that a person holds or held, from `since` to `until`, both included; None is not known: open.

    `day` is one of which alone it is known: the office counts as held for 31 days before and after it.
    """

    office: str
    since: date | None = None
    until: date | None = None
    day: date | None = None
    source: str = ""

    def covers(self, day: date) -> bool:
        """True if the office counts as held on `day`."""
        if self.day and not (self.since or self.until):
            return abs(day - self.day) <= _AROUND
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One actor of the registry. `names` hold the usual name first; a state's id is its alpha-3 code.

    `generic` are names that only together with a country mean a body, as are all names of an office. `part_of` is the
    body that a body is part of, or an office is of. `country` is an alpha-3 or PLOVER code, `sectors` are PLOVER's,
    the main one first. `wikidata` comes from the source with the key `wikidata_source`.
    """

    id: str
    kind: Kind
    names: tuple[str, ...]
    generic: tuple[str, ...] = ()
    country: str = ""
    sectors: tuple[str, ...] = ()
    part_of: str = ""
    offices: tuple[Holding, ...] = ()
    wikidata: str = ""
    wikidata_source: str = ""

    @property
    def name(self) -> str:
        """The usual name."""
        return self.names[0]
