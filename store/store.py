"""The store: every question and every change is one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from ..schemas import (
    Article,
    Brief,
    Budgets,
    Costs,
    Extraction,
    Job,
    Manifest,
    Owner,
    Rejected,
    RunRow,
    Spending,
    StoreError,
    Visit,
)
from . import answers, articles, briefs, extractions, jobs, spendings, visits
from .backup import back_up, check
from .briefs import BriefRow
from .faults import told
from .migrating import migrate
from .opening import WAIT, engine_for, place_of, url_of, use_wal

__all__ = ["Store"]

_UTC = ZoneInfo("UTC")


class Store:
    """What is kept between runs. It keeps and finds; it decides nothing.

    Several processes and threads may share one store. What a method has returned from is kept, also if
    the process is killed the moment after. Any method raises StoreError where the database fails.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        """For an engine whose database is migrated; `place` names it in messages. See `open`."""
        self.place = place
        self._engine = engine
        self._closed = False

    @classmethod
    def open(cls, url_or_path: str | Path, *, wait: float = WAIT) -> Self:
        """The store at a path, ":memory:", or a SQLAlchemy URL of SQLite or PostgreSQL.

        Makes the folder and the tables where they are missing. `wait` is the number of seconds after which
        a SQLite file that another process is writing to counts as failed. StoreError if it cannot be used,
        is not a store, or is newer than this version.
        """
        url = url_of(url_or_path)
        place = place_of(url)
        with told(place):
            engine = engine_for(url, wait)
            try:
                # Refuses what is no store before anything about the file is changed.
                migrate(engine, place)
                if engine.dialect.name == "sqlite":
                    use_wal(engine, wait)
            except BaseException:
                engine.dispose()
                raise
        return cls(engine, place)

    def close(self) -> None:
        """Lets go of the database; closing twice is fine."""
        self._closed = True
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        if self._closed:
            raise StoreError(f"the store {self.place!r} is closed; open it again")
        with told(self.place), self._engine.execution_options(writes=writes).begin() as connection:
            yield connection

    def add_article(self, article: Article) -> Article:
        """Keeps a revision that is new and returns it as it is kept.

        A known revision stays as it is, `first_seen` included; only a missing publication date is filled in.
        """
        with self._transaction(writes=True) as connection:
            return articles.add(connection, article)

    def articles(self, since: date | None = None, until: date | None = None, zone: ZoneInfo = _UTC) -> list[Article]:
        """The latest revision of each article whose day in `zone` falls in the period, both days included.

        Ordered by day, outlet and title. Of two revisions the one first seen later is the latest.
        """
        with self._transaction(writes=False) as connection:
            return articles.in_period(connection, since, until, zone)

    def count_older(self, than: date, since: datetime) -> int:
        """How many articles of days before `than`, by midnights in UTC, were first seen at `since` or later."""
        with self._transaction(writes=False) as connection:
            return articles.count_older(connection, than, since)

    def article(self, id_or_revision: str) -> Article:
        """The latest revision of an article by its id, or one revision by its hash.

        What begins with at least 4 characters, if nothing else does, will do. NoSuchArticleError otherwise.
        """
        with self._transaction(writes=False) as connection:
            return articles.find(connection, id_or_revision)

    def revisions(self, article_id: str) -> list[Article]:
        """Every revision of an article, the one first seen first; an unknown id has none."""
        with self._transaction(writes=False) as connection:
            return articles.of_article(connection, article_id)

    def visit(self, url: str) -> Visit | None:
        """What is remembered of an address; None if it was never read."""
        with self._transaction(writes=False) as connection:
            return visits.find(connection, url)

    def keep_visit(self, visit: Visit) -> None:
        """Remembers the reading of an address in place of the one before."""
        with self._transaction(writes=True) as connection:
            visits.keep(connection, visit)

    def answer(self, key: str) -> dict[str, Any] | None:
        """The response kept under the key of a request."""
        with self._transaction(writes=False) as connection:
            return answers.find(connection, key)

    def asked(self, key: str) -> dict[str, Any] | None:
        """The request to which the answer under its key was given."""
        with self._transaction(writes=False) as connection:
            return answers.asked(connection, key)

    def drop_answer(self, key: str) -> None:
        """Forgets an answer that was of no use, so that it is asked for anew the next time."""
        with self._transaction(writes=True) as connection:
            answers.drop(connection, key)

    def keep_answer(
        self, key: str, request: Mapping[str, Any], response: Mapping[str, Any], model: str, endpoint: str
    ) -> None:
        """Keeps the answer to a request; an answer that is already kept under the key stays."""
        values = {
            "key": key,
            "request": dict(request),
            "response": dict(response),
            "model": model,
            "endpoint": endpoint,
        }
        with self._transaction(writes=True) as connection:
            answers.keep(connection, values)

    def extraction(self, revision: str, config: str, article: str | None = None) -> Extraction | None:
        """The extraction of a revision under a configuration.

        The same text in two articles has the same hash: `article` says whose is meant. Without it, the
        first by article id is returned.
        """
        with self._transaction(writes=False) as connection:
            return extractions.find(connection, revision, config, article)

    def keep_extraction(self, extraction: Extraction, config: str) -> None:
        """Keeps an extraction and its rejected records in place of those of the same revision and configuration.

        NoSuchArticleError if that revision of that article is not kept.
        """
        with self._transaction(writes=True) as connection:
            extractions.keep(connection, extraction, config)

    def latest_extractions(self, articles: Sequence[Article]) -> dict[tuple[str, str], Extraction]:
        """By article id and revision, the extraction that was kept last, of those that hold every kind of record.

        An article that was never extracted is not in it. Rejected records are left out.
        """
        with self._transaction(writes=False) as connection:
            return extractions.latest(connection, articles)

    def rejected(self, revision: str | None = None) -> list[Rejected]:
        """The rejected records of one revision, or of all, under every configuration."""
        with self._transaction(writes=False) as connection:
            return extractions.refusals(connection, revision)

    def keep_brief(self, brief: Brief) -> str:
        """Keeps a brief and returns its id; the same brief again is kept once."""
        with self._transaction(writes=True) as connection:
            return briefs.keep(connection, brief)

    def briefs(self) -> list[BriefRow]:
        """A row for each brief, the latest cut-off first."""
        with self._transaction(writes=False) as connection:
            return briefs.all_rows(connection)

    def brief(self, brief_id: str) -> Brief:
        """The brief with that id; StoreError if there is none."""
        with self._transaction(writes=False) as connection:
            return briefs.find(connection, brief_id)

    def previous_brief(self, before: date, area: str, zone: ZoneInfo = _UTC) -> Brief | None:
        """The brief of the same area with the latest cut-off before `before`.

        `before` is an instant with a time zone, or a day, which begins at midnight in `zone`.
        """
        with self._transaction(writes=False) as connection:
            return briefs.previous(connection, before, area, zone)

    def instant(self, now: datetime) -> datetime:
        """The instant by the clock by which signs are given: that of a PostgreSQL server, or else `now`."""
        with self._transaction(writes=False) as connection:
            return jobs.clock(connection, now)

    def claim(
        self,
        day: date,
        config: str,
        owner: Owner,
        now: datetime,
        stale: Callable[[Job, datetime], bool],
        area: str,
    ) -> Job:
        """The job of a day under a configuration, which is about `area`, claimed for `owner`; or as another run has it.

        `stale` says of a job, at an instant by the clock of its signs, whether the run that owns it is gone; its claim
        is then taken over.
        """
        with self._transaction(writes=True) as connection:
            return jobs.claim(connection, day, config, owner, now, stale, area)

    def beat(self, job: Job, now: datetime, seconds: float) -> bool:
        """A sign that the owner of `job` goes on, `seconds` after it began; False if another run has the day now."""
        assert job.owner is not None
        with self._transaction(writes=True) as connection:
            return jobs.beat(connection, job.day, job.config, job.owner.run, now, seconds)

    def keep_job(self, job: Job, run: str) -> bool:
        """Keeps the state, the brief, the manifest and the deliveries of a job, and its owner, None to let go of it.

        False, and nothing is kept, if it is not `run` that has the day.
        """
        with self._transaction(writes=True) as connection:
            return jobs.keep(connection, job, run)

    def job(self, day: date, config: str) -> Job | None:
        """The job of a day under a configuration; None if none was ever begun."""
        with self._transaction(writes=False) as connection:
            return jobs.find(connection, day, config)

    def manifest(self, day: date, config: str) -> Manifest | None:
        """The manifest of the brief of a day under a configuration; None if there is no brief, or none of this version
        of sitbrief.
        """
        with self._transaction(writes=False) as connection:
            return Manifest.known(jobs.manifest(connection, day, config))

    def jobs(self, area: str) -> list[Job]:
        """The jobs that are about `area`, the latest day first, of one day the latest sign; without briefs, manifests.

        A day has one for each configuration under which it was begun.
        """
        with self._transaction(writes=False) as connection:
            return jobs.all_jobs(connection, area)

    def keep_run(self, row: RunRow, spent_on: date) -> None:
        """Keeps how a run stands; its seconds count to the calendar day `spent_on`."""
        with self._transaction(writes=True) as connection:
            jobs.keep_run(connection, row, spent_on)

    def runs(self, limit: int = 50) -> list[RunRow]:
        """The last runs, the newest first."""
        with self._transaction(writes=False) as connection:
            return jobs.all_runs(connection, limit)

    def seconds_on(self, day: date, other_than: str) -> float:
        """The seconds that all runs but one took on a calendar day."""
        with self._transaction(writes=False) as connection:
            return jobs.seconds_on(connection, day, other_than)

    def reserve(
        self, run: str, day: date, most: Spending, budgets: Budgets, share: float = 1.0
    ) -> int | tuple[str, str]:
        """Puts down the most that a request may cost, and returns its number, if no bound is broken by it.

        Otherwise which one is: ("run" or "day", "tokens", "calls" or "money"). Of each bound `share` may be used.
        """
        with self._transaction(writes=True) as connection:
            return spendings.reserve(connection, run, day, most, budgets, share)

    def settle(self, number: int, spent: Spending) -> None:
        """What the request of that number did cost."""
        with self._transaction(writes=True) as connection:
            spendings.settle(connection, number, spent)

    def spent(self, run: str) -> list[Spending]:
        """What a run spent, by step and model."""
        with self._transaction(writes=False) as connection:
            return spendings.of_run(connection, run)

    def costs(self) -> list[Costs]:
        """What all runs spent, by calendar day, step and model; the latest day first."""
        with self._transaction(writes=False) as connection:
            return spendings.by_day(connection)

    def check(self) -> None:
        """StoreError if the database is damaged; the file is not changed. PostgreSQL checks itself."""
        with told(self.place):
            check(self._engine)

    def back_up(self) -> Path | None:
        """A copy of a SQLite file beside it, whole or not at all; None for any other store."""
        with told(self.place):
            return back_up(self._engine)
