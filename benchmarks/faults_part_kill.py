"""Killed at any moment of a run, and run again: nothing that was answered is lost or bought again."""

import json
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from faults_desk import Desk, write_day
from faults_kept import kept_questions
from faults_secrets import Search
from faults_served import Served, served
from faults_table import Row, Table
from faults_whole import Whole, undisturbed, wrong_with_next

__all__ = ["run"]

_KILLS, _QUICK_KILLS, _ARTICLES = 100, 10, 24
_IN_FLIGHT, _AT_ONCE, _DELAY = 4, 2, 0.1
# Such a share of the kills comes while the command starts, before there is a run.
_STARTING = 0.1
# Seconds that an answer may have been on its way into the store: the client reads it, counts it, and commits.
_ON_ITS_WAY = 2.0
_STEPS = ("fetch", "analyse", "read", "write", "publish", "deliver")


@dataclass(frozen=True)
class _Moment:
    """Seconds after the start of the command, or after the run in it began."""

    begun: bool
    seconds: float


@dataclass
class _Killed:
    """One kill: where the run was, what was under way, and what was wrong, at the kill and after the next run."""

    step: str
    open: int = 0
    late: list[float] = field(default_factory=list)
    delivered: int = 0
    lost: list[str] = field(default_factory=list)
    search: Search = field(default_factory=Search)


def run(folder: Path, table: Table, *, quick: bool) -> None:
    """Adds the rows of this part."""
    kills = _QUICK_KILLS if quick else _KILLS
    articles = write_day(folder / "articles", _ARTICLES)
    with served(folder / "asked.jsonl", delay=_DELAY) as endpoint, ThreadPoolExecutor(_AT_ONCE) as pool:
        # As many at a time as later: what is timed takes as long as what is killed.
        desks = [_desk(folder / f"whole-{n}", articles, endpoint) for n in range(_AT_ONCE)]
        whole = list(pool.map(lambda desk: undisturbed(desk, endpoint), desks))[-1]
        jobs = [(folder / f"kill-{n}", moment) for n, moment in enumerate(_moments(kills, whole))]
        killed = list(pool.map(lambda job: _kill(*job, articles, endpoint, whole), jobs))
    _rows(table, killed, whole)


def _desk(folder: Path, articles: Path, endpoint: Served) -> Desk:
    return Desk(folder, articles, endpoint.base_url(folder.name), in_flight=_IN_FLIGHT)


def _moments(kills: int, whole: Whole) -> Iterator[_Moment]:
    """Evenly spread, each moved at random within its own stretch of time; the same in every run."""
    rng = random.Random(kills)
    early = round(kills * _STARTING)
    for n in range(early):
        yield _Moment(False, whole.start * (n + rng.random()) / early)
    for n in range(kills - early):
        yield _Moment(True, whole.length * (n + rng.random()) / (kills - early))


def _kill(folder: Path, moment: _Moment, articles: Path, endpoint: Served, whole: Whole) -> _Killed:
    """One run killed at a moment, and the one after it; a run that was over before is begun anew, a bit earlier."""
    desk = _desk(folder, articles, endpoint)
    running = desk.begin() if moment.begun else desk.start()
    time.sleep(moment.seconds)
    if running.is_over():
        running.ended()
        desk.remove()
        earlier = _Moment(moment.begun, moment.seconds * 0.9)
        return _kill(folder.with_name(f"{folder.name}-again"), earlier, articles, endpoint, whole)
    running.signal(signal.SIGKILL)
    running.ended()
    killed = _Killed(_step(desk))
    _look(desk, endpoint, time.monotonic(), killed)
    killed.lost += wrong_with_next(desk, endpoint, whole)
    killed.delivered = len(endpoint.events(folder.name, "delivered"))
    killed.search.search(folder)
    desk.remove()
    return killed


def _step(desk: Desk) -> str:
    """What the run was at, by its log."""
    log = desk.day / "log.jsonl"
    if not log.exists():
        return "start"
    lines = [line for line in log.read_text(encoding="utf-8").splitlines(keepends=True) if line.endswith("\n")]
    done = [told.get("step") for told in map(json.loads, lines) if told["event"] == "step"]
    return next((step for step in _STEPS if step not in done), "close")


def _look(desk: Desk, endpoint: Served, died: float, killed: _Killed) -> None:
    """What was on its way when the run died, and what the store holds of it."""
    kept, before = kept_questions(desk.store), endpoint.events(desk.folder.name)
    answered = {event.body: event.at for event in before if event.event == "answered" and event.at <= died}
    killed.open = len({event.body for event in before if event.event == "asked"} - answered.keys())
    killed.late = [died - at for body, at in answered.items() if body not in kept]
    if len(killed.late) > _IN_FLIGHT or any(seconds > _ON_ITS_WAY for seconds in killed.late):
        oldest = max(killed.late)
        killed.lost.append(f"{len(killed.late)} answers lost, the oldest {oldest:.1f} s before the kill")


def _rows(table: Table, killed: list[_Killed], whole: Whole) -> None:
    steps = Counter(each.step for each in killed)
    told = ", ".join(f"{steps[step]} at {step}" for step in ("start", *_STEPS, "close") if steps[step])
    late = [len(each.late) for each in killed]
    must = (
        f"but for at most {_IN_FLIGHT} just coming in, each answer is in the store; the next run asks what is missing "
        "alone, and its brief.md, .html and .json are those of an undisturbed run, byte for byte (but for first_seen)"
    )
    notes = (
        f"a whole run takes {whole.start + whole.length:.1f} s; {told}; asked and unanswered at a kill: at most "
        f"{max(each.open for each in killed)}; just come in and lost: at most {max(late)}, {sum(late)} in all"
    )
    wrongs = [[f"at {each.step}: {wrong}" for wrong in each.lost] for each in killed]
    table.add(Row.of("kill -9", must, wrongs, notes))
    twice = f"{sum(each.delivered > 1 for each in killed)} twice: killed when it was sent, and that not yet kept"
    missed = [[] if each.delivered in (1, 2) else [f"delivered {each.delivered} times"] for each in killed]
    table.add(Row.of("kill -9: delivery", "the brief is delivered, and once more at most", missed, twice))
    search = Search()
    for each in killed:
        search.add(each.search)
    table.add(search.row("kill"))
