"""The brief of the sample articles from recorded answers: the code of a live run, with no key and no network."""

import asyncio
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import httpx2
from pydantic import SecretStr

from ..cassettes import DEMO, NEUTRAL_URL, recorder
from ..samples import ARTICLES
from ..schemas import SitbriefError
from ..store import Store
from .briefing import SituationBrief
from .progress import Progress, Quiet
from .running import Run, period_of
from .settings import Settings

__all__ = ["DEMO_MODEL", "demo"]

# As the recording names it: a language model that answered through a file relay.
DEMO_MODEL = "file-relay"
# The evening of the samples' last day: the same brief on every day.
_NOW = datetime(2031, 3, 8, 21, tzinfo=UTC)


def demo(progress: Progress | None = None, record_from: Settings | None = None) -> SituationBrief:
    """The samples' brief. With `record_from` the answers are recorded anew, from the endpoint it names."""
    settings = Settings(
        area="Sarvan",
        timezone="UTC",
        store=":memory:",
        model=DEMO_MODEL,
        judge=False,
        prompts=None,
        allow_private=False,
        in_flight=8,
        deadline=600,
        base_url=record_from.base_url if record_from else NEUTRAL_URL,
        api_key=record_from.api_key if record_from else SecretStr("none"),
    )
    with _tape(record_from is not None) as tape:
        written = _run(settings, progress or Quiet())
    if record_from is None and not tape.all_played:
        raise SitbriefError(f"{str(DEMO)!r} holds answers that were not asked for; record the demo anew: make record")
    return written


def _tape(record: bool) -> AbstractContextManager[Any]:
    mode = "all" if record else "none"
    if record:
        DEMO.unlink(missing_ok=True)
    tape: AbstractContextManager[Any] = recorder().use_cassette(str(DEMO), record_mode=mode)
    return tape


def _run(settings: Settings, progress: Progress) -> SituationBrief:
    async def work(store: Store) -> SituationBrief:
        # Of its own, so that no proxy or certificate of the environment comes between.
        wire = httpx2.AsyncHTTPTransport(trust_env=False)
        run = Run(settings, store, now=lambda: _NOW, progress=progress, recorded=True, transport=wire)
        intake = await run.take_in([str(ARTICLES)])
        period = period_of(intake.articles, settings, today=_NOW.date())
        return await run.brief(intake.articles, period, intake.failed)

    with Store.open(settings.store) as store:
        return asyncio.run(work(store))
