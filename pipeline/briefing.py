"""Extractions to a brief: what falls into the period, what came before it, and the brief put together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ..agents import Client, Item, Judge, Line, Material, Merger, Summariser, Tally, Written, from_records
from ..analysis import Origin, Weights, rank
from ..schemas import (
    Article,
    Brief,
    BriefHeader,
    FailedArticle,
    Gaps,
    Group,
    Picture,
    Record,
    RecordSet,
    Statement,
    Usage,
)
from .extracting import Outcome
from .notes import Notes, also_printed
from .picturing import Pictures, told_before, told_by

__all__ = ["Period", "SituationBrief", "cut_off", "failures", "write_brief"]


@dataclass(frozen=True)
class Period:
    """Days in `zone`, both included."""

    since: date
    until: date
    zone: ZoneInfo

    def holds(self, article: Article) -> bool:
        return self.since <= article.day(self.zone) <= self.until

    @property
    def start(self) -> datetime:
        """The midnight with which it begins, in UTC."""
        return datetime.combine(self.since, time(), self.zone).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """The midnight with which it ends, in UTC."""
        return datetime.combine(self.until + timedelta(days=1), time(), self.zone).astimezone(UTC)

    def __str__(self) -> str:
        return str(self.since) if self.since == self.until else f"{self.since} to {self.until}"


class SituationBrief(Brief):
    """A brief with its printed forms."""

    def to_markdown(self) -> str:
        """The brief as Markdown."""
        from ..render import markdown

        return markdown(self)

    def to_html(self) -> str:
        """The brief as one self-contained HTML page."""
        from ..render import html

        return html(self)

    def to_json(self) -> str:
        """The brief as JSON, with the revisions and the records that it cites."""
        from ..render import json

        return json(self)


def cut_off(period: Period, now: datetime) -> datetime:
    """The instant after which nothing was read: now, or the end of a period that is over."""
    return min(now, period.end)


async def write_brief(
    outcomes: Sequence[Outcome],
    header: BriefHeader,
    client: Client | None,
    *,
    pictures: Pictures,
    judge: Judge | None = None,
    origins: Sequence[Origin] = (),
    previous: Brief | None = None,
    failed: Sequence[FailedArticle] = (),
    outside: int = 0,
    late: Sequence[str] = (),
    folder: Path | None = None,
    tally: Tally | None = None,
) -> SituationBrief:
    """The brief of `outcomes`, by one call, one more if it is in doubt which reports tell one event, and one if a
    `judge` reads it; with no verified record an empty one, and no call. Without a `client` code puts the records
    together. `origins` are those of the articles.

    `header.previous` is filled from `previous`, against whose cited records changes are told, `header.judge` by
    the judge that answered.
    """
    counted = tally or Tally()
    written, picture = Written(), Picture()
    told, before = told_by(outcomes, origins), told_before(previous) if previous else None
    if told.pairs:
        merger = Merger(client, folder) if client else None
        picture = await pictures.asked(told, before, merger, counted)
        material = Material(
            area=header.area,
            period=_span(header),
            items=_items(outcomes, picture, pictures.weights),
            earlier=[Item(record, article) for record, article in before.pairs] if before else [],
            earlier_period=_span(previous.header) if previous else "",
            picture=picture,
            origins=len(origins),
        )
        written = await Summariser(client, folder).summarise(material, counted) if client else from_records(material)
        if judge:
            written = await judge.lower(written, counted)
    gaps = Gaps(
        questions=tuple(written.questions),
        undated=tuple(o.article.title for o in outcomes if o.article.published is None),
        failed=(*failed, *failures(outcomes)),
        rejected=tuple(r for o in outcomes if o.extraction for r in o.extraction.rejected),
        refused=tuple(written.refused),
        unjudged=tuple(written.unjudged),
        repeated=tuple(written.repeated),
        unreported=tuple(written.unreported),
        omitted_records=written.omitted,
        outside_period=outside,
        without_records=tuple(o.article.name for o in outcomes if o.extraction and not o.extraction.records()),
        late=tuple(late),
    )
    header = header.model_copy(
        update={
            "previous": _span(previous.header) if previous else "",
            "judge": written.judge,
            "order": pictures.weights.in_words() if written.lines else "",
        }
    )
    used = sum((o.usage for o in outcomes), Usage()) + counted.usage
    embedded = {record.id: (record, article) for record, article in (*(before.pairs if before else ()), *told.pairs)}
    return assembled(header, written.lines, gaps, used, also_printed(origins), picture, embedded)


def failures(outcomes: Iterable[Outcome]) -> list[FailedArticle]:
    """The articles that gave nothing, with the problem that each met."""
    return [FailedArticle(name=o.article.name, reason=o.problem) for o in outcomes if o.problem]


def _span(header: BriefHeader) -> str:
    return str(Period(header.since, header.until, ZoneInfo(header.timezone)))


def _items(outcomes: Iterable[Outcome], picture: Picture, weights: Weights) -> list[Item]:
    # What a copy has from its original is told by that one: the same sentence twice is not two reports.
    pairs = [
        (record, o.article)
        for o in outcomes
        if o.extraction
        for record in o.extraction.records()
        if record.id not in o.carried
    ]
    return [Item(record, article) for record, article in rank(pairs, picture, weights)]


def assembled(
    header: BriefHeader,
    lines: Sequence[Line],
    gaps: Gaps,
    usage: Usage,
    also: Mapping[str, tuple[str, ...]] | None = None,
    picture: Picture | None = None,
    embedded: Mapping[str, tuple[Record, Article]] | None = None,
) -> SituationBrief:
    """The brief of checked lines: source notes numbered as they are first cited, with what they cite embedded.

    `also` says by article who else printed it. `embedded` holds by id the records that the `picture` rests on, which
    stand in the brief too; those of its dated events and its positions are cited, after the statements.
    """
    shown = picture or Picture()
    notes = Notes(also=also or {}, events={record: event for event in shown.events for record in event.records})
    sections: dict[str, list[Statement]] = {}
    groups: dict[str, list[Statement]] = {}
    for line in lines:
        home = (
            groups.setdefault(line.heading, [])
            if line.section == "developments"
            else (sections.setdefault(line.section, []))
        )
        home.append(notes.statement(line))
    notes.add(shown, embedded or {})
    cited = RecordSet()
    cited.add(notes.records.values())
    bottom = sections.pop("bottom_line", [])
    return SituationBrief(
        header=header,
        bottom_line=bottom[0] if bottom else None,
        developments=[Group(heading=heading, statements=tuple(told)) for heading, told in groups.items()],
        gaps=gaps,
        sources=notes.notes,
        articles=list(notes.articles.values()),
        records=cited,
        picture=shown,
        usage=usage,
        **sections,
    )
