"""The actors that are known: states, and the bodies, offices and persons of `actors.yaml` and of a user's own file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from .actor_files import ActorFile, check_references, read_actors
from .known import Holding, KnownActor
from .lookups import is_code, state_codes
from .spelling import clashing, name_key, name_keys, name_words, spelling_key, title_key, word_key
from .tables import countries

__all__ = ["Registry", "Spelled"]

# How the spelling of a name led to an actor.
Spelled = Literal["exact", "alias", "transliteration"]

# Sectors of PLOVER whose bodies act for their state.
_OF_THE_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
# So long after its end an office still counts for what its holder stood for: news of that time is still read.
_RECENT = timedelta(days=365)


@dataclass(frozen=True, eq=False)
class Registry:
    """Actors by id, and what the keys of their sources mean. `Registry.shipped()` is the one that comes along."""

    actors: Mapping[str, KnownActor]
    sources: Mapping[str, str]

    @classmethod
    def shipped(cls) -> "Registry":
        """The states and the actors of `actors.yaml`, read once."""
        return _shipped()

    @classmethod
    def of(cls, text: str, name: str = "actors.yaml") -> "Registry":
        """The states and the actors of a file's text; `name` is for messages. SettingsError if it is broken."""
        return cls(_states(), {})._with(read_actors(text, name))

    def extended(self, path: Path) -> "Registry":
        """These actors and those of a user's own file, which replace those of the same id.

        SettingsError, naming the file, the entry, the field and what to do, if the file cannot be used.
        """
        from ..schemas import SettingsError

        try:
            text = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            why = getattr(problem, "strerror", None) or "it is not UTF-8"
            raise SettingsError(
                f"actors file {str(path)!r}: {why}. Check the path given with SITBRIEF_ACTORS."
            ) from None
        return self._with(read_actors(text, str(path)))

    def _with(self, file: ActorFile) -> "Registry":
        actors = {**self.actors, **{actor.id: actor for actor in file.actors}}
        sources = {**self.sources, **file.sources}
        check_references(file, actors, sources)
        return Registry(actors, sources)

    def named(self, name: str) -> tuple[frozenset[str], Spelled]:
        """The ids of the states, bodies and persons that `name` is a name of, and how it is spelled.

        A usual name goes before an alias, an alias before a transliteration. Several ids: the name is ambiguous.
        """
        if states := state_codes(name):
            # A capital, an abbreviation and an official name are all how news word a state.
            return states | self._first(self._aliases, name), "exact"
        usual, all_ = self._first(self._usual, name), self._first(self._aliases, name)
        if all_:
            return all_, "exact" if usual == all_ else "alias"
        spelled = self._spelled.get(spelling_key(name), ())
        return frozenset(id_ for id_, known in spelled if not clashing(known, name)), "transliteration"

    def titled(self, title: str, code: str) -> frozenset[str]:
        """The ids of the bodies and offices of a country that an unqualified name means ("Foreign Ministry", IRQ)."""
        return self._titles.get(title_key(title), {}).get(code, frozenset())

    def title_countries(self, title: str) -> frozenset[str]:
        """The codes of the countries that have a body or office of this unqualified name."""
        return frozenset(self._titles.get(title_key(title), {}))

    def titled_of(self, title: str, body: str) -> frozenset[str]:
        """The ids of the offices of a body, and of the bodies that are part of it, with this unqualified name."""
        key = title_key(title)
        return frozenset(id_ for id_, keys in self._within.get(body, ()) if key in keys)

    def holders(self, office: str, day: date | None = None) -> frozenset[str]:
        """The ids of those who hold an office on `day`; without a day, of all who are known to have held it."""
        held = self._holders.get(office, ())
        if day is None:
            return frozenset(id_ for id_, _ in held)
        return frozenset(id_ for id_, holding in held if holding.covers(day))

    def surnamed(self, surname: str) -> tuple[KnownActor, ...]:
        """The persons with a name whose last word is spelled so, or so that it shares its key, in order of id."""
        return tuple(self.actors[id_] for id_ in sorted(self._surnames.get(word_key(surname), ())))

    def family(self, key: str) -> frozenset[str]:
        """The ids that an actor stands for: itself, what it is part of, and its state if it acts for it.

        A person stands for the offices that it holds or held within the last year that the registry knows of. A key
        that is not in the registry stands for itself, and for the state whose code it begins with ("~IRQ ...").
        """
        known = self._families.get(key)
        if known is None:
            code = key[1:4]
            return frozenset({key, code}) if key[:1] == "~" and key[4:5] == " " and is_code(code) else frozenset({key})
        return known

    # ---------------------------------------------------------------------------------------- indices

    @staticmethod
    def _first(table: Mapping[str, frozenset[str]], name: str) -> frozenset[str]:
        return next((table[key] for key in name_keys(name) if key in table), frozenset())

    def _of_names(self) -> Iterator[KnownActor]:
        """Those whose names mean them without a country."""
        return (actor for actor in self.actors.values() if actor.kind in ("body", "person"))

    @cached_property
    def _usual(self) -> Mapping[str, frozenset[str]]:
        return _gathered((name_key(actor.name), actor.id) for actor in self._of_names())

    @cached_property
    def _aliases(self) -> Mapping[str, frozenset[str]]:
        return _gathered((name_key(name), actor.id) for actor in self._of_names() for name in actor.names)

    @cached_property
    def _spelled(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        table: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for actor in self._of_names():
            for name in actor.names:
                if key := spelling_key(name):
                    table[key].append((actor.id, name))
        return {key: tuple(found) for key, found in table.items()}

    @cached_property
    def _titles(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Title key -> code -> ids."""
        table: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for actor in self.actors.values():
            for title in _titles_of(actor):
                table[title_key(title)][actor.country].add(actor.id)
        return {key: {code: frozenset(ids) for code, ids in found.items()} for key, found in table.items()}

    @cached_property
    def _within(self) -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
        """Body -> the offices and bodies in it, with the keys of their unqualified names."""
        table: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for actor in self.actors.values():
            if actor.part_of:
                table[actor.part_of].append((actor.id, frozenset(map(title_key, _titles_of(actor)))))
        return {body: tuple(found) for body, found in table.items()}

    @cached_property
    def _holders(self) -> Mapping[str, tuple[tuple[str, Holding], ...]]:
        table: defaultdict[str, list[tuple[str, Holding]]] = defaultdict(list)
        for actor in self.actors.values():
            for holding in actor.offices:
                table[holding.office].append((actor.id, holding))
        return {office: tuple(held) for office, held in table.items()}

    @cached_property
    def _surnames(self) -> Mapping[str, frozenset[str]]:
        persons = (actor for actor in self.actors.values() if actor.kind == "person")
        names = ((name_words(name), actor.id) for actor in persons for name in actor.names)
        return _gathered((word_key(words[-1]), id_) for words, id_ in names if words)

    @cached_property
    def _families(self) -> Mapping[str, frozenset[str]]:
        return {id_: frozenset(self._upward(id_)) for id_ in self.actors}

    @cached_property
    def _old(self) -> date:
        """The day before which an office that ended does not count any more for what its holder stands for."""
        days = (d for a in self.actors.values() for h in a.offices for d in (h.since, h.until, h.day) if d)
        return max(days, default=date.max) - _RECENT

    def _upward(self, id_: str) -> set[str]:
        """The ids reached from one by what it is of, what it holds and whom it acts for; rings do no harm."""
        found: set[str] = set()
        next_ = [id_]
        while next_:
            at = next_.pop()
            if at not in found and at in self.actors:
                found.add(at)
                next_ += self._above(self.actors[at])
        return found

    def _above(self, actor: KnownActor) -> Iterator[str]:
        yield actor.part_of
        for holding in actor.offices:
            last = holding.until or holding.day
            if last is None or last >= self._old:
                yield holding.office
        if actor.kind in ("body", "office") and set(actor.sectors[:1]) <= _OF_THE_STATE and actor.sectors:
            yield actor.country


def _titles_of(actor: KnownActor) -> tuple[str, ...]:
    return actor.names if actor.kind == "office" else actor.generic


def _gathered(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    table: defaultdict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        table[key].add(value)
    return {key: frozenset(values) for key, values in table.items()}


def _states() -> dict[str, KnownActor]:
    states = {}
    for code, country in sorted(countries().items()):
        others = sorted((country.names - country.people - {country.usual}) | country.capital)
        states[code] = KnownActor(code, "state", (country.usual, *others), country=code)
    return states


@lru_cache(maxsize=1)
def _shipped() -> Registry:
    return Registry.of(files(__package__).joinpath("actors.yaml").read_text("utf-8"))
