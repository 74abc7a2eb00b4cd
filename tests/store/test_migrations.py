"""The schema: from nothing to head, pinned, and refused where it is newer."""

import io
import re
import sqlite3
import threading
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sitbrief.schemas import StoreError
from sitbrief.store import Store
from sitbrief.store.migrating import HEAD, migrate, migrations
from sitbrief.store.opening import engine_for, url_of
from sitbrief.store.tables import metadata
from sqlalchemy import event, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable


def test_the_migrated_database_is_what_the_tables_say(target):
    """From nothing, the migrations make the schema of `tables`, without a difference in either direction."""
    Store.open(target).close()
    engine = engine_for(url_of(target), 1)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}
    engine.dispose()


def test_the_foreign_keys_are_those_of_the_tables(target):
    """Keys and what happens on deletion, which a comparison may overlook, are as in `tables`."""
    Store.open(target).close()
    engine = engine_for(url_of(target), 1)
    with engine.connect() as connection:
        found = {
            (name, key["referred_table"], tuple(key["constrained_columns"]), key["options"].get("ondelete"))
            for name in metadata.tables
            for key in inspect(connection).get_foreign_keys(name)
        }
    engine.dispose()
    assert found == {
        ("extractions", "revisions", ("article", "revision"), None),
        ("rejected", "extractions", ("article", "revision", "config"), "CASCADE"),
    }


def test_head_is_the_last_of_an_unbroken_row():
    """HEAD is the newest migration, and the numbers run from 0001 without a gap or a fork."""
    scripts = ScriptDirectory.from_config(migrations())
    numbers = [script.revision for script in scripts.walk_revisions()][::-1]
    assert scripts.get_heads() == [HEAD] == numbers[-1:]
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]


def test_a_migration_that_is_broken_off_leaves_nothing(tmp_path):
    """Migrating is one transaction: broken off at its last table it leaves none, and the next time it is done."""
    engine = engine_for(url_of(tmp_path / "store.db"), 1)

    def break_off(_connection, _cursor, statement, *_rest):
        if "CREATE TABLE briefs" in statement:
            raise KeyboardInterrupt

    event.listen(engine, "before_cursor_execute", break_off)
    with pytest.raises(KeyboardInterrupt):
        migrate(engine, "store.db")
    assert inspect(engine).get_table_names() == []
    event.remove(engine, "before_cursor_execute", break_off)
    migrate(engine, "store.db")
    assert set(metadata.tables) < set(inspect(engine).get_table_names())
    engine.dispose()


def test_migrating_again_changes_nothing(tmp_path):
    """Opening a store that is at head keeps what is in it."""
    for number in range(3):
        with Store.open(tmp_path / "store.db") as store:
            assert store.answer("k") == ({"n": 0} if number else None)
            store.keep_answer("k", {}, {"n": number}, "m", "e")


@pytest.mark.parametrize(
    ("version", "message"),
    [
        (f"{int(HEAD) + 1:04}", rf"has schema '{int(HEAD) + 1:04}' and this sitbrief '{HEAD}'; upgrade sitbrief"),
        ("9999", "upgrade sitbrief"),
        ("1f2e3d4c5b6a", r"belongs to another program \(it has version '1f2e3d4c5b6a'\)"),
    ],
)
def test_a_schema_that_is_not_known_is_refused(tmp_path, version, message):
    """A newer schema asks for an upgrade, a foreign one for another place; nothing is changed."""
    file = tmp_path / "store.db"
    Store.open(file).close()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("UPDATE alembic_version SET version_num = ?", (version,))
        with pytest.raises(StoreError, match=message) as caught:
            Store.open(file)
        assert str(file) in str(caught.value)
        assert other.execute("SELECT version_num FROM alembic_version").fetchall() == [(version,)]


def test_threads_that_open_a_fresh_store_at_once(tmp_path):
    """Several threads may open one fresh store at the same moment."""
    barrier = threading.Barrier(4)
    ended: list[BaseException | None] = []

    def open_it() -> None:
        barrier.wait(timeout=30)
        try:
            Store.open(tmp_path / "store.db").close()
            ended.append(None)
        except BaseException as error:
            ended.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == [None] * 4


def test_the_tables_can_be_made_in_postgresql():
    """Every table compiles for PostgreSQL, with instants that keep their zone and plain JSON."""
    ddl = "\n".join(str(CreateTable(t).compile(dialect=postgresql.dialect())) for t in metadata.sorted_tables)
    assert ddl.count("CREATE TABLE") == len(metadata.tables)
    assert "first_seen TIMESTAMP WITH TIME ZONE NOT NULL" in ddl
    assert "seq SERIAL NOT NULL" in ddl
    assert "body JSON NOT NULL" in ddl


def test_the_migrations_make_the_same_in_postgresql():
    """Written out for PostgreSQL, the migrations make every table with the columns of `tables`."""
    written = io.StringIO()
    context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written})
    scripts = ScriptDirectory.from_config(migrations())
    with Operations.context(context):
        for script in reversed(list(scripts.walk_revisions())):
            script.module.upgrade()
    added = re.compile(r"^ALTER TABLE \w+ ADD COLUMN ")
    made = {added.sub("", line.strip()).rstrip(",;") for line in written.getvalue().splitlines()}
    for table in metadata.sorted_tables:
        ddl = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        columns = {line.strip().rstrip(", ") for line in ddl.splitlines() if line.startswith("\t")}
        assert columns <= made
