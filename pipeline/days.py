"""Which days a run of the daily job writes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from ..schemas import Job, RunState, SettingsError
from .settings import Settings

__all__ = ["days_of", "yesterday"]


def yesterday(settings: Settings, now: datetime) -> date:
    """The last day that is over, in the time zone of the settings."""
    return now.astimezone(settings.zone).date() - timedelta(days=1)


def days_of(
    settings: Settings,
    jobs: Sequence[Job],
    now: datetime,
    *,
    day: date | None = None,
    since: date | None = None,
    until: date | None = None,
) -> tuple[list[date], list[date]]:
    """The days to write, the earliest first; and those that were missed and lie too far back.

    Asked for: a day, or all from `since` to `until` (yesterday if it is left out). Otherwise yesterday, and of the
    `catch_up` days before it those that were missed or left unfinished since the first one under these settings.
    SettingsError: `day` beside the others, `until` alone, a period that ends before it begins, a day to come.
    """
    last = yesterday(settings, now)
    if day and (since or until):
        raise SettingsError("Give --day, or --since and --until, not both.")
    if until and not since:
        raise SettingsError("Give --since with --until: from which day on?")
    first, last = (day, day) if day else (since, until or last) if since else (None, last)
    if first is None:
        return _due(settings, jobs, last)
    if first > last:
        raise SettingsError(f"The period ends ({last}) before it begins ({first}). Check --since and --until.")
    if last > now.astimezone(settings.zone).date():
        raise SettingsError(f"{last} has not begun yet in {settings.timezone}.")
    return _span(first, last), []


def _due(settings: Settings, jobs: Sequence[Job], last: date) -> tuple[list[date], list[date]]:
    states = {job.day: job.state for job in jobs if job.day <= last}
    missed = [day for day in _span(min(states, default=last), last) if _is_open(states.get(day))]
    bound = last - timedelta(days=settings.catch_up)
    return sorted({last, *(day for day in missed if day >= bound)}), [day for day in missed if day < bound]


def _is_open(state: RunState | None) -> bool:
    return state not in (RunState.DONE, RunState.PARTIAL, RunState.NOTHING)


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
