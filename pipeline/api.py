"""The functions that a script calls: plain ones on top of the asynchronous engine.

They work inside a running event loop too (a notebook): the engine then runs in a thread of its own.
"""

import asyncio
import warnings
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from ..schemas import (
    KINDS,
    Actor,
    Article,
    Event,
    Extraction,
    ModelError,
    Record,
    SourceError,
    Stance,
    checked_kinds,
)
from ..sources import Fetcher, Oblivious, Reading, gather, is_address
from ..sources import read_articles as read_from
from ..store import Store
from .briefing import SituationBrief
from .intake import keep_all
from .running import Run, as_day, local_server, period_of, utc_now
from .settings import Settings

__all__ = ["aextract", "brief", "extract", "extract_actors", "extract_events", "extract_stances", "read_articles"]

T = TypeVar("T")


def read_articles(source: str | Path, *, published: date | str | None = None) -> list[Article]:
    """The articles of a file or a folder, or of an address: a page, a feed with its pages, a list of addresses.

    `published` dates those that have no date of their own. An input that cannot be read is a warning that names it;
    if nothing could be read, a SourceError. Nothing is kept in a store, and addresses of private networks are refused.
    """
    reading = _read(str(source), as_day(published))
    if not reading.articles and reading.failed:
        raise SourceError(reading.failed[0].name, reading.failed[0].reason)
    for told in (*reading.failed, *reading.notes):
        warnings.warn(f"{told.name}: {told.reason}", stacklevel=2)
    for page in reading.unsure:
        warnings.warn(f"{page.article.name}: {page.told}", stacklevel=2)
    return reading.articles


def _read(source: str, published: date | None) -> Reading:
    if not is_address(source):
        return read_from([source], published=published, seen=utc_now())
    whole = Reading()

    def take(name: str, reading: Reading) -> None:
        whole.articles += reading.articles
        whole.failed += reading.failed
        whole.notes += reading.notes
        whole.unsure += reading.unsure

    async def work() -> None:
        async with Fetcher() as fetcher:
            await gather([source], take, published=published, seen=utc_now(), fetcher=fetcher, memory=Oblivious())

    _run(work())
    return whole


async def aextract(
    article: Article, *, kinds: Sequence[type[Record]] = KINDS, settings: Settings | None = None
) -> Extraction:
    """The records of one article, by one call to the configured model; an answer in the store costs none.

    `kinds` may be classes of your own that derive from `Record`; `Extraction.of` gives their records. Without
    `settings` the environment is read. NoModelError: none is configured. KindError: a class cannot be asked for.
    ModelError: the model could not be made to answer.
    """
    wanted = checked_kinds(kinds)
    chosen = settings or Settings.of()
    chosen.require_model("extractor")  # a missing model is said before anything is written
    with Store.open(chosen.store) as store, local_server(chosen) as local:
        outcome = (await Run(chosen, store, local=local).extract([store.add_article(article)], wanted))[0]
    if outcome.extraction is None:
        raise ModelError(f"{article.name!r}: {outcome.problem}")
    return outcome.extraction


def extract(article: Article, *, kinds: Sequence[type[Record]] = KINDS, settings: Settings | None = None) -> Extraction:
    """`aextract`, for code that is not asynchronous."""
    return _run(aextract(article, kinds=kinds, settings=settings))


def extract_events(article: Article, *, settings: Settings | None = None) -> list[Event]:
    """The events alone, by a call that asks for nothing else."""
    return extract(article, kinds=[Event], settings=settings).events


def extract_actors(article: Article, *, settings: Settings | None = None) -> list[Actor]:
    """The actors alone, by a call that asks for nothing else."""
    return extract(article, kinds=[Actor], settings=settings).actors


def extract_stances(article: Article, *, settings: Settings | None = None) -> list[Stance]:
    """The stances alone, by a call that asks for nothing else."""
    return extract(article, kinds=[Stance], settings=settings).stances


def brief(
    articles: Sequence[Article],
    *,
    day: date | str | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
    settings: Settings | None = None,
) -> SituationBrief:
    """The situation brief of a day or a period; of all days of `articles` if none is given.

    Without a model it is extractive. Days are dates, or text such as "2026-02-08"; SettingsError if a text is no day.
    """
    chosen = settings or Settings.of()
    if not chosen.without_model:
        chosen.require_model()

    async def work() -> SituationBrief:
        with Store.open(chosen.store) as store, local_server(chosen) as local:
            kept, replaced = keep_all(articles, store)
            run = Run(chosen, store, local=local)
            today = run.now().astimezone(chosen.zone).date()
            period = period_of(kept, chosen, today=today, day=as_day(day), since=as_day(since), until=as_day(until))
            return await run.brief(kept, period, replaced)

    return _run(work())


def _run(work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, also where an event loop is running already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as aside:
        return aside.submit(asyncio.run, work).result()
