"""The two inserts that concurrent writers need, which both databases know in the same words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

__all__ = ["insert_once", "upsert"]


def insert_once(connection: Connection, table: "Table[Any]", values: Mapping[str, Any]) -> bool:
    """Inserts a row unless a unique constraint says that it is there already; True if it was inserted."""
    return connection.execute(_insert(connection, table).values(values).on_conflict_do_nothing()).rowcount == 1


def upsert(connection: Connection, table: "Table[Any]", values: Mapping[str, Any]) -> None:
    """Inserts a row, or sets every column of the row that has the same primary key."""
    statement = _insert(connection, table).values(values)
    connection.execute(statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=values))


def _insert(connection: Connection, table: "Table[Any]") -> "sqlite.Insert | postgresql.Insert":
    if connection.dialect.name != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # 40 ms that a SQLite store need not spend

    return postgresql.insert(table)
