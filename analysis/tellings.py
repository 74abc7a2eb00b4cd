"""What the reports of one period say of one event, as it can be set against another period's."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..grounding import read_numbers
from ..grounding.lexicon import SAYING, phrasal, words_of
from ..grounding.lexicon import family as word_family
from ..grounding.names import code_of, plain_words
from ..grounding.words import FUNCTION_WORDS, fold
from ..schemas import Event
from .reports import Family, Report

__all__ = ["Telling", "matter_of", "telling_of", "united"]

_PLANS = frozenset({"future", "hypothetical"})
_OFF = words_of("postpone cancel scrap suspend adjourn defer cancellation postponement suspension")
# Words that place an event in time, tell that it was told, or say what somebody is; they are no matter.
_NO_MATTER = SAYING | words_of(
    """monday tuesday wednesday thursday friday saturday sunday january february april june july august september
    october november december day week month year hour minute morning evening night noon time people new
    minister ministry president premier prime government spokesman leader chairman envoy deputy secretary caretaker
    official head party foreign interior defense"""
)
_PLACE = re.compile(r"\b(?:in|to|at|near)\s((?:[A-Z][\w'’-]+\s?)+)")


@dataclass(frozen=True)
class Telling:
    """What one period's reports of one event say; the first of them leads. `near` are the families of its keys."""

    reports: tuple[Report[Event], ...]
    near: Mapping[str, frozenset[str]]

    @property
    def lead(self) -> Event:
        return self.reports[0].record

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(report.record.id for report in self.reports)

    @cached_property
    def acting(self) -> frozenset[str]:
        """The keys of those that act."""
        return frozenset(report.key(name) for report in self.reports for name in report.record.actors)

    @cached_property
    def taking(self) -> frozenset[str]:
        """The keys of those to whom it is done."""
        return frozenset(report.key(name) for report in self.reports for name in report.record.recipients)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all that have a part in it."""
        return self.acting | self.taking

    @cached_property
    def reach(self) -> frozenset[str]:
        """The keys of its actors and recipients, and all that belong with them."""
        return united(self.near[key] for key in self.keys)

    @cached_property
    def acting_reach(self) -> frozenset[str]:
        """The keys of those that act, and all that belong with them."""
        return united(self.near[key] for key in self.acting)

    @cached_property
    def words(self) -> frozenset[str]:
        """The families of all its words, and those that a verb and its small word mean."""
        texts = [plain_words(report.record.what) for report in self.reports]
        single = {word_family(word) for words in texts for word in words}
        return frozenset(single | {phrasal(fold(a), fold(b)) for words in texts for a, b in pairwise(words)} - {""})

    @cached_property
    def matter(self) -> frozenset[str]:
        """The families of the words that say what it is about: no parties, countries, numbers, titles or times."""
        texts = (text for report in self.reports for text in (report.record.what, report.record.where))
        return matter_of(texts) - self._parties

    @cached_property
    def places(self) -> frozenset[str]:
        """The families of the names of places: those given as one, and those behind "in", "to" and the like."""
        texts = [report.record.where for report in self.reports]
        texts += [name for report in self.reports for name in _PLACE.findall(report.record.what)]
        return frozenset(word_family(word) for text in texts for word in plain_words(text)) - self._parties

    @cached_property
    def _parties(self) -> frozenset[str]:
        names = (name for report in self.reports for name in (*report.record.actors, *report.record.recipients))
        return frozenset(word_family(word) for name in names for word in plain_words(name))

    @cached_property
    def numbers(self) -> frozenset[float]:
        """The values of the counts in its words."""
        read = (number for report in self.reports for number in read_numbers(report.record.what))
        return frozenset(value for number in read if not number.ordinal for value in number.values())

    @property
    def planned(self) -> bool:
        """True if every report gives it as to come."""
        return all(_PLANS & set(report.record.aux) for report in self.reports)

    @property
    def done(self) -> bool:
        """True if a report gives it as done."""
        return any(not {*_PLANS, "negation"} & set(report.record.aux) for report in self.reports)

    @property
    def negated(self) -> bool:
        """True if every report says that it was not."""
        return all("negation" in report.record.aux for report in self.reports)

    @property
    def background(self) -> bool:
        """True if every report tells it as past history."""
        return all("historical" in report.record.aux for report in self.reports)

    @property
    def called_off(self) -> bool:
        """True if its words say that something is put off or cancelled."""
        return bool(self.words & _OFF) and not self.negated


def united(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """All that is in any of them."""
    return frozenset[str]().union(*sets)


def matter_of(texts: Iterable[str]) -> frozenset[str]:
    """The families of the words that say what texts are about: no countries, numbers, titles or times."""
    words = {fold(word) for text in texts for word in plain_words(text)}
    kept = {w for w in words if len(w) > 2 and w not in FUNCTION_WORDS and not w[0].isdigit()}
    return frozenset(word_family(w) for w in kept if not code_of(w) and not read_numbers(w)) - _NO_MATTER


def telling_of(reports: tuple[Report[Event], ...], family: Family) -> Telling | None:
    """The reports of one event in one period together; None if there are none."""
    if not reports:
        return None
    names = ((report, name) for report in reports for name in (*report.record.actors, *report.record.recipients))
    keys = {report.key(name) for report, name in names}
    return Telling(reports, {key: family(key) | {key} for key in keys})
