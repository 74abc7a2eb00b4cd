"""The judge in a whole run: what it lowers, what still holds afterwards, and what happens without it."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx2
import pytest
from pydantic import SecretStr
from sitbrief.pipeline import CheckedStatement, Period, Run, Settings, SituationBrief, check_brief, read_brief
from sitbrief.pipeline.settings import Role
from sitbrief.schemas import Article, NoModelError
from sitbrief.store import Store

NOW = datetime(2031, 3, 8, 18, tzinfo=UTC)
DAY = Period(date(2031, 3, 3), date(2031, 3, 3), ZoneInfo("UTC"))

TEXT = "Sarvan closed the bridge. Mara Tilden called it theft."
RECORDS = {
    "events": [{"s": [1], "type": "COERCE", "actors": ["Sarvan"], "what": "Sarvan closed the bridge."}],
    "actors": [],
    "stances": [],
    "figures": [],
}
TWO_RECORDS = {
    **RECORDS,
    "actors": [{"s": [2], "name": "Mara Tilden", "type": "person"}],
}
DRAFT = {
    "bottom_line": {"t": "Mara Tilden spoke of theft.", "r": [2]},
    "outlook": [{"t": "Sarvan closed the bridge.", "r": [1]}],
    "gaps": ["What did Mara Tilden lose?", "Who in Sarvan closed the bridge?"],
}


@dataclass
class Wire:
    """An endpoint that answers each model by a list, and notes who was asked."""

    script: dict[str, list[Any]]
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        self.asked.append(body["model"])
        self.said.append(body["messages"][-1]["content"])
        answer = self.script[body["model"]].pop(0)
        if isinstance(answer, int):
            return httpx2.Response(answer, json={"error": {"message": "out of order"}})
        message = {"role": "assistant", "content": json.dumps(answer)}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
        whole = {"id": "c", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [choice]}
        return httpx2.Response(200, json={**whole, "usage": usage})


def verdict(n: int, verdict: str = "supported", words: str = "") -> dict[str, Any]:
    return {"n": n, "why": "so it says", "verdict": verdict, "words": words}


def verdicts(*given: dict[str, Any]) -> dict[str, Any]:
    return {"verdicts": list(given)}


@pytest.fixture
def settings() -> Settings:
    """A run with a judge that has a model of its own."""
    return Settings(
        model="writer",
        judge=True,
        roles={"judge": Role(model="second")},
        base_url="http://h/v1",
        api_key=SecretStr("k"),
    )


@pytest.fixture
def write(settings: Settings, store: Store, article: Callable[..., Article]) -> Callable[..., SituationBrief]:
    """The brief of one article, as the wire answers; other settings may be given."""

    def run(wire: Wire, **changed: Any) -> SituationBrief:
        chosen = settings.model_copy(update=changed)
        made = Run(chosen, store, now=lambda: NOW, transport=httpx2.MockTransport(wire))
        return asyncio.run(made.brief([store.add_article(two_sentences(article))], DAY))

    return run


def two_sentences(article: Callable[..., Article]) -> Article:
    whole = article(TEXT)
    cut = TEXT.index(" Mara")
    parts = [(1, 0, cut), (2, cut + 1, len(TEXT))]
    numbered = [{"n": n, "start": start, "end": end, "text": TEXT[start:end]} for n, start, end in parts]
    return Article.model_validate({**whole.model_dump(), "sentences": numbered})


def writing(*judged: Any) -> Wire:
    """An endpoint that writes the brief above, with these answers of the judge."""
    return Wire({"writer": [TWO_RECORDS, DRAFT], "second": list(judged)})


def test_what_the_judge_refuses_leaves_a_brief_that_holds(write: Any) -> None:
    """Its records, sentences and questions go with it; what remains is numbered anew and passes its checks."""
    wire = writing(verdicts(verdict(1, "not", "spoke"), verdict(2)))
    brief = write(wire)
    assert brief.bottom_line is None
    assert [statement.text for statement in brief.statements()] == ["Sarvan closed the bridge."]
    assert [(note.number, note.quote) for note in brief.sources] == [(1, "Sarvan closed the bridge.")]
    assert brief.records.actors == []
    assert brief.gaps.questions == ("Who in Sarvan closed the bridge?",)
    assert [(refused.kind, refused.findings[0].check) for refused in brief.gaps.refused] == [
        ("statement", "judge"),
        ("question", "name"),
    ]
    assert (brief.header.model, brief.header.judge, brief.usage.calls) == ("writer", "second", 3)
    assert wire.asked == ["writer", "writer", "second"]
    assert all(statement.holds for statement in check_brief(brief))


def test_what_is_partly_carried_says_so_to_the_reader(write: Any, tmp_path: Any) -> None:
    """A mark beside the statement; a later check without a model keeps the status, and it is no failure."""
    brief = write(writing(verdicts(verdict(1, "partly", "of theft"), verdict(2))))
    assert brief.bottom_line.status == "partly"
    assert "partly carried: the judge on “of theft”: so it says" in brief.to_markdown()
    (tmp_path / "brief.json").write_text(brief.to_json(), encoding="utf-8")
    first, *others = check_brief(read_brief(tmp_path / "brief.json"))
    assert (first.status, first.shown, first.holds) == ("partly", "partly", True)
    assert {other.status for other in others} == {"supported"}


def test_the_same_brief_judged_again_costs_nothing(write: Any) -> None:
    """The judge's answers are kept like all others."""
    first = write(writing(verdicts(verdict(1), verdict(2))))
    again = write(Wire({}))
    assert (again.usage.calls, again.usage.reused) == (0, 3)
    assert again.to_markdown() == first.to_markdown()


def test_a_judge_that_does_not_answer_stops_no_brief(write: Any) -> None:
    """The statements stand, marked; the Gaps say how many and why, and no judge is named."""
    brief = write(writing(403))
    assert len(list(brief.statements())) == 2
    assert {statement.marks for statement in brief.statements()} == {("not judged",)}
    assert brief.header.judge == ""
    (unjudged,) = brief.gaps.unjudged
    assert len(unjudged.statements) == 2
    assert "out of order" in unjudged.reason
    for page in (brief.to_markdown(), brief.to_html()):
        assert "on which the judge gave no verdict" in page
        assert "2 statements" in page


def test_without_a_judge_none_is_asked(write: Any) -> None:
    """It costs a call only where it was asked for, and a brief without one says nothing of it."""
    brief = write(writing(), judge=False)
    assert brief.usage.calls == 2
    assert "judge" not in brief.to_markdown().lower()


def test_a_judge_without_a_model_of_its_own_is_the_main_model(write: Any) -> None:
    """One model may do both: it is then asked once more."""
    wire = Wire({"writer": [TWO_RECORDS, DRAFT, verdicts(verdict(1), verdict(2))]})
    assert write(wire, roles={}).header.judge == "writer"


def test_a_brief_with_nothing_asks_no_judge(settings: Settings, store: Store) -> None:
    """No statement: no call."""
    wire = Wire({})
    run = Run(settings, store, now=lambda: NOW, transport=httpx2.MockTransport(wire))
    assert asyncio.run(run.brief([], DAY)).header.judge == ""
    assert wire.asked == []


def test_the_message_about_a_missing_model_names_the_judge_s_flag() -> None:
    """Whoever asks for a judge is told how to name one."""
    nowhere = Settings(model="", base_url="", api_key=SecretStr(""))
    with pytest.raises(NoModelError, match="--judge-model NAME or SITBRIEF_ROLES__JUDGE__MODEL"):
        nowhere.endpoint("judge")


# A brief file checked with a judge.


def checked(brief: SituationBrief, settings: Settings, store: Store, wire: Wire | None) -> list[CheckedStatement]:
    """The check of a brief by the judge of `settings`."""
    transport = httpx2.MockTransport(wire) if wire else None
    return asyncio.run(Run(settings, store, transport=transport).check(brief))


@pytest.mark.parametrize(("found", "status"), [("partly", "partly"), ("not", "unsupported")])
def test_a_check_with_a_judge_fails_what_it_lowers(
    write: Any, settings: Settings, store: Store, found: str, status: str
) -> None:
    """A statement that the brief shows as supported does not hold if the judge says otherwise."""
    brief = write(writing(), judge=False)
    wire = Wire({"second": [verdicts(verdict(1, found, "of theft"), verdict(2))]})
    first, *others = checked(brief, settings, store, wire)
    assert (first.status, first.holds, first.findings[0].fault) == (status, False, found)
    assert all(other.holds for other in others)


def test_a_judge_who_changes_his_mind_takes_the_place_of_the_one_before(
    write: Any, settings: Settings, store: Store
) -> None:
    """What an earlier judge held against a statement is not added to what this one says."""
    brief = write(writing(verdicts(verdict(1, "partly", "of theft"), verdict(2))))
    wire = Wire({"third": [verdicts(verdict(1), verdict(2))]})
    first = checked(brief, settings.model_copy(update={"roles": {"judge": Role(model="third")}}), store, wire)[0]
    assert (first.status, first.shown, first.holds) == ("supported", "partly", True)


def test_a_check_whose_judge_does_not_answer_keeps_what_is_known(write: Any, settings: Settings, store: Store) -> None:
    """Each statement says why it has no verdict, and keeps what the brief said of it."""
    brief = write(writing(verdicts(verdict(1, "partly", "of theft"), verdict(2))))
    other = settings.model_copy(update={"roles": {"judge": Role(model="third")}})
    found = checked(brief, other, store, Wire({"third": [403]}))
    assert [(bool(each.unjudged), each.status) for each in found[:2]] == [(True, "partly"), (True, "supported")]


def test_what_the_checks_refuse_is_not_shown_to_the_judge(write: Any, settings: Settings, store: Store) -> None:
    """He can only lower: a statement that is down already is not his to raise."""
    brief = write(writing(), judge=False)
    brief.bottom_line = brief.bottom_line.model_copy(update={"text": "Mara Tilden spoke 98 times."})
    wire = Wire({"second": [verdicts(verdict(1))]})
    first, second, *_ = checked(brief, settings, store, wire)
    assert (first.status, second.status) == ("unsupported", "supported")
    assert "1. Sarvan closed the bridge." in wire.said[0]
    assert "98 times" not in wire.said[0]


# A recorded judge over a recorded brief, with one statement spoiled.

TOLD = "The Sarvani Bar Council criticised the government for keeping lawyers away from the prisoners"
SPOILED = "Hani Zubrat complained that the Sarvani Bar Council kept lawyers away from the prisoners."


def spoil(brief: SituationBrief) -> SituationBrief:
    """The brief with a takeaway in which who complained, and of whom, are exchanged."""
    data = json.loads(brief.to_json())
    (told,) = (takeaway for takeaway in data["takeaways"] if takeaway["text"].startswith(TOLD))
    told["text"] = SPOILED
    return SituationBrief.model_validate(data)


@pytest.mark.vcr
def test_a_recorded_judge_gives_each_statement_one_verdict(
    sample: Callable[[str], Article], recorded: Settings, store: Store
) -> None:
    """No status is raised; the exchanged actors, which the other checks let pass, are found by this recording."""
    article = store.add_article(sample("2031-03-03-sps"))
    spoiled = spoil(asyncio.run(Run(recorded, store, now=lambda: NOW).brief([article], DAY)))
    before = check_brief(spoiled)
    after = asyncio.run(Run(recorded.model_copy(update={"judge": True}), store).check(spoiled))
    worth = ("unsupported", "partly", "supported").index
    assert [each.unjudged for each in after] == [""] * len(before)
    assert all(worth(now.status) <= worth(then.status) for now, then in zip(after, before, strict=True))
    (exchanged,) = (n for n, each in enumerate(before) if each.text == SPOILED)
    assert before[exchanged].status == "supported"
    assert after[exchanged].status == "unsupported"
