"""`sitbrief check`: what it prints, in which form, and how it ends; and the judge on the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from sitbrief.pipeline import demo
from typer.testing import Result

Run = Callable[..., Result]
LOCAL = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
STATEMENT = "Thousands of people marched through the town of Zahmara."
TEXT = f"---\ntitle: March in Zahmara\noutlet: Sarvan Press\npublished: 2021-03-05\n---\n{STATEMENT}\n"
RECORD = {"s": [1], "type": "PROTEST", "what": "Thousands of people marched through the town of Zahmara."}


@pytest.fixture(scope="module")
def demo_json() -> str:
    """The demo's brief; 92 statements and questions, all of which hold."""
    return demo().to_json()


@pytest.fixture
def brief_file(tmp_path: Path, demo_json: str) -> Path:
    """The demo's brief in a file."""
    path = tmp_path / "brief.json"
    path.write_text(demo_json, encoding="utf-8")
    return path


@pytest.fixture
def altered_file(brief_file: Path) -> Path:
    """The demo's brief with a number in its first statement that no sentence holds."""
    data = json.loads(brief_file.read_text(encoding="utf-8"))
    data["bottom_line"]["text"] += " Some 98,765 people fled."
    brief_file.write_text(json.dumps(data), encoding="utf-8")
    return brief_file


@pytest.fixture
def small_file(run: Run, tmp_path: Path, answering: Any) -> Path:
    """The brief of one article with one statement, as written by an endpoint."""
    (tmp_path / "march.txt").write_text(TEXT)
    out = tmp_path / "small.json"
    answering.answers += [{"events": [RECORD], "actors": [], "stances": [], "figures": []}]
    answering.answers += [{"outlook": [{"t": STATEMENT, "r": [1]}]}]
    result = run("brief", tmp_path / "march.txt", "--format", "json", "--out", out, **answering.env)
    assert result.exit_code == 0, result.stderr
    return out


def said(verdict: str, words: str = "") -> dict[str, Any]:
    """The judge's verdict on the one statement."""
    return {"verdicts": [{"n": 1, "why": "it says so", "verdict": verdict, "words": words}]}


def column(table: str, number: int) -> str:
    """The text of one column of the first table, without its heading."""
    rows = [line.split("|")[number] for line in table.splitlines() if line.count("|") == 5]
    return " ".join(" ".join(rows[1:]).split())


def test_the_table_shows_every_statement_with_status_and_sentences(run: Run, brief_file: Path) -> None:
    """Eighty plain columns, a table a section, the questions of the Gaps at the end; the count is no data."""
    result = run("check", brief_file)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert "\x1b" not in result.stdout
    titles = [line for line in lines if line and line[0] not in "|+"]
    assert titles[0] == "Bottom line"
    assert titles[-1] == "Gaps"
    assert result.stdout.count("| supported ") == 92
    assert "92 statements and questions checked: 92 supported, 0 partly, 0 unsupported; 0 failed." in result.stderr
    assert "checked:" not in result.stdout


def test_a_row_names_article_note_and_fault(run: Run, altered_file: Path) -> None:
    """The class of the fault stands before its reason, the sentence behind its note and under its article."""
    result = run("check", altered_file)
    assert result.exit_code == 1
    assert "failed: Bottom line 1" in result.stderr
    assert "| unsupported |" in result.stdout
    told, cited = column(result.stdout, 3), column(result.stdout, 4)
    assert "Some 98,765 people fled. - number" in told
    assert cited.startswith("Northgate Report, “Aldmoor rejects al-Azrani as Sarvan's next premier")
    assert "[2] قرادين - أجّل" in cited


def test_json_gives_what_a_script_needs(run: Run, altered_file: Path, tmp_path: Path) -> None:
    """Counts, and each statement with section, status, findings and cited sentences; `--out` takes it."""
    out = tmp_path / "checked.json"
    assert run("check", altered_file, "--format", "json", "--out", out).exit_code == 1
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["counts"] == {
        "checked": 92,
        "supported": 91,
        "partly": 0,
        "unsupported": 1,
        "failed": 1,
        "unjudged": 0,
    }
    first = told["statements"][0]
    assert (first["section"], first["place"], first["status"], first["shown"]) == (
        "bottom_line",
        1,
        "unsupported",
        "supported",
    )
    assert {finding["check"] for finding in first["findings"]} == {"number"}
    assert first["citations"][1] == {
        "note": 2,
        "outlet": "منبر قرادين",
        "article": "المجلس الوطني يؤجل انتخاب رئيس الجمهورية لعدم اكتمال النصاب",
        "sentence": 1,
        "text": "قرادين - أجّل المجلس الوطني السرفاني، الخميس، جلسة انتخاب رئيس الجمهورية إلى 12 آذار/مارس لعدم اكتمال "
        "النصاب القانوني، بحسب ما أعلنت رئيسة المجلس سميرة تيزاني.",
    }
    assert told["statements"][-1]["section"] == "gaps"
    assert told["statements"][-1]["citations"] == []


def test_controls_in_a_sentence_do_not_reach_the_terminal(run: Run, brief_file: Path) -> None:
    """An article may hold escape sequences; a table shows words."""
    data = json.loads(brief_file.read_text(encoding="utf-8"))
    data["bottom_line"]["text"] = "A \x1b[2J statement"
    brief_file.write_text(json.dumps(data), encoding="utf-8")
    table = brief_file.with_name("table.txt")
    run("check", brief_file, "--out", table)
    assert "| A  [2J statement " in table.read_text(encoding="utf-8")


# The judge.


def test_a_check_asks_no_model_unless_it_is_told_to(run: Run, brief_file: Path) -> None:
    """A judge in the environment is for briefs; without `--judge` a check needs no endpoint."""
    assert run("check", brief_file, SITBRIEF_JUDGE="1").exit_code == 0
    result = run("check", brief_file, "--judge")
    assert result.exit_code == 2
    assert "--judge-model" in result.stderr


@LOCAL
@pytest.mark.parametrize(
    ("answers", "code", "status"),
    [
        ([said("supported")], 0, "supported"),
        ([said("partly", "the town")], 1, "partly"),
        ([said("not", "marched")], 1, "unsupported"),
        ([403], 3, "supported"),
    ],
    ids=["supported", "partly", "not", "no answer"],
)
def test_check_with_a_judge(
    run: Run, small_file: Path, answering: Any, answers: list[Any], code: int, status: str
) -> None:
    """What it lowers fails, what it does not answer is partial, and its model may be another one."""
    answering.answers += answers
    result = run("check", small_file, "--judge-model", "second", "--format", "json", **answering.env)
    assert result.exit_code == code, result.stderr
    assert answering.models == ["writer", "writer", "second"]
    assert [each["status"] for each in json.loads(result.stdout)["statements"]] == [status]
    assert "The judge is a model and may err" in result.stderr
    assert ("without a verdict of the judge" in result.stderr) == (code == 3)


@LOCAL
def test_check_with_a_judge_shows_his_words_and_pays_once(run: Run, small_file: Path, answering: Any) -> None:
    """The reason stands in the table; a second check finds the answer in the store."""
    answering.answers.append(said("not", "marched"))
    tables = [run("check", small_file, "--judge", **answering.env).stdout for _ in range(2)]
    assert column(tables[0], 3) == f"{STATEMENT} - judge: not: the judge on “marched”: it says so"
    assert tables[0] == tables[1]
    assert answering.models == ["writer", "writer", "writer"]


@LOCAL
@pytest.mark.parametrize("flag", [("--judge",), ("--judge-model", "second")])
def test_brief_with_a_judge_names_it(run: Run, tmp_path: Path, small_file: Path, answering: Any, flag: Any) -> None:
    """Naming a model asks for a judge; without one of its own it is the main model."""
    answering.answers.append(said("partly", "the town"))
    result = run("brief", tmp_path / "march.txt", *flag, **answering.env)
    assert result.exit_code == 0, result.stderr
    assert f"- Judge: {flag[-1] if len(flag) > 1 else 'writer'}" in result.stdout
    assert "partly carried: the judge on “the town”: it says so" in result.stdout
    assert answering.models[2:] == [flag[-1] if len(flag) > 1 else "writer"]


@LOCAL
def test_a_brief_whose_judge_fails_is_partial(run: Run, tmp_path: Path, small_file: Path, answering: Any) -> None:
    """The brief is written, exit 3, and the reason stands on standard error and in the Gaps."""
    answering.answers.append(403)
    result = run("brief", tmp_path / "march.txt", SITBRIEF_JUDGE="1", **answering.env)
    assert result.exit_code == 3
    assert "1 statement(s) without a verdict of the judge" in result.stderr
    assert "on which the judge gave no verdict: 1" in result.stdout
    assert STATEMENT in result.stdout


@LOCAL
def test_a_brief_of_which_the_judge_leaves_nothing_fails(
    run: Run, tmp_path: Path, small_file: Path, answering: Any
) -> None:
    """Nothing is written when no statement is carried."""
    answering.answers.append(said("not", "marched"))
    result = run("brief", tmp_path / "march.txt", "--judge", **answering.env)
    assert result.exit_code == 1
    assert "1 statement(s) did not pass their checks" in result.stderr
