"""Times of one text in another: does a passage give the time that is said?"""

import re
from collections.abc import Iterable, Sequence

from .dates import Span
from .quotes import find_quote
from .reading import read
from .scope import Passage
from .text import normal_text
from .times import TimeMention, read_times
from .timewords import time_key

__all__ = [
    "gives_time",
    "has_time_words",
    "is_counted_year",
    "is_publication_day",
    "is_resolved",
    "is_unreadable",
    "takes_place",
]

_WEEKDAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DATE = re.compile(
    rf"(?:(?P<which>[a-z ]+?) )?(?P<weekday>{_WEEKDAYS})?(?: |$|^)(?:(?P<day>[a-z]+ \d{{1,2}})(?: (?P<year>\d{{4}}))?)?"
    rf"(?: (?P<after>{_WEEKDAYS}))?"
)
_BEHIND = {"last", "past", "this past", "previous"}
# Words of a sentence that speaks of what is to come.
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|may|might|could|must|is to|are to|was to|were to|has to|have to|to be|due|plan\w*|"
    r"schedul\w+|expect\w*|set (?:for|to)|call\w* for|next|coming|upcoming|another|deadline|ultimatum|until|by|"
    r"propos\w+|invit\w+|convene|ahead of|vow\w*|threaten\w*|promis\w+|demand\w*|urg\w+|postpone\w*|put off|hope\w*)\b"
    r"|[^\x00-\x7f]",  # of a sentence in another script nobody can say here
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:on|in|at|during|by|since|until|the)\s", re.IGNORECASE)


def has_time_words(words: str, passage: Passage) -> bool:
    """True if the words stand in a passage, or others for the same time ("Feb. 27", "27 February")."""
    if find_quote(words, passage.text) or find_quote(_LEADING.sub("", words), passage.text):
        return True
    key = time_key(words)
    return any(time.key == key for time in read_times(passage.text))


def gives_time(time: TimeMention, passage: Passage, *, exactly: bool = False) -> bool:
    """True if a passage has the same time words, or a time that falls within the time said; `exactly`: that is it."""
    there = read_times(passage.text)
    if any(_same_words(time.key, other.key) for other in there):
        return True
    given = [span for other in there for span in _spans(other, passage)]
    if (weekday := _weekday(time.key)) and any(a == b and f"{a:%A}".lower() == weekday for a, b in given):
        return True
    said = _spans(time, passage)
    return any(inner in said if exactly else _within(inner, said) for inner in given)


def _within(inner: Span, said: Iterable[Span]) -> bool:
    return any(first <= inner[0] and inner[1] <= last for first, last in said)


def is_publication_day(time: TimeMention, passage: Passage) -> bool:
    """True if the publication of a passage falls within the time said."""
    day = passage.published.day if passage.published else None
    return day is not None and any(first <= day <= last for first, last in _spans(time, passage))


def is_resolved(time: TimeMention, passage: Passage, days: Iterable[Span]) -> bool:
    """True if the time said is one of `days`, holds one of them, or is the first or the last day of one."""
    said = _spans(time, passage)
    return any(_within(span, said) or _ends(span) & set(said) for span in days)


def _ends(span: Span) -> set[Span]:
    return {(span[0], span[0]), (span[1], span[1])}


def _spans(time: TimeMention, passage: Passage) -> list[Span]:
    """What the time may mean, said of what is past and, where the passage looks ahead, of what is to come."""
    readings = (False, True) if _AHEAD.search(passage.text) else (False,)
    found = [time.resolve(passage.published, ahead) for ahead in readings]
    return [span for span in found if span]


def _weekday(key: str) -> str:
    """The weekday of a key that has no date beside it."""
    found = re.search(rf"(?:^|\s)({_WEEKDAYS})$", key)
    return found[1] if found and not re.search(r"\d", key) else ""


def _same_words(said: str, given: str) -> bool:
    """True if two forms name one time: all that is said of weekday, day and year is given, with the same value."""
    if said == given:
        return True
    first, second = _parts(said), _parts(given)
    if not first or not second:
        return False
    turned = "which" in first and "which" in second and first.pop("which") != second.pop("which")
    first.pop("which", None)
    return not turned and all(second.get(part) == value for part, value in first.items())


def _parts(key: str) -> dict[str, str]:
    """What a key says of weekday, day and year, and whether it looks back or ahead; empty for other times."""
    match = _DATE.fullmatch(key)
    if not match or not (match["weekday"] or match["day"]):
        return {}
    parts = {"weekday": match["weekday"] or match["after"], "day": match["day"], "year": match["year"]}
    if match["which"]:
        parts["which"] = "back" if match["which"] in _BEHIND else "ahead"
    return {name: value for name, value in parts.items() if value}


_YEAR = re.compile(r"(?:19|20)\d\d")
_NEXT_YEAR = re.compile(r"\b(?:the following year|the next year|the year after|(?:a|one) year later)\b", re.IGNORECASE)
_LAST = re.compile(r"\blast (?:spring|summer|autumn|fall|winter|year|[A-Z][a-z]+)\b", re.IGNORECASE)
_YEAR_BEFORE = re.compile(
    r"\b(?:the (?:previous )?year before|the previous year|(?:a|one) year earlier)\b", re.IGNORECASE
)


def is_counted_year(time: TimeMention, passages: Sequence[Passage]) -> bool:
    """True for "2027" where a passage has 2026 and "the following year"."""
    if time.text.lower() in {"next year", "following year"}:
        return any(_NEXT_YEAR.search(passage.text) for passage in passages)
    if not _YEAR.fullmatch(time.text):
        return False
    year = int(time.text)
    if any(_LAST.search(p.text) and p.published and p.published.day.year - 1 == year for p in passages):
        return True
    return any(
        (_NEXT_YEAR.search(p.text) and str(year - 1) in p.text)
        or (_YEAR_BEFORE.search(p.text) and str(year + 1) in p.text)
        for p in passages
    )


_BESIDE = 5  # words on either side of a time that say what it is the time of


def takes_place(time: TimeMention, text: str, passages: Iterable[Passage]) -> bool:
    """True if a passage gives another time, which the text leaves out, of the very thing that has this one here."""
    ours = read_times(text)
    beside = _beside(time, text)
    for passage in passages:
        for other in read_times(passage.text):
            told = any(gives_time(mine, Passage(0, other.text, passage.published)) for mine in ours)
            if not told and beside & _beside(other, passage.text):
                return True
    return False


def _beside(time: TimeMention, text: str) -> frozenset[str]:
    """The meanings of the words beside a time, and the names."""
    words = [word for word in read(text) if word.content]
    before = [word for word in words if word.start < time.start][-_BESIDE:]
    after = [word for word in words if word.start >= time.end][:_BESIDE]
    return frozenset(group for word in before + after for group in word.means)


def is_unreadable(time: TimeMention, passages: Iterable[Passage]) -> bool:
    """True if an article in another language may well say this time: each number in it stands there."""
    there = {number for passage in passages for number in re.findall(r"\d+", normal_text(passage.text))}
    return set(re.findall(r"\d+", time.key)) <= there
