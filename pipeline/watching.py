"""How the daily job stands, for a person and for a monitor."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal

from pydantic import AwareDatetime

from ..schemas import Frozen, Job, RunState
from ..store import Store
from .claiming import is_gone
from .days import first_morning, is_open, open_days, standing, yesterday
from .settings import Settings

__all__ = ["Health", "health_of"]

# By noon of the next day a brief is due: before, the job of this morning may still be to come.
_DUE = timedelta(hours=12)
# Where it is begun later than that, it is due so long after the time of day at which the last one was.
_TAKES = timedelta(hours=2)

Word = Literal["ok", "partial", "failed", "missing"]


class Health(Frozen):
    """`health` in a word, and why. `expected` is the last day whose brief is due, `last` the last one that is complete,
    `missing` those up to it that are not, as far back as they are made up for. `beat` is the last sign of a run.
    """

    health: Word
    why: str
    expected: date
    last: date | None = None
    missing: tuple[date, ...] = ()
    beat: AwareDatetime | None = None


def health_of(settings: Settings, store: Store, now: datetime) -> Health:
    """The health of the job whose subject these settings have, under whatever configuration it ran.

    Before its first morning no brief is expected but that one.
    """
    jobs = store.jobs(settings.subject)
    stand = standing(jobs)
    due = yesterday(settings, now - _due(settings, jobs))
    expected = max(due, first_morning(settings, jobs) or due)
    bound = expected - timedelta(days=settings.catch_up)
    missing = tuple(day for day in open_days(settings, jobs, expected) if day >= bound)
    clock = store.instant(now)
    at_work = any(job.day == expected and not is_gone(job, clock) for job in jobs)
    word, why = _judged(expected, stand.get(expected), missing, at_work=at_work)
    if expected > yesterday(settings, now):  # the first one was written before its day was over
        word, why, missing = "ok", f"no brief is due yet: {expected} is not over", ()
    return Health(
        health=word,
        why=why if jobs else f"no run was made yet for {settings.subject or 'all areas'!r}",
        expected=expected,
        last=max((day for day, job in stand.items() if day <= expected and not is_open(job)), default=None),
        missing=missing,
        beat=max((job.beat for job in jobs), default=None),
    )


def _due(settings: Settings, jobs: Sequence[Job]) -> timedelta:
    """How long after the end of a day its brief is due."""
    mornings = [job for job in jobs if job.day == yesterday(settings, job.begun)]
    if not mornings:
        return _DUE
    last = max(job.day for job in mornings)
    begun = min(job.begun for job in mornings if job.day == last).astimezone(settings.zone)
    after = begun - datetime.combine(begun.date(), time(), settings.zone)
    return max(_DUE, min(after + _TAKES, timedelta(days=1)))


def _judged(expected: date, job: Job | None, missing: tuple[date, ...], *, at_work: bool) -> tuple[Word, str]:
    if at_work:
        return "ok", f"the brief of {expected} is being written"
    if job is None:
        return "missing", f"no run has begun the brief of {expected}"
    if job.state in (RunState.FAILED, RunState.RUNNING):
        return "failed", f"the brief of {expected} was begun and is not there"
    if job.state in (RunState.PARTIAL, RunState.UNFINISHED, RunState.UNDELIVERED):
        return "partial", f"the brief of {expected} is {job.state.value}"
    if missing:
        return "partial", f"the brief of {missing[0]} is not complete"
    if job.state is RunState.NOTHING:
        return "ok", f"there was nothing to report on {expected}"
    return "ok", f"the brief of {expected} is there"
