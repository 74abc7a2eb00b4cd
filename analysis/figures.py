"""Figures across articles: the values of one quantity as a series, and values of it that cannot all be right.

Precision goes first: two figures are of one quantity only if unit, action, what is left of their words, places and
names agree; a part ("nine of them officers") is not its whole, a batch ("another 880") not a level, and a plan
("nearly 4,000 that are to be moved") not a count. What cannot be told apart safely stays apart.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from ..grounding.lexicon import family
from ..grounding.qualifiers import qualifier_class
from ..grounding.words import stem
from ..schemas import Contradiction, Figure, Point, Record, Series, text_hash
from .counts import BY_ACCOUNT, LOCAL, VICTIMS, Count, count_of
from .reports import Report, of_kind
from .sides import disagreement

__all__ = ["series_of"]

# Sentences of one article that are so close tell of one incident.
_NEAR = 2
# Counts that never fall if they are right.
_CUMULATIVE = frozenset({"dead", "hurt", "arrest", "move", "release"})
# Classes of people who are handed over.
_MOVED = frozenset({"people", "prisoner", "fighter"})
# Words that make a part of a count: whose, or which ones.
_GROUPS = frozenset(
    stem(word)
    for word in """police officer soldier guard child woman civilian journalist student group batch first second
    security medic worker road flight""".split()
)
# Families that a sentence on any incident has.
_PLAIN = frozenset(
    family(word)
    for word in """kill die wound injure hurt people person official say tell police arrest march crowd fighter
    prisoner attack explosion blast strike drone fire open soldier officer hospital doctor count number destroy
    dawn morning night day week month year deny report dozen others army militia force city town village province
    group shoot gunfire march protest""".split()
)


# ---------------------------------------------------------------------------------- one quantity


def _same(first: Count, second: Count) -> bool:
    """True if two figures count the same thing; see the module's docstring."""
    if first.action != second.action or not _same_head(first, second) or not _rest_agrees(first, second):
        return False
    if not _names_agree(first, second):
        return False
    if first.report.article.id == second.report.article.id:
        return first.action not in LOCAL or _is_near(first, second)
    return _same_scene(first, second)


def _same_head(first: Count, second: Count) -> bool:
    if first.head == second.head:
        return bool(first.head)
    # Who is handed over is a prisoner, whatever else he was.
    if first.action == "move" and {first.head, second.head} <= _MOVED:
        return True
    # The fighters whom a blast killed may be all whom it killed; soldiers, officers, children are a part.
    return {first.head, second.head} == {"fighter", "people"} and first.action in VICTIMS


def _rest_agrees(first: Count, second: Count) -> bool:
    if first.action in VICTIMS and not (first.rest and second.rest):
        return not (first.rest | second.rest) & _GROUPS
    if not first.action:
        return bool(first.rest | first.own) and first.rest == second.rest
    return first.rest == second.rest or len(first.rest & second.rest) > len(first.rest ^ second.rest)


def _names_agree(first: Count, second: Count) -> bool:
    """True if what one counts is named around the other, and neither was counted at another place."""
    if not first.action and first.own != second.own:
        return False
    if first.action in LOCAL and _elsewhere(first, second):
        return False
    if first.own and second.own:
        return first.own <= second.near or second.own <= first.near
    if first.action not in LOCAL:
        return True
    return (first.own or second.own) <= (second.near if first.own else first.near)


def _elsewhere(first: Count, second: Count) -> bool:
    """True if both were counted at a place, and neither place is named around the other count."""
    if not (first.places and second.places) or first.places & second.places:
        return False
    if first.placed and second.placed:
        return not (first.places & second.around or second.places & first.around)
    return not (first.places & second.near or second.places & first.near)


def _is_near(first: Count, second: Count) -> bool:
    pairs = ((a, b) for a in first.report.record.sentences for b in second.report.record.sentences)
    return any(abs(a - b) <= _NEAR for a, b in pairs)


def _same_scene(first: Count, second: Count) -> bool:
    """True if two articles tell of one incident, as far as the counted thing needs one."""
    if first.action not in LOCAL:
        return bool(first.near & second.near) or bool(first.own & second.own)
    shared = (first.words & second.words) - _PLAIN
    return bool(first.near & second.near) and len(shared) >= 1


def _clusters(counts: Sequence[Count]) -> list[list[Count]]:
    """Counts of one quantity together: each is the same as every other one of its cluster."""
    found: list[list[Count]] = []
    for count in sorted(counts, key=lambda c: c.order):
        home = next((cluster for cluster in found if all(_same(count, other) for other in cluster)), None)
        if home is None:
            found.append([count])
        else:
            home.append(count)
    return found


# ---------------------------------------------------------------------------------- series


def series_of(reports: Sequence[Report[Record]]) -> tuple[tuple[Series, ...], tuple[Contradiction, ...]]:
    """The quantities that are told at several days or beside a plan, and the counts that cannot both hold.

    A series has counts of two days and of two values, or a count beside a planned number; equal values of one day and
    origin are one point. `grows` needs counts of two days that never fall, their tolerance granted.

    Two counts contradict each other if their tolerances do not meet, their origins or speakers differ, and they are of
    one day. Of different days they do so only if a cumulative count is lower one day later by another origin and
    another speaker: a higher one is growth, a later one a revision. Undated counts are compared only if they are of an
    incident's dead or wounded, which one incident has once.
    """
    made = (count_of(report) for report in of_kind(reports, Figure))
    counts = [count for count in made if count and not count.part]
    clusters = _clusters(counts)
    series = [one for cluster in clusters if (one := _series(cluster))]
    differing = [_contradiction(group) for group in _clashes(counts)]
    return tuple(sorted(series, key=lambda s: s.id)), tuple(sorted(differing, key=lambda c: c.id))


def _series(cluster: Sequence[Count]) -> Series | None:
    told = [count for count in cluster if not count.planned]
    days = {count.day for count in told if count.day}
    planned = any(count.planned for count in cluster)
    if not told or not (planned or (len(days) > 1 and len({count.amount for count in told}) > 1)):
        return None
    last = max(told, key=lambda c: (c.day or date.min, c.order))
    points = {(c.report.origin, c.day, c.amount, c.planned): c for c in sorted(cluster, key=lambda c: c.order)[::-1]}
    kept = sorted(points.values(), key=lambda c: c.order)
    return Series(
        id=text_hash(" ".join(sorted(count.report.record.id for count in kept))),
        of=BY_ACCOUNT.sub("", last.report.record.of),
        unit=last.report.record.unit,
        points=tuple(_point(count) for count in kept),
        grows=len(days) > 1 and _grows(told),
    )


def _point(count: Count) -> Point:
    figure = count.report.record
    return Point(
        record=figure.id,
        value=figure.value,
        amount=count.amount,
        qualifier=figure.qualifier,
        day=count.day,
        planned=count.planned,
        said_by=figure.said_by,
    )


def _grows(told: Sequence[Count]) -> bool:
    dated = [count for count in told if count.day]
    return all(
        later.high >= earlier.low
        for earlier, later in combinations(sorted(dated, key=lambda c: c.order), 2)
        if earlier.day != later.day
    )


# ---------------------------------------------------------------------------------- contradictions


def _clashes(counts: Sequence[Count]) -> list[list[Count]]:
    """Groups of counts in each of which one cannot hold beside another; with those that say the same as one of them."""
    told = sorted((count for count in counts if not count.planned), key=lambda c: c.order)
    pairs = [(a, b) for a, b in combinations(told, 2) if _clash(a, b) and _same(a, b) and _is_tally(a, b, told)]
    groups: list[list[Count]] = []
    for first, second in pairs:
        home = next((group for group in groups if first in group or second in group), None)
        if home is None:
            groups.append(home := [])
        home.extend(count for count in (first, second) if count not in home)
    return groups


def _clash(first: Count, second: Count) -> bool:
    """True if two values cannot both hold, whatever they count."""
    if first.low <= second.high and second.low <= first.high:
        return False
    other_voice = bool(first.voice and second.voice and first.voice != second.voice)
    other_origin = first.report.origin != second.report.origin
    if not (other_voice or other_origin):
        return False
    if first.day is None or second.day is None:
        return first.action in VICTIMS
    if first.day == second.day:
        return True
    earlier, later = sorted((first, second), key=lambda c: c.order)
    fell = later.high < earlier.low and later.day and earlier.day and later.day - earlier.day <= timedelta(days=1)
    return bool(fell and first.action in _CUMULATIVE and other_origin and first.voice != second.voice)


def _is_tally(first: Count, second: Count, told: Sequence[Count]) -> bool:
    """True unless one counts a group of those whom the other counts.

    Fighters killed are all who were killed only where their sentence tells the wounded too, and nothing else in their
    article counts the dead.
    """
    if first.head == second.head:
        return True
    fighters = first if first.head == "fighter" else second
    mine = [c for c in told if c.report.article.id == fighters.report.article.id and c is not fighters]
    beside = [c for c in mine if set(c.report.record.sentences) & set(fighters.report.record.sentences)]
    whole = any(c.action == fighters.action and c.head == "people" for c in mine)
    return not whole and any(c.action in VICTIMS - {fighters.action} for c in beside)


def _contradiction(group: Sequence[Count]) -> Contradiction:
    by_value: dict[tuple[float, str], list[Count]] = {}
    for count in group:
        by_value.setdefault((count.amount, qualifier_class(count.report.record.qualifier)), []).append(count)
    sides = [(_holders(counts), _says(counts[0]), [c.report for c in counts]) for counts in by_value.values()]
    longest = max((BY_ACCOUNT.sub("", c.report.record.of) for c in group), key=lambda of: (len(of), of))
    return disagreement("figure", longest, sides)


def _holders(counts: Sequence[Count]) -> str:
    names = sorted({_holder(count) for count in counts})
    return ", ".join(names)


def _holder(count: Count) -> str:
    """Who gives a count: as the record or its words say, else the outlet."""
    figure = count.report.record
    told = BY_ACCOUNT.search(figure.of)
    return figure.said_by or (told and (told["who"] or told["source"])) or count.voice or count.report.article.outlet


def _says(count: Count) -> str:
    figure = count.report.record
    unit = figure.unit
    value = f"{unit}{figure.value}" if unit in {"$", "€", "£"} else f"{figure.value} {unit}".strip()
    return f"{figure.qualifier} {value}".strip() + f" ({figure.of})"
