"""Against the real llama.cpp server with the real weights: `make test-local`. Skipped where either is not installed."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import platformdirs
import pytest
import sitbrief
from pydantic import BaseModel
from sitbrief.agents import Client, Endpoint, Forgetful, Tally
from sitbrief.local import LOCAL_URL, LocalServer, Loopback, default_weights, serving
from sitbrief.pipeline import Outcome, Run, Settings, Strategy
from sitbrief.samples import ARTICLES
from sitbrief.schemas import Article, EndpointDownError, Extraction, WeightsError
from sitbrief.store import Store

# Found before a test moves the data folder.
WEIGHTS = Path(platformdirs.user_data_dir("sitbrief")) / "weights" / default_weights().file

pytestmark = [
    pytest.mark.local,
    pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"]),
    pytest.mark.skipif(
        find_spec("xllamacpp") is None, reason="xllamacpp is not installed: pip install 'sitbrief[local]'"
    ),
    pytest.mark.skipif(not WEIGHTS.exists(), reason="the weights are not installed: sitbrief model install"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    """One server for the tests that do not end it."""
    with serving(WEIGHTS) as running:
        yield running


@pytest.fixture(scope="module")
def article() -> Article:
    """A sample of 13 sentences."""
    return sitbrief.read_articles(ARTICLES / "2031-03-04-feed.jsonl")[0]


Read = Callable[[LocalServer], Outcome]


@pytest.fixture
def read(article: Article) -> Read:
    """Reads the sample with a server, into a store of its own: nothing is taken from an earlier answer."""

    def work(server: LocalServer) -> Outcome:
        with Store.open(":memory:") as store:
            run = Run(Settings(model="local"), store, local=server)
            assert run.strategy is Strategy.CONFIRM
            return asyncio.run(run.extract([store.add_article(article)]))[0]

    return work


class Capital(BaseModel):
    """What the model is asked for in a schema."""

    country: str
    capital: str


def _client(server: LocalServer) -> Client:
    return Client(Endpoint(LOCAL_URL, server.model, server.key), Forgetful(), in_flight=1, transport=Loopback(server))


def test_a_schema_is_met(server: LocalServer) -> None:
    """The server holds the model to a JSON schema."""

    async def ask() -> Capital:
        async with _client(server) as client:
            return await client.ask([{"role": "user", "content": "The capital of Iraq?"}], Capital, Tally())

    assert "Baghdad" in asyncio.run(ask()).capital


def test_every_record_of_a_sample_is_grounded(server: LocalServer, article: Article, read: Read) -> None:
    """Each has its evidence, in the article's own words; what was not confirmed is kept with its reason."""
    extraction = read(server).extraction
    assert extraction is not None
    assert extraction.events
    for record in extraction.records():
        assert record.evidence
        assert all(article.text[e.start : e.end] == e.text for e in record.evidence)
    assert all(rejected.findings for rejected in extraction.rejected)
    assert server.parameters == 1_777_088_000


def test_the_same_article_gives_the_same_answer_in_two_runs(read: Read) -> None:
    """One slot, pinned threads, a fixed seed, a server that has read nothing before: what its cache holds of another
    text changes the last digits, and with them an answer in doubt.
    """
    told = []
    for _ in range(2):
        with serving(WEIGHTS) as anew:
            told.append(_told(read(anew).extraction))
    assert told[0] == told[1]


def _told(extraction: Extraction | None) -> list[str]:
    assert extraction is not None
    return [each.model_dump_json() for each in (*extraction.records(), *extraction.rejected)]


def test_nobody_else_on_the_machine_may_ask(server: LocalServer) -> None:
    """Without the key of this run the server answers nothing."""

    async def ask() -> None:
        async with Client(
            Endpoint(LOCAL_URL, server.model, "another-key"), Forgetful(), transport=Loopback(server)
        ) as client:
            await client.ask([{"role": "user", "content": "The capital of Iraq?"}], Capital, Tally())

    with pytest.raises(EndpointDownError, match="refused the key"):
        asyncio.run(ask())


def test_the_death_of_the_server_is_one_clear_error(read: Read) -> None:
    """Killed, as by the system when memory runs out: the article fails with that reason, and nothing waits."""
    with serving(WEIGHTS) as running:
        os.kill(running.process.pid, signal.SIGKILL)
        problem = read(running).problem
    assert problem.startswith("the embedded model's server was killed (SIGKILL)")
    assert "OPENAI_BASE_URL" not in problem


def test_the_server_stops_with_the_run() -> None:
    """Whatever ends the block."""
    with pytest.raises(RuntimeError), serving(WEIGHTS) as running:
        raise RuntimeError
    assert running.process.poll() is not None


def test_weights_that_cannot_be_loaded_are_named(tmp_path: Path) -> None:
    """The beginning of a GGUF file and nothing behind it."""
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(WeightsError, match=r"broken\.gguf"), serving(broken):
        pass
