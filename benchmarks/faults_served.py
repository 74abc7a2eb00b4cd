"""The faulty endpoint as a context manager, and what its log says."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Event", "Served", "served"]

_SCRIPT = Path(__file__).with_name("faults_endpoint.py")


@dataclass(frozen=True)
class Event:
    """One line of the log: `at` in seconds of the machine's monotonic clock.

    Of a question: "asked", then "answered" or "failed" as the reply begins to leave, and "out" when all of it has.
    `body` is the hash of the question, `n` its number. A delivery has a run alone.
    """

    at: float
    event: str
    run: str
    task: str = ""
    title: str = ""
    body: str = ""
    n: int = -1


@dataclass(frozen=True)
class Served:
    """A running endpoint."""

    port: int
    log: Path
    process: subprocess.Popen[str]

    def base_url(self, run: str, fault: str = "good") -> str:
        """Where a run asks, and what goes wrong there."""
        return f"http://127.0.0.1:{self.port}/{run}/{fault}/v1"

    def events(self, run: str, *kinds: str) -> list[Event]:
        """What was told of a run so far, of these kinds or of all, in that order."""
        lines = self.log.read_text(encoding="utf-8").splitlines(keepends=True)
        named = f'"run": "{run}"'
        told = (Event(**json.loads(line)) for line in lines if named in line and line.endswith("\n"))
        return [event for event in told if event.run == run and (not kinds or event.event in kinds)]

    def stop(self) -> None:
        """Takes it down at once: connections are broken, and new ones refused."""
        self.process.kill()
        self.process.wait()


@contextmanager
def served(log: Path, *, delay: float = 0.1, port: int = 0) -> Iterator[Served]:
    """An endpoint in a process of its own, ended on leaving; what it tells is appended to `log`."""
    command = [sys.executable, str(_SCRIPT), str(log), f"--delay={delay}", f"--port={port}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            given = process.stdout.readline().strip() if process.stdout else ""
            yield Served(int(given), log, process)
        finally:
            process.kill()
