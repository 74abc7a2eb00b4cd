"""Records that cannot all be right: a claim and its denial, two doers of one deed, two days of it, rival accounts.

Which side is right is never said. Precision goes first: who turns down a plan, a demand, a candidate or a truce
contradicts nobody, and two positions on one matter are positions. Figures that differ are told by `figures`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from ..grounding import read_numbers
from ..grounding.lexicon import words_of
from ..schemas import Contradiction, Event, EventType, Record
from .accounts import accounts
from .counts import families
from .denials import denials, negations
from .reports import Family, Report, alone
from .sides import (
    Draft,
    Testimony,
    Voice,
    apart,
    disagreement,
    doers,
    event_of,
    kin,
    kin_of,
    likeness,
    outlet_side,
    side_of,
    testimony,
)

__all__ = ["contradictions_of"]

_EACH_OTHER = re.compile(r"\b(?:each (?:other|side|party)|one another|both sides|the two sides)\b[^.]*", re.IGNORECASE)
_BLAMES = re.compile(
    r"\b(?:blam|accus|fired|fire|start|shot|attack|struck|respons|broke|violat|began|opened)", re.IGNORECASE
)
_AGAIN = re.compile(r"\b(?:second|third|another|again|new|fresh|more|further|repeated|next)\b", re.IGNORECASE)
_VIOLENCE = words_of("fire shoot shot gunfire rifle gun weapon attack strike shell mortar rocket bomb kill")
_ALIKE = 0.5  # share of words in which an event and its negation agree
_TWINS = 0.7  # share of words in which two reports of one event on two days agree
# Telling words that two denials between the same two share if they are of one charge.
_SHARED = 2
_WEEK = timedelta(days=7)
# Of contradictions that share a record, the first of these kinds names it.
_KINDS = ("actor", "denial", "time", "account")


def contradictions_of(
    reports: Sequence[Report[Record]],
    groups: Sequence[tuple[Report[Event], ...]],
    *,
    family: Family = alone,
) -> tuple[Contradiction, ...]:
    """What the records of some articles hold against each other, figures aside; `groups` are the merged events.

    `family` gives the keys of those to whom an actor belongs: an army and its state are no two doers.

    `denial`: a claim and what denies it, or an event and its negation. `actor`: one deed, and who did it, told
    differently. `time`: one event on days that do not meet. `account`: two speakers on one matter, the second of whom
    is set against the first. Contradictions that share a record are one. The result does not depend on the order of
    the reports. A denied report that no record tells has the denying record on both sides: its sentence carries both.
    """
    told = sorted((each for report in reports if (each := testimony(report))), key=lambda t: t.order)
    group = {report.record.id: at for at, members in enumerate(groups) for report in members}
    drafts = [
        *denials(told),
        *negations(told),
        *_doers(told, group, family),
        *_mutual(told),
        *_times(told, group),
        *accounts(told),
    ]
    joined = _joined(drafts, group)
    return tuple(sorted((made for draft in joined if (made := _made(draft))), key=lambda c: (c.kind, c.id)))


def _joined(drafts: Iterable[Draft], group: Mapping[str, int]) -> list[Draft]:
    """Drafts that share a record or an event, or tell the same of the same two, as one."""
    found: list[Draft] = []
    for draft in drafts:
        same = [other for other in found if _is_one(other, draft, group)]
        for other in same:
            found.remove(other)
        parts = sorted([*same, draft], key=lambda d: (_KINDS.index(d.kind), d.about))
        found.append(Draft(parts[0].kind, parts[0].about, [side for part in parts for side in part.sides]))
    return found


def _is_one(first: Draft, second: Draft, group: Mapping[str, int]) -> bool:
    if first.ids & second.ids:
        return True
    events, others = ({group[key] for key in draft.ids if key in group} for draft in (first, second))
    if events & others:
        return True
    if first.kind != "denial" or second.kind != "denial":
        return False
    claimers = first.keys("claim") & second.keys("claim")
    deniers = first.keys("denial") & second.keys("denial")
    return bool(claimers and deniers) and len(first.words & second.words) >= _SHARED


def _made(draft: Draft) -> Contradiction | None:
    """A contradiction of the sides of a draft: those of one role whose voices are of kin are one side."""
    sides: list[tuple[str, set[str], list[Testimony], list[tuple[str, str]]]] = []
    for role, told, voice, says in sorted(draft.sides, key=lambda s: (s[0], s[1].order, s[2].name)):
        home = next((side for side in sides if side[0] == role and side[1] & (voice.keys or {voice.name})), None)
        if home is None:
            sides.append(home := (role, set(), [], []))
        home[1].update(voice.keys or {voice.name})
        if told not in home[2]:
            home[2].append(told)
            home[3].append((voice.name, says))
    if len(sides) < 2:
        return None
    given = [(_holder(names), _words(tolds, names), [t.report for t in tolds]) for _, _, tolds, names in sides]
    return disagreement(draft.kind, draft.about, given)


def _holder(names: Sequence[tuple[str, str]]) -> str:
    """The name that most records give; of equal ones the longest."""
    counted = Counter(name for name, _ in names)
    return max(counted, key=lambda name: (counted[name], len(name), name))


def _words(told: Sequence[Testimony], names: Sequence[tuple[str, str]]) -> str:
    """What a side says: in the words of its first event, else of its first record."""
    events = [says for each, (_, says) in zip(told, names, strict=True) if isinstance(each.record, Event)]
    return events[0] if events else names[0][1]


# ------------------------------------------------------------------------------------ actor


def _doers(told: Sequence[Testimony], group: Mapping[str, int], family_of: Family) -> Iterator[Draft]:
    """Assaults that two reports give to two doers who are not of kin."""
    deeds = [each for each in told if isinstance(each.record, Event) and each.record.type == EventType.ASSAULT]
    for first, second in combinations(deeds, 2):
        a, b = event_of(first), event_of(second)
        ours, theirs = (
            kin_of(event.actors, each.report).union(*(family_of(each.report.key(name)) for name in event.actors))
            for event, each in ((a, first), (b, second))
        )
        if (
            not (a.actors and b.actors)
            or ours & theirs
            or not _other_voice(first, second)
            or "negation" in [*a.aux, *b.aux]
        ):
            continue
        if not (_all_named(a) and _all_named(b)) and not (a.said_by and b.said_by):
            continue
        if _one_deed(first, second, group):
            yield Draft("actor", a.what, [outlet_side(first, "first"), outlet_side(second, "second")])


def _all_named(event: Event) -> bool:
    """True if its doers have names: "gunmen" may be of anybody's."""
    return any(name[:1].isupper() for name in event.actors)


def _other_voice(first: Testimony, second: Testimony) -> bool:
    ours, theirs = (event_of(each).said_by for each in (first, second))
    return first.report.origin != second.report.origin or bool(ours and theirs and ours != theirs)


def _one_deed(first: Testimony, second: Testimony, group: Mapping[str, int]) -> bool:
    at = group.get(first.record.id, -1)
    a, b = event_of(first), event_of(second)
    if at >= 0 and at == group.get(second.record.id):
        return True
    place = bool(kin(a.where) & kin(b.where))
    suffered = bool(kin_of(a.recipients, first.report) & kin_of(b.recipients, second.report))
    day = _one_day(first, second)
    alike = len(families(a.what) & families(b.what)) / max(1, len(families(a.what) | families(b.what)))
    # Who fights at one place on one day strikes back too: the words must tell of the same victims.
    return a.type == b.type and a.mode == b.mode and place and day and suffered and alike >= _ALIKE


def _one_day(first: Testimony, second: Testimony) -> bool:
    """True if two events are told of one day, or one article tells both in the same words of time."""
    a, b = event_of(first).when, event_of(second).when
    if a.start or b.start:
        return (a.start, a.end) == (b.start, b.end)
    return first.report.article.id == second.report.article.id and bool(a.words) and a.words == b.words


def _mutual(told: Sequence[Testimony]) -> Iterator[Draft]:
    """Records in which each blames the other, and charges of one article that answer each other on one violent deed."""
    for each in told:
        if not isinstance(each.record, Event) or each.record.type != EventType.ACCUSE or len(each.record.actors) < 2:
            continue
        if _EACH_OTHER.search(each.says) and _BLAMES.search(each.says):
            voices = [Voice(kin_of([name], each.report), name) for name in each.record.actors]
            yield Draft("actor", each.says, [(voice.name, each, voice, each.says) for voice in voices])
    for first, second in combinations((each for each in told if _charged(each)), 2):
        if first.report.article.id == second.report.article.id and _answers(first, second):
            yield Draft("actor", first.says, [side_of("charge", first), side_of("charge", second)])


def _charged(told: Testimony) -> frozenset[str]:
    """Those of whom somebody says that they did wrong: by a charge, or by telling of their assault."""
    if not isinstance(told.record, Event):
        return frozenset()
    if told.record.type == EventType.ASSAULT and told.record.said_by:
        return doers(told)
    return told.of if told.record.type == EventType.ACCUSE else frozenset()


def _answers(first: Testimony, second: Testimony) -> bool:
    """True if one charges with violence the other who, for the same violence, charges somebody else."""
    ours, theirs = _charged(first), _charged(second)
    back = first.by.keys & theirs or second.by.keys & ours
    others = bool(ours and theirs) and not ours & theirs
    return bool(back) and others and apart(first, second) and all(t.words & _VIOLENCE for t in (first, second))


# ------------------------------------------------------------------------------------ time


def _times(told: Sequence[Testimony], group: Mapping[str, int]) -> Iterator[Draft]:
    """Events that two origins put on days that do not meet."""
    events = [each for each in told if isinstance(each.record, Event) and each.record.when.start]
    for first, second in combinations(events, 2):
        if first.report.origin == second.report.origin or not _days_part(first, second):
            continue
        at = group.get(first.record.id, -1)
        if (at >= 0 and at == group.get(second.record.id)) or _twins(first, second):
            yield Draft("time", event_of(first).what, [outlet_side(first, "first"), outlet_side(second, "second")])


def _days_part(first: Testimony, second: Testimony) -> bool:
    """True if the days of two events do not meet, but lie in one week."""
    a, b = event_of(first).when, event_of(second).when
    if not (a.start and a.end and b.start and b.end) or (a.start <= b.end and b.start <= a.end):
        return False
    return abs(a.start - b.start) <= _WEEK and a.end - a.start <= timedelta(days=1) >= b.end - b.start


def _twins(first: Testimony, second: Testimony) -> bool:
    """True if two reports can only be of one event: alike in all but the day, and both made when both days were past.

    Who reported before the second day came told of another event.
    """
    a, b = event_of(first), event_of(second)
    days = [day for day in (first.report.day, second.report.day) if day]
    if len(days) < 2 or min(days) < max(a.when.start or date.max, b.when.start or date.max):
        return False
    if a.type != b.type or a.mode != b.mode or a.aux != b.aux or _AGAIN.search(f"{a.what} {b.what}"):
        return False
    numbers = [sorted(n.value for n in read_numbers(event.what)) for event in (a, b)]
    same = kin_of(a.actors, first.report) & kin_of(b.actors, second.report)
    return bool(same) and numbers[0] == numbers[1] and likeness(a.what, b.what) >= _TWINS
