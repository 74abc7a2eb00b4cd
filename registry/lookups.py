"""Look-ups: the code of a name, the names of a code, and the other ways to say a name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from .spelling import name_key, name_keys
from .tables import PLOVER_CODES, agencies, bodies, countries

__all__ = [
    "agency_name",
    "country_code",
    "country_names",
    "is_code",
    "name_variants",
    "nation_codes",
    "state_codes",
]


def _first(table: Mapping[str, frozenset[str]], name: str) -> frozenset[str]:
    return next((table[key] for key in name_keys(name) if key in table), frozenset())


def _by_key(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    table: defaultdict[str, set[str]] = defaultdict(set)
    for name, value in pairs:
        table[name_key(name)].add(value)
    return {key: frozenset(values) for key, values in table.items()}


def _coded_names() -> Iterator[tuple[str, str]]:
    for code, country in countries().items():
        yield from ((name, code) for name in country.names | country.capital)
    for body in bodies():
        yield from ((name, body.code) for name in body.names)


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, frozenset[str]]:
    """Key of a name -> the codes it is said of."""
    return _by_key(_coded_names())


@lru_cache(maxsize=1)
def _nations() -> Mapping[str, frozenset[str]]:
    """Key of a country's name or demonym, not of a capital -> its codes."""
    return _by_key((name, code) for code, country in countries().items() for name in country.names)


@lru_cache(maxsize=1)
def _body_names() -> Mapping[str, frozenset[str]]:
    """Key of a body's name -> all names of the bodies called so."""
    return _by_key((name, other) for body in bodies() for name in body.names for other in body.names)


@lru_cache(maxsize=1)
def _agencies() -> Mapping[str, str]:
    """Key of an agency's name -> its usual name."""
    return {name_key(name): names[0] for names in agencies() for name in names}


@lru_cache(maxsize=1)
def _states() -> Mapping[str, frozenset[str]]:
    """Key of what means a state (its name, an abbreviation, the capital of its government) -> its codes."""
    return _by_key(
        (name, code) for code, state in countries().items() for name in (state.names - state.people) | state.capital
    )


def state_codes(name: str) -> frozenset[str]:
    """The codes of the states that `name` means: by name, abbreviation or capital, not by their people."""
    return _first(_states(), name)


def nation_codes(words: str) -> frozenset[str]:
    """The codes of the countries that `words` name, or whose people or ways they name ("Iraqi"); not by capital."""
    return _first(_nations(), words)


def agency_name(name: str) -> str:
    """The usual name of the news agency that is called so ("Associated Press": AP); empty if it is none."""
    table = _agencies()
    return next((table[key] for key in name_keys(name) if key in table), "")


def is_code(code: str) -> bool:
    """True for alpha-3 codes (KOS, PSE, HKG and the samples' states included) and PLOVER's non-state codes."""
    return code in PLOVER_CODES or code in countries()


def country_code(words: str) -> str | None:
    """The code of a country, people, capital or well-known body; None if unknown or said of several.

    Case counts for abbreviations alone: "US" is a country, "us" is not. "Congolese" gives None, for it is
    said of two countries. A body gives its country ("IRGC": IRN) or its PLOVER code ("UN": UNO).
    """
    if is_code(words):
        return words
    codes = _first(_codes(), words)
    return next(iter(codes)) or None if len(codes) == 1 else None


def country_names(code: str) -> frozenset[str]:
    """Every name, demonym, abbreviation and capital known for `code`, as written; empty if there is none."""
    country = countries().get(code)
    return country.names | country.capital if country else frozenset()


def name_variants(name: str) -> frozenset[str]:
    """The ways in which a text may say what `name` says, `name` itself included.

    A country gives its demonyms and the capital that stands for its government; a body its acronym and
    its expansions. A capital gives only itself: what a text says of a country it need not say of a city.
    """
    variants = {name} | _first(_body_names(), name)
    for code in _first(_nations(), name):
        variants |= country_names(code)
    return frozenset(variants)
