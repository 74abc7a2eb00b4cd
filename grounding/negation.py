"""Negation: does a sentence say of one and the same word the opposite of what its evidence says?

Not the number of negations is compared, for a long sentence holds many clauses, but the word that is negated, by its
family and its meaning: an alarm is raised if the statement negates a word that the evidence affirms everywhere, or
affirms one that it negates everywhere; if it has the contrary of a word ("lifted" for "imposed"); and if it negates or
refuses where nothing in the evidence could turn anything, or the reverse. Beside words such as "against", "hardly" or
"unless" nobody knows at a glance which way a clause turns, and nothing is decided.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .lexicon import SAYING, family, meaning, opposites, words_of
from .reading import read
from .words import FUNCTION_WORDS, stem

__all__ = ["polarity_clash"]

_WORD = re.compile(r"n['’]t\b|[^\W\d_]+?(?=n['’]t\b)|[^\W_]+|[.;:,!?()\"“”—–]")
_MARKS = frozenset("not n't never no without neither none nobody cannot nothing".split())
# Beside these nobody knows which way a sentence turns.
_CLOUDS = {
    stem(word)
    for word in """
    fail refuse reject deny dismiss decline oppose against lack absence absent prevent stop halt avoid unable
    unlikely impossible cease cancel ban bar block prohibit forbid veto boycott skip miss abandon scrap suspend
    postpone delay withhold hardly barely rarely scarcely seldom few little only until unless except dispute
    refute reverse exclude rule incomplete unanswered unresolved vacant free failure refusal rejection denial
    inability impasse deadlock stalled unfounded baseless false forgery untrue rumour rumor collapse break defy
    evade resist rebuff spare void empty yet too contradict contest differ whether prohibition far away remain
    neither silent mum silence nowhere zero escape unhurt survive stay withheld need require remain alone""".split()
}
_SKIPPED = FUNCTION_WORDS | frozenset(
    """be been being is are was were am fully currently immediately directly really simply quite longer want
    anymore necessarily explicitly publicly officially formally any a an the going possible able""".split()
)
_LIGHT = {stem(word) for word in "have do be make get say tell know".split()}
# "not lodge an appeal": the appeal is denied.
_CARRYING = {stem(word) for word in "lodge make give take hold file issue reach launch play raise pay carry".split()}
_INTENDING = {
    stem(word)
    for word in "intend want plan agree expect seek wish need allow able ready willing go suppose mean try aim".split()
}
# "not only", "no doubt", "No. 5", "no later than": nothing is denied.
_NO_DENIAL = frozenset(
    "only just doubt matter later fewer less more least sooner merely all every until because".split()
)
_PAST = frozenset("has have had did was were been".split())
_CONDITIONS = {"until", "till", "unless", "before"}
_DAY_BEFORE = frozenset({("day", "before"), ("week", "before"), ("month", "before"), ("year", "before")})
_CLAUSE_END = frozenset('.;:!?()"“”—–')
_CLAUSE_WORDS = frozenset("but while although though because since and if unless".split())
# Verbs that say no by themselves.
_REFUSING = words_of("refuse deny reject decline fail refusal denial rejection")
# "turned the offer down", "anything but a truce"
_TURNED_DOWN = re.compile(r"\bturn(?:ed|s|ing)?\b((?:\s[\w'’]+){0,5})\sdown\b")
_RULED_OUT = re.compile(r"\brul(?:ed|es|ing|e) out\b")
_KEPT_OFF = re.compile(r"\b(?:kept|left|keep|leave)s? (?:off|out of|aside)\b")
_QUOTES = re.compile(r"[\"“”]")
_ANYTHING_BUT = re.compile(r"\banything but\b")
_SHUTTING = words_of("close shut seal")
_ACCUSING = words_of("accuse blame allege claim charge")
_SPEAKERS = words_of(
    "official spokesman minister ministry militia government office army president leader police party"
)
# "ended with a deal", "an incident was recorded": there was one.
_GAINED = r"\b(?:with|reach\w*|sign\w*|struck|conclud\w*|produc\w*|yield\w*|there (?:was|were|had been|has been))"
_SEEN = r"(?:was|were|had been|has been)\s(?:recorded|reported|seen|registered|reached|signed|struck)"
_NEITHER = frozenset({"neither", "none", "nobody"})
_OPEN = re.compile(r"\bnot (?:yet )?(?:known|clear|certain|sure)\b")
# So much of a negated clause must be told for its negation to be missed.
_MOST = 0.5
_SHORT = 5
# "unanswered", "unpaid"
_UN = re.compile(r"un(?:[a-z]{3,}(?:ed|able|ful)|clear|known|paid|met|fit)$")


@dataclass(frozen=True, slots=True)
class _Said:
    """A word as it is said: `sign` is -1 if a mark negates it outright, 1 if nothing near it does, 0 if nobody can say.

    `unreal` and `past` tell of what is not done, and of what has not been done; `beside` are the words around a noun
    after "no" and "without", one of which must go with it: who reaches no deal may well have talked about one; `ends`
    marks the noun of "with no deal".
    """

    text: str
    family: str
    means: frozenset[str]
    sign: int
    clause: int
    unreal: bool = False
    past: bool = False
    beside: frozenset[str] = frozenset()
    ends: bool = False


@dataclass(frozen=True, slots=True)
class _Polarity:
    """The content words of a text, the clauses that a mark of negation turns, and those with a word that may."""

    text: str
    words: tuple[_Said, ...]
    turned: frozenset[int]
    marked: frozenset[int]
    clouded: frozenset[int]


def polarity_clash(statement: str, evidence: Sequence[str]) -> str:
    """The word of `statement` that it negates and no sentence of `evidence` does, or the reverse; or nothing."""
    said, shown = _polarity(statement), [_polarity(sentence) for sentence in evidence]
    there = [word for polarity in shown for word in polarity.words]
    agreed = any(w.sign < 0 and o.sign < 0 and w.means & o.means for w in said.words for o in there)
    for word in said.words:
        if (not agreed and _turned(word, there)) or _lost(word, said, there) or _contrary(word, said, there):
            return word.text
    return _added(said, shown) or _dropped(said, shown) or _least(statement, evidence)


def _same(word: _Said, there: Sequence[_Said]) -> list[_Said]:
    """The words of the evidence that are this one, or else those that may mean it."""
    return [w for w in there if w.family == word.family] or [w for w in there if w.means & word.means]


def _turned(word: _Said, there: Sequence[_Said]) -> bool:
    """True if the statement negates a word that the evidence affirms, all of it."""
    same = _same(word, there)
    if word.sign >= 0 or not same or any(other.sign < 1 for other in same):
        return False
    if any(other.text == f"un{word.text}" for other in there):
        return False  # "not paid", of "unpaid"
    if word.past and all(other.unreal for other in same):
        return False  # what is planned has not been done
    beside = [other for other in there if other.means & word.beside]
    return not word.beside or (bool(beside) and all(other.sign > 0 for other in beside))


def _lost(word: _Said, said: _Polarity, there: Sequence[_Said]) -> bool:
    """True if the evidence negates a word that the statement affirms, and affirms it nowhere."""
    same = [other for other in there if other.family == word.family]
    if any(own.sign < 1 and own.family == word.family for own in said.words):
        return False  # told of it both ways
    if word.sign < 1 or not same or any(other.sign >= 0 for other in same):
        return False
    touched = [other for other in same if _touches(other, word, said)]
    return any(not (other.past and word.unreal) for other in touched)


def _touches(denial: _Said, word: _Said, said: _Polarity) -> bool:
    """True if what is denied of a noun is told of it: who spoke of a deal may have ended with none."""
    noun = re.escape(word.text)
    if denial.beside and re.search(rf"{_GAINED}\s(?:\w+\s){{0,3}}{noun}\b|\b{noun}\s{_SEEN}", said.text, re.IGNORECASE):
        return True
    if denial.ends:
        return False
    return not denial.beside or any(denial.beside & one.means for one in said.words)


def _contrary(word: _Said, said: _Polarity, there: Sequence[_Said]) -> bool:
    """True if the evidence has the contrary of a word ("lifted" for "imposed"), and not the word."""
    against = opposites(stem(word.text))
    if word.sign < 0 or not against or _same(word, there):
        return False
    if any(stem(other.text) in against for other in said.words):
        return False
    return any(other.sign >= 0 and stem(other.text) in against for other in there)


def _added(said: _Polarity, shown: Sequence[_Polarity]) -> str:
    """A word that the statement negates or refuses, where nothing in the evidence could turn anything."""
    if any(polarity.clouded for polarity in shown) or not said.clouded or _OPEN.search(said.text):
        return ""
    there = [word for polarity in shown for word in polarity.words]
    if any(word.family in _SHUTTING for word in there):
        return ""  # what is shut is barred
    denied = [word for word in said.words if word.sign < 0]
    for word in denied:
        same = _same(word, there)
        if stem(word.text) in _CLOUDS or (word.past and same and all(other.unreal for other in same)):
            return ""
    refused = [word for word in said.words if word.family in _REFUSING and word.sign > 0]
    marked = [word for word in said.words if word.clause in said.marked]
    return next((word.text for word in [*denied, *refused, *marked]), "")


def _dropped(said: _Polarity, shown: Sequence[_Polarity]) -> str:
    """A word of a negated clause of the evidence, most of which a statement tells that negates nothing."""
    if said.clouded:
        return ""
    affirmed = {word.family for polarity in shown for word in polarity.words if word.sign > 0}
    told = {word.family for word in said.words} - affirmed - _SPEAKERS
    if told & _ACCUSING:
        return ""  # one side's account, which the other may well deny
    for polarity in shown:
        turned = [[w for w in polarity.words if w.clause == clause] for clause in polarity.turned]
        for inside in [*turned, *_refused(polarity)]:
            plain = [word for word in inside if word.family not in _REFUSING | SAYING]
            shared = [word for word in plain if word.family in told]
            if any(word.sign < 0 and word.ends and not _touches(word, word, said) for word in inside):
                continue
            # "no deal": who tells of one may mean another.
            nouns = any(word.sign < 0 and word.beside for word in inside)
            refusing = len(inside) > len(plain) or inside not in turned
            if refusing and len(shared) == 1 and len(said.words) > _SHORT:
                continue  # one word of many may be told for another reason
            if shared and len(shared) + (not nouns) > _MOST * len(plain):
                return shared[0].text
    return ""


def _least(statement: str, evidence: Sequence[str]) -> str:
    """ "least" for "most", or the reverse."""
    here, there = set(_words(statement)), {word for sentence in evidence for word in _words(sentence)}
    turned = {("least", "most"), ("most", "least")}
    return next((a for a, b in turned if a in here - there and b in there - here and "at" not in here), "")


def _refused(polarity: _Polarity) -> Iterator[list[_Said]]:
    """What stands behind each word of refusing, in its clause."""
    for at, word in enumerate(polarity.words):
        if word.family in _REFUSING:
            yield [other for other in polarity.words[at + 1 :] if other.clause == word.clause]


@lru_cache(maxsize=4096)
def _polarity(text: str) -> _Polarity:
    words = _words(text)
    clauses = _clauses(words)
    marks = [at for at, word in enumerate(words) if word in _MARKS or word == "yet"]
    outright = [mark for mark in marks if _is_mark(words, mark)]
    places = {place: mark for mark in outright for place in _denied(words, mark)}
    marked = frozenset(clauses[mark] for mark in marks)
    words = words[:-1] if words[-1:] == ["too"] else words  # "also"
    clouds = [at for at, word in enumerate(words) if word.islower() and _is_cloud(words, at)]
    unreal = {word.low for word in read(text) if word.unreal}
    unsure = bool(_NEITHER & set(words))  # what it denies may stand behind an explanation
    found = []
    for at, word in enumerate(words):
        if not _is_content(word) or stem(word) in _LIGHT or word.endswith("ly"):
            continue
        mark = places.get(at)
        clouded = clauses[at] in marked or unsure or any(clauses[c] == clauses[at] and c != at for c in clouds)
        sign = -1 if mark is not None else 0 if clouded else 1
        found.append(
            _Said(
                word,
                family(word),
                meaning(family(word)),
                sign,
                clauses[at],
                word in unreal,
                mark is not None and _is_past(words, mark, at),
                _beside(words, mark, at) if mark is not None else frozenset(),
                mark is not None and (words[mark] == "without" or words[mark - 1 : mark + 1] == ["with", "no"]),
            )
        )
    turned = frozenset(clauses[mark] for mark in outright)
    firm = frozenset(
        clauses[mark] for mark in marks if mark in outright or words[mark + 1 : mark + 2] in (["all"], ["every"])
    )
    return _Polarity(text, tuple(found), turned, firm, marked | {clauses[at] for at in clouds})


def _is_cloud(words: Sequence[str], at: int) -> bool:
    word = words[at]
    if word in {"instead", "rather"}:
        return words[at + 1 : at + 2] in (["of"], ["than"])
    return stem(word) in _CLOUDS or bool(_UN.match(word))


def _clauses(words: list[str]) -> list[int]:
    found, at = [], 0
    for word in words:
        at += word in _CLAUSE_END or word in _CLAUSE_WORDS or word == ","
        found.append(at)
    return found


def _is_past(words: list[str], mark: int, place: int) -> bool:
    return bool(_PAST & set(words[max(0, mark - 1) : mark + 6]) or "yet" in words[mark : place + 5])


def _beside(words: list[str], mark: int, place: int) -> frozenset[str]:
    if words[mark] not in {"no", "without"} or words[mark + 1 : mark + 2] == [] or words[mark + 1] in {"longer", "one"}:
        return frozenset()
    around = words[max(0, mark - 3) : mark] + words[place + 1 : place + 4]
    return frozenset(group for word in around if _is_content(word) for group in meaning(family(word)))


def _words(text: str) -> list[str]:
    """The words in small letters; names stay large, for nobody negates a name."""
    text = _KEPT_OFF.sub("excluded", _QUOTES.sub("", text))
    text = _ANYTHING_BUT.sub("not", _RULED_OUT.sub("refused", _TURNED_DOWN.sub(r"rejected\1", text)))
    found = [match.group().replace("’", "'") for match in _WORD.finditer(text)]
    opens = [at == 0 or found[at - 1] in _CLAUSE_END for at in range(len(found))]
    return [word.lower() if first or word.isupper() else word for word, first in zip(found, opens, strict=True)]


def _is_content(word: str) -> bool:
    return word[0].islower() and word not in FUNCTION_WORDS and word not in _MARKS and len(word) > 2


def _is_mark(words: list[str], at: int) -> bool:
    following = words[at + 1 : at + 3]
    if words[at] == "yet":
        return following[:1] == ["to"]
    if words[at] not in _MARKS or not following:
        return False
    if words[at] == "no" and following[0] == ".":
        return False
    if words[at] == "without" and {"would", "could", "might"} & set(words):
        return False  # supposes
    if _CONDITIONS & set(words[at + 1 : at + 8]) and not _DAY_BEFORE & set(pairwise(words[at + 1 : at + 9])):
        return False  # "no truce until": said of a time, not of the thing
    if words[at] == "not" and words[max(0, at - 1)] in {"or", "why"}:
        return False
    return following[0] not in _NO_DENIAL and not (following[0] == "a" and following[1:] == ["few"])


def _denied(words: list[str], mark: int) -> set[int]:
    """The places of the words that the mark negates outright: one, and the infinitive that hangs on it."""
    if words[mark] in {"none", "neither", "nobody", "nothing"} or words[mark + 1] == "one":
        return _denied_verb(words, mark)
    head = _next_content(words, mark + 1)
    if head is None:
        return set()
    of_noun = words[mark] in {"no", "without"} and words[mark + 1] != "longer"
    if of_noun:
        return {_noun_head(words, head)}
    if stem(words[head]) in _CARRYING and (what := _next_content(words, head + 1)) is not None:
        return {head, what}
    hanging = _next_content(words, head + 2) if words[head + 1 : head + 2] == ["to"] else None
    return {head, hanging} if hanging is not None and stem(words[head]) in _INTENDING else {head}


def _next_content(words: list[str], at: int) -> int | None:
    for place in range(at, min(len(words), at + 6)):
        word = words[place]
        if word in _CLAUSE_END or word == ",":
            return None
        if word == "to" and place == at:  # "yet to decide"
            continue
        if _is_content(word) and word not in _SKIPPED and not word.endswith("ly"):
            return place
    return None


def _noun_head(words: list[str], first: int) -> int:
    """The last noun of "no immediate military solution": verbs in -ed and -ing end the run."""
    at = first
    while at + 1 < len(words) and at - first < 3:
        following = words[at + 1]
        if not _is_content(following) or re.search(r"(?:ed|ing|ly)$", following):
            break
        at += 1
    return at


def _denied_verb(words: list[str], mark: int) -> set[int]:
    for place in range(mark + 1, min(len(words), mark + 8)):
        if words[place] in _CLAUSE_END or words[place] == ",":
            break
        if words[place].endswith("ed") and _is_content(words[place]):
            return {place}
    return set()
