"""Whom a sentence speaks of without giving the name: by a pronoun, a title, a description or a surname alone."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..registry import country_names
from .names import NameMention, code_of, is_generic, name_words, plain_words, read_names, telling_words, variants
from .quotes import quoted_parts
from .text import is_inside
from .words import FUNCTION_WORDS, TOKEN, fold, stem

__all__ = ["Referents", "opens_back", "referents"]

_PRONOUNS = frozenset("he she him her his hers it its they them their theirs".split())
_OF_PERSONS = frozenset("he she him her his hers".split())
_INNER = frozenset({"of", "the", "a", "an", "in", "at"})
# "the leaders", "both sides", "they": the parties of which the article is.
_MANY = re.compile(
    r"\b(?:the|both|these|all)\s(?:two\s)?(?:leaders|sides|parties|deputies|ministers|countries|states|members|officials)\b|"
    r"\b(?:they|both)\b",
    re.IGNORECASE,
)
_LEAD = 2  # sentences that set the scene
_WHERE = re.compile(r"\b(?:in|at|near|outside|through|across)\s$")
_REACH = 3  # sentences: as far back as a pronoun reaches
_NEAR = 6  # words beside a name that may describe it
_GAP = 60  # characters between two names of one phrase
_DEFINITE = re.compile(r"\b(?:the|its|his|her|their|this|these)\s+(?=((?:[\w'’-]+\s+){0,3}[\w-]+))", re.IGNORECASE)
_PEOPLE = ("ni", "ian", "ese", "ish", "an", "is", "i", "n")
_OF_STATES = frozenset(
    map(stem, "government army country state side ministry parliament cabinet capital border".split())
)
_OF_PLACES = frozenset(map(stem, "city town capital prison crossing region province valley island base side".split()))
_KINDS = ("person", "country", "place", "body", "unknown")
_OF_THINGS = frozenset({"it", "its"})
# "rejected the complaint": whose it is stands before.
_ACTS = frozenset(
    stem(word)
    for word in """complaint demand plan proposal offer accusation charge appeal call request threat allegation
    claim criticism warning ultimatum step decision nomination order statement visit trip conversation meeting
    talks march blast attack truce deal move operation transfer policy initiative effort measure development
    incident process action""".split()
)
_PERSONAL = frozenset(
    stem(word)
    for word in """minister premier president secretary spokesman spokeswoman spokesperson chairman chairwoman
    governor mayor envoy director officer chief commander deputy nominee candidate speaker leader mr mrs ms dr
    col gen lt maj brig capt sgt judge ambassador adviser aide lawyer chancellor king prince sheikh general
    colonel counterpart colleague head boss chair member lawmaker figure analyst expert researcher founder
    activist who whose""".split()
)
# What may lie between two names that one phrase ties: "Marwani, leader of the", "Halvaz's", "of".
_TIE = re.compile(
    r"['’]s\s[\w\s-]*,?\s?|\s?\(|\s(?:of|for)\s(?:the\s)?|,\s(?:the|an?)\s|"
    r",\s(?:[\w-]+\s){0,4}(?:of|for)\s(?:the\s)?(?:[a-z-]+\s)?|,\s(?:[\w-]+\s){0,4}of\s"
)
_OWNED = re.compile(r"[A-Z][\w-]*['’]s?\s((?:[a-z-]+\s?){1,2})")
_APPOSITION = re.compile(r"\s*(?:\([^)]*\)\s*)?,\s*([^,;:.()“”\"]+)|['’]s\s+([^,;:.()“”\"]+)|\s(?:is|was)\s+([^,;:.]+)")
# "the alliance", "the minister": if no name is called so, the last ones named are meant.
_ROLES = frozenset(
    stem(word)
    for word in """alliance coalition party group movement militia army force government cabinet ministry
    authority agency office council committee union bank company court parliament chamber bloc faction
    organisation organization team country state city town capital leader minister premier president secretary
    spokesman spokeswoman official chairman governor mayor envoy director officer chief commander deputy nominee
    candidate side lender firm utility court base prison crossing region province valley island administration
    command agency mission embassy department bureau delegation framework institution directorate service""".split()
)


@dataclass(frozen=True, slots=True)
class _Known:
    """A name where the article gives it: its words, the stems that describe it, and the names of its phrase."""

    words: frozenset[str]
    head: str
    described: frozenset[str]
    beside: frozenset[str]
    person: bool
    located: bool
    place: int

    @property
    def office(self) -> frozenset[str]:
        """ "the ministry" of a minister."""
        return frozenset({stem("ministry")}) if "minister" in self.words else frozenset()


@lru_cache(maxsize=64)
def referents(sentences: tuple[str, ...]) -> "Referents":
    """The names of an article, sentence by sentence, read once."""
    return Referents(sentences)


class Referents:
    """The names of an article: who is who in it."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        self.sentences = sentences
        self._spoken: dict[int, frozenset[str]] = {}

    @cached_property
    def _capitals(self) -> frozenset[str]:
        return frozenset(fold(word) for text in self.sentences for word in plain_words(text) if word[:1].isupper())

    def plain(self, word: str) -> str:
        """A word of a name, folded; of a people ("Sarvani") the country, if the article has that too."""
        folded = {"ministry": "minister"}.get(fold(word), fold(word))
        if (code := code_of(word)) and len(variants(word)) > 1 and word in country_names(code):
            return code
        for ending in _PEOPLE:
            base = folded.removesuffix(ending)
            if base != folded and len(base) > 3 and base in self._capitals:
                return base
        return folded

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(fold(word) for text in self.sentences for m in read_names(text) for word in m.words)

    def mentions(self, text: str) -> list[NameMention]:
        """The names of a text, with the word that opens it if the article has that in a name."""
        found = list(read_names(text))
        first = next(name_words(text), None)
        opens = first and first.capital and not is_inside(first.start, ((m.start, m.end) for m in found))
        if first and opens and fold(first.text) in self._named and not is_generic(first.text):
            found.insert(0, NameMention(first.text, first.start, first.end, (first.text,)))
        return found

    def words(self, mention: NameMention) -> frozenset[str]:
        """The words of a name in that form, small ones left out."""
        return frozenset(
            self.plain(word) for word in mention.words if word.isupper() or fold(word) not in FUNCTION_WORDS
        )

    @cached_property
    def _known(self) -> list[_Known]:
        return [known for place in range(len(self.sentences)) for known in self._described(place)]

    def _described(self, place: int) -> Iterator[_Known]:
        sentence = self.sentences[place]
        mentions = self.mentions(sentence)
        for mention in mentions:
            tied = [m for m in mentions if m is not mention and _tied(sentence, mention, m)]
            yield _Known(
                self.words(mention),
                stem(mention.words[-1]),
                frozenset(map(stem, _descriptions(sentence, mention))),
                frozenset(word for other in tied for word in self.words(other)),
                _is_person(sentence, mention),
                bool(_WHERE.search(sentence[: mention.start])),
                place,
            )

    def completes(self, words: frozenset[str], held: frozenset[str]) -> bool:
        """True if a name of the article has all these words, one of `held` among them: "Hani Zubrat" of "Zubrat"."""
        own = {word for word in telling_words(held) if stem(word) not in _ROLES}
        return any(words <= known.words and known.words & own for known in self._known)

    def kind(self, mention: NameMention) -> str:
        """What a name is of: "country", "person", "place" or "body"; "unknown" if nothing in the article tells."""
        words = self.words(mention)
        if len(words) == 1 and (self._is_country(mention.words[0])):
            return "country"
        own = telling_words(words)
        if any(known.person and known.words & own for known in self._known):
            return "person"
        if any(known.located and known.words & own for known in self._known):
            return "place"
        titled = any(
            is_generic(word) or stem(word) in _ROLES or (word.isupper() and len(word) > 1) for word in mention.words
        )
        described = any(known.described & _ROLES - _PERSONAL for known in self._known if known.words & own)
        return "body" if titled or described else "unknown"

    def _is_country(self, word: str) -> bool:
        return self.plain(word) != fold(word) or fold(word) in self._lands

    @cached_property
    def _lands(self) -> frozenset[str]:
        """The capitalised words of which the article has the people too."""
        return frozenset(
            plain for text in self.sentences for word in plain_words(text) if (plain := self.plain(word)) != fold(word)
        )

    def whole(self, words: frozenset[str], part: frozenset[str]) -> bool:
        """True if a name of the article has all these words, and a telling one of them is in `part`."""
        shared = {word for word in words & part if word.islower() and stem(word) not in _ROLES}
        return bool(shared) and any(words <= known.words for known in self._known)

    def holds_office(self, words: frozenset[str], office: Collection[str]) -> bool:
        """True if the article says of a name with one of these words that it is of an office ("Justice Ministry")."""
        own = telling_words(words)
        field = {stem(word) for word in office if stem(word) not in _ROLES}
        plain = {self.plain(word) for word in office}
        return words <= plain or any(
            (known.words & own) and (field & known.described or field & set(map(stem, known.words)))
            for known in self._known
        )

    def tied(self, words: frozenset[str]) -> frozenset[str]:
        """The words of the names that the article ties to a name with one of these words: "ministry spokesman Zubrat"
        is tied to the Interior Ministry, "Marwani, leader of the Front" to the Front.
        """
        named = [known for known in self._known if known.words & words]
        roles = frozenset(role for known in named for role in known.described) - {known.head for known in named}
        introduced = {word for known in named if known.described & _ROLES for word in self.spoken_of(known.place)}
        found = (introduced - self.persons) | {w for known in self._known if known.head in roles for w in known.words}
        return frozenset(found) | self.beside(words)

    def beside(self, words: frozenset[str]) -> frozenset[str]:
        """The words of the names that stand in one phrase with a name that has one of these words."""
        return frozenset(word for known in self._known if known.words & words for word in known.beside)

    @cached_property
    def persons(self) -> frozenset[str]:
        """The words of the names of persons."""
        return frozenset(word for known in self._known if known.person for word in known.words)

    def spoken_of(self, place: int) -> frozenset[str]:
        """The words of the names that sentence `place` (from 0) speaks of without giving them."""
        if place not in self._spoken:
            self._spoken[place] = frozenset(self._read_spoken(place))
        return self._spoken[place]

    def _read_spoken(self, place: int) -> Iterator[str]:
        sentence = self.sentences[place]
        free = frozenset(map(stem, _free_nouns(sentence)))
        given = frozenset(word for mention in self.mentions(sentence) for word in self.words(mention))
        small = _small_nouns(sentence)
        others = [known for known in self._known if not known.words & given]
        called = [known for known in others if known.described & free or known.head in small or known.office & free]
        meant = _nearest(called, free | small, place)
        yield from (word for known in meant for word in known.words)
        unmet = free & _ROLES - frozenset(r for known in meant for r in (known.head, *known.described, *known.office))
        back = _points_back(sentence)
        if unmet or back:
            yield from self.antecedents(place, _BACK.get(back, frozenset()) | _kinds(unmet))
        if free & _ACTS:
            yield from self.antecedents(place)
        if _MANY.search(sentence):
            yield from self.scene

    @cached_property
    def scene(self) -> frozenset[str]:
        """The words of the names in the sentences that open the article."""
        return frozenset(w for text in self.sentences[:_LEAD] for m in self.mentions(text) for w in self.words(m))

    def names_before(self, place: int) -> frozenset[str]:
        """The words of the names in the sentences that a pronoun in sentence `place` can reach."""
        reach = self.sentences[max(0, place - _REACH) : place]
        return frozenset(word for text in reach for m in self.mentions(text) for word in self.words(m))

    def antecedents(self, place: int, kinds: Collection[str] = ()) -> frozenset[str]:
        """The words of the names in the nearest sentence before `place` that has any, of these kinds if given."""
        for earlier in range(place - 1, max(-1, place - 1 - _REACH), -1):
            found = [m for m in self.mentions(self.sentences[earlier]) if not kinds or self.kind(m) in kinds]
            found = found or [m for m in self.mentions(self.sentences[earlier]) if self.kind(m) == "unknown"]
            names = frozenset(word for mention in found for word in self.words(mention))
            if names or _points_back(self.sentences[earlier]):
                return names | self.spoken_of(earlier)
        return frozenset()


_BACK = {"person": frozenset({"person"}), "thing": frozenset({"country", "place", "body"}), "any": frozenset(_KINDS)}


def _kinds(roles: frozenset[str]) -> frozenset[str]:
    """What kinds of names such roles are said of."""
    persons = {"person"} if roles & _PERSONAL else set()
    bodies = {"body"} if roles - _PERSONAL else set()
    return frozenset(
        persons | bodies | ({"country"} if roles & _OF_STATES else set()) | ({"place"} if roles & _OF_PLACES else set())
    )


def _nearest(called: Sequence[_Known], nouns: frozenset[str], place: int) -> list[_Known]:
    """Of the names that one noun fits ("the bank"), those given last before the sentence, or all if none is."""
    found: list[_Known] = []
    for noun in nouns:
        fitting = [known for known in called if noun == known.head or noun in known.described | known.office]
        last = max((known.place for known in fitting if known.place < place), default=-1)
        found += [known for known in fitting if known.place == last] if last >= 0 else fitting
    return found


def _is_person(sentence: str, mention: NameMention) -> bool:
    """True if an office stands straight before a name, or behind it between commas."""
    ahead = sentence[: mention.start].rstrip()
    before = (
        TOKEN.findall(re.split(r"[,;:()“”\"]", ahead[:-1])[-1])[-8:]
        if ahead.endswith(",")
        else TOKEN.findall(ahead)[-1:]
    )
    after = re.match(r"\s*,\s*((?:[\w'’-]+\s?){1,5})", sentence[mention.end :])
    inside = () if "of" in mention.words else mention.words[:-1]
    roles = [*before, *(TOKEN.findall(after[1]) if after else ()), *inside]
    return any(stem(role.rstrip(".")) in _PERSONAL for role in roles)


def _descriptions(sentence: str, mention: NameMention) -> Iterator[str]:
    """The words that say who a name is: before it ("Justice Minister"), behind it (", a militia")."""
    before = re.split(r"[,;:()“”\"]", sentence[: mention.start].rstrip().removesuffix(","))[-1]
    for token in reversed(TOKEN.findall(before)[-_NEAR:]):
        if token.lower() in _INNER:
            continue
        if token.lower() in FUNCTION_WORDS:
            break
        yield token
    after = _APPOSITION.match(sentence[mention.end :])
    behind = TOKEN.findall(next(filter(None, after.groups()), ""))[:_NEAR] if after else []
    noun = re.match(r"\s([a-z]+)", sentence[mention.end :])
    yield from (token for token in behind if token.lower() not in FUNCTION_WORDS)
    yield from [noun[1]] if noun and stem(noun[1]) in _ROLES else []


def _tied(sentence: str, mention: NameMention, other: NameMention) -> bool:
    first, second = sorted((mention, other), key=lambda m: m.start)
    gap = sentence[first.end : second.start]
    return len(gap) <= _GAP and bool(_TIE.fullmatch(gap))


@lru_cache(maxsize=4096)
def _points_back(sentence: str) -> str:
    """What a pronoun of the sentence may mean that stands before it: a "person", a "thing", or "any" of both ("they");
    empty if there is none, or if a name of the sentence itself comes before an "it" or "they".
    """
    first = _first_name(sentence)
    for match in TOKEN.finditer(sentence):
        word = match.group().lower()
        if word in _OF_PERSONS:
            return "person"
        if word in {"they", "them", "their", "theirs"}:
            return "any"
        if word in _PRONOUNS and match.start() <= first:
            return "thing" if word in _OF_THINGS else "any"
    return ""


def opens_back(sentence: str) -> bool:
    """True if a pronoun outside quotation marks stands before every name of the sentence."""
    quoted = quoted_parts(sentence)
    return any(
        match.group().lower() in _PRONOUNS and not is_inside(match.start(), quoted)
        for match in TOKEN.finditer(sentence[: _first_name(sentence)])
    )


def _first_name(sentence: str) -> int:
    """Where the first name outside quotation marks begins; the end of the sentence if there is none."""
    quoted = quoted_parts(sentence)
    return min((m.start for m in read_names(sentence) if not is_inside(m.start, quoted)), default=len(sentence))


def _small_nouns(sentence: str) -> frozenset[str]:
    """The stems of the words in small letters that no name owns: not the "bank" of "Sarvan's central bank"."""
    owned = {word for match in _OWNED.finditer(sentence) for word in match[1].split()}
    return frozenset(stem(token) for token in TOKEN.findall(sentence) if token[:1].islower() and token not in owned)


def _free_nouns(sentence: str) -> Iterator[str]:
    """The words of "the minister", "its spokesman": descriptions that no name beside them takes for itself."""
    mentions, quoted = read_names(sentence), quoted_parts(sentence)
    for match in _DEFINITE.finditer(sentence):
        if is_inside(match.start(), quoted):
            continue
        for word in re.finditer(r"[^\W_]+", match[1]):
            start, end = match.start(1) + word.start(), match.start(1) + word.end()
            taken = any(m.start - 2 <= end and start <= m.end + 2 for m in mentions)
            if not taken and word.group().lower() not in FUNCTION_WORDS:
                yield word.group()
