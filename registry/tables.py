"""The tables of the registry, read once, when they are first asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

__all__ = ["PLOVER_CODES", "Body", "Country", "agencies", "bodies", "countries"]

# PLOVER's codes for actors that belong to no state; the manual gives them no names.
PLOVER_CODES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


@dataclass(frozen=True)
class Country:
    """One country: what it and its people are called, and the cities that stand for its government."""

    names: frozenset[str] = frozenset()
    capital: frozenset[str] = frozenset()


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


def _iso_names() -> dict[str, frozenset[str]]:
    import pycountry

    names = {}
    for entry in pycountry.countries:
        given = (getattr(entry, key, "") for key in ("name", "common_name", "official_name"))
        names[entry.alpha_3] = frozenset(_as_written(name) for name in given if name)
    return names


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """Every country by its alpha-3 code: ISO's names together with those of `countries.yaml`."""
    iso = _iso_names()
    added = _read("countries.yaml")
    table = {}
    for code in iso.keys() | added.keys():
        entry = added.get(code, {})
        ours = {name for key in ("names", "demonyms", "abbreviations") for name in entry.get(key, ())}
        table[code] = Country(iso.get(code, frozenset()) | ours, frozenset(entry.get("capital", ())))
    return table


@lru_cache(maxsize=1)
def bodies() -> tuple[Body, ...]:
    """The bodies of `bodies.yaml`."""
    return tuple(Body(frozenset(entry["names"]), entry.get("code", "")) for entry in _read("bodies.yaml"))


@lru_cache(maxsize=1)
def agencies() -> tuple[tuple[str, ...], ...]:
    """The names of each news agency of `agencies.yaml`, the usual one first."""
    return tuple(tuple(entry["names"]) for entry in _read("agencies.yaml"))
