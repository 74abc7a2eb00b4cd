"""The job of every morning: the brief of each day once, also when several runs, or machines, want to write it."""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from ..schemas import Job, Owner, RunState, SitbriefError, StoreError, redacted
from ..store import Store
from .budgeting import require_prices
from .claiming import LOOKS, Claim, is_gone, lives_here, owner_of
from .day import DayRun, Means, Ran
from .days import Days, days_of
from .delivering import targets_of
from .identity import config_of
from .logs import logging_to
from .picturing import Pictures
from .reports import check_folder, day_folder, write_index
from .settings import Settings
from .stopping import StoppedError
from .verdicts import also

__all__ = ["Daily", "check_settings"]

_LOG = "log.jsonl"


@dataclass(frozen=True)
class Daily:
    """Writes the briefs of days, one after the other."""

    means: Means

    @property
    def settings(self) -> Settings:
        return self.means.settings

    @property
    def store(self) -> Store:
        return self.means.store

    def days(self, *, day: date | None = None, since: date | None = None, until: date | None = None) -> Days:
        """The days to write, as `days_of` says."""
        jobs = self.store.jobs(self.settings.subject)
        return days_of(self.settings, jobs, self.means.now(), day=day, since=since, until=until)

    def check(self, days: Sequence[date]) -> None:
        """What would break a run is said before it begins: SettingsError, NoModelError, WeightsError, StoreError."""
        self.store.check()
        check_settings(self.settings)
        for day in days:
            check_folder(self.settings.reports, day, self.settings.subject)

    async def write(self, days: Sequence[date]) -> list[Ran]:
        """How the brief of each of `days` stands. One that fails takes no other with it, but for want of a store."""
        ran: list[Ran] = []
        try:
            for day in days:
                ran.append(await self._day(day))
        finally:
            with suppress(OSError):  # a folder for which there is no room has said so
                write_index(self.settings.reports)
        return self._backed_up(ran)

    async def _day(self, day: date) -> Ran:
        stop = self.means.stop
        if stop.reason:
            return Ran(day, RunState.UNFINISHED, f"not begun, as {stop.reason}.", 3)
        try:
            return await self._claimed(day)
        except StoreError as problem:
            stop.ask("the store cannot be used")
            return self._failed(day, str(problem))
        except OSError as problem:
            why = f"{problem.filename or 'a file'!r}: {problem.strerror or problem}"
            return self._failed(day, f"{why}; check the path, the room there and its permissions")
        except Exception as problem:  # whatever it is, it is met by this day: the log has it, and the others go on
            known = isinstance(problem, SitbriefError)
            return self._failed(day, str(problem) if known else f"unexpected {type(problem).__name__}: {problem}")

    def _failed(self, day: date, problem: str) -> Ran:
        line = " ".join(problem.split())
        return Ran(day, RunState.FAILED, redacted(also(line), self.settings.secret_values()), 1)

    def _backed_up(self, ran: list[Ran]) -> list[Ran]:
        """The store copied; if it cannot be, the last of `ran` says so: the briefs are there all the same."""
        try:
            self.store.back_up()
        except (SitbriefError, OSError) as problem:
            last = ran[-1]
            code = last.code if last.code in (1, 3) else 3
            if last.state is not RunState.FAILED:
                ran[-1] = replace(last, said=also(last.said, f"no copy of the store was made: {problem}"), code=code)
        return ran

    async def _claimed(self, day: date) -> Ran:
        config, run = config_of(self.settings), uuid.uuid4().hex[:12]
        job = await self._claim(day, config, owner_of(run))
        if job.owner is None or job.owner.run != run:
            return Ran(day, job.state, _held(job), 0, elsewhere=True)
        try:
            log_path = day_folder(self.settings.reports, day) / _LOG
            with logging_to(log_path, self.settings.secret_values(), run=run, day=str(day)) as log:
                claim = Claim(self.store, job, run)
                self._carry_over(claim)
                return await DayRun(self.means, claim, log).write()
        except BaseException:
            self._let_go(day, config, run)
            raise

    async def _claim(self, day: date, config: str, owner: Owner) -> Job:
        """The claimed job, or as another run has it that is at work. One of another machine is watched for a sign: that
        may have been switched off a minute ago, and who comes next morning comes too late.
        """

        def claim() -> Job:
            return self.store.claim(day, config, owner, self.means.now(), is_gone, self.settings.subject)

        first = job = claim()
        for seconds in LOOKS:
            if job.owner is None or job.owner == owner or job.beat != first.beat or lives_here(job.owner):
                break
            try:
                await self.means.stop.unless(self.means.sleep(seconds))
            except StoppedError:
                break
            job = claim()
        return job

    def _carry_over(self, claim: Claim) -> None:
        """What there is of the day under other settings is what a run under new ones begins with."""
        day, own = claim.job.day, claim.job.config
        configs = [job.config for job in self.store.jobs(claim.job.area) if job.day == day and job.config != own]
        jobs = [job for config in configs if (job := self.store.job(day, config)) and job.brief is not None]
        last = max(jobs, key=_written, default=claim.job)
        if _written(last) > _written(claim.job):
            claim.keep(**{name: getattr(last, name) for name in ("state", "brief", "manifest", "delivered")})

    def _let_go(self, day: date, config: str, run: str) -> None:
        """A run that breaks off leaves its day to the next one at once."""
        try:
            job = self.store.job(day, config)
            if job is not None:
                self.store.keep_job(job.model_copy(update={"owner": None}), run)
        except SitbriefError:  # the store is what broke: the claim is taken over once it is stale
            return


def check_settings(settings: Settings) -> None:
    """What no day could be written with is said. SettingsError, NoModelError, WeightsError."""
    if not settings.without_model:
        settings.require_model()
        require_prices(settings)
    Pictures.by(settings)  # reads what the settings name as files
    targets_of(settings)


def _written(job: Job) -> tuple[bool, str]:
    """When the brief of a job was written, to be compared."""
    return job.brief is not None, str((job.manifest or {}).get("ended", ""))


def _held(job: Job) -> str:
    assert job.owner is not None
    return (
        f"run {job.owner.run} on {job.owner.host!r} is writing this brief (last sign {job.beat:%H:%M:%S} "
        "UTC); nothing was done here."
    )
