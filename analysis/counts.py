"""A figure read as a count that can be compared: its bounds, what it counts, where, by whom, if planned."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..grounding import read_numbers
from ..grounding.lexicon import family
from ..grounding.names import is_generic, read_names
from ..grounding.qualifiers import qualifier_class
from ..grounding.words import FUNCTION_WORDS, TOKEN, fold, parts, stem
from ..schemas import Figure, Record
from .reports import Report

__all__ = ["BY_ACCOUNT", "LOCAL", "VICTIMS", "Count", "count_of", "families", "voice_of"]

# "about 120" may be this much more or less, as a share.
_TOLERANCE = 0.1
# Round numbers from here on ("6,000") are rounded, whether or not they say so.
_ROUNDED_FROM = 1000

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
VICTIMS = frozenset({"dead", "hurt"})
# Counts of what happened at one place, which a shared name of a country does not make one.
LOCAL = VICTIMS | {"arrest", "away", "crowd", "escape"}

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
    known confirmed estimate estimated planned plan goal target limit ultimate ultimately deny denies admit say said
    claim blame""".split()
)
# "by the militia's account": who counts, not what.
BY_ACCOUNT = re.compile(
    r",?\s*\b(?:by|in|according to)\s(?:the\s)?(?P<who>[^,;]+?)(?:['’]s?)?\s"
    r"(?:own\s)?(?:account|counts?|figures?|estimates?|tally|reckoning|words)\b|"
    r",?\s*\baccording to\s(?:the\s)?(?P<source>[^,;]+)$",
    re.IGNORECASE,
)

# "people hurt, nine of them officers": of a part, not of what is counted.
_PARTS_OF = re.compile(r",\s(?:[\w-]+\sof\s(?:them|whom)|all\sbut|including|among\sthem|most\sof)\b.*$", re.IGNORECASE)

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
    told = BY_ACCOUNT.search(str(getattr(report.record, "of", "")))
    words = (told["who"] or told["source"]) if told else ""
    for n in report.record.sentences if not words else ():
        sentence = report.article.sentence(n).text
        found = _ACCORDING.search(sentence) or _SAID_LAST.search(sentence) or _SAID_FIRST.search(sentence)
        words = found["who"] if found else ""
        if words:
            break
    return report.keys.get(words, words.casefold().strip())


@dataclass(frozen=True)
class Count:
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


def count_of(report: Report[Figure]) -> Count | None:
    """A figure ready to be compared; None if it is no single number, or a share of one."""
    figure, amount = report.record, _amount(report.record)
    if amount is None or _SHARE.match(figure.of):
        return None
    of = _PARTS_OF.sub("", BY_ACCOUNT.sub("", figure.of))
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
    return Count(
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
        if base in _HEAD or _ACTION.get(base) or base in _EMPTY or (action in VICTIMS and base in _INCIDENT):
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
    if action not in VICTIMS and _UP_TO.search(told):
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
