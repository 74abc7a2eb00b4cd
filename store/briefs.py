"""Briefs, kept as they were written."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from ..schemas import Brief, StoreError, text_hash
from .faults import fitting
from .tables import briefs
from .writing import insert_once

__all__ = ["BriefRow", "all_rows", "find", "keep", "previous"]

_NEWEST_FIRST = (briefs.c.cut_off.desc(), briefs.c.seq.desc())


@dataclass(frozen=True)
class BriefRow:
    """What a list of briefs shows: `since` and `until` are days, both included; `cut_off` is UTC."""

    id: str
    area: str
    since: date
    until: date
    cut_off: datetime


def keep(connection: Connection, brief: Brief) -> str:
    """Keeps a brief under the hash of its JSON; the same brief again is the same row."""
    key = text_hash(brief.model_dump_json())
    header = brief.header
    values = {"id": key, "area": header.area, "since": header.since, "until": header.until, "cut_off": header.cut_off}
    insert_once(connection, briefs, {**values, "body": brief.model_dump(mode="json")})
    return key


def all_rows(connection: Connection) -> list[BriefRow]:
    """A row for each brief, the newest first."""
    columns = (briefs.c.id, briefs.c.area, briefs.c.since, briefs.c.until, briefs.c.cut_off)
    return [BriefRow(*row) for row in connection.execute(select(*columns).order_by(*_NEWEST_FIRST))]


def find(connection: Connection, key: str) -> Brief:
    """The brief with that id; StoreError if there is none."""
    body = connection.scalar(select(briefs.c.body).where(briefs.c.id == key))
    if body is None:
        raise StoreError(f"the store holds no brief {key!r}; Store.briefs() lists those it holds")
    return _read(body, key)


def previous(connection: Connection, before: date, area: str, zone: ZoneInfo) -> Brief | None:
    """The brief of that area with the latest cut-off at or before an instant, or the beginning of a day in `zone`."""
    wanted = (briefs.c.area == area, briefs.c.cut_off <= _instant(before, zone))
    row = connection.execute(select(briefs.c.body, briefs.c.id).where(*wanted).order_by(*_NEWEST_FIRST)).first()
    return _read(*row) if row else None


def _instant(before: date, zone: ZoneInfo) -> datetime:
    if not isinstance(before, datetime):
        return datetime.combine(before, time.min, zone)
    if before.utcoffset() is None:
        raise StoreError(f"{before.isoformat()!r} says no time zone; give an instant with one, or a day")
    return before


def _read(body: dict[str, Any], key: str) -> Brief:
    with fitting(f"brief {key!r}"):
        return Brief.model_validate(body)
