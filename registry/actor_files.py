"""Files of actors: read, and checked entry by entry, so that a message names the file, the entry and the field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, NoReturn, get_args

from .known import Holding, Kind, KnownActor
from .lookups import is_code

__all__ = ["ActorFile", "check_references", "read_actors"]

_COMMON = ("id", "names", "country", "sectors", "wikidata")
_KINDS: Mapping[str, tuple[Kind, tuple[str, ...]]] = {
    "bodies": ("body", (*_COMMON, "generic", "part_of")),
    "offices": ("office", (*_COMMON, "of")),
    "persons": ("person", (*_COMMON, "offices")),
}
_FIELDS = dict(_KINDS.values())
_HOLDING = ("office", "since", "until", "day", "source")
# The nearest known word is named if it is as near as this, from 0 to 1.
_NEAR = 0.6


@dataclass(frozen=True)
class ActorFile:
    """What one file holds: its entries, and what its source keys mean. `name` is the file, for messages."""

    name: str
    sources: Mapping[str, str]
    actors: tuple[KnownActor, ...]


@dataclass(frozen=True)
class _Entry:
    """One entry that is being read, with what a message has to say of it."""

    file: str
    kind: Kind
    given: Mapping[str, Any]

    def fail(self, field: str, problem: str) -> NoReturn:
        _fail(self.file, f"{self.kind} {self.given.get('id')!r}, field {field!r}: {problem}")

    def text(self, field: str) -> str:
        """One text; empty if the field is left out."""
        value = self.given.get(field, "")
        if not isinstance(value, str):
            self.fail(field, f"{value!r} is no text; put it in quotation marks.")
        return value.strip()

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts; empty if the field is left out."""
        values = self.given.get(field) or []
        if not isinstance(values, list):
            self.fail(field, f"{values!r} is no list; write [{values}].")
        for value in values:
            if not isinstance(value, str) or not value.strip():
                self.fail(field, f"{value!r} is no text; put it in quotation marks.")
        return tuple(dict.fromkeys(value.strip() for value in values))

    def only(self, keys: Sequence[str], given: Mapping[str, Any], field: str = "") -> None:
        """Fails if there is a key that nobody reads."""
        for key in given:
            if key not in keys:
                self.fail(f"{field}.{key}" if field else str(key), f"there is no such field{_nearest(key, keys)}.")


def _fail(file: str, problem: str) -> NoReturn:
    # Imported here, so that importing the registry costs nothing.
    from ..schemas import SettingsError

    raise SettingsError(f"actors file {file!r}: {problem}")


def _nearest(word: object, known: Sequence[str]) -> str:
    near = get_close_matches(str(word), list(known), 1, _NEAR)
    return f"; did you mean {near[0]!r}?" if near else ""


def read_actors(text: str, name: str) -> ActorFile:
    """The actors of a file's text; `name` is the file for messages. SettingsError names the first fault.

    References to other entries are checked by `check_references`, since they may lead to another file.
    """
    given = _parsed(text, name)
    sources = given.get("sources") or {}
    if not isinstance(sources, dict):
        _fail(name, "'sources' has to be a mapping of a key to what the source is.")
    seen: set[str] = set()
    actors = []
    for section in _KINDS:
        for entry in _entries(given, section, name):
            actors.append(_actor(entry))
            if actors[-1].id in seen:
                entry.fail("id", "another entry of this file has the same id; rename or remove one.")
            seen.add(actors[-1].id)
    return ActorFile(name, {str(key): str(value) for key, value in sources.items()}, tuple(actors))


def _parsed(text: str, name: str) -> Mapping[str, Any]:
    import yaml

    try:
        given = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
    except (yaml.YAMLError, ValueError) as problem:
        where = getattr(problem, "problem_mark", None)
        _fail(name, f"no YAML{f', line {where.line + 1}' if where else ''}: {getattr(problem, 'problem', problem)}.")
    sections = ("sources", *_KINDS)
    if not isinstance(given, dict):
        _fail(name, f"it has to be a mapping with some of {', '.join(sections)}.")
    for key in given:
        if key not in sections:
            _fail(name, f"there is no section {key!r}{_nearest(key, sections)}.")
    return given


def _entries(given: Mapping[str, Any], section: str, name: str) -> Iterator[_Entry]:
    entries = given.get(section) or []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        _fail(name, f"section {section!r} has to be a list of entries such as '- {{id: ..., names: [...]}}'.")
    yield from (_Entry(name, _KINDS[section][0], entry) for entry in entries)


def _actor(entry: _Entry) -> KnownActor:
    entry.only(_FIELDS[entry.kind], entry.given)
    names = entry.texts("names")
    if not names:
        entry.fail("names", "give at least one name, the usual one first.")
    wikidata, source = _wikidata(entry)
    return KnownActor(
        id=_id(entry),
        kind=entry.kind,
        names=names,
        generic=entry.texts("generic"),
        country=_country(entry),
        sectors=_sectors(entry),
        part_of=entry.text("of" if entry.kind == "office" else "part_of"),
        offices=tuple(_holdings(entry)),
        wikidata=wikidata,
        wikidata_source=source,
    )


def _id(entry: _Entry) -> str:
    given = entry.text("id")
    if not given or given[0] in "~?" or given.split() != [given]:
        entry.fail("id", f"{given!r} cannot be an id; give one word such as 'leyla-marwani'.")
    if is_code(given):
        entry.fail("id", "it is the code of a state, which is known already; give another.")
    return given


def _country(entry: _Entry) -> str:
    code = entry.text("country")
    if code and not is_code(code):
        from .lookups import country_code

        meant = country_code(code)
        hint = f"; did you mean {meant!r}?" if meant else "; give an alpha-3 code such as IRQ, or UNO, IGO, NGO, IMG."
        entry.fail("country", f"{code!r} is no code{hint}")
    return code


def _sectors(entry: _Entry) -> tuple[str, ...]:
    from ..schemas.plover import Sector

    known = get_args(Sector)
    for code in (sectors := entry.texts("sectors")):
        if code not in known:
            entry.fail("sectors", f"{code!r} is no sector of PLOVER{_nearest(code, known)}.")
    return sectors


def _wikidata(entry: _Entry) -> tuple[str, str]:
    given = entry.given.get("wikidata") or {}
    if not isinstance(given, dict):
        entry.fail("wikidata", "write {id: Q..., source: key}.")
    entry.only(("id", "source"), given, "wikidata")
    if given and not given.get("source"):
        entry.fail("wikidata.source", "it is missing; name a key of 'sources'.")
    return str(given.get("id", "")), str(given.get("source", ""))


def _holdings(entry: _Entry) -> Iterator[Holding]:
    given = entry.given.get("offices") or []
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        entry.fail("offices", "it has to be a list of entries such as '- {office: ..., since: ..., source: ...}'.")
    for each in given:
        # YAML 1.1 reads a bare `on` as true.
        each = {"on" if key is True else key: value for key, value in each.items()}
        entry.only(_HOLDING, each, "offices")
        for field in ("office", "source"):
            if not isinstance(each.get(field), str):
                entry.fail(f"offices.{field}", f"it is missing or no text in {each}; add it.")
        since, until, day = (_day(entry, each, field) for field in ("since", "until", "day"))
        if since and until and until < since:
            entry.fail("offices.until", f"{until} lies before since, {since}; correct one.")
        yield Holding(each["office"], since, until, day, each["source"])


def _day(entry: _Entry, given: Mapping[str, Any], field: str) -> date | None:
    value = given.get(field)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        entry.fail(f"offices.{field}", f"{value!r} is no day; write YYYY-MM-DD.")


def check_references(file: ActorFile, actors: Mapping[str, KnownActor], sources: Mapping[str, str]) -> None:
    """SettingsError if an entry of `file` refers to an actor or a source that is not among those given."""
    for actor in file.actors:
        entry = _Entry(file.name, actor.kind, {"id": actor.id})
        _refers(entry, "of" if actor.kind == "office" else "part_of", actor.part_of, "body", actors)
        for holding in actor.offices:
            _refers(entry, "offices.office", holding.office, "office", actors)
        for key in (actor.wikidata_source, *(holding.source for holding in actor.offices)):
            if key and key not in sources:
                entry.fail("source", f"{key!r} is no key of 'sources'{_nearest(key, list(sources))}. Add it there.")


def _refers(entry: _Entry, field: str, to: str, kind: Kind, actors: Mapping[str, KnownActor]) -> None:
    if to and (to not in actors or actors[to].kind != kind):
        known = [actor.id for actor in actors.values() if actor.kind == kind]
        entry.fail(field, f"there is no {kind} {to!r}{_nearest(to, known)}. Add it, or correct the id.")
