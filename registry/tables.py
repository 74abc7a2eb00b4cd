"""The tables of the registry, read once, when they are first asked for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

__all__ = ["PLOVER_CODES", "Body", "Country", "agencies", "bodies", "countries"]

# PLOVER's codes for actors that belong to no state; the manual gives them no names.
PLOVER_CODES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


@dataclass(frozen=True)
class Country:
    """One country: what it and its people are called, and the cities that stand for its government.

    `usual` is what it is called most, `people` are those of the names that mean its people or its ways.
    """

    names: frozenset[str] = frozenset()
    capital: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    usual: str = ""


@dataclass(frozen=True)
class Body:
    """One body: all its names, and the country or PLOVER code it counts to, if any."""

    names: frozenset[str] = field(default_factory=frozenset)
    code: str = ""


def _read(name: str) -> Any:
    # Imported here, so that importing the registry costs nothing.
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files(__package__).joinpath(name).read_text("utf-8"), loader)


def _as_written(name: str) -> str:
    # ISO turns names around ("Korea, Republic of") and explains them in brackets; texts write neither.
    name = re.sub(r" \(.*?\)", "", name)
    # "Bonaire, Sint Eustatius and Saba" is a list, not a name turned around.
    return name if " and " in name else name.partition(",")[0]


def _iso_names() -> dict[str, tuple[str, ...]]:
    """ISO's names by code, the common one first, then the short one."""
    import pycountry

    names = {}
    for entry in pycountry.countries:
        given = (getattr(entry, key, "") for key in ("common_name", "name", "official_name"))
        names[entry.alpha_3] = tuple(_as_written(name) for name in given if name)
    return names


# Short names of ISO that are the form of the state, or no longer than half a name.
_NOT_USUAL = re.compile(r"Federation|Arab Republic|^Congo$|People's")


def _usual(iso: tuple[str, ...], ours: Sequence[str]) -> str:
    usual = iso[0] if iso else ""
    return ours[0] if ours and (not usual or _NOT_USUAL.search(usual)) else usual


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """Every country by its alpha-3 code: ISO's names together with those of `countries.yaml`."""
    iso = _iso_names()
    added = _read("countries.yaml")
    table = {}
    for code in iso.keys() | added.keys():
        entry, names = added.get(code, {}), iso.get(code, ())
        ours = {name for key in ("names", "abbreviations") for name in entry.get(key, ())}
        people = frozenset(entry.get("demonyms", ()))
        table[code] = Country(
            frozenset(ours.union(names, people)),
            frozenset(entry.get("capital", ())),
            people - ours.union(names),
            _usual(names, entry.get("names", ())),
        )
    return table


@lru_cache(maxsize=1)
def bodies() -> tuple[Body, ...]:
    """The bodies of `actors.yaml`; a name that two of them have is given to both, and has no code then."""
    return tuple(Body(frozenset(entry["names"]), entry.get("country", "")) for entry in _read("actors.yaml")["bodies"])


@lru_cache(maxsize=1)
def agencies() -> tuple[tuple[str, ...], ...]:
    """The names of each news agency of `agencies.yaml`, the usual one first."""
    return tuple(tuple(entry["names"]) for entry in _read("agencies.yaml"))
