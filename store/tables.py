"""The tables as they are at the newest migration; a test compares the two."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    Double,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Named,
    Table,
    TypedColumns,
    TypeDecorator,
    UniqueConstraint,
    text,
)

__all__ = [
    "answers",
    "briefs",
    "extractions",
    "jobs",
    "metadata",
    "rejected",
    "revisions",
    "runs",
    "spendings",
    "visits",
]

# Every constraint has a name of its own, so that a later migration can drop it on any database.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database, which in SQLite keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class RevisionColumns(TypedColumns):
    """`day` is the article's day in UTC, to narrow a search; `dated` says that it is a publication day."""

    seq: Named[int] = Column(primary_key=True)
    article: Named[str]
    revision: Named[str]
    first_seen: Named[datetime] = Column(Instant)
    day: Named[date]
    dated: Named[bool]
    body: Named[dict[str, Any]] = Column(JSON)


class AnswerColumns(TypedColumns):
    """`key` is the hash of the canonical request with model and endpoint."""

    key: Named[str] = Column(primary_key=True)
    model: Named[str]
    endpoint: Named[str]
    request: Named[dict[str, Any]] = Column(JSON)
    response: Named[dict[str, Any]] = Column(JSON)


class ExtractionColumns(TypedColumns):
    """`body` is the extraction without its rejected records, which have rows of their own.

    `turn` counts up with each that is kept: of several of one text, the highest is the latest.
    """

    article: Named[str] = Column(primary_key=True)
    revision: Named[str] = Column(primary_key=True)
    config: Named[str] = Column(primary_key=True)
    body: Named[dict[str, Any]] = Column(JSON)
    turn: Named[int] = Column(server_default="0")


class RejectedColumns(TypedColumns):
    """One rejected record of one extraction, with its findings in `body`; in the order of `seq`."""

    seq: Named[int] = Column(primary_key=True)
    article: Named[str]
    revision: Named[str]
    config: Named[str]
    kind: Named[str]
    body: Named[dict[str, Any]] = Column(JSON)


class BriefColumns(TypedColumns):
    """`id` is the hash of the brief's JSON."""

    seq: Named[int] = Column(primary_key=True)
    id: Named[str] = Column(unique=True)
    area: Named[str]
    since: Named[date]
    until: Named[date]
    cut_off: Named[datetime] = Column(Instant)
    body: Named[dict[str, Any]] = Column(JSON)


class VisitColumns(TypedColumns):
    """`url` is the address as it was asked for; `body` what is remembered of it."""

    url: Named[str] = Column(primary_key=True)
    body: Named[dict[str, Any]] = Column(JSON)


class JobColumns(TypedColumns):
    """One day under one configuration: `owner` is the run that writes it, null if none does; `brief` what it wrote, and
    `manifest` what it said of that.
    """

    day: Named[date] = Column(primary_key=True)
    config: Named[str] = Column(primary_key=True)
    owner: Named[Any] = Column(JSON)
    begun: Named[datetime] = Column(Instant)
    beat: Named[datetime] = Column(Instant)
    state: Named[str]
    brief: Named[Any] = Column(JSON)
    delivered: Named[dict[str, str]] = Column(JSON)
    area: Named[str] = Column(server_default=text("''"))
    manifest: Named[Any] = Column(JSON, nullable=True)


class RunColumns(TypedColumns):
    """One run of one day; its `seconds` count to the calendar day `spent_on`."""

    id: Named[str] = Column(primary_key=True)
    day: Named[date]
    config: Named[str]
    area: Named[str]
    begun: Named[datetime] = Column(Instant, index=True)
    spent_on: Named[date] = Column(index=True)
    seconds: Named[float] = Column(Double)
    state: Named[str]
    said: Named[str]


class SpendingColumns(TypedColumns):
    """What one request cost, or may cost while it is under way; `day` is the calendar day on which it went out."""

    seq: Named[int] = Column(primary_key=True)
    run: Named[str] = Column(index=True)
    day: Named[date] = Column(index=True)
    step: Named[str]
    model: Named[str]
    calls: Named[int]
    tokens_in: Named[int]
    tokens_out: Named[int]
    money: Named[float] = Column(Double)
    seconds: Named[float] = Column(Double)


# JSON and not JSONB: a text may hold what JSONB refuses, such as an escaped NUL or half a surrogate pair.
revisions = Table(
    "revisions",
    metadata,
    RevisionColumns,
    UniqueConstraint("article", "revision"),
    Index(None, "revision"),
    Index(None, "article", "first_seen", "seq"),
)
answers = Table("answers", metadata, AnswerColumns)
extractions = Table(
    "extractions",
    metadata,
    ExtractionColumns,
    ForeignKeyConstraint(["article", "revision"], ["revisions.article", "revisions.revision"]),
    Index(None, "revision", "config"),
)
rejected = Table(
    "rejected",
    metadata,
    RejectedColumns,
    ForeignKeyConstraint(
        ["article", "revision", "config"],
        ["extractions.article", "extractions.revision", "extractions.config"],
        ondelete="CASCADE",
    ),
    Index(None, "article", "revision", "config"),
    Index(None, "revision"),
)
briefs = Table("briefs", metadata, BriefColumns, Index(None, "area", "cut_off"))
visits = Table("visits", metadata, VisitColumns)
jobs = Table("jobs", metadata, JobColumns)
runs = Table("runs", metadata, RunColumns)
spendings = Table("spendings", metadata, SpendingColumns)
