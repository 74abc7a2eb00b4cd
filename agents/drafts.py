"""What the summariser fills, and how a record is put to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from pydantic import BaseModel, model_validator

from ..schemas import Actor, Article, Event, Figure, Record, Stance, WhenModel

__all__ = ["SECTIONS", "Corrections", "Draft", "DraftStatement", "Item", "article_line", "record_line", "records_text"]

# In the order of the brief.
SECTIONS = (
    "bottom_line",
    "takeaways",
    "changed",
    "developments",
    "positions",
    "figures",
    "contradictions",
    "outlook",
    "gaps",
)


class DraftStatement(BaseModel):
    """One sentence, the numbers of its records, and of the earlier records that it is compared with."""

    t: str
    r: list[int]
    e: list[int] = []


class DraftGroup(BaseModel):
    """Statements under a heading."""

    heading: str
    statements: list[DraftStatement]


class Draft(BaseModel):
    """The sections of a brief as the model writes them."""

    bottom_line: DraftStatement | None = None
    takeaways: list[DraftStatement] = []
    changed: list[DraftStatement] = []
    developments: list[DraftGroup] = []
    positions: list[DraftStatement] = []
    figures: list[DraftStatement] = []
    contradictions: list[DraftStatement] = []
    outlook: list[DraftStatement] = []
    gaps: list[str] = []

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        # Every list may be empty, for a brief may be written part by part; all of them may not.
        if not any(getattr(self, section) for section in SECTIONS):
            raise ValueError("no section was written; write those that were asked for")
        return self


class CorrectedStatement(DraftStatement):
    """A statement with the number under which it was asked again."""

    number: int


class Corrections(BaseModel):
    """The corrected statements."""

    statements: list[CorrectedStatement]


@dataclass(frozen=True)
class Item:
    """A verified record with the revision that it rests on."""

    record: Record
    article: Article


@dataclass
class _Sheet:
    lines: list[str] = field(default_factory=list)
    article: tuple[str, str] = ("", "")


def records_text(items: Sequence[Item], prefix: str = "") -> str:
    """The records one a line, numbered from 1 in the order of `items`, under a line for each run of an article."""
    sheet = _Sheet()
    for number, item in enumerate(items, start=1):
        place = (item.article.id, item.article.revision)  # two outlets may print one text
        if place != sheet.article:
            sheet.article = place
            sheet.lines.append(article_line(item.article))
        sheet.lines.append(f"[{prefix}{number}] {record_line(item.record)}")
    return "\n".join(sheet.lines)


def article_line(article: Article) -> str:
    """The line under which what an article says is put to the model."""
    published = f"published {article.published.day}" if article.published else "undated"
    return f"# {article.outlet or 'outlet not given'}: {article.title!r}, {published}"


def record_line(record: Record) -> str:
    """A record in one line, as it is put to the model."""
    if isinstance(record, Event):
        return _event_line(record)
    if isinstance(record, Stance):
        quote = f'; quote "{record.quote}"' if record.quote else ""
        return f"stance: {record.holder} {record.polarity} {record.target} ({record.cue}; {record.said}{quote})"
    if isinstance(record, Figure):
        number = " ".join(filter(None, (record.qualifier, record.value, record.unit)))
        return f"figure: {number}: {record.of}{_when(record.as_of, ', as of ')}{_said(record)}"
    if isinstance(record, Actor):
        return "actor: " + ", ".join(filter(None, (record.name, record.role, record.country)))
    return f"{record.kind}: {record.model_dump_json(exclude={'id', 'evidence', 'marks', 'sentences'})}"


def _event_line(event: Event) -> str:
    code = " ".join(filter(None, (event.type.value, event.mode, *event.aux)))
    who = " -> ".join(filter(None, (", ".join(event.actors), ", ".join(event.recipients))))
    where = f"; where: {event.where}" if event.where else ""
    return f"event {code}: {event.what} ({who}{where}{_when(event.when, '; when: ')}){_said(event)}"


def _said(record: Event | Figure) -> str:
    return f", said by {record.said_by}" if record.said_by else ""


def _when(when: WhenModel, label: str) -> str:
    if not when.words:
        return ""
    if when.start is None or when.end is None:
        return f"{label}{when.words}"
    days = str(when.start) if when.start == when.end else f"{when.start} to {when.end}"
    return f"{label}{when.words} [{days}]"
