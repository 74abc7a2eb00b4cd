"""Which days a run of the daily job writes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..schemas import Job, RunState, SettingsError
from .settings import Settings

__all__ = ["Days", "days_of", "first_morning", "is_open", "open_days", "ranges", "standing", "yesterday"]

_COMPLETE = (RunState.DONE, RunState.NOTHING, RunState.PARTIAL)
# Days that were missed before that are no longer named every morning.
_NAMED = timedelta(days=30)


@dataclass(frozen=True)
class Days:
    """The days that a run is to write, the earliest first; those that were missed and lie too far back; and whether
    they were asked for, as back-fill is.
    """

    wanted: tuple[date, ...]
    too_old: tuple[date, ...] = ()
    asked: bool = False


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
) -> Days:
    """The days to write, of a subject that has these `jobs`.

    Asked for: a day, or all from `since` to `until` (yesterday if it is left out). Otherwise yesterday, and of the
    `catch_up` days before it those that were begun and not completed, or missed since the first morning.
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
    return Days(_span(first, last), asked=True)


def _due(settings: Settings, jobs: Sequence[Job], last: date) -> Days:
    bound = last - timedelta(days=settings.catch_up)
    left = [day for day in open_days(settings, jobs, last) if day < last]
    too_old = tuple(day for day in left if last - _NAMED <= day < bound)
    return Days((*(day for day in left if day >= bound), last), too_old)


def open_days(settings: Settings, jobs: Sequence[Job], last: date) -> list[date]:
    """The days up to `last` that were begun and not completed, or missed since the first morning; `last` itself too, if
    it is not complete.
    """
    stand = standing(jobs)
    days = {*stand, *_span(first_morning(settings, jobs) or last, last)}
    return sorted(day for day in days if day <= last and is_open(stand.get(day)))


def standing(jobs: Iterable[Job]) -> dict[date, Job]:
    """By day, the job that says how it stands: of those under several configurations the last that gave a sign, as it
    has what the others left.
    """
    return {job.day: job for job in sorted(jobs, key=lambda job: job.beat)}


def first_morning(settings: Settings, jobs: Iterable[Job]) -> date | None:
    """The day of the first brief that was begun by the morning after its day: what is missed is missed since then.

    Back-fill of earlier days makes nobody expect those in between.
    """
    return min((job.day for job in jobs if job.day >= yesterday(settings, job.begun)), default=None)


def is_open(job: Job | None) -> bool:
    """Whether there is something left to do for a day."""
    return job is None or job.state not in _COMPLETE


def _span(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def ranges(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days in order as the first and the last of each unbroken row of them."""
    rows: list[tuple[date, date]] = []
    for day in days:
        if rows and day - rows[-1][1] == timedelta(days=1):
            rows[-1] = (rows[-1][0], day)
        else:
            rows.append((day, day))
    return rows
