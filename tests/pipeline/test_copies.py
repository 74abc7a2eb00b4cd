"""Copies in a whole run: the same text is asked for once, a near copy if it differs, and nothing is bought twice."""

import asyncio
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import httpx2
import pytest
import sitbrief
from sitbrief.pipeline import Outcome, Run, Settings
from sitbrief.schemas import KINDS, Article, Event, Published, Record, Sentence, text_hash
from sitbrief.store import Store

STORY = (
    "About 340 families left the valley of Tessarn on Tuesday after the river Ombra broke a dam above the town.",
    "The water carried away two bridges and stood a metre high in the market hall, the Interior Ministry said.",
    "Soldiers brought old people and patients of the clinic to the gymnasium in Veldor by truck during the night.",
    "Minister Ansa Keruld ordered an inquiry into the state of the dam, which was built in 1974 by a foreign firm.",
    "Engineers of the Water Board had warned in two letters that the northern wall was leaking after every storm.",
)
_NUMBERED = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


class Warned(sitbrief.Record):
    """A warning that somebody gives."""

    by: Annotated[str, sitbrief.Name()]


class Endpoint(httpx2.MockTransport):
    """Answers an event a sentence that it is sent, keeps which these were, and fails for articles of some titles."""

    def __init__(self, failing: str = "nothing fails") -> None:
        super().__init__(self._answered)
        self.failing = failing
        self.asked: list[list[str]] = []

    def _answered(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        text = body["messages"][-1]["content"]
        sentences = _NUMBERED.findall(text)
        self.asked.append([sentence for _, sentence in sentences])
        lists: dict[str, list[dict[str, Any]]] = {
            "events": [self._event(int(n), sentence) for n, sentence in sentences],
            "warneds": [{"s": [int(n)], "by": "Water Board"} for n, sentence in sentences if "Water Board" in sentence],
        }
        wanted = body["response_format"]["json_schema"]["schema"]["properties"]
        content = json.dumps({name: lists.get(name, []) for name in wanted})
        message = {"role": "assistant", "content": "no" if self.failing in str(body) else content}
        answer = {"id": "c", "object": "chat.completion", "created": 1, "model": "m"}
        usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
        choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
        return httpx2.Response(200, json={**answer, "choices": choices, "usage": usage})

    def _event(self, n: int, sentence: str) -> dict[str, Any]:
        when = {"when": "on Tuesday"} if "on Tuesday" in sentence else {}
        return {"s": [n], "type": "AGREE", "what": sentence, **when}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An endpoint that is only ever reached through a transport of the test's."""
    return Settings(model="m", base_url="http://endpoint.invalid/v1", store=str(tmp_path / "s.db"))


def told(*sentences: str, outlet: str, day: int | None = 6, title: str = "Dam breaks") -> Article:
    """An article of the sentences given."""
    text = "\n".join(sentences)
    numbered, start = [], 0
    for n, sentence in enumerate(sentences, start=1):
        numbered.append(Sentence(n=n, start=start, end=start + len(sentence), text=sentence))
        start += len(sentence) + 1
    return Article(
        id=text_hash(outlet)[:12],
        revision=text_hash(text),
        title=title,
        outlet=outlet,
        published=Published(day=date(2031, 3, day), origin="field") if day else None,
        first_seen=datetime(2031, 3, 30, tzinfo=UTC),
        text=text,
        sentences=tuple(numbered),
    )


@pytest.fixture
def extract(settings: Settings, store: Store) -> Callable[..., list[Outcome]]:
    """Extracts articles with one endpoint, from one store."""

    def run(endpoint: Endpoint, *articles: Article, kinds: tuple[type[Record], ...] = KINDS) -> list[Outcome]:
        kept = [store.add_article(article) for article in articles]
        return asyncio.run(Run(settings, store, transport=endpoint).extract(kept, kinds))

    return run


Extract = Callable[..., list[Outcome]]


def events(outcome: Outcome) -> list[Event]:
    assert outcome.extraction is not None, outcome.problem
    return outcome.extraction.events


def test_the_same_text_is_asked_for_once(extract: Extract, store: Store) -> None:
    """The copy, given first, costs nothing; each of its records cites its own sentence, by its own date."""
    endpoint = Endpoint()
    copy, original = extract(endpoint, told(*STORY, outlet="B", day=13), told(*STORY, outlet="A"))
    assert endpoint.asked == [list(STORY)]
    assert (copy.article.outlet, copy.copy_of, original.copy_of) == ("B", original.article.id, "")
    assert (copy.usage.calls, copy.usage.reused, original.usage.calls) == (0, 0, 1)
    assert copy.carried == {event.id for event in events(copy)}
    assert original.carried == frozenset()
    assert [event.what for event in events(copy)] == [event.what for event in events(original)] == list(STORY)
    assert {e.article for event in events(copy) for e in event.evidence} == {copy.article.id}
    assert (events(original)[0].when.start, events(copy)[0].when.start) == (date(2031, 3, 4), date(2031, 3, 11))
    assert {event.id for event in events(copy)}.isdisjoint(event.id for event in events(original))


def test_a_copy_with_another_number_is_read_by_itself(extract: Extract) -> None:
    """Its records are its own, cited by its own sentences; it stays a copy of the same origin."""
    changed = STORY[1].replace("two bridges", "three bridges")
    endpoint = Endpoint()
    first = told(*STORY, outlet="A")
    _, copy = extract(endpoint, first, told(STORY[0], changed, *STORY[2:], outlet="B", day=7))
    assert endpoint.asked == [list(STORY), [STORY[0], changed, *STORY[2:]]]
    assert (copy.copy_of, copy.carried, copy.usage.calls) == (first.id, frozenset(), 1)
    assert [event.what for event in events(copy)] == [STORY[0], changed, *STORY[2:]]
    assert {e.article for event in events(copy) for e in event.evidence} == {copy.article.id}


def test_a_shortened_copy_is_not_asked_for(extract: Extract) -> None:
    """What it has left of the original says the same: the records that rest on it are carried over."""
    endpoint = Endpoint()
    _, copy = extract(endpoint, told(*STORY, outlet="A"), told(*STORY[:3], outlet="B", day=7))
    assert endpoint.asked == [list(STORY)]
    assert [event.what for event in events(copy)] == list(STORY[:3])


def test_two_reports_are_asked_for_both(extract: Extract) -> None:
    """Each is an origin of its own."""
    other = [f"Reporter's note {n}: the people of Ardmuth saw the water come down on Tuesday." for n in range(4)]
    endpoint = Endpoint()
    outcomes = extract(endpoint, told(*STORY, outlet="A"), told(*other, outlet="B"))
    assert [outcome.copy_of for outcome in outcomes] == ["", ""]
    assert len(endpoint.asked) == 2


def test_if_the_original_fails_the_next_is_read_in_its_place(extract: Extract) -> None:
    """Nothing is lost with it, and the third is a copy of the second."""
    endpoint = Endpoint(failing="Broken")
    broken = told(*STORY, outlet="A", day=5, title="Broken")
    first, second, third = extract(endpoint, broken, told(*STORY, outlet="B"), told(*STORY, outlet="C", day=7))
    assert "does not fit the schema" in first.problem
    assert first.copy_of == ""
    assert (second.copy_of, third.copy_of) == ("", second.article.id)
    assert len(events(second)) == len(events(third)) == len(STORY)


def test_a_copy_that_fails_takes_no_other_with_it(extract: Extract) -> None:
    """It is named with its problem, though its original was read."""
    changed = STORY[1].replace("two bridges", "three bridges")
    endpoint = Endpoint(failing="Broken")
    copy = told(STORY[0], changed, *STORY[2:], outlet="B", day=7, title="Broken")
    first, second, third = extract(endpoint, told(*STORY, outlet="A"), copy, told(*STORY, outlet="C", day=7))
    assert (first.problem, third.problem) == ("", "")
    assert second.extraction is None
    assert second.problem


def test_a_second_run_buys_nothing(extract: Extract, store: Store) -> None:
    """Three near copies of one wording are asked for once; what the store holds is never asked for again."""
    changed = STORY[1].replace("two bridges", "three bridges")
    near = [told(STORY[0], changed, *STORY[2:], outlet=outlet, day=7) for outlet in ("B", "D", "E")]
    articles = [told(*STORY, outlet="A"), *near, told(*STORY, outlet="C")]
    before, again = Endpoint(), Endpoint()
    first, second = extract(before, *articles), extract(again, *articles)
    assert (len(before.asked), again.asked) == (2, [])
    assert {outcome.copy_of for outcome in first[1:]} == {articles[0].id}
    assert all(changed in [event.what for event in events(outcome)] for outcome in first[1:4])
    assert [events(outcome) for outcome in first] == [events(outcome) for outcome in second]
    assert [outcome.carried for outcome in first] == [outcome.carried for outcome in second]


def test_records_of_ones_own_kinds_are_carried_over(extract: Extract) -> None:
    """In objects of their class, under their name, with the copy's evidence."""
    endpoint = Endpoint()
    outcomes = extract(endpoint, told(*STORY, outlet="A"), told(*STORY, outlet="B", day=7), kinds=(Warned,))
    assert len(endpoint.asked) == 1
    copy = outcomes[1].extraction
    assert copy is not None
    assert [(type(r), r.by, r.evidence[0].article) for r in copy.of(Warned)] == [(Warned, "Water Board", copy.article)]
