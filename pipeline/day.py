"""One run of one day, from the sources to the deliveries; what each step gave is kept, so that the next run goes on."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import httpx2

from .. import __version__
from ..agents.transport import Sleep
from ..local import LocalServer
from ..schemas import (
    Article,
    Delivery,
    FailedArticle,
    Job,
    Manifest,
    ModelError,
    RunRow,
    RunState,
    SitbriefError,
    StepTime,
    Usage,
    redacted,
)
from ..store import Store
from .briefing import Period, SituationBrief
from .budgeting import Ledger
from .claiming import Claim, beating
from .extracting import Outcome, has_records
from .intake import Intake
from .logs import Log, Logged
from .manifests import EXIT_CODES, articles_read, manifest_of
from .progress import Progress, Quiet
from .publishing import Publisher
from .recording import ARTICLES, RECORDING, Tape, recording
from .running import Covered, Run, utc_now
from .settings import RoleName, Settings, Strategy
from .stopping import Stop, StoppedError
from .verdicts import also, delivered_state, missing, sentence, state_of, undelivered, with_unjudged

__all__ = ["DayRun", "Means", "Ran"]

# What a brief is made of, from what says least to what says most; see `Manifest.answers`.
_BY = ("extracts", "records", "model")
# Articles that came too late for a brief are named as far back.
_LATE = timedelta(days=14)
# States in which nothing is left that another run would do by itself, but for deliveries.
_SETTLED = (RunState.DONE, RunState.NOTHING, RunState.PARTIAL, RunState.UNDELIVERED)


@dataclass(frozen=True)
class Ran:
    """How the brief of a day stands: in a state, with the exit code for it, and in a sentence.

    `elsewhere`: another run has the day, and nothing was done.
    """

    day: date
    state: RunState
    said: str
    code: int
    elsewhere: bool = False


@dataclass
class Means:
    """What the runs of one invocation share. `now`, `clock`, `sleep` and `transport` are passed in by tests.

    `record` keeps what is needed to replay them. `asked`: the days were asked for, and what failed in them is tried
    again; `anew`: they are also written of the articles that came since. `fetched` is what the sources gave, once for
    all days.
    """

    settings: Settings
    store: Store
    stop: Stop = field(default_factory=Stop)
    progress: Progress = field(default_factory=Quiet)
    record: bool = False
    asked: bool = False
    anew: bool = False
    local: LocalServer | None = None
    now: Callable[[], datetime] = utc_now
    clock: Callable[[], float] = time.monotonic
    sleep: Sleep = asyncio.sleep
    transport: httpx2.AsyncBaseTransport | None = None
    fetched: Intake | None = None


@dataclass(frozen=True)
class _Brief:
    """A brief and what its sentences are from: "model", "records" or "extracts"."""

    brief: SituationBrief
    answers: str

    @property
    def worth(self) -> tuple[int, int, int]:
        """What makes it the better of two, the weightier first."""
        return _BY.index(self.answers), self.brief.header.read, -self.brief.gaps.statements_unjudged


@dataclass
class DayRun:
    """The run of a day by which it is claimed. `frozen` is the manifest of the run that it makes again, `late` are the
    ids of articles of the days before that are in no brief.
    """

    means: Means
    claim: Claim
    log: Log
    steps: list[StepTime] = field(default_factory=list)
    frozen: Manifest | None = None
    late: list[str] = field(default_factory=list)
    tape: Tape | None = None
    begun: datetime = field(init=False)
    ledger: Ledger = field(init=False)
    stop: Stop = field(init=False)
    publisher: Publisher = field(init=False)

    def __post_init__(self) -> None:
        self.begun = self.means.now()
        self.stop = self.means.stop.part()
        self.publisher = Publisher(self.settings, self.claim, self.log)
        self.ledger = Ledger(self.means.store, self.id, self.settings, self._today, self.means.clock)

    @property
    def settings(self) -> Settings:
        return self.means.settings

    @property
    def id(self) -> str:
        return self.claim.run

    @property
    def job(self) -> Job:
        return self.claim.job

    @cached_property
    def kept(self) -> SituationBrief | None:
        """The brief that an earlier run has left."""
        return None if self.job.brief is None else SituationBrief.model_validate(self.job.brief)

    @cached_property
    def made(self) -> Manifest | None:
        """The manifest of that one."""
        return self.publisher.manifest()

    @property
    def day(self) -> date:
        return self.job.day

    async def write(self) -> Ran:
        """Writes the brief of the day, or the one that is there for good once more; what is to be recorded is made
        anew, of the same articles and from the answers that are kept.
        """
        loop = asyncio.get_running_loop()

        def lose() -> None:  # said from another thread
            loop.call_soon_threadsafe(self.stop.lose)

        try:
            with beating(self.means.store, self.job, self.means.now, self.ledger.elapsed, lose):
                ran = await self._written()
        except Exception as problem:
            self._broken(redacted(str(problem), self.settings.secret_values()))
            raise
        self.log.info("ended", state=ran.state.value, said=ran.said)
        return ran

    async def _written(self) -> Ran:
        if self._is_final():
            self.frozen = self._recordable()
            if self.frozen is None and self.kept:
                return await self._again(self.kept)
        self._row(RunState.RUNNING, "")
        self.log.info("begun", config=self.job.config, sitbrief=__version__)
        return await self._whole()

    def _broken(self, problem: str) -> None:
        """Says in the log and in the store that the run broke off, as far as they can still be written."""
        self.log.error("broken off", problem=problem)
        with suppress(SitbriefError):
            self._row(RunState.FAILED, problem)
            if self.job.brief is None:
                self.claim.keep(state=RunState.FAILED)

    def _is_final(self) -> bool:
        """Whether the brief is there for good: its day was over, and nothing is left to go on with; where the day was
        asked for, also nothing that failed for good, or was written under other settings.
        """
        if self.kept is None or self.means.anew or self.job.state not in _SETTLED:
            return False
        lacking = state_of(self.kept, passing=False) is RunState.PARTIAL
        other = self.made is not None and self.made.config != self.job.config
        return self.kept.header.cut_off >= self._period().end and not (self.means.asked and (lacking or other))

    def _recordable(self) -> Manifest | None:
        """The manifest of a run that is to be recorded and was not, or whose recording is lost."""
        made = self.made if self.means.record else None
        if made is None or made.config != self.job.config:  # under other settings it would be another brief
            return None
        there = made.recorded and (self.publisher.folder / RECORDING / ARTICLES).is_file()
        return None if there else made

    async def _again(self, brief: SituationBrief) -> Ran:
        """The kept brief: its files made good, and what was not delivered delivered."""
        settled = state_of(brief, passing=False)
        said = "the brief was written before and is the same; no source was read and no model was asked"
        if lacks := brief.header.partial.rstrip("."):
            said = also(said, f"it lacks what it did, which --day {self.day} tries again: {lacks}")
        return await self._as_it_was(brief, settled, said)

    async def _as_it_was(self, brief: SituationBrief, state: RunState, said: str) -> Ran:
        state, deliveries = await self.publisher.again(brief, state)
        reached = ", ".join(each.target for each in deliveries if each.delivered)
        said = also(said, f"now delivered to {reached}" if reached else "", undelivered(deliveries))
        if deliveries or state is RunState.UNFINISHED:  # a run that found all done is none
            self._row(state, said)
        return Ran(self.day, state, said, EXIT_CODES[state])

    async def _whole(self) -> Ran:
        means, run = self.means, self._run()
        taping = recording(self.publisher.folder, self.settings, means.store) if means.record else nullcontext()
        with taping as tape:
            run = replace(run, answers=tape.answers) if tape else run
            intake, unread = await self._fetch(run)
            covered = self._cover(run)
            outcomes = await self._read(run, covered)
            made = await self._brief(run, covered, outcomes, intake.failed, unread)
            if tape:
                tape.keep(covered.articles, means.store.previous_brief(covered.period.start, self.settings.subject))
            self.tape = tape
        if self.stop.lost:
            return self._lost()
        made = replace(made, brief=self._settled(made.brief))
        fallen_back = run.strategy is Strategy.WHOLE and made.answers != "model"
        passing = bool(unread) or fallen_back or any(outcome.passing for outcome in outcomes)
        state = state_of(made.brief, passing=passing)
        if self.kept and self._is_better(self.kept, made, state):
            return await self._left(self.kept, made)
        return await self._publish(covered, outcomes, intake.failed, made, state)

    # ------------------------------------------------------------------------------------- the steps

    async def _fetch(self, run: Run) -> tuple[Intake, str]:
        """What the sources gave, and why not all of them were read if so."""
        if self.frozen:
            return Intake(failed=self.frozen.sources), ""
        addresses = [source.address for source in self.settings.sources]
        with self._step("fetch"):
            if self.means.fetched is None and addresses:
                try:
                    self.means.fetched = await self.stop.unless(run.take_in(addresses))
                except StoppedError as problem:
                    return Intake(), str(problem)
        return self.means.fetched or Intake(), ""

    def _cover(self, run: Run) -> Covered:
        """The articles of the day that the store holds, with the count of those that came too late for theirs."""
        with self._step("analyse"):
            period = self._period()
            if self.frozen and self.kept:
                gaps = self.kept.gaps
                covered = run.cover(list(self._same(self.frozen)), period)
                self.late = self.frozen.late
                return replace(covered, outside=gaps.outside_period, late=gaps.late)
            covered = run.cover(self.means.store.articles(self.day, self.day, period.zone), period)
            return self._with_late(covered)

    def _with_late(self, covered: Covered) -> Covered:
        """With the articles of the days before whose briefs were written without them, and that no brief has named; and
        the number of those that came now, and whose days have no brief.
        """
        zone, store = self.settings.zone, self.means.store
        first, late, outside = self.day - _LATE, [], 0
        others = [job for job in store.jobs(self.settings.subject) if job.day >= first and job.day != self.day]
        read: dict[date, set[str]] = {}
        named: set[str] = set()
        for made in (store.manifest(job.day, job.config) for job in others):
            if made:
                read.setdefault(made.day, set()).update(each.id for each in made.articles)
                named.update(made.late)
        known = named.union(*read.values())  # whatever its day was then: dates are mended, time zones change
        for article in store.articles(first, self.day - timedelta(days=1), zone):
            day = article.day(zone)
            if day in read and article.id not in known:
                late.append(f"{article.title or article.name} ({day})")
                self.late.append(article.id)
            elif day not in read and article.first_seen >= self.job.begun:
                outside += 1
        return replace(covered, late=tuple(late), outside=outside + store.count_older(first, self.job.begun))

    def _same(self, made: Manifest) -> Iterator[Article]:
        """The articles of an earlier run, in the revisions that it read."""
        for read in made.articles:
            yield from (a for a in self.means.store.revisions(read.id) if a.revision == read.revision)

    async def _read(self, run: Run, covered: Covered) -> list[Outcome]:
        with self._step("read"):
            return await run.read(covered)

    async def _brief(
        self, run: Run, covered: Covered, outcomes: list[Outcome], failed: list[FailedArticle], unread: str
    ) -> _Brief:
        """The brief by the model that writes; without it of the records, or of sentences where there are none."""
        with self._step("write"):
            try:
                return await self._by_model(run, covered, outcomes, failed, unread)
            except ModelError as problem:
                unwritten = self.stop.reason or str(problem)
                self.log.warning("not written by a model", problem=str(problem))
            some = has_records(outcomes)
            partial = self._missing(run, outcomes, failed, unread, unwritten if some else "")
            brief = await run.write_from_records(covered, outcomes, failed, partial)
            return _Brief(brief, "extracts" if brief.header.extractive else "records")

    async def _by_model(
        self, run: Run, covered: Covered, outcomes: list[Outcome], failed: list[FailedArticle], unread: str
    ) -> _Brief:
        """ModelError if the model that writes gives no brief, or there is nothing for it to write from.

        Once the run is to stop, the brief is the one that it wrote of the same records before, if it did.
        """
        if any(outcome.problem for outcome in outcomes) and not has_records(outcomes):
            raise ModelError("nothing was read")
        lacking = self._missing(run, outcomes, failed, unread)
        try:
            brief = await self.stop.unless(run.write(covered, outcomes, failed, lacking))
        except StoppedError:
            lacking = self._missing(run, outcomes, failed, unread)
            brief = await replace(run, silenced=self.stop.reason).write(covered, outcomes, failed, lacking)
        partial = with_unjudged(lacking, brief)
        brief = brief.model_copy(update={"header": brief.header.model_copy(update={"partial": partial})})
        return _Brief(brief, "extracts" if brief.header.extractive else "model")

    def _missing(
        self, run: Run, outcomes: Sequence[Outcome], failed: Sequence[FailedArticle], unread: str, unwritten: str = ""
    ) -> str:
        judged = not self.settings.judge
        said = missing(outcomes, failed, unread=unread, cause=self._cause(run), unwritten=unwritten, judged=judged)
        return redacted(said, self.settings.secret_values())

    def _lost(self) -> Ran:
        self._discard()
        said = "another run has taken this day over; nothing was written here."
        self._row(RunState.UNFINISHED, said)
        return Ran(self.day, RunState.UNFINISHED, said, 0, elsewhere=True)

    def _discard(self) -> None:
        if self.tape:
            self.tape.discard()

    def _is_better(self, kept: SituationBrief, made: _Brief, state: RunState) -> bool:
        """Whether the brief that is kept was written by more than this one; or, where this one lacks something, of more
        articles, or judged more wholly.
        """
        if self.made is None:
            return False
        before, now = _Brief(kept, self.made.answers).worth, made.worth
        lacking = state in (RunState.UNFINISHED, RunState.PARTIAL)
        return before > now if lacking else before[0] > now[0] and not self.means.asked

    async def _left(self, kept: SituationBrief, made: _Brief) -> Ran:
        """The day with the better brief of an earlier run, and still to be finished."""
        self._discard()
        lacks = made.brief.header.partial.rstrip(".") or "no model is named to write it"
        return await self._as_it_was(
            kept, RunState.UNFINISHED, f"the brief of an earlier run stays, as this one could say less: {lacks}"
        )

    async def _publish(
        self, covered: Covered, outcomes: list[Outcome], failed: list[FailedArticle], made: _Brief, state: RunState
    ) -> Ran:
        """Files and manifest, deliveries, and the job let go of, in this order: a kill between them loses none, as the
        day is unfinished until then.
        """
        brief = made.brief
        if not self.claim.keep(state=RunState.UNFINISHED):  # taken over since the last sign
            return self._lost()
        with self._step("publish"):
            if self.tape:
                self.tape.publish()
            manifest = manifest_of(
                self.settings,
                brief,
                outcomes,
                run=self.id,
                config=self.job.config,
                day=self.day,
                begun=self.begun,
                answers=made.answers,
                strategy=self._run().strategy.value,
                models={role: model for role, model in self._models().items() if model},
                articles=articles_read(covered, outcomes),
                late=self.late,
                sources=failed,
                usage=self.means.store.spent(self.id),
                files=self.publisher.files(brief),
                recorded=self.means.record,
                **self._end(brief, state, []),
            )
            self.publisher.write_manifest(manifest, brief=brief.model_dump(mode="json"))
        with self._step("deliver"):
            deliveries = await self.publisher.deliver(brief)
        state = delivered_state(state, deliveries)
        manifest = manifest.model_copy(update=self._end(brief, state, deliveries))
        # A day that is not over is left open, for the run that finds it over.
        over = brief.header.cut_off >= self._period().end
        self.publisher.write_manifest(manifest, state=state if over else RunState.RUNNING, owner=None)
        self._row(state, manifest.said)
        return Ran(self.day, state, manifest.said, manifest.exit_code)

    def _end(self, brief: SituationBrief, state: RunState, deliveries: list[Delivery]) -> dict[str, Any]:
        """What a manifest says of the end of the run."""
        return {
            "ended": self.means.now(),
            "state": state,
            "exit_code": EXIT_CODES[state],
            "said": also(sentence(brief), undelivered(deliveries)),
            "deliveries": deliveries,
            "steps": list(self.steps),
        }

    # -------------------------------------------------------------------------------- what came of it

    def _cause(self, run: Run) -> str:
        """What stopped the run before its end; empty if nothing did."""
        opened = next((circuit.problem for circuit in run.circuits.values() if circuit.problem), None)
        return self.stop.reason or self.ledger.stopped or (str(opened) if opened else "")

    def _settled(self, brief: SituationBrief) -> SituationBrief:
        """Without what differs from run to run: what was asked stands in run.json. The brief as it is kept, if only
        the cut-off is another, so that the same day again gives the same brief.
        """
        brief = brief.model_copy(update={"usage": Usage()})
        kept, end = self.kept, self._period().end
        if kept is None:
            return brief
        if kept.header.cut_off < end <= brief.header.cut_off:  # it was written before its day was over
            return brief
        header = brief.header.model_copy(update={"cut_off": kept.header.cut_off})
        return kept if brief.model_copy(update={"header": header}) == kept else brief

    # ------------------------------------------------------------------------------------- the store

    def _row(self, state: RunState, said: str) -> None:
        row = RunRow(
            id=self.id,
            day=self.day,
            config=self.job.config,
            area=self.settings.subject,
            begun=self.begun,
            seconds=self.ledger.elapsed(),
            state=state,
            said=said,
        )
        self.means.store.keep_run(row, self._today())

    def _run(self) -> Run:
        means = self.means
        return Run(
            self.settings,
            means.store,
            now=means.now,
            progress=Logged(self.log, means.progress),
            sleep=means.sleep,
            transport=means.transport,
            local=means.local,
            meters=self.ledger.meter,
            unasked=lambda _: self.stop.reason,
        )

    def _models(self) -> dict[str, str]:
        """By role, the model that was there to be asked."""
        run = self._run()
        roles: tuple[RoleName, ...] = ("extractor",)
        if run.strategy is Strategy.WHOLE:
            roles = ("extractor", "summariser", "judge") if self.settings.judge else ("extractor", "summariser")
        return {} if self.settings.without_model else {role: run.model(role) for role in roles}

    def _today(self) -> date:
        return self.means.now().astimezone(self.settings.zone).date()

    def _period(self) -> Period:
        return Period(self.day, self.day, self.settings.zone)

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        try:
            yield
        finally:
            seconds = time.monotonic() - begun
            self.steps.append(StepTime(step=name, seconds=round(seconds, 3)))
            self.log.info("step", step=name, seconds=round(seconds, 3))
