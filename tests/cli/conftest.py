"""The command line, run in this process with an environment of its own."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

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
    """Runs `sitbrief WORD...` with no endpoint, the recorded one, or that of `more` variables; a store is its own."""

    def call(*words: object, recorded: bool = False, stdin: str | None = None, **more: str) -> Result:
        env = {**NO_ENDPOINT, "SITBRIEF_STORE": str(tmp_path / "store.db"), **(endpoint if recorded else {}), **more}
        return CliRunner().invoke(app, [str(word) for word in words], env=env, input=stdin)

    return call


@dataclass
class Answering:
    """An endpoint on 127.0.0.1 that gives `answers` in turn; a number is an error of that status."""

    answers: list[Any] = field(default_factory=list)
    models: list[str] = field(default_factory=list)
    env: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Sends the next answer."""
        body = json.loads(request.rfile.read(int(request.headers["content-length"])))
        self.models.append(body["model"])
        time.sleep(self.delay)
        given = self.answers.pop(0) if self.answers else 400  # final: nobody waits for a test that asks too much
        status = given if isinstance(given, int) else 200
        choice = {"index": 0, "message": {"role": "assistant", "content": json.dumps(given)}, "finish_reason": "stop"}
        whole = {"id": "c", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [choice]}
        data = json.dumps(whole if status == 200 else {"error": {"message": "out of order"}}).encode()
        request.send_response(status)
        request.send_header("content-type", "application/json")
        request.send_header("content-length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)


@pytest.fixture
def answering() -> Iterator[Answering]:
    """A running endpoint, and in `env` the variables that lead to it."""
    made = Answering()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """The test says what matters."""

        def do_POST(self) -> None:
            made.answer(self)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        made.env = {"OPENAI_BASE_URL": f"http://127.0.0.1:{server.server_port}/v1", "SITBRIEF_MODEL": "writer"}
        yield made
        server.shutdown()
