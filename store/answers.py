"""Answers of a model by request key: what was answered is never bought again."""

from typing import Any

from sqlalchemy import Connection, delete, select

from . import tables
from .writing import insert_once

__all__ = ["asked", "drop", "find", "keep"]


def find(connection: Connection, key: str) -> dict[str, Any] | None:
    """The response kept under `key`."""
    return connection.scalar(select(tables.answers.c.response).where(tables.answers.c.key == key))


def asked(connection: Connection, key: str) -> dict[str, Any] | None:
    """The request kept under `key`."""
    return connection.scalar(select(tables.answers.c.request).where(tables.answers.c.key == key))


def keep(connection: Connection, values: dict[str, Any]) -> None:
    """Keeps an answer unless its key has one."""
    insert_once(connection, tables.answers, values)


def drop(connection: Connection, key: str) -> None:
    """Forgets an answer that was of no use."""
    connection.execute(delete(tables.answers).where(tables.answers.c.key == key))
