"""The endpoint as a context manager, and what its log says."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Exchange", "Served", "asking", "in_flight", "longest_idle", "serving"]

_SCRIPT = Path(__file__).with_name("endpoint.py")


@dataclass(frozen=True)
class Exchange:
    """One request: when it came and its answer left, in seconds of one clock, and the characters of both."""

    begin: float
    end: float
    title: str
    sent: int
    answered: int


@dataclass(frozen=True)
class Served:
    """A running endpoint. `base_url` is what OPENAI_BASE_URL takes."""

    base_url: str
    log: Path

    def answered(self) -> list[Exchange]:
        """Every answer that went out so far, in that order."""
        lines = self.log.read_text(encoding="utf-8").splitlines(keepends=True)
        return [Exchange(**json.loads(line)) for line in lines if line.endswith("\n")]


@contextmanager
def serving(folder: Path, *, delay: float = 1.0, spread: float = 0.0, failing: int = 0) -> Iterator[Served]:
    """An endpoint in a process of its own, ended on leaving. With `failing` it refuses one article in so many."""
    log = folder / "endpoint.jsonl"
    log.write_text("", encoding="utf-8")
    options = [f"--delay={delay}", f"--spread={spread}", f"--failing={failing}"]
    command = [sys.executable, str(_SCRIPT), str(log), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            port = process.stdout.readline().strip() if process.stdout else ""
            yield Served(f"http://127.0.0.1:{port}/v1", log)
        finally:
            process.terminate()


def asking(exchanges: list[Exchange]) -> float:
    """Seconds from the first request to the last answer."""
    return max(exchange.end for exchange in exchanges) - min(exchange.begin for exchange in exchanges)


def in_flight(exchanges: list[Exchange], most: int) -> float:
    """Mean number of requests under way, from the `most`-th request until the last one came."""
    begins = sorted(exchange.begin for exchange in exchanges)
    since, until = begins[most - 1], begins[-1]
    inside = sum(max(0.0, min(e.end, until) - max(e.begin, since)) for e in exchanges)
    return inside / (until - since)


def longest_idle(exchanges: list[Exchange], most: int) -> float:
    """The longest time that one of `most` places stood empty while requests were still to come, in seconds."""
    begins, ends = sorted(e.begin for e in exchanges), sorted(e.end for e in exchanges)
    return max(begin - end for begin, end in zip(begins[most:], ends, strict=False))
