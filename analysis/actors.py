"""Which actor a name means. A wrong answer is worse than none: in doubt a name stays ambiguous or unresolved."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from ..grounding.names import is_generic
from ..grounding.words import fold
from ..registry import Holding, KnownActor, Registry, clashing, nation_codes, state_codes, title_key, word_key
from ..registry import name_words as plain
from ..schemas import Article, PictureActor, Record
from .naming import (
    CountryMention,
    FullName,
    Mention,
    cleaned,
    country_mentions,
    full_names,
    main_country,
    mentions,
    normal,
    of_a_state,
    only_title,
    qualified,
    qualifiers,
    split_title,
    title_fits,
    title_words,
)

__all__ = ["Proposal", "Resolution", "actors_of", "proposals", "related", "resolve_article"]

How = Literal["exact", "alias", "transliteration", "office", "surname", "ambiguous", "unresolved"]

_GOVERNMENT = frozenset({"government", "govt", "administration"})
# They tell no government of a country from another.
_OF_GOVERNMENTS = frozenset("acting caretaker interim transitional federal central current outgoing new".split())
# How alike an unknown name has to be to a known one, of 100, to be proposed as its spelling.
_ALIKE = 88


@dataclass(frozen=True)
class Resolution:
    """What one name of an article means, and by what rule.

    `key` is an id of the registry; "~" and the name as its spellings share it, for an actor that is not known; "?" and
    the same, if it may be one of several, whose ids are the `candidates`. `name` is the actor's usual name.
    """

    mention: str
    key: str
    name: str
    how: How
    candidates: tuple[str, ...] = ()


def resolve_article(article: Article, records: Sequence[Record], registry: Registry) -> dict[str, Resolution]:
    """What every name means that the records of one article give an actor, by name, in order of name.

    Tried in turn: a known name or alias in any transliteration; the unqualified name of a body, or a title, with the
    country that it is put with or that the article is clearly about; a title as its holder on the article's day; a
    name behind its title; part of a full name that the article gives, whether known or not.
    """
    found = mentions(records)
    reading = _Reading(article, registry, found)
    return {mention.name: reading.resolve(mention) for mention in found}


@dataclass(frozen=True, eq=False)
class _Reading:
    """One article while its names are resolved."""

    article: Article
    registry: Registry
    found: Sequence[Mention]

    def resolve(self, mention: Mention) -> Resolution:
        name = cleaned(mention.name)
        rules: tuple[Callable[[str, Mention], Resolution | None], ...] = (
            self._known,
            self._of_body,
            self._of_country,
            self._behind_title,
            self._title,
            self._part,
            self._with_role,
            self._acronym,
        )
        for rule in rules:
            if name and (resolution := rule(name, mention)):
                return resolution
        return self._unknown(name or mention.name, mention)

    # ---------------------------------------------------------------------------------------- outcomes

    def _is(self, mention: Mention, id_: str, how: How) -> Resolution:
        return Resolution(mention.name, id_, self.registry.actors[id_].name, how)

    def _unknown(self, name: str, mention: Mention, candidates: Iterable[str] = ()) -> Resolution:
        return Resolution(mention.name, f"~{normal(name)}", name, "unresolved", tuple(sorted(candidates)))

    def _ambiguous(self, name: str, mention: Mention, candidates: Iterable[str]) -> Resolution:
        return Resolution(mention.name, f"?{normal(name)}", name, "ambiguous", tuple(sorted(candidates)))

    # ---------------------------------------------------------------------------------------- names

    def _known(self, name: str, mention: Mention, codes: frozenset[str] = frozenset()) -> Resolution | None:
        """A known name. `codes` are the countries that the words around it give."""
        ids, how = self.registry.named(name)
        if not ids:
            return None
        if len(ids) > 1:
            ids = self._narrowed(ids, codes or mention.codes)
        if len(ids) > 1:
            return self._ambiguous(name, mention, ids)
        (id_,) = ids
        if self._of_elsewhere(self.registry.actors[id_], codes or mention.codes):
            return self._unknown(name, mention, ids)
        return self._shared(name, mention, id_) or self._is(mention, id_, how)

    def _narrowed(self, ids: frozenset[str], codes: frozenset[str]) -> frozenset[str]:
        """Of several, those of the country that is given, or else the one that the article gives another name of."""
        of_country = frozenset(id_ for id_ in ids if self.registry.actors[id_].country in codes)
        if len(of_country) == 1:
            return of_country
        named = ids & frozenset(self._keys.values())
        return named if len(named) == 1 else ids

    def _of_elsewhere(self, actor: KnownActor, codes: frozenset[str]) -> bool:
        """True for a namesake: a person, but of a country other than that of the known one."""
        return actor.kind == "person" and bool(codes) and bool(actor.country) and actor.country not in codes

    def _shared(self, name: str, mention: Mention, id_: str) -> Resolution | None:
        """What a single word means that is a known name, but also part of a full name in the article."""
        if len(plain(name)) > 1 or self.registry.actors[id_].kind == "body":
            return None
        state = self.registry.actors[id_].kind == "state"
        others = (self._first_names(name) if state else frozenset()) | self._parts_of(name, persons=state) - {id_}
        if not others or (state and "state" in mention.types):
            return None
        if id_ in self._keys.values() or (state and "person" not in mention.types):
            return self._ambiguous(name, mention, others | {id_})
        return self._called(min(others), mention, "surname") if len(others) == 1 else self._part(name, mention)

    @cached_property
    def _names(self) -> list[FullName]:
        return full_names(self.article, self.found)

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """Full name -> key; a full name that is part of a fuller one has its key."""
        keys = {full.name: self._key(full) for full in self._names}
        for full in self._names:
            fuller = {keys[other.name] for other in self._names if _is_part(full.words, other)}
            if keys[full.name][0] == "~" and len(fuller) == 1:
                keys[full.name] = next(iter(fuller))
        return keys

    def _key(self, full: FullName) -> str:
        ids, _ = self.registry.named(full.name)
        known = [self.registry.actors[id_] for id_ in ids if self.registry.actors[id_].kind != "state"]
        fits = [actor.id for actor in known if not self._of_elsewhere(actor, full.codes)]
        return fits[0] if len(fits) == 1 else f"~{normal(full.name)}"

    def _parts_of(self, name: str, *, persons: bool = False) -> frozenset[str]:
        """The keys of the full names that `name` is part of."""
        words = plain(name)
        fuller = (full for full in self._names if (full.person or not persons) and _is_part(words, full))
        return frozenset(self._keys[full.name] for full in fuller)

    def _first_names(self, name: str) -> frozenset[str]:
        """The keys of the persons whose first name it is: "Jordan", where the article names a Jordan in full."""
        key = word_key(plain(name)[0])
        persons = (full for full in self._names if full.person and len(full.words) > 1)
        return frozenset(self._keys[full.name] for full in persons if full.keys[0] == key)

    def _part(self, name: str, mention: Mention) -> Resolution | None:
        """A surname, or another part of a full name that the article gives."""
        words = plain(name)
        if not words or all(is_generic(word) for word in words) or nation_codes(name):
            return None
        keys = self._parts_of(name)
        if len(keys) > 1:
            return self._ambiguous(name, mention, keys)
        return self._called(next(iter(keys)), mention, "surname") if keys else None

    def _called(self, key: str, mention: Mention, how: How) -> Resolution:
        """The actor with the key of a full name, known or not."""
        if key in self.registry.actors:
            return self._is(mention, key, how)
        name = max((full.name for full in self._names if self._keys[full.name] == key), key=lambda n: (len(n), n))
        return Resolution(mention.name, key, name, how)

    def _acronym(self, name: str, mention: Mention) -> Resolution | None:
        """An acronym that the article explains: "the Plains Guard Brigades (PGB)"."""
        if not name.isupper() or len(name) < 2:
            return None
        for full in self._names:
            letters = "".join(word[0] for word in full.name.split() if word[:1].isupper())
            if letters == name and f"{full.name} ({name})" in self.article.text:
                return self._called(self._keys[full.name], mention, "alias")
        return None

    # ---------------------------------------------------------------------------------------- titles and names

    def _behind_title(self, name: str, mention: Mention) -> Resolution | None:
        """A name with its title in front: "Iraqi Foreign Minister Fuad Hussein", "Secretary Rubio"."""
        title, rest = split_title(name)
        if not title:
            return None
        codes, bare = self._country_of(title)
        if len(plain(rest)) > 1:
            found = self._known(rest, mention, codes) or self._part(rest, mention)
        else:
            titles = title_words(bare)
            found = self._part(rest, mention) or self._holder_called(rest, titles, codes or mention.codes, mention)
            found = found or self._known(rest, mention, codes)
        return found or self._unknown(rest, mention)

    def _with_role(self, name: str, mention: Mention) -> Resolution | None:
        """A surname with a role in its record: "Rubio", secretary of state."""
        for role in sorted(mention.roles):
            codes, bare = self._country_of(role)
            if found := self._holder_called(name, title_words(bare), codes or mention.codes, mention):
                return found
        return None

    def _country_of(self, title: str) -> tuple[frozenset[str], str]:
        """The country that a title is put with, and the title without it."""
        for by, rest in qualified(title):
            if codes := nation_codes(by) or state_codes(by):
                return codes, rest
        return frozenset(), title

    def _holder_called(
        self, surname: str, titles: frozenset[str], codes: frozenset[str], mention: Mention
    ) -> Resolution | None:
        """The one known person of this surname who holds an office that the title fits, on the article's day."""
        if not titles or len(plain(surname)) != 1:
            return None
        found = {
            actor.id
            for actor in self._surnamed(surname)
            if not self._of_elsewhere(actor, codes) and any(self._fits(h.office, titles) for h in self._held(actor))
        }
        return self._is(mention, found.pop(), "surname") if len(found) == 1 else None

    def _surnamed(self, surname: str) -> Iterator[KnownActor]:
        (word,) = plain(surname)
        for actor in self.registry.surnamed(word):
            if any(not clashing(plain(name)[-1], word) for name in actor.names if plain(name)):
                yield actor

    def _held(self, actor: KnownActor) -> list[Holding]:
        return [h for h in actor.offices if not self._day or h.covers(self._day)]

    def _fits(self, office: str, titles: frozenset[str]) -> bool:
        names = self.registry.actors[office].names
        return any(title_fits(titles, title_words(name)) or title_words(name) <= titles for name in names)

    @property
    def _day(self) -> date | None:
        return self.article.published.day if self.article.published else None

    # ---------------------------------------------------------------------------------------- bodies and offices

    def _of_body(self, name: str, mention: Mention) -> Resolution | None:
        """What is part of a known body: "NATO's secretary general", "leader of Hezbollah"."""
        for by, rest in qualified(name):
            ids, how = self.registry.named(by)
            bodies = [id_ for id_ in ids if self.registry.actors[id_].kind == "body"]
            if len(bodies) == 1 and how != "transliteration" and (found := self.registry.titled_of(rest, bodies[0])):
                return self._official(rest, found, "", mention)
        return None

    def _of_country(self, name: str, mention: Mention) -> Resolution | None:
        """What is put with a country: "Iraqi army", "Ministry of Oil of Iraq", "Lebanon's Hezbollah"."""
        for by, rest in qualified(name):
            codes = nation_codes(by) or self._by_capital(by, rest)
            if len(codes) == 1:
                (code,) = codes
                return self._in_country(rest, code, mention) or self._with_country(name, rest, code, mention)
        return None

    @staticmethod
    def _by_capital(by: str, rest: str) -> frozenset[str]:
        """A capital means the state only with what a state has: "Baghdad's Foreign Ministry", not its police."""
        words = set(title_key(rest).split())
        return state_codes(by) if words & {"ministry", "minister", "foreign", *_GOVERNMENT} else frozenset()

    def _in_country(self, rest: str, code: str, mention: Mention) -> Resolution | None:
        """What `rest` means in a country."""
        if ids := self.registry.titled(rest, code) or self.registry.titled(_without_manner(rest), code):
            return self._official(rest, ids, code, mention)
        if set(title_key(rest).split()) - _OF_GOVERNMENTS <= _GOVERNMENT and _is_government(rest):
            return self._is(mention, code, "alias")
        ids, how = self.registry.named(rest)
        ids = frozenset(id_ for id_ in ids if self.registry.actors[id_].country == code != id_)
        if len(ids) == 1:
            return self._is(mention, next(iter(ids)), how)
        return None

    def _with_country(self, name: str, rest: str, code: str, mention: Mention) -> Resolution | None:
        """What is put with a country, but is not known there."""
        titled = self._titled_persons(rest, frozenset({code}))
        if len(titled) == 1:
            return self._called(titled.pop(), mention, "office")
        if only_title(rest):
            return self._unknown_there(name, rest, code, mention)
        return self._part(rest, mention) if not nation_codes(rest) and not split_title(rest)[0] else None

    def _unknown_there(self, name: str, title: str, code: str, mention: Mention) -> Resolution:
        """What every state has gets the country in its key, so that it is not taken for another country's."""
        if not of_a_state(title):
            return self._unknown(name, mention)
        return Resolution(mention.name, f"~{code} {title_key(title)}", name, "unresolved")

    def _title(self, name: str, mention: Mention) -> Resolution | None:
        """A title or the common name of a body without its country: "the premier", "the Foreign Ministry"."""
        options = self.registry.title_countries(name)
        if not (options or only_title(name)):
            return None
        codes = mention.codes or qualifiers(name, self._countries)
        titled = self._titled_persons(name, codes)
        if len(codes) > 1 or len(titled) > 1:
            return self._ambiguous(name, mention, titled or self._of_any(name, codes))
        if titled:
            return self._called(titled.pop(), mention, "office")
        if code := next(iter(codes), "") or self._clear_country(mention):
            found = self._in_country(name, code, mention) or self._fuller_title(name, code, mention)
            return found or self._unknown_there(name, name, code, mention)
        return self._ambiguous(name, mention, self._of_any(name, options)) if options else None

    def _of_any(self, name: str, codes: Collection[str]) -> set[str]:
        return {id_ for code in codes for id_ in self.registry.titled(name, code)}

    def _titled_persons(self, title: str, codes: frozenset[str]) -> set[str]:
        """The keys of those whom the article gives this title, of these countries if some are given."""
        wanted = title_words(title)
        if not wanted:
            return set()
        fits = (full for full in self._names if full.person and title_fits(wanted, full.titles))
        return {self._keys[full.name] for full in fits if not codes or self._countries_of(full) & codes}

    def _countries_of(self, full: FullName) -> frozenset[str]:
        """The countries that a full name is put with, or else its known one, or else that of the article."""
        known = self.registry.actors.get(self._keys[full.name])
        return full.codes or frozenset({known.country if known else main_country(self._countries)})

    def _fuller_title(self, name: str, code: str, mention: Mention) -> Resolution | None:
        """A short title, of which the article gives the whole one: "the Secretary" beside "Secretary of State"."""
        wanted = title_words(name)
        text = self.article.text.casefold()
        found = {
            actor.id
            for actor in self.registry.actors.values()
            if actor.kind == "office" and actor.country == code
            if any(wanted < title_words(full) and full.casefold() in text for full in actor.names)
        }
        return self._official(name, frozenset(found), code, mention) if len(found) == 1 else None

    @cached_property
    def _countries(self) -> list[CountryMention]:
        return country_mentions(self.article)

    def _clear_country(self, mention: Mention) -> str:
        """The country that the article is about, unless the cited sentences name another alone."""
        main = main_country(self._countries)
        cited = {c.code for c in self._countries if c.sentence in mention.sentences and not c.of_another}
        return main if main in cited or not cited else ""

    def _official(self, name: str, ids: frozenset[str], code: str, mention: Mention) -> Resolution:
        """A body, or the holder of an office, that a title with its country means."""
        known = [self.registry.actors[id_] for id_ in sorted(ids)]
        known = self._national(known) if code else known
        if len(known) > 1:
            return self._ambiguous(name, mention, ids)
        (actor,) = known
        return self._is(mention, actor.id, "alias") if actor.kind == "body" else self._holder(actor, name, mention)

    def _national(self, known: list[KnownActor]) -> list[KnownActor]:
        """Of several, those of the country itself: not of a body that has a name of its own, such as a region."""
        actors = self.registry.actors
        own = [a for a in known if not a.part_of or actors[a.part_of].generic]
        return own or known

    def _holder(self, office: KnownActor, name: str, mention: Mention) -> Resolution:
        """Who holds an office on the article's day; undated, whom of its holders the article names; else the office.

        Whom the article itself gives the office goes before what is known of it, which may be out of date.
        """
        given = self._titled_persons(name, frozenset({office.country})) if office.country else set()
        if len(given) == 1:
            return self._called(given.pop(), mention, "office")
        held = self.registry.holders(office.id, self._day)
        named = held & frozenset(self._keys.values())
        if len(held) == 1 and self._day:
            return self._is(mention, next(iter(held)), "office")
        if len(named) == 1:
            return self._is(mention, next(iter(named)), "office")
        if self._day and held:
            return self._ambiguous(name, mention, held)
        return self._is(mention, office.id, "office")


def _is_part(words: Sequence[str], full: FullName) -> bool:
    """True if the words stand side by side in a fuller name, a single one not in front, where a first name is."""
    keys, size = tuple(map(word_key, words)), len(words)
    return any(
        keys == full.keys[at : at + size] and not any(map(clashing, words, full.words[at : at + size]))
        for at in range(1 if size == 1 else 0, len(full.words) - size + 1)
        if size < len(full.words)
    )


def _without_manner(title: str) -> str:
    """A title without how it is held: "caretaker prime minister"."""
    return " ".join(sorted(title_words(title)))


def _is_government(rest: str) -> bool:
    return bool(set(map(fold, rest.split())) & _GOVERNMENT)


# ------------------------------------------------------------------------------------------ across articles


def actors_of(resolutions: Iterable[Mapping[str, Resolution]], registry: Registry) -> tuple[PictureActor, ...]:
    """The actors that the articles name, one a key with all its mentions, in order of key.

    What is ambiguous stays so, with its candidates, under a key of its own; what is not known is listed as well.
    """
    by_key: defaultdict[str, list[Resolution]] = defaultdict(list)
    for of_article in resolutions:
        for resolution in of_article.values():
            by_key[resolution.key].append(resolution)
    return tuple(_picture_actor(key, by_key[key], registry.actors.get(key)) for key in sorted(by_key))


def _picture_actor(key: str, found: Sequence[Resolution], known: KnownActor | None) -> PictureActor:
    return PictureActor(
        key=key,
        name=known.name if known else _most_usual(resolution.name for resolution in found),
        mentions=tuple(sorted({resolution.mention for resolution in found})),
        resolved=known is not None,
        candidates=() if known else tuple(sorted({id_ for resolution in found for id_ in resolution.candidates})),
        country=known.country if known else "",
        sectors=known.sectors if known else (),
    )


def _most_usual(names: Iterable[str]) -> str:
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name))


def related(key_a: str, key_b: str, registry: Registry) -> bool:
    """True if the keys are one, or one stands for the other: a ministry, an office or its holder for its state."""
    return key_a == key_b or key_b in registry.family(key_a) or key_a in registry.family(key_b)


@dataclass(frozen=True)
class Proposal:
    """A name that is not known: how often it is met, in which articles, and what to do about it.

    `nearest` is the id of the known actor with the most similar name, empty if none is similar; else `line` is an
    entry to complete in a file of actors.
    """

    name: str
    count: int
    articles: tuple[str, ...]
    nearest: str = ""
    line: str = ""


def proposals(unresolved: Mapping[str, Sequence[str]], registry: Registry) -> list[Proposal]:
    """What to do about names that are not known, the most frequent first; words in small letters are no name.

    `unresolved` gives for each name the title of an article for every time that it is met there.
    """
    order = sorted(filter(_is_name, unresolved), key=lambda name: (-len(unresolved[name]), name))
    return [_proposal(name, unresolved[name], registry) for name in order]


def _is_name(words: str) -> bool:
    """True unless it only describes somebody: "armed factions"."""
    return any(not word[0].islower() for word in words.split() if word[0].isalpha())


def _proposal(name: str, titles: Sequence[str], registry: Registry) -> Proposal:
    nearest = _nearest(name, registry)
    line = "" if nearest else _line(name)
    return Proposal(name, len(titles), tuple(sorted(set(titles))), nearest, line)


def _nearest(name: str, registry: Registry) -> str:
    """The id of the actor with a name so similar that it may be a spelling of it; it never resolves anything."""
    # Imported here: only proposals need it.
    from rapidfuzz import fuzz, process

    known = [(" ".join(plain(each)), actor.id) for actor in registry.actors.values() for each in actor.names]
    known = sorted((words, id_) for words, id_ in known if " " in words)
    found = process.extractOne(
        " ".join(plain(name)), [words for words, _ in known], scorer=fuzz.token_set_ratio, score_cutoff=_ALIKE
    )
    return known[found[2]][1] if found else ""


def _line(name: str) -> str:
    """An entry for a name, as YAML, to be completed with country and sectors."""
    import json

    return f"- {{id: {'-'.join(plain(name))}, names: [{json.dumps(name, ensure_ascii=False)}]}}"
