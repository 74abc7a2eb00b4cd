"""Articles to extractions: all at once within the client's bound, each one on its own, a copy by what is its own."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from ..agents import READER_PROMPT, Client, Extractor, SecondReader, Tally, extract_prompts
from ..agents.transport import is_passing
from ..analysis import Origin, carried, compare, wording
from ..prompts import load
from ..schemas import KINDS, Article, Extraction, ModelError, Record, SitbriefError, Usage
from ..store import Store
from .confirming import Confirmer
from .progress import Progress, Quiet

__all__ = ["Outcome", "extract_all", "has_records"]

T = TypeVar("T")


@dataclass(frozen=True)
class Outcome:
    """What became of one article: an extraction, or the problem that it met; and what was asked for it.

    `copy_of` is the id of the article whose copy it is, by which it was read; empty if it was read by itself. `carried`
    are the ids of those of its records that the original gave: the same facts, cited by the copy's own sentences.
    `passing`: in another run it may fare better.
    """

    article: Article
    extraction: Extraction | None = None
    problem: str = ""
    passing: bool = False
    usage: Usage = field(default_factory=Usage)
    copy_of: str = ""
    carried: frozenset[str] = frozenset()


def has_records(outcomes: Iterable[Outcome]) -> bool:
    """Whether any article gave a record."""
    return any(outcome.extraction and outcome.extraction.records() for outcome in outcomes)


class _Reader(Protocol):
    """Who reads an article: the extractor, or rules that a model confirms."""

    async def extract(self, article: Article, tally: Tally) -> Extraction: ...


async def extract_all(
    articles: Sequence[Article],
    origins: Sequence[Origin],
    client: Client,
    store: Store,
    *,
    kinds: tuple[type[Record], ...] = KINDS,
    confirming: bool = False,
    folder: Path | None = None,
    progress: Progress | None = None,
    unasked: Callable[[Article], str] = lambda _: "",
) -> list[Outcome]:
    """One outcome an article, in the order given; a failing article takes no other with it.

    Each extraction is kept as soon as it is there. An article that was answered before costs no call. `origins` are
    those of `articles`: the original of each is read whole, and a copy only if it says something of its own.
    `confirming`: rules read, and the model confirms; `kinds` are not asked for then. An article of which
    `unasked` says why is read by what was answered before alone; if that is not enough, that is its problem.
    """
    told = progress or Quiet()
    told.begin(len(articles))

    def reader(client: Client) -> _Reader:
        return Confirmer(SecondReader(client, folder)) if confirming else Extractor(client, kinds, folder)

    work = _Work(
        reader(client),
        lambda why: reader(client.keeping_to(why)),
        store,
        _config(client.endpoint.model, (), folder) if confirming else _config(client.endpoint.model, kinds, folder),
        told,
        # Twice the requests: the next are ready when a place falls free. All at once, the first request would
        # wait until the last is written, and a re-ask until every article had its first answer.
        asyncio.Semaphore(2 * client.in_flight),
        unasked,
    )
    outcomes = await _together([partial(work.origin, origin) for origin in origins])
    by_article = {id(outcome.article): outcome for several in outcomes for outcome in several}
    return [by_article[id(article)] for article in articles]


async def _together(work: Sequence[Callable[[], Coroutine[Any, Any, T]]]) -> list[T]:
    """The results of all, in their order; the first problem that one of them raises stops the others."""
    tasks = []
    try:
        async with asyncio.TaskGroup() as group:
            for one in work:
                tasks.append(group.create_task(one()))
                await asyncio.sleep(0)  # the first requests go out while the next are written
    except BaseExceptionGroup as several:  # what stops the run, such as a full disk, is one error, not a group
        raise several.exceptions[0] from several
    return [task.result() for task in tasks]


Read = Callable[[Tally], Coroutine[Any, Any, Outcome]]


@dataclass(frozen=True)
class _Work:
    """One run: who reads, where extractions are kept and under which key, and how many articles are begun at once."""

    reader: _Reader
    unasking: Callable[[str], _Reader]
    store: Store
    config: str
    told: Progress
    begun: asyncio.Semaphore
    unasked: Callable[[Article], str]

    async def origin(self, origin: Origin) -> list[Outcome]:
        """The original, and then its copies by it: those of one wording are asked for once as well."""
        outcomes, left = await self._first(origin.members)
        alike: dict[bytes, list[Article]] = {}
        for copy in left:
            alike.setdefault(wording(copy), []).append(copy)
        copies = await _together([partial(self._alike, several, outcomes[-1]) for several in alike.values()])
        return outcomes + [outcome for several in copies for outcome in several]

    async def _alike(self, copies: Sequence[Article], original: Outcome) -> list[Outcome]:
        """Copies of one wording: one by the original, the others by that one."""
        outcomes, left = await self._first(copies, original)
        return outcomes + await _together([partial(self._outcome, copy, outcomes[-1]) for copy in left])

    async def _first(
        self, articles: Sequence[Article], original: Outcome | None = None
    ) -> tuple[list[Outcome], list[Article]]:
        """The articles up to the first one that can be read, which stands for the others, and those that are left."""
        left = list(articles)
        outcomes = [await self._outcome(left.pop(0), original)]
        while left and outcomes[-1].extraction is None:
            outcomes.append(await self._outcome(left.pop(0), original))
        return outcomes, left

    async def _outcome(self, article: Article, original: Outcome | None = None) -> Outcome:
        """What became of an article, with a word to whoever watches; an extraction is kept."""
        async with self.begun:
            why = self.unasked(article)
            reader = self.unasking(why) if why else self.reader
            read = (
                partial(self._copied, reader, article, original) if original else partial(self._whole, reader, article)
            )
            outcome = await self._guarded(article, read)
        if outcome.extraction is not None:
            self.store.keep_extraction(outcome.extraction, self.config)
        self.told.article(article, outcome.problem)
        return outcome

    async def _guarded(self, article: Article, read: Read) -> Outcome:
        if not article.sentences:
            return Outcome(article, problem="it has no sentences of its own; nothing was asked")
        tally = Tally(seen=self.told.usage)
        try:
            return await read(tally)
        except ModelError as problem:
            return Outcome(article, problem=str(problem), passing=is_passing(problem), usage=tally.usage)
        except SitbriefError:
            raise
        except Exception as problem:  # a fault of ours, met by this article alone: the others go on
            return Outcome(article, problem=f"unexpected {type(problem).__name__}: {problem}", usage=tally.usage)

    async def _whole(self, reader: _Reader, article: Article, tally: Tally) -> Outcome:
        return Outcome(article, await reader.extract(article, tally), usage=tally.usage)

    async def _copied(self, reader: _Reader, copy: Article, original: Outcome, tally: Tally) -> Outcome:
        """A copy by its original's records; one whose numbers, names or words differ is read by itself."""
        assert original.extraction is not None
        of = original.copy_of or original.article.id
        comparison = compare(original.article, copy)
        if comparison.differing:
            return Outcome(copy, await reader.extract(copy, tally), usage=tally.usage, copy_of=of)
        records = carried(original.extraction.records(), original.article, copy, comparison)
        extraction = Extraction(
            article=copy.id,
            revision=copy.revision,
            model=original.extraction.model,
            kinds=original.extraction.kinds,
            own={plural: [] for plural in original.extraction.own},
        )
        extraction.add({record.id: record for record in records}.values())
        return Outcome(copy, extraction, copy_of=of, carried=frozenset(record.id for record in records))


def _config(model: str, kinds: tuple[type[Record], ...], folder: Path | None) -> str:
    """Under which key an extraction is kept: whatever changes what is asked changes it. Without `kinds` rules read."""
    prompts = [load(name, folder).hash for name in (extract_prompts(kinds) if kinds else (READER_PROMPT,))]
    schemas = [json.dumps(kind.model_json_schema()) for kind in kinds if kind not in KINDS]
    parts = [model, *prompts, *(kind.plural for kind in kinds), *schemas]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
