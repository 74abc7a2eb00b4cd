"""Two runs of one day on one store: one writes, the other says so; and a run that is dead holds nothing."""

import json
import signal
import time
from pathlib import Path

from faults_desk import DAY, Desk, Ended, write_day
from faults_secrets import Search
from faults_served import Served, served
from faults_table import Row, Table
from faults_whole import Whole, told_well, undisturbed, wrong_with_next

__all__ = ["run"]

_TRIES, _QUICK_TRIES, _TAKEN, _ARTICLES = 20, 3, 3, 8
# Seconds that an answer takes where a second run is to find the first at work.
_SLOW = 3.0
# Seconds by which a run that must not wait for the signs of a dead one may be slower than an undisturbed one.
_SLOWER = 20.0
_WRITES = f"{DAY}: brief of"
_SAYS_SO = ("is writing this brief", "the brief was written before")


def run(folder: Path, table: Table, *, quick: bool) -> None:
    """Adds the rows of this part."""
    articles = write_day(folder / "articles", _ARTICLES)
    tries = _QUICK_TRIES if quick else _TRIES
    with served(folder / "asked.jsonl", delay=0.2) as endpoint:
        whole = undisturbed(_desk(folder / "whole", articles, endpoint), endpoint)
        must = "one writes, the other says so; both end with 0; no question is asked twice"
        with served(folder / "asked-slowly.jsonl", delay=_SLOW) as slow:  # on a busy machine the second begins late
            later = [_later(_desk(folder / f"later-{n}", articles, slow), slow, whole) for n in range(_TAKEN)]
        table.add(Row.of("a second run while one is under way", must, later))
        gaps: list[float] = []
        both = [_both(_desk(folder / f"both-{n}", articles, endpoint), endpoint, whole, gaps) for n in range(tries)]
        notes = f"on a store that is not there yet; started {min(gaps):.1f} to {max(gaps):.1f} ms apart"
        table.add(Row.of("two runs at once", must, both, notes))
        taken = [_taken(_desk(folder / f"taken-{n}", articles, endpoint), endpoint, whole) for n in range(_TAKEN)]
        must = "taken over at once; only what is missing is asked"
        table.add(Row.of("the claim of a killed run", must, taken, "its last sign is seconds old"))
    search = Search()
    search.search(folder)
    table.add(search.row("two"))


def _desk(folder: Path, articles: Path, endpoint: Served) -> Desk:
    return Desk(folder, articles, endpoint.base_url(folder.name), in_flight=4)


def _wrong(desk: Desk, runs: tuple[Ended, Ended], endpoint: Served, whole: Whole) -> list[str]:
    """What is wrong with how two runs shared a day."""
    wrong = [each for ended in runs for each in told_well(ended, 0)]
    lines = [ended.last for ended in runs]
    writers = sum(line.startswith(_WRITES) for line in lines)
    if writers != 1 or sum(any(words in line for words in _SAYS_SO) for line in lines) != 1:
        wrong.append(f"not one that writes and one that says so: {lines}")
    asked = [event.body for event in endpoint.events(desk.folder.name, "asked")]
    if sorted(asked) != sorted(whole.questions):
        wrong.append(f"{len(asked)} questions asked, {len(set(asked))} different ones, of {len(whole.questions)}")
    if desk.brief()["brief.md"] != whole.brief["brief.md"]:
        wrong.append("the brief differs")
    return wrong


def _later(desk: Desk, endpoint: Served, whole: Whole) -> list[str]:
    """The second one begins when the first has the day."""
    first = desk.begin()
    second = desk.run()
    alone = [] if "is writing this brief" in second.last else [f"the second said {second.last}"]
    return alone + _wrong(desk, (first.ended(), second), endpoint, whole)


def _both(desk: Desk, endpoint: Served, whole: Whole, gaps: list[float]) -> list[str]:
    first, second = desk.start(), desk.start()
    gaps.append((second.begun - first.begun) * 1000)
    return _wrong(desk, (first.ended(), second.ended()), endpoint, whole)


def _taken(desk: Desk, endpoint: Served, whole: Whole) -> list[str]:
    running = desk.begin()
    while not endpoint.events(desk.folder.name, "answered") and not running.is_over():
        time.sleep(0.005)
    running.signal(signal.SIGKILL)
    running.ended()
    begun = time.monotonic()
    wrong = wrong_with_next(desk, endpoint, whole)
    if (took := time.monotonic() - begun) > whole.start + whole.length + _SLOWER:
        wrong.append(f"it took {took:.0f} s")
    runs = {json.loads(line)["run"] for line in (desk.day / "log.jsonl").read_text(encoding="utf-8").splitlines()}
    return wrong + ([] if len(runs) == 2 else [f"{len(runs)} runs in the log"])
