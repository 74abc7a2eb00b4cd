"""Publication dates: from fields, and from the line under a headline."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from ..schemas import Origin, Published

__all__ = ["date_line", "parse_published"]

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\S.*)?$")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_DATES = re.compile(
    r"\b(?:(?P<iso>\d{4}-\d{2}-\d{2})(?:T(?=\d)|\b)"
    rf"|{_MONTH.format('m1')}\s+{_DAY.format('d1')},?\s+(?P<y1>\d{{4}})\b"
    rf"|{_DAY.format('d2')}\s+{_MONTH.format('m2')},?\s+(?P<y2>\d{{4}})\b"
    # Which of 3/5 is the month depends on the country: such a date is seen, and not read.
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4}\b)",
    re.IGNORECASE,
)
# What may stand beside a date on a line that is nothing but a date.
_BESIDE = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?z?|\d{1,2}(?=\s*[ap]\.?m\b)|[ap]\.?m\b"
    r"|\d+\s*min(?:ute)?s?(?:\s+read)?"
    r"|first|published|posted|last|updated|modified|date|on|at|local time"
    r"|gmt|utc|[cew]es?t|e[ds]?t|[cmp][ds]t|ast|msk|bst)\b"
    r"|[+-]\d{2}:?\d{2}\b|[\W_]",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"^\W*(?:first )?(?:published|posted|date)\b|\bmin(?:ute)?s? read\b", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_LONGEST_DATE_LINE = 100


def parse_published(value: str, origin: Origin) -> Published:
    """A day ("2031-03-05"), or an instant with its zone; an instant without a zone gives its day alone.

    The day of an instant is the one in UTC. ValueError says what is wrong with `value` and what to write.
    """
    text = value.strip()
    try:
        if not _ISO.match(text):
            raise ValueError
        if len(text) == 10:
            return Published(day=date.fromisoformat(text), origin=origin)
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return Published(day=moment.date(), origin=origin)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(
            f"published {value!r} is no date; write a day (2031-03-05) or an instant with its zone "
            "(2031-03-05T17:40:00Z)"
        ) from None
    return Published(day=moment.date(), instant=moment, origin=origin)


def _days(line: str) -> Iterator[date]:
    for match in _DATES.finditer(line):
        month = match["m1"] or match["m2"]
        try:
            if match["iso"]:
                yield date.fromisoformat(match["iso"])
            elif month:
                number = _MONTHS.index(month[:3].lower()) + 1
                yield date(int(match["y1"] or match["y2"]), number, int(match["d1"] or match["d2"]))
        except ValueError:
            continue  # 31 February is printed now and then; it dates nothing


def date_line(line: str) -> tuple[date | None, bool] | None:
    """None if `line` is more than a date; else the day of publication it gives, and whether it calls itself so.

    The day is None where the line only tells of an update, or cannot be read without guessing. A line
    calls itself a date line with "Published" or "3 min read".
    """
    if len(line) > _LONGEST_DATE_LINE or not _DATES.search(line):
        return None
    if _BESIDE.sub("", _DATES.sub(" ", line)):
        return None
    said = _PUBLISHED.search(line) is not None
    day = next(_days(line), None) if said or not _UPDATED.search(line) else None
    return day, said
