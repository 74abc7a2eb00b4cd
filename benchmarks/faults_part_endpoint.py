"""An endpoint that fails single articles, in every way, or all of them: each recovered or reported, no other lost."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faults_desk import Desk, Ended, alike, write_day
from faults_endpoint import fault_of
from faults_secrets import KEY, WRONG_KEY, Search
from faults_served import Served, served
from faults_table import Row, Table
from faults_whole import Whole, told_well, undisturbed, wrong_with_next

__all__ = ["run"]

_ARTICLES, _QUICK_ARTICLES, _FEW = 200, 40, 24
_IN_FLIGHT, _AT_ONCE, _DELAY, _DEADLINE = 8, 2, 0.1, 5.0
# What a run of 200 articles takes without a fault is below a third of this.
_MOST_MEMORY = 1024
_WHAT = {
    "429": "429 with Retry-After, once",
    "500": "500, twice",
    "reset": "reset in mid-body, once",
    "503": "503, for good",
    "hang": "no answer",
    "drip": f"bytes trickle in for longer than the deadline ({_DEADLINE:g} s)",
    "404": "404, no such model",
    "truncated": "an answer's JSON cut off",
    "invalid": "a body that is no JSON",
    "empty": "no choices",
    "refusal": "a refusal",
    "filter": "400, content filter",
    "echo": "an answer with the key in a record",
    "large": "an answer of 10 MB",
}
_RECOVERED, _EITHER = {"429", "500", "reset"}, {"echo", "large"}
# Those in one run are of one kind: their exit code is the same, and they do not open the circuit for each other.
_RUNS = (
    "large",
    "hang",
    "drip",
    "503",
    "404",
    "429+500+reset",
    "truncated+invalid+empty+refusal+filter+echo",
)


@dataclass(frozen=True)
class _Struck:
    """A run with faults: how it ended, and its folder."""

    faults: str
    desk: Desk
    ended: Ended


def run(folder: Path, table: Table, *, quick: bool) -> None:
    """Adds the rows of this part."""
    count = _QUICK_ARTICLES if quick else _ARTICLES
    articles = write_day(folder / "articles", count)
    with served(folder / "asked.jsonl", delay=_DELAY) as endpoint, ThreadPoolExecutor(_AT_ONCE) as pool:
        struck = list(pool.map(lambda faults: _strike(folder, faults, articles, endpoint), _RUNS))
    for each in struck:
        _add(table, each, count)
    endings = [told_well(each.ended, 0 if set(each.faults.split("+")) <= _RECOVERED else 3) for each in struck]
    must = "exit code 3, 0 where all recovered; one sentence as the last line on standard error; no traceback"
    table.add(Row.of("how these runs end", must, endings))
    _add_down(folder, table)
    search = Search()
    search.search(folder)
    table.add(search.row("endpoint"))


# --------------------------------------------------------------------------------------- single articles


def _strike(folder: Path, faults: str, articles: Path, endpoint: Served) -> _Struck:
    name = faults.replace("+", "-")
    url = endpoint.base_url(name, faults)
    desk = Desk(folder / name, articles, url, in_flight=_IN_FLIGHT, deadline=_DEADLINE)
    return _Struck(faults, desk, desk.run("--record"))


def _add(table: Table, struck: _Struck, count: int) -> None:
    """A row for each fault of a run, and one for all other articles."""
    run = struck.desk.told("run.json")
    told = "\n".join(f"{each['name']} {each['reason']}" for each in _gaps(struck.desk).get("failed", []))
    read = {article["title"]: article for article in run.get("articles", [])}
    by_fault: dict[str, list[list[str]]] = {fault: [] for fault in ("", *struck.faults.split("+"))}
    for title, article in read.items():
        fault = fault_of(title, struck.faults)
        by_fault[fault].append(_wrong(article, fault, told))
    missing = count - len(read)
    by_fault[""] += [["an article stands nowhere in run.json"]] * missing
    for fault, wrongs in by_fault.items():
        if fault:
            table.add(_row(fault, wrongs, struck))
    others = f"{struck.faults.replace('+', ', ')}: the other articles"
    table.add(Row.of(others, "read, as if nothing was", by_fault[""]))


def _gaps(desk: Desk) -> dict[str, Any]:
    gaps: dict[str, Any] = desk.told("brief.json").get("gaps", {})
    return gaps


def _wrong(article: dict[str, Any], fault: str, told: str) -> list[str]:
    """What is wrong with what became of an article that a fault struck, or none."""
    problem, number = article["problem"], article["title"].rpartition(" ")[2]
    reported = bool(problem) and article["outcome"] == "failed" and f"article-{number:>03}.txt " in told
    read = not problem and article["outcome"] in ("read", "copied")
    if not fault or fault in _RECOVERED:
        return [] if read else [f"not read: {problem}"]
    if reported or (read and fault in _EITHER):
        return []
    return [f"{article['outcome']} with {problem!r}, and {'' if reported else 'not '}told in the Gaps"]


def _row(fault: str, wrongs: list[list[str]], struck: _Struck) -> Row:
    recovered = fault in _RECOVERED
    must = "tried again, and read" if recovered else "reported in run.json and in the Gaps"
    if fault in _EITHER:
        must = "reported, or used"
    notes = f"{struck.ended.seconds:.0f} s"
    if fault == "large":
        must += f"; peak memory below {_MOST_MEMORY} MB"
        notes += f", peak {struck.ended.peak:.0f} MB"
        wrongs = [*wrongs, [] if struck.ended.peak < _MOST_MEMORY else ["too much memory"]]
    return Row.of(_WHAT[fault], must, wrongs, notes)


# ---------------------------------------------------------------------------------------- the whole of it


def _add_down(folder: Path, table: Table) -> None:
    """The endpoint away for all: the rows."""
    articles = write_day(folder / "few" / "articles", _FEW)
    with served(folder / "few" / "asked.jsonl", delay=_DELAY) as post, ThreadPoolExecutor(_AT_ONCE) as pool:

        def one(tried: Callable[[Desk, Served, Whole], Row]) -> Row:
            place = folder / tried.__name__.strip("_")
            place.mkdir()
            with served(place / "asked.jsonl", delay=_DELAY) as endpoint:
                whole = undisturbed(_desk(place / "whole", articles, endpoint, post), endpoint)
                return tried(_desk(place / "down", articles, endpoint, post), endpoint, whole)

        for row in pool.map(one, (_undelivered, _absent, _half_way, _refused)):
            table.add(row)


def _desk(folder: Path, articles: Path, endpoint: Served, post: Served) -> Desk:
    address = post.base_url("post")
    url = endpoint.base_url(folder.name)
    return Desk(folder, articles, url, in_flight=_IN_FLIGHT, deadline=_DEADLINE, post=address)


def _partial(desk: Desk, ended: Ended, kind: str) -> list[str]:
    """What is wrong with a run that was to end with a partial brief of this kind: "extractive" or "from_records"."""
    header = desk.told("brief.json").get("header", {})
    wrong = told_well(ended, 3)
    if not (header.get(kind) and header.get("partial")):
        wrong.append(f"no partial brief of kind {kind}: {header}")
    if not all(desk.brief().values()):
        wrong.append("a form of the brief is missing")
    return wrong


def _up_again(desk: Desk, endpoint: Served, whole: Whole) -> list[str]:
    """What is wrong with the next run, the endpoint being there again, at the same address."""
    with served(endpoint.log, delay=_DELAY, port=endpoint.port) as again:
        return wrong_with_next(desk, again, whole)


def _absent(desk: Desk, endpoint: Served, whole: Whole) -> Row:
    endpoint.stop()
    ended = desk.run()
    wrong = _partial(desk, ended, "extractive") + _up_again(desk, endpoint, whole)
    must = "an extractive brief, marked partial, exit code 3; the next run, when it is up, is complete"
    return Row.of("endpoint down from the start", must, [wrong], f"ended after {ended.seconds:.0f} s")


def _half_way(desk: Desk, endpoint: Served, whole: Whole) -> Row:
    running = desk.begin()
    while len(endpoint.events(desk.folder.name, "answered")) < _FEW // 2 and not running.is_over():
        time.sleep(0.005)
    endpoint.stop()
    ended = running.ended()
    wrong = _partial(desk, ended, "from_records")
    read = sum(article["outcome"] == "read" for article in desk.told("run.json").get("articles", []))
    if not _FEW // 2 - _IN_FLIGHT <= read < _FEW:
        wrong.append(f"{read} of {_FEW} articles in the brief")
    wrong += _up_again(desk, endpoint, whole)
    must = "a brief of the records there are, marked partial, exit code 3; the next run asks what is missing alone"
    return Row.of("endpoint down half-way", must, [wrong], f"{read} of {_FEW} articles read; {ended.seconds:.0f} s")


def _refused(desk: Desk, endpoint: Served, whole: Whole) -> Row:
    desk.key = WRONG_KEY
    ended = desk.run()
    wrong = _partial(desk, ended, "extractive")
    asked = len(endpoint.events(desk.folder.name, "asked"))
    if not 0 < asked <= _IN_FLIGHT:
        wrong.append(f"asked {asked} times with a key that is refused")
    desk.key = KEY
    wrong += wrong_with_next(desk, endpoint, whole)
    must = "as if it were down; no more is asked than was under way; with the right key the next run is complete"
    return Row.of("key refused, 401", must, [wrong], f"asked {asked} times")


def _undelivered(desk: Desk, endpoint: Served, whole: Whole) -> Row:
    post = desk.post
    with served(desk.folder / "asked.jsonl") as away:
        desk.post = away.base_url("post")
    ended = desk.run()
    wrong = told_well(ended, 3) + alike(desk.brief(), whole.brief)
    if "not delivered to" not in ended.last:
        wrong.append(f"it is not said: {ended.last}")
    desk.post = post
    wrong += wrong_with_next(desk, endpoint, whole)
    must = "exit code 3, and the brief is there; the next run delivers it, and asks nothing"
    return Row.of("a delivery that fails", must, [wrong], f"tried for {ended.seconds:.0f} s")
