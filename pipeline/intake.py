"""Sources in, stored articles out: what was read is kept as it comes, so that a killed run loses nothing."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime

from ..agents import Splitter, Tally
from ..schemas import Article, FailedArticle, ModelError, Published, Visit
from ..sources import Fetcher, Reading, Unsure, gather, is_address
from ..store import Store
from .progress import Progress, Quiet

__all__ = ["Intake", "keep_all", "take_in"]

Splitting = AbstractAsyncContextManager[Splitter]


@dataclass(frozen=True)
class Intake:
    """Articles as the store holds them, and what could not be read.

    `notes` tell something about inputs that did give articles, `ignored` are files that no reader reads. `new` and
    `revised` count the articles that the store did not hold, and of these the new texts of known ones; `unchanged`
    the addresses of which nothing was downloaded.
    """

    articles: list[Article] = field(default_factory=list)
    failed: list[FailedArticle] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    notes: list[FailedArticle] = field(default_factory=list)
    new: int = 0
    revised: int = 0
    unchanged: int = 0


@dataclass
class _Keeper:
    """Keeps what is read, each article once; of two texts at one address, that of the later reading."""

    store: Store
    kept: dict[str, Article] = field(default_factory=dict)
    replaced: list[FailedArticle] = field(default_factory=list)
    new: int = 0
    revised: int = 0

    def keep(self, article: Article) -> Article:
        """The article as the store keeps it. Without a URL, two texts under one title, outlet and day are two."""
        known = self.kept.get(article.id)
        if known and known.revision != article.revision and not article.url:
            article = article.model_copy(update={"id": article.revision[:12]})
        elif known and known.revision != article.revision:
            reason = f"replaced by {article.name!r}, of the same URL"
            self.replaced.append(FailedArticle(name=known.name, reason=reason))
        before = {each.revision for each in self.store.revisions(article.id)}
        self.kept[article.id] = self.store.add_article(article)
        if article.revision not in before:
            self.new += 1
            self.revised += bool(before)
        return self.kept[article.id]

    def recall(self, known: Sequence[tuple[str, str]], published: date | None) -> None:
        """Articles of an address that has not changed, as they were kept; `published` dates the undated."""
        for article, revision in known:
            for each in (kept for kept in self.store.revisions(article) if kept.revision == revision):
                dated = each.published or (Published(day=published, origin="flag") if published else None)
                self.keep(each.model_copy(update={"published": dated}))


def keep_all(articles: Sequence[Article], store: Store) -> tuple[list[Article], list[FailedArticle]]:
    """The articles as the store keeps them, each once, and those that a later text at their URL replaced."""
    keeper = _Keeper(store)
    for article in articles:
        keeper.keep(article)
    return list(keeper.kept.values()), keeper.replaced


async def take_in(
    sources: Sequence[str],
    store: Store,
    *,
    published: date | None,
    now: datetime,
    fetcher: Fetcher,
    splitting: Callable[[], Splitting] | None = None,
    progress: Progress | None = None,
) -> Intake:
    """Reads files, folders, addresses and feeds and keeps what they hold; one that cannot be read stops no other.

    With `splitting`, a model is asked where the articles of a page begin that no rule could divide; without it such a
    page is one article, and the notes say so.
    """
    work = _Work(_Keeper(store), progress or Quiet(), published)
    async with fetcher:
        await gather(
            sources,
            work.take,
            published=published,
            seen=now,
            fetcher=fetcher,
            memory=store,
            found=work.progress.fetching,
        )
    if work.held and splitting:
        async with splitting() as splitter:
            for reading in work.held:
                await work.divide(reading, splitter)
    else:
        for reading in work.held:
            await work.divide(reading, None)
    return work.intake()


@dataclass
class _Work:
    keeper: _Keeper
    progress: Progress
    published: date | None
    total: Reading = field(default_factory=Reading)
    held: list[Reading] = field(default_factory=list)
    unchanged: int = 0

    def take(self, name: str, reading: Reading) -> None:
        """Keeps what one input gave, at once; pages that no rule could divide are held back."""
        self.total.failed += reading.failed
        self.total.ignored += reading.ignored
        self.total.notes += reading.notes
        if is_address(name):
            self.progress.fetched(name, reading.failed[0].reason if reading.failed else "")
        if reading.unsure:
            self.held.append(reading)
            return
        self.unchanged += bool(reading.known)
        self.keeper.recall(reading.known, self.published)
        self._keep(reading.articles, reading.visit)

    def _keep(self, articles: Sequence[Article], visit: Visit | None) -> None:
        kept = [self.keeper.keep(article) for article in articles]
        if visit is not None:
            came = tuple((article.id, article.revision) for article in kept)
            # Remembered after its articles are kept: an address is never taken for read when it was not.
            self.keeper.store.keep_visit(visit.model_copy(update={"articles": came or visit.articles}))

    async def divide(self, reading: Reading, splitter: Splitter | None) -> None:
        """Keeps a page that may hold several articles: divided by a model, or else as one."""
        pages = {id(unsure.article): unsure for unsure in reading.unsure}
        articles: list[Article] = []
        visit = reading.visit
        for article in reading.articles:
            unsure = pages.get(id(article))
            divided = await self._divided(unsure, splitter) if unsure else [article]
            if divided is None and visit:
                # Read anew the next time, changed or not: then a model may be asked.
                visit = visit.model_copy(update={"etag": "", "last_modified": ""})
            articles += divided or [article]
        self._keep(articles, visit)

    async def _divided(self, unsure: Unsure, splitter: Splitter | None) -> list[Article] | None:
        """The articles of a page as a model divides it; None, with a note, if none did."""
        why = "no model was asked"
        if splitter:
            tally = Tally(seen=self.progress.usage)
            try:
                return await splitter.divide(unsure.lines, unsure.places, unsure.split, tally)
            except ModelError as problem:
                why = str(problem)
        self.total.note(unsure.article.name, f"{unsure.told} ({why})")
        return None

    def intake(self) -> Intake:
        """What came of it all; articles in the order in which they were kept."""
        return Intake(
            articles=list(self.keeper.kept.values()),
            failed=[*self.total.failed, *self.keeper.replaced],
            ignored=self.total.ignored,
            notes=self.total.notes,
            new=self.keeper.new,
            revised=self.keeper.revised,
            unchanged=self.unchanged,
        )
