"""Small weights of one's own, a hub that serves them with faults to order, and a data folder of the test's."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sitbrief.local import Weights
from sitbrief.local.weights import Packages

BYTES = b"GGUF" + bytes(range(256)) * 40


@dataclass
class Hub:
    """Serves one file under any path; the next answers end after so many bytes (`breaks`), or are a `status` alone."""

    data: bytes = BYTES
    breaks: list[int] = field(default_factory=list)
    status: list[int] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    knows_ranges: bool = True

    def __enter__(self) -> "Hub":
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                """The test says what matters."""

            def do_GET(self) -> None:
                asked = self.headers.get("range", "")
                hub.ranges.append(asked)
                hub.paths.append(self.path)
                if hub.status:
                    self.send_error(hub.status.pop(0))
                    return
                start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and hub.knows_ranges else 0
                rest = hub.data[start:]
                self.send_response(206 if start else 200)
                self.send_header("content-length", str(len(rest)))
                self.end_headers()
                self.wfile.write(rest[: hub.breaks.pop(0)] if hub.breaks else rest)

        return Handler


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A running hub, named in the variable that the real one's mirrors are named in."""
    with Hub() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        yield running


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder: nothing that is installed on this machine is seen or touched."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "sitbrief" / "weights"


@pytest.fixture
def weights() -> Weights:
    """Weights of some ten thousand bytes."""
    return Weights(
        name="tiny",
        title="Tiny",
        license="Apache-2.0",
        bytes=len(BYTES),
        sha256=hashlib.sha256(BYTES).hexdigest(),
        repository="nobody/tiny-gguf",
        file="tiny.gguf",
        packages=Packages(name="tiny-part{number}", version="1.0", data="*/data/part*.bin", sha256=()),
    )
