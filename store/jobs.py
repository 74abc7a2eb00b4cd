"""Days of the daily job: who writes the brief of one, and what there is of it; and the runs that did."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from ..schemas import Job, Owner, RunRow, RunState
from .faults import fitting
from .tables import jobs, runs
from .writing import insert_once, upsert

__all__ = ["all_jobs", "all_runs", "beat", "claim", "find", "keep", "keep_run", "seconds_on"]


def claim(
    connection: Connection, day: date, config: str, owner: Owner, now: datetime, stale: Callable[[Job], bool]
) -> Job:
    """The job of a day, owned by `owner` unless another run that is not `stale` has it."""
    values: dict[str, Any] = {
        "owner": None,
        "begun": now,
        "beat": now,
        "state": RunState.RUNNING,
        "brief": None,
        "delivered": {},
    }
    insert_once(connection, jobs, {"day": day, "config": config, **values})
    # Locked to the end of the transaction: of two runs that find it free, one takes it.
    row = connection.execute(select(jobs).where(*_at(day, config)).with_for_update()).one()
    held = _job(row._mapping)
    if held.owner and held.owner.run != owner.run and not stale(held):
        return held
    connection.execute(update(jobs).where(*_at(day, config)).values(owner=owner.model_dump(), beat=now))
    _end_others(connection, day, config, owner.run)
    return held.model_copy(update={"owner": owner, "beat": now})


def _end_others(connection: Connection, day: date, config: str, run: str) -> None:
    """Whoever had the day and did not say how it ended was cut off."""
    others = (runs.c.day == day, runs.c.config == config, runs.c.id != run, runs.c.state == RunState.RUNNING.value)
    connection.execute(update(runs).where(*others).values(state=RunState.FAILED.value, said="It was cut off."))


def beat(connection: Connection, day: date, config: str, run: str, now: datetime, seconds: float) -> bool:
    """A sign that `run` goes on; False if the day is another one's now."""
    held = find(connection, day, config)
    connection.execute(update(runs).where(runs.c.id == run).values(seconds=seconds))
    if held is None or held.owner is None or held.owner.run != run:
        return False
    connection.execute(update(jobs).where(*_at(day, config)).values(beat=now))
    return True


def keep(connection: Connection, job: Job, run: str) -> bool:
    """Keeps what became of a job, and its owner, None to let go of it; False if it is not `run` that has it."""
    held = find(connection, job.day, job.config)
    if held is None or held.owner is None or held.owner.run != run:
        return False
    kept = job.model_dump(mode="json", include={"owner", "state", "brief", "delivered"})
    connection.execute(update(jobs).where(*_at(job.day, job.config)).values(**kept))
    return True


def find(connection: Connection, day: date, config: str) -> Job | None:
    """The job of a day under a configuration."""
    row = connection.execute(select(jobs).where(*_at(day, config))).one_or_none()
    return _job(row._mapping) if row else None


def all_jobs(connection: Connection, config: str) -> list[Job]:
    """The jobs of a configuration, the latest day first; without their briefs."""
    columns = [column for column in jobs.c if column.name != "brief"]
    rows = connection.execute(select(*columns).where(jobs.c.config == config).order_by(jobs.c.day.desc()))
    return [_job(row._mapping) for row in rows]


def keep_run(connection: Connection, row: RunRow, spent_on: date) -> None:
    """Keeps a run in place of what was kept of it; its seconds count to the day `spent_on`."""
    upsert(connection, runs, {**row.model_dump(), "state": row.state.value, "spent_on": spent_on})


def all_runs(connection: Connection, limit: int) -> list[RunRow]:
    """The last runs, the newest first."""
    columns = [column for column in runs.c if column.name != "spent_on"]
    rows = connection.execute(select(*columns).order_by(runs.c.begun.desc(), runs.c.id).limit(limit))
    return [RunRow.model_validate(dict(row._mapping)) for row in rows]


def seconds_on(connection: Connection, day: date, other_than: str) -> float:
    """The seconds of all runs of a calendar day but one."""
    wanted = (runs.c.spent_on == day, runs.c.id != other_than)
    return connection.scalar(select(func.coalesce(func.sum(runs.c.seconds), 0.0)).where(*wanted)) or 0.0


def _at(day: date, config: str) -> tuple[Any, Any]:
    return jobs.c.day == day, jobs.c.config == config


def _job(row: Any) -> Job:
    with fitting(f"the job of {row['day']}"):
        return Job.model_validate(dict(row))
