"""Addresses that were read, by their URL."""

from sqlalchemy import Connection, select

from ..schemas import Visit
from . import tables
from .faults import fitting
from .writing import upsert

__all__ = ["find", "keep"]


def find(connection: Connection, url: str) -> Visit | None:
    """What is kept of an address."""
    body = connection.scalar(select(tables.visits.c.body).where(tables.visits.c.url == url))
    if body is None:
        return None
    with fitting(f"what was kept of {url!r}"):
        return Visit.model_validate(body)


def keep(connection: Connection, visit: Visit) -> None:
    """Keeps a visit in place of the one before."""
    upsert(connection, tables.visits, {"url": visit.url, "body": visit.model_dump(mode="json")})
