"""Opening a store, closing it, and everything that can be wrong with the place."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sitbrief.store
from sitbrief.schemas import StoreError
from sitbrief.store import Store
from sitbrief.store.opening import engine_for, place_of, url_of, use_wal
from sqlalchemy.exc import OperationalError

KEY = "0f" * 32


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A path in a folder that is not there yet."""
    return tmp_path / "new" / "folder" / "store.db"


@pytest.fixture
def raw() -> Iterator[Callable[[Path], sqlite3.Connection]]:
    """Opens a file without the store; all connections are closed at the end."""
    opened: list[sqlite3.Connection] = []

    def connect(path: Path) -> sqlite3.Connection:
        opened.append(sqlite3.connect(path, isolation_level=None))
        return opened[-1]

    yield connect
    for connection in opened:
        connection.close()


def test_the_package_shows_what_it_has():
    """`__all__` is sorted and everything in it is there."""
    assert sitbrief.store.__all__ == sorted(sitbrief.store.__all__)
    assert all(hasattr(sitbrief.store, name) for name in sitbrief.store.__all__)


@pytest.mark.parametrize("form", [str, Path, lambda p: f"sqlite:///{p}"])
def test_a_path_and_a_url_name_the_same_store(file, form):
    """A text, a Path and a URL open one file, and its folder is made."""
    with Store.open(form(file)) as store:
        store.keep_answer(KEY, {}, {"a": 1}, "m", "e")
        assert store.place == str(file)
    with Store.open(file) as store:
        assert store.answer(KEY) == {"a": 1}


def test_a_home_folder_is_expanded():
    """A path that begins with ~ is in the user's home."""
    assert url_of("~/x.db").database == str(Path.home() / "x.db")


def test_odd_characters_in_a_path(tmp_path):
    """Spaces, %, # and ? in a path are letters like others."""
    file = tmp_path / "a b%20%s#c?d" / "store.db"
    Store.open(file).close()
    assert file.is_file()


def test_memory_is_shared_by_threads_and_ends_with_the_store():
    """All threads of one store in memory see one database; another store has its own."""
    with Store.open(":memory:") as store:
        names = [f"{n:064x}" for n in range(8)]
        threads = [threading.Thread(target=store.keep_answer, args=(n, {}, {"n": n}, "m", "e")) for n in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [store.answer(n) for n in names] == [{"n": n} for n in names]
    with Store.open("sqlite://") as other:
        assert other.answer(names[0]) is None


def test_sqlite_is_set_up_for_several_writers(file, raw):
    """The file is in WAL mode, foreign keys hold, and a lock is waited for 30 s unless told otherwise."""
    with Store.open(file) as store, store._engine.connect() as connection:
        pragmas = {p: connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("foreign_keys", "busy_timeout")}
        assert pragmas == {"foreign_keys": 1, "busy_timeout": 30_000}
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
    assert raw(file).execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_closed_store_says_so(file):
    """After closing, any use is a StoreError; closing again is not."""
    store = Store.open(file)
    store.close()
    store.close()
    with pytest.raises(StoreError, match=r"store\.db' is closed; open it again"):
        store.articles()


def test_closing_leaves_one_file(file):
    """The last one to close leaves no side files behind."""
    with Store.open(file) as store:
        store.keep_answer(KEY, {}, {}, "m", "e")
    assert [p.name for p in file.parent.iterdir()] == ["store.db"]


def test_a_file_that_is_no_database(tmp_path):
    """A text file is refused by name and left as it was."""
    file = tmp_path / "notes.txt"
    file.write_text("These are my notes, and they are longer than a database header would be." * 20)
    before = file.read_bytes()
    with pytest.raises(StoreError, match=r"notes\.txt.*no SQLite database; name another file"):
        Store.open(file)
    assert file.read_bytes() == before


def test_a_database_of_another_program(tmp_path, raw):
    """A database with other tables is refused, and neither gets tables nor another journal mode."""
    file = tmp_path / "other.db"
    raw(file).execute("CREATE TABLE recipes (name TEXT)")
    before = file.read_bytes()
    with pytest.raises(StoreError, match=r"other\.db' belongs to another program \(it has the table 'recipes'\)"):
        Store.open(file)
    assert file.read_bytes() == before


def test_a_folder_is_no_store(tmp_path):
    """A folder is refused with what to check."""
    with pytest.raises(StoreError, match="check that it is a file in a folder that you may write to"):
        Store.open(tmp_path)


def test_a_file_in_the_way_of_the_folder(tmp_path):
    """A folder that cannot be made is a StoreError that names the place."""
    (tmp_path / "way").write_text("")
    with pytest.raises(StoreError, match=r"way/store\.db' cannot be used"):
        Store.open(tmp_path / "way" / "store.db")


# Root may write anywhere, so the child becomes somebody else first.
REFUSED = """
import os, sys
from sitbrief.schemas import StoreError
from sitbrief.store import Store
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    Store.open(sys.argv[1])
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="users and modes as on POSIX")
@pytest.mark.parametrize("name", ["store.db", "new/store.db"])
def test_no_permission(tmp_path, child, name):
    """Where the user may not write, the error names the place and the permission, for a file and for a folder."""
    tmp_path.chmod(0o500)
    output, errors = child(REFUSED, str(tmp_path / name)).communicate(timeout=60)
    assert f"the store '{tmp_path / name}' cannot be used" in output, errors
    assert "you may write to" in output


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://u:secret@db.example/x", r"'mysql://u:\*\*\*@db.example/x' is neither SQLite nor PostgreSQL"),
        ("postgresql+nodriver://u:secret@db.example/x", r"u:\*\*\*@db.example/x' needs a driver"),
        ("://secret@", "URL cannot be read"),
    ],
)
def test_a_url_that_cannot_be_used(url, message):
    """Another database, a driver that is not there and a broken URL are errors that show no password."""
    with pytest.raises(StoreError, match=message) as caught:
        Store.open(url)
    assert "secret" not in str(caught.value)


def test_a_server_is_named_without_its_password():
    """Messages name a PostgreSQL store by its URL with the password left out."""
    assert place_of(url_of("postgresql://u:secret@db.example/x")) == "postgresql://u:***@db.example/x"


def test_a_locked_file_is_told_after_the_wait(file, raw):
    """Where another connection goes on writing, a write fails with advice after `wait` seconds, then works again."""
    with Store.open(file, wait=0.1) as store:
        other = raw(file)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"locked\): another process holds it; try again"):
            store.keep_answer(KEY, {}, {}, "m", "e")
        assert store.answer(KEY) is None
        other.execute("ROLLBACK")
        store.keep_answer(KEY, {}, {"a": 1}, "m", "e")
        assert store.answer(KEY) == {"a": 1}


def test_a_locked_fresh_file_is_told_after_the_wait(tmp_path, raw):
    """Where another connection holds a file that is not yet a store, opening fails with advice."""
    file = tmp_path / "store.db"
    holder = raw(file)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="another process holds it"):
        Store.open(file, wait=0.1)


def test_the_journal_is_asked_again_while_the_file_is_busy(file, raw):
    """Setting write-ahead logging pauses and asks again while another connection writes, and then succeeds."""
    engine = engine_for(url_of(file), 0.01)
    holder = raw(file)
    holder.execute("CREATE TABLE t (x)")
    holder.execute("BEGIN EXCLUSIVE")
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            holder.execute("COMMIT")

    use_wal(engine, 60.0, sleep)
    engine.dispose()
    assert len(pauses) == 3
    assert raw(file).execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_journal_is_not_asked_for_ever(file, raw):
    """A file that stays busy is given up after the wait."""
    engine = engine_for(url_of(file), 0.01)
    holder = raw(file)
    holder.execute("BEGIN EXCLUSIVE")
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        use_wal(engine, 1.0, sleep, lambda: now[0])
    engine.dispose()
    assert 1.0 <= now[0] < 1.1


def test_a_row_of_another_version_is_told(file, make_article, raw):
    """A kept article that no longer fits the schema is a StoreError that names it."""
    with Store.open(file) as store:
        article = store.add_article(make_article())
        other = raw(file)
        other.execute("""UPDATE revisions SET body = json_set(body, '$.colour', 'blue')""")
        with pytest.raises(StoreError, match=f"article '{article.id}' was kept by another version"):
            store.articles()


def test_a_damaged_store_is_told(file, raw):
    """A table that went missing is a StoreError that names the place, not an error of the database library."""
    with Store.open(file) as store:
        raw(file).execute("DROP TABLE answers")
        with pytest.raises(StoreError, match=r"store\.db' cannot be used \(no such table: answers\)") as caught:
            store.answer(KEY)
    assert isinstance(caught.value.__cause__, OperationalError)
