"""A situation brief: statements, each with the notes that quote the sentences it rests on."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, model_validator

from .article import Article, Frozen, Published
from .extraction import Finding, RecordSet, Rejected, Usage, status_of
from .picture import Picture

__all__ = ["Brief", "BriefHeader", "FailedArticle", "Gaps", "Group", "SourceNote", "Statement", "Unjudged"]


class Statement(Frozen):
    """One sentence of the brief, the ids of the records it rests on, and the numbers of its source notes.

    `findings` are what its checks and the judge hold against it, light ones alone: what is not carried is no part
    of a brief. With any of them `status` is "partly". `update` says that it goes on with a story of the last brief,
    `gone` that it was told there as to come, and nobody reports it any longer.
    """

    text: str
    records: tuple[str, ...]
    citations: tuple[int, ...]
    marks: tuple[str, ...] = ()
    status: Literal["supported", "partly"] = "supported"
    findings: tuple[Finding, ...] = ()
    update: bool = False
    gone: bool = False

    @model_validator(mode="after")
    def _status_is_that_of_the_findings(self) -> Self:
        if status_of(self.findings) != self.status:
            raise ValueError(f"{self.text!r} has the status {self.status!r}, which its findings do not give")
        return self


class Group(Frozen):
    """Statements under one heading."""

    heading: str
    statements: tuple[Statement, ...]


class SourceNote(Frozen):
    """Note `number`: one sentence of one revision of an article, quoted as it stands there.

    `also` names the others that printed the article: copies of one origin, which together are one source.
    """

    number: int
    article: str
    revision: str
    sentence: int
    quote: str
    title: str
    outlet: str = ""
    url: str = ""
    language: str = "en"
    published: Published | None = None
    also: tuple[str, ...] = ()

    @classmethod
    def of(cls, number: int, article: Article, sentence: int) -> Self:
        """Note `number` for one sentence of `article`."""
        return cls(
            number=number,
            article=article.id,
            revision=article.revision,
            sentence=sentence,
            quote=article.sentence(sentence).text,
            title=article.title,
            outlet=article.outlet,
            url=article.url,
            language=article.language,
            published=article.published,
        )


class FailedArticle(Frozen):
    """An input that gave nothing, and why."""

    name: str
    reason: str


class Unjudged(Frozen):
    """Statements of the brief that the judge gave no verdict on, and why."""

    reason: str
    statements: tuple[str, ...]


class Gaps(Frozen):
    """What the brief does not know: open questions, and everything that was left out, with reasons.

    `undated` names articles without a publication date. `rejected` are records, `refused` statements that
    failed their checks twice, or that the judge found not to be carried. `unjudged` stand in the brief, but a
    judge that was asked gave no verdict on them. `repeated` are statements that only told again what the last brief
    told, `unreported` what it told as to come and is no longer reported, where the brief has no room for it.
    `without_records` names articles that a model read, and of which no record stood its checks. `late` names articles
    of earlier days that came after the briefs of these were written, and are in none. `omitted_records` counts verified
    records that did not fit, `untold` the sentences that an extractive brief leaves in their articles.
    """

    questions: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    failed: tuple[FailedArticle, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    refused: tuple[Rejected, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    repeated: tuple[str, ...] = ()
    unreported: tuple[str, ...] = ()
    without_records: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    omitted_records: int = 0
    outside_period: int = 0
    untold: int = 0

    @property
    def statements_unjudged(self) -> int:
        """How many statements have no verdict."""
        return sum(len(each.statements) for each in self.unjudged)


class BriefHeader(Frozen):
    """What the brief covers. `since` and `until` are days in `timezone`, both included.

    `cut_off` is the UTC instant after which nothing was read. Of the `articles`, those that are copies of one text
    count as one of the `origins`; 0 if they were not counted. `unread` are those that a model was to read and did not.
    `previous` is the period of the brief that changes are told against, empty if there is none. `extractive`: no model
    wrote it, and its statements are sentences of the articles. `from_records`: no model wrote it either, and its
    statements are checked records of what a model read.
    `partial` says in a sentence what is missing, empty if nothing is. `order` says by what weights the brief is
    ordered. `model` is empty if nothing was asked of a model, `judge` if none gave a verdict on the statements.
    """

    area: str = ""
    since: date
    until: date
    timezone: str = "UTC"
    cut_off: AwareDatetime
    articles: int
    origins: int = 0
    unread: int = 0
    model: str = ""
    judge: str = ""
    recorded: bool = False
    extractive: bool = False
    from_records: bool = False
    partial: str = ""
    previous: str = ""
    order: str = ""

    @property
    def read(self) -> int:
        """How many of the articles were read."""
        return self.articles - self.unread


class Brief(BaseModel):
    """A brief with all that is needed to check it: the picture of its period, the records that this and the statements
    rest on, and the revisions that these cite.

    A fact is told once outside `bottom_line`, `takeaways` and `timeline`, which an extractive brief has, a group a day.
    """

    model_config = ConfigDict(extra="forbid")

    header: BriefHeader
    bottom_line: Statement | None = None
    takeaways: list[Statement] = []
    changed: list[Statement] = []
    developments: list[Group] = []
    timeline: list[Group] = []
    positions: list[Statement] = []
    figures: list[Statement] = []
    contradictions: list[Statement] = []
    outlook: list[Statement] = []
    gaps: Gaps = Gaps()
    sources: list[SourceNote] = []
    articles: list[Article] = []
    records: RecordSet = RecordSet()
    picture: Picture = Picture()
    usage: Usage = Usage()

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        known = {record.id for record in self.records.records()}
        for number, note in enumerate(self.sources, start=1):
            if note.number != number:
                raise ValueError(f"source note {note.number} stands in place {number}")
        for statement in self.statements():
            if unknown := [n for n in statement.citations if not 1 <= n <= len(self.sources)]:
                raise ValueError(f"{statement.text!r} cites note {unknown[0]}, which is not there")
            if missing := [r for r in statement.records if r not in known]:
                raise ValueError(f"{statement.text!r} rests on record {missing[0]!r}, which is not there")
        return self

    def statements(self) -> Iterator[Statement]:
        """Every statement that the reader sees, in the order of the sections."""
        return (statement for _, statement in self.by_section())

    def by_section(self) -> Iterator[tuple[str, Statement]]:
        """The same, each with the name of its section's field."""
        listed = {
            "bottom_line": [self.bottom_line] if self.bottom_line else [],
            "takeaways": self.takeaways,
            "changed": self.changed,
            "developments": [statement for group in self.developments for statement in group.statements],
            "timeline": [statement for day in self.timeline for statement in day.statements],
            "positions": self.positions,
            "figures": self.figures,
            "contradictions": self.contradictions,
            "outlook": self.outlook,
        }
        return ((section, statement) for section, statements in listed.items() for statement in statements)

    @property
    def empty(self) -> bool:
        """True if the period gave nothing to report."""
        return next(self.statements(), None) is None

    def article(self, id: str, revision: str) -> Article | None:
        """That revision of the article `id`, if the brief cites it. Two outlets may print one and the same text."""
        return next((a for a in self.articles if (a.id, a.revision) == (id, revision)), None)
