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
    for word in """fail refuse reject deny dismiss decline oppose against lack absence absent prevent stop halt avoid unable
    unlikely impossible cease end ban bar block prohibit cancel forbid veto boycott skip miss abandon scrap suspend
    postpone delay withhold hardly barely rarely scarcely seldom few little only until unless except but despite instead
    rather although though contrary dispute refute reverse drop exclude rule-out short incomplete unanswered unresolved
    without vacant free failure refusal rejection denial inability impasse deadlock stalled stall nowhere unfounded
    baseless false forgery untrue rumour rumor collapse break defy evade resist rebuff spare void empty yet stay still down
    prohibition far away remain neither""".split()
}
_SKIPPED = FUNCTION_WORDS | frozenset(
    """be been being is are was were am fully currently immediately directly really simply quite longer want anymore
    necessarily explicitly publicly officially formally any a an the going possible able""".split()
)
_LIGHT = {stem(word) for word in "have do be make take get give go come say tell know see use include become".split()}
_INTENDING = {
    stem(word)
    for word in "intend want plan agree expect seek wish need allow able ready willing go suppose mean try aim".split()
}
# "not only", "no doubt", "No. 5", "no later than": nothing is denied.
_NO_DENIAL = frozenset("only just doubt matter later fewer less more least sooner merely all every until because".split())
_CONDITIONS = {"until", "till", "unless", "before"}
_CLAUSE_END = frozenset(".;:!?()\"“”—–")
_FAR = 10  # words: how far a negation may colour what stands beside it


@dataclass(frozen=True, slots=True)
class _Polarity:
    """By stem: words that a mark negates outright, words it does not, and those with no negation anywhere near."""

    seen: frozenset[str]
    denied: frozenset[str]
    affirmed: frozenset[str]
    clean: frozenset[str]


def polarity_clash(statement: str, evidence: Sequence[str]) -> str:
    """The word (as a stem) that `statement` negates and no sentence of `evidence` does, or the reverse."""
    said, shown = _polarity(statement), [_polarity(sentence) for sentence in evidence]
    turned = _union(p.clean for p in shown) - _union(p.seen - p.clean for p in shown)
    lost = _union(p.denied for p in shown) - _union(p.affirmed for p in shown)
    return min((said.denied & turned) | (lost & said.clean), default="")


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


@lru_cache(maxsize=4096)
def _polarity(text: str) -> _Polarity:
    words = _words(text)
    denied_at = {at for mark in range(len(words)) if _is_mark(words, mark) for at in _denied(words, mark)}
    clouds = [at for at, word in enumerate(words) if word in _MARKS or stem(word) in _CLOUDS]
    content = [(at, stem(word)) for at, word in enumerate(words) if _is_content(word)]
    clouded = {s for at, s in content if any(abs(at - cloud) <= _FAR for cloud in clouds)}
    seen = frozenset(s for _, s in content)
    denied = frozenset(s for at, s in content if at in denied_at) - _LIGHT
    affirmed = frozenset(s for at, s in content if at not in denied_at)
    return _Polarity(seen, denied, affirmed, seen - clouded - _LIGHT)


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
    longer = words[mark] == "no" and words[mark + 1] == "longer"
    if (words[mark] in {"no", "without"} and not longer) or words[head - 1] in {"a", "an", "the", "any"}:
        return {_noun_head(words, head)}
    found = {head}
    if stem(words[head]) in _INTENDING and words[head + 1 : head + 2] == ["to"]:
        further = _next_content(words, head + 2)
        found |= {further} if further is not None else set()
    return found


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
