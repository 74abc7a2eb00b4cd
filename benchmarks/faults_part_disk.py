"""A store, or reports, without room, that may not be written, of another version, or damaged: said, and mended."""

import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from faults_desk import Desk, Ended, alike, write_day
from faults_disks import Disk, disk
from faults_kept import kept_questions
from faults_secrets import Search
from faults_served import Served, served
from faults_table import Row, Table
from faults_whole import Whole, undisturbed, wrong_with_next

__all__ = ["run"]

_ARTICLES, _IN_FLIGHT, _DELAY = 24, 4, 0.1
# Of the room that a whole run needs; beside the store lie its log and its copy, each as large.
_SHARES = (0.02, 0.2, 0.5, 0.8, 0.95)
_STORE_SHARES = (0.02, 0.3, 0.7, 1.2, 1.8)
_PAGE, _PAGES, _DAMAGES, _QUICK_DAMAGES = 4096, 4, 8, 2
_BACKUP = ".backup"
# Texts that only who reads them finds damaged.
_UNSEEN = (("jobs", "brief"), ("jobs", "delivered"), ("revisions", "body"), ("answers", "response"))


def run(folder: Path, table: Table, *, quick: bool) -> None:
    """Adds the rows of this part."""
    articles = write_day(folder / "articles", _ARTICLES)
    with served(folder / "asked.jsonl", delay=_DELAY) as endpoint:
        desk = _desk(folder / "whole", articles, endpoint)
        whole = undisturbed(desk, endpoint)
        room = {"store": desk.store.stat().st_size, "reports": sum(f.stat().st_size for f in desk.day.iterdir())}
        search = Search()
        for what, shares in (("store", _STORE_SHARES), ("reports", _SHARES)):
            some = shares[1::2] if quick else shares
            places = [(folder / f"full-{what}-{n}", int(room[what] * share)) for n, share in enumerate(some)]
            wrongs = [_full(what, *place, articles, endpoint, whole, search) for place in places]
            must = (
                f"exit code 1, an error that names the {what}; with room the next run is complete, nothing bought again"
            )
            notes = f"with {', '.join(f'{share:.0%}' for share in some)} of the room"
            table.add(Row.of(f"disk full: {what}", must, wrongs, notes))
        for what in ("store", "reports"):
            table.add(_frozen(what, folder / f"frozen-{what}", articles, endpoint, whole, search))
        table.add(_newer(desk, whole))
        for row in _damaged(desk, endpoint, whole, _QUICK_DAMAGES if quick else _DAMAGES):
            table.add(row)
    search.search(folder)
    table.add(search.row("disk"))


def _desk(folder: Path, articles: Path, endpoint: Served, **places: Path) -> Desk:
    return Desk(folder, articles, endpoint.base_url(folder.name), in_flight=_IN_FLIGHT, **places)


def _at(what: str, place: Path) -> dict[str, Path]:
    """The store, or the reports, at a place."""
    return {what: place / ("store.db" if what == "store" else "reports")}


def _said(ended: Ended, what: str, desk: Desk) -> list[str]:
    """What is wrong with how a run told that it could not write, or read."""
    wrong = [] if ended.code == 1 else [f"exit code {ended.code}: {ended.last}"]
    if "Traceback" in ended.stderr or not ended.last.strip():
        wrong.append(f"not told but a traceback: {ended.last}")
    if str(desk.store if what == "store" else desk.reports) not in ended.last:
        wrong.append(f"the {what} is not named: {ended.last}")
    return wrong


# ------------------------------------------------------------------------------------------------- room


def _full(
    what: str, folder: Path, size: int, articles: Path, endpoint: Served, whole: Whole, search: Search
) -> list[str]:
    """What is wrong with a run that has so little room, and with the one after it, that has enough."""
    with disk(folder / "disk", size) as small:
        desk = _desk(folder, articles, endpoint, **_at(what, small.place))
        ended = desk.run(before=small.before)
        wrong = _no_room(ended, what, desk, small)
        answered = {event.body for event in endpoint.events(folder.name, "answered")}
        if (lost := len(answered - kept_questions(desk.store))) > _IN_FLIGHT:
            wrong.append(f"{lost} answers lost")
        small.grow()
        wrong += wrong_with_next(desk, endpoint, whole)
        search.search(small.place)
    return [f"{size} bytes: {each}" for each in wrong]


def _no_room(ended: Ended, what: str, desk: Desk, small: Disk) -> list[str]:
    """Where the brief is there, and only the copy of the store is not, the run says so and is not a failed one."""
    if ended.code == 3 and "copy of the store" in ended.last and all(desk.brief().values()):
        return []
    return _said(ended, what if small.mounted else "folder", desk)


def _frozen(what: str, folder: Path, articles: Path, endpoint: Served, whole: Whole, search: Search) -> Row:
    """A run on what may be read alone: first what is there and empty, then what a run has written."""
    wrongs = []
    with disk(folder / "disk", 64 * 2**20) as frozen:
        desk = _desk(folder, articles, endpoint, **_at(what, frozen.place))
        for _ in range(2):
            if not frozen.freeze():
                return Row(
                    f"read-only: {what}", 0, "an error that names it", 0, "cannot be tried here: root, and no mount"
                )
            before = _files(frozen.place)
            wrongs.append(_said(desk.run(), what, desk))
            if _files(frozen.place) != before:
                wrongs[-1].append("something was written")
            frozen.thaw()
            wrongs[-1] += wrong_with_next(desk, endpoint, whole)
        search.search(frozen.place)
    must = f"exit code 1 and an error that names the {what}; then as above"
    return Row.of(f"read-only: {what}", must, wrongs, "not yet written, and written")


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --------------------------------------------------------------------------------------- another version


def _newer(desk: Desk, whole: Whole) -> Row:
    """A store that a later version has made."""
    kept = desk.store.read_bytes()
    with closing(sqlite3.connect(desk.store)) as store, store:
        store.execute("UPDATE alembic_version SET version_num = '9999'")
    before = desk.store.read_bytes()
    ended = desk.run()
    wrong = _said(ended, "store", desk)
    if desk.store.read_bytes() != before:
        wrong.append("the file was changed")
    if "upgrade sitbrief" not in ended.last:
        wrong.append(f"it is not said what to do: {ended.last}")
    desk.store.write_bytes(kept)
    return Row.of("a store of a newer version", "exit code 1, told to upgrade; the file is untouched", [wrong])


# ------------------------------------------------------------------------------------------------ damage


def _damaged(desk: Desk, endpoint: Served, whole: Whole, damages: int) -> Iterator[Row]:
    """Stores that are damaged, each in a way; and the way back."""
    kept = desk.store.read_bytes()
    kinds = {
        f"{_PAGES} pages of random bytes": [_scribbled(kept, seed) for seed in range(damages)],
        "a file cut short": [kept[: len(kept) // 2 // _PAGE * _PAGE], kept[: len(kept) // 2 + 1234], kept[:2000]],
        "a file that is no database": [b"these are notes, and no store\n" * 400],
    }
    for kind, damaged in kinds.items():
        wrongs = [_one_damage(desk, endpoint, whole, data) for data in damaged]
        must = (
            "exit code 1, an error that names it, the file untouched byte for byte; with the copy that lies beside it "
            "in its place the next run is complete, nothing bought again"
        )
        yield Row.of(f"damaged store: {kind}", must, wrongs)
    must = "exit code 1 and an error that names the store; or the next run is complete all the same"
    wrongs = [_unseen(desk, endpoint, whole, kept, table, column) for table, column in _UNSEEN]
    yield Row.of("damaged store: half a text", must, wrongs, "in a row that SQLite takes for good")


def _scribbled(data: bytes, seed: int) -> bytes:
    """The data with pages of random bytes, anywhere but at its beginning."""
    rng = random.Random(seed)
    begin = _PAGE * rng.randrange(1, len(data) // _PAGE - _PAGES)
    return data[:begin] + rng.randbytes(_PAGE * _PAGES) + data[begin + _PAGE * _PAGES :]


def _one_damage(desk: Desk, endpoint: Served, whole: Whole, data: bytes) -> list[str]:
    desk.store.write_bytes(data)
    ended = desk.run()
    wrong = _said(ended, "store", desk)
    if desk.store.read_bytes() != data:
        wrong.append("the file was changed")
    since = time.monotonic()
    shutil.copy(f"{desk.store}{_BACKUP}", desk.store)
    wrong += wrong_with_next(desk, endpoint, whole)
    if asked := [event for event in endpoint.events(desk.folder.name, "asked") if event.at > since]:
        wrong.append(f"{len(asked)} questions asked with the copy")
    return wrong


def _unseen(desk: Desk, endpoint: Served, whole: Whole, kept: bytes, table: str, column: str) -> list[str]:
    """What is wrong with a run on a store with half a text in every row of a table."""
    desk.store.write_bytes(kept)
    with closing(sqlite3.connect(desk.store)) as store, store:
        store.execute(f"UPDATE {table} SET {column} = substr({column}, 1, length({column}) / 2)")
        # A day that is written already is read from its brief alone.
        store.execute("UPDATE jobs SET state = 'unfinished'")
    ended = desk.run()
    wrong = alike(desk.brief(), whole.brief) if ended.code == 0 else _said(ended, "store", desk)
    shutil.copy(f"{desk.store}{_BACKUP}", desk.store)
    return [f"{table}.{column}: {each}" for each in wrong]
