"""A local chat endpoint in a process of its own: answers each article after a fixed time, and logs each request.

    python endpoint.py LOG [--delay SECONDS] [--spread SECONDS] [--failing N]

Prints its port. A line of LOG is written when an answer goes out: when the request was there, when the
answer left (seconds of the machine's monotonic clock), the article's title, and the characters of the request as it
was sent and of the answer's text. With --failing one article in N, by the number in its title, is refused each time.
"""

import argparse
import asyncio
import json
import re
import sys
import time
import zlib
from dataclasses import dataclass
from typing import Any, TextIO

from answering import answer_to, title_of

_NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True)
class Endpoint:
    """Answers after `delay` seconds, earlier or later by at most `spread`, the same for the same article."""

    log: TextIO
    delay: float
    spread: float
    failing: int

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept open for one request after the other."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                begin = time.monotonic()
                length = re.search(rb"(?i)content-length: *(\d+)", head)
                sent = (await reader.readexactly(int(length[1]) if length else 0)).decode()
                await self._answer(sent, begin, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, sent: str, begin: float, writer: asyncio.StreamWriter) -> None:
        body = json.loads(sent)
        title = title_of(body)
        refused = self._refuses(title)
        answer = "" if refused else answer_to(body)
        whole = json.dumps(_refusal() if refused else _completion(body, answer)).encode()
        even = zlib.crc32(title.encode()) / 0xFFFFFFFF * 2 - 1
        await asyncio.sleep(begin + self.delay + self.spread * even - time.monotonic())
        # Logged first: what the client holds is never missing from the log.
        line = {"begin": begin, "end": time.monotonic(), "title": title, "sent": len(sent), "answered": len(answer)}
        print(json.dumps(line), file=self.log, flush=True)
        status = "400 Bad Request" if refused else "200 OK"
        head = f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {len(whole)}\r\n\r\n"
        writer.write(head.encode() + whole)
        await writer.drain()

    def _refuses(self, title: str) -> bool:
        number = _NUMBER.search(title)
        # Neither the first nor the last of each N: what comes before a failure and after it both counts.
        return bool(self.failing and number and int(number[0]) % self.failing == self.failing // 2)


def _refusal() -> dict[str, Any]:
    return {"error": {"message": "refused for good", "type": "invalid_request_error", "code": None, "param": None}}


def _completion(body: dict[str, Any], answer: str) -> dict[str, Any]:
    sizes = [sum(len(m["content"]) for m in body["messages"]) // 4, len(answer) // 4]
    return {
        "id": "made",
        "object": "chat.completion",
        "created": 0,
        "model": body["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": answer}}],
        "usage": {"prompt_tokens": sizes[0], "completion_tokens": sizes[1], "total_tokens": sum(sizes)},
    }


async def _main(endpoint: Endpoint) -> None:
    server = await asyncio.start_server(endpoint.serve, "127.0.0.1", 0, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("log")
    parser.add_argument("--delay", type=float, default=1.0)
    parser.add_argument("--spread", type=float, default=0.0)
    parser.add_argument("--failing", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    with open(given.log, "a", encoding="utf-8") as log:
        try:
            asyncio.run(_main(Endpoint(log, given.delay, given.spread, given.failing)))
        except KeyboardInterrupt:
            sys.exit(0)
