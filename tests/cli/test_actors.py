"""sitbrief actors: the known actors listed, shown and proposed."""

import json

import pytest
from sitbrief.cli import app
from typer.testing import CliRunner

OWN = """
sources: {gazette: "Gazette, no. 12"}
offices: [{id: xsa-foreign-minister, names: [Foreign Minister], country: XSA, sectors: [GOV]}]
persons:
- id: farhad-dilevi
  names: [Farhad Dilevi, Ferhad Delavi]
  country: XSA
  sectors: [GOV]
  offices: [{office: xsa-foreign-minister, since: 2030-05-01, source: gazette}]
"""


@pytest.fixture
def run(tmp_path):
    """Runs the command with a file of one's own and an empty store."""
    own = tmp_path / "own.yaml"
    own.write_text(OWN, encoding="utf-8")

    def invoke(*arguments, text=OWN):
        own.write_text(text, encoding="utf-8")
        store = ["--store", str(tmp_path / "store.db")]
        return CliRunner().invoke(app, ["actors", *arguments, "--actors", str(own), *store])

    return invoke


def test_all_known_actors_are_listed_with_ones_own(run):
    """States, shipped actors and those of the file; as JSON one a line."""
    lines = [json.loads(line) for line in run("--format", "jsonl").stdout.splitlines()]
    ids = {line["id"] for line in lines}
    assert {"IRQ", "marco-rubio", "farhad-dilevi"} <= ids
    assert len(lines) - len([line for line in lines if line["kind"] == "state"]) >= 150
    assert "farhad-dilevi" in run().stdout


@pytest.mark.parametrize("name", ["farhad-dilevi", "Farhad Dilevi", "ferhad delavi", "Farhad Dilevy", "Dilevi"])
def test_an_actor_is_shown_by_its_id_or_any_name(run, name):
    """With its other names, and its offices with days and source."""
    result = run(name)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "farhad-dilevi: Farhad Dilevi (person, XSA, GOV)",
        "    also: Ferhad Delavi",
        "    XSA Foreign Minister, 2030-05-01 to an end that is not known [Gazette, no. 12]",
    ]


def test_an_unknown_name_is_said_with_what_to_do(run):
    result = run("Nobody Here")
    assert result.exit_code == 4
    assert "No actor is called 'Nobody Here'" in result.stderr


def test_an_empty_store_has_nothing_to_propose(run):
    result = run("--propose")
    assert result.exit_code == 4
    assert "Every name" in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("persons: [{id: a, nams: [A]}]", "nams"),
        ("persons: [{id: a, names: [A], offices: [{office: nowhere, since: 2030-01-01, source: x}]}]", "nowhere"),
        ("bodies: [{id: a, names: [A], country: ZZZ}]", "ZZZ"),
        ("persons: [{id: a, names: [A], wikidata: {id: Q1, source: nobody}}]", "nobody"),
        ("bodies: [", "own.yaml"),
    ],
)
def test_a_file_with_a_mistake_is_wrong_usage_and_names_it(run, text, said):
    """File, entry and field stand in the message."""
    result = run(text=text)
    assert result.exit_code == 2
    assert "own.yaml" in result.stderr
    assert said in result.stderr
