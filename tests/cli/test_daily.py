"""The daily job at the command line: settings, the job, its runs, and signals."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

YESTERDAY = datetime.now(UTC).date() - timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with settings and two articles of yesterday; no model."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, text in (("bridge", "Sarvan closed the Old Bridge."), ("bank", "Halvaz fined the Nur Bank.")):
        head = f"---\ntitle: {name}\noutlet: {name} Post\npublished: {YESTERDAY}\n---\n\n"
        (articles / f"{name}.md").write_text(head + text, encoding="utf-8")
    file = tmp_path / "desk.toml"
    file.write_text('area = "Sarvan"\nsources = ["articles"]\nstore = "desk.db"\n', encoding="utf-8")
    return file


def test_a_settings_file_is_written_once(run: Any, tmp_path: Path) -> None:
    """And one that is there is left as it is."""
    file = tmp_path / "new.toml"
    assert run("init", file).exit_code == 0
    file.write_text("mine", encoding="utf-8")
    again = run("init", file)
    assert again.exit_code == 2
    assert "is there already" in again.stderr
    assert file.read_text(encoding="utf-8") == "mine"


def test_config_shows_each_setting_its_place_and_no_secret(run: Any, desk: Path) -> None:
    """As lines, and as JSON."""
    lines = run("config", "--config", desk, OPENAI_API_KEY="sk-secret-key").stdout
    assert f'area = "Sarvan"  # {desk}' in lines
    assert "sk-secret-key" not in lines
    rows = json.loads(run("config", "--config", desk, "--format", "json").stdout)
    assert {"name": "timezone", "value": '"UTC"', "place": "default"} in rows


def test_the_job_writes_yesterday_and_says_so_in_a_last_line(run: Any, desk: Path) -> None:
    """The path of the brief is data; the same day again asks nothing."""
    first = run("daily", "--config", desk)
    assert first.exit_code == 0, first.stderr
    brief = desk.parent / "reports" / str(YESTERDAY) / "brief.md"
    assert first.stdout.strip() == str(brief)
    assert first.stderr.splitlines()[-1].startswith(f"{YESTERDAY}: extractive brief of")
    again = run("daily", "--config", desk)
    assert again.exit_code == 0
    assert "no model was asked" in again.stderr.splitlines()[-1]


def test_back_fill_writes_each_day_and_counts_them_last(run: Any, desk: Path) -> None:
    """Days without articles have nothing to report."""
    first = YESTERDAY - timedelta(days=2)
    ran = run("daily", "--config", desk, "--since", first, "--until", YESTERDAY)
    assert ran.exit_code == 0
    assert len(ran.stdout.splitlines()) == 3
    assert ran.stderr.splitlines()[-1] == f"3 days, {first} to {YESTERDAY}: 1 whole, 2 with nothing."


def test_a_day_with_nothing_is_exit_4(run: Any, desk: Path) -> None:
    """It is no fault."""
    assert run("daily", "--config", desk, "--day", YESTERDAY - timedelta(days=5)).exit_code == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("timezoen = 'UTC'", "did you mean 'timezone'"),
        ("model = 'm'", "No model is configured"),
        ("[delivery]\nto = ['desk']", "SITBRIEF_DELIVERY__DESK"),
    ],
)
def test_settings_that_cannot_be_used_are_exit_2_before_anything_is_done(
    run: Any, desk: Path, text: str, words: str
) -> None:
    """Nothing is written."""
    desk.write_text(text, encoding="utf-8")
    ran = run("daily", "--config", desk)
    assert ran.exit_code == 2
    assert words in ran.stderr
    assert not (desk.parent / "reports").exists()


def test_runs_tell_health_first_then_runs_and_costs(run: Any, desk: Path) -> None:
    """One object a line for a monitor; a table for a person."""
    assert run("runs", "--config", desk).exit_code == 4
    run("daily", "--config", desk)
    lines = [json.loads(line) for line in run("runs", "--config", desk, "--format", "json").stdout.splitlines()]
    assert lines[0]["health"] == "ok"
    assert (lines[1]["kind"], lines[1]["day"], lines[1]["state"]) == ("run", str(YESTERDAY), "done")
    assert run("runs", "--config", desk).stdout.startswith("ok: the brief of")


def test_a_recorded_run_is_replayed_by_day_id_and_folder(run: Any, desk: Path) -> None:
    """Identical is exit 0; a brief that was altered is exit 1, with the difference."""
    run("daily", "--config", desk, "--record")
    folder = desk.parent / "reports" / str(YESTERDAY)
    id_ = json.loads((folder / "run.json").read_text(encoding="utf-8"))["run"]
    for name in (YESTERDAY, id_, folder):
        assert run("replay", name, "--config", desk).exit_code == 0
    written = folder / "brief.json"
    written.write_text(written.read_text(encoding="utf-8").replace("Old Bridge", "New Bridge"), encoding="utf-8")
    changed = run("replay", YESTERDAY, "--config", desk)
    assert changed.exit_code == 1
    assert "New Bridge" in changed.stdout
    assert run("replay", "nothing", "--config", desk).exit_code == 2


@pytest.fixture
def start(desk: Path, answering: Any) -> Callable[..., subprocess.Popen[str]]:
    """Starts `sitbrief daily` in a process of its own."""

    def process(**more: str) -> subprocess.Popen[str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("SITBRIEF_", "OPENAI_"))}
        command = [sys.executable, "-c", "from sitbrief.cli import app; app()", "daily", "--config", str(desk)]
        return subprocess.Popen(
            command, cwd=desk.parent, env={**env, **more}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    return process


def test_a_signal_lets_the_run_finish_the_article_at_hand(start: Any, desk: Path, answering: Any) -> None:
    """SIGTERM: what is there is written, exit 3, and the last line says why. Of the others none is begun."""
    for n in range(3):
        text = f"---\npublished: {YESTERDAY}\n---\n\nSarvan mined harbour {n}."
        (desk.parent / "articles" / f"more{n}.md").write_text(text, encoding="utf-8")
    records = {"events": [], "actors": [], "stances": [], "figures": []}
    answering.answers = [records, records]
    answering.delay = 2.0
    with start(**answering.env, SITBRIEF_IN_FLIGHT="1") as process:
        while not answering.models:
            time.sleep(0.05)
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 3, said
    assert "told to stop (SIGTERM)" in said.splitlines()[-1]
    assert (desk.parent / "reports" / str(YESTERDAY) / "brief.md").is_file()
