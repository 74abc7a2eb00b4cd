"""A local chat endpoint that fails on purpose, in a process of its own: logs each question, and each answer as it goes.

    python faults_endpoint.py LOG [--port PORT] [--delay SECONDS]

Prints its port. The path of a question says whose it is and what goes wrong: /RUN/FAULT+FAULT/v1/chat/completions.
Each fault strikes one article in 20, by the number in its title. Another key than the right one is always refused. A
message to any other path is a delivery. What goes wrong is told with the Authorization header, as careless servers do.
"""

import argparse
import asyncio
import hashlib
import json
import re
import socket
import struct
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TextIO

from faults_answers import answered, task_of, title_in
from faults_secrets import KEY

__all__ = ["FAULTS", "fault_of"]

_ONE_IN = 20
_NUMBER = re.compile(r"\d+$")
_PATH = re.compile(r"^/([\w-]+)/([\w+-]+)/v1/chat/completions$")
_LARGE = 10_000_000
# Longer than any deadline here; a hanging question ends when its client goes away.
_FOR_GOOD = 600.0
_BITE, _PAUSE = 16, 0.25


@dataclass(frozen=True)
class Asked:
    """A question as it came, which try of it this is, and the answer that a model would give."""

    body: dict[str, Any]
    authorization: str
    attempt: int
    answer: str


@dataclass(frozen=True)
class Reply:
    """What goes back; `way` is "whole", "half" (then the connection is reset), "drip" or "never"."""

    body: bytes
    status: str = "200 OK"
    headers: tuple[str, ...] = ()
    way: str = "whole"


def fault_of(title: str, faults: str) -> str:
    """Which of FAULT+FAULT strikes the article of that title; empty if none does."""
    number, names = _NUMBER.search(title), faults.split("+")
    place = int(number[0]) % _ONE_IN if number else _ONE_IN
    return names[place] if place < len(names) and names[place] in FAULTS else ""


def _error(asked: Asked, status: str, message: str, code: str | None = None, headers: tuple[str, ...] = ()) -> Reply:
    key = asked.authorization.removeprefix("Bearer ")
    told = f"{message} You sent {asked.authorization!r}, which is the key {key}."
    body = {"error": {"message": told, "type": "error", "code": code, "param": None}, "headers": [asked.authorization]}
    return Reply(json.dumps(body).encode(), status, headers)


def _completion(asked: Asked, answer: str | None, **message: Any) -> Reply:
    sizes = [sum(len(str(m["content"])) for m in asked.body["messages"]) // 4, len(answer or "") // 4]
    said = {"role": "assistant", "content": answer, **message}
    body = {
        "id": "made",
        "object": "chat.completion",
        "created": 0,
        "model": asked.body["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": said}],
        "usage": {"prompt_tokens": sizes[0], "completion_tokens": sizes[1], "total_tokens": sum(sizes)},
    }
    return Reply(json.dumps(body).encode())


def _reply(asked: Asked, fault: str) -> Reply:
    if asked.authorization != f"Bearer {KEY}":
        return _error(asked, "401 Unauthorized", "Incorrect API key provided.", "invalid_api_key")
    return FAULTS.get(fault, _good)(asked)


def _good(asked: Asked) -> Reply:
    return _completion(asked, asked.answer)


def _too_many(asked: Asked) -> Reply:
    if asked.attempt > 1:
        return _good(asked)
    return _error(asked, "429 Too Many Requests", "Slow down.", "rate_limit_exceeded", ("retry-after: 1",))


def _broken_twice(asked: Asked) -> Reply:
    return _good(asked) if asked.attempt > 2 else _error(asked, "500 Internal Server Error", "Something broke.")


def _reset_once(asked: Asked) -> Reply:
    return Reply(_good(asked).body, way="whole" if asked.attempt > 1 else "half")


def _invalid(asked: Asked) -> Reply:
    return Reply(f'{{"id": "made", "choices": [{{"sent": "{asked.authorization}", oops'.encode())


def _empty(asked: Asked) -> Reply:
    body = {"id": "made", "object": "chat.completion", "created": 0, "model": "made", "choices": []}
    return Reply(json.dumps({**body, "sent": asked.authorization, "again": asked.authorization}).encode())


def _refusal(asked: Asked) -> Reply:
    return _completion(asked, None, refusal=f"I cannot help with that, {asked.authorization}.")


def _large(asked: Asked) -> Reply:
    """A model that goes on and on: its records again and again, up to ten million characters."""
    found = json.loads(asked.answer)
    events = found.get("events", [])
    size = max(1, len(json.dumps(events)))
    return _completion(asked, json.dumps({**found, "events": events * (_LARGE // size)}))


def _echo(asked: Asked) -> Reply:
    """An answer with records in which the header stands."""
    found = json.loads(asked.answer)
    if events := found.get("events"):
        found["events"] = [*events, {**events[0], "actors": [asked.authorization], "what": asked.authorization + "."}]
    return _completion(asked, json.dumps(found))


FAULTS: dict[str, Callable[[Asked], Reply]] = {
    "429": _too_many,
    "500": _broken_twice,
    "503": lambda asked: _error(asked, "503 Service Unavailable", "No model is loaded."),
    "reset": _reset_once,
    "hang": lambda asked: Reply(b"", way="never"),
    "truncated": lambda asked: _completion(asked, asked.answer[: len(asked.answer) // 2] + asked.authorization),
    "invalid": _invalid,
    "empty": _empty,
    "refusal": _refusal,
    "404": lambda asked: _error(asked, "404 Not Found", "The model does not exist.", "model_not_found"),
    "filter": lambda asked: _error(asked, "400 Bad Request", "The content filter was triggered.", "content_filter"),
    "large": _large,
    "drip": lambda asked: Reply(_good(asked).body, way="drip"),
    "echo": _echo,
}


@dataclass
class Endpoint:
    """Answers each question after `delay` seconds."""

    log: TextIO
    delay: float
    attempts: Counter[tuple[str, str]] = field(default_factory=Counter)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept open for one request after the other."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = re.search(r"(?i)content-length: *(\d+)", head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                await self._one(head, body, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _one(self, head: str, sent: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = head.split(" ", 2)[1]
        found = _PATH.match(path)
        if found is None:
            self._tell(event="delivered", run=path.strip("/"))
            await _send(Reply(b"{}"), reader, writer)
            return
        body = json.loads(sent)
        run, title = found[1], title_in(body)
        self.attempts[run, title] += bool(title)
        header = re.search(r"(?im)^authorization: *(.*?)\r?$", head)
        told = {"run": run, "task": task_of(body), "title": title, "body": _hash(body), "n": next(_count)}
        self._tell(event="asked", **told)
        asked = Asked(body, header[1] if header else "", self.attempts[run, title], answered(body))
        await asyncio.sleep(self.delay)
        reply = _reply(asked, fault_of(title, found[2]))
        good = reply.body == _good(asked).body and reply.way == "whole"
        # Logged first: what the client holds is never missing from the log.
        self._tell(event="answered" if good else "failed", **told)
        await _send(reply, reader, writer)
        self._tell(event="out", **told)

    def _tell(self, **line: Any) -> None:
        print(json.dumps({"at": time.monotonic(), **line}), file=self.log, flush=True)


_count = iter(range(sys.maxsize))


def _hash(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]


async def _send(reply: Reply, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Puts a reply on the wire in its way; ConnectionError where the connection ends with it."""
    lines = [f"HTTP/1.1 {reply.status}", "content-type: application/json", f"content-length: {len(reply.body)}"]
    head = "\r\n".join((*lines, *reply.headers, "", "")).encode()
    if reply.way == "whole":
        writer.write(head + reply.body)
        await writer.drain()
    elif reply.way == "half":
        writer.write(head + reply.body[: len(reply.body) // 2])
        await writer.drain()
        await asyncio.sleep(0.05)  # what was written is on the wire before the connection is reset
        linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        raise ConnectionResetError
    elif reply.way == "drip":
        await _drip(head + reply.body, writer)
    else:
        await asyncio.wait_for(reader.read(1), _FOR_GOOD)  # the client goes away
        raise ConnectionResetError


async def _drip(data: bytes, writer: asyncio.StreamWriter) -> None:
    for place in range(0, len(data), _BITE):
        writer.write(data[place : place + _BITE])
        await writer.drain()
        await asyncio.sleep(_PAUSE)


async def _main(endpoint: Endpoint, port: int) -> None:
    server = await asyncio.start_server(endpoint.serve, "127.0.0.1", port, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("log")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay", type=float, default=0.1)
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    with open(given.log, "a", encoding="utf-8") as log:
        asyncio.run(_main(Endpoint(log, given.delay), given.port))
