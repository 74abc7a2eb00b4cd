"""A store, or reports, without room, that may not be written, of another version, or damaged: said, and mended."""

import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
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
_ENOUGH = 64 * 2**20
_BACKUP = ".backup"
# Texts that only who reads them finds damaged.
_UNSEEN = (("jobs", "brief"), ("jobs", "delivered"), ("revisions", "body"), ("answers", "response"))


def run(folder: Path, table: Table, *, quick: bool) -> None:
    """Adds the rows of this part; what has no room is tried beside what is damaged."""
    articles, search = write_day(folder / "articles", _ARTICLES), Search()
    with served(folder / "asked.jsonl", delay=_DELAY) as endpoint, ThreadPoolExecutor(2) as pool:
        desk = _desk(folder / "whole", articles, endpoint)
        tries = _Tries(folder, articles, endpoint, undisturbed(desk, endpoint), search)
        rows = (_without_room(tries, desk, quick=quick), _spoilt(tries, desk, _QUICK_DAMAGES if quick else _DAMAGES))
        for several in pool.map(list, rows):
            for row in several:
                table.add(row)
    search.search(folder)
    table.add(search.row("disk"))


@dataclass(frozen=True)
class _Tries:
    """What all of them share."""

    folder: Path
    articles: Path
    endpoint: Served
    whole: Whole
    search: Search


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


def _without_room(tries: _Tries, done: Desk, *, quick: bool) -> Iterator[Row]:
    """Disks that are full and read-only; of the room that is needed, `done` tells how much that is."""
    room = {"store": done.store.stat().st_size, "reports": sum(f.stat().st_size for f in done.day.iterdir())}
    for what, shares in (("store", _STORE_SHARES), ("reports", _SHARES)):
        some = shares[1::2] if quick else shares
        wrongs = [_full(what, f"full-{what}-{n}", int(room[what] * share), tries) for n, share in enumerate(some)]
        must = f"exit code 1, an error that names the {what}; with room the next run is complete, nothing bought again"
        notes = f"with {', '.join(f'{share:.0%}' for share in some)} of the room"
        yield Row.of(f"disk full: {what}", must, wrongs, notes)
    for what in ("store", "reports"):
        yield _frozen(what, tries)


def _full(what: str, name: str, size: int, tries: _Tries) -> list[str]:
    """What is wrong with a run that has so little room, and with the one after it, that has enough."""
    folder, endpoint = tries.folder / name, tries.endpoint
    with disk(folder / "disk", size) as small:
        desk = _desk(folder, tries.articles, endpoint, **_at(what, small.place))
        ended = desk.run(before=small.before)
        wrong = _no_room(ended, what, desk, small)
        answered = {event.body for event in endpoint.events(name, "answered")}
        if (lost := len(answered - kept_questions(desk.store))) > _IN_FLIGHT:
            wrong.append(f"{lost} answers lost")
        small.grow()
        wrong += wrong_with_next(desk, endpoint, tries.whole)
        tries.search.search(small.place)
    return [f"{size} bytes: {each}" for each in wrong]


def _no_room(ended: Ended, what: str, desk: Desk, small: Disk) -> list[str]:
    """Where the brief is there, and only the copy of the store is not, the run says so and is not a failed one."""
    if ended.code == 3 and "copy of the store" in ended.last and all(desk.brief().values()):
        return []
    return _said(ended, what if small.mounted else "folder", desk)


def _frozen(what: str, tries: _Tries) -> Row:
    """A run on what may be read alone: first what is there and empty, then what a run has written."""
    fault, folder, wrongs = f"read-only: {what}", tries.folder / f"frozen-{what}", []
    must = f"exit code 1, an error that names the {what}, nothing written; then as above"
    with disk(folder / "disk", _ENOUGH) as frozen:
        desk = _desk(folder, tries.articles, tries.endpoint, **_at(what, frozen.place))
        for _ in range(2):
            if not frozen.freeze():
                return Row.untried(fault, must, "root, who writes all the same, and may not mount")
            before = _files(frozen.place)
            wrong = _said(desk.run(), what, desk)
            if _files(frozen.place) != before:
                wrong.append("something was written")
            frozen.thaw()
            wrongs.append(wrong + wrong_with_next(desk, tries.endpoint, tries.whole))
        tries.search.search(frozen.place)
    return Row.of(fault, must, wrongs, "not yet written, and written")


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ----------------------------------------------------------------------------- another version, and damage


def _spoilt(tries: _Tries, desk: Desk, damages: int) -> Iterator[Row]:
    """Stores of another version, and damaged ones, each in a way; and the way back."""
    with closing(sqlite3.connect(desk.store)) as store:
        store.execute("VACUUM")  # what is written over a free page damages nothing
    yield _newer(desk)
    kept = desk.store.read_bytes()
    kinds = {
        f"{_PAGES} pages of random bytes": [_scribbled(kept, seed) for seed in range(damages)],
        "a file cut short": [kept[: len(kept) // 2 // _PAGE * _PAGE], kept[: len(kept) // 2 + 1234], kept[:2000]],
        "a file that is no database": [b"these are notes, and no store\n" * 400],
    }
    must = (
        "exit code 1, an error that names it, the file untouched byte for byte; with the copy that lies beside it in "
        "its place the next run is complete, nothing bought again"
    )
    for kind, damaged in kinds.items():
        wrongs = [_one_damage(desk, tries.endpoint, tries.whole, data) for data in damaged]
        yield Row.of(f"damaged store: {kind}", must, wrongs)
    must = "exit code 1 and an error that names the store; or the brief as undisturbed"
    wrongs = [_unseen(desk, tries.whole, kept, table, column) for table, column in _UNSEEN]
    yield Row.of("damaged store: half a text", must, wrongs, "in rows that SQLite takes for good")


def _newer(desk: Desk) -> Row:
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


def _unseen(desk: Desk, whole: Whole, kept: bytes, table: str, column: str) -> list[str]:
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
