"""Negation: does a sentence say of one and the same word the opposite of what its evidence says?

Not the number of negations is compared, for a long sentence holds many clauses, but the word that is negated:
an alarm is raised only if the statement negates a word (by stem) whose every occurrence in the evidence lies in
a stretch free of negation, or the reverse. "reject", "oppose", "against", "fail" and "deny" are verbs of their
own; near such a word nothing is decided.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .words import FUNCTION_WORDS, stem

__all__ = ["polarity_clash"]

_WORD = re.compile(r"n['’]t\b|[^\W\d_]+?(?=n['’]t\b)|[^\W_]+|[.;:,!?()\"“”—–]")
_MARKS = frozenset("not n't never no nor without neither none nobody cannot nothing".split())
# Beside these nobody knows which way a sentence turns.
_CLOUDS = {
    stem(word)
    for word in """
    fail refuse reject deny dismiss decline oppose against lack absence absent prevent stop halt avoid unable
    unlikely impossible cease end ban bar block prohibit cancel forbid veto boycott skip miss abandon scrap
    suspend postpone delay withhold hardly barely rarely scarcely seldom few little only until unless except
    but despite instead rather although though contrary dispute refute reverse drop exclude rule-out short
    incomplete unanswered unresolved without vacant free failure refusal rejection denial inability impasse
    deadlock stalled stall nowhere unfounded baseless false forgery untrue rumour rumor collapse break defy
    evade resist rebuff spare void empty yet stay still down too contradict contest otherwise differ whether
    prohibition far away remain neither""".split()
}
_SKIPPED = FUNCTION_WORDS | frozenset(
    """be been being is are was were am fully currently immediately directly really simply quite longer want
    anymore necessarily explicitly publicly officially formally any a an the going possible able""".split()
)
_LIGHT = {stem(word) for word in "have do be make take get give go come say tell know see use include become".split()}
_INTENDING = {
    stem(word)
    for word in "intend want plan agree expect seek wish need allow able ready willing go suppose mean try aim".split()
}
# "not only", "no doubt", "No. 5", "no later than": nothing is denied.
_NO_DENIAL = frozenset(
    "only just doubt matter later fewer less more least sooner merely all every until because".split()
)
# What is said with these is planned, wanted or thought of: that it "has not happened" contradicts nothing.
_UNREAL = frozenset("will would shall should must may might can could".split())
_PAST = frozenset("has have had did was were been".split())
_CONDITIONS = {"until", "till", "unless", "before"}
_CLAUSE_END = frozenset('.;:!?()"“”—–')
_FAR = 10  # words: how far such a word may colour what stands beside it


@dataclass(frozen=True, slots=True)
class _Denial:
    """A word, by stem, that a mark negates outright. After "no" and "without" one word of `beside` must go with it:
    who reaches no deal may well have talked about a deal. None: nothing need go with it. `past`: it has not been
    so, whatever is planned.
    """

    stem: str
    beside: frozenset[str] | None = None
    past: bool = False

    def touches(self, stems: frozenset[str]) -> bool:
        """True if the words are all among `stems`."""
        return self.stem in stems and (self.beside is None or bool(self.beside & stems))


@dataclass(frozen=True, slots=True)
class _Polarity:
    """By stem: all content words, the denials, the words not denied, those with no negation anywhere near, and
    those said of what is or was, not of what may be.
    """

    seen: frozenset[str]
    denials: frozenset[_Denial]
    affirmed: frozenset[str]
    clean: frozenset[str]
    real: frozenset[str]


def polarity_clash(statement: str, evidence: Sequence[str]) -> str:
    """The word of `statement` that it negates and no sentence of `evidence` does, or the reverse; or nothing."""
    said, shown = _polarity(statement), [_polarity(sentence) for sentence in evidence]
    seen, affirmed, real = (_union(getattr(p, part) for p in shown) for part in ("seen", "affirmed", "real"))
    clean = _union(p.clean for p in shown) - _union(p.seen - p.clean for p in shown)
    turned = {d.stem for d in said.denials if d.stem in clean and d.touches(real if d.past else seen)}
    denials = {d for p in shown for d in p.denials if d.stem not in affirmed}
    lost = {d.stem for d in denials if d.stem in said.clean and d.touches(said.seen)}
    return next((word for word in _words(statement) if stem(word) in turned | lost), "")


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


@lru_cache(maxsize=4096)
def _polarity(text: str) -> _Polarity:
    words = _words(text)
    marks = [at for at, word in enumerate(words) if word in _MARKS or word == "yet"]
    places = {place: mark for mark in marks if _is_mark(words, mark) for place in _denied(words, mark)}
    content = [(at, stem(word)) for at, word in enumerate(words) if _is_content(word)]
    seen = frozenset(s for _, s in content)
    denials = frozenset(_denial(words, mark, place) for place, mark in places.items())
    return _Polarity(
        seen,
        frozenset(denial for denial in denials if denial.stem not in _LIGHT),
        frozenset(s for at, s in content if at not in places),
        seen - _clouded(words, content) - _LIGHT,
        frozenset(s for at, s in content if not _is_unreal(words, at)),
    )


def _is_unreal(words: list[str], at: int) -> bool:
    before = words[max(0, at - 3) : at]
    return bool(_UNREAL & set(before)) or before[-1:] == ["to"] or before[-2:] in (["to", "be"], ["to", "have"])


def _clouded(words: list[str], content: list[tuple[int, str]]) -> frozenset[str]:
    """The words of which nobody can say at a glance whether they are negated."""
    if any(word in _MARKS for word in words):
        return frozenset(s for _, s in content)  # a long sentence holds many clauses: the mark may belong to any
    clouds = [at for at, word in enumerate(words) if stem(word) in _CLOUDS]
    return frozenset(s for at, s in content if any(0 < abs(at - cloud) <= _FAR for cloud in clouds))


def _denial(words: list[str], mark: int, place: int) -> _Denial:
    past = bool(_PAST & set(words[max(0, mark - 1) : mark + 6]) or "yet" in words[mark : place + 5])
    if words[mark] not in {"no", "without"} or words[mark + 1] in {"longer", "one"}:
        return _Denial(stem(words[place]), past=past)
    around = words[max(0, mark - 3) : mark] + words[place + 1 : place + 4]
    return _Denial(stem(words[place]), frozenset(stem(word) for word in around if _is_content(word)), past)


def _words(text: str) -> list[str]:
    """The words in small letters; names stay large, for nobody negates a name."""
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
    if _CONDITIONS & set(words[at + 1 : at + 8]):
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
    if of_noun or words[head - 1] in {"a", "an", "the", "any"}:
        return {_noun_head(words, head)}
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
        if words[place] in _CLAUSE_END:
            break
        if words[place].endswith("ed") and _is_content(words[place]):
            return {place}
    return set()
