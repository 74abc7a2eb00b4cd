"""The harness that measures the checks: it counts what it is given, and its intervals are Wilson's."""

import importlib.util
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

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
