"""One form for the wordings of one time, so that "on Feb. 27th" and "27 February" can be compared."""

import calendar
import re
from functools import lru_cache

from .numerals import WORDS
from .text import normal_text

__all__ = ["ARABIC_WORD", "DAY", "LEADING", "MONTHS", "WEEKDAYS", "YEAR", "time_key", "with_plain_alef"]

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if number}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_SHORT = {
    **{name[:3]: name for name in MONTHS},
    **{name[:3]: name for name in WEEKDAYS},
    "sept": "september",
    "tues": "tuesday",
    "thur": "thursday",
    "thurs": "thursday",
}
# Written with a bare alef, as `with_plain_alef` leaves them.
_ARABIC = {
    "الاحد": "sunday",
    "الاثنين": "monday",
    "الثلاثاء": "tuesday",
    "الاربعاء": "wednesday",
    "الخميس": "thursday",
    "الجمعه": "friday",
    "الجمعة": "friday",
    "السبت": "saturday",
    "يناير": "january",
    "كانون الثاني": "january",
    "فبراير": "february",
    "شباط": "february",
    "مارس": "march",
    "اذار": "march",
    "ابريل": "april",
    "نيسان": "april",
    "مايو": "may",
    "ايار": "may",
    "يونيو": "june",
    "حزيران": "june",
    "يوليو": "july",
    "تموز": "july",
    "اغسطس": "august",
    "اب": "august",
    "سبتمبر": "september",
    "ايلول": "september",
    "اكتوبر": "october",
    "تشرين الاول": "october",
    "نوفمبر": "november",
    "تشرين الثاني": "november",
    "ديسمبر": "december",
    "كانون الاول": "december",
    "اليوم": "today",
    "امس": "yesterday",
    "غدا": "tomorrow",
    "الاسبوع الماضي": "last week",
    "الاسبوع المقبل": "next week",
    "الاسبوع القادم": "next week",
    "هذا الاسبوع": "this week",
    "الشهر الماضي": "last month",
    "الشهر المقبل": "next month",
    "الشهر الجاري": "this month",
    "هذا الشهر": "this month",
    "العام الماضي": "last year",
    "السنة الماضية": "last year",
    "هذا العام": "this year",
    "العام الجاري": "this year",
}
_ALEF = str.maketrans("أإآ", "ااا")
_NUNATION = re.compile("[\u064b-\u064d]")
# The bound letters are "and" and "in".
ARABIC_WORD = rf"(?<!\w)[بو]?(?:{'|'.join(sorted(_ARABIC, key=len, reverse=True))})(?!\w)"

# "Thursday, the coming one", and "since", around a word of the table.
_ARABIC_SIDE = re.compile(rf"({'|'.join(WEEKDAYS)}) (الماضي|المقبل|القادم)")
_ARABIC_SINCE = re.compile(r"(?<!\w)منذ (?:يوم )?")

_M = "|".join(MONTHS)
_WD = "|".join(WEEKDAYS)
YEAR = r"(?:19|20)\d\d"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"

LEADING = re.compile(
    r"^(?:(?:on|in|at|during|of|as of|dated|over|within|also|only|the|year(?= \d)|month(?= of)|the month of"
    rf"|for(?= (?:{_WD}|{_M}))"
    r"|يوم|في|من|عام|سنة|شهر) )+"
)
_CLOCK = re.compile(
    r"\b(?:(?:at |around |about |by )?\d{1,2}(?::\d\d)?\s?(?:a\.?m\b\.?|p\.?m\b\.?)|(?:at )?\d{1,2}:\d\d)"
    r"(?: (?:gmt|utc|local time))?"
)
# "shortly before dawn on Thursday", "Saturday at noon": the day is that of the weekday.
_HOUR = (
    r"(?:(?:shortly |just )?(?:before|after|at|around) )?(?:dawn|daybreak|sunrise|noon|midday|dusk|"
    r"nightfall|sunset|midnight)"
)
_PART_OF_DAY = re.compile(
    r"(?<=day) (?:early |late )?(?:morning|afternoon|evening|night)\b"
    rf"|(?<=day) {_HOUR}\b|\b{_HOUR} (?:on )?(?={_WD}|{_M})"
    rf"|\b(?:early|late|earlier|later|late on|early on|earlier on|later on) (?={_WD})"
    rf"|\b(?:the )?(?:morning|evening|night|afternoon) of (?={_WD}|{_M})"
)
_SHORT_WORD = re.compile(r"\b([a-z]{3,5})\.?(?![\w'])")
_POSSESSIVE = re.compile(r"(?<=[a-z])'s\b")
_MARKS = re.compile(r"[,.()'](?!\d)|(?<=\d)'s?")
_DAY_FIRST = re.compile(rf"\b(?:the )?({DAY})(?: of)? ({_M})\b(?:/\w+)?")
_DAYS_FIRST = re.compile(rf"\b(?:the )?({DAY}) ?(?:-|to|and|through) ?({DAY}) ({_M})\b")
_ZERO = re.compile(rf"({_M}) 0(\d)\b")
_DIGITS = {word: str(value) for word, value in WORDS.items()} | {"an": "1", "a": "1"}


def with_plain_alef(text: str) -> str:
    """Arabic with one kind of alef; no letter is added or dropped."""
    return text.translate(_ALEF)


@lru_cache(maxsize=8192)
def time_key(words: str) -> str:
    """One form for wordings of the same time: "on Feb. 27th", "27 February" and "FEBRUARY 27" agree."""
    key = _CLOCK.sub(" ", _in_english(normal_text(words)).lower())
    key = _POSSESSIVE.sub("", key)
    key = _SHORT_WORD.sub(lambda m: _SHORT.get(m[1], m[0]), key)
    key = _MARKS.sub(" ", re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", key))
    key = " ".join(_DIGITS.get(word, word) for word in key.split())
    key = _DAYS_FIRST.sub(lambda m: f"{m[3]} {int(m[1])}-{int(m[2])}", key)
    key = _DAY_FIRST.sub(lambda m: f"{m[2]} {int(m[1])}", key)
    key = LEADING.sub("", _ZERO.sub(r"\1 \2", key).strip())
    return " ".join(LEADING.sub("", _PART_OF_DAY.sub("", key)).split())


def _in_english(text: str) -> str:
    if text.isascii():
        return text
    plain = _NUNATION.sub("", with_plain_alef(text))
    english = re.sub(ARABIC_WORD, lambda m: _ARABIC.get(m[0]) or _ARABIC[m[0][1:]], plain)
    return _ARABIC_SIDE.sub(
        lambda m: f"{'last' if m[2] == 'الماضي' else 'next'} {m[1]}", _ARABIC_SINCE.sub("since ", english)
    )
