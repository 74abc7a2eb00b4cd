"""Figures across articles: the values of one quantity as a series, and values of it that cannot all be right.

Precision goes first: two figures are of one quantity only if unit, action, what is left of their words, places and
names agree; a part ("nine of them officers") is not its whole, a batch ("another 880") not a level, and a plan
("nearly 4,000 that are to be moved") not a count. What cannot be told apart safely stays apart.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations

from ..grounding import read_numbers
from ..grounding.lexicon import family
from ..grounding.names import is_generic, read_names
from ..grounding.qualifiers import qualifier_class
from ..grounding.words import FUNCTION_WORDS, TOKEN, fold, parts, stem
from ..schemas import Contradiction, Figure, Point, Record, Series, Side, text_hash
from .reports import Report, of_kind

__all__ = ["disagreement", "families", "name_words", "series_of", "voice_of"]

# "about 120" may be this much more or less, as a share.
_TOLERANCE = 0.1
# Round numbers from here on ("6,000") are rounded, whether or not they say so.
_ROUNDED_FROM = 1000
# Sentences of one article that are so close tell of one incident.
_NEAR = 2

# What is done to what is counted: words that news put for each other, by class. The first class found decides, for
# "died since their arrival" counts the dead, and "held after being received" those held.
_ACTIONS = {
    "dead": "kill killed dead died die death deaths dying fatality fatalities toll",
    "hurt": "wound wounded injure injured injury injuries hurt",
    "arrest": "arrest arrested detain detained",
    "escape": "escape escaped",
    "release": "release released free freed",
    "held": "hold held holds housed",
    "room": "built capacity designed",
    "away": "flee fled displaced evacuated uprooted left",
    "move": """receive received hand handed transfer transferred transfers move moved fly flown bring brought arrive
        arrived arrival deliver delivered transport transported taken""",
    "crowd": "crowd march marched marchers rally rallied protesters demonstrators demonstrated turnout",
}
_ACTION = {stem(word): name for name, words in _ACTIONS.items() for word in words.split()}
# An incident's victims: such counts are of one incident or of none.
_VICTIMS = frozenset({"dead", "hurt"})
# Counts of what happened at one place, which a shared name of a country does not make one.
_LOCAL = _VICTIMS | {"arrest", "away", "crowd", "escape"}
# Counts that never fall if they are right.
_CUMULATIVE = frozenset({"dead", "hurt", "arrest", "move", "release"})

# Nouns that name the same people, by class; "people" may be any of them.
_PEOPLE = {
    "people": "people person persons human victim victims life lives dead wounded injured casualties death deaths",
    "prisoner": "prisoner prisoners detainee detainees inmate inmates captive captives convict convicts",
    "fighter": """fighter fighters militant militants gunman gunmen rebel rebels militiaman militiamen insurgents
        terrorist terrorists jihadist jihadists member members""",
    "family": "family families household households",
}
_DETAINEES = frozenset(_PEOPLE["prisoner"].split())
_HEAD = {stem(word): name for name, words in _PEOPLE.items() for word in words.split()}
_MOVED = frozenset({"people", "prisoner", "fighter"})
_CURRENCY = {
    "$": "dollar", "usd": "dollar", "€": "euro", "eur": "euro", "£": "pound", "gbp": "pound",
}  # fmt: skip
_PERCENT = re.compile(r"%|\bper\s?cent(?:age)?\b|\bpercent\b|\bpct\b", re.IGNORECASE)
_SHARE = re.compile(r"^(?:the )?(?:share|portion|proportion|part|rate)\b", re.IGNORECASE)

# Words of attacks and blasts, and of hospitals, that tell one incident as another writer words it.
_INCIDENT = frozenset(
    stem(word)
    for word in """explosion blast strike attack bombing shelling drone raid clash clashes shooting gunfire fire
    fighting violence incident hospital hospitals treated treat admitted""".split()
)
# They tell how a count was made or that it is one, not what is counted.
_EMPTY = frozenset(
    stem(word)
    for word in """total number count counted figure toll all sum date far overall reported official recorded
    known confirmed estimate estimated planned plan goal target limit ultimate ultimately""".split()
)
# "by the militia's account": who counts, not what.
_BY_ACCOUNT = re.compile(
    r",?\s*\b(?:by|in|according to)\s(?:the\s)?(?P<who>[^,;]+?)(?:['’]s?)?\s"
    r"(?:own\s)?(?:account|counts?|figures?|estimates?|tally|reckoning|words)\b|"
    r",?\s*\baccording to\s(?:the\s)?(?P<source>[^,;]+)$",
    re.IGNORECASE,
)

_PLANNED = re.compile(
    r"\b(?:to be|(?:is|are|was|were|wants?|wanted|aims?|aimed|plans?|intends?|due|set|expects?|expected|hopes?) to|"
    r"will|would|shall|plan(?:s|ned)?|goals?|targets?|targeted|ultimate(?:ly)?|deadlines?|requires?|required|quorum|"
    r"needed|needs?|limit|ceiling|quota|pledged|promised|proposed)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\bup to\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:()“”\"]\s|[,;:]$|\s(?:and|but|while|which|who|after|when|because)\s|\s[—–-]\s")
_BATCH_BEFORE = re.compile(
    r"\b(?:another|additional|further|extra|fresh|other|remaining|all but)\s(?:[\w-]+\s)?$", re.I
)
_BATCH_AFTER = re.compile(r"^\s(?:more(?!\sthan)|additional|further|others?|new)\b", re.IGNORECASE)
# "880 of them", "of the 480 prisoners, 360": a part of what was told before.
_PART_AFTER = re.compile(r"^\s(?:[a-z]+\s)?of\s(?:them|those|these|whom|which)\b", re.IGNORECASE)
_PART_BEFORE = re.compile(
    r"\b(?:including|among them|of them|of whom)[\s,]+(?:[a-z]+\s)?$|^of (?:the|those)\b[^,]*,\s$", re.I
)

_PLACE = re.compile(r"\b(?:in|at|near|outside|around|through|across)\s(?:the\s)?(?=[A-Z])")
_DATELINE = re.compile(r"^([A-Z][A-Z' -]+[A-Z])(?=\s*(?:\(|[—–-]))")
_SAYING = r"(?:said|says|say|told|knows|know|reported|counted|put|puts|claimed|argued|insisted|estimated|added)"
_SAID_FIRST = re.compile(rf"^(?:the\s)?(?P<who>[^,;]{{2,60}}?)(?:,[^,]{{2,60}},)?\s{_SAYING}\b", re.IGNORECASE)
_SAID_LAST = re.compile(
    rf",\s(?:the\s|its\s)?(?P<who>[^,;]{{2,60}}?)\s{_SAYING}\b(?:\s(?:on|in|at)\s[^,]*)?[.]?$", re.I
)
_ACCORDING = re.compile(r"\baccording to\s(?:the\s)?(?P<who>[^,;.]{2,60})", re.IGNORECASE)


@lru_cache(maxsize=8192)
def families(text: str) -> frozenset[str]:
    """The families of a text's words, without function words and without what is written large."""
    words = (word for token in TOKEN.findall(text) for word in parts(token))
    return frozenset(family(w) for w in words if w[0].islower() and fold(w) not in FUNCTION_WORDS and len(w) > 2)


@lru_cache(maxsize=8192)
def name_words(text: str) -> frozenset[str]:
    """The folded words of a text's names, without titles and offices; the place of a dateline is one."""
    line = _DATELINE.match(text)
    known = {fold(word) for m in read_names(text) for word in m.words if not is_generic(word)}
    return frozenset(known | ({fold(w) for w in line[1].split()} if line else set()))


@lru_cache(maxsize=8192)
def _places(text: str) -> frozenset[str]:
    """The folded names behind "in", "at", "near", and the place of a dateline."""
    starts = {m.end() for m in _PLACE.finditer(text)}
    line = _DATELINE.match(text)
    named = {fold(word) for m in read_names(text) if m.start in starts for word in m.words}
    return frozenset(named | ({fold(w) for w in line[1].split()} if line else set()))


def voice_of(report: Report[Record]) -> str:
    """Who tells a record: as it says, or as its first sentence that attributes it does; empty if nobody is told.

    An actor is given by its key, words that stand for no known actor as they are, in small letters.
    """
    said = str(getattr(report.record, "said_by", "") or "")
    if said:
        return report.key(said)
    told = _BY_ACCOUNT.search(str(getattr(report.record, "of", "")))
    words = (told["who"] or told["source"]) if told else ""
    for n in report.record.sentences if not words else ():
        sentence = report.article.sentence(n).text
        found = _ACCORDING.search(sentence) or _SAID_LAST.search(sentence) or _SAID_FIRST.search(sentence)
        words = found["who"] if found else ""
        if words:
            break
    return report.keys.get(words, words.casefold().strip())


def disagreement(kind: str, about: str, sides: Iterable[tuple[str, str, Iterable[Report[Record]]]]) -> Contradiction:
    """A contradiction of sides, each given as holder, what it says and its reports.

    Sides of one holder and one saying are joined. They are ordered by the first day of their reports (undated last),
    then by holder and words; `id` is made of kind and records.
    """
    joined: dict[tuple[str, str], list[Report[Record]]] = {}
    for holder, says, reports in sides:
        joined.setdefault((holder, says), []).extend(reports)
    ordered = sorted(joined.items(), key=lambda side: (min(r.day or date.max for r in side[1]), side[0]))
    made = tuple(
        Side(holder=holder, says=says, records=tuple(sorted({r.record.id for r in reports})))
        for (holder, says), reports in ordered
    )
    records = sorted({record for side in made for record in side.records})
    return Contradiction(id=text_hash(" ".join([kind, *records])), kind=kind, about=about, sides=made)


# ---------------------------------------------------------------------------------- one figure


@dataclass(frozen=True)
class _Count:
    """A figure as it can be compared: between `low` and `high`, of `head` and `action`, with the `rest` of its words.

    `own` are the names in what it counts, `around` those of its sentences, `near` those of the one before and the lead
    too. `places` is where it was: by its own words if `placed`, else by the lead. `words` are the common words of its
    sentences. `planned` is no count, `part` a part or a batch of another number.
    """

    report: Report[Figure]
    amount: float
    low: float
    high: float
    head: str
    action: str
    rest: frozenset[str]
    own: frozenset[str]
    near: frozenset[str]
    around: frozenset[str]
    places: frozenset[str]
    placed: bool
    words: frozenset[str]
    voice: str
    day: date | None
    planned: bool
    part: bool

    @property
    def order(self) -> tuple[date, float, str]:
        return self.day or date.max, self.amount, self.report.record.id


def _count(report: Report[Figure]) -> _Count | None:
    """A figure ready to be compared; None if it is no single number."""
    figure, amount = report.record, _amount(report.record)
    if amount is None:
        return None
    of = _BY_ACCOUNT.sub("", figure.of)
    words = [word for token in TOKEN.findall(of) for word in parts(token) if word[0].islower()]
    action = _action([*words, *figure.unit.split()])
    own = name_words(of)
    sentences = [report.article.sentence(n).text for n in figure.sentences]
    before = [report.article.sentence(n - 1).text for n in figure.sentences[:1] if n > 1]
    around = [*before, *sentences]
    lead = report.article.sentences[0].text if report.article.sentences else ""
    clause, ahead, behind = _clause(figure, sentences)
    low, high = _bounds(figure, amount)
    own_places = frozenset().union(*map(_places, [of, *sentences]))
    return _Count(
        report=report,
        amount=amount,
        low=low,
        high=high,
        head=_head(figure.unit, [stem(word) for word in words]),
        action=action,
        rest=_rest(of, own, action),
        own=own,
        near=own.union(*map(name_words, [lead, *around])),
        around=own.union(*map(name_words, sentences)),
        places=own_places or _places(lead),
        placed=bool(own_places),
        words=frozenset().union(*map(families, around)),
        voice=voice_of(report),
        day=_day(report),
        planned=_is_planned(figure, of, clause, action),
        part=bool(
            _BATCH_BEFORE.search(ahead)
            or _BATCH_AFTER.match(behind)
            or _PART_AFTER.match(behind)
            or _PART_BEFORE.search(ahead)
            or "all but" in figure.qualifier.casefold()
            or "all but" in figure.value.casefold()
        ),
    )


def _action(words: Iterable[str]) -> str:
    """What is done to what is counted; "detainees" are people, and not what is done to them."""
    there = {_ACTION[stem(word)] for word in words if stem(word) in _ACTION and fold(word) not in _DETAINEES}
    return next((name for name in _ACTIONS if name in there), "")


def _head(unit: str, stems: Sequence[str]) -> str:
    """What is counted: "%", a currency, a class of people, or the stem of the unit's noun."""
    if _PERCENT.search(unit):
        return "%"
    words = [stem(word) for word in TOKEN.findall(unit.split(" a ")[0])]
    for sign, name in _CURRENCY.items():
        if sign in unit.casefold():
            return name
    own = [_HEAD.get(word, word) for word in words]
    if not own or own[-1] == "people":
        # "one death" of "prisoner deaths": the people are told by what it counts.
        told = [_HEAD[word] for word in stems if _HEAD.get(word, "people") != "people"]
        return told[0] if told else "people" if own else ""
    return own[-1]


def _rest(of: str, own: frozenset[str], action: str) -> frozenset[str]:
    """What is left of the words: neither people, nor the action, nor names, nor words that say nothing of their own."""
    kept = set()
    for word in (word for token in TOKEN.findall(of) for word in parts(token)):
        base = stem(word)
        if fold(word) in FUNCTION_WORDS - {"first", "second", "last", "next", "former"} or fold(word) in own:
            continue
        if base in _HEAD or _ACTION.get(base) or base in _EMPTY or (action in _VICTIMS and base in _INCIDENT):
            continue
        kept.add(base)
    return frozenset(kept)


def _clause(figure: Figure, sentences: Sequence[str]) -> tuple[str, str, str]:
    """The clause around the number in its sentences, and what stands there before and behind the number."""
    for text in sentences:
        for number in read_numbers(text):
            if number.text.casefold() != figure.value.casefold() and figure.amount not in number.values():
                continue
            ends = list(_CLAUSE_END.finditer(text))
            start = max((m.end() for m in ends if m.end() <= number.start), default=0)
            end = min((m.start() for m in ends if m.start() >= number.end), default=len(text))
            ahead = (
                text[: number.start] if text[:3].casefold() == "of " else text[max(0, number.start - 40) : number.start]
            )
            return text[start:end], ahead, text[number.end : number.end + 40]
    return "", "", ""


def _is_planned(figure: Figure, of: str, clause: str, action: str) -> bool:
    told = f"{of} {figure.qualifier} | {clause}"
    if action not in _VICTIMS and _UP_TO.search(told):
        return True
    return bool(_PLANNED.search(told))


def _amount(figure: Figure) -> float | None:
    """The number; "one" too, which is no number by itself but is one as the value of a figure."""
    return 1.0 if figure.amount is None and figure.value.casefold() == "one" else figure.amount


def _bounds(figure: Figure, value: float) -> tuple[float, float]:
    """The least and the most that the figure may stand for, by its qualifier and its roundness."""
    spoken = " ".join(figure.qualifier.casefold().split())
    kind = qualifier_class(spoken)
    if kind == "above":
        return value, float("inf")
    if kind == "most" or (kind == "below" and spoken not in {"nearly", "almost", "not quite"}):
        return 0.0, value
    if kind or "dozen" in figure.value.casefold():
        return value * (1 - _TOLERANCE), value * (1 + _TOLERANCE)
    slack = _rounding(value)
    return value - slack, value + slack


def _rounding(value: float) -> float:
    """Half of the last place that is not zero, of a round number; never more than the tolerance."""
    if value < _ROUNDED_FROM or value % 100:
        return 0.0
    place = 100.0
    while value % (place * 10) == 0:
        place *= 10
    return min(place / 2, value * _TOLERANCE)


def _day(report: Report[Figure]) -> date | None:
    """The day for which a figure is given: its own if resolved (of "since February" the end), else the report's."""
    when = report.record.as_of
    if when.words.casefold().startswith(("since", "so far", "to date")):
        return report.day
    return when.start or when.end or report.day


# ---------------------------------------------------------------------------------- one quantity


def _same(first: _Count, second: _Count) -> bool:
    """True if two figures count the same thing; see the module's docstring."""
    if first.action != second.action or not _same_head(first, second) or not _rest_agrees(first, second):
        return False
    if not _names_agree(first, second):
        return False
    if first.report.article.id == second.report.article.id:
        return first.action not in _LOCAL or _is_near(first, second)
    return _same_scene(first, second)


def _same_head(first: _Count, second: _Count) -> bool:
    if first.head == second.head:
        return bool(first.head)
    # Who is handed over is a prisoner, whatever else he was.
    if first.action == "move" and {first.head, second.head} <= _MOVED:
        return True
    # The fighters whom a blast killed may be all whom it killed; soldiers, officers, children are a part.
    return {first.head, second.head} == {"fighter", "people"} and first.action in _VICTIMS


def _rest_agrees(first: _Count, second: _Count) -> bool:
    if first.action in _VICTIMS and not (first.rest and second.rest):
        return not (first.rest | second.rest) & _GROUPS
    if not first.action:
        return bool(first.rest | first.own) and first.rest == second.rest
    return first.rest == second.rest or len(first.rest & second.rest) > len(first.rest ^ second.rest)


# Words that make a part of a count: whose, or which ones.
_GROUPS = frozenset(
    stem(word)
    for word in """police officer soldier guard child woman civilian journalist student group batch first second
    security medic worker road flight""".split()
)


def _names_agree(first: _Count, second: _Count) -> bool:
    """True if what one counts is named around the other, and neither was counted at another place."""
    if not first.action and first.own != second.own:
        return False
    if first.action in _LOCAL and _elsewhere(first, second):
        return False
    if first.own and second.own:
        return first.own <= second.near or second.own <= first.near
    if first.action not in _LOCAL:
        return True
    return (first.own or second.own) <= (second.near if first.own else first.near)


def _elsewhere(first: _Count, second: _Count) -> bool:
    """True if both were counted at a place, and neither place is named around the other count."""
    if not (first.places and second.places) or first.places & second.places:
        return False
    if first.placed and second.placed:
        return not (first.places & second.around or second.places & first.around)
    return not (first.places & second.near or second.places & first.near)


def _is_near(first: _Count, second: _Count) -> bool:
    pairs = ((a, b) for a in first.report.record.sentences for b in second.report.record.sentences)
    return any(abs(a - b) <= _NEAR for a, b in pairs)


def _same_scene(first: _Count, second: _Count) -> bool:
    """True if two articles tell of one incident, as far as the counted thing needs one."""
    if first.action not in _LOCAL:
        return bool(first.near & second.near) or bool(first.own & second.own)
    shared = (first.words & second.words) - _PLAIN
    return bool(first.near & second.near) and len(shared) >= 1


# Families that a sentence on any incident has.
_PLAIN = frozenset(
    family(word)
    for word in """kill die wound injure hurt people person official say tell police arrest march crowd fighter
    prisoner attack explosion blast strike drone fire open soldier officer hospital doctor count number destroy
    dawn morning night day week month year deny report dozen others army militia force city town village province
    group shoot gunfire march protest""".split()
)


def _clusters(counts: Sequence[_Count]) -> list[list[_Count]]:
    """Counts of one quantity together: each is the same as every other one of its cluster."""
    found: list[list[_Count]] = []
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
    made = (_count(report) for report in of_kind(reports, Figure))
    counts = [count for count in made if count and not count.part and not _SHARE.match(count.report.record.of)]
    clusters = _clusters(counts)
    series = [one for cluster in clusters if (one := _series(cluster))]
    differing = [_contradiction(group) for group in _clashes(counts)]
    return tuple(sorted(series, key=lambda s: s.id)), tuple(sorted(differing, key=lambda c: c.id))


def _series(cluster: Sequence[_Count]) -> Series | None:
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
        of=_BY_ACCOUNT.sub("", last.report.record.of),
        unit=last.report.record.unit,
        points=tuple(_point(count) for count in kept),
        grows=len(days) > 1 and _grows(told),
    )


def _point(count: _Count) -> Point:
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


def _grows(told: Sequence[_Count]) -> bool:
    dated = [count for count in told if count.day]
    return all(
        later.high >= earlier.low
        for earlier, later in combinations(sorted(dated, key=lambda c: c.order), 2)
        if earlier.day != later.day
    )


# ---------------------------------------------------------------------------------- contradictions


def _clashes(counts: Sequence[_Count]) -> list[list[_Count]]:
    """Groups of counts in each of which one cannot hold beside another; with those that say the same as one of them."""
    told = sorted((count for count in counts if not count.planned), key=lambda c: c.order)
    pairs = [(a, b) for a, b in combinations(told, 2) if _clash(a, b) and _same(a, b) and _is_tally(a, b, told)]
    groups: list[list[_Count]] = []
    for first, second in pairs:
        home = next((group for group in groups if first in group or second in group), None)
        if home is None:
            groups.append(home := [])
        home.extend(count for count in (first, second) if count not in home)
    return groups


def _clash(first: _Count, second: _Count) -> bool:
    """True if two values cannot both hold, whatever they count."""
    if first.low <= second.high and second.low <= first.high:
        return False
    other_voice = bool(first.voice and second.voice and first.voice != second.voice)
    other_origin = first.report.origin != second.report.origin
    if not (other_voice or other_origin):
        return False
    if first.day is None or second.day is None:
        return first.action in _VICTIMS
    if first.day == second.day:
        return True
    earlier, later = sorted((first, second), key=lambda c: c.order)
    fell = later.high < earlier.low and later.day and earlier.day and later.day - earlier.day <= timedelta(days=1)
    return bool(fell and first.action in _CUMULATIVE and other_origin and first.voice != second.voice)


def _is_tally(first: _Count, second: _Count, told: Sequence[_Count]) -> bool:
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
    return not whole and any(c.action in _VICTIMS - {fighters.action} for c in beside)


def _contradiction(group: Sequence[_Count]) -> Contradiction:
    by_value: dict[tuple[float, str], list[_Count]] = {}
    for count in group:
        by_value.setdefault((count.amount, qualifier_class(count.report.record.qualifier)), []).append(count)
    sides = [(_holders(counts), _says(counts[0]), [c.report for c in counts]) for counts in by_value.values()]
    longest = max((_BY_ACCOUNT.sub("", c.report.record.of) for c in group), key=lambda of: (len(of), of))
    return disagreement("figure", longest, sides)


def _holders(counts: Sequence[_Count]) -> str:
    names = sorted({_holder(count) for count in counts})
    return ", ".join(names)


def _holder(count: _Count) -> str:
    """Who gives a count: as the record or its words say, else the outlet."""
    figure = count.report.record
    told = _BY_ACCOUNT.search(figure.of)
    return figure.said_by or (told and (told["who"] or told["source"])) or count.voice or count.report.article.outlet


def _says(count: _Count) -> str:
    figure = count.report.record
    unit = figure.unit
    value = f"{unit}{figure.value}" if unit in {"$", "€", "£"} else f"{figure.value} {unit}".strip()
    return f"{figure.qualifier} {value}".strip() + f" ({figure.of})"
