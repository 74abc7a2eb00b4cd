"""What changed since the last brief: new, updated, reversed, no longer reported.

A value that grew and a position that turned are changes too. How an event stands to what was told is said in `stories`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..grounding.lexicon import meaning
from ..schemas import Change, Event, Novelty, Point, Position, Series
from .reports import Family, Report, alone
from .stories import DEMANDS, SHARED, Verdict, is_older, meet, next_of, rare_words, verdict_of
from .tellings import Telling, matter_of, telling_of, united

__all__ = ["changes_of"]

# Smaller numbers are alike by chance.
_TELLING_AMOUNT = 100


@dataclass(frozen=True)
class _Growth:
    """A quantity that stands at another value than in the last brief."""

    series: Series
    now: tuple[Point, ...]
    before: tuple[Point, ...]

    @property
    def values(self) -> tuple[str, str]:
        """The value of the last brief and that of this period, as they are written."""
        return _worded(self.before[0]), _worded(self.now[0])

    @property
    def delta(self) -> str:
        """Both, and the difference."""
        return f"{' to '.join(self.values)} ({_difference(self.before[0], self.now[0])})"


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
    come and is no longer reported, what most origins told first. What is told again with nothing added, and what is
    told as history, is known and no change. A value that an event tells is that event's change.
    """
    sides = [_sides(group, earlier_ids, family) for group in merged]
    rare = rare_words(telling for side in sides for telling in side if telling)
    past = [before for before, _ in sides if before]
    judged = [(now, verdict_of(before, now, past, rare)) for before, now in sides if now]
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


_Sides = tuple[Telling | None, Telling | None]


def _sides(group: Sequence[Report[Event]], earlier_ids: Collection[str], family: Family) -> _Sides:
    """What the last brief told of an event, and what this period tells."""
    before = tuple(report for report in group if report.record.id in earlier_ids)
    now = tuple(report for report in group if report.record.id not in earlier_ids)
    return telling_of(before, family), telling_of(now, family)


def _told(judged: Sequence[tuple[Telling, Verdict]], growths: Sequence[_Growth]) -> dict[int, int]:
    """Which quantity's new value an event tells, by their places; an event that reverses tells none."""
    found = {}
    for n, (now, verdict) in enumerate(judged):
        if verdict.novelty != "reversed" and not now.background:
            first = next((m for m, growth in enumerate(growths) if _tells(now, growth)), None)
            if first is not None:
                found[n] = first
    return found


def _tells(now: Telling, growth: _Growth) -> bool:
    """True if it gives the new value with two words of what is counted, or the one word there is and a high number."""
    amount, matter = growth.now[0].amount, matter_of([growth.series.of, growth.series.unit])
    needed = 1 if len(matter) == 1 and amount >= _TELLING_AMOUNT else SHARED
    return now.done and amount in now.numbers and len(now.words & matter) >= needed


def _event_changes(
    judged: Sequence[tuple[Telling, Verdict]], growths: Sequence[_Growth], told: Mapping[int, int]
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


def _growth_change(tellers: Sequence[tuple[Telling, Verdict]], growth: _Growth) -> Change:
    records = [record for now, _ in tellers for record in now.ids]
    earlier = [record for _, verdict in tellers for record in verdict.against]
    return Change(
        kind="updated",
        about=tellers[0][0].lead.what,
        records=_unique([*records, *(point.record for point in growth.now)]),
        earlier=_unique([*earlier, *(point.record for point in growth.before)]),
        delta=growth.delta,
        values=growth.values,
    )


def _series_change(growth: _Growth) -> Change:
    return Change(
        kind="updated",
        about=growth.series.of,
        records=tuple(point.record for point in growth.now),
        earlier=tuple(point.record for point in growth.before),
        delta=growth.delta,
        values=growth.values,
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
    if not before or not now or before[0].amount == now[0].amount or not _later(now[0], before[0], series.grows):
        return None
    return _Growth(series, now, before)


def _last(points: Sequence[Point], grows: bool) -> tuple[Point, ...]:
    """The points of the last day that give its value: the highest of a count that grows, else the only one."""
    day = max((point.day for point in points if point.day), default=None)
    latest = [point for point in points if point.day == day]
    amounts = {point.amount for point in latest}
    if not amounts or (len(amounts) > 1 and not grows):
        return ()
    top = [point for point in latest if point.amount == max(amounts)]
    return tuple(sorted(top, key=lambda point: (point.qualifier, point.record)))


def _later(now: Point, before: Point, grows: bool) -> bool:
    """True if it is a later count, and, unless it grows, not the count of somebody else."""
    same = grows or not now.said_by or not before.said_by or now.said_by == before.said_by
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


def _is_live(before: Telling) -> bool:
    """True if more was to be heard of it: a plan, a demand, a threat."""
    awaited = before.planned or before.lead.type in DEMANDS
    return awaited and not before.background and not before.negated


def _had_come(before: Telling, past: Sequence[Telling], rare: frozenset[str]) -> bool:
    """True if the last brief itself told what came of it."""
    return any(meet(before, other) and not is_older(other, before) and next_of(before, other, rare) for other in past)


def _is_spoken_of(before: Telling, current: Sequence[Telling]) -> bool:
    """True if something told now may touch on it: two words of its matter, or one and the same actor."""
    return any(
        len(common) >= SHARED or before.acting & now.acting
        for now in current
        if meet(before, now) and (common := _alike(before.matter, now.matter))
    )


def _alike(first: Iterable[str], second: Iterable[str]) -> set[str]:
    """The words of the first for which the second has the same or one of its meaning."""
    there = united(meaning(word) for word in second)
    return {word for word in first if meaning(word) & there}
