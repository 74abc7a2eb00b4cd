"""What changed since the last brief: new, updated, reversed, no longer reported.

One event told again is found by merging over both periods. The next step of a story is another event, and is taken for
one only if who acts, what it is about and the pair of types agree; where that is in doubt, an event is new.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..grounding import read_numbers
from ..grounding.lexicon import SAYING, meaning, phrasal, words_of
from ..grounding.lexicon import family as word_family
from ..grounding.names import code_of, plain_words
from ..grounding.words import FUNCTION_WORDS, fold
from ..schemas import Change, Event, EventType, Novelty, Point, Position, Series
from .reports import Family, Report, alone

__all__ = ["changes_of"]

# Words of its matter that a next step shares with what came before; and how many tellings may have a word that counts.
_SHARED = 2
_RARE = (4, 0.08)
# Smaller numbers are alike by chance.
_TELLING_AMOUNT = 100
_PLANS = frozenset({"future", "hypothetical"})

_T = EventType
# What may come of an event of a type.
_NEXT: Mapping[EventType, frozenset[EventType]] = {
    _T.AGREE: frozenset({_T.CONSULT, _T.COOPERATE, _T.AID, _T.RETREAT, _T.CONCEDE, _T.MOBILIZE, _T.SUPPORT}),
    _T.CONCEDE: frozenset({_T.RETREAT, _T.COOPERATE, _T.AID, _T.CONSULT}),
    _T.CONSULT: frozenset({_T.AGREE}),
    _T.THREATEN: frozenset({_T.ASSAULT, _T.SANCTION, _T.COERCE, _T.MOBILIZE}),
    _T.REQUEST: frozenset({_T.CONCEDE, _T.AGREE, _T.REJECT, _T.COOPERATE, _T.AID, _T.RETREAT, _T.CONSULT}),
    _T.MOBILIZE: frozenset({_T.ASSAULT, _T.RETREAT}),
    _T.ACCUSE: frozenset({_T.SANCTION, _T.COERCE}),
}
# What takes an event of a type back, if the same actor does it in the same matter.
_BACK: Mapping[EventType, frozenset[EventType]] = {
    _T.AGREE: frozenset({_T.REJECT}),
    _T.SUPPORT: frozenset({_T.REJECT}),
    _T.CONCEDE: frozenset({_T.REJECT}),
    _T.AID: frozenset({_T.SANCTION}),
    _T.SANCTION: frozenset({_T.CONCEDE}),
    _T.COERCE: frozenset({_T.CONCEDE, _T.RETREAT}),
}
_DEMANDS = frozenset({_T.REQUEST, _T.THREATEN})
_OFF = words_of("postpone cancel scrap suspend adjourn defer cancellation postponement suspension")
# Who rejects one of these takes back nothing.
_CHARGES = words_of("deny charge accusation complaint allegation claim denial")
_OUTCOMES = words_of(
    """kill die wound injure arrest release sign collapse destroy escape resign elect convict sentence expire approve
    displace evacuate surrender capture death casualty"""
)
# Words that place an event in time, tell that it was told, or say what somebody is; they are no matter.
_NO_MATTER = SAYING | words_of(
    """monday tuesday wednesday thursday friday saturday sunday january february april june july august september
    october november december day week month year hour minute morning evening night noon time people new
    minister ministry president premier prime government spokesman leader chairman envoy deputy secretary caretaker
    official head party foreign interior defense"""
)
_EXPIRED = words_of("expire")
_PLACE = re.compile(r"\b(?:in|to|at|near)\s((?:[A-Z][\w'’-]+\s?)+)")
# Who sets a deadline waits for it to run out.
_DEADLINES = words_of("until unless deadline ultimatum")


@dataclass(frozen=True)
class _Telling:
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
        return _united(self.near[key] for key in self.keys)

    @cached_property
    def acting_reach(self) -> frozenset[str]:
        """The keys of those that act, and all that belong with them."""
        return _united(self.near[key] for key in self.acting)

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
        return _matter(texts) - self._parties

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


def _united(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


def _matter(texts: Iterable[str]) -> frozenset[str]:
    words = {fold(word) for text in texts for word in plain_words(text)}
    kept = {w for w in words if len(w) > 2 and w not in FUNCTION_WORDS and not w[0].isdigit()}
    return frozenset(word_family(w) for w in kept if not code_of(w) and not read_numbers(w)) - _NO_MATTER


@dataclass(frozen=True)
class _Verdict:
    """How a telling stands to the last brief, and what it is set against."""

    novelty: Novelty
    against: tuple[str, ...] = ()
    delta: str = ""


@dataclass(frozen=True)
class _Growth:
    """A quantity that stands at another value than in the last brief."""

    series: Series
    now: tuple[Point, ...]
    before: tuple[Point, ...]
    delta: str


def changes_of(
    merged: Sequence[tuple[Report[Event], ...]],
    earlier_ids: Collection[str],
    series: Sequence[Series],
    positions: Sequence[Position],
    *,
    family: Family = alone,
) -> tuple[tuple[Change, ...], dict[str, Novelty]]:
    """What changed against the last brief, and the novelty of each event by the id of its leading record.

    `merged` are the event reports of both periods, those of one event together, the fullest first and the weightiest
    event first; `series` and `positions` are over both periods too. `earlier_ids` are the records of the last brief.
    `family` gives the keys that a key belongs with.

    Changes come in the order of `merged`; then positions that turned, quantities that no event tells, and what was to
    come and is no longer reported, what most origins told first. What is told again
    with nothing added, and what is told as history, is known and no change. A value that an event tells is that
    event's change.
    """
    sides = [_sides(group, earlier_ids, family) for group in merged]
    rare = _rare(telling for side in sides for telling in side if telling)
    past = [before for before, _ in sides if before]
    judged = [(now, _verdict(before, now, past, rare)) for before, now in sides if now]
    growths = [growth for each in series if (growth := _growth(each, earlier_ids))]
    told = _told(judged, growths)
    changes = [
        *_event_changes(judged, growths, told),
        *(change for position in positions if (change := _turn(position, earlier_ids))),
        *(_series_change(growth) for n, growth in enumerate(growths) if n not in told.values()),
        *_gone(sides, {record for _, verdict in judged for record in verdict.against}, rare),
    ]
    novelty = {now.lead.id: verdict.novelty for now, verdict in judged}
    novelty |= {judged[n][0].lead.id: "updated" for n in told}
    return tuple(changes), novelty


# ------------------------------------------------------------------------------ the two sides


_Sides = tuple[_Telling | None, _Telling | None]


def _sides(group: Sequence[Report[Event]], earlier_ids: Collection[str], family: Family) -> _Sides:
    """What the last brief told of an event, and what this period tells."""
    before = tuple(report for report in group if report.record.id in earlier_ids)
    now = tuple(report for report in group if report.record.id not in earlier_ids)
    return _telling(before, family), _telling(now, family)


def _telling(reports: tuple[Report[Event], ...], family: Family) -> _Telling | None:
    if not reports:
        return None
    names = ((report, name) for report in reports for name in (*report.record.actors, *report.record.recipients))
    keys = {report.key(name) for report, name in names}
    return _Telling(reports, {key: family(key) | {key} for key in keys})


def _rare(tellings: Iterable[_Telling]) -> frozenset[str]:
    """The words of matter that few tellings have."""
    matters = [telling.matter for telling in tellings]
    most = max(_RARE[0], _RARE[1] * len(matters))
    return frozenset(word for word, n in Counter(w for matter in matters for w in matter).items() if n <= most)


def _same_actor(before: _Telling, now: _Telling) -> bool:
    return bool(before.acting & now.acting_reach or now.acting & before.acting_reach)


def _meet(before: _Telling, now: _Telling) -> bool:
    """True if somebody has a part in both."""
    return bool(before.keys & now.reach or now.keys & before.reach)


# ---------------------------------------------------------------------------------- verdicts


def _verdict(before: _Telling | None, now: _Telling, past: Sequence[_Telling], rare: frozenset[str]) -> _Verdict:
    if now.background:
        return _Verdict("known", before.ids if before else ())
    if before:
        return _retold(before, now)
    found = [
        ((-len(before.matter & now.matter & rare), n), verdict)
        for n, before in enumerate(past)
        if _meet(before, now) and not _is_older(now, before) and (verdict := _next(before, now, rare))
    ]
    return min(found, key=lambda each: each[0])[1] if found else _Verdict("new")


def _retold(before: _Telling, now: _Telling) -> _Verdict:
    """One event told in both periods."""
    if before.negated != now.negated or (before.planned and now.called_off and not before.called_off):
        return _Verdict("reversed", before.ids)
    if before.planned and now.done:
        return _Verdict("updated", before.ids, "planned, now done")
    if _adds(before, now):
        return _Verdict("updated", before.ids)
    origins = {report.origin for report in before.reports}
    more = len({report.origin for report in now.reports} - origins)
    if len(origins) == 1 and more:
        return _Verdict("updated", before.ids, f"now also reported by {more} more origin{'s' if more > 1 else ''}")
    return _Verdict("known", before.ids)


def _adds(before: _Telling, now: _Telling) -> bool:
    """True if there is a number, an actor, an outcome or a type that was not there."""
    unknown = [key for key in now.keys - before.reach if not now.near[key] & before.keys]
    return bool(
        now.numbers - before.numbers
        or unknown
        or (now.words & _OUTCOMES) - before.words
        or now.lead.type not in {report.record.type for report in before.reports}
    )


def _is_older(now: _Telling, before: _Telling) -> bool:
    """True if it was over before the other was reported: nothing that follows from it."""
    days = [report.day for report in before.reports if report.day]
    end = now.lead.when.end
    return bool(end and days and end < min(days))


def _next(before: _Telling, now: _Telling, rare: frozenset[str]) -> _Verdict | None:
    """What `now` is to another event of the last brief: its opposite, its next step, or nothing."""
    if before.background:
        return None
    shared = len(before.matter & now.matter & rare)
    if _breaks(before, now) or _takes_back(before, now, shared) or _undoes(before, now, shared):
        return _Verdict("reversed", before.ids)
    if shared >= _SHARED or _ran_out(before, now) or (_arrives(before, now) and before.places & now.places):
        return _step(before, now)
    return None


def _breaks(before: _Telling, now: _Telling) -> bool:
    """True if those who ceased fire fight: both sides of it, and nobody else."""
    if (before.lead.type, before.lead.mode, now.lead.type) != (_T.RETREAT, "ceasefire", _T.ASSAULT):
        return False
    return before.done and now.done and len(now.keys & before.keys) > 1 and now.keys <= before.reach


def _takes_back(before: _Telling, now: _Telling, shared: int) -> bool:
    """True if an actor does the contrary of what it did, in the same matter."""
    if now.lead.type not in _BACK.get(before.lead.type, ()) or not _same_actor(before, now):
        return False
    if before.negated or now.negated or now.planned or now.words & _CHARGES:
        return False
    return shared >= _SHARED or bool(shared and before.taking & now.taking)


def _undoes(before: _Telling, now: _Telling, shared: int) -> bool:
    """True if the same was denied and is done, or the reverse; or if a plan is called off."""
    if shared < _SHARED or not _same_actor(before, now):
        return False
    if before.planned and not before.negated and now.called_off and not before.called_off:
        return True
    if before.planned and now.lead.type in _NEXT.get(before.lead.type, ()):
        return now.negated and not now.planned and not before.negated
    return before.lead.type == now.lead.type and before.negated != now.negated and not now.planned


def _step(before: _Telling, now: _Telling) -> _Verdict | None:
    """The next step of a story, if the types say so and those act from whom it is expected."""
    kinds = before.lead.type, now.lead.type
    if before.negated or now.negated or now.planned:
        return None
    fulfilled = kinds[0] == kinds[1] and before.planned and now.done
    follows = fulfilled or _ran_out(before, now) or kinds[1] in _NEXT.get(kinds[0], ())
    if not follows or not _expected(before, now):
        return None
    planned = before.planned and kinds[0] not in _DEMANDS and kinds[1] != _T.REJECT
    return _Verdict("updated", before.ids, "planned, now done" if planned else _answer(kinds))


def _ran_out(before: _Telling, now: _Telling) -> bool:
    """True if one set a deadline, and another tells that a deadline is over."""
    kinds = {before.lead.type, now.lead.type}
    set_ = before.words | {word_family(word) for word in plain_words(before.lead.when.words)}
    return kinds == {_T.THREATEN} and bool(set_ & _DEADLINES) and bool(_EXPIRED & (now.words - before.words))


def _arrives(before: _Telling, now: _Telling) -> bool:
    """True for a visit where somebody was expected: a place is then matter enough."""
    return before.planned and (now.lead.type, now.lead.mode) == (_T.CONSULT, "visit")


def _answer(kinds: tuple[EventType, EventType]) -> str:
    return "asked, now refused" if kinds == (_T.REQUEST, _T.REJECT) else ""


def _expected(before: _Telling, now: _Telling) -> bool:
    """True if they act of whom something was asked, or who were accused; else those who acted before."""
    if before.lead.type == _T.REQUEST:
        return bool(now.acting & before.taking or (now.acting & before.reach and before.acting & now.reach))
    if before.lead.type == _T.ACCUSE:
        return bool(before.taking & now.taking)
    return _same_actor(before, now)


# ------------------------------------------------------------------------------------ changes


def _told(judged: Sequence[tuple[_Telling, _Verdict]], growths: Sequence[_Growth]) -> dict[int, int]:
    """Which quantity's new value an event tells, by their places; an event that reverses tells none."""
    found = {}
    for n, (now, verdict) in enumerate(judged):
        if verdict.novelty != "reversed" and not now.background:
            first = next((m for m, growth in enumerate(growths) if _tells(now, growth)), None)
            if first is not None:
                found[n] = first
    return found


def _tells(now: _Telling, growth: _Growth) -> bool:
    """True if it gives the new value with two words of what is counted, or the one word there is and a high number."""
    amount, matter = growth.now[0].amount, _matter([growth.series.of, growth.series.unit])
    needed = 1 if len(matter) == 1 and amount >= _TELLING_AMOUNT else _SHARED
    return now.done and amount in now.numbers and len(now.words & matter) >= needed


def _event_changes(
    judged: Sequence[tuple[_Telling, _Verdict]], growths: Sequence[_Growth], told: Mapping[int, int]
) -> Iterable[Change]:
    """A change an event, and one for all events that tell one new value."""
    for n, (now, verdict) in enumerate(judged):
        if n in told:
            tellers = [judged[m] for m in sorted(told) if told[m] == told[n]]
            if tellers[0][0] is now:
                yield _growth_change(tellers, growths[told[n]])
        elif verdict.novelty != "known":
            yield Change(
                kind=verdict.novelty,
                about=now.lead.what,
                records=now.ids,
                earlier=verdict.against,
                delta=verdict.delta,
            )


def _growth_change(tellers: Sequence[tuple[_Telling, _Verdict]], growth: _Growth) -> Change:
    records = [record for now, _ in tellers for record in now.ids]
    earlier = [record for _, verdict in tellers for record in verdict.against]
    return Change(
        kind="updated",
        about=tellers[0][0].lead.what,
        records=_unique([*records, *(point.record for point in growth.now)]),
        earlier=_unique([*earlier, *(point.record for point in growth.before)]),
        delta=growth.delta,
    )


def _series_change(growth: _Growth) -> Change:
    return Change(
        kind="updated",
        about=growth.series.of,
        records=tuple(point.record for point in growth.now),
        earlier=tuple(point.record for point in growth.before),
        delta=growth.delta,
    )


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _growth(series: Series, earlier_ids: Collection[str]) -> _Growth | None:
    """The last value of this period against that of the last brief; None if no later day gives another one.

    Where the reports of one day differ, no value is the last one, and a plan is no count.
    """
    counts = [point for point in series.points if not point.planned and point.day]
    before = _last([point for point in counts if point.record in earlier_ids], series.grows)
    now = _last([point for point in counts if point.record not in earlier_ids], series.grows)
    if not before or not now or before[0].amount == now[0].amount or not _later(now[0], before[0]):
        return None
    return _Growth(series, now, before, f"{_worded(before[0])} to {_worded(now[0])} ({_difference(before[0], now[0])})")


def _last(points: Sequence[Point], grows: bool) -> tuple[Point, ...]:
    """The points of the last day that give its value: the highest of a count that grows, else the only one."""
    day = max((point.day for point in points if point.day), default=None)
    latest = [point for point in points if point.day == day]
    amounts = {point.amount for point in latest}
    if not amounts or (len(amounts) > 1 and not grows):
        return ()
    top = [point for point in latest if point.amount == max(amounts)]
    return tuple(sorted(top, key=lambda point: (point.qualifier, point.record)))


def _later(now: Point, before: Point) -> bool:
    """True if it is a later count, and not the count of somebody else."""
    same = not now.said_by or not before.said_by or now.said_by == before.said_by
    return same and bool(now.day and before.day and now.day > before.day)


def _worded(point: Point) -> str:
    return f"{point.qualifier} {point.value}".strip()


def _difference(before: Point, now: Point) -> str:
    return f"{round(now.amount - before.amount, 6):+,.15g}"


def _turn(position: Position, earlier_ids: Collection[str]) -> Change | None:
    """A holder who was for it in the last brief and is against it now, or the reverse."""
    opposite = {"favor": "against", "against": "favor"}.get(position.polarity)
    now = [p for p in position.points if p.record not in earlier_ids and p.polarity == position.polarity]
    before = [p for p in position.points if p.record in earlier_ids]
    days = [point.day for point in before if point.day]
    last = [point for point in before if not days or point.day == max(days)]
    if not opposite or not now or not last or any(point.polarity != opposite for point in last):
        return None
    return Change(
        kind="reversed",
        about=position.target,
        records=tuple(point.record for point in now),
        earlier=tuple(point.record for point in last),
        delta=f"{opposite} to {position.polarity}",
    )


def _gone(sides: Sequence[_Sides], met: Collection[str], rare: frozenset[str]) -> list[Change]:
    """What was to come by the last brief, and of which neither it nor this period tells more."""
    current, past = [now for _, now in sides if now], [before for before, _ in sides if before]
    left = [
        before
        for before, now in sides
        if before and not now and _is_live(before) and set(before.ids).isdisjoint(met)
        if not _is_spoken_of(before, current) and not _had_come(before, past, rare)
    ]
    left.sort(key=lambda before: -len({report.origin for report in before.reports}))
    return [Change(kind="gone", about=b.lead.what, earlier=b.ids) for b in left]


def _is_live(before: _Telling) -> bool:
    """True if more was to be heard of it: a plan, a demand, a threat."""
    awaited = before.planned or before.lead.type in _DEMANDS
    return awaited and not before.background and not before.negated


def _had_come(before: _Telling, past: Sequence[_Telling], rare: frozenset[str]) -> bool:
    """True if the last brief itself told what came of it."""
    return any(_meet(before, other) and not _is_older(other, before) and _next(before, other, rare) for other in past)


def _is_spoken_of(before: _Telling, current: Sequence[_Telling]) -> bool:
    """True if something told now may touch on it: two words of its matter, or one and the same actor."""
    return any(
        len(common) >= _SHARED or before.acting & now.acting
        for now in current
        if _meet(before, now) and (common := _alike(before.matter, now.matter))
    )


def _alike(first: Iterable[str], second: Iterable[str]) -> set[str]:
    """The words of the first for which the second has the same or one of its meaning."""
    there = _united(meaning(word) for word in second)
    return {word for word in first if meaning(word) & there}
