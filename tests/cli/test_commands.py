import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sitbrief.pipeline import demo
from sitbrief.samples import ARTICLES
from typer.testing import Result

Run = Callable[..., Result]
COMMANDS = tuple(
    "daily init config runs replay schedule brief extract fetch events stances figures contradictions changes actors "
    "articles show check codebook demo".split()
)
FLIGHT = ARTICLES / "2031-03-03-sps-first-flight.txt"


def test_help_names_every_command(run: Run) -> None:
    """`sitbrief --help` lists every command."""
    text = run("--help").stdout
    assert all(command in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_a_help_with_an_example(run: Run, command: str) -> None:
    """An example that can be copied stands in the help of each command."""
    assert f"Example: sitbrief {command}" in " ".join(run(command, "--help").stdout.split())


def test_without_a_model_a_brief_is_extractive_and_holds(run: Run, tmp_path: Path) -> None:
    """It says so first, cites a sentence for each statement, and exits with 0. How to give a model is no part of it."""
    out = tmp_path / "brief.json"
    assert run("brief", FLIGHT, "--format", "json", "--out", out).exit_code == 0
    assert run("check", out).exit_code == 0
    made = run("brief", FLIGHT)
    assert "Extractive: no model was used" in made.stdout
    assert "--model" in made.stderr
    assert "--model" not in made.stdout
    assert "### 2 March 2031" in made.stdout


@pytest.mark.parametrize("missing", [{"OPENAI_API_KEY": "k"}, {"SITBRIEF_MODEL": "m"}, {"SITBRIEF_JUDGE": "1"}])
def test_half_an_endpoint_is_no_reason_for_an_extractive_brief(run: Run, missing: dict[str, str]) -> None:
    """Whoever gives a key or names a model wants it used."""
    result = run("brief", FLIGHT, **missing)
    assert result.exit_code == 2
    assert "No model is configured" in result.stderr


def test_to_extract_without_an_endpoint_is_four_lines_and_exit_2(run: Run) -> None:
    """Nothing is read or written; the message says how to give a model."""
    result = run("extract", FLIGHT)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 4
    assert result.stdout == ""


@pytest.mark.parametrize("command", ["brief", "extract"])
def test_a_folder_of_prompts_that_is_not_there_is_wrong_usage(run: Run, command: str, tmp_path: Path) -> None:
    """Exit 2, the folder named, and nothing asked: no recording is there to answer."""
    result = run(command, FLIGHT, "--prompts", tmp_path / "promts", recorded=True)
    assert result.exit_code == 2, result.stderr
    assert "promts' is not there" in result.stderr


@pytest.mark.vcr
def test_brief_writes_a_file_that_check_accepts(run: Run, tmp_path: Path) -> None:
    """A brief of one article, as JSON, holds against its own sentences; the store then knows the article."""
    out = tmp_path / "brief.json"
    result = run("brief", FLIGHT, "--format", "json", "--out", out, "--area", "Sarvan", recorded=True)
    assert result.exit_code == 0, result.stderr
    assert run("check", out).exit_code == 0
    listed = run("articles")
    assert "Sarvan Press Service" in listed.stdout
    shown = run("show", listed.stdout[:6])
    assert shown.exit_code == 0
    assert "[1] " in shown.stdout


@pytest.mark.vcr
@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_extract_gives_the_records_of_one_kind(run: Run, form: str) -> None:
    """`--kinds events` asks for events alone and prints nothing else on standard output."""
    result = run("extract", FLIGHT, "--kinds", "events", "--format", form, recorded=True)
    assert result.exit_code == 0, result.stderr
    if form == "jsonl":
        records = [json.loads(line) for line in result.stdout.splitlines()]
        assert records
        assert {record["kind"] for record in records} == {"event"}
        assert all(record["evidence"] for record in records)
    else:
        assert "COOPERATE" in result.stdout


def test_check_fails_on_a_number_that_the_sentence_does_not_hold(run: Run, tmp_path: Path) -> None:
    """One altered figure: exit 1, the statement and the reason printed."""
    path = tmp_path / "brief.json"
    text = demo().to_json()
    data = json.loads(text)
    data["bottom_line"]["text"] += " Some 98,765 people fled."
    path.write_text(json.dumps(data))
    result = run("check", path)
    assert result.exit_code == 1
    assert "98,765" in result.stdout


def test_check_fails_on_a_citation_whose_sentence_was_altered(run: Run, tmp_path: Path) -> None:
    """A quote that is not the sentence of its revision is found out."""
    path = tmp_path / "brief.json"
    data = json.loads(demo().to_json())
    data["sources"][0]["quote"] = "Nothing of the kind."
    path.write_text(json.dumps(data))
    assert run("check", path).exit_code == 1


def test_check_refuses_what_is_no_brief(run: Run, tmp_path: Path) -> None:
    """A file that is no brief, or not there, is named; exit 2, for nothing was checked."""
    path = tmp_path / "x.json"
    path.write_text("[]")
    for name in (path, tmp_path / "absent.json"):
        result = run("check", name)
        assert result.exit_code == 2
        assert name.name in result.stderr
        assert result.stdout == ""


def test_nothing_in_the_period_is_one_line_and_exit_4(run: Run) -> None:
    """A day without articles says so, in data and in the exit code."""
    result = run("brief", FLIGHT, "--day", "2031-01-01", recorded=True)
    assert result.exit_code == 4
    assert "Nothing to report" in result.stdout


def test_a_missing_file_is_named_and_is_a_failure(run: Run, tmp_path: Path) -> None:
    """Nothing could be read: exit 1, the path named."""
    result = run("brief", tmp_path / "absent.txt", recorded=True)
    assert result.exit_code == 1
    assert "absent.txt" in result.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("brief", FLIGHT, "--day", "2031-03-03", "--since", "2031-03-01"), "not both"),
        (("extract", FLIGHT, "--kinds", "rumours"), "rumours"),
        (("extract", FLIGHT, "--kinds", ","), "names nothing"),
        (("brief", FLIGHT, "--timezone", "Mars/Base"), "Mars/Base"),
    ],
)
def test_wrong_usage_is_exit_2(run: Run, words: tuple[object, ...], message: str) -> None:
    """The message names what was wrong."""
    result = run(*words, recorded=True)
    assert result.exit_code == 2
    assert message in result.stderr


def test_an_unknown_article_is_a_failure_that_says_where_to_look(run: Run) -> None:
    """`show` with an id that the store does not hold points at `sitbrief articles`."""
    result = run("show", "ffffffff")
    assert result.exit_code == 1
    assert "sitbrief articles" in result.stderr


def test_an_empty_store_lists_nothing_and_exits_4(run: Run) -> None:
    """No article: nothing on standard output."""
    result = run("articles")
    assert result.exit_code == 4
    assert result.stdout == ""


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_the_demo_needs_nothing(run: Run, tmp_path: Path, form: str) -> None:
    """No key, no endpoint, no network: a brief in each form, and a note that the answers are recorded."""
    result = run("demo", "--format", form, "--out", tmp_path / f"demo.{form}")
    assert result.exit_code == 0, result.stderr
    assert "recorded answers" in result.stderr
    assert "Sarvan" in (tmp_path / f"demo.{form}").read_text(encoding="utf-8")


def test_a_failed_run_leaves_an_earlier_file_alone(run: Run, tmp_path: Path) -> None:
    """Exit 1 writes nothing: what stood in --out still stands."""
    out = tmp_path / "brief.md"
    out.write_text("yesterday's")
    for command in ("brief", "extract"):
        assert run(command, tmp_path / "absent.txt", "--out", out, recorded=True).exit_code == 1
    assert out.read_text() == "yesterday's"


def test_an_out_in_no_folder_is_said_before_anything_is_asked(run: Run, tmp_path: Path) -> None:
    """Nothing is paid for that could not be written."""
    result = run("brief", FLIGHT, "--out", tmp_path / "none" / "brief.md", recorded=True)
    assert result.exit_code == 2
    assert "make it first" in result.stderr


@pytest.mark.parametrize("field", ["what", "days", "citation"])
def test_check_finds_an_altered_record_or_citation(run: Run, tmp_path: Path, field: str) -> None:
    """A record's words or days, or a statement's notes, that are not what the sentences give."""
    data = json.loads(demo().to_json())
    if field == "what":
        data["records"]["events"][0]["what"] = "Nobody did anything at all."
    elif field == "days":
        dated = next(e for e in data["records"]["events"] if e["when"]["start"])
        dated["when"]["start"] = dated["when"]["end"] = "2031-01-01"
    else:
        data["bottom_line"]["citations"] = data["bottom_line"]["citations"][:1]
    path = tmp_path / "brief.json"
    path.write_text(json.dumps(data))
    assert run("check", path).exit_code == 1
