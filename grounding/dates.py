"""The days that time words mean.

Rules, where a word alone leaves it open:
- A weekday is the last such day on or before publication; with "next", "coming" or "by" the first after it.
  For what lies ahead (`ahead=True`, an event coded as future) it is the first after publication.
- A day or month without a year takes the year in which it lies at most 183 days after publication and as
  late as that allows: the year that puts it nearest. A weekday beside it must fit.
- A week is Monday to Sunday. "last week" is the week before that of publication.
- A season is three whole months of the northern hemisphere (spring March to May), a winter that of the year in which
  it begins. "last summer" is the latest that is over, "this" that of the publication's year.
- "an hour ago" counts from the instant of publication, to a day; from a bare day it may be that day or the one before.
- "two days after March 3" counts from a date that stands there; "two days later" from what nobody can know.
- "early", "mid" and "late" are the first ten days, the second ten and the rest of a month; the first, second
  and last four months of a year.
- Without a publication date only words that name a year are resolved. Feasts, "recently", "about two
  months ago" and numbers like 3/4/2031, which may be March or April, are not resolved at all.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from ..schemas import Published
from .tense import looks_ahead
from .timewords import DAY, LEADING, MONTHS, WEEKDAYS, YEAR, time_key

__all__ = ["Span", "days_of", "resolve", "resolve_in", "resolve_key", "resolve_toward"]

Span = tuple[date, date]

# A day without a year may lie this far ahead of publication, and no further.
_AHEAD = timedelta(days=183)

# No time is worded at such length; a bound keeps nested ranges from going deep.
_LONGEST_KEY = 80

_HOURS_AGO = re.compile(r"(?P<n>\d{1,3}) hours? ago")
# The month in which each season begins; it has two more.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}

_M = "|".join(MONTHS)
_WD = "|".join(WEEKDAYS)


def resolve(words: str, published: Published | None, *, ahead: bool = False) -> Span | None:
    """The days that time words mean, both included; None where nobody can know. Rules: see the module."""
    return resolve_key(time_key(words), published, ahead)


def resolve_in(words: str, sentence: str, published: Published | None) -> Span | None:
    """The days that words of a sentence mean, past or to come by the tense of their clause, or else by the words."""
    tense = looks_ahead(words, sentence)
    return resolve(words, published) if tense is None else resolve_toward(words, published, ahead=tense)


def resolve_toward(words: str, published: Published | None, *, ahead: bool) -> Span | None:
    """The days that time words mean of what is past or, with `ahead`, to come; the year is chosen to fit."""
    span = resolve(words, published, ahead=ahead)
    if span is None or published is None or re.search(YEAR, words):
        return span
    other_way = span[1] < published.day if ahead else span[0] > published.day
    if not other_way:
        return span
    return resolve(f"{words} {span[0].year + (1 if ahead else -1)}", published) or span


def resolve_key(key: str, published: Published | None, ahead: bool = False) -> Span | None:
    """The same for words in the form of `time_key`."""
    if published and (match := _HOURS_AGO.fullmatch(key)):
        try:
            return _hours_ago(timedelta(hours=int(match["n"])), published)
        except OverflowError:  # the year 0
            return None
    return days_of(key, published.day if published else None, ahead)


def _hours_ago(hours: timedelta, published: Published) -> Span:
    if published.instant:
        return _one((published.instant - hours).date())
    return published.day - timedelta(days=-(-hours // timedelta(days=1))), published.day


@lru_cache(maxsize=8192)
def days_of(key: str, day: date | None, ahead: bool) -> Span | None:
    if len(key) > _LONGEST_KEY:
        return None
    for pattern, rule in _RULES:
        if match := pattern.fullmatch(key):
            try:
                return rule(match, day, ahead)
            except (ValueError, OverflowError):  # 31 February, the year 0
                return None
    return None


def _one(day: date) -> Span:
    return day, day


def _month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _year(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


def _week(day: date, weeks: int = 0) -> Span:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def _months_on(day: date, months: int) -> Span:
    count = day.year * 12 + day.month - 1 + months
    return _month(count // 12, count % 12 + 1)


def _nearest_year(day: date, month: int, number: int, weekday: str | None = None) -> int | None:
    """The year for a day without one: the latest that puts it at most 183 days after `day`, if it fits `weekday`."""
    years = range(day.year + 1, day.year - 9, -1)
    dates = (date(y, month, number) for y in years if number <= calendar.monthrange(y, month)[1])
    nearest = next((d for d in dates if d - day <= _AHEAD), None)
    fits = nearest is not None and (not weekday or WEEKDAYS[weekday] == nearest.weekday())
    return nearest.year if nearest and fits else None


def _full_day(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    month, number = MONTHS[match["m"]], int(match["d"])
    weekday = match["w"] or match["w2"]
    year = int(match["y"]) if match["y"] else day and _nearest_year(day, month, number, weekday)
    if not year:
        return None
    first = date(year, month, number)
    if weekday and WEEKDAYS[weekday] != first.weekday():
        return None
    last = date(year, month, int(match["d2"])) if match["d2"] else first
    return (first, last) if first <= last else None


def _iso(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    return _one(date(int(match["y"]), int(match["m"]), int(match["d"])))


def _slashed(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if first <= 12 and second <= 12 and first != second and match["sep"] == "/":
        return None  # day first or month first: nobody can know
    number, month = (second, first) if second > 12 else (first, second)
    return _one(date(year, month, number))


def _named_month(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    month, which = MONTHS[match["m"]], match["which"]
    if match["y"]:
        return None if which else _part(_month(int(match["y"]), month), match["part"])
    if day is None:
        return None
    if which in {"next", "coming"} or (ahead and not which):
        year = day.year if month > day.month or (not which and month == day.month) else day.year + 1
        return _part(_month(year, month), match["part"])
    if which == "this":
        return _part(_month(day.year, month), match["part"])
    if which:  # "last January", said in February, is either of two
        year = day.year if month < day.month else day.year - 1
        just_before = (year * 12 + month) == (day.year * 12 + day.month - 1)
        return None if just_before else _part(_month(year, month), match["part"])
    return _part(_month(_nearest_year(day, month, 1) or day.year, month), match["part"])


def _season(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    name, which = match["s"], match["which"]
    if match["y"]:
        after = match["y2"]
        if which or (after and (int(match["y"]) + 1) % 100 != int(after) % 100):
            return None
        return _third(_season_of(name, int(match["y"])), match["part"])
    if day is None:
        return None
    return _third(_nearest_season(name, which, day, ahead), match["part"])


def _nearest_season(name: str, which: str | None, day: date, ahead: bool) -> Span:
    spans = [_season_of(name, day.year + step) for step in range(-2, 3)]
    if which == "this":
        return spans[1] if spans[1][0] <= day <= spans[1][1] else spans[2]
    if which in {"last", "past", "this past", "previous"}:
        return max(span for span in spans if span[1] < day)
    if which in {"next", "coming", "this coming"}:
        return min(span for span in spans if span[0] > day)
    return min(span for span in spans if span[1] >= day) if ahead else max(span for span in spans if span[0] <= day)


def _third(season: Span, part: str | None) -> Span:
    """The first, second or last month of a season."""
    if not part:
        return season
    step = 0 if part.startswith(("early", "start", "beginning")) else 1 if part.startswith(("mid", "middle")) else 2
    return _months_on(season[0], step)


def _season_of(name: str, year: int) -> Span:
    begins = date(year, _SEASONS[name], 1)
    return begins, _months_on(begins, 2)[1]


def _part(span: Span, part: str | None) -> Span:
    """The early, middle or late part of a month or a year."""
    first, last = span
    if not part:
        return span
    whole_year = (last - first).days > 31
    if part.startswith(("early", "start", "beginning")):
        return first, (date(first.year, 4, 30) if whole_year else first.replace(day=10))
    if part.startswith(("mid", "middle")):
        return (
            (date(first.year, 5, 1), date(first.year, 8, 31))
            if whole_year
            else (
                first.replace(day=11),
                first.replace(day=20),
            )
        )
    return (date(first.year, 9, 1) if whole_year else first.replace(day=21)), last


def _named_year(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    return _part(_year(int(match["y"])), match["part"])


def _decade(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    start = int(match["y"])
    return date(start, 1, 1), date(start + 9, 12, 31)


def _stretch_of_year(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    numbers = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}
    months = 6 if match["what"] == "half" else 3
    number = int(match["q"]) if match["q"] else numbers[match["n"]] or 12 // months
    if number * months > 12:
        return None
    year = int(match["y"])
    return date(year, (number - 1) * months + 1, 1), _month(year, number * months)[1]


def _weekday(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    if day is None:
        return None
    which, number = match["which"] or "", WEEKDAYS[match["w"]]
    back = (day.weekday() - number) % 7
    if which in {"next", "coming", "this coming", "by", "until", "upcoming"} or (ahead and which in {"", "this"}):
        return _one(day + timedelta(days=7 - back if back or which not in {"by", "until"} else 0))
    if which == "this":
        return None  # the one gone by or the one ahead: nobody can know
    if which in {"last", "this past", "past", "previous"}:
        return _one(day - timedelta(days=back or 7))
    return _one(day - timedelta(days=back))


_DAYS_OFF = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "earlier today": 0,
    "later today": 0,
    "late today": 0,
    "yesterday": -1,
    "last night": -1,
    "yesterday morning": -1,
    "yesterday evening": -1,
    "yesterday afternoon": -1,
    "late yesterday": -1,
    "earlier yesterday": -1,
    "day before yesterday": -2,
    "tomorrow": 1,
    "tomorrow morning": 1,
    "tomorrow evening": 1,
    "day after tomorrow": 2,
}


def _near_day(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    return _one(day + timedelta(days=_DAYS_OFF[match[0]])) if day else None


def _overnight(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    return (day - timedelta(days=1), day) if day else None


def _stretch(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    """ "last week", "earlier this month", "next year" and their like."""
    if day is None:
        return None
    step = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}[match["which"]]
    span = _unit(day, match["unit"], step)
    if match["half"] == "earlier":
        return (span[0], min(day, span[1])) if step == 0 else _part_or_none(span, match["unit"], "early")
    if match["half"] == "later":
        return (max(day, span[0]), span[1]) if step == 0 else _part_or_none(span, match["unit"], "late")
    return _part_or_none(span, match["unit"], match["half"]) if match["half"] else span


def _part_or_none(span: Span, unit: str, part: str) -> Span | None:
    return _part(span, part) if unit in {"month", "year"} else None


def _unit(day: date, unit: str, step: int) -> Span:
    if unit == "week":
        return _week(day, step)
    if unit == "weekend":
        saturday, sunday = _week(day, step)[0] + timedelta(days=5), _week(day, step)[1]
        return saturday, sunday
    return _months_on(day, step) if unit == "month" else _year(day.year + step)


def _the_weekend(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    if day is None:
        return None
    return _unit(day, "weekend", 0 if day.weekday() >= 5 or ahead else -1)


def _ago(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    """Days are counted; of weeks, months and years the whole one is meant, for nobody counts them to the day."""
    if day is None:
        return None
    number = int(match["n"])
    if match["unit"] == "day":
        return _one(day - timedelta(days=number))
    return _unit(day, match["unit"], -number)


def _past_stretch(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    if day is None:
        return None
    number = int(match["n"] or 1)
    days = {"hour": number // 24, "day": number, "week": 7 * number}.get(match["unit"])
    if days is None:
        start = _months_on(day, -number * (12 if match["unit"] == "year" else 1))
        return min(start[0].replace(day=1) + timedelta(days=day.day - 1), start[1]), day
    return (day - timedelta(days=days), day) if days else None


def _since(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    span = days_of(LEADING.sub("", match["from"]), day, False)
    return (span[0], day) if span and day and span[0] <= day else None


def _deadline(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    """ "by", "until", "no later than" some time: the last day of it."""
    span = days_of(LEADING.sub("", match["to"]), day, True)
    return _one(span[1]) if span else None


def _counted_from(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    """ "two days after March 3": from a day that the words themselves give."""
    now = match["side"] == "from" and match["from"] == "now"
    anchor = (_one(day) if day else None) if now else days_of(LEADING.sub("", match["from"]), day, ahead)
    if now and anchor and match["unit"] != "day":
        return _unit(anchor[0], match["unit"], int(match["n"] or 1))  # as "two weeks ago": nobody counts to the day
    if now:
        return _one(anchor[0] + timedelta(days=int(match["n"] or 1))) if anchor else None
    if anchor is None or anchor[0] != anchor[1] or not re.search(rf"\d|{_WD}", match["from"]):
        return None
    number = int(match["n"] or 1) * (-1 if match["side"] == "before" else 1)
    return _one(_counted_on(anchor[0], match["unit"], number))


def _coming_stretch(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    """ "over the next two weeks": from publication on."""
    return (day, _counted_on(day, match["unit"], int(match["n"] or 1))) if day else None


def _counted_on(day: date, unit: str, number: int) -> date:
    """So many days, weeks or months on; in a month that is too short for the day, its last."""
    if unit == "month":
        first, last = _months_on(day, number)
        return min(first + timedelta(days=day.day - 1), last)
    return day + timedelta(days=number * (7 if unit == "week" else 1))


def _week_beyond(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    """ "the week before last", "the month after next"."""
    return _unit(day, match["unit"], -2 if match["side"] == "before last" else 2) if day else None


def _part_of_unit(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    """ "the end of the month", "the beginning of the year"."""
    if day is None:
        return None
    return _part(_unit(day, match["unit"], 0), match["part"])


def _week_of_day(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    """ "the week of March 3": the one that holds the day."""
    inner = days_of(match["day"], day, ahead)
    return _week(inner[0]) if inner and inner[0] == inner[1] else None


def _month_of_year(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    """ "October of last year"."""
    if day is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[match["which"]]
    return _part(_month(day.year + step, MONTHS[match["m"]]), match["part"])


def _week_of_month(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    """ "the first week of March": its days 1 to 7; the last one: its last seven."""
    month = days_of(match["month"], day, ahead)
    if month is None:
        return None
    if match["n"] == "last":
        return month[1] - timedelta(days=6), month[1]
    start = month[0] + timedelta(days=7 * ("first", "second", "third", "fourth").index(match["n"]))
    return start, start + timedelta(days=6)


def _between(match: re.Match[str], day: date | None, ahead: bool) -> Span | None:
    first, last = match["a"], match["b"]
    if (year := re.search(rf" ({YEAR})$", last)) and not re.search(rf"{YEAR}$", first):
        first += year[0]
    if last.isdigit() and (month := re.match(rf"(?:{_M})\b", LEADING.sub("", first))):
        last = f"{month[0]} {last}"  # "from February 10 to 12"
    start, end = (days_of(LEADING.sub("", part), day, ahead) for part in (first, last))
    return (start[0], end[1]) if start and end and start[0] <= end[1] else None


_Rule = Callable[[re.Match[str], date | None, bool], Span | None]
_PART = r"(?:(?P<part>early|mid|middle|late|start of|beginning of|middle of|end of)(?: in| the)?[ -])?"
_RULES: list[tuple[re.Pattern[str], _Rule]] = [
    (re.compile(pattern), rule)
    for pattern, rule in [
        (r"(?P<y>\d{4})[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)(?:t[\d:.+z]*)?", _iso),
        (r"(?P<a>\d\d?)(?P<sep>[./])(?P<b>\d\d?)[./](?P<y>\d{4})", _slashed),
        (
            rf"(?:(?P<w>{_WD}) )?(?P<m>{_M}) (?P<d>{DAY})(?: ?(?:-|to|and|through) ?(?P<d2>{DAY}))?"
            rf"(?: (?:of )?(?P<y>{YEAR}))?(?: (?P<w2>{_WD}))?",
            _full_day,
        ),
        (
            rf"{_PART}(?:(?P<which>last|next|this|this past|past|coming) )?(?P<m>{_M})(?: (?:of )?(?P<y>{YEAR}))?",
            _named_month,
        ),
        (
            rf"(?:{_PART})(?:(?P<which>last|next|this|this past|past|previous|coming|this coming) )?"
            rf"(?P<s>{'|'.join(_SEASONS)})(?: (?:of )?(?P<y>{YEAR})(?:[-/](?P<y2>\d{{2}}(?:\d{{2}})?))?)?",
            _season,
        ),
        (rf"{_PART}(?:year )?(?P<y>{YEAR})", _named_year),
        (r"(?P<y>(?:19|20)\d0)s", _decade),
        (
            rf"(?:q(?P<q>[1-4])|(?P<n>first|second|third|fourth|last) (?P<what>quarter|half))(?: of)? (?P<y>{YEAR})",
            _stretch_of_year,
        ),
        (
            r"(?:(?P<which>last|next|this|this past|past|previous|coming|this coming|upcoming|by|until) )?"
            rf"(?P<w>{_WD})",
            _weekday,
        ),
        ("|".join(_DAYS_OFF), _near_day),
        ("overnight", _overnight),
        (
            r"(?:(?P<half>earlier|later|early|late|mid|(?:end|start|beginning|middle) of)(?: the)?[ -])?"
            r"(?P<which>last|previous|this|current|next|coming) (?P<unit>week|weekend|month|year)",
            _stretch,
        ),
        (r"weekend", _the_weekend),
        (r"(?P<unit>week|month|year) (?P<side>before last|after next)", _week_beyond),
        (r"(?P<part>end|start|beginning|middle) of (?:the )?(?P<unit>month|year)", _part_of_unit),
        (r"week of (?P<day>.+)", _week_of_day),
        (rf"{_PART}(?P<m>{_M}) (?:of )?(?P<which>last|this|next) year", _month_of_year),
        (r"(?P<n>first|second|third|fourth|last) week (?:of|in) (?P<month>.+)", _week_of_month),
        (
            r"(?:(?P<n>\d{1,3}) )?(?P<unit>day|week|month)s? (?P<side>before|after|from) (?P<from>.+)",
            _counted_from,
        ),
        (r"(?:for (?:the )?)?(?:next|coming) (?P<n>\d{1,3}) (?P<unit>day|week|month)s?", _coming_stretch),
        (r"(?P<n>\d{1,3}) (?P<unit>day|week|month|year)s? ago", _ago),
        (r"(?:for (?:the )?)?(?:past|last) (?:(?P<n>\d{1,3}) )?(?P<unit>hour|day|week|month|year)s?", _past_stretch),
        (r"(?:ever )?since (?P<from>.+)", _since),
        (r"(?:by|until|till|no later than) (?P<to>.+)", _deadline),
        (r"(?:from |between )?(?P<a>.+?)(?: to | and | through | until |-)(?P<b>.+)", _between),
    ]
]
