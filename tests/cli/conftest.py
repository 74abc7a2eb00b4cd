"""The command line, run in this process with an environment of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sitbrief.cli import app
from sitbrief.pipeline import Settings
from typer.testing import CliRunner, Result

# None removes the variable, so that no endpoint of the tester's is ever asked.
NO_ENDPOINT = dict.fromkeys(
    ("OPENAI_API_KEY", "OPENAI_BASE_URL", *(f"SITBRIEF_{name.upper()}" for name in Settings.model_fields))
)

Run = Callable[..., Result]


@pytest.fixture
def run(endpoint: dict[str, str], tmp_path: Path) -> Run:
    """Runs `sitbrief WORD...` with no endpoint, or with the recorded one, and a store under `tmp_path`."""

    def call(*words: object, recorded: bool = False) -> Result:
        env = {**NO_ENDPOINT, "SITBRIEF_STORE": str(tmp_path / "store.db"), **(endpoint if recorded else {})}
        return CliRunner().invoke(app, [str(word) for word in words], env=env)

    return call
