"""How the daily job stands, for a person and for a monitor."""

from datetime import date, datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime

from ..schemas import Frozen, RunState
from ..store import Store
from .claiming import is_gone
from .days import yesterday
from .identity import config_of
from .settings import Settings

__all__ = ["Health", "health_of"]

# By noon of the next day a brief is due: before, the job of this morning may still be to come.
_DUE = timedelta(hours=12)

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
    """The health of the job that these settings describe."""
    expected = yesterday(settings, now - _DUE)
    jobs = {job.day: job for job in store.jobs(config_of(settings))}
    complete = {day for day, job in jobs.items() if job.state in (RunState.DONE, RunState.NOTHING, RunState.PARTIAL)}
    beat = max((job.beat for job in jobs.values()), default=None)
    first = max(min(jobs, default=expected), expected - timedelta(days=settings.catch_up))
    span = [first + timedelta(days=n) for n in range((expected - first).days + 1)]
    missing = tuple(day for day in span if day not in complete)
    job = jobs.get(expected)
    word, why = _judged(
        expected, job.state if job else None, missing, bool(job and job.owner and not is_gone(job, now))
    )
    return Health(
        health=word,
        why=why,
        expected=expected,
        last=max((day for day in complete if day <= expected), default=None),
        missing=missing,
        beat=beat,
    )


def _judged(expected: date, state: RunState | None, missing: tuple[date, ...], alive: bool) -> tuple[Word, str]:
    if state is None:
        return "missing", f"no run has begun the brief of {expected}"
    if alive:
        return "ok", f"the brief of {expected} is being written"
    if state is RunState.FAILED or state is RunState.RUNNING:
        return "failed", f"the brief of {expected} was begun and is not there"
    if state in (RunState.PARTIAL, RunState.UNFINISHED, RunState.UNDELIVERED):
        return "partial", f"the brief of {expected} is {state.value}"
    if missing:
        return "partial", f"the brief of {missing[0]} is not complete"
    return "ok", f"the brief of {expected} is there"
