"""The run behind `sitbrief brief`, with its progress shown."""

import asyncio
from datetime import date

from ..pipeline import Intake, Run, Settings, SituationBrief, local_server, period_of
from ..store import Store
from .progress import shown

__all__ = ["run_brief"]


def run_brief(
    settings: Settings,
    sources: list[str] | None,
    days: tuple[date | None, date | None, date | None],
    published: date | None,
) -> tuple[SituationBrief, Intake]:
    """The brief, and what was taken in for it. `days` are --day, --since, --until."""
    if not settings.without_model:
        settings.require_model()  # what is missing is said before anything is read
    with Store.open(settings.store) as store, shown() as progress, local_server(settings) as local:
        return asyncio.run(_work(Run(settings, store, progress=progress, local=local), sources, days, published))


async def _work(
    run: Run, sources: list[str] | None, days: tuple[date | None, date | None, date | None], published: date | None
) -> tuple[SituationBrief, Intake]:
    day, since, until = days
    today = run.now().astimezone(run.settings.zone).date()
    intake = await run.take_in(sources, published) if sources else Intake()
    period = period_of(intake.articles, run.settings, today=today, day=day, since=since, until=until)
    if not sources:
        intake = Intake(run.store.articles(period.since, period.until, period.zone))
    return await run.brief(intake.articles, period, intake.failed), intake
