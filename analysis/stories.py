"""How an event stands to what the last brief told: the same again, its next step, its contrary, or new.

One event told again is found by merging over both periods. The next step of a story is another event, and is taken for
one only if who acts, what it is about and the pair of types agree; where that is in doubt, an event is new.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..grounding.lexicon import family as word_family
from ..grounding.lexicon import words_of
from ..grounding.names import plain_words
from ..schemas import EventType, Novelty
from .tellings import Telling

__all__ = ["DEMANDS", "SHARED", "Verdict", "is_older", "meet", "next_of", "rare_words", "verdict_of"]

# Words of its matter that a next step shares with what came before; and how many tellings may have a word that counts.
SHARED = 2
_RARE = (4, 0.08)
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
DEMANDS = frozenset({_T.REQUEST, _T.THREATEN})
# Who rejects one of these takes back nothing.
_CHARGES = words_of("deny charge accusation complaint allegation claim denial")
_OUTCOMES = words_of(
    """kill die wound injure arrest release sign collapse destroy escape resign elect convict sentence expire approve
    displace evacuate surrender capture death casualty"""
)
_EXPIRED = words_of("expire")
# Who sets a deadline waits for it to run out.
_DEADLINES = words_of("until unless deadline ultimatum")


@dataclass(frozen=True)
class Verdict:
    """How a telling stands to the last brief, and what it is set against."""

    novelty: Novelty
    against: tuple[str, ...] = ()
    delta: str = ""


def rare_words(tellings: Iterable[Telling]) -> frozenset[str]:
    """The words of matter that few tellings have."""
    matters = [telling.matter for telling in tellings]
    most = max(_RARE[0], _RARE[1] * len(matters))
    return frozenset(word for word, n in Counter(w for matter in matters for w in matter).items() if n <= most)


def _same_actor(before: Telling, now: Telling) -> bool:
    return bool(before.acting & now.acting_reach or now.acting & before.acting_reach)


def meet(before: Telling, now: Telling) -> bool:
    """True if somebody has a part in both."""
    return bool(before.keys & now.reach or now.keys & before.reach)


def verdict_of(before: Telling | None, now: Telling, past: Sequence[Telling], rare: frozenset[str]) -> Verdict:
    """How an event stands to the last brief: to what this told of it, else to that of the `past` which it follows.

    `rare` are the words of matter that tell one story from another.
    """
    if now.background:
        return Verdict("known", before.ids if before else ())
    if before:
        return _retold(before, now)
    found = [
        ((-len(before.matter & now.matter & rare), n), verdict)
        for n, before in enumerate(past)
        if meet(before, now) and not is_older(now, before) and (verdict := next_of(before, now, rare))
    ]
    return min(found, key=lambda each: each[0])[1] if found else Verdict("new")


def _retold(before: Telling, now: Telling) -> Verdict:
    """One event told in both periods."""
    if before.negated != now.negated or (before.planned and now.called_off and not before.called_off):
        return Verdict("reversed", before.ids)
    if before.planned and now.done:
        return Verdict("updated", before.ids, "planned, now done")
    if _adds(before, now):
        return Verdict("updated", before.ids)
    origins = {report.origin for report in before.reports}
    more = len({report.origin for report in now.reports} - origins)
    if len(origins) == 1 and more:
        return Verdict("updated", before.ids, f"now also reported by {more} more origin{'s' if more > 1 else ''}")
    return Verdict("known", before.ids)


def _adds(before: Telling, now: Telling) -> bool:
    """True if there is a number, an actor, an outcome or a type that was not there."""
    unknown = [key for key in now.keys - before.reach if not now.near[key] & before.keys]
    return bool(
        now.numbers - before.numbers
        or unknown
        or (now.words & _OUTCOMES) - before.words
        or now.lead.type not in {report.record.type for report in before.reports}
    )


def is_older(now: Telling, before: Telling) -> bool:
    """True if it was over before the other was reported: nothing that follows from it."""
    days = [report.day for report in before.reports if report.day]
    end = now.lead.when.end
    return bool(end and days and end < min(days))


def next_of(before: Telling, now: Telling, rare: frozenset[str]) -> Verdict | None:
    """What `now` is to another event of the last brief: its opposite, its next step, or nothing."""
    if before.background:
        return None
    shared = len(before.matter & now.matter & rare)
    if _breaks(before, now) or _takes_back(before, now, shared) or _undoes(before, now, shared):
        return Verdict("reversed", before.ids)
    if shared >= SHARED or _ran_out(before, now) or (_arrives(before, now) and before.places & now.places):
        return _step(before, now)
    return None


def _breaks(before: Telling, now: Telling) -> bool:
    """True if those who ceased fire fight: both sides of it, and nobody else."""
    if (before.lead.type, before.lead.mode, now.lead.type) != (_T.RETREAT, "ceasefire", _T.ASSAULT):
        return False
    return before.done and now.done and len(now.keys & before.keys) > 1 and now.keys <= before.reach


def _takes_back(before: Telling, now: Telling, shared: int) -> bool:
    """True if an actor does the contrary of what it did, in the same matter."""
    if now.lead.type not in _BACK.get(before.lead.type, ()) or not _same_actor(before, now):
        return False
    if before.negated or now.negated or now.planned or now.words & _CHARGES:
        return False
    return shared >= SHARED or bool(shared and before.taking & now.taking)


def _undoes(before: Telling, now: Telling, shared: int) -> bool:
    """True if the same was denied and is done, or the reverse; or if a plan is called off."""
    if shared < SHARED or not _same_actor(before, now):
        return False
    if before.planned and not before.negated and now.called_off and not before.called_off:
        return True
    if before.planned and now.lead.type in _NEXT.get(before.lead.type, ()):
        return now.negated and not now.planned and not before.negated
    return before.lead.type == now.lead.type and before.negated != now.negated and not now.planned


def _step(before: Telling, now: Telling) -> Verdict | None:
    """The next step of a story, if the types say so and those act from whom it is expected."""
    kinds = before.lead.type, now.lead.type
    if before.negated or now.negated or now.planned:
        return None
    fulfilled = kinds[0] == kinds[1] and before.planned and now.done
    follows = fulfilled or _ran_out(before, now) or kinds[1] in _NEXT.get(kinds[0], ())
    if not follows or not _expected(before, now):
        return None
    planned = before.planned and kinds[0] not in DEMANDS and kinds[1] != _T.REJECT
    return Verdict("updated", before.ids, "planned, now done" if planned else _answer(kinds))


def _ran_out(before: Telling, now: Telling) -> bool:
    """True if one set a deadline, and another tells that a deadline is over."""
    kinds = {before.lead.type, now.lead.type}
    set_ = before.words | {word_family(word) for word in plain_words(before.lead.when.words)}
    return kinds == {_T.THREATEN} and bool(set_ & _DEADLINES) and bool(_EXPIRED & (now.words - before.words))


def _arrives(before: Telling, now: Telling) -> bool:
    """True for a visit where somebody was expected: a place is then matter enough."""
    return before.planned and (now.lead.type, now.lead.mode) == (_T.CONSULT, "visit")


def _answer(kinds: tuple[EventType, EventType]) -> str:
    return "asked, now refused" if kinds == (_T.REQUEST, _T.REJECT) else ""


def _expected(before: Telling, now: Telling) -> bool:
    """True if they act of whom something was asked, or who were accused; else those who acted before."""
    if before.lead.type == _T.REQUEST:
        return bool(now.acting & before.taking or (now.acting & before.reach and before.acting & now.reach))
    if before.lead.type == _T.ACCUSE:
        return bool(before.taking & now.taking)
    return _same_actor(before, now)
