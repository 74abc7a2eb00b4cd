"""Days and instants in words. Not by strftime: the process may have set a locale, and a brief is in English."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from ..schemas import BriefError, Published

__all__ = ["day_words", "days_in_words", "instant_words", "publication"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ISO_DAY = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")


def day_words(day: date) -> str:
    """A day as readers write it: 8 February 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_in_words(text: str) -> str:
    """The text with its ISO days (2026-02-08) in words."""
    return _ISO_DAY.sub(lambda match: _in_words(match[0]), text)


def instant_words(instant: datetime) -> str:
    """An instant in UTC, to the minute: 8 February 2026, 18:05 UTC."""
    utc = instant.astimezone(UTC)
    return f"{day_words(utc)}, {utc:%H:%M} UTC"


def publication(timezone: str) -> Callable[[Published | None], str]:
    """A function that words a publication date as a day in the brief's time zone, or as `undated`.

    BriefError if there is no such time zone.
    """
    try:
        zone = ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:
        raise BriefError(f"time zone {timezone!r} is not known; name one as 'Asia/Baghdad' or 'UTC'") from error
    return lambda published: day_words(published.local_day(zone)) if published else "undated"


def _in_words(iso: str) -> str:
    try:
        return day_words(date.fromisoformat(iso))
    except ValueError:  # 31 February and its like
        return iso
