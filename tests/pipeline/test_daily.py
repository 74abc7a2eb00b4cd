"""The daily job, from files to files, with an endpoint that is told what to answer."""

import asyncio
import json
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr
from sitbrief.pipeline import Daily, Means, Ran, Settings, Stop, health_of, replay
from sitbrief.pipeline.claiming import STALE, owner_of
from sitbrief.pipeline.identity import config_of
from sitbrief.pipeline.settings import Targets
from sitbrief.schemas import (
    Brief,
    Budget,
    Budgets,
    EndpointDownError,
    Job,
    Manifest,
    Owner,
    Price,
    RunRow,
    RunState,
    SettingsError,
    SitbriefError,
    StoreError,
)
from sitbrief.store import Store

DAY = date(2031, 3, 5)
MORNING = datetime(2031, 3, 6, 6, 30, tzinfo=UTC)
KEY = "sk-a-key-that-nobody-may-see"
FACTS = {
    "bridge": "Sarvan closed the Old Bridge.",
    "bank": "Halvaz fined the Nur Merchants Bank.",
    "strike": "Dockers in Port Ashe began a strike.",
    "talks": "Aldmoor called off the water talks.",
    "prison": "Guards freed Idris Qalani from prison.",
    "vote": "The National Council elected Mara Tilden.",
}
Answering = Callable[[httpx2.Request], httpx2.Response]
SENTENCE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)
RECORD = re.compile(r"^\[(\d+)\] event \w+[^:]*: (.*?) \(", re.MULTILINE)


@dataclass
class Endpoint:
    """Answers each article with one event, and a brief with one statement an event; `faults` are by title or "brief".

    A fault is a status to answer with, an exception to raise, or what is called with the request first.
    """

    faults: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        text = body["messages"][-1]["content"]
        title = TITLE.search(text)
        name = title[1] if title else "brief"
        self.asked.append(name)
        self.bodies.append(body)
        fault = self.faults.get(name, self.faults.get("*"))
        if isinstance(fault, int):
            said = f"out of order; you sent {request.headers['authorization']}"
            return httpx2.Response(fault, json={"error": {"message": said}})
        if isinstance(fault, Exception):
            raise fault
        if fault:
            fault(name)
        return _completion(body, _records(text) if title else _draft(body))


def _records(text: str) -> dict[str, Any]:
    number, words = SENTENCE.findall(text)[0]
    event = {"s": [int(number)], "type": "COERCE", "actors": [], "what": words}
    return {"events": [event], "actors": [], "stances": [], "figures": []}


def _draft(body: dict[str, Any]) -> dict[str, Any]:
    told = RECORD.findall("\n".join(message["content"] for message in body["messages"]))
    statements = [{"t": what, "r": [int(number)]} for number, what in told]
    return {"bottom_line": statements[0], "developments": [{"heading": "News", "statements": statements}]}


def _completion(body: dict[str, Any], answer: dict[str, Any]) -> httpx2.Response:
    message = {"role": "assistant", "content": json.dumps(answer)}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    usage = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    whole = {"id": "c", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [choice]}
    return httpx2.Response(200, json={**whole, "usage": usage})


def write_article(folder: Path, name: str, text: str, day: date = DAY) -> None:
    """A file with a title, an outlet and a day."""
    folder.mkdir(exist_ok=True)
    head = f"---\ntitle: {name}\noutlet: {name} Post\npublished: {day}\n---\n\n"
    (folder / f"{name}.md").write_text(f"{head}{text}\n", encoding="utf-8")


@dataclass
class Desk:
    """A desk with its settings, store and endpoint; `run` is one invocation of the job.

    `answering` is asked in place of the endpoint, which it may ask itself.
    """

    settings: Settings
    endpoint: Endpoint = field(default_factory=Endpoint)
    now: datetime = MORNING
    stop: Stop = field(default_factory=Stop)

    def run(
        self, *days: date, record: bool = False, anew: bool = False, answering: Answering | None = None, **changed: Any
    ) -> list[Ran]:
        settings = self.settings.model_copy(update=changed)
        self.stop = Stop()
        with Store.open(settings.store) as store:
            means = Means(
                settings,
                store,
                stop=self.stop,
                record=record,
                asked=bool(days),
                anew=anew,
                now=lambda: self.now,
                sleep=_no_sleep,
                transport=httpx2.MockTransport(answering or self.endpoint),
            )
            wanted = list(days) or Daily(means).days().wanted
            Daily(means).check(wanted)
            return asyncio.run(Daily(means).write(wanted))

    @property
    def folder(self) -> Path:
        return self.settings.reports / str(DAY)

    def manifest(self) -> Manifest:
        return Manifest.model_validate_json((self.folder / "run.json").read_text(encoding="utf-8"))

    def brief(self) -> Brief:
        return Brief.model_validate_json((self.folder / "brief.json").read_text(encoding="utf-8"))

    def files(self) -> dict[str, bytes]:
        return {name: (self.folder / name).read_bytes() for name in ("brief.md", "brief.html", "brief.json")}


async def _no_sleep(_: float) -> None:
    return None


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Six articles of one day, and a model that reads and writes."""
    for name, fact in FACTS.items():
        write_article(tmp_path / "articles", name, fact)
    return Desk(
        Settings.given(
            area="Sarvan",
            store=str(tmp_path / "store.db"),
            sources=[str(tmp_path / "articles")],
            reports=tmp_path / "reports",
            model="made",
            base_url="http://endpoint/v1",
            api_key=SecretStr(KEY),
            in_flight=1,
        )
    )


# ------------------------------------------------------------------------------------------ the run


def test_a_morning_writes_the_brief_of_yesterday(desk: Desk) -> None:
    """Three forms, run.json and an index page; each article read once, and one call for the brief."""
    (ran,) = desk.run()
    assert (ran.day, ran.state, ran.code) == (DAY, RunState.DONE, 0)
    assert sorted(desk.endpoint.asked) == sorted([*FACTS, "brief"])
    assert [statement.text for statement in desk.brief().statements()][1:] == list(
        dict.fromkeys(statement.text for statement in desk.brief().statements())
    )
    assert str(DAY) in (desk.settings.reports / "index.html").read_text(encoding="utf-8")
    names = {path.name for path in desk.folder.iterdir()}
    assert names == {"brief.md", "brief.html", "brief.json", "run.json", "log.jsonl"}


def test_the_manifest_says_what_was_read_asked_and_spent(desk: Desk) -> None:
    """Version, prompts, inputs with hashes, counts, usage by step, timings, and hashes of the files beside it."""
    desk.run()
    manifest = desk.manifest()
    assert (manifest.state, manifest.exit_code, manifest.answers) == (RunState.DONE, 0, "model")
    assert manifest.models == {"extractor": "made", "summariser": "made"}
    assert {"extract.v2", "brief.v2"} <= set(manifest.prompts)
    assert {(each.title, each.outcome, each.records) for each in manifest.articles} == {(n, "read", 1) for n in FACTS}
    assert manifest.counts["articles"] == manifest.counts["records"] == len(FACTS)
    assert {(used.step, used.calls, used.tokens_in) for used in manifest.usage} == {
        ("read", 6, 6000),
        ("write", 1, 1000),
    }
    assert [step.step for step in manifest.steps] == ["fetch", "analyse", "read", "write", "publish", "deliver"]
    assert set(manifest.files) == {"brief.md", "brief.html", "brief.json"}


def test_the_same_day_again_asks_nothing_and_is_the_same(desk: Desk) -> None:
    """Also where new articles of that day have come, and where a file was lost."""
    desk.run()
    before, asked = desk.files(), len(desk.endpoint.asked)
    manifest = desk.manifest()
    for name in ("brief.md", "run.json"):
        (desk.folder / name).unlink()
    (desk.folder / ".brief.md.1.part").write_text("half", encoding="utf-8")
    write_article(desk.settings.reports.parent / "articles", "late", "Port Ashe burned.")
    (ran,) = desk.run()
    assert (ran.state, ran.code) == (RunState.DONE, 0)
    assert "no model was asked" in ran.said
    assert desk.files() == before
    assert desk.manifest() == manifest
    assert not list(desk.folder.glob(".*"))
    assert len(desk.endpoint.asked) == asked


def test_a_day_that_is_not_over_is_written_anew_and_stays_the_same_if_nothing_came(desk: Desk) -> None:
    """Later the same day: the kept answers do; with a new article that alone is asked for, and the brief."""
    desk.now = datetime(2031, 3, 5, 12, tzinfo=UTC)
    desk.run(DAY)
    before, asked = desk.files(), len(desk.endpoint.asked)
    desk.now += timedelta(hours=2)
    desk.run(DAY)
    assert desk.files() == before
    assert len(desk.endpoint.asked) == asked
    write_article(desk.settings.reports.parent / "articles", "fire", "Port Ashe burned.")
    desk.run(DAY)
    assert desk.endpoint.asked[asked:] == ["fire", "brief"]
    assert "Port Ashe burned." in desk.files()["brief.md"].decode()
    desk.now = MORNING
    assert desk.run()[0].state is RunState.DONE
    assert "no model was asked" in desk.run()[0].said  # nothing came, and still the day is over now


def test_a_day_without_articles_says_so_in_a_line(desk: Desk) -> None:
    """Nothing to report is no fault: exit 4, and nobody is asked."""
    (ran,) = desk.run(DAY - timedelta(days=7))
    assert (ran.state, ran.code) == (RunState.NOTHING, 4)
    assert desk.endpoint.asked == []


def test_articles_that_come_too_late_for_their_day_are_named(desk: Desk) -> None:
    """New today, and of a day that had its brief: they are in no brief, and the Gaps say which."""
    desk.run()
    desk.now += timedelta(days=1)
    folder = desk.settings.reports.parent / "articles"
    write_article(folder, "late", "Port Ashe burned.")
    write_article(folder, "old", "Halvaz built a dam.", DAY - timedelta(days=2))
    write_article(folder, "new", "Halvaz opened a dam.", DAY + timedelta(days=1))
    (ran,) = desk.run()
    assert ran.day == DAY + timedelta(days=1)
    brief = Brief.model_validate_json((desk.settings.reports / str(ran.day) / "brief.json").read_text(encoding="utf-8"))
    assert (brief.gaps.late, brief.gaps.outside_period) == ((f"late ({DAY})",), 1)
    desk.run(DAY, anew=True)
    desk.now += timedelta(days=1)
    write_article(folder, "newest", "Guards freed a minister.", DAY + timedelta(days=2))
    desk.run()
    path = desk.settings.reports / str(DAY + timedelta(days=2)) / "brief.json"
    assert Brief.model_validate_json(path.read_text(encoding="utf-8")).gaps.late == ()


def test_a_source_that_cannot_be_read_makes_the_brief_partial(desk: Desk) -> None:
    """It is named in the Gaps and in run.json, the header says so, and the exit code is 3."""
    sources = [*desk.settings.sources, {"address": str(desk.folder / "nowhere")}]
    (ran,) = desk.run(sources=Settings.given(sources=sources).sources)
    assert (ran.state, ran.code) == (RunState.PARTIAL, 3)
    assert "1 input could not be fetched or read" in desk.brief().header.partial
    assert "nowhere" in desk.manifest().sources[0].name


def test_every_line_of_the_log_says_the_run_and_of_articles_their_id(desk: Desk) -> None:
    """JSON lines; the run's id is that of run.json."""
    desk.run()
    lines = [json.loads(line) for line in (desk.folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["run"] for line in lines} == {desk.manifest().run}
    assert {line["article"] for line in lines if line["event"] == "read"} == {a.id for a in desk.manifest().articles}
    assert (lines[0]["event"], lines[-1]["event"]) == ("begun", "ended")


def test_another_subject_in_the_same_folder_is_refused_before_anything_is_done(desk: Desk) -> None:
    """Its brief would be written over."""
    desk.run()
    with pytest.raises(SettingsError, match="holds the brief for 'Sarvan', not for 'Halvaz'"):
        desk.run(area="Halvaz")


# -------------------------------------------------------------------------------- missed days, claims


def jobs(*states: tuple[int, RunState], late: int = 0) -> list[Job]:
    """Jobs of days in March, each begun on the morning after, or `late` days after that."""

    def job(n: int, state: RunState) -> Job:
        begun = MORNING.replace(day=n + 1) + timedelta(days=late)
        return Job(day=date(2031, 3, n), config="c", begun=begun, beat=begun, state=state)

    return [job(n, state) for n, state in states]


@pytest.mark.parametrize(
    ("known", "wanted", "too_old"),
    [
        ([], [5], []),
        ([(4, RunState.DONE)], [5], []),
        ([(2, RunState.DONE)], [3, 4, 5], []),
        ([(3, RunState.UNFINISHED), (4, RunState.PARTIAL)], [3, 5], []),
        ([(1, RunState.DONE), (4, RunState.NOTHING)], [2, 3, 5], []),
        ([(5, RunState.DONE)], [5], []),
    ],
)
def test_missed_and_unfinished_days_are_made_up_for(
    known: Any, wanted: list[int], too_old: list[int], desk: Desk
) -> None:
    """Back to the first morning; what failed for good there is not tried every morning."""
    from sitbrief.pipeline.days import days_of

    days = days_of(desk.settings, jobs(*known), MORNING)
    assert ([day.day for day in days.wanted], [day.day for day in days.too_old]) == (wanted, too_old)


def test_back_fill_makes_nobody_expect_the_days_after_it(desk: Desk) -> None:
    """A day written long after it was over is not the first morning; one left unfinished is gone on with."""
    from sitbrief.pipeline.days import days_of

    settings = desk.settings.model_copy(update={"catch_up": 30})
    days = days_of(settings, jobs((1, RunState.DONE), (2, RunState.UNFINISHED), late=3), MORNING)
    assert ([day.day for day in days.wanted], days.too_old) == ([2, 5], ())


def test_a_day_that_another_configuration_completed_is_complete(desk: Desk) -> None:
    """And what it left unfinished is gone on with; of two, the last one says how the day stands."""
    from sitbrief.pipeline.days import days_of

    known = jobs((2, RunState.UNFINISHED), (3, RunState.UNFINISHED), (4, RunState.DONE))
    (later,) = jobs((2, RunState.DONE), late=1)
    days = days_of(desk.settings, [later.model_copy(update={"config": "b"}), *known], MORNING)
    assert [day.day for day in days.wanted] == [3, 5]


def test_a_new_model_goes_on_with_what_the_old_one_left(desk: Desk) -> None:
    """The day is found by its subject, and is written under the settings in force."""
    desk.endpoint.faults["*"] = httpx2.ConnectError("refused")
    desk.run()
    desk.endpoint.faults.clear()
    desk.now += timedelta(days=1)
    assert [(ran.day, ran.code) for ran in desk.run(model="newer")] == [(DAY, 0), (DAY + timedelta(days=1), 4)]


def test_a_new_model_leaves_what_is_done_as_it_is(desk: Desk) -> None:
    """And delivers to those alone that have not got it; asked for by name, the day is written by the new one."""
    desk.run()
    before, asked = desk.files(), len(desk.endpoint.asked)
    (ran,) = desk.run(model="newer")
    assert (ran.code, desk.files(), len(desk.endpoint.asked)) == (0, before, asked)
    desk.endpoint.faults["*"] = httpx2.ConnectError("refused")
    (ran,) = desk.run(DAY, model="newer")
    assert (ran.state, desk.files()) == (RunState.UNFINISHED, before)
    desk.endpoint.faults.clear()
    desk.now += timedelta(hours=1)
    (ran,) = desk.run(model="newer")
    assert (ran.state, desk.manifest().models["extractor"]) == (RunState.DONE, "newer")
    assert desk.run()[0].state is RunState.DONE  # under the old settings again
    assert desk.manifest().models["extractor"] == "newer"


def test_rows_of_days_are_told_by_their_ends() -> None:
    """A fortnight that was missed is two days to read."""
    from sitbrief.pipeline import ranges

    days = [date(2031, 3, n) for n in (1, 2, 3, 5, 8, 9)]
    assert [(first.day, last.day) for first, last in ranges(days)] == [(1, 3), (5, 5), (8, 9)]


def test_days_beyond_the_bound_are_named_and_not_written(desk: Desk) -> None:
    """catch_up says how far back; the others have to be asked for."""
    from sitbrief.pipeline.days import days_of

    settings = desk.settings.model_copy(update={"catch_up": 1})
    days = days_of(settings, jobs((1, RunState.DONE)), MORNING)
    assert ([day.day for day in days.wanted], [day.day for day in days.too_old]) == ([4, 5], [2, 3])


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"day": DAY, "since": DAY}, "not both"),
        ({"until": DAY}, "--since"),
        ({"since": DAY, "until": DAY - timedelta(days=1)}, "ends"),
        ({"day": DAY + timedelta(days=2)}, "not begun"),
    ],
)
def test_days_that_make_no_sense_are_refused(asked: dict[str, date], words: str, desk: Desk) -> None:
    """With what is wrong about them."""
    from sitbrief.pipeline.days import days_of

    with pytest.raises(SettingsError, match=words):
        days_of(desk.settings, [], MORNING, **asked)


@pytest.mark.parametrize(("day", "hours"), [(date(2031, 3, 30), 23), (date(2031, 10, 26), 25)])
def test_days_of_23_and_25_hours_lose_no_article_and_have_none_twice(day: date, hours: int, desk: Desk) -> None:
    """Each instant of the day, the hour that comes twice included, is in its brief, and the ones beside it are not."""
    begin = datetime(day.year, day.month, day.day, tzinfo=desk.settings.zone).astimezone(UTC)
    settings = desk.settings.model_copy(update={"timezone": "Europe/Berlin"})
    begin = datetime.combine(day, datetime.min.time(), settings.zone).astimezone(UTC)
    folder = desk.settings.reports.parent / "hours"
    folder.mkdir()
    for n in range(-1, hours + 1):
        moment = begin + timedelta(hours=n, minutes=30)
        line = {"title": f"t{n}", "text": f"Sarvan closed bridge {n + 2}.", "published": moment.isoformat()}
        (folder / f"{n}.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    desk.now = begin + timedelta(hours=hours, minutes=30)
    desk.run(day, timezone="Europe/Berlin", sources=Settings.given(sources=[str(folder)]).sources)
    made = Brief.model_validate_json((desk.settings.reports / str(day) / "brief.json").read_text(encoding="utf-8"))
    assert made.header.articles == hours


def held_by(desk: Desk, owner: Owner, beat: datetime) -> None:
    """Another run has the day, and gave its last sign at `beat`."""
    with Store.open(desk.settings.store) as store:
        store.claim(DAY, config_of(desk.settings), owner, beat, lambda *_: False, desk.settings.subject)


def test_two_runs_do_not_do_the_same_work(desk: Desk) -> None:
    """Another machine's run is at it: this one says so, does nothing, and that is no fault."""
    held_by(desk, Owner(run="other", host="elsewhere", process="1"), MORNING)
    (ran,) = desk.run()
    assert ran.code == 0
    assert "run other on 'elsewhere' is writing this brief" in ran.said
    assert desk.endpoint.asked == []


@pytest.mark.parametrize(
    ("owner", "beat"),
    [
        (Owner(run="other", host="elsewhere", process="1"), MORNING - STALE - timedelta(seconds=1)),
        (Owner(run="other", host="elsewhere", process="1"), MORNING + timedelta(hours=1)),
        (owner_of("other").model_copy(update={"process": "999999999:1"}), MORNING),
        (owner_of("other").model_copy(update={"process": f"{owner_of('').process.split(':')[0]}:1"}), MORNING),
    ],
    ids=["silent", "clock set back", "dead process", "its number come again"],
)
def test_a_stale_claim_is_taken_over(owner: Owner, beat: datetime, desk: Desk) -> None:
    """One that gave no sign for two minutes, or one from the future, or whose process on this machine is gone."""
    held_by(desk, owner, beat)
    (ran,) = desk.run()
    assert ran.state is RunState.DONE


def test_a_claim_of_a_machine_that_is_off_is_waited_for_and_taken_over(desk: Desk) -> None:
    """It was switched off a minute ago, say, and is up again: its signs stop, and grow stale."""
    held_by(desk, Owner(run="other", host="elsewhere", process="1"), MORNING)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        desk.now += timedelta(seconds=seconds)

    with Store.open(desk.settings.store) as store:
        transport = httpx2.MockTransport(desk.endpoint)
        means = Means(desk.settings, store, now=lambda: desk.now, sleep=sleep, transport=transport)
        (ran,) = asyncio.run(Daily(means).write([DAY]))
    assert (ran.state, sum(slept)) == (RunState.DONE, 125.0)


def test_another_machine_of_the_same_name_is_another_one(desk: Desk) -> None:
    """As two containers may be: of its processes nothing is known, and its sign is fresh."""
    twin = owner_of("other").model_copy(update={"machine": "elsewhere", "process": "999999999:1"})
    held_by(desk, twin, MORNING)
    (ran,) = desk.run()
    assert ran.elsewhere
    assert desk.endpoint.asked == []


def test_a_run_whose_day_was_taken_since_its_last_sign_writes_nothing(desk: Desk) -> None:
    """The claim is looked at once more before files are written."""

    def steal(_: str) -> None:
        with Store.open(desk.settings.store) as store:
            thief = Owner(run="thief", host="elsewhere", process="1")
            store.claim(DAY, config_of(desk.settings), thief, MORNING, lambda *_: True, "Sarvan")

    desk.endpoint.faults["brief"] = steal
    (ran,) = desk.run()
    assert (ran.code, "taken this day over" in ran.said) == (0, True)
    assert not (desk.folder / "brief.md").exists()


def test_a_run_that_was_cut_off_is_listed_as_such(desk: Desk) -> None:
    """It said nothing itself: whoever takes the day over says it."""
    dead = owner_of("other").model_copy(update={"process": "999999999:1"})
    held_by(desk, dead, MORNING)
    with Store.open(desk.settings.store) as store:
        config = config_of(desk.settings)
        store.keep_run(RunRow(id="other", day=DAY, config=config, area="Sarvan", begun=MORNING), DAY)
    desk.run()
    with Store.open(desk.settings.store) as store:
        assert {(run.id == "other", run.state) for run in store.runs()} == {(True, "failed"), (False, "done")}


def test_a_run_that_breaks_off_says_so_and_leaves_its_day_to_the_next(desk: Desk) -> None:
    """A folder that cannot be written: the store has the reason, and the next run buys nothing again."""
    desk.folder.mkdir(parents=True)
    (desk.folder / "brief.md").mkdir()
    (ran,) = desk.run()
    assert (ran.state, ran.code, "brief.md" in ran.said) == (RunState.FAILED, 1, True)
    with Store.open(desk.settings.store) as store:
        (run,) = store.runs()
        assert (run.state, "brief.md" in run.said) == (RunState.FAILED, True)
    asked = len(desk.endpoint.asked)
    (desk.folder / "brief.md").rmdir()
    assert desk.run()[0].state is RunState.DONE
    assert len(desk.endpoint.asked) == asked


def test_a_day_with_a_fault_that_nobody_foresaw_takes_no_other_with_it(desk: Desk) -> None:
    """A kept brief that cannot be read is named, and the later day is written."""
    desk.run()
    with closing(sqlite3.connect(desk.settings.store)) as store, store:
        store.execute("UPDATE jobs SET brief = '{}'")
    later = DAY + timedelta(days=1)
    write_article(desk.settings.reports.parent / "articles", "dam", "Halvaz opened a dam.", later)
    desk.now += timedelta(days=1)
    first, second = desk.run(DAY, later)
    assert (first.code, second.code) == (1, 0)
    assert "unexpected ValidationError" in first.said


def test_a_day_that_breaks_off_takes_no_other_with_it(desk: Desk) -> None:
    """The later one is written, both are told, and the index has what is there."""
    desk.folder.mkdir(parents=True)
    (desk.folder / "brief.md").mkdir()
    later = DAY + timedelta(days=1)
    write_article(desk.settings.reports.parent / "articles", "dam", "Halvaz opened a dam.", later)
    desk.now += timedelta(days=1)
    first, second = desk.run(DAY, later)
    assert (first.code, second.code) == (1, 0)
    assert str(later) in (desk.settings.reports / "index.html").read_text(encoding="utf-8")


def test_a_run_that_lost_its_day_writes_nothing_and_goes_on_with_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Suspended for an hour, say: the other one's brief is not written over."""
    monkeypatch.setattr("sitbrief.pipeline.claiming._BEAT", 0.01)
    later = DAY + timedelta(days=1)
    write_article(desk.settings.reports.parent / "articles", "dam", "Halvaz opened a dam.", later)
    desk.now += timedelta(days=1)

    def steal(_: str) -> None:
        with Store.open(desk.settings.store) as store:
            thief = Owner(run="thief", host="elsewhere", process="1")
            store.claim(DAY, config_of(desk.settings), thief, desk.now, lambda *_: True, "Sarvan")
        time.sleep(0.2)

    desk.endpoint.faults["bank"] = steal
    first, second = desk.run(DAY, later)
    assert (first.code, "taken this day over" in first.said) == (0, True)
    assert not (desk.folder / "brief.md").exists()
    assert (second.state, second.code) == (RunState.DONE, 0)


def test_a_day_that_was_written_before_it_was_over_is_made_up_for(desk: Desk) -> None:
    """It counts as missed until a run has found it over."""
    desk.now = datetime(2031, 3, 5, 12, tzinfo=UTC)
    assert desk.run(DAY)[0].code == 0
    desk.now += timedelta(days=3)
    assert [ran.day for ran in desk.run()] == [DAY, DAY + timedelta(days=1), DAY + timedelta(days=2)]


# ------------------------------------------------------------------------------------------ budgets


def bounded(**bounds: Any) -> Budgets:
    return Budgets(run=Budget(**bounds))


def test_calls_stop_before_the_one_too_many_and_the_brief_says_so(desk: Desk) -> None:
    """A fifth is kept for writing: of five calls four read, one writes; the next run with more goes on."""
    (ran,) = desk.run(budget=bounded(calls=5))
    assert (ran.state, ran.code) == (RunState.UNFINISHED, 3)
    assert len(desk.endpoint.asked) == 5
    assert desk.endpoint.asked[-1] == "brief"
    assert "2 of 6 articles were not read" in desk.brief().header.partial
    assert "the budget of a run for calls (5 calls)" in desk.brief().header.partial
    assert "**This brief is partial: 2 of 6 articles" in desk.files()["brief.md"].decode()
    before = len(desk.endpoint.asked)
    (ran,) = desk.run()
    assert (ran.state, desk.brief().header.partial) == (RunState.DONE, "")
    assert len(desk.endpoint.asked) == before + 3


def test_money_is_counted_by_the_price_of_the_model(desk: Desk) -> None:
    """The most that a call may cost is kept free before it goes out, and the answer is bounded to that."""
    prices = {"made": Price(input=10.0, output=100.0)}
    budget = Budgets(run=Budget(money=0.75))
    (ran,) = desk.run(budget=budget, prices=prices, answer_tokens=5000)
    spent = sum(used.money for used in desk.manifest().usage)
    assert ran.state is RunState.UNFINISHED
    assert 0 < spent <= 0.75
    assert {body["max_completion_tokens"] for body in desk.endpoint.bodies} == {5000}


def test_the_budget_of_a_day_counts_all_runs_of_the_day(desk: Desk) -> None:
    """A second run finds what the first one left."""
    day = Budgets(day=Budget(calls=5))
    desk.run(budget=day)
    (ran,) = desk.run(budget=day)
    assert len(desk.endpoint.asked) == 5
    assert ran.state is RunState.UNFINISHED
    desk.now += timedelta(days=1)
    desk.run(DAY, budget=Budgets(day=Budget(calls=50)))
    assert len(desk.endpoint.asked) > 5


def test_tokens_are_waited_for_while_others_are_under_way(desk: Desk) -> None:
    """What is kept free for a call is more than it takes: with room for two at once all are read all the same."""
    (ran,) = desk.run(budget=bounded(tokens=60_000), answer_tokens=12_000, in_flight=6)
    assert ran.state is RunState.DONE


def test_seconds_end_a_run(desk: Desk) -> None:
    """No call goes out when they are over."""
    ticks = iter(range(0, 10_000, 7))
    settings = desk.settings.model_copy(update={"budget": bounded(seconds=60)})
    with Store.open(settings.store) as store:
        means = Means(
            settings,
            store,
            now=lambda: MORNING,
            clock=lambda: float(next(ticks)),
            sleep=_no_sleep,
            transport=httpx2.MockTransport(desk.endpoint),
        )
        (ran,) = asyncio.run(Daily(means).write([DAY]))
    assert ran.state is RunState.UNFINISHED
    assert "for seconds" in ran.said
    assert len(desk.endpoint.asked) < len(FACTS)


def test_a_bound_on_money_needs_prices(desk: Desk) -> None:
    """A model without one could not be counted: said before anything is asked."""
    with pytest.raises(SettingsError, match=r"the model 'made' has no price.*\[prices"):
        desk.run(budget=bounded(money=1.0))
    assert desk.endpoint.asked == []


def test_a_further_try_after_a_broken_connection_is_put_down_whole(desk: Desk) -> None:
    """The server may have answered the first one: both count at the most, and the bound is kept."""
    broken: list[str] = []

    def break_once(name: str) -> None:
        if name not in broken:
            broken.append(name)
            raise httpx2.ReadError("reset")

    desk.endpoint.faults["*"] = break_once
    (ran,) = desk.run(budget=bounded(tokens=60_000), answer_tokens=10_000)
    assert ran.state is RunState.UNFINISHED
    most = max(10_000 + len(json.dumps(body)) // 2 for body in desk.endpoint.bodies)
    answered = len(desk.endpoint.asked) - len(broken)
    assert len(broken) * 10_000 + answered * 1100 <= 60_000 < len(broken) * most + answered * 1100 + most
    used = desk.manifest().usage
    assert sum(step.calls for step in used) == len(desk.endpoint.asked)
    assert len(broken) * 10_000 < sum(step.tokens_in + step.tokens_out for step in used) <= 60_000


def test_a_bound_on_answers_that_the_server_does_not_take_is_named_at_once(desk: Desk) -> None:
    """Every article would fail by it."""
    said = "max_tokens is too large: 16384. This model supports at most 4096 completion tokens"

    def refuse(request: httpx2.Request) -> httpx2.Response:
        desk.endpoint(request)
        return httpx2.Response(400, json={"error": {"message": said}})

    (ran,) = desk.run(budget=bounded(tokens=10**6), answering=refuse)
    assert len(desk.endpoint.asked) == 1
    assert "the endpoint allows no answer of 16384 tokens" in ran.said
    assert all("Set answer_tokens" in failed.reason for failed in desk.brief().gaps.failed)


# ------------------------------------------------------------------------------- when the endpoint fails


def test_out_of_reach_from_the_start_the_brief_is_extractive(desk: Desk) -> None:
    """Marked as such and partial, exit 3; when the endpoint is back the next run writes the whole one."""
    desk.endpoint.faults["*"] = httpx2.ConnectError("refused")
    (ran,) = desk.run()
    assert (ran.state, ran.code, desk.manifest().answers) == (RunState.UNFINISHED, 3, "extracts")
    assert desk.brief().header.extractive
    assert "6 of 6 articles were not read" in desk.brief().header.partial
    assert "out of reach" in ran.said
    desk.endpoint.faults.clear()
    (ran,) = desk.run()
    assert (ran.state, desk.brief().header.extractive) == (RunState.DONE, False)


def test_an_endpoint_that_dies_in_the_middle_leaves_a_brief_of_what_was_read(desk: Desk) -> None:
    """After five failures in a row no more is asked; the records stand in the brief; and the next run goes on."""
    desk.settings = desk.settings.model_copy(update={"in_flight": 1})
    for n in range(8):
        write_article(desk.settings.reports.parent / "articles", f"more{n}", f"Sarvan mined harbour {n + 1}.")
    answered: list[str] = []

    def die_after_three(name: str) -> None:
        if len(answered) == 3:
            raise httpx2.ReadError("reset")
        answered.append(name)

    desk.endpoint.faults["*"] = die_after_three
    (ran,) = desk.run()
    assert (ran.state, ran.code, desk.manifest().answers) == (RunState.UNFINISHED, 3, "records")
    assert desk.brief().header.from_records
    assert "11 of 14 articles were not read" in desk.brief().header.partial
    assert "5 requests in a row" in desk.brief().header.partial
    assert len({statement.text for statement in desk.brief().statements()}) == 3
    assert "its statements are the checked records" in desk.files()["brief.md"].decode()
    desk.endpoint.faults.clear()
    desk.endpoint.asked.clear()
    (ran,) = desk.run()
    assert ran.state is RunState.DONE
    assert len(desk.endpoint.asked) == 12
    assert not set(answered) & set(desk.endpoint.asked)


def test_an_article_at_which_the_server_stumbles_stops_no_other(desk: Desk) -> None:
    """Also if it is the first one, before the endpoint answered anything."""
    desk.endpoint.faults[min(FACTS)] = 500
    (ran,) = desk.run(deadline=0.5)
    assert (ran.state, desk.manifest().answers) == (RunState.PARTIAL, "model")
    assert [a.title for a in desk.manifest().articles if a.problem] == [min(FACTS)]


def test_an_answer_of_a_shape_that_nobody_foresaw_keeps_no_other_waiting(desk: Desk) -> None:
    """What was put down for it is counted, and the others go on."""

    def shapeless(request: httpx2.Request) -> httpx2.Response:
        response = desk.endpoint(request)
        if desk.endpoint.asked[-1] != min(FACTS):
            return response
        return httpx2.Response(200, json={**json.loads(response.content), "choices": [None]})

    with Store.open(desk.settings.store) as store:
        settings = desk.settings.model_copy(update={"budget": bounded(tokens=40_000), "answer_tokens": 12_000})
        transport = httpx2.MockTransport(shapeless)
        means = Means(settings, store, now=lambda: MORNING, sleep=_no_sleep, transport=transport)
        (ran,) = asyncio.run(asyncio.wait_for(Daily(means).write([DAY]), 60))
    assert ran.code == 3


def test_what_failed_for_good_is_tried_again_only_if_the_day_is_asked_for(desk: Desk) -> None:
    """A second run of the same morning asks nothing."""
    desk.endpoint.faults["bank"] = 400
    desk.run()
    desk.endpoint.asked.clear()
    (ran,) = desk.run()
    assert (ran.state, ran.code, desk.endpoint.asked) == (RunState.PARTIAL, 3, [])
    desk.endpoint.faults.clear()
    (ran,) = desk.run(DAY)
    assert (ran.state, desk.endpoint.asked) == (RunState.DONE, ["bank", "brief"])


@pytest.mark.parametrize("status", [400, 403, 422])
def test_one_article_that_fails_takes_no_other_with_it(status: int, desk: Desk) -> None:
    """A refusal of its own: reported by name, the others are there, exit 3, and it is not tried every morning."""
    desk.endpoint.faults["bank"] = status
    (ran,) = desk.run()
    assert (ran.state, ran.code) == (RunState.PARTIAL, 3)
    assert [a.title for a in desk.manifest().articles if a.problem] == ["bank"]
    assert len(desk.brief().gaps.failed) == 1
    assert "1 of 6 articles was not read" in desk.brief().header.partial
    assert "Articles read: 5 of 6, of 6 origins" in desk.files()["brief.md"].decode()


def test_what_an_endpoint_says_stands_in_the_gaps_and_not_in_the_header(desk: Desk) -> None:
    """A page of HTML, on many lines: the header and the last line say which fault it was, on one."""
    page = f"<html><body>\n<h1>Bad gateway. Sorry.</h1>\n{'<p>try later</p>' * 200}</body></html>"

    def fail(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(500, text=page) if "bank" in request.content.decode() else desk.endpoint(request)

    (ran,) = desk.run(deadline=0.5, answering=fail)
    partial = desk.brief().header.partial
    assert "bank" not in ran.said
    assert partial.startswith("1 of 6 articles was not read (the endpoint still answered 500")
    assert not {"<", "\n", "Bad gateway"} & {part for part in ("<", "\n", "Bad gateway") if part in ran.said + partial}
    (failed,) = desk.brief().gaps.failed
    assert "Bad gateway. Sorry." in failed.reason
    assert len(failed.reason) < 600


@pytest.mark.parametrize(("status", "state"), [(503, RunState.UNFINISHED), (500, RunState.PARTIAL)])
def test_an_outage_is_told_from_a_request_at_which_the_server_stumbles(
    desk: Desk, status: int, state: RunState
) -> None:
    """The one is tried again by itself, the other if the day is asked for."""
    desk.endpoint.faults["bank"] = status
    (ran,) = desk.run(deadline=0.5)
    assert ran.state is state


def test_a_brief_by_a_model_stays_where_none_is_named_any_more(desk: Desk) -> None:
    """An extractive one says less."""
    desk.run(budget=bounded(calls=5))
    before = desk.files()
    (ran,) = desk.run(model="", base_url="", api_key=SecretStr(""))
    assert (ran.state, desk.files()) == (RunState.UNFINISHED, before)
    assert "no model is named to write it" in ran.said


def test_an_outage_that_passed_is_gone_on_with(desk: Desk) -> None:
    """The circuit is closed again by the last answer, and still there is something left to do."""
    for n in range(4):
        write_article(desk.settings.reports.parent / "articles", f"more{n}", f"Sarvan mined harbour {n + 1}.")

    def out(name: str) -> None:
        if name not in ("brief", "vote"):
            raise httpx2.ReadError("reset")

    desk.endpoint.faults["*"] = out
    (ran,) = desk.run()
    assert (ran.state, ran.code) == (RunState.UNFINISHED, 3)


def test_a_verdict_that_is_missing_is_said_and_made_up_for(desk: Desk) -> None:
    """The brief says how many; the next run asks the judge alone."""

    def silent(request: httpx2.Request) -> httpx2.Response:
        if "verdicts" in request.content.decode():
            desk.endpoint.asked.append("judge")
            raise httpx2.ConnectError("refused")
        return desk.endpoint(request)

    for _ in range(2):
        desk.endpoint.asked.clear()
        (ran,) = desk.run(judge=True, answering=silent)
        assert (ran.state, ran.code) == (RunState.UNFINISHED, 3)
        assert "statements without a verdict of the judge" in desk.brief().header.partial
    assert set(desk.endpoint.asked) == {"judge"}


def test_a_judge_that_was_not_asked_is_said(desk: Desk) -> None:
    """Where no model writes, none judges; and of the models the one that read is named."""
    desk.endpoint.faults["brief"] = 500
    desk.run(deadline=0.5, judge=True)
    assert "no model wrote it" in desk.brief().header.partial
    assert "the judge was not asked" in desk.brief().header.partial


def test_a_writer_that_fails_leaves_the_records(desk: Desk) -> None:
    """What was read and paid for reaches the reader."""
    desk.endpoint.faults["brief"] = 500
    (ran,) = desk.run(deadline=0.5)
    assert (ran.state, desk.manifest().answers) == (RunState.UNFINISHED, "records")
    assert "no model wrote it (the endpoint still answered 500" in desk.brief().header.partial
    assert {s.text for s in desk.brief().statements()} == set(FACTS.values())


def test_told_to_stop_it_finishes_the_article_at_hand_and_writes_what_there_is(desk: Desk) -> None:
    """No other is begun, no model is asked to write, exit 3; the next run asks for the rest alone."""
    desk.endpoint.faults["bank"] = lambda _: desk.stop.ask("the run was told to stop (SIGTERM)")
    (ran,) = desk.run()
    assert (ran.state, ran.code) == (RunState.UNFINISHED, 3)
    assert "told to stop (SIGTERM)" in ran.said
    assert "bank" in desk.endpoint.asked
    assert "brief" not in desk.endpoint.asked
    asked = set(desk.endpoint.asked)
    desk.endpoint.faults.clear()
    desk.endpoint.asked.clear()
    (ran,) = desk.run()
    assert ran.state is RunState.DONE
    assert not asked & set(desk.endpoint.asked)


def test_articles_that_gave_no_record_are_named_and_no_brief_is_made_of_nothing(desk: Desk) -> None:
    """Where all were read there is nothing to report; where not, their sentences are quoted."""

    def silent(request: httpx2.Request) -> httpx2.Response:
        response = desk.endpoint(request)
        nothing: dict[str, Any] = {"events": [], "actors": [], "stances": [], "figures": []}
        return _completion({"model": "made"}, nothing) if response.status_code == 200 else response

    for fault, state, answers in ((400, RunState.UNFINISHED, "extracts"), (0, RunState.NOTHING, "model")):
        desk.endpoint.faults = {"bank": fault} if fault else {}
        (ran,) = desk.run(store=":memory:", answering=silent)
        assert (ran.state, desk.manifest().answers) == (state, answers)
    assert len(desk.brief().gaps.without_records) == 6
    assert "Articles that were read and gave no checked record: 6" in desk.files()["brief.md"].decode()


def test_told_to_stop_it_uses_what_was_answered_before(desk: Desk) -> None:
    """A new article came, and the run is stopped at it: what an earlier run has bought is in the brief all the same."""
    desk.run()
    write_article(desk.settings.reports.parent / "articles", "aaa", "Port Ashe burned.")
    write_article(desk.settings.reports.parent / "articles", "zzz", "Halvaz opened a dam.")
    desk.endpoint.asked.clear()
    desk.endpoint.faults["aaa"] = lambda _: desk.stop.ask("the run was told to stop (SIGTERM)")
    (ran,) = desk.run(DAY, anew=True)
    assert (ran.state, ran.code, desk.endpoint.asked) == (RunState.UNFINISHED, 3, ["aaa"])
    assert "1 of 8 articles was not read (the run was told to stop (SIGTERM))" in ran.said


def test_a_run_that_is_killed_while_it_delivers_is_gone_on_with(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finished day written once more: its files, its manifest and what is kept are of one run, and it is open."""
    desk.run()
    write_article(desk.settings.reports.parent / "articles", "late", "Port Ashe burned.")

    async def killed(*_: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("sitbrief.pipeline.publishing.Publisher.deliver", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.run(DAY, anew=True)
    assert len(desk.manifest().articles) == desk.brief().header.articles == 7
    desk.endpoint.asked.clear()
    desk.now += timedelta(days=1)
    first = desk.run()[0]
    assert (first.day, first.state, desk.endpoint.asked) == (DAY, RunState.DONE, [])


def test_told_to_stop_while_the_judge_is_asked_it_keeps_what_was_written(desk: Desk) -> None:
    """The writer's answer was paid for."""

    def stopping(request: httpx2.Request) -> httpx2.Response:
        if "verdicts" in request.content.decode():
            desk.stop.ask("the run was told to stop (SIGTERM)")
        return desk.endpoint(request)

    (ran,) = desk.run(judge=True, answering=stopping)
    assert (ran.state, desk.manifest().answers) == (RunState.UNFINISHED, "model")
    assert "without a verdict" in ran.said


def test_a_run_that_can_say_less_leaves_the_better_brief(desk: Desk) -> None:
    """A model wrote it; without one it would be of records. The day is still to be finished."""
    desk.run()
    before = desk.files()
    write_article(desk.settings.reports.parent / "articles", "aaa", "Port Ashe burned.")
    desk.endpoint.faults["brief"] = httpx2.ConnectError("refused")
    for record in (False, True):
        (ran,) = desk.run(DAY, anew=True, record=record)
        assert (ran.state, ran.code, desk.files()) == (RunState.UNFINISHED, 3, before)
        assert "the brief of an earlier run stays" in ran.said
    assert not list(desk.folder.glob("*recording*"))
    desk.endpoint.faults.clear()
    assert desk.run()[0].state is RunState.DONE
    assert "Port Ashe burned." in desk.files()["brief.md"].decode()


def test_late_articles_are_taken_in_where_the_day_is_asked_for_anew(desk: Desk) -> None:
    """They alone cost anything, and the brief is delivered as the new one that it is."""
    desk.run()
    write_article(desk.settings.reports.parent / "articles", "late", "Port Ashe burned.")
    desk.endpoint.asked.clear()
    (ran,) = desk.run(DAY, anew=True)
    assert (ran.state, desk.endpoint.asked) == (RunState.DONE, ["late", "brief"])


def test_days_after_a_stop_are_not_begun(desk: Desk) -> None:
    """They are named, and the next run makes up for them."""
    desk.endpoint.faults["bank"] = lambda _: desk.stop.ask("the run was told to stop (SIGTERM)")
    first, second = desk.run(DAY, DAY + timedelta(days=1))
    assert "not begun" in second.said
    assert (first.code, second.code) == (3, 3)


def test_a_damaged_store_is_said_and_left_untouched(desk: Desk) -> None:
    """Before anything is written; the copy that the last run left is the way back, and nothing is bought again."""
    desk.run()
    place = Path(desk.settings.store)
    whole = bytearray(place.read_bytes())
    whole[4096 * 5 : 4096 * 9] = b"\x00\xff" * (2 * 4096)
    place.write_bytes(whole)
    with pytest.raises(StoreError, match="move it away, and put a backup in its place"):
        desk.run()
    assert place.read_bytes() == whole
    place.write_bytes(Path(f"{place}.backup").read_bytes())
    asked = len(desk.endpoint.asked)
    assert desk.run()[0].state is RunState.DONE
    assert len(desk.endpoint.asked) == asked


# ------------------------------------------------------------------------------ recording and replay


def test_a_recorded_run_is_made_again_from_its_recording(desk: Desk) -> None:
    """Without store or endpoint: identical."""
    desk.run(record=True)
    Path(desk.settings.store).unlink()
    made = replay(desk.folder)
    assert made.difference == ()
    assert made.brief.to_json() == desk.files()["brief.json"].decode()


def test_a_partial_run_is_made_again_with_its_failures(desk: Desk) -> None:
    """What failed fails again, for the reason that it had."""
    desk.endpoint.faults["bank"] = 400
    desk.run(record=True, budget=bounded(tokens=200_000), answer_tokens=9_000)
    assert replay(desk.folder).difference == ()


def test_answers_of_an_earlier_run_are_in_the_recording_too(desk: Desk) -> None:
    """A run that goes on from a killed one asks less, and is recorded whole all the same."""
    desk.run(budget=bounded(calls=5))
    desk.run(record=True)
    assert replay(desk.folder).difference == ()


def test_a_run_that_was_not_recorded_can_be_afterwards(desk: Desk) -> None:
    """Of the same articles, from the kept answers: nothing is asked, and the brief stays as it is."""
    desk.run()
    before, asked = desk.files(), len(desk.endpoint.asked)
    write_article(desk.settings.reports.parent / "articles", "late", "Port Ashe burned.")
    (ran,) = desk.run(record=True)
    assert ran.state is RunState.DONE
    assert (desk.files(), len(desk.endpoint.asked)) == (before, asked)
    assert replay(desk.folder).difference == ()
    assert "no model was asked" in desk.run(record=True)[0].said


def test_a_recording_that_is_lost_is_made_once_more(desk: Desk) -> None:
    """From the kept answers; under other settings it would be another brief, and is not made."""
    desk.run(record=True)
    shutil.rmtree(desk.folder / "recording")
    asked = len(desk.endpoint.asked)
    desk.run(record=True, model="newer")
    assert not (desk.folder / "recording").exists()
    desk.run(record=True)
    assert len(desk.endpoint.asked) == asked
    assert replay(desk.folder).difference == ()


def test_a_run_without_verdicts_is_made_again_without_them(desk: Desk) -> None:
    """For the reason that there was."""

    def silent(request: httpx2.Request) -> httpx2.Response:
        if "verdicts" in request.content.decode():
            raise httpx2.ConnectError("refused")
        return desk.endpoint(request)

    desk.run(record=True, judge=True, answering=silent)
    assert replay(desk.folder).difference == ()


@pytest.mark.parametrize("fault", ["brief", "*"])
def test_a_brief_without_a_writer_is_made_again(fault: str, desk: Desk) -> None:
    """From records, or from sentences."""
    desk.endpoint.faults[fault] = 400 if fault == "brief" else httpx2.ConnectError("refused")
    desk.run(record=True)
    assert replay(desk.folder).difference == ()


def test_a_difference_is_shown(desk: Desk) -> None:
    """A recording that says something else than the brief does."""
    desk.run(record=True)
    tape = desk.folder / "recording" / "exchanges.yaml"
    tape.write_text(tape.read_text(encoding="utf-8").replace("News", "Olds"), encoding="utf-8")
    difference = replay(desk.folder).difference
    assert any(line.startswith("-") and "News" in line for line in difference)
    assert any(line.startswith("+") and "Olds" in line for line in difference)


def test_a_recording_that_was_altered_beyond_reading_is_said(desk: Desk) -> None:
    """With the folder, and no traceback."""
    desk.run(record=True)
    (desk.folder / "recording" / "articles.jsonl").write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(SitbriefError, match="was altered, and cannot be read"):
        replay(desk.folder)


def test_what_was_not_recorded_cannot_be_made_again(desk: Desk) -> None:
    """And the message says what to do."""
    desk.run()
    with pytest.raises(SitbriefError, match="run the day with --record"):
        replay(desk.folder)


@pytest.mark.parametrize("name", ["brief.md", "brief.html"])
def test_each_file_is_compared(desk: Desk, name: str) -> None:
    """One that was changed by hand is told from the one that was written."""
    desk.run(record=True)
    file = desk.folder / name
    file.write_text(file.read_text(encoding="utf-8").replace("Old Bridge", "New Bridge"), encoding="utf-8")
    difference = replay(desk.folder).difference
    assert difference[0] == f"--- {name}, as it is"
    assert any(line.startswith("+") and "Old Bridge" in line for line in difference)


# ---------------------------------------------------------------------------------- secrets, delivery


def test_no_secret_stands_in_anything_that_is_written(desk: Desk, tmp_path: Path) -> None:
    """Though the endpoint echoes the key in its errors: neither files nor the sentence, nor the recording."""
    desk.endpoint.faults = {"bank": 400, "talks": 401, "brief": 403}
    (ran,) = desk.run(record=True)
    written = [path for path in desk.settings.reports.rglob("*") if path.is_file()]
    assert len(written) > 7
    assert "you sent" in (desk.folder / "run.json").read_text(encoding="utf-8")
    for text in (ran.said, *(path.read_text(encoding="utf-8") for path in written)):
        assert KEY not in text
        assert "Bearer sk" not in text


def test_an_error_of_the_client_does_not_tell_the_key(desk: Desk) -> None:
    """Neither its text nor what is shown of it."""
    from sitbrief.agents import Client, Forgetful, Tally
    from sitbrief.agents import Endpoint as Place
    from sitbrief.agents.answers import answer_model
    from sitbrief.schemas import KINDS

    async def ask() -> None:
        transport = httpx2.MockTransport(Endpoint({"*": 401}))
        async with Client(Place("http://h/v1", "m", KEY), Forgetful(), sleep=_no_sleep, transport=transport) as client:
            await client.ask([{"role": "user", "content": "title: x"}], answer_model(KINDS), Tally())

    with pytest.raises(EndpointDownError) as caught:
        asyncio.run(ask())
    assert KEY not in f"{caught.value} {caught.value!r}"


class Hook:
    """A webhook on 127.0.0.1 that answers with `status`, and keeps what it was sent."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.got: list[dict[str, Any]] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hook.got.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
                self.send_response(hook.status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.server.server_port}/a-token-of-the-hook"


@pytest.fixture
def hooks() -> Iterator[list[Hook]]:
    """Two webhooks."""
    both = [Hook(), Hook()]
    yield both
    for hook in both:
        hook.server.shutdown()
        hook.server.server_close()


@pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
def test_a_brief_is_delivered_once_to_each(desk: Desk, hooks: list[Hook]) -> None:
    """With what it says first and the sentences that carry it; the same day again sends nothing."""
    delivery = Targets(to=("desk", "chat"), desk=SecretStr(hooks[0].address), chat=SecretStr(hooks[1].address))
    assert desk.run(delivery=delivery)[0].code == 0
    assert desk.run(delivery=delivery)[0].code == 0
    assert [len(hook.got) for hook in hooks] == [1, 1]
    assert "Situation brief: Sarvan, 5 March 2031" in hooks[0].got[0]["title"]
    first = desk.brief().bottom_line
    assert first is not None
    assert hooks[0].got[0]["message"].count(first.text) == 2  # said, and quoted
    assert [(each.target, each.delivered) for each in desk.manifest().deliveries] == [("desk", True), ("chat", True)]


@pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
def test_a_delivery_that_fails_loses_no_brief_and_is_made_good(desk: Desk, hooks: list[Hook]) -> None:
    """Exit 3 names the target and not its address; the next morning sends it to that one alone."""
    hooks[1].status = 404
    delivery = Targets(to=("desk", "chat"), desk=SecretStr(hooks[0].address), chat=SecretStr(hooks[1].address))
    (ran,) = desk.run(delivery=delivery)
    assert (ran.state, ran.code) == (RunState.UNDELIVERED, 3)
    assert "not delivered to chat" in ran.said
    assert (desk.folder / "brief.md").is_file()
    written = "".join(path.read_text(encoding="utf-8") for path in desk.settings.reports.rglob("*.*") if path.is_file())
    assert "a-token-of-the-hook" not in written
    hooks[1].status = 200
    hooks[1].got.clear()
    desk.now += timedelta(days=1)
    first, _ = desk.run(delivery=delivery)
    assert (first.day, first.state, first.code) == (DAY, RunState.DONE, 0)
    assert [len([g for g in hook.got if "5 March" in g["title"]]) for hook in hooks] == [1, 1]


@pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
def test_a_partial_brief_that_was_not_delivered_is_delivered_the_next_morning(desk: Desk, hooks: list[Hook]) -> None:
    """It stays partial, and nothing is asked for it."""
    hooks[0].status = 404
    delivery = Targets(to=("desk",), desk=SecretStr(hooks[0].address))
    desk.endpoint.faults["bank"] = 400
    (ran,) = desk.run(delivery=delivery)
    assert (ran.state, "1 of 6 articles" in ran.said) == (RunState.UNDELIVERED, True)
    hooks[0].status = 200
    hooks[0].got.clear()
    asked = len(desk.endpoint.asked)
    desk.now += timedelta(days=1)
    first, _ = desk.run(delivery=delivery)
    assert (first.state, first.code, len(desk.endpoint.asked)) == (RunState.PARTIAL, 3, asked)
    assert len([got for got in hooks[0].got if "5 March" in got["title"]]) == 1


@pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
def test_a_brief_that_says_the_same_is_not_delivered_again(desk: Desk, hooks: list[Hook]) -> None:
    """Also where the error of an article that failed reads otherwise this time."""
    delivery = Targets(to=("desk",), desk=SecretStr(hooks[0].address))
    desk.endpoint.faults["bank"] = 400
    desk.run(delivery=delivery)
    desk.endpoint.faults["bank"] = 403
    desk.run(DAY, delivery=delivery)
    assert len(hooks[0].got) == 1
    desk.endpoint.faults.clear()
    desk.run(DAY, delivery=delivery)
    assert len(hooks[0].got) == 2


# -------------------------------------------------------------------------------------------- health


def test_health_says_in_a_word_how_the_job_stands(desk: Desk) -> None:
    """Missing until a run was made, ok after it, and missing again by noon of the day after the next."""

    def word(now: datetime) -> str:
        with Store.open(desk.settings.store) as store:
            return health_of(desk.settings, store, now).health

    noon = MORNING.replace(hour=12, minute=30)
    assert word(noon) == "missing"
    desk.run()
    assert word(noon) == "ok"
    assert word(noon + timedelta(hours=23)) == "ok"
    assert word(noon + timedelta(days=1)) == "missing"


def test_before_the_first_morning_no_other_brief_is_expected(desk: Desk) -> None:
    """The day of the first run is well as soon as its brief is there; back-fill makes nobody expect others."""
    desk.run()
    with Store.open(desk.settings.store) as store:
        health = health_of(desk.settings, store, MORNING + timedelta(minutes=5))
    assert (health.health, health.expected, health.missing) == ("ok", DAY, ())


def test_a_first_brief_of_a_day_that_is_not_over_is_no_alarm(desk: Desk) -> None:
    """It is there, and will be written anew."""
    desk.now = datetime(2031, 3, 5, 12, tzinfo=UTC)
    desk.run(DAY)
    with Store.open(desk.settings.store) as store:
        assert health_of(desk.settings, store, desk.now).health == "ok"
        assert health_of(desk.settings, store, MORNING.replace(hour=14)).health == "failed"


def test_health_is_that_of_the_subject_under_whatever_settings(desk: Desk) -> None:
    """A monitor has other variables, and a new model is no new job."""
    desk.run()
    noon = MORNING.replace(hour=13)
    with Store.open(desk.settings.store) as store:
        monitor = desk.settings.model_copy(update={"model": "newer", "base_url": ""})
        assert health_of(monitor, store, noon).health == "ok"
        assert health_of(desk.settings.model_copy(update={"area": "Halvaz"}), store, noon).health == "missing"


def test_a_job_that_is_begun_in_the_afternoon_is_not_missed_at_noon(desk: Desk) -> None:
    """It is due two hours after the time at which the last one was begun."""
    desk.now = MORNING.replace(hour=15)
    desk.run()
    next_day = desk.now + timedelta(days=1)
    desk.now = desk.now.replace(hour=22)
    desk.run(model="newer")  # changes nothing about when the morning is
    with Store.open(desk.settings.store) as store:
        assert health_of(desk.settings, store, next_day.replace(hour=14)).health == "ok"
        assert health_of(desk.settings, store, next_day.replace(hour=17, minute=31)).health == "missing"


def test_a_run_under_way_at_noon_is_well(desk: Desk) -> None:
    """Its signs say so."""
    noon = MORNING.replace(hour=12, minute=30)
    held_by(desk, Owner(run="other", host="elsewhere", process="1"), noon)
    with Store.open(desk.settings.store) as store:
        assert health_of(desk.settings, store, noon).health == "ok"
        assert health_of(desk.settings, store, noon + timedelta(hours=1)).health == "failed"


def test_health_is_partial_where_the_brief_is(desk: Desk) -> None:
    """A monitor may look at it; it is no failure of the job."""
    desk.endpoint.faults["bank"] = 400
    desk.run()
    with Store.open(desk.settings.store) as store:
        health = health_of(desk.settings, store, MORNING.replace(hour=13))
    assert (health.health, health.expected, health.last) == ("partial", DAY, DAY)
