"""How one article speaks of actors: the full names and titles that it gives, and the countries that it names."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ..grounding.names import TITLES, is_generic, read_names
from ..grounding.names import name_words as text_words
from ..grounding.words import FUNCTION_WORDS, TOKEN, fold
from ..registry import name_words as plain
from ..registry import nation_codes, spelling_key, state_codes, title_key, word_key
from ..schemas import Actor, Article, Event, Figure, Record, Stance

__all__ = [
    "CountryMention",
    "FullName",
    "Mention",
    "cleaned",
    "country_mentions",
    "full_names",
    "mentions",
    "normal",
    "of_a_state",
    "only_title",
    "qualified",
    "qualifiers",
    "split_title",
    "title_fits",
    "title_words",
]

# What an office is for, between a title and a name ("Interior Minister", "Minister of the Interior").
_FIELDS = frozenset(
    """foreign interior defense finance oil justice health trade education electricity water transport planning labor
    culture youth agriculture industry communications environment energy economy state security national intelligence
    parliament parliamentary government ministry army police opposition party militia military council cabinet court
    supreme house senate central bank governor special affairs treasury""".split()
)
_TITLE_WORDS = TITLES | _FIELDS
# A title with one of these is another title without it.
_TELLING = frozenset("vice deputy prime former ex assistant adviser advisor spokesman spokeswoman spokesperson".split())
# They say how an office is held, not which.
_HOW_HELD = frozenset("acting caretaker interim outgoing incumbent current transitional sitting".split())
# After such a word a country is spoken of as the other side.
_OF_ANOTHER = frozenset("ambassador envoy embassy counterpart charge consul consulate delegation diplomat".split())
# What a state has: alone it is that of some country.
_INSTITUTIONS = frozenset(
    """ministry minister president presidency premier premiership parliament army navy police cabinet speaker king
    government embassy judiciary""".split()
)
# Titles that are also borne as names: amid a name they are no title.
_ALSO_NAMES = frozenset(
    """sheikh sheik imam king prince princess judge justice marshal crown pope bishop lord lady head first mullah sir st
    mayor""".split()
)
_LONGEST = 4


@dataclass(frozen=True)
class Mention:
    """One name as the records of an article give it, with the sentences, roles and countries that they give with it.

    `types` are those of actor records: person, body or state.
    """

    name: str
    sentences: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()


def mentions(records: Sequence[Record]) -> list[Mention]:
    """Every name that the records give an actor, once each, in order of name."""
    found: dict[str, list[Record]] = {}
    for record in records:
        for name in _names(record):
            if name.strip():
                found.setdefault(name, []).append(record)
    return [_mention(name, found[name]) for name in sorted(found)]


def _names(record: Record) -> Iterator[str]:
    if isinstance(record, Event):
        yield from (*record.actors, *record.recipients, record.said_by)
    elif isinstance(record, Stance):
        yield record.holder
    elif isinstance(record, Figure):
        yield record.said_by
    elif isinstance(record, Actor):
        yield record.name


def _mention(name: str, records: Sequence[Record]) -> Mention:
    actors = [record for record in records if isinstance(record, Actor)]
    codes = {code for actor in actors for code in _sole(nation_codes(actor.country) or state_codes(actor.country))}
    return Mention(
        name,
        frozenset(n for record in records for n in record.sentences),
        frozenset(actor.role for actor in actors if actor.role),
        frozenset(codes),
        frozenset(actor.type for actor in actors),
    )


def _sole(codes: frozenset[str]) -> frozenset[str]:
    return codes if len(codes) == 1 else frozenset()


# ------------------------------------------------------------------------------------------ a name by itself

_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")
_EDGES = "\"'“”‘’«» ,;:"


def cleaned(name: str) -> str:
    """A name without quotation marks, leading "the", possessive, brackets and what is put after a comma."""
    name = _BRACKETS.sub("", " ".join(name.split())).strip(_EDGES)
    name = re.sub(r"^the (?=.)", "", name, flags=re.IGNORECASE)
    first, _, after = name.partition(", ")
    if after and any(fold(word) in TITLES for word in after.split()):
        name = first
    return re.sub(r"(?<=[\w.])['’]s$|(?<=s)['’]$", "", name)


def normal(name: str) -> str:
    """What the spellings of a name that is not known share: in the key of its actor."""
    words = plain(name)
    if len(words) < 2:
        return name if name.isupper() else " ".join(words)
    return spelling_key(name) or " ".join(words)


def title_words(title: str) -> frozenset[str]:
    """The telling words of a title, without those that say how the office is held."""
    return frozenset(title_key(title).split()) - _HOW_HELD


def only_title(name: str) -> bool:
    """True if a name is nothing but a title or the common name of a body."""
    words = [word for word in plain(name) if word not in FUNCTION_WORDS or word in TITLES]
    return bool(words) and all(is_generic(word) or fold(word) in _TITLE_WORDS or word in _HOW_HELD for word in words)


def title_fits(wanted: Collection[str], given: Collection[str]) -> bool:
    """True if the words of a title fit a fuller one: "minister" fits "interior minister", not "prime minister"."""
    return set(wanted) <= set(given) and not (_TELLING & (set(given) - set(wanted)))


def of_a_state(title: str) -> bool:
    """True for what every state has, so that it is another one in each: a ministry, a president, police."""
    return not _INSTITUTIONS.isdisjoint(title_key(title).split())


def split_title(name: str) -> tuple[str, str]:
    """The title in front of a name, and the name: "Interior Minister Jalal Temrouk". No title: ("", name)."""
    words = name.split()
    for end in range(len(words) - 1, 0, -1):
        if _ends_title(words[:end]):
            at = _past_field(words, end)
            if _begins_name(words[at:]):
                return " ".join(words[:at]), " ".join(words[at:])
    return "", name


def _ends_title(words: Sequence[str]) -> bool:
    last = fold(words[-1])
    if last not in TITLES:
        return False
    return last not in _ALSO_NAMES or all(fold(word) in _TITLE_WORDS or _country(word) for word in words)


def _begins_name(words: Sequence[str]) -> bool:
    if not words or is_generic(words[-1]) or fold(words[0]) in FUNCTION_WORDS:
        return False
    return words[0][:1].isupper() or fold(words[0])[:2] in {"al", "el", "bi", "ib"} or not words[0].isascii()


def _past_field(words: Sequence[str], at: int) -> int:
    """Where the name begins after "Minister of the Interior" or "Secretary of State"."""
    if at < len(words) - 2 and fold(words[at]) in {"of", "for"}:
        past = at + 1
        while past < len(words) - 1 and (fold(words[past]) in _FIELDS | {"the", "and"} or _country(words[past])):
            past += 1
        return past if past > at + 1 else at
    return at


def qualified(name: str) -> Iterator[tuple[str, str]]:
    """The ways to read a name as qualified: (what qualifies it, the rest): "Iraqi army", "Ministry of Oil of Iraq"."""
    words = name.split()
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        yield re.sub(r"['’]s?$", "", " ".join(words[:size])), " ".join(words[size:])
    for match in re.finditer(r" (?:of|in|for) (?:the )?", name):
        yield name[match.end() :], name[: match.start()]


# ------------------------------------------------------------------------------------------ the text


@dataclass(frozen=True)
class FullName:
    """A name of two or more words that the article gives. `titles` are the words of what is put before it."""

    name: str
    words: tuple[str, ...]
    titles: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    person: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Its words as their spellings share them."""
        return tuple(map(word_key, self.words))


@dataclass
class _Gathered:
    titles: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    person: bool = False


def full_names(article: Article, found: Sequence[Mention]) -> list[FullName]:
    """The full names of an article's sentences and records, with the titles that they have there, in order of name."""
    gathered: dict[str, _Gathered] = {}
    for before, name in _from_text(article):
        _gather(gathered, before, name)
    for mention in found:
        _gather(gathered, "", cleaned(mention.name), mention)
    return [
        FullName(name, plain(name), frozenset(g.titles), frozenset(g.codes), g.person or bool(g.titles))
        for name, g in sorted(gathered.items())
    ]


def _from_text(article: Article) -> Iterator[tuple[str, str]]:
    for sentence in article.sentences:
        for mention in read_names(sentence.text):
            yield sentence.text[: mention.start], mention.text


def _gather(gathered: dict[str, _Gathered], before: str, name: str, mention: Mention | None = None) -> None:
    title, name = split_title(name)
    words = plain(name)
    if len(words) < 2 or is_generic(words[-1]) or nation_codes(name) or only_title(name):
        return
    kept = gathered.setdefault(name, _Gathered())
    codes, title = _own_country(f"{_title_before(before)} {title}".strip())
    kept.codes |= codes
    kept.titles |= title_words(title)
    if mention:
        kept.person |= "person" in mention.types
        for role in mention.roles:
            codes, title = _own_country(role)
            kept.titles |= title_words(title)
            kept.codes |= codes
        kept.codes |= mention.codes


def _title_before(text: str) -> str:
    """The title that ends a text, with the country before it: "said Iraqi Foreign Minister " gives the last three."""
    words = re.sub(r",\s*$", "", text).rstrip()
    tokens = [m.group() for m in TOKEN.finditer(words[-80:])]
    if not tokens or (words[-1] in ",;:!?" and fold(tokens[-1]) not in TITLES):
        return ""
    at = len(tokens)
    while at and (fold(tokens[at - 1]) in _TITLE_WORDS or (fold(tokens[at - 1]) == "of" and at < len(tokens))):
        at -= 1
    if at == len(tokens) or not any(fold(token) in TITLES for token in tokens[at:]):
        return ""
    size = next((n for n in (3, 2, 1) if n <= at and _country(" ".join(tokens[at - n : at]))), 0)
    return " ".join(tokens[at - size :])


def _own_country(title: str) -> tuple[frozenset[str], str]:
    """The country that a title names, and the title without it."""
    for by, rest in qualified(title):
        if (codes := _country(by)) and rest:
            return codes, rest
    return frozenset(), title


@lru_cache(maxsize=8192)
def _country(words: str) -> frozenset[str]:
    """The code of a country by name, people, abbreviation or capital; empty if there is none, or several."""
    return _sole(nation_codes(words) or state_codes(words))


@dataclass(frozen=True)
class CountryMention:
    """A country where a text names it: its code, the sentence, and the words before and after."""

    code: str
    sentence: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def of_another(self) -> bool:
        """True if it is spoken of as the other side: "the Turkish ambassador"."""
        return any(fold(word) in _OF_ANOTHER for word in self.after[:1])


def country_mentions(article: Article) -> list[CountryMention]:
    """The countries that the sentences name, by name, people or capital."""
    return [mention for s in article.sentences for mention in _countries_in(s.text, s.n)]


def _countries_in(text: str, n: int) -> Iterator[CountryMention]:
    parts = list(text_words(text))
    words = [part.text for part in parts]
    at = 0
    while at < len(words):
        size = next((k for k in (3, 2, 1) if parts[at].capital and _country(" ".join(words[at : at + k]))), 0)
        if size:
            code = next(iter(_country(" ".join(words[at : at + size]))))
            after = tuple(words[at + size : at + size + _LONGEST])
            yield CountryMention(code, n, tuple(words[max(at - _LONGEST - 2, 0) : at]), after)
        at += size or 1


def qualifiers(title: str, countries: Iterable[CountryMention]) -> frozenset[str]:
    """The countries whose body or office of this name a text speaks of: "Iraq's Foreign Ministry", "king of Jordan"."""
    key = title_key(title)
    return frozenset(country.code for country in countries if key in _titles_beside(country))


def _titles_beside(country: CountryMention) -> Iterator[str]:
    for size in range(1, len(country.after) + 1):
        yield title_key(" ".join(country.after[:size]))
    before = [word for word in country.before if word != "the"]
    if before and before[-1] in {"of", "in"}:
        for size in range(1, len(before)):
            yield title_key(" ".join(before[-1 - size : -1]))


def main_country(countries: Sequence[CountryMention]) -> str:
    """The country that an article is about: the only one, or the one named twice as often as any other; else empty."""
    counts = Counter(country.code for country in countries if not country.of_another).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
        return ""
    return counts[0][0]
