"""A whole run: articles in, stored; extractions; the brief, checked and kept."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import httpx2

from ..agents import Answers, Circuit, Client, Endpoint, Judge, Meter, Splitter, Tally
from ..agents.transport import Sleep
from ..analysis import Origin, origins_of
from ..local import LOCAL_URL, LocalServer, Loopback, find_weights, serving
from ..prompts import check_folder
from ..schemas import KINDS, Article, Brief, BriefHeader, Event, FailedArticle, Record, SettingsError
from ..sources import Fetcher
from ..store import Store
from .briefing import Period, SituationBrief, cut_off, write_brief
from .checking import CheckedStatement, check_brief, judge_checked
from .extracting import Outcome, extract_all, has_records
from .extracts import write_extracts
from .intake import Intake, take_in
from .picturing import Pictures
from .progress import Progress, Quiet
from .settings import RoleName, Settings, Strategy

__all__ = ["Covered", "Run", "as_day", "local_server", "period_of", "utc_now"]

# Beyond these a local midnight has no instant in UTC.
_FIRST_YEAR, _LAST_YEAR = 1900, 9998


def utc_now() -> datetime:
    """The clock of a live run."""
    return datetime.now(UTC)


def as_day(value: date | str | None) -> date | None:
    """A day that may be given as text; SettingsError if the text is none."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise SettingsError(f"{value!r} is no day; write it as 2026-02-08.") from None


def period_of(
    articles: Sequence[Article],
    settings: Settings,
    *,
    today: date,
    day: date | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Period:
    """The days asked for; none asked for: all days of `articles`, or today if there are none.

    SettingsError: `day` beside `since` or `until`, or a period that ends before it begins.
    """
    if day and (since or until):
        raise SettingsError("Give --day, or --since and --until, not both.")
    if since and until and since > until:
        raise SettingsError(f"The period ends ({until}) before it begins ({since}). Check --since and --until.")
    days = [article.day(settings.zone) for article in articles] or [today]
    first = day or since or min(*days, until or days[0])
    last = day or until or max(*days, since or days[0])
    if first.year < _FIRST_YEAR or last.year > _LAST_YEAR:
        raise SettingsError(f"The period {first} to {last} lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}.")
    return Period(first, last, settings.zone)


@dataclass(frozen=True)
class Covered:
    """The articles of a period by day, outlet and title, with their origins; `outside` counts those left out.

    `late` names those of earlier days that are in no brief.
    """

    period: Period
    articles: list[Article]
    origins: list[Origin]
    outside: int
    late: tuple[str, ...] = ()


@dataclass(frozen=True)
class Run:
    """One run against one endpoint a role and one store. `now` and `sleep` are passed in by tests and the demo.

    `meters` keep the budget of a role and its model. An article of which `unasked` says why is read by what was
    answered before alone; so is all that is asked by a run that is `silenced`, which says why. `answers` keeps those of
    the models, by default the store. `unjudged` are the statements that have no verdict, with the reason.
    """

    settings: Settings
    store: Store
    now: Callable[[], datetime] = utc_now
    progress: Progress = field(default_factory=Quiet)
    sleep: Sleep = asyncio.sleep
    transport: httpx2.AsyncBaseTransport | None = None
    recorded: bool = False
    local: LocalServer | None = None
    meters: Callable[[RoleName, str], Meter] | None = None
    unasked: Callable[[Article], str] = lambda _: ""
    silenced: str = ""
    unjudged: Mapping[str, str] = field(default_factory=dict)
    answers: Answers | None = None
    circuits: dict[str, Circuit] = field(default_factory=dict)

    @property
    def strategy(self) -> Strategy:
        """How articles are read: as the settings say, or by the size of the embedded model."""
        return self.settings.strategy_for(self.local.parameters if self.local else 0)

    def client(self, role: RoleName = "extractor") -> Client:
        """A client of the model that has a role, on this run's store.

        NoModelError if there is none, PromptError if the folder of prompts cannot be used.
        """
        if self.settings.prompts:
            check_folder(self.settings.prompts)
        if self.local and self.settings.is_local(role):
            return self._client(role, *_embedded(self.local))
        endpoint = Endpoint(*self.settings.endpoint(role))
        return self._client(role, endpoint, self.transport, self.settings.in_flight)

    def _client(
        self, role: RoleName, endpoint: Endpoint, transport: httpx2.AsyncBaseTransport | None, in_flight: int
    ) -> Client:
        try:
            client = Client(
                endpoint,
                self.answers or self.store,
                in_flight=in_flight,
                deadline=self.settings.deadline,
                sleep=self.sleep,
                transport=transport,
                meter=self.meters(role, endpoint.model) if self.meters else None,
                circuit=self.circuits.setdefault(endpoint.base_url, Circuit()),
            )
        except (ImportError, OSError, ValueError) as problem:
            raise SettingsError(
                f"the HTTP client cannot be set up: {problem}. Check HTTPS_PROXY, SSL_CERT_FILE and OPENAI_BASE_URL."
            ) from problem
        return client.keeping_to(self.silenced) if self.silenced else client

    async def take_in(self, sources: Sequence[str], published: date | None = None, *, dividing: bool = True) -> Intake:
        """Reads and keeps files, folders, addresses and feeds. With `dividing` the model is asked where the articles
        of a page begin that no rule could divide.
        """
        fetcher = Fetcher(in_flight=self.settings.in_flight, private=self.settings.allow_private)
        return await take_in(
            sources,
            self.store,
            published=published,
            now=self.now(),
            fetcher=fetcher,
            splitting=self.splitter if dividing and self.strategy is Strategy.WHOLE else None,
            progress=self.progress,
        )

    @asynccontextmanager
    async def splitter(self) -> AsyncIterator[Splitter]:
        """The one that divides pages."""
        async with self.client() as client:
            yield Splitter(client, self.settings.prompts)

    @asynccontextmanager
    async def judge(self) -> AsyncIterator[Judge | None]:
        """The judge, if the settings ask for one."""
        if not self.settings.judge:
            yield None
            return
        async with self.client("judge") as client:
            yield Judge(client, self.settings.prompts, self.unjudged)

    async def extract(self, articles: Sequence[Article], kinds: tuple[type[Record], ...] = KINDS) -> list[Outcome]:
        """One outcome an article, in the order given. SettingsError: kinds that the strategy does not read."""
        if self.strategy is Strategy.CONFIRM and Event not in kinds:
            raise SettingsError(
                "With --strategy confirm events alone are read; ask for events, or use --strategy whole."
            )
        async with self.client() as client:
            return await self._extract(client, articles, origins_of(articles), kinds)

    async def brief(
        self, articles: Sequence[Article], period: Period, failed: Sequence[FailedArticle] = ()
    ) -> SituationBrief:
        """The brief of those of `articles` that fall into `period`; it is kept unless it is empty.

        Without a model, and where a model only confirms, it is extractive, and not kept: the next brief could not tell
        what changed since.
        """
        covered = self.cover(articles, period)
        return await self.write(covered, await self.read(covered), failed)

    def cover(self, articles: Sequence[Article], period: Period) -> Covered:
        """Those of `articles` that fall into `period`, sorted, with their origins."""
        inside = [article for article in articles if period.holds(article)]
        inside.sort(key=lambda a: (a.day(period.zone), a.outlet, a.title, a.id))
        return Covered(period, inside, origins_of(inside), len(articles) - len(inside))

    async def read(self, covered: Covered) -> list[Outcome]:
        """One outcome an article, in their order; none if no model reads."""
        if self.strategy is Strategy.EXTRACTIVE or not covered.articles:
            return []
        async with self.client() as client:
            return await self._extract(client, covered.articles, covered.origins, KINDS)

    async def write(
        self,
        covered: Covered,
        outcomes: Sequence[Outcome],
        failed: Sequence[FailedArticle] = (),
        partial: str = "",
    ) -> SituationBrief:
        """The brief of what was read; `partial` says in a sentence what is missing.

        ModelError if the model could not be made to write it.
        """
        header = self.header(covered, outcomes).model_copy(update={"partial": partial})
        self.progress.writing()
        if header.extractive:
            return self._extracts(covered, outcomes, failed, header)
        async with self.client("summariser") as client, self.judge() as judge:
            brief = await self._written(covered, outcomes, failed, header, client, judge)
        if not brief.empty:
            self.store.keep_brief(brief)
        return brief

    async def write_from_records(
        self, covered: Covered, outcomes: Sequence[Outcome], failed: Sequence[FailedArticle], partial: str
    ) -> SituationBrief:
        """The brief without a model that writes: of the records, or of the articles' sentences if there are none."""
        header = self.header(covered, outcomes).model_copy(update={"partial": partial})
        if header.extractive or not has_records(outcomes):
            header = header.model_copy(update={"extractive": True, "model": header.model if header.extractive else ""})
            return self._extracts(covered, outcomes, failed, header)
        header = header.model_copy(update={"from_records": True, "model": self.model("extractor")})
        brief = await self._written(covered, outcomes, failed, header, None, None)
        if not brief.empty:
            self.store.keep_brief(brief)
        return brief

    def header(self, covered: Covered, outcomes: Sequence[Outcome] = ()) -> BriefHeader:
        """What the brief covers, what came of that, and who is asked for it."""
        extractive = self.strategy is not Strategy.WHOLE
        roles: tuple[RoleName, ...] = ("extractor",) if extractive else ("extractor", "summariser")
        models = dict.fromkeys(self.model(role) for role in roles)
        return BriefHeader(
            area=self.settings.subject,
            since=covered.period.since,
            until=covered.period.until,
            timezone=self.settings.timezone,
            cut_off=cut_off(covered.period, self.now()),
            articles=len(covered.articles),
            origins=len(covered.origins),
            unread=sum(bool(outcome.problem) for outcome in outcomes),
            model=" and ".join(filter(None, models)),
            recorded=self.recorded,
            extractive=extractive,
        )

    def model(self, role: RoleName) -> str:
        """The name of the model that has a role; of the embedded one that of its weights."""
        return self.local.model if self.local and self.settings.is_local(role) else self.settings.model_of(role)

    async def _written(
        self,
        covered: Covered,
        outcomes: Sequence[Outcome],
        failed: Sequence[FailedArticle],
        header: BriefHeader,
        client: Client | None,
        judge: Judge | None,
    ) -> SituationBrief:
        return await write_brief(
            outcomes,
            header,
            client,
            pictures=Pictures.by(self.settings),
            judge=judge,
            origins=covered.origins,
            previous=self.store.previous_brief(covered.period.start, self.settings.subject),
            failed=failed,
            outside=covered.outside,
            late=covered.late,
            folder=self.settings.prompts,
            tally=Tally(seen=self.progress.usage),
        )

    def _extracts(
        self, covered: Covered, outcomes: Sequence[Outcome], failed: Sequence[FailedArticle], header: BriefHeader
    ) -> SituationBrief:
        return write_extracts(
            covered.origins, header, outcomes, failed=failed, outside=covered.outside, late=covered.late
        )

    async def check(self, brief: Brief) -> list[CheckedStatement]:
        """The statements of a brief with what their checks found, and the judge if the settings ask for one."""
        checked = check_brief(brief)
        async with self.judge() as judge:
            if judge is None:
                return checked
            return await judge_checked(brief, checked, judge, Tally(seen=self.progress.usage))

    async def _extract(
        self, client: Client, articles: Sequence[Article], origins: Sequence[Origin], kinds: tuple[type[Record], ...]
    ) -> list[Outcome]:
        return await extract_all(
            articles,
            origins,
            client,
            self.store,
            kinds=kinds,
            confirming=self.strategy is Strategy.CONFIRM,
            folder=self.settings.prompts,
            progress=self.progress,
            unasked=self.unasked,
        )


@contextmanager
def local_server(settings: Settings) -> Iterator[LocalServer | None]:
    """The embedded model of a run, if the settings ask for it: it starts here, and stops with the block."""
    if not settings.local:
        yield None
        return
    with serving(find_weights(settings.model_path)) as server:
        yield server


def _embedded(server: LocalServer) -> tuple[Endpoint, Loopback, int]:
    """Where the embedded model is, and how many requests it takes at once: it has one slot."""
    return Endpoint(LOCAL_URL, server.model, server.key), Loopback(server), 1
