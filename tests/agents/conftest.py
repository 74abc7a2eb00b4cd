"""An endpoint with faults to order, a client that does not sleep, answers kept in a dict, and invented articles."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from sitbrief.agents import Client, Endpoint, Item
from sitbrief.grounding import ground
from sitbrief.schemas import Article, Published, Record, Sentence, text_hash


@dataclass(frozen=True)
class Asked:
    """One request as the endpoint saw it."""

    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        """The request's JSON."""
        return json.loads(self.raw)

    @property
    def messages(self) -> list[str]:
        """The contents of its messages."""
        return [message["content"] for message in self.body["messages"]]


Step = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class FaultServer:
    """An OpenAI-compatible endpoint on 127.0.0.1 that answers by a script and keeps what it was asked.

    Each request takes the next step; `always` answers what comes after the last one. A request that nothing
    was scripted for is answered with a final error and counted in `surplus`.
    """

    script: list[Step] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    surplus: int = 0
    most_at_once: int = 0
    always: Step | None = None
    _at_once: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _released: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "FaultServer":
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = False  # so that closing waits for the last handler
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._released.set()
        self._http.shutdown()
        self._http.server_close()

    @property
    def url(self) -> str:
        """The base URL of the endpoint."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    # What the script may hold.

    def says(
        self, content: Any, *, finish: str = "stop", tokens: tuple[int, int] = (10, 5), after: float = 0.0
    ) -> None:
        """A completion with `content` (JSON unless it is text), `after` seconds."""
        self.script.append(self.saying(content, finish=finish, tokens=tokens, after=after))

    def saying(
        self, content: Any, *, finish: str = "stop", tokens: tuple[int, int] = (10, 5), after: float = 0.0
    ) -> Step:
        """The step that `says` appends."""
        text = content if isinstance(content, str | None) else json.dumps(content, ensure_ascii=False)
        data = json.dumps(_completion(text, finish, tokens)).encode()

        def step(request: BaseHTTPRequestHandler) -> None:
            time.sleep(after)
            _send(request, 200, data)

        return step

    def fails(self, status: int, message: str = "out of order", code: str | None = None, **headers: str) -> None:
        """An error in OpenAI's form; a header's underscores stand for hyphens."""
        self.script.append(self.failing(status, message, code, **headers))

    def failing(self, status: int, message: str = "out of order", code: str | None = None, **headers: str) -> Step:
        """The step that `fails` appends."""
        data = json.dumps({"error": {"message": message, "code": code}}).encode()
        return lambda request: _send(request, status, data, headers)

    def sends(self, data: bytes, content_type: str = "application/json", status: int = 200) -> None:
        """Any body, with status 200 or another."""
        self.script.append(lambda request: _send(request, status, data, {"content_type": content_type}))

    def resets(self) -> None:
        """Half an answer, and then a reset of the connection."""

        def step(request: BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            request.send_header("content-type", "application/json")
            request.send_header("content-length", "1000")
            request.end_headers()
            request.wfile.write(b'{"id":')
            # A linger of no seconds makes the close a reset.
            request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            request.connection.close()
            request.close_connection = True

        self.script.append(step)

    def hangs(self) -> None:
        """No answer as long as the server is there."""
        self.script.append(lambda request: self._wait(request))

    def drips(self, seconds: float = 0.05) -> None:
        """Headers, and then a space every `seconds`: never silent, never done."""

        def step(request: BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            request.send_header("content-type", "application/json")
            request.send_header("content-length", "1000000")
            request.end_headers()
            request.close_connection = True
            while not self._released.wait(seconds):
                try:
                    request.wfile.write(b" ")
                except OSError:
                    return

        self.script.append(step)

    def _wait(self, request: BaseHTTPRequestHandler) -> None:
        self._released.wait()
        request.close_connection = True

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 5  # an idle connection does not hold the server's end for long

            def log_message(self, *_: object) -> None:
                """The test says what matters."""

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                server.take(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, raw), self)

        return Handler

    def take(self, asked: Asked, request: BaseHTTPRequestHandler) -> None:
        """Answers one request by the script."""
        with self._lock:
            self.asked.append(asked)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            step = self.script.pop(0) if self.script else self.always
            self.surplus += step is None
        try:
            (step or self.failing(400, "nothing was scripted for this request"))(request)
        finally:
            with self._lock:
                self._at_once -= 1


def _completion(text: str | None, finish: str, tokens: tuple[int, int]) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "tester",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }


def _send(request: BaseHTTPRequestHandler, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
    request.send_response(status)
    named = {"content_type": "application/json", "content_length": str(len(data)), **(headers or {})}
    for name, value in named.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(data)


@dataclass
class Sleeper:
    """Notes how long it was asked to sleep, and does not."""

    slept: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


@dataclass
class KeptAnswers:
    """Answers by request key, in a dict."""

    kept: dict[str, dict[str, Any]] = field(default_factory=dict)

    def answer(self, key: str) -> dict[str, Any] | None:
        return self.kept.get(key)

    def keep_answer(
        self, key: str, request: dict[str, Any], response: dict[str, Any], model: str, endpoint: str
    ) -> None:
        self.kept[key] = {**response}

    def drop_answer(self, key: str) -> None:
        self.kept.pop(key, None)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    """A running endpoint. At the end its script must have been played, and nothing more been asked."""
    with FaultServer() as running:
        yield running
    assert not running.surplus, f"{running.surplus} requests more than the script has answers for"
    assert not running.script, f"{len(running.script)} steps of the script were never asked for"


@pytest.fixture
def sleeper() -> Sleeper:
    """The sleep of every client of the test."""
    return Sleeper()


@pytest.fixture
def answers() -> KeptAnswers:
    """What keeps the answers of every client of the test."""
    return KeptAnswers()


@pytest.fixture
def make_client(server: FaultServer, answers: KeptAnswers, sleeper: Sleeper) -> Callable[..., Client]:
    """Makes a client of the test's endpoint; other endpoints, models and options may be given."""

    def make(url: str = "", model: str = "tester", **options: Any) -> Client:
        endpoint = Endpoint(url or server.url, model, "key-of-nobody")
        return Client(endpoint, answers, **{"sleep": sleeper, **options})

    return make


@pytest.fixture
def make_article() -> Callable[..., Article]:
    """Makes an article of the sentences given, one a line; fields may be given."""

    def make(*sentences: str, **fields: Any) -> Article:
        text = "\n".join(sentences)
        numbered, start = [], 0
        for n, sentence in enumerate(sentences, start=1):
            numbered.append(Sentence(n=n, start=start, end=start + len(sentence), text=sentence))
            start += len(sentence) + 1
        known = {
            "id": f"article-{text_hash(text)[:6]}",
            "title": "Harbour strike ends",
            "outlet": "Orlo Gazette",
            "published": Published(day=date(2031, 3, 6), origin="flag"),
        }
        return Article(**{**known, "revision": text_hash(text), "text": text, "sentences": tuple(numbered), **fields})

    return make


@pytest.fixture
def make_item() -> Callable[..., Item]:
    """Makes a record of an article from the model's fields, verified, with the article that it rests on."""

    def make(article: Article, kind: type[Record], **fields: Any) -> Item:
        record, findings = ground(kind.model_validate(fields), article)
        assert not findings, findings
        return Item(record, article)

    return make
