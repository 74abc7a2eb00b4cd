"""The trigger lexicon: which verb of a sentence tells of a statement or an action, and of which PLOVER type."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from ..grounding.reading import Word
from ..grounding.words import stem
from ..schemas import EventType

__all__ = ["Trigger", "trigger_at"]

# How far behind a verb its small word or its noun is looked for, in words.
_NEAR_PARTICLE, _NEAR_NOUN = 5, 6
_ENDS = frozenset(';:!?()"“”—–,')


@dataclass(frozen=True)
class Trigger:
    """What a verb suggests: an event's type, or none where it carries a statement; `named` where only with a name as
    its object.
    """

    type: EventType | None
    named: bool = False

    @property
    def says(self) -> bool:
        """True if it carries a statement and no event."""
        return self.type is None


@dataclass(frozen=True)
class _Lexicon:
    """By the stem of a verb what it suggests alone, and with which small word something else."""

    alone: dict[str, Trigger]
    phrases: dict[str, dict[str, Trigger]]
    nouns: dict[str, EventType]
    light: frozenset[str]
    strict: frozenset[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    text = resources.files(__name__.rpartition(".")[0]).joinpath("triggers.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    lexicon = _Lexicon({}, {}, {}, frozenset(map(stem, data["light"])), frozenset(map(stem, data["strict"])))
    for entry in data["say"]:
        _enter(lexicon, entry, Trigger(None))
    for name, entries in data["verbs"].items():  # after the verbs of saying: "insist" may be either
        for entry in entries:
            _enter(lexicon, entry, Trigger(EventType(name), named=entry in data["named"]))
    for name, entries in data["nouns"].items():
        lexicon.nouns.update(dict.fromkeys(map(stem, entries), EventType(name)))
    return lexicon


def _enter(lexicon: _Lexicon, entry: str, trigger: Trigger) -> None:
    verb, _, small = entry.partition(" ")
    if small:
        lexicon.phrases.setdefault(stem(verb), {})[stem(small)] = trigger
    else:
        lexicon.alone[stem(verb)] = trigger


def trigger_at(words: Sequence[Word], at: int) -> Trigger | None:
    """What the verb at a place suggests: with its noun or its small word first, then alone; None if nothing."""
    lexicon, verb = _lexicon(), words[at].stem
    if verb in lexicon.light:
        for word in _following(words, at, _NEAR_NOUN):
            if not word.large and word.stem in lexicon.nouns:
                return Trigger(lexicon.nouns[word.stem])
    small = lexicon.phrases.get(verb, {})
    for word in _following(words, at, _NEAR_PARTICLE) if small else ():
        if word.stem in small:
            return small[word.stem]
    found = lexicon.alone.get(verb)
    if found and found.says and verb in lexicon.strict and not _reports(words, at):
        return None
    return found


def _reports(words: Sequence[Word], at: int) -> bool:
    """True if what a verb of saying reports follows: "that", a mark, a quotation, or the end."""
    return at + 1 == len(words) or words[at + 1].low in _ENDS | {"that", "on"}


def _following(words: Sequence[Word], at: int, most: int) -> Iterator[Word]:
    """The words behind a verb in its own clause."""
    for word in words[at + 1 : at + 1 + most]:
        if word.low in _ENDS:
            return
        yield word
