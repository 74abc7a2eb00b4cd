"""A damaged SQLite file is found before anything is written to it, and a copy of the last good one lies beside it."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

__all__ = ["BACKUP_SUFFIX", "back_up", "check"]

BACKUP_SUFFIX = ".backup"


def check(engine: Engine) -> None:
    """sqlite3.DatabaseError if a SQLite file is damaged."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        found = raw.cursor().execute("PRAGMA quick_check(1)").fetchone()
    finally:
        raw.close()
    if found != ("ok",):
        raise _damaged(found)


def _damaged(found: object) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(f"it is damaged: {found[0] if isinstance(found, tuple) else found}")
    error.sqlite_errorname = "SQLITE_CORRUPT"
    return error


def back_up(engine: Engine) -> Path | None:
    """Copies a SQLite file that stands its check; the copy takes the place of the last one when it is whole.

    Whoever may not read the file may not read the copy.
    """
    place = engine.url.database
    if engine.dialect.name != "sqlite" or place in (None, "", ":memory:"):
        return None
    check(engine)
    copy = Path(f"{place}{BACKUP_SUFFIX}")
    draft = copy.with_name(f".{copy.name}.{os.getpid()}.part")
    raw = engine.raw_connection()
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        with closing(sqlite3.connect(draft)) as target:
            source: Any = raw.driver_connection
            source.backup(target)
        shutil.copymode(place, draft)
        draft.replace(copy)
    finally:
        raw.close()
        draft.unlink(missing_ok=True)
    return copy
