"""A local chat endpoint in a process of its own: answers each article after a fixed time, and logs each request.

    python endpoint.py LOG [--delay SECONDS] [--spread SECONDS]

Prints its port. A line of LOG is written when an answer goes out: when the request was there, when the
answer left (seconds of the machine's monotonic clock), and the article's title.
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

from made import records_of

_SENTENCE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_TITLE = re.compile(r"^title: (.*)$", re.MULTILINE)
# A re-ask carries this; none is expected, and it gets empty lists.
_REASK = "failed a check"


@dataclass(frozen=True)
class Endpoint:
    """Answers after `delay` seconds, earlier or later by at most `spread`, the same for the same article."""

    log: TextIO
    delay: float
    spread: float

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept open for one request after the other."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                begin = time.monotonic()
                length = re.search(rb"(?i)content-length: *(\d+)", head)
                body = json.loads(await reader.readexactly(int(length[1]) if length else 0))
                await self._answer(body, begin, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, body: dict[str, Any], begin: float, writer: asyncio.StreamWriter) -> None:
        title, whole = _completion(body)
        even = zlib.crc32(title.encode()) / 0xFFFFFFFF * 2 - 1
        await asyncio.sleep(begin + self.delay + self.spread * even - time.monotonic())
        # Logged first: what the client holds is never missing from the log.
        print(json.dumps({"begin": begin, "end": time.monotonic(), "title": title}), file=self.log, flush=True)
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(whole)}\r\n\r\n"
        writer.write(head.encode() + whole)
        await writer.drain()


def _completion(body: dict[str, Any]) -> tuple[str, bytes]:
    text = body["messages"][-1]["content"]
    title = _TITLE.search(text)
    numbered = [] if _REASK in text else [(int(number), words) for number, words in _SENTENCE.findall(text)]
    answer = json.dumps(records_of(numbered), separators=(",", ":"), ensure_ascii=False)
    sizes = [sum(len(m["content"]) for m in body["messages"]) // 4, len(answer) // 4]
    completion = {
        "id": "made",
        "object": "chat.completion",
        "created": 0,
        "model": body["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": answer}}],
        "usage": {"prompt_tokens": sizes[0], "completion_tokens": sizes[1], "total_tokens": sum(sizes)},
    }
    return title[1] if title else "", json.dumps(completion).encode()


async def _main(log: TextIO, delay: float, spread: float) -> None:
    server = await asyncio.start_server(Endpoint(log, delay, spread).serve, "127.0.0.1", 0, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("log")
    parser.add_argument("--delay", type=float, default=1.0)
    parser.add_argument("--spread", type=float, default=0.0)
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    with open(given.log, "a", encoding="utf-8") as log:
        try:
            asyncio.run(_main(log, given.delay, given.spread))
        except KeyboardInterrupt:
            sys.exit(0)
