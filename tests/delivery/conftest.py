"""Servers of one's own to deliver to, over real sockets, and a message for them."""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sitbrief.delivery import Message, Target

USER, PASSWORD, TOKEN = "desk-user", "pa55-word", "T0KEN-of-the-hook"


@dataclass
class Hook:
    """A webhook: it answers with `statuses`, then with 200, and keeps what it was sent."""

    port: int = 0
    statuses: list[int] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    held: Event = field(default_factory=Event)

    def target(self, scheme: str = "json", more: str = "") -> Target:
        """Its address, with a user, a password and a token in it."""
        address = f"{scheme}://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{TOKEN}{more}"
        return Target(name="desk", address=address)


@pytest.fixture
def hook() -> Iterator[Hook]:
    """A running webhook. While `held` is cleared it does not answer."""
    kept = Hook()
    kept.held.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # called so by http.server
            kept.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            kept.held.wait(10)
            self.send_response(kept.statuses.pop(0) if kept.statuses else 200)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.port = server.server_port
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield kept
        kept.held.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def slept() -> list[float]:
    """The seconds that were waited; `slept.append` is the sleep."""
    return []


@pytest.fixture
def message() -> Message:
    """A message whose three forms differ."""
    return Message("Brief: Sarvan", text="as text", markdown="as **Markdown**", html="<!DOCTYPE html><p>as HTML</p>")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, ...]:
    """A brief on disk, in a folder whose name would mean something else in an address."""
    folder = tmp_path / "a?b%20c"
    folder.mkdir()
    for name in ("brief.html", "brief.md"):
        (folder / name).write_text(f"all of {name}", encoding="utf-8")
    return folder / "brief.html", folder / "brief.md"


@pytest.fixture
def no_secret(caplog: pytest.LogCaptureFixture) -> Callable[[object], None]:
    """Holds that neither the given thing nor any log of any level tells a part of the address."""
    caplog.set_level(logging.DEBUG)

    def check(said: object) -> None:
        # The SMTP server of the tests logs what it is told.
        logged = [record.getMessage() for record in caplog.records if record.name != "mail.log"]
        for part in (USER, PASSWORD, TOKEN, "127.0.0.1"):
            assert part.lower() not in f"{said} {said!r} {logged}".lower()

    return check
