"""Who stands where on what, over time: stances of one holder on one target, and what targets share.

Targets are free words. Two of them are one only if their telling words agree, and never across a turn: "lifting the
sanctions" is not "the sanctions", and to deny a charge is not to oppose what it charges.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from ..grounding.lexicon import family, meaning, opposites, phrasal, words_of
from ..grounding.names import code_of, plain_words
from ..grounding.words import FUNCTION_WORDS, fold, stem
from ..schemas import Position, Record, Stance, StancePoint
from .reports import Report, of_kind

__all__ = ["positions_of"]

Polarity = Literal["favor", "against", "neutral", "mixed"]

# Share of all telling words that two targets of one holder have in common.
_AGREE = 0.6
# More than this share of a target's telling words are words of its theme.
_COVER = 0.5
# So often, of all its places, a second word of a theme stands beside the first, and the first beside it.
_BESIDE = (0.5, 0.3)
# A theme heads a column of a table.
_MOST_THEME = 40
_SHORTEST = 3  # letters: leaves out "al", "el", "de" and initials
# Words that turn a target: who favors this is against what follows.
_TURNING = words_of(
    """drop replace remove end ban lift suspend cancel stop halt withdraw reject refuse oppose block delay postpone
    abandon scrap leave quit close shut prevent boycott revoke dismiss exclude resign prohibit forbid bar repeal
    abolish freeze disband disarm dissolve reverse avoid keep cease denounce veto overthrow oust sack reduce
    replacement removal closure cancellation suspension exclusion resignation abolition"""
)
# "Lift" and "closure" may both stand for reopening, the first for it and the second with a word that ends it.
_TURNED_BACK = words_of("reopen")
_TURNING_SMALL = frozenset("against without no not never neither nor".split())
# What is said is not what it is about.
_SAID = words_of(
    """charge claim allegation accusation complaint account link threat warning demand ultimatum denial rumor report
    reading leaflet interpretation suspicion blame criticism"""
)
# Offices and the ways into them: "as premier", "the nomination of", "nominee for prime minister" are one thing.
_OFFICE = words_of(
    """premier minister president chancellor nominee nomination candidate candidacy appointment
    speaker office post job bid run"""
)
# Who wants somebody in one of these says nothing on another.
_NAMED_OFFICES = words_of("premier president speaker chancellor minister")
# Words that no theme is made of.
_WIDE = words_of(
    """plan issue question government authority people force group conduct course choice use role talk
    matter policy side party member official public power new national foreign political decision proposal
    idea move work way case give take make get put have hold show"""
)
# Offices that have two names, or a name and one for whoever holds them.
_OFFICES = {
    "premier": re.compile(r"\b(?:heads? of (?:the )?government|prime minister|premiership)\b", re.IGNORECASE),
    "president": re.compile(r"\b(?:heads? of state|presidency)\b", re.IGNORECASE),
}
_ARTICLES = ("the ", "a ", "an ", "any ", "further ")
_NOUNS_IN_ING = frozenset("meeting building hearing ruling spending funding briefing shelling bombing nothing".split())


@dataclass(frozen=True, slots=True)
class _Target:
    """A target's words: `core` tell it from others, `office`, `turns` and `said` say in which way it is meant.

    `actions` are what is to be done ("reopening"), a part of `core`; `stems` serve to find contraries.
    """

    text: str
    core: frozenset[str]
    office: frozenset[str]
    turns: frozenset[str]
    said: bool
    actions: frozenset[str]
    stems: frozenset[str]

    @property
    def manner(self) -> tuple[bool, bool]:
        """Whether it turns what it names, and whether it is something said."""
        return bool(self.turns), self.said


@lru_cache(maxsize=8192)
def _target(text: str) -> _Target:
    plain = text
    for office, names in _OFFICES.items():
        plain = names.sub(office, plain)
    words = [fold(word) for word in plain_words(plain)]
    content = [
        (word, phrasal(word, after) or _root(word))
        for word, after in pairwise([*words, ""])
        if word not in FUNCTION_WORDS and len(word) >= _SHORTEST and not word[0].isdigit()
    ]
    roots = frozenset(root for _, root in content)
    turns = roots & _TURNING | (set(words) & _TURNING_SMALL)
    core = roots - turns - _OFFICE - _SAID
    return _Target(
        text=text,
        core=core,
        office=_OFFICE & roots,
        turns=turns,
        said=bool(_SAID & roots),
        actions=frozenset(root for w, root in content if w.endswith("ing") and w not in _NOUNS_IN_ING) & core,
        stems=frozenset(stem(w) for w, _ in content),
    )


# ------------------------------------------------------------------------------------ one target


def _agreement(first: _Target, second: _Target) -> float:
    """0 if they are not one target, else the share of their words that agree."""
    if first.text.casefold() == second.text.casefold():
        return 1.0
    if first.manner != second.manner or not _same_turn(first, second):
        return 0.0
    if _other_office(first, second) or _contrary(first, second):
        return 0.0
    exact = first.core & second.core
    if not exact or not (_acted(first, second) and _acted(second, first)):
        return 0.0
    extra = _unmatched(first.core, second.core), _unmatched(second.core, first.core)
    common = len(first.core) - extra[0]
    share = common / (common + sum(extra))
    shorter = min(extra) == 0 and max(extra) == 1
    alike = bool(first.office) == bool(second.office) or not any(extra)
    return share if alike and (share >= _AGREE or shorter) else 0.0


def _same_turn(first: _Target, second: _Target) -> bool:
    """True if the turning words of both are as many and mean the same, each by each."""
    groups = [[meaning(turn) - _TURNED_BACK for turn in sorted(target.turns)] for target in (first, second)]
    return len(groups[0]) == len(groups[1]) and all(any(a & b for b in groups[1]) for a in groups[0])


def _other_office(first: _Target, second: _Target) -> bool:
    offices = first.office & _NAMED_OFFICES, second.office & _NAMED_OFFICES
    return bool(offices[0] and offices[1]) and not offices[0] & offices[1]


def _contrary(first: _Target, second: _Target) -> bool:
    return any(opposites(word) & second.stems for word in first.stems)


def _acted(first: _Target, second: _Target) -> bool:
    """True if what `first` would do, `second` names as well."""
    return all(meaning(action) & _meanings(second.core) for action in first.actions)


def _unmatched(roots: Iterable[str], others: Collection[str]) -> int:
    there = _meanings(others)
    return sum(1 for root in roots if root not in others and not meaning(root) & there)


def _meanings(roots: Iterable[str]) -> frozenset[str]:
    return frozenset(name for root in roots for name in meaning(root))


def _groups(texts: Iterable[str]) -> list[list[_Target]]:
    """Targets of one holder, those that are one together: each agrees with each, and a doubtful one stands alone."""
    groups: list[list[_Target]] = []
    for target in sorted(map(_target, set(texts)), key=lambda t: (-len(t.core), t.text)):
        scores = [min(_agreement(target, member) for member in group) for group in groups]
        best = max(scores, default=0.0)
        if best > 0 and scores.count(best) == 1:
            groups[scores.index(best)].append(target)
        else:
            groups.append([target])
    return groups


# ------------------------------------------------------------------------------------- positions


@dataclass(frozen=True)
class _Held:
    """The reports of one holder on one target; `now` are those of this period."""

    holder: str
    targets: tuple[_Target, ...]
    now: tuple[Report[Stance], ...]
    before: tuple[Report[Stance], ...]

    @property
    def core(self) -> frozenset[str]:
        return frozenset[str]().union(*(target.core for target in self.targets))

    @property
    def manner(self) -> tuple[bool, bool]:
        return self.targets[0].manner


def positions_of(reports: Sequence[Report[Record]], earlier: Sequence[Report[Record]] = ()) -> tuple[Position, ...]:
    """The positions that the stances among `reports` show; `earlier` are the records of the last brief.

    Points are in order of day, undated ones first. The polarity is that of the period's last day, "mixed" if that day
    shows several. A report of the last brief, or of an earlier day, with another polarity makes a position shifted; an
    undated report of this period shows no shift. Positions that only `earlier` shows are left out. Holders with most
    positions come first, then by key; a theme is empty if no other holder shares it.
    """
    held = list(_held(reports, earlier))
    themes = _themes(held)
    count: dict[str, int] = {}
    for each in held:
        count[each.holder] = count.get(each.holder, 0) + 1
    positions = [_position(each, theme) for each, theme in zip(held, themes, strict=True)]
    return tuple(sorted(positions, key=lambda p: (-count[p.holder], p.holder, p.target, p.points[0].record)))


def _held(reports: Sequence[Report[Record]], earlier: Sequence[Report[Record]]) -> Iterator[_Held]:
    now, before = _by_holder(reports), _by_holder(earlier)
    known = {report.record.id for group in now.values() for report in group}
    for holder in sorted(now):
        old = [report for report in before.get(holder, ()) if report.record.id not in known]
        for targets in _groups(report.record.target for report in (*now[holder], *old)):
            texts = {target.text for target in targets}
            current = tuple(report for report in now[holder] if report.record.target in texts)
            if current:
                yield _Held(
                    holder, tuple(targets), current, tuple(report for report in old if report.record.target in texts)
                )


def _by_holder(reports: Sequence[Report[Record]]) -> dict[str, list[Report[Stance]]]:
    unique = {report.record.id: report for report in of_kind(reports, Stance)}
    groups: dict[str, list[Report[Stance]]] = {}
    for _, report in sorted(unique.items()):
        groups.setdefault(report.key(report.record.holder), []).append(report)
    return groups


def _position(held: _Held, theme: str) -> Position:
    points = sorted((*held.now, *held.before), key=lambda r: (r.day or date.min, r.record.id))
    last = max((report.day for report in held.now if report.day), default=None)
    polarity = _polarity(report for report in held.now if report.day == last)
    past = [*held.before, *(report for report in held.now if report.day and last and report.day < last)]
    return Position(
        holder=held.holder,
        target=_fullest(held.now),
        theme=theme,
        polarity=polarity,
        points=tuple(StancePoint(record=r.record.id, polarity=r.record.polarity, day=r.day) for r in points),
        shifted=any(report.record.polarity != polarity for report in past),
    )


def _polarity(reports: Iterable[Report[Stance]]) -> Polarity:
    shown = sorted({report.record.polarity for report in reports})
    return shown[0] if len(shown) == 1 else "mixed"


def _fullest(reports: Iterable[Report[Stance]]) -> str:
    """The target that tells most, and of those the shortest."""
    return min((r.record.target for r in reports), key=lambda text: (-len(_target(text).core), len(text), text))


# ---------------------------------------------------------------------------------------- themes


def _themes(held: Sequence[_Held]) -> list[str]:
    """The theme of each: the word that most holders share gathers its targets, then the next."""
    themes = [""] * len(held)
    for manner in sorted({each.manner for each in held}):
        left = {n for n, each in enumerate(held) if each.manner == manner}
        while found := _cluster(held, left):
            roots, members = found
            name = _theme_name([held[n] for n in members], roots)
            for n in members:
                themes[n] = name
            left -= set(members)
    return themes


def _cluster(held: Sequence[_Held], left: Collection[int]) -> tuple[frozenset[str], list[int]] | None:
    """The words of the theme with most holders among the positions `left`, and its positions; None if none has two."""
    places: dict[str, set[int]] = {}
    for n in sorted(left):
        for root in held[n].core - _WIDE:
            places.setdefault(root, set()).add(n)
    best: tuple[tuple[int, int, str], frozenset[str], list[int]] | None = None
    for seed in sorted(places):
        roots = _beside(seed, places, held)
        members = [n for n in sorted(left) if _covers(roots, held[n])]
        holders = len({held[n].holder for n in members})
        rank = (-holders, -len(members), seed)
        if holders > 1 and not seed.isupper() and (best is None or rank < best[0]):
            best = rank, roots, members
    return best[1:] if best else None


def _beside(seed: str, places: Mapping[str, set[int]], held: Sequence[_Held]) -> frozenset[str]:
    """The seed, and the words of several holders that often stand beside it, as it does beside them."""
    there = places[seed]
    near = {
        root
        for root, where in places.items()
        if len({held[n].holder for n in where & there}) > 1
        and len(where & there) >= max(_BESIDE[0] * len(where), _BESIDE[1] * len(there))
    }
    return frozenset(near | {seed})


def _covers(roots: frozenset[str], held: _Held) -> bool:
    """True if one of its targets has such words for most of its own; of two words one is enough."""
    return any(_told(roots, target) for target in held.targets)


def _told(roots: frozenset[str], target: _Target) -> bool:
    # "Premier of Sarvan": the country of an office tells nothing.
    words = target.core - _WIDE - {root for root in target.core if target.office and root.isupper()}
    acts = {action for action in target.actions if meaning(action) & _meanings(roots)}
    # Who would try the prisoners says nothing on their transfer.
    if not words & roots or target.actions - roots - acts:
        return False
    share = len(words & (roots | acts)) / len(words)
    if acts - roots:
        return share == 1
    # "the police account" and "the claim that the police fired first" are contrary claims with one word in common.
    return share > _COVER or (share == _COVER and len(words) == 2 and not target.said)


def _theme_name(members: Sequence[_Held], roots: frozenset[str]) -> str:
    """The shortest target that says no more than what is shared, better in two words than in one; else the words."""
    targets = [_target(report.record.target) for held in members for report in held.now]
    within = [target for target in targets if target.core - _WIDE <= roots]
    if not within:
        return _shared_words(targets[0].text, roots)
    telling = [target for target in within if len(_bare(target.text).split()) > 1] or within
    name = min((_bare(target.text) for target in telling), key=lambda text: (len(text), text))
    return name if len(name) <= _MOST_THEME else _shared_words(name, roots)


def _bare(text: str) -> str:
    article = next((a for a in _ARTICLES if text.casefold().startswith(a)), "")
    return text[len(article) :].strip()


def _shared_words(text: str, roots: frozenset[str]) -> str:
    """The words of a theme as `text` writes them, with those that turn it or call it a claim."""
    kept = roots | _SAID | _TURNING
    words = [word for word in plain_words(text) if word in _TURNING_SMALL or _root(word) in kept]
    name = " ".join(dict.fromkeys(words)) or text
    return name if len(name) <= _MOST_THEME else name[:_MOST_THEME].rsplit(" ", 1)[0]


def _root(word: str) -> str:
    return code_of(word) or family(word)
