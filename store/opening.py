"""From a path or URL to an engine: SQLite with its pragmas, or PostgreSQL."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from ..schemas import StoreError

__all__ = ["WAIT", "engine_for", "place_of", "shown_place", "url_of", "use_wal"]

# Seconds to wait for another process's write: far longer than any transaction here takes.
WAIT = 30.0
_PAUSE = 0.02


def url_of(target: str | Path) -> URL:
    """The URL of a path or URL, of a kind that the store knows; StoreError otherwise."""
    text = str(target)
    if text != ":memory:" and "://" not in text:
        return URL.create("sqlite", database=str(Path(target).expanduser()))
    try:
        url = make_url("sqlite://" if text == ":memory:" else text)
    except ArgumentError as error:
        # The text is not shown: it may hold a password.
        raise StoreError("the store's URL cannot be read; write a path, or driver://user:password@host/name") from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"the store {place_of(url)!r} is neither SQLite nor PostgreSQL; name a path or such a URL")
    return url


def place_of(url: URL) -> str:
    """How messages name the store: the file, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.render_as_string(hide_password=True)


def shown_place(target: str | Path) -> str:
    """How a setting that names a store is shown: without a password."""
    return place_of(url_of(target))


def engine_for(url: URL, wait: float) -> Engine:
    """An engine on `url`; for a SQLite file the folder is made. Nothing is connected yet."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, wait)
    try:
        return create_engine(url)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError(f"the store {place_of(url)!r} needs a driver to be installed ({error})") from error


def _sqlite(url: URL, wait: float) -> Engine:
    pool: dict[str, Any] = {}
    if url.database in (None, "", ":memory:"):
        # Each connection to memory is a database of its own: one is shared, and never by two at a time.
        pool = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
    elif not url.database.startswith("file:"):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # isolation_level None leaves BEGIN to us, and with it the choice of IMMEDIATE.
    arguments = {"timeout": wait, "isolation_level": None, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, **pool)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # With WAL, NORMAL outlives the death of a process; only the loss of power may cost the last commits.
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    # A deferred transaction that turns to writing late is refused at once where another has written since.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def use_wal(
    engine: Engine,
    wait: float,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Sets write-ahead logging on a SQLite file, once in its life; sqlite3.OperationalError if it stays busy.

    SQLite does not wait for its turn here, whatever the timeout: two processes on a fresh file would
    refuse each other, so it is asked again for `wait` seconds of `clock`.
    """
    deadline = clock() + wait
    while True:
        try:
            return _set_wal(engine)
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or clock() >= deadline:
                raise
        sleep(_PAUSE)


def _set_wal(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone() != ("wal",):
            cursor.execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()
