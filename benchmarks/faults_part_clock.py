"""Clocks that are set, and days of 23 and 25 hours: a dead run holds nothing, and each article has one day."""

import asyncio
import json
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path

from faults_desk import DAY, Desk, alike, write_day
from faults_kept import kept_questions
from faults_secrets import KEY, Search
from faults_served import Served, served
from faults_table import Row, Table
from faults_whole import Whole, bought, told_well, undisturbed
from pydantic import SecretStr
from sitbrief.pipeline import Daily, Means, Ran, Settings
from sitbrief.pipeline.claiming import beating
from sitbrief.pipeline.identity import config_of
from sitbrief.pipeline.running import utc_now
from sitbrief.schemas import Owner
from sitbrief.store import Store

__all__ = ["run"]

Now = Callable[[], datetime]

_ARTICLES = 8
_ZONE = "Europe/Berlin"
# A moment as an article gives it, and its day in Berlin. On the last Sunday of March the clocks go from 2 to 3 o'clock
# at 01:00 UTC, and on that of October from 3 to 2: 02:30 comes twice.
_SPRING = (
    ("2025-03-29T00:30:00+01:00", "2025-03-29"),
    ("2025-03-29T22:30:00Z", "2025-03-29"),
    ("2025-03-29T23:30:00Z", "2025-03-30"),
    ("2025-03-30T00:30:00+01:00", "2025-03-30"),
    ("2025-03-30T01:30:00+01:00", "2025-03-30"),
    ("2025-03-30T03:30:00+02:00", "2025-03-30"),
    ("2025-03-30T21:30:00Z", "2025-03-30"),
    ("2025-03-30T23:30:00+02:00", "2025-03-30"),
    ("2025-03-30T22:30:00Z", "2025-03-31"),
    ("2025-03-31T00:30:00+02:00", "2025-03-31"),
    ("2025-03-31T23:30:00+02:00", "2025-03-31"),
)
_AUTUMN = (
    ("2025-10-25T00:30:00+02:00", "2025-10-25"),
    ("2025-10-25T23:30:00+02:00", "2025-10-25"),
    ("2025-10-25T22:30:00Z", "2025-10-26"),
    ("2025-10-26T00:30:00+02:00", "2025-10-26"),
    ("2025-10-26T02:30:00+02:00", "2025-10-26"),
    ("2025-10-26T02:30:00+01:00", "2025-10-26"),
    ("2025-10-26T22:30:00Z", "2025-10-26"),
    ("2025-10-26T23:30:00+01:00", "2025-10-26"),
    ("2025-10-26T23:30:00Z", "2025-10-27"),
    ("2025-10-27T00:30:00+01:00", "2025-10-27"),
    ("2025-10-27T23:30:00+01:00", "2025-10-27"),
)


def run(folder: Path, table: Table, *, quick: bool) -> None:
    """Adds the rows of this part; in a quick one nothing is waited for."""
    articles = write_day(folder / "articles", _ARTICLES)
    with served(folder / "asked.jsonl", delay=0.2) as endpoint:
        whole = undisturbed(_desk(folder / "whole", articles, endpoint), endpoint)
        for tried in (_killed, _elsewhere, _jumps, *(() if quick else (_silent,))):
            table.add(tried(folder, articles, endpoint, whole))
        for name, given in (("23", _SPRING), ("25", _AUTUMN)):
            table.add(_days(name, folder / f"hours-{name}", given, endpoint))
    search = Search()
    search.search(folder)
    table.add(search.row("clock"))


def _desk(folder: Path, articles: Path, endpoint: Served) -> Desk:
    return Desk(folder, articles, endpoint.base_url(folder.name), in_flight=4)


# ------------------------------------------------------------------------------------------ clocks that are set


def _settings(desk: Desk) -> Settings:
    """The settings of a desk's file, for a run in this process, which takes the clock that it is given."""
    return Settings.given(
        area="Sarvan",
        store=str(desk.store),
        reports=desk.reports,
        sources=(str(desk.articles),),
        model="made",
        base_url=desk.base_url,
        api_key=SecretStr(KEY),
        in_flight=desk.in_flight,
    )


def _write(desk: Desk, now: Now) -> Ran:
    """A run of the day by a clock."""
    settings = _settings(desk)
    with Store.open(settings.store) as store:
        daily = Daily(Means(settings, store, now=now))
        daily.check([DAY])
        return asyncio.run(daily.write([DAY]))[0]


def _wrong(ran: Ran, desk: Desk, endpoint: Served, whole: Whole, since: float, kept: set[str]) -> list[str]:
    wrong = [] if ran.code == 0 else [f"exit code {ran.code}: {ran.said}"]
    wrong += bought(desk, endpoint, since, kept, whole)
    return wrong + [f"{name} differs" for name in alike(desk.brief(), whole.brief)]


def _killed(folder: Path, articles: Path, endpoint: Served, whole: Whole) -> Row:
    """A run that was killed, and after it the clock is set."""
    wrongs = []
    for hours in (-3, -24, 3):
        desk = _desk(folder / f"killed-{hours}", articles, endpoint)
        running = desk.begin()
        while len(endpoint.events(desk.folder.name, "answered")) < _ARTICLES // 2 and not running.is_over():
            time.sleep(0.005)
        running.signal(signal.SIGKILL)
        running.ended()
        kept, since = kept_questions(desk.store), time.monotonic()
        ran = _write(desk, _moved(hours))
        wrongs.append(_wrong(ran, desk, endpoint, whole, since, kept))
    must = "the claim of a killed run is taken over at once; only what is missing is asked"
    return Row.of("clock set by -3, -24, +3 hours", must, wrongs, "in one process, by the clock that it is given")


def _moved(hours: float) -> Now:
    return lambda: utc_now() + timedelta(hours=hours)


def _elsewhere(folder: Path, articles: Path, endpoint: Served, whole: Whole) -> Row:
    """A claim of another machine: of its run only the signs can be seen."""
    wrongs = []
    for minutes, gone in ((180, True), (-180, True), (3, True), (-3, True), (1, False), (-1, False), (0, False)):
        desk = _desk(folder / f"elsewhere-{minutes}", articles, endpoint)
        settings, since = _settings(desk), time.monotonic()
        with _another(settings, _moved(minutes / 60), alive=not gone):
            ran = _write(desk, utc_now)
        if gone:
            wrongs.append(_wrong(ran, desk, endpoint, whole, since, set()))
        else:
            left = ran.code == 0 and "is writing this brief" in ran.said
            asked = endpoint.events(desk.folder.name, "asked")
            wrongs.append([] if left and not asked else [f"taken from a run that gave a sign {minutes} min ago"])
    must = "a sign 3 minutes away or more, past or to come: taken over; signs that are nearer and go on: left alone"
    return Row.of("the claim of another machine, clocks apart", must, wrongs)


def _silent(folder: Path, articles: Path, endpoint: Served, whole: Whole) -> Row:
    """Another machine that was switched off a moment ago."""
    desk, since = _desk(folder / "silent", articles, endpoint), time.monotonic()
    with _another(_settings(desk), utc_now, alive=False):
        ran = _write(desk, utc_now)
    took = time.monotonic() - since
    must = "waited for, and taken over two minutes after its last sign"
    wrong = _wrong(ran, desk, endpoint, whole, since, set())
    return Row.of("the claim of a machine just switched off", must, [wrong], f"after {took:.0f} s")


@contextmanager
def _another(settings: Settings, now: Now, *, alive: bool) -> Iterator[None]:
    """The claim of a run on another machine, which gives signs by its clock while the block runs if it is alive."""
    owner = Owner(run="another", host="another-machine", process="1:1", machine="another")
    with Store.open(settings.store) as store:
        job = store.claim(DAY, config_of(settings), owner, now(), lambda *_: False, settings.subject)
        with beating(store, job, now, lambda: 0.0, lambda: None) if alive else nullcontext():
            yield


def _jumps(folder: Path, articles: Path, endpoint: Served, whole: Whole) -> Row:
    """The clock is set in the middle of a run."""
    wrongs = []
    for hours in (-48, -1, 1):
        desk = _desk(folder / f"jumps-{hours}", articles, endpoint)
        name = desk.folder.name

        def now(name: str = name, hours: float = hours) -> datetime:
            late = len(endpoint.events(name, "answered")) >= _ARTICLES // 2
            return _moved(hours if late else 0)()

        since = time.monotonic()
        wrong = _wrong(_write(desk, now), desk, endpoint, whole, since, set())
        again = _write(desk, now)
        if again.code != 0 or "no model was asked" not in again.said:
            wrong.append(f"the same day again: {again.said}")
        with Store.open(desk.store) as store:
            wrong += [f"a run of {row.seconds} seconds" for row in store.runs() if not 0 <= row.seconds < 600]
        wrongs.append(wrong)
    must = "the run ends as if nothing was; the day again asks nothing; its seconds are those that passed"
    return Row.of("clock set by -48, -1, +1 hours in mid-run", must, wrongs)


# ---------------------------------------------------------------------------------------- days that are longer


def _days(name: str, folder: Path, given: tuple[tuple[str, str], ...], endpoint: Served) -> Row:
    """Three days in Berlin, the middle one of them of 23 or 25 hours: which articles each brief is from."""
    articles = write_day(folder / "articles", len(given))
    for number, (moment, _) in enumerate(given):
        path = articles / f"article-{number:03}.txt"
        text = path.read_text(encoding="utf-8").replace(f"published: {DAY}", f"published: {moment}")
        path.write_text(text, encoding="utf-8")
    days = sorted({day for _, day in given})
    desk = _desk(folder / f"desk-{name}", articles, endpoint)
    desk.timezone, desk.days = _ZONE, ("--since", days[0], "--until", days[-1])
    desk.write_settings()
    endings = told_well(desk.run(), 0)
    found = [_days_of(f", part {number}", desk.reports, days) for number in range(len(given))]
    wrongs = [
        [*endings, *([] if there == [day] else [f"{moment} is in {there}, not in {day}"])]
        for (moment, day), there in zip(given, found, strict=True)
    ]
    must = f"each article is in the brief of its day in {_ZONE}, and in no other of three days"
    return Row.of(f"a day of {name} hours", must, wrongs, f"{days[1]}; articles, at half an hour from each border")


def _days_of(end: str, reports: Path, days: list[str]) -> list[str]:
    """The days whose run.json has the article whose title ends so."""
    return [day for day in days if any(title.endswith(end) for title in _titles(reports / day / "run.json"))]


def _titles(manifest: Path) -> list[str]:
    return [article["title"] for article in json.loads(manifest.read_text(encoding="utf-8"))["articles"]]
