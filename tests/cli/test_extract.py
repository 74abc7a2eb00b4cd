"""`sitbrief extract --format plover`: events alone, one JSON object a line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

# The endpoint of these tests runs on this machine.
pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

Run = Callable[..., Result]
TEXT = """---
title: Ferries return
outlet: Orlo Herald
published: 2031-03-06
---
Tents for the villagers reached Orlo on Wednesday, the Harbour Board said.
The Harbour Board of Orlo sent them by ferry.
"""
SENT = {
    "s": [1],
    "type": "AID",
    "actors": ["Harbour Board"],
    "recipients": ["villagers"],
    "when": "on Wednesday",
    "where": "Orlo",
    "what": "Tents for the villagers reached Orlo.",
}
BOARD = {"s": [1], "name": "Harbour Board", "type": "body", "country": "Orlo", "sector": "GOV"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with one article."""
    path = tmp_path / "ferries.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_events_go_out_as_plover_records(run: Run, path: Path, answering: Any) -> None:
    """A line an event and none for other kinds; the actor is described by the actor record of its name."""
    answering.answers += [{"events": [SENT], "actors": [BOARD], "stances": [], "figures": []}]
    result = run("extract", path, "--format", "plover", **answering.env)
    assert result.exit_code == 0, result.stderr
    (line,) = result.stdout.splitlines()
    record = json.loads(line)
    assert (record["event"], record["quad_code"], record["event_scale"]) == (["AID"], 2, 10)
    assert record["date"] == "2031-03-05"
    (actor,) = record["actor"]
    assert (actor["raw_text"], actor["country_name"], actor["sector_code"]) == ("Harbour Board", "Orlo", "GOV")
    assert [recipient["raw_text"] for recipient in record["recipient"]] == ["villagers"]
    assert record["text_info"]["sequence"] == 1
    assert record["cite_info"]["coder"] == "sitbrief with writer"


def test_an_event_that_lacks_its_recipient_is_asked_for_again_once(run: Run, path: Path, answering: Any) -> None:
    """Two requests: the second names the field, and its answer is the record that goes out."""
    lone = {name: value for name, value in SENT.items() if name != "recipients"}
    answering.answers += [{"events": [lone]}, {"events": [{**SENT, "number": 1}]}]
    result = run("extract", path, "--format", "plover", "--kinds", "events", **answering.env)
    assert result.exit_code == 0, result.stderr
    assert len(answering.models) == 2
    (line,) = result.stdout.splitlines()
    assert [recipient["raw_text"] for recipient in json.loads(line)["recipient"]] == ["villagers"]


def test_an_event_whose_recipient_nobody_gives_is_rejected(run: Run, path: Path, answering: Any) -> None:
    """It does not go out, and a line on standard error says that something was rejected."""
    lone = {name: value for name, value in SENT.items() if name != "recipients"}
    answering.answers += [{"events": [lone]}, {"events": [{**lone, "number": 1}]}]
    result = run("extract", path, "--format", "plover", "--kinds", "events", **answering.env)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert "1 record(s) rejected" in result.stderr


def test_the_plover_format_wants_events(run: Run, path: Path, answering: Any) -> None:
    """Other kinds alone are wrong usage: exit 2, before anything is asked."""
    result = run("extract", path, "--format", "plover", "--kinds", "actors,figures", **answering.env)
    assert result.exit_code == 2
    assert "--format plover writes events alone" in result.stderr
    assert answering.models == []
