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

from faults_desk import Desk, alike, write_day
from faults_kept import kept_questions
from faults_secrets import Search
from faults_served import Served, served
from faults_table import Row, Table

__all__ = ["run"]

_KILLS, _ARTICLES, _QUICK_KILLS, _QUICK_ARTICLES = 100, 24, 10, 40
_IN_FLIGHT, _AT_ONCE = 4, 2
# So many of a hundred kills come while the command starts, before there is a run.
_STARTING = 0.1
# Seconds that an answer may have been on its way into the store: the client reads it, counts it, and commits.
_ON_ITS_WAY = 2.0
_STEPS = ("fetch", "analyse", "read", "write", "publish", "deliver")


@dataclass(frozen=True)
class _Moment:
    """Seconds after the start of the command, or after the run in it began."""

    begun: bool
    seconds: float


@dataclass(frozen=True)
class _Whole:
    """A run that nobody disturbed: its brief, its questions, and the seconds until it began and from there on."""

    brief: dict[str, bytes]
    questions: frozenset[str]
    start: float
    length: float


@dataclass
class _Killed:
    """One kill: where the run was, what was under way, and what was wrong after the next run."""

    step: str = ""
    open: int = 0
    uncommitted: int = 0
    delivered: int = 0
    lost: list[str] = field(default_factory=list)
    differs: list[str] = field(default_factory=list)
    search: Search = field(default_factory=Search)


def run(folder: Path, table: Table, *, quick: bool) -> None:
    """Adds the rows of this part."""
    kills, count = (_QUICK_KILLS, _QUICK_ARTICLES) if quick else (_KILLS, _ARTICLES)
    articles = write_day(folder / "articles", count)
    with served(folder / "asked.jsonl", delay=0.15) as endpoint, ThreadPoolExecutor(_AT_ONCE) as pool:
        whole = list(pool.map(lambda n: _undisturbed(folder / f"whole-{n}", articles, endpoint), range(_AT_ONCE)))
        moments = list(_moments(kills, whole[-1]))
        jobs = [(folder / f"kill-{n}", moment) for n, moment in enumerate(moments)]
        killed = list(pool.map(lambda job: _kill(job[0], job[1], articles, endpoint, whole[0]), jobs))
    _rows(table, killed, whole)


def _undisturbed(folder: Path, articles: Path, endpoint: Served) -> _Whole:
    desk = Desk(folder, articles, endpoint.base_url(folder.name), in_flight=_IN_FLIGHT)
    running = desk.begin()
    start = time.monotonic() - running.begun
    ended = running.ended()
    if ended.code != 0:
        raise RuntimeError(f"an undisturbed run ended with {ended.code}: {ended.stderr}")
    asked = frozenset(event.body for event in endpoint.events(folder.name, "asked"))
    return _Whole(desk.brief(), asked, start, ended.seconds - start)


def _moments(kills: int, whole: _Whole) -> Iterator[_Moment]:
    """Evenly spread, each moved at random within its own stretch of time; the same in every run."""
    rng = random.Random(kills)
    early = round(kills * _STARTING)
    for n in range(early):
        yield _Moment(False, whole.start * (n + rng.random()) / early)
    for n in range(kills - early):
        yield _Moment(True, whole.length * (n + rng.random()) / (kills - early))


def _kill(folder: Path, moment: _Moment, articles: Path, endpoint: Served, whole: _Whole) -> _Killed:
    """One run killed at a moment, and the one after it; a run that was over before is begun anew, a bit earlier."""
    desk = Desk(folder, articles, endpoint.base_url(folder.name), in_flight=_IN_FLIGHT)
    running = desk.begin() if moment.begun else desk.start()
    time.sleep(moment.seconds)
    if running.is_over():
        running.ended()
        desk.remove()
        again = folder.with_name(f"{folder.name}-again")
        return _kill(again, _Moment(moment.begun, moment.seconds * 0.9), articles, endpoint, whole)
    running.signal(signal.SIGKILL)
    running.ended()
    killed = _Killed(_step(desk))
    _run_again(desk, endpoint, time.monotonic(), killed, whole)
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


def _run_again(desk: Desk, endpoint: Served, died: float, killed: _Killed, whole: _Whole) -> None:
    run, kept = desk.folder.name, kept_questions(desk.store)
    before = endpoint.events(run)
    asked = {event.body for event in before if event.event == "asked"}
    answered = {event.body: event.at for event in before if event.event == "answered" and event.at <= died}
    late = [died - at for body, at in answered.items() if body not in kept]
    killed.open, killed.uncommitted = len(asked - answered.keys()), len(late)
    if len(late) > _IN_FLIGHT or any(seconds > _ON_ITS_WAY for seconds in late):
        killed.lost.append(f"{len(late)} answers lost, the oldest {max(late):.1f} s before the kill ({killed.step})")
    ended = desk.run()
    after = Counter(event.body for event in endpoint.events(run, "asked") if event.at > died)
    if bought := sum(after[body] for body in kept):
        killed.lost.append(f"{bought} kept answers bought again ({killed.step})")
    if set(after) | kept != whole.questions or any(times > 1 for times in after.values()):
        killed.lost.append(f"asked {sum(after.values())}, and {len(whole.questions - kept)} were missing")
    killed.delivered = len(endpoint.events(run, "delivered"))
    if ended.code != 0:
        killed.differs.append(f"the run after ended with {ended.code} ({killed.step}): {ended.last}")
    killed.differs += [f"{name} differs ({killed.step})" for name in alike(desk.brief(), whole.brief)]


def _rows(table: Table, killed: list[_Killed], whole: list[_Whole]) -> None:
    steps = Counter(each.step for each in killed)
    told = ", ".join(f"{steps[step]} at {step}" for step in ("start", *_STEPS, "close") if steps[step])
    lost = f"under way at a kill: at most {max(k.open for k in killed)}; answered and not yet in the store: at most "
    lost += f"{max(k.uncommitted for k in killed)}, {sum(k.uncommitted for k in killed)} in all"
    must = (
        f"what was answered is in the store, but for at most {_IN_FLIGHT} on their way; only what is missing is asked"
    )
    table.add(Row.of("kill -9, answers", must, [k.lost for k in killed], f"{told}; {lost}"))
    length = f"a whole run takes {whole[-1].start + whole[-1].length:.1f} s"
    table.add(
        Row.of(
            "kill -9, run again",
            "brief.md, .html and .json byte for byte as undisturbed (but first_seen, when an article came)",
            [k.differs for k in killed],
            length,
        )
    )
    twice = f"{sum(k.delivered > 1 for k in killed)} delivered twice: killed after it was taken, before that was kept"
    reached = [[] if 0 < k.delivered <= 2 else [f"delivered {k.delivered} times ({k.step})"] for k in killed]
    table.add(Row.of("kill -9, delivery", "delivered, at most once more than that", reached, twice))
    search = Search()
    for each in killed:
        search.add(each.search)
    table.add(search.row("kill"))
