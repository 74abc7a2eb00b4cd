"""Bringing a database to the schema that this version knows. Alembic is loaded only if there is something to do."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from ..schemas import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["HEAD", "migrate", "migrations"]

HEAD = "0005"
_FOLDER = Path(__file__).parent / "migrations"
# Alembic keeps the migration under way in a global.
_ONE_AT_A_TIME = Lock()
# Any constant will do, as long as it stays: it names our lock among those of a PostgreSQL server.
_ADVISORY_LOCK = 7_482_736


def migrate(engine: Engine, place: str) -> None:
    """Migrates to HEAD in one transaction; whoever comes second waits and finds it done.

    StoreError if the database is newer than this version, or not a store.
    """
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    with _ONE_AT_A_TIME, engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        version = _version(connection)
        if version != HEAD:
            _check(connection, version, place)
            _upgrade(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def _check(connection: Connection, version: str | None, place: str) -> None:
    others = set() if version else set(inspect(connection).get_table_names()) - {"alembic_version"}
    ours = version is None or (len(version) == len(HEAD) and version.isdigit())
    if others or not ours:
        found = f"the table {min(others)!r}" if others else f"version {version!r}"
        raise StoreError(f"{place!r} belongs to another program (it has {found}); name a place for the store alone")
    if version and version > HEAD:
        raise StoreError(f"the store {place!r} has schema {version!r} and this sitbrief {HEAD!r}; upgrade sitbrief")


def migrations(connection: Connection | None = None) -> "Config":
    """Alembic's settings for the shipped migrations, to be run on `connection`."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    # A % starts an interpolation in Alembic's settings.
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(migrations(connection), HEAD)
