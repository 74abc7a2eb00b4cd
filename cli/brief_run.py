"""The run behind `sitbrief brief`, with its progress shown."""

import asyncio
from datetime import date
from pathlib import Path

from ..pipeline import Intake, Period, Run, Settings, SituationBrief, period_of, take_in, utc_now
from ..store import Store
from .progress import shown

__all__ = ["run_brief"]


def run_brief(
    settings: Settings,
    paths: list[Path] | None,
    days: tuple[date | None, date | None, date | None],
    published: date | None,
) -> tuple[SituationBrief, Intake]:
    """The brief, and what was taken in for it. `days` are --day, --since, --until."""
    settings.endpoint()  # a missing model is said before anything is read
    now = utc_now()
    today = now.astimezone(settings.zone).date()
    with Store.open(settings.store) as store:
        if paths:
            intake = take_in(paths, store, published=published, now=now)
            period = _period(intake, settings, today, days)
        else:
            period = _period(None, settings, today, days)
            intake = Intake(store.articles(period.since, period.until, period.zone), [], [])
        with shown() as progress:
            run = Run(settings, store, progress=progress)
            written = asyncio.run(run.brief(intake.articles, period, intake.failed))
    return written, intake


def _period(
    intake: Intake | None, settings: Settings, today: date, days: tuple[date | None, date | None, date | None]
) -> Period:
    day, since, until = days
    articles = intake.articles if intake else []
    return period_of(articles, settings, today=today, day=day, since=since, until=until)
