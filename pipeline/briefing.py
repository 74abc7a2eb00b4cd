"""Extractions to a brief: what falls into the period, what came before it, and the brief put together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ..agents import Client, Item, Judge, Line, Material, Merger, Summariser, Tally, Written
from ..analysis import Origin, Weights, rank
from ..schemas import (
    Article,
    Brief,
    BriefHeader,
    FailedArticle,
    Gaps,
    Group,
    MergedEvent,
    Picture,
    Record,
    RecordSet,
    SourceNote,
    Statement,
    Usage,
)
from .extracting import Outcome
from .picturing import Pictures, told_before, told_by

__all__ = ["Period", "SituationBrief", "cut_off", "write_brief"]


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
    client: Client,
    *,
    pictures: Pictures,
    judge: Judge | None = None,
    origins: Sequence[Origin] = (),
    previous: Brief | None = None,
    failed: Sequence[FailedArticle] = (),
    outside: int = 0,
    folder: Path | None = None,
    tally: Tally | None = None,
) -> SituationBrief:
    """The brief of `outcomes`, by one call, one more if it is in doubt which reports tell one event, and one if a
    `judge` reads it; with no verified record an empty one, and no call. `origins` are those of the articles.

    `header.previous` is filled from `previous`, against whose cited records changes are told, `header.judge` by
    the judge that answered.
    """
    counted = tally or Tally()
    written, picture = Written(), Picture()
    told, before = told_by(outcomes, origins), told_before(previous) if previous else None
    if told.pairs:
        picture = await pictures.asked(told, before, Merger(client, folder), counted)
        material = Material(
            area=header.area,
            period=_span(header),
            items=_items(outcomes, picture, pictures.weights),
            earlier=[Item(record, article) for record, article in before.pairs] if before else [],
            earlier_period=_span(previous.header) if previous else "",
            picture=picture,
            origins=len(origins),
        )
        written = await Summariser(client, folder).summarise(material, counted)
        if judge:
            written = await judge.lower(written, counted)
    gaps = Gaps(
        questions=tuple(written.questions),
        undated=tuple(o.article.title for o in outcomes if o.article.published is None),
        failed=(*failed, *(FailedArticle(name=o.article.name, reason=o.problem) for o in outcomes if o.problem)),
        rejected=tuple(r for o in outcomes if o.extraction for r in o.extraction.rejected),
        refused=tuple(written.refused),
        unjudged=tuple(written.unjudged),
        repeated=tuple(written.repeated),
        unreported=tuple(written.unreported),
        omitted_records=written.omitted,
        outside_period=outside,
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
    return assembled(header, written.lines, gaps, used, _also_printed(origins), picture, embedded)


def _span(header: BriefHeader) -> str:
    return str(Period(header.since, header.until, ZoneInfo(header.timezone)))


def _also_printed(origins: Sequence[Origin]) -> dict[str, tuple[str, ...]]:
    """By article, the outlets (or titles) of the other members of its origin."""
    return {
        article.id: tuple(
            dict.fromkeys(other.outlet or other.title for other in origin.members if other is not article)
        )
        for origin in origins
        for article in origin.members
    }


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


@dataclass
class _Notes:
    """Source notes, numbered as they are first cited."""

    numbers: dict[tuple[str, str, int], int] = field(default_factory=dict)
    notes: list[SourceNote] = field(default_factory=list)
    articles: dict[tuple[str, str], Article] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    events: Mapping[str, MergedEvent] = field(default_factory=dict)

    def statement(self, line: Line) -> Statement:
        for item in line.items:
            self._embed(item.record, item.article)
        return Statement(
            text=line.text,
            records=tuple(dict.fromkeys(item.record.id for item in line.items)),
            citations=tuple(sorted(self._number(note) for note in line.notes())),
            marks=tuple(dict.fromkeys([*_marks(line), *self._weight(line)])),
            status="partly" if line.findings else "supported",
            findings=line.findings,
            update=line.update,
            gone=line.gone,
        )

    def add(self, picture: Picture, embedded: Mapping[str, tuple[Record, Article]]) -> None:
        """Embeds what a picture rests on, and cites what its timeline and its positions show."""
        for record, article in (embedded[rested] for rested in _rested_on(picture) if rested in embedded):
            self._embed(record, article)
        for record, article in (embedded[drawn] for drawn in _drawn(picture) if drawn in embedded):
            for evidence in record.evidence:
                self._number(SourceNote.of(1, article, evidence.sentence))

    def _embed(self, record: Record, article: Article) -> None:
        self.records[record.id] = record
        # A brief is passed on; where its reader keeps files is nobody's business.
        self.articles.setdefault((article.id, article.revision), article.model_copy(update={"path": ""}))

    def _weight(self, line: Line) -> Iterator[str]:
        """How many origins report the events of a line, if several do, and how its source and they are graded."""
        events = [self.events[item.record.id] for item in line.items if item.record.id in self.events]
        best = max(events, key=lambda event: (event.origins, event.id), default=None)
        if best and best.origins > 1:
            yield f"{best.origins} origins"
        if best and best.source != "F":
            yield f"{best.source}{best.credibility}"

    def _number(self, note: SourceNote) -> int:
        place = (note.article, note.revision, note.sentence)
        if place not in self.numbers:
            self.numbers[place] = len(self.notes) + 1
            own = {"number": self.numbers[place], "also": self.also.get(note.article, ())}
            self.notes.append(note.model_copy(update=own))
        return self.numbers[place]


def _rested_on(picture: Picture) -> Iterator[str]:
    yield from (record for event in picture.events for record in event.records)
    yield from (point.record for series in picture.series for point in series.points)
    yield from (r for contradiction in picture.contradictions for side in contradiction.sides for r in side.records)
    yield from (point.record for position in picture.positions for point in position.points)
    yield from (record for change in picture.changes for record in (*change.records, *change.earlier))


def _drawn(picture: Picture) -> Iterator[str]:
    yield from (record for event in picture.events if event.start for record in event.records)
    yield from (point.record for position in picture.positions for point in position.points)


def _marks(line: Line) -> Iterator[str]:
    """What a reader is told beside a statement: of its records, of shades that are not carried, of the judge."""
    for item in line.items:
        yield from item.record.marks
    yield from line.marks
    yield from (f"partly carried: {finding.reason}" for finding in line.findings)


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
    notes = _Notes(also=also or {}, events={record: event for event in shown.events for record in event.records})
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
