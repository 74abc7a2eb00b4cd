"""Kinds of a user's own in a whole run: refused before anything is asked or written, kept, and left out of briefs."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import httpx2
import pytest
import sitbrief
from sitbrief.pipeline import Outcome, Period, Run, Settings, SituationBrief
from sitbrief.pipeline.extracting import _config
from sitbrief.schemas import KINDS, Article, KindError, PromptError, UntypedRecord
from sitbrief.store import Store

DAY = date(2031, 3, 3)
CLOSED = {"s": [1], "by": "Sarvan"}


class Closure(sitbrief.Record):
    """A way that somebody closes."""

    by: Annotated[str, sitbrief.Name()]


class Undescribed(sitbrief.Record):
    by: Annotated[str, sitbrief.Name()]


class Endpoint(httpx2.MockTransport):
    """Answers by the lists that are asked for, and keeps what it was asked."""

    def __init__(self, **lists: list[dict[str, Any]]) -> None:
        super().__init__(self._answered)
        self.lists = lists
        self.asked: list[list[str]] = []

    def _answered(self, request: httpx2.Request) -> httpx2.Response:
        wanted = list(json.loads(request.content)["response_format"]["json_schema"]["schema"]["properties"])
        self.asked.append(wanted)
        content = json.dumps({name: self.lists.get(name, []) for name in wanted if name != "bottom_line"})
        message = {"role": "assistant", "content": content}
        body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m"}
        return httpx2.Response(
            200, json={**body, "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
        )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An endpoint that is only ever reached through a transport of the test's."""
    return Settings(model="m", base_url="http://endpoint.invalid/v1", store=str(tmp_path / "s.db"))


def extracted(run: Run, article: Article, *kinds: type[sitbrief.Record]) -> Outcome:
    return asyncio.run(run.extract([article], kinds or (Closure,)))[0]


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([Undescribed], "Undescribed has no docstring"),
        ([], "kinds is empty"),
        ([sitbrief.Article], "Article is no kind"),
    ],
)
def test_a_kind_that_cannot_be_asked_for_is_said_first(
    kinds: list[Any], words: str, article: Callable[..., Article], tmp_path: Path
) -> None:
    """Before a model is looked for, and before anything is written."""
    unset = Settings(model="", store=str(tmp_path / "s.db"))
    with pytest.raises(KindError, match=words):
        sitbrief.extract(article(), kinds=kinds, settings=unset)
    assert list(tmp_path.iterdir()) == []


def test_own_records_are_kept_and_not_bought_again(
    settings: Settings, store: Store, article: Callable[..., Article]
) -> None:
    """What the store gives back lost no field, though it does not know the class; rejected ones are there too."""
    kept = store.add_article(article())
    endpoint = Endpoint(closures=[CLOSED, {"s": [1], "by": "Halvaz"}])
    run = Run(settings, store, transport=endpoint)
    first, second = extracted(run, kept), extracted(run, kept)
    assert first.extraction is not None
    assert second.extraction is not None
    assert [record.by for record in first.extraction.of(Closure)] == ["Sarvan"]
    assert second.extraction.own == first.extraction.own
    assert (second.usage.calls, len(endpoint.asked)) == (0, 2)
    found = store.extraction(kept.revision, _config("m", (Closure,), None))
    assert found is not None
    assert [type(record) for record in found.own["closures"]] == [UntypedRecord]
    assert found.of(Closure) == first.extraction.of(Closure)
    assert found.rejected == first.extraction.rejected
    assert [rejected.kind for rejected in store.rejected()] == ["closure"]


def test_a_brief_is_written_from_the_four_kinds_alone(
    settings: Settings, store: Store, article: Callable[..., Article]
) -> None:
    """A store that holds records of other kinds as well is no hindrance; they are not told."""
    kept = store.add_article(article())
    event = {"s": [1], "type": "COERCE", "actors": ["Sarvan"], "what": "Sarvan closed the bridge."}
    told = [{"t": "Sarvan closed the bridge.", "r": [1]}]
    endpoint = Endpoint(closures=[CLOSED], events=[event], takeaways=told)
    run = Run(settings, store, transport=endpoint, now=lambda: datetime(2031, 3, 8, tzinfo=UTC))
    assert extracted(run, kept, sitbrief.Event, Closure).extraction is not None
    brief = asyncio.run(run.brief([kept], Period(DAY, DAY, ZoneInfo("UTC"))))
    assert [statement.text for statement in brief.statements()] == ["Sarvan closed the bridge."]
    assert [record.kind for record in brief.records.records()] == ["event"]
    assert SituationBrief.model_validate_json(brief.to_json()) == brief
    assert endpoint.asked[:2] == [["events", "closures"], ["events", "actors", "stances", "figures"]]


def test_a_class_or_a_prompt_that_changes_is_another_configuration(tmp_path: Path) -> None:
    """What an extraction is kept under changes with whatever changes what is asked, and with nothing else."""
    body = {"__module__": __name__, "__doc__": "Another word.", "__annotations__": Closure.__annotations__}
    changed = type(sitbrief.Record)("Closure", (sitbrief.Record,), body)
    (tmp_path / "extract-own.v1.md").write_text("--- user\n$sentences\n")
    configs = [
        _config("m", KINDS, None),
        _config("m", (Closure,), None),
        _config("m", (changed,), None),
        _config("m", (Closure,), tmp_path),
        _config("m", (sitbrief.Event, Closure), None),
    ]
    assert len(set(configs)) == len(configs)
    assert _config("m", KINDS, tmp_path) == configs[0]


@pytest.mark.parametrize(("file", "words"), [("", "holds none"), ("extract.v9.md", "is the name of no prompt")])
def test_a_folder_of_prompts_that_would_not_do_asks_nothing(
    file: str, words: str, tmp_path: Path, settings: Settings, store: Store, article: Callable[..., Article]
) -> None:
    """Also a fault in a prompt that this run would not come to, such as one for corrections."""
    folder = tmp_path / "prompts"
    folder.mkdir()
    if file:
        (folder / file).write_text("--- user\n$sentences\n")
    endpoint = Endpoint()
    run = Run(settings.model_copy(update={"prompts": folder}), store, transport=endpoint)
    with pytest.raises(PromptError, match=words):
        extracted(run, store.add_article(article()))
    assert endpoint.asked == []
