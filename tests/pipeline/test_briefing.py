import asyncio
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx2
import pytest
from sitbrief.agents import Item, Line
from sitbrief.grounding import ground
from sitbrief.pipeline import Intake, Period, Run, Settings, SituationBrief, check_brief, read_brief
from sitbrief.pipeline.briefing import assembled
from sitbrief.schemas import Article, BriefError, BriefHeader, Event, Finding, Gaps, PromptError, Usage
from sitbrief.store import Store

NOW = datetime(2031, 3, 8, 18, tzinfo=UTC)
ZONE = ZoneInfo("UTC")


def taken_in(folder: Path, store: Store, published: date | None) -> Intake:
    run = Run(Settings(model="m", base_url="http://endpoint.invalid/v1"), store, now=lambda: NOW)
    return asyncio.run(run.take_in([str(folder)], published))


def brief_of(run: Run, articles: list[Article], day: date) -> SituationBrief:
    return asyncio.run(run.brief(articles, Period(day, day, ZONE)))


class Scripted(httpx2.MockTransport):
    """An endpoint that gives `answers` in turn; lists that an answer leaves out are empty."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        super().__init__(self._answered)
        self.answers = list(answers)

    def _answered(self, request: httpx2.Request) -> httpx2.Response:
        wanted = json.loads(request.content)["response_format"]["json_schema"]["schema"]["properties"]
        lists: dict[str, Any] = {name: [] for name in wanted if name != "bottom_line"}
        message = {"role": "assistant", "content": json.dumps(lists | self.answers.pop(0))}
        choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
        return httpx2.Response(
            200, json={"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices}
        )


def test_the_second_brief_tells_what_changed_since_the_first(store: Store, article: Callable[..., Article]) -> None:
    """A count that grew is a change with both its sentences, also where the model left it out."""
    days = {}
    answers: list[dict[str, Any]] = []
    for day, value in ((3, "120"), (8, "480")):
        text = f"Sarvan has received {value} prisoners from Halvaz."
        days[day] = store.add_article(article(text, date(2031, 3, day), f"Count of {day} March"))
        figure = {"s": [1], "value": value, "unit": "prisoners", "of": "prisoners received from Halvaz"}
        answers += [{"figures": [figure]}, {"figures": [{"t": text, "r": [1]}]}]
    settings = Settings(model="m", base_url="http://endpoint.invalid/v1")
    run = Run(settings, store, now=lambda: NOW, transport=Scripted(*answers))
    earlier = brief_of(run, [days[3]], date(2031, 3, 3))
    later = brief_of(run, [days[8]], date(2031, 3, 8))
    assert later.header.previous == "2031-03-03"
    (changed,) = later.changed
    assert "120, then 480" in changed.text
    assert {later.sources[n - 1].revision for n in changed.citations} == {days[3].revision, days[8].revision}
    for brief in (earlier, later):
        assert not [s for s in check_brief(brief) if s.findings]


@pytest.mark.vcr
def test_the_same_day_again_costs_nothing_and_reads_the_same(
    sample: Callable[[str], Article], recorded: Settings
) -> None:
    """What was answered is never bought again, also by a later process with the same store."""
    with Store.open(recorded.store) as store:
        articles = [store.add_article(sample("2031-03-03-sps"))]
        first = brief_of(Run(recorded, store, now=lambda: NOW), articles, date(2031, 3, 3))
    with Store.open(recorded.store) as store:
        articles = store.articles(date(2031, 3, 3), date(2031, 3, 3), ZONE)
        again = brief_of(Run(recorded, store, now=lambda: NOW), articles, date(2031, 3, 3))
    assert first.usage.calls > 0
    assert again.usage.calls == 0
    assert again.usage.reused == first.usage.calls
    assert again.to_markdown() == first.to_markdown()


def test_a_period_with_nothing_asks_nothing(recorded: Settings, store: Store) -> None:
    """No article in the period: an empty brief, no call, and nothing kept."""
    brief = brief_of(Run(recorded, store, now=lambda: NOW), [], date(2031, 3, 3))
    assert brief.empty
    assert brief.usage.calls == 0
    assert store.briefs() == []


def test_an_unreadable_file_is_named_and_stops_no_other(tmp_path: Path, store: Store) -> None:
    """The neighbours of a bad file are read."""
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "good.txt").write_text("A title\n\nSarvan closed the bridge on Monday.\n")
    intake = taken_in(tmp_path, store, date(2031, 3, 3))
    assert len(intake.articles) == 1
    assert "bad.txt" in intake.failed[0].name


def test_a_file_that_is_no_brief_is_a_named_error(tmp_path: Path) -> None:
    """The error names the file and says which one to give."""
    path = tmp_path / "x.json"
    path.write_text('{"header": 1}')
    with pytest.raises(BriefError, match=r"x\.json.*header.*--format json"):
        read_brief(path)
    with pytest.raises(BriefError, match="cannot be read"):
        read_brief(tmp_path / "absent.json")


def test_one_text_in_two_outlets_gives_two_notes_that_both_hold(article: Callable[..., Article]) -> None:
    """A verbatim reprint has the same hash; each note still belongs to its own article."""
    text = "Sarvan closed the bridge on Monday."
    prints = [article(text, title=title) for title in ("First", "Second")]
    items = [Item(ground(Event(sentences=[1], type="COERCE", what="Sarvan closed it."), a)[0], a) for a in prints]
    line = Line("developments", "Bridge", "Sarvan closed the bridge.", tuple(items))
    header = BriefHeader(since=date(2031, 3, 3), until=date(2031, 3, 3), cut_off=NOW, articles=2)
    brief = assembled(header, [line], Gaps(), Usage())
    assert [note.title for note in brief.sources] == ["First", "Second"]
    assert not [s for s in check_brief(brief) if s.findings]


def test_two_texts_under_one_title_are_two_articles(tmp_path: Path, store: Store) -> None:
    """Without a URL nothing says that one replaces the other: both are read."""
    for name, text in (("a.txt", "Sarvan closed the bridge."), ("b.txt", "Halvaz opened the pass.")):
        (tmp_path / name).write_text(f"---\ntitle: Live updates\npublished: 2031-03-03\n---\n{text}\n")
    intake = taken_in(tmp_path, store, None)
    assert [a.text.strip() for a in intake.articles] == ["Sarvan closed the bridge.", "Halvaz opened the pass."]
    assert intake.failed == []


def test_a_text_that_another_one_at_its_url_replaced_is_named(tmp_path: Path, store: Store) -> None:
    """One URL, two texts: the later one counts, and the reader is told of the other."""
    for name, text in (("a.txt", "Sarvan closed the bridge."), ("b.txt", "Sarvan closed both bridges.")):
        head = "title: Bridge\nurl: https://x.example/1\npublished: 2031-03-03"
        (tmp_path / name).write_text(f"---\n{head}\n---\n{text}\n")
    intake = taken_in(tmp_path, store, None)
    assert [a.text.strip() for a in intake.articles] == ["Sarvan closed both bridges."]
    assert "a.txt" in intake.failed[0].name
    assert "b.txt" in intake.failed[0].reason


def test_a_prompt_that_cannot_be_filled_is_one_clear_error(
    tmp_path: Path, sample: Callable[[str], Article], recorded: Settings, store: Store
) -> None:
    """Not a group of errors, and not one an article: the variable is named."""
    (tmp_path / "extract.v2.md").write_text("--- user\n$nonsense\n")
    settings = recorded.model_copy(update={"prompts": tmp_path})
    with pytest.raises(PromptError, match="nonsense"):
        asyncio.run(Run(settings, store).extract([store.add_article(sample("2031-03-03-sps"))]))


def test_a_brief_does_not_say_where_its_articles_lay(article: Callable[..., Article]) -> None:
    """A brief is passed on; paths of the machine it was made on are left out."""
    read = article().model_copy(update={"path": "/home/me/a.txt"})
    record, _ = ground(Event(sentences=[1], type="COERCE", what="Sarvan closed it."), read)
    line = Line("outlook", "", "Sarvan closed the bridge.", (Item(record, read),))
    header = BriefHeader(since=date(2031, 3, 3), until=date(2031, 3, 3), cut_off=NOW, articles=1)
    assert "/home/me" not in assembled(header, [line], Gaps(), Usage()).to_json()


def test_a_statement_with_a_light_finding_stands_with_a_mark(article: Callable[..., Article]) -> None:
    """Its status is "partly", the mark gives the reason, and both the JSON and the Markdown show it."""
    read = article("Nine guards were hurt at the gate and five on the road.")
    record, _ = ground(Event(sentences=[1], type="ASSAULT", what="Guards were hurt."), read)
    text = "Together about 14 guards were hurt."
    finding = Finding(check="qualifier", fault="other", light=True, sentences=(1,), reason="'about' is not given")
    lines = [
        Line("outlook", "", text, (Item(record, read),), (finding, finding)),
        Line("outlook", "", "Nine guards were hurt at the gate.", (Item(record, read),), marks=("not judged",)),
    ]
    header = BriefHeader(since=date(2031, 3, 3), until=date(2031, 3, 3), cut_off=NOW, articles=1)
    brief = assembled(header, lines, Gaps(), Usage())
    partly, whole = brief.outlook
    assert (partly.status, partly.findings) == ("partly", (finding, finding))
    assert partly.marks == ("partly carried: 'about' is not given",)
    assert (whole.status, whole.findings, whole.marks) == ("supported", (), ("not judged",))
    assert "partly carried" in brief.to_markdown()
    assert [row.status for row in check_brief(brief)] == ["partly", "supported"]
