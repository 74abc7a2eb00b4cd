"""Database errors told as StoreError: the place, what happened, what to do next."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError

from ..schemas import StoreError

__all__ = ["fitting", "told"]

# By SQLite's own names, the longer extended ones included.
_ADVICE = {
    "SQLITE_NOTADB": "it is no SQLite database; name another file, or move this one away",
    "SQLITE_CANTOPEN": "check that it is a file in a folder that you may write to",
    "SQLITE_PERM": "check that you may write to the file and its folder",
    "SQLITE_READONLY": "check that you may write to the file and its folder",
    "SQLITE_BUSY": "another process holds it; try again when that one is done",
    "SQLITE_LOCKED": "another process holds it; try again when that one is done",
    "SQLITE_FULL": "the disk is full; make room and run again, what was kept stays",
    "SQLITE_CORRUPT": "it was left untouched; move it away, and put a backup in its place (sitbrief daily keeps one "
    "beside it, with .backup at its name's end), or start anew",
}
_OTHERWISE = "check the address, and that the database is there and lets you in"


@contextmanager
def told(place: str) -> Iterator[None]:
    """Raises StoreError in place of what SQLAlchemy, SQLite or the file system raises."""
    try:
        yield
    except json.JSONDecodeError as error:  # half a text in a row that the database takes for good
        damage = f"it is damaged: a text in it is no JSON, {error}"
        raise StoreError(f"the store {place!r} cannot be used ({damage}): {_ADVICE['SQLITE_CORRUPT']}") from error
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        cause = (error.orig if isinstance(error, StatementError) else None) or error
        raise StoreError(f"the store {place!r} cannot be used ({_line(cause)}): {_advice(error, cause)}") from error


@contextmanager
def fitting(what: str) -> Iterator[None]:
    """Raises StoreError where a kept row no longer fits the schemas that read it."""
    try:
        yield
    except ValidationError as error:
        raise StoreError(
            f"{what} was kept by another version of sitbrief and cannot be read by this one "
            f"({error.error_count()} fields do not fit); use that version, or start a new store"
        ) from error


def _line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0]


def _advice(error: BaseException, cause: BaseException) -> str:
    if isinstance(error, StatementError) and not isinstance(error, DBAPIError):
        return "what was to be kept is not JSON; keep only what JSON can say"
    name = "SQLITE_CANTOPEN" if isinstance(error, OSError) else getattr(cause, "sqlite_errorname", "")
    return next((advice for prefix, advice in _ADVICE.items() if name.startswith(prefix)), _OTHERWISE)
