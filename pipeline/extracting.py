"""Articles to extractions: all at once within the client's bound, each one on its own."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..agents import Client, Extractor, Tally, extract_prompts
from ..prompts import load
from ..schemas import KINDS, Article, Extraction, ModelError, Record, SitbriefError, Usage
from ..store import Store
from .progress import Progress, Quiet

__all__ = ["Outcome", "extract_all"]


@dataclass(frozen=True)
class Outcome:
    """What became of one article: an extraction, or the problem that it met; and what was asked for it."""

    article: Article
    extraction: Extraction | None = None
    problem: str = ""
    usage: Usage = field(default_factory=Usage)


async def extract_all(
    articles: Sequence[Article],
    client: Client,
    store: Store,
    *,
    kinds: tuple[type[Record], ...] = KINDS,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> list[Outcome]:
    """One outcome an article, in the order given; a failing article takes no other with it.

    Each extraction is kept as soon as it is there. An article that was answered before costs no call.
    """
    told = progress or Quiet()
    told.begin(len(articles))
    extractor = Extractor(client, kinds, folder)
    config = _config(client.endpoint.model, kinds, folder)
    # Twice the requests: the next are ready when a place falls free. All at once, the first request would
    # wait until the last is written, and a re-ask until every article had its first answer.
    begun = asyncio.Semaphore(2 * client.in_flight)

    async def one(article: Article) -> Outcome:
        async with begun:
            outcome = await _outcome(article, extractor, told)
        if outcome.extraction is not None:
            store.keep_extraction(outcome.extraction, config)
        told.article(article.name, outcome.problem)
        return outcome

    tasks = []
    try:
        async with asyncio.TaskGroup() as group:
            for article in articles:
                tasks.append(group.create_task(one(article)))
                await asyncio.sleep(0)  # the first requests go out while the next are written
    except BaseExceptionGroup as several:  # what stops the run, such as a full disk, is one error, not a group
        raise several.exceptions[0] from several
    return [task.result() for task in tasks]


async def _outcome(article: Article, extractor: Extractor, told: Progress) -> Outcome:
    if not article.sentences:
        return Outcome(article, problem="it has no sentences of its own; nothing was asked")
    tally = Tally(seen=told.usage)
    try:
        extraction = await extractor.extract(article, tally)
    except ModelError as problem:
        return Outcome(article, problem=str(problem), usage=tally.usage)
    except SitbriefError:
        raise
    except Exception as problem:  # a fault of ours, met by this article alone: the others go on
        return Outcome(article, problem=f"unexpected {type(problem).__name__}: {problem}", usage=tally.usage)
    return Outcome(article, extraction, usage=tally.usage)


def _config(model: str, kinds: tuple[type[Record], ...], folder: Path | None) -> str:
    """Under which key an extraction is kept: whatever changes what is asked changes it."""
    prompts = [load(name, folder).hash for name in extract_prompts(kinds)]
    schemas = [json.dumps(kind.model_json_schema()) for kind in kinds if kind not in KINDS]
    parts = [model, *prompts, *(kind.plural for kind in kinds), *schemas]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
