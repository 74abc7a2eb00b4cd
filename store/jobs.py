"""Days of the daily job: who writes the brief of one, and what there is of it; and the runs that did."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from ..schemas import Job, Owner, RunRow, RunState
from .faults import fitting
from .tables import jobs, runs
from .writing import insert_once, upsert

__all__ = ["all_jobs", "all_runs", "beat", "claim", "clock", "find", "keep", "keep_run", "manifest", "seconds_on"]

# What lists leave out: it may be large.
_LARGE = ("brief", "manifest")


def clock(connection: Connection, now: datetime) -> datetime:
    """The instant by the clock that all who share the store have: a server's own, or else the machine's, `now`."""
    if connection.dialect.name != "postgresql":
        return now
    server: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return server


def claim(
    connection: Connection,
    day: date,
    config: str,
    owner: Owner,
    now: datetime,
    stale: Callable[[Job, datetime], bool],
    area: str,
) -> Job:
    """The job of a day, owned by `owner` unless another run that is not `stale` has it."""
    sign = clock(connection, now)
    values: dict[str, Any] = {
        "area": area,
        "owner": None,
        "begun": now,
        "beat": sign,
        "state": RunState.RUNNING,
        "brief": None,
        "manifest": None,
        "delivered": {},
    }
    insert_once(connection, jobs, {"day": day, "config": config, **values})
    held = find(connection, day, config, lock=True)
    assert held is not None
    if held.owner and held.owner.run != owner.run and not stale(held, sign):
        return held
    # The area as well: one that was begun before stores had it may be without.
    taken = {"owner": owner.model_dump(), "beat": sign, "area": area}
    connection.execute(update(jobs).where(*_at(day, config)).values(taken))
    _end_others(connection, day, config, owner.run)
    return held.model_copy(update={"owner": owner, "beat": sign, "area": area})


def _end_others(connection: Connection, day: date, config: str, run: str) -> None:
    """Whoever had the day and did not say how it ended was cut off."""
    others = (runs.c.day == day, runs.c.config == config, runs.c.id != run, runs.c.state == RunState.RUNNING.value)
    connection.execute(update(runs).where(*others).values(state=RunState.FAILED.value, said="It was cut off."))


def beat(connection: Connection, day: date, config: str, run: str, now: datetime, seconds: float) -> bool:
    """A sign that `run` goes on; False if the day is another one's now."""
    held = find(connection, day, config, lock=True)
    connection.execute(update(runs).where(runs.c.id == run).values(seconds=seconds))
    if held is None or held.owner is None or held.owner.run != run:
        return False
    connection.execute(update(jobs).where(*_at(day, config)).values(beat=clock(connection, now)))
    return True


def keep(connection: Connection, job: Job, run: str) -> bool:
    """Keeps what became of a job, and its owner, None to let go of it; False if it is not `run` that has it."""
    held = find(connection, job.day, job.config, lock=True)
    if held is None or held.owner is None or held.owner.run != run:
        return False
    kept = job.model_dump(mode="json", include={"owner", "state", "brief", "manifest", "delivered"})
    connection.execute(update(jobs).where(*_at(job.day, job.config)).values(**kept))
    return True


def find(connection: Connection, day: date, config: str, *, lock: bool = False) -> Job | None:
    """The job of a day under a configuration; with `lock` nobody else changes it before the transaction ends."""
    wanted = select(jobs).where(*_at(day, config))
    row = connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    return _job(row._mapping) if row else None


def manifest(connection: Connection, day: date, config: str) -> dict[str, Any] | None:
    """The manifest of a job, without its brief."""
    found: dict[str, Any] | None = connection.scalar(select(jobs.c.manifest).where(*_at(day, config)))
    return found


def all_jobs(connection: Connection, area: str) -> list[Job]:
    """The jobs that are about `area`, under any configuration, the latest day first, of one day the latest sign first;
    without their briefs and manifests.
    """
    columns = [column for column in jobs.c if column.name not in _LARGE]
    order = (jobs.c.day.desc(), jobs.c.beat.desc())
    return [
        _job(row._mapping) for row in connection.execute(select(*columns).where(jobs.c.area == area).order_by(*order))
    ]


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
