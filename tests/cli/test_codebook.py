"""`sitbrief codebook`, and the page of the documents that holds the same text."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sitbrief.render.plover import codebook_markdown
from sitbrief.schemas import CODEBOOK
from sitbrief.schemas.plover import CONTEXTS, RULES, SECTORS
from typer.testing import Result

Run = Callable[..., Result]
PAGE = Path(__file__).parents[2] / "docs" / "plover.md"


def test_the_codebook_needs_no_model_and_no_store(run: Run) -> None:
    """Every type, mode, context, sector and rule is printed with no endpoint configured."""
    result = run("codebook")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == codebook_markdown()
    for kind, entry in CODEBOOK.items():
        assert f"| {kind.value} | {entry.meaning} |" in result.stdout
    codes = [*CONTEXTS, *SECTORS, *(mode for entry in CODEBOOK.values() for mode in entry.modes)]
    assert [code for code in codes if f"`{code}` " not in result.stdout] == []
    assert [rule for rule in RULES if f"- {rule.rule}. For example, {rule.example}." not in result.stdout] == []


def test_the_codebook_is_one_json_object_for_programs(run: Run) -> None:
    """Quad class, score and recipient rule of a type are values, not words."""
    result = run("codebook", "--format", "json")
    assert result.exit_code == 0, result.stderr
    whole = json.loads(result.stdout)
    assert list(whole["types"]) == [kind.value for kind in CODEBOOK]
    sanction = whole["types"]["SANCTION"]
    assert (sanction["quad"], sanction["score"], sanction["needs_recipient"]) == (4, -6, True)
    assert list(sanction["modes"]) == ["convict", "expel", "withdraw", "discontinue"]
    assert whole["contexts"] == dict(CONTEXTS)
    assert [rule["rule"] for rule in whole["rules"] if rule["ours"]] == [rule.rule for rule in RULES if rule.ours]


@pytest.mark.parametrize("form", ["md", "json"])
def test_the_codebook_credits_its_source(run: Run, form: str) -> None:
    """The licence of the manual wants its authors named."""
    assert "Open Event Data Alliance (manual: CC BY-SA 4.0)" in run("codebook", "--format", form).stdout


def test_the_codebook_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    """`--out` writes it; a folder that is not there is wrong usage."""
    assert run("codebook", "--out", tmp_path / "codebook.md").exit_code == 0
    assert (tmp_path / "codebook.md").read_text(encoding="utf-8") == codebook_markdown()
    assert run("codebook", "--out", tmp_path / "no" / "codebook.md").exit_code == 2


def test_the_page_of_the_documents_is_the_codebook() -> None:
    """Below its mark the page is what the command prints; if this fails, put the command's output there."""
    text = PAGE.read_text(encoding="utf-8")
    assert text.partition("<!-- codebook -->\n")[2] == codebook_markdown()
