"""SIGTERM in the middle of a run: the articles at hand are finished, a brief is written, and the next run goes on."""

import random
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from faults_desk import Desk, Ended, write_day
from faults_endpoint import fault_of
from faults_kept import kept_questions
from faults_secrets import Search
from faults_served import Served, served
from faults_table import Row, Table
from faults_whole import Whole, told_well, undisturbed, wrong_with_next

__all__ = ["run"]

_TRIES, _QUICK_TRIES, _ARTICLES = 10, 3, 24
_IN_FLIGHT, _AT_ONCE, _DELAY = 4, 2, 0.15
# Seconds within which the signal comes after an answer: some come between two, and the last ones while it writes.
_AFTER = 0.3
# Seconds: the questions under way take a part of one, the brief of 24 articles a few.
_BOUND = 30.0
_DEADLINE = 15.0


@dataclass
class _Stopped:
    """One try: how long the run took to end, how many articles it had read, and what was wrong."""

    seconds: float = 0.0
    read: int = 0
    wrong: list[str] = field(default_factory=list)


def run(folder: Path, table: Table, *, quick: bool) -> None:
    """Adds the rows of this part."""
    articles = write_day(folder / "articles", _ARTICLES)
    with served(folder / "asked.jsonl", delay=_DELAY) as endpoint, ThreadPoolExecutor(_AT_ONCE) as pool:
        whole = undisturbed(_desk(folder / "whole", articles, endpoint), endpoint)
        tries = enumerate(_moments(_QUICK_TRIES if quick else _TRIES))
        jobs = [(_desk(folder / f"stop-{n}", articles, endpoint), moment) for n, moment in tries]
        stopped = list(pool.map(lambda job: _stop(*job, endpoint, whole), jobs))
        table.add(_row(stopped))
        must = f"exit code 3 within the deadline, which is {_DEADLINE:g} s here, and {_BOUND:g} s; a partial brief"
        hung = list(pool.map(lambda fault: _hangs(folder, fault, endpoint), ("hang", "503")))
        table.add(Row.of("SIGTERM, and no answer comes, or 503", must, hung))
    search = Search()
    search.search(folder)
    table.add(search.row("sigterm"))


def _row(stopped: list[_Stopped]) -> Row:
    must = (
        f"exit code 3 within {_BOUND:g} s; no article that was asked for is lost; a partial brief; the last line says "
        "why; the next run asks what is missing alone, and its brief is that of an undisturbed run"
    )
    read = sorted(each.read for each in stopped)
    slowest = max(each.seconds for each in stopped)
    notes = f"{', '.join(map(str, read))} of {_ARTICLES} articles read; the slowest took {slowest:.1f} s to end"
    return Row.of("SIGTERM", must, [each.wrong for each in stopped], notes)


def _desk(folder: Path, articles: Path, endpoint: Served) -> Desk:
    return Desk(folder, articles, endpoint.base_url(folder.name), in_flight=_IN_FLIGHT)


def _moments(tries: int) -> Iterator[tuple[int, float]]:
    """After how many answers, and how many seconds later: from none to all articles; the same in every run."""
    rng = random.Random(tries)
    for n in range(tries):
        yield round(_ARTICLES * n / (tries - 1)), _AFTER * rng.random()


def _stop(desk: Desk, moment: tuple[int, float], endpoint: Served, whole: Whole) -> _Stopped:
    running = desk.begin()
    while len(endpoint.events(desk.folder.name, "answered")) < moment[0] and not running.is_over():
        time.sleep(0.005)
    time.sleep(moment[1])
    told = running.signal(signal.SIGTERM)
    ended = running.ended()
    stopped = _Stopped(time.monotonic() - told)
    stopped.read = sum(a["outcome"] == "read" for a in desk.told("run.json").get("articles", []))
    if stopped.seconds > _BOUND:
        stopped.wrong.append(f"took {stopped.seconds:.0f} s to end")
    stopped.wrong += [*_wrong(desk, ended, endpoint), *wrong_with_next(desk, endpoint, whole)]
    return stopped


def _wrong(desk: Desk, ended: Ended, endpoint: Served) -> list[str]:
    """What is wrong with the run that was stopped."""
    wrong = told_well(ended, 3)
    if "SIGTERM" not in ended.last:
        wrong.append(f"the last line does not say why: {ended.last}")
    if not all(desk.brief().values()) or not desk.told("brief.json").get("header", {}).get("partial"):
        wrong.append("no partial brief")
    asked = {event.body for event in endpoint.events(desk.folder.name, "asked") if event.task == "read"}
    if lost := asked - kept_questions(desk.store):
        wrong.append(f"{len(lost)} articles at hand were not finished")
    return wrong


def _hangs(folder: Path, fault: str, endpoint: Served) -> list[str]:
    """What is wrong with a run that is stopped while articles of it get no answer"""
    name = f"hangs-{fault}"
    url = endpoint.base_url(name, fault)
    desk = Desk(folder / name, folder / "articles", url, in_flight=_IN_FLIGHT, deadline=_DEADLINE)
    running = desk.begin()
    while not _waits(desk, fault, endpoint) and not running.is_over():
        time.sleep(0.005)
    told = running.signal(signal.SIGTERM)
    ended = running.ended()
    wrong = told_well(ended, 3)
    if (took := time.monotonic() - told) > _DEADLINE + _BOUND:
        wrong.append(f"took {took:.0f} s to end")
    if not desk.told("brief.json").get("header", {}).get("partial"):
        wrong.append("no partial brief")
    return [f"{fault}: {each}" for each in wrong]


def _waits(desk: Desk, fault: str, endpoint: Served) -> bool:
    asked = endpoint.events(desk.folder.name, "asked")
    return any(fault_of(event.title, fault) for event in asked)
