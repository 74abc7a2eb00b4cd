"""What all tests share: how recorded exchanges are found, matched and scrubbed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sitbrief.cassettes import NEUTRAL_URL, equip, options
from sitbrief.store import Store
from vcr import VCR

# The model that the recordings were made with; its name stands in their requests.
MODEL = "file-relay"
TESTS = Path(__file__).parent
CASSETTES = TESTS.parent / "cassettes"


def pytest_recording_configure(config: pytest.Config, vcr: VCR) -> None:
    equip(vcr)


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    return options()


@pytest.fixture(scope="module")
def vcr_cassette_dir(request: pytest.FixtureRequest) -> str:
    """`tests/a/test_b.py` keeps its recordings in `cassettes/a/test_b/`."""
    return str(CASSETTES / request.path.relative_to(TESTS).with_suffix(""))


@pytest.fixture
def endpoint(request: pytest.FixtureRequest) -> dict[str, str]:
    """The recorded endpoint as environment variables; the tester's own one only while recording anew."""
    recording = request.config.getoption("--record-mode") not in (None, "none")
    given = os.environ if recording else {"OPENAI_BASE_URL": NEUTRAL_URL, "OPENAI_API_KEY": "none"}
    return {"SITBRIEF_MODEL": MODEL, **{name: given[name] for name in ("OPENAI_BASE_URL", "OPENAI_API_KEY")}}


@pytest.fixture(autouse=True)
def fully_played(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that leaves an exchange of its recording unplayed fails: it tests less than was recorded."""
    cassette = request.getfixturevalue("vcr") if request.node.get_closest_marker("vcr") else None
    yield
    if cassette is not None and not cassette.dirty:
        assert cassette.all_played, f"{cassette} holds exchanges that the test did not ask for"


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in memory."""
    with Store.open(":memory:") as kept:
        yield kept
