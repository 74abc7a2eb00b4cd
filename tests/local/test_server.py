"""The server's child process, with a small library in the place of xllamacpp: start, key, death, end."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from sitbrief.local import LOCAL_URL, LocalServer, Loopback, require_server, serving
from sitbrief.schemas import EndpointDownError, NoModelError, WeightsError

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

# What sitbrief uses of the library, served by the standard one. It prints, as the real one does.
LIBRARY = """
import json, threading, types
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

class CommonParams:
    def __init__(self):
        self.model, self.sampling = types.SimpleNamespace(), types.SimpleNamespace()
        self.cpuparams, self.cpuparams_batch = types.SimpleNamespace(), types.SimpleNamespace()

class Server:
    def __init__(self, params):
        print("loading", flush=True)
        if b"broken" in Path(params.model.path).read_bytes():
            raise RuntimeError("tensor 'a' is missing: failed to load")
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_): pass
            def do_GET(self):
                right = self.headers["authorization"] == f"Bearer {params.api_keys[0]}"
                meta = {"n_params": 5, "slots": params.n_parallel, "window": params.n_ctx}
                meta["alias"] = list(params.model_alias)
                data = json.dumps({"data": [{"meta": meta}]}).encode()
                self.send_response(200 if right else 401)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
        http = ThreadingHTTPServer((params.hostnames[0], params.port), Handler)
        threading.Thread(target=http.serve_forever, daemon=True).start()
        self.listening_address = f"http://127.0.0.1:{http.server_port}"
"""


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small library, for this process and the child."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "xllamacpp.py").write_text(LIBRARY)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(folder)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A file that begins like weights."""
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"GGUF and so on")
    return path


@pytest.fixture
def server(weights: Path) -> Iterator[LocalServer]:
    """A running server."""
    with serving(weights) as running:
        yield running


def _get(server: LocalServer, key: str) -> httpx2.Response:
    async def work() -> httpx2.Response:
        async with httpx2.AsyncClient(transport=Loopback(server)) as client:
            return await client.get(f"{LOCAL_URL}/models", headers={"Authorization": f"Bearer {key}"})

    return asyncio.run(work())


def test_a_server_is_reached_under_one_address(server: LocalServer) -> None:
    """Whatever its port: answers are kept by the address, and recordings name it. It has one slot."""
    meta = _get(server, server.key).json()["data"][0]["meta"]
    assert meta == {"n_params": 5, "slots": 1, "window": 8192, "alias": [server.model]}
    assert server.parameters == 5
    assert server.address.startswith("http://127.0.0.1:")


def test_the_key_is_new_each_time_and_shown_nowhere(server: LocalServer, weights: Path) -> None:
    """Neither in the process's arguments nor in a printed server; without it nothing is answered."""
    with serving(weights) as other:
        assert other.key != server.key
    arguments = [str(argument) for argument in server.process.args]  # type: ignore[union-attr]
    assert server.key not in " ".join(arguments)
    assert server.key not in repr(server)
    assert _get(server, "another").status_code == 401


def test_a_death_is_told_with_its_cause(server: LocalServer) -> None:
    """SIGKILL is what a system does that is out of memory."""
    os.kill(server.process.pid, signal.SIGKILL)
    with pytest.raises(EndpointDownError, match=r"server was killed \(SIGKILL\): most likely the memory ran out"):
        _get(server, server.key)


def test_another_signal_is_named(server: LocalServer) -> None:
    """With the last that the server said."""
    os.kill(server.process.pid, signal.SIGTERM)
    server.process.wait()
    assert server.death() == "the embedded model's server ended with SIGTERM: loading"


def test_a_fault_of_the_wire_is_no_death(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server runs, and nobody answers at the port: the transport's own error is left to those who retry."""
    elsewhere = LocalServer("http://127.0.0.1:9", server.key, server.model, 5, server.process, server.log)
    with pytest.raises(httpx2.ConnectError):
        _get(elsewhere, server.key)


def test_the_server_ends_with_its_block(weights: Path) -> None:
    """Also when the block ends with an error."""
    with pytest.raises(RuntimeError), serving(weights) as running:
        raise RuntimeError
    assert running.process.poll() is not None


def test_the_server_ends_with_its_parent(server: LocalServer) -> None:
    """A parent that is killed closes the pipe and nothing else."""
    assert server.process.stdin is not None
    server.process.stdin.close()
    assert server.process.wait(timeout=10) == 0


def test_weights_that_cannot_be_loaded_are_named_with_the_reason(tmp_path: Path) -> None:
    """What the library said last of an error stands in the message."""
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF broken")
    said = r"broken\.gguf.*ended with code 1: RuntimeError: tensor 'a' is missing"
    with pytest.raises(WeightsError, match=said), serving(broken):
        pass


def test_without_the_library_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the extra's name."""
    monkeypatch.setattr("sys.path", [])
    with pytest.raises(NoModelError, match=r"pip install 'sitbrief\[local\]'"):
        require_server()
