"""Dates and time words as they stand in a text."""

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

from ..schemas import Published
from .dates import Span, resolve_key
from .numerals import WORDS
from .timewords import ARABIC_WORD, DAY, YEAR, time_key, with_plain_alef

__all__ = ["TimeMention", "read_times"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Time words in a text: `text[start:end]`, and the form in which two wordings of one time agree."""

    text: str
    start: int
    end: int
    key: str

    def resolve(self, published: Published | None, ahead: bool = False) -> Span | None:
        """The days it means, by the rules of `dates.resolve`."""
        return resolve_key(self.key, published, ahead)


_WD = "|".join(calendar.day_name)
_M = rf"(?:{'|'.join(calendar.month_name[1:])}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)(?!\w)"
_D = rf"{DAY}(?:st|nd|rd|th)?"
_NUMBER = rf"(?:\d{{1,3}}|an?|{'|'.join(list(WORDS)[1:28])})"
# Nouns that make a bare four-digit number before them a count, not a year.
_COUNTED = (
    r"people|troops|soldiers|men|women|children|fighters|prisoners|detainees|inmates|families|refugees|migrants|"
    r"residents|civilians|protesters|workers|members|officers|police|voters|votes|dead|deaths|km|kilomet(?:er|re)s|"
    r"miles|met(?:er|re)s|tons|tonnes|barrels|dollars|euros|percent|per\scent|homes|houses|trucks|years|hours|pages"
)
# Small letters stand for either case; months and weekdays are written large.
_KINDS = (
    r"\d{4}-\d\d-\d\d|\d{4}/\d\d?/\d\d?|\d\d?[./]\d\d?[./]\d{4}",
    rf"(?:(?:{_WD}),?\s)?{_M}\s{_D}(?!\d|[,.]\d)(?:\s?(?:-|–|to|and)\s?{DAY}(?!\d))?(?:,?\s{YEAR}(?!\d))?",
    rf"{_D}\s?(?:-|–|to|and)\s?{_D}\s{_M}(?:,?\s{YEAR}(?!\d))?",
    rf"(?:(?:{_WD}),?\s)?{_D}(?:\sof)?\s{_M}(?:,?\s{YEAR}(?!\d))?",
    rf"(?:(?i:early|late|mid|last|next|this|(?:end|start|beginning|middle)\sof)(?:\sin)?[\s-])?"
    rf"{_M}(?:,?\s(?:of\s)?{YEAR}(?!\d))?",
    rf"(?:(?i:last|next|this|coming|past|previous|this\scoming|this\spast)\s)?(?:{_WD})(?!\w)"
    r"(?:\s(?:morning|afternoon|evening|night))?",
    r"(?i:the\sday\s(?:before\syesterday|after\stomorrow)|earlier\stoday)",
    r"(?i:today|yesterday|tomorrow|tonight|overnight|last\snight|this\s(?:morning|afternoon|evening))(?!\w)",
    r"(?i:(?:(?:earlier|later|early|late)\s)?(?:last|this|next|coming|previous|current)\s"
    r"(?:week|weekend|month|year)(?!\w|-)|the\sweekend(?!\w))",
    r"(?i:(?:last|this|next|coming|past)\s(?:spring|summer|autumn|fall|winter)(?!\w)"
    rf"|(?:spring|summer|autumn|fall|winter)\s(?:of\s)?{YEAR}(?:[-/]\d\d(?:\d\d)?)?(?!\d))",
    rf"(?i:{_NUMBER}\s(?:hour|day|week|month|year)s?\sago(?!\w)|(?:past|last)\s{_NUMBER}\s(?:hour|day|week|month|year)s(?!\w))",
    rf"Q[1-4]\s{YEAR}|(?:first|second|third|fourth|last)\s(?:quarter|half)\sof\s{YEAR}",
    rf"(?:(?i:early|late|mid)[\s-])?{YEAR}(?:s(?!\w)|(?!\w|,\d|\.\d|\s?%|\s(?:{_COUNTED})\b))",
)
_READ = re.compile(rf"(?<![\w.,/-])(?:{'|'.join(_KINDS)})")
_BEFORE_COUNT = re.compile(
    r"(?:[$€£]|\b(?:about|nearly|some|around|approximately|almost|roughly|over|than|least|up to|as many as|exactly|"
    r"an? (?:total|estimated)(?: of)?)\s)$",
    re.IGNORECASE,
)
_ARABIC_READ = re.compile(
    rf"(?:(?<!\d){DAY}\s)?{ARABIC_WORD}(?:/\s?{ARABIC_WORD})?(?:\s{YEAR}(?!\d))?|(?<![\d.,]){YEAR}(?![\d.,]\d|\d|\w)"
)


@lru_cache(maxsize=8192)
def read_times(text: str) -> tuple[TimeMention, ...]:
    """The dates and time words of a text, in order. Words like "recently" are not among them."""
    found = [
        TimeMention(match.group(), *match.span(), time_key(match.group()))
        for match in _READ.finditer(text)
        if not _is_count(text, match)
    ]
    return tuple(found) if text.isascii() else tuple(found + _arabic_times(text, found))


def _is_count(text: str, match: re.Match[str]) -> bool:
    return match.group().isdigit() and bool(_BEFORE_COUNT.search(text, max(0, match.start() - 20), match.start()))


def _arabic_times(text: str, known: list[TimeMention]) -> list[TimeMention]:
    # Same length, so that the offsets hold: single letters are exchanged, nothing is added or dropped.
    plain = with_plain_alef(text)
    taken = [(mention.start, mention.end) for mention in known]
    return [
        TimeMention(text[m.start() : m.end()], m.start(), m.end(), time_key(m.group()))
        for m in _ARABIC_READ.finditer(plain)
        if not any(start < m.end() and m.start() < end for start, end in taken)
    ]
