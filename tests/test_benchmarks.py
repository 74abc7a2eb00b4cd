"""The harness that measures the checks, which counts what it is given, and what sets sitbrief beside other clients."""

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sitbrief.schemas import Article
from sitbrief.sources import read_articles

HARNESS = Path(__file__).parent.parent / "benchmarks" / "grounding.py"


@pytest.fixture(scope="module")
def harness() -> Iterator[ModuleType]:
    """The script as a module: benchmarks/ is no package."""
    spec = importlib.util.spec_from_file_location("benchmark_of_grounding", HARNESS)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 0, 0.0, 100.0), (0, 10, 0.0, 27.75), (10, 10, 72.25, 100.0), (5, 10, 23.66, 76.34), (95, 100, 88.82, 97.85)],
)
def test_intervals_are_those_of_wilson(harness: ModuleType, hits: int, of: int, low: float, high: float) -> None:
    """Known values in percent; of nothing, nothing is known."""
    assert harness.interval(hits, of) == pytest.approx((low, high), abs=0.01)


@pytest.fixture
def articles(tmp_path: Path) -> dict[str, Article]:
    """One article by the name that the statements use."""
    path = tmp_path / "bridge.txt"
    path.write_text("Bridge closed\n\nHalvaz closed the bridge on Monday. Nine guards were hurt at the gate.\n")
    (read,) = read_articles([path], seen=datetime(2031, 3, 8, 20, tzinfo=UTC)).articles
    return {"bridge": read}


def test_true_and_corrupted_statements_are_counted(
    harness: ModuleType, articles: dict[str, Article], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By kind and by class; what was missed is printed if it is asked for."""
    sentences = {s.text: s.n for s in articles["bridge"].sentences}
    closed = sentences["Halvaz closed the bridge on Monday."]
    hurt = sentences["Nine guards were hurt at the gate."]
    cases = [
        {
            "id": "one",
            "kind": "plain",
            "text": "Halvaz closed the bridge.",
            "cites": [["bridge", closed]],
            "corruptions": [
                {"class": "negation", "text": "Halvaz did not close the bridge.", "cites": [["bridge", closed]]},
                {"class": "wrong sentence", "text": "Halvaz closed the bridge.", "cites": [["bridge", hurt]]},
                {"class": "exchanged actors", "text": "The bridge closed on Monday.", "cites": [["bridge", closed]]},
            ],
        },
        {
            "id": "two",
            "kind": "number",
            "text": "Nine guards were hurt.",
            "cites": [["bridge", hurt]],
            "corruptions": [{"class": "number", "text": "Six guards were hurt.", "cites": [["bridge", hurt]]}],
        },
    ]
    path = tmp_path / "made.jsonl"
    path.write_text("".join(json.dumps(case) + "\n" for case in cases))
    result = harness.measure(path, articles, show="exchanged actors")
    assert {kind: (c.asked, c.refused, c.partly) for kind, c in result.true.items()} == {
        "plain": (1, 0, 0),
        "number": (1, 0, 0),
    }
    caught = {kind: (c.asked, c.refused) for kind, c in result.false.items() if c.asked}
    assert caught == {"negation": (1, 1), "wrong sentence": (1, 1), "exchanged actors": (1, 0), "number": (1, 1)}
    assert result.checked == 6
    shown = capsys.readouterr().out
    assert "one exchanged actors: The bridge closed on Monday." in shown
    assert "Six guards" not in shown
    harness.table("made", result)
    table = capsys.readouterr().out
    assert "made: 2 true statements, 6 checked" in table
    assert "negation                     1        1       0     100.0  20.7 to 100.0" in table


def test_the_samples_go_by_the_names_of_their_files(harness: ModuleType) -> None:
    """An article of a feed also by its place there."""
    found = harness.sample_articles()
    assert len(found) >= 10
    assert all(article.sentences for article in found.values())


# ------------------------------------------------------------------------------------- beside other clients

Script = Callable[[str], ModuleType]


@pytest.fixture(scope="module")
def script() -> Iterator[Script]:
    """Imports a script by its name; they find each other by theirs, and are forgotten afterwards."""
    folder, before = str(HARNESS.parent), set(sys.modules)
    sys.path.insert(0, folder)
    yield importlib.import_module
    sys.path.remove(folder)
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(folder):
            del sys.modules[name]


@pytest.fixture
def made(script: Script, tmp_path: Path) -> Path:
    """A folder with two made-up articles."""
    script("made").write_articles(tmp_path / "made", 2)
    return tmp_path / "made"


def extraction_schema(**attributes: list[str]) -> dict[str, Any]:
    """A schema of the shape that langextract sends."""
    variants = [
        {"properties": {kind: {}, f"{kind}_attributes": {"anyOf": [{"required": names}, {"type": "null"}]}}}
        for kind, names in attributes.items()
    ]
    return {"properties": {"extractions": {"items": {"anyOf": variants}}}}


SCHEMA = extraction_schema(event=["type", "mode"], actor=["role"], stance=["polarity"], figure=["value"])


def test_extractions_are_words_of_the_text_in_its_order(script: Script, made: Path) -> None:
    """Each is found after the end of the one before it, which is how langextract places them exactly."""
    text = (made / "article-000.txt").read_text(encoding="utf-8").split("---\n")[-1]
    found = script("answering").extractions_of(text, SCHEMA)
    end = 0
    for words, attributes in (list(one.values()) for one in found):
        end = text.index(words, end) + len(words)
        assert attributes
    assert [next(iter(one)) for one in found].count("event") == 3
    assert len(found) == 8


def test_a_strict_schema_has_every_attribute_in_every_extraction(script: Script) -> None:
    """What the text does not say is null."""
    (event, *_) = script("answering").extractions_of(
        "Halvaz will send 95 engineers to Tarmuth next week, the Water Authority said.", SCHEMA
    )
    assert event == {
        "event": "will send 95 engineers to Tarmuth next week, the Water Authority said.",
        "event_attributes": {"type": "AGREE", "mode": None},
    }


@pytest.mark.parametrize("asked", [["actors"], ["stances", "figures"], ["events", "actors", "stances", "figures"]])
def test_the_lists_that_a_schema_asks_for_are_answered(script: Script, asked: list[str]) -> None:
    """And no others."""
    text = "title: One\n[1] The Grain Board said on Monday that about 586 families had left Elmora since November."
    body = {
        "messages": [{"role": "user", "content": text}],
        "response_format": {"json_schema": {"schema": {"properties": {name: {} for name in asked}}}},
    }
    assert sorted(json.loads(script("answering").answer_to(body))) == sorted(asked)
    assert script("answering").title_of(body) == "One"


def test_each_client_gets_the_instructions_of_what_it_is_asked_for(script: Script, made: Path) -> None:
    """Three calls have a section or two each; langextract has all of them, and nothing of sentence numbers."""
    sent = script("requests_sent").requests_for(made)
    instructions = script("instructions")
    whole = instructions.one_call(sent)[0][0][0]["content"]
    calls = instructions.three_calls(sent)[0]
    kinds = ("events", "actors", "stances", "figures")
    given = [[kind for kind in kinds if f"\n\n{kind}: " in call[0]["content"]] for call in calls]
    assert given == [["events"], ["actors"], ["stances", "figures"]]
    assert [call[1]["content"].splitlines()[-1].split(".")[0] for call in calls] == [
        "Lists: events",
        "Lists: actors",
        "Lists: stances, figures",
    ]
    prompts = instructions.for_langextract(sent)
    assert all(f"\n\n{kind}: " in prompts["description"] and f"\n\n{kind}: " in whole for kind in kinds)
    assert "`s`" in whole
    assert not any(words in prompts["description"] for words in ("`s`", "numbered", "JSON"))
    assert [one["text"] for one in prompts["documents"]] == [one.article.text for one in sent]
    assert all(one["context"].startswith("title: ") for one in prompts["documents"])


@pytest.mark.parametrize(
    ("figures", "most", "told"),
    [
        ([1.0, 1.0, 1.01], False, "x: all alike"),
        ([1.0, 3.0, 2.0], False, "x: ours leads"),
        ([3.0, 1.0, 1.0], True, "x: ours leads"),
        ([4.0, 2.0, 2.0], False, "x: a and b lead, alike; ours 2.00 times that: why"),
        ([1.0, 2.0, 0.0], False, "x: b leads; ours 1.00 against 0: why"),
        ([0.0, 2.0, 0.0], True, "x: a leads; ours 0.00 times that: why"),
    ],
)
def test_it_is_said_who_leads(script: Script, figures: list[float], most: bool, told: str) -> None:
    """And by how much ours is behind where it does not lead."""
    compared = script("tables").Compared("x", figures, most=most, why="why")
    assert compared.verdict(["ours", "a", "b"]) == told


def test_the_peak_of_a_child_is_its_own(script: Script, tmp_path: Path) -> None:
    """Not that of the process that starts it, from which the system begins to count."""
    children = script("children")
    held = bytearray(b"x" * 200 * 2**20)
    cost = children.measured(children.python("-c", "print('done')"), tmp_path)
    assert (cost.output, len(held)) == ("done\n", 200 * 2**20)
    assert 1 < cost.peak < 150


def test_a_child_that_fails_is_told_with_what_it_said(script: Script, tmp_path: Path) -> None:
    """RuntimeError, with the end of its output."""
    children = script("children")
    with pytest.raises(RuntimeError, match="ended with 3") as raised:
        children.measured(children.python("-c", "print('no such thing'); raise SystemExit(3)"), tmp_path)
    assert "no such thing" in str(raised.value)
