"""A desk to run `sitbrief daily` at: articles, settings, secrets, and the command as a child process."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from children import environment
from faults_secrets import KEY, PASSWORD
from made import write_articles

__all__ = ["BRIEF_FILES", "DAY", "Desk", "Ended", "Running", "alike", "write_day"]

# The articles are made for the first day of April 2031; this one has the same weekday, and is over.
DAY, _MADE_DAY, _DAYS = date(2025, 4, 1), date(2031, 4, 1), 28
# The sentences that carry records stand in the first ones; the rest would take time and show nothing here.
_PARAGRAPHS = 8
BRIEF_FILES = ("brief.md", "brief.html", "brief.json")
_COMMAND = Path(sys.executable).with_name("sitbrief")
_LONGEST = 240.0
_PATIENCE = 60.0
# When an article was first seen is a fact of the run that saw it; the only one of these that a brief tells.
_SEEN = re.compile(rb'"first_seen": ?"[^"]*"')
_SETTINGS = """\
area = "Sarvan"
store = {store}
reports = {reports}
sources = ["{articles}"]
model = "made"
base_url = "{base_url}"
in_flight = {in_flight}
deadline = {deadline}
timezone = "{timezone}"
[delivery]
to = ["desk"]
"""


def write_day(folder: Path, count: int) -> Path:
    """A folder with `count` made-up articles of DAY, each with its number at the end of its title."""
    for number in range(count):
        made = number * _DAYS
        write_articles(folder, 1, first=made)
        path = folder / f"article-{made:03}.txt"
        head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
        head = head.replace(f"published: {_MADE_DAY}", f"published: {DAY}").replace(
            f", part {made}\n", f", part {number}\n"
        )
        short = "\n\n".join(body.split("\n\n")[:_PARAGRAPHS])
        path.write_text(f"{head}\n---\n{short}\n", encoding="utf-8")
        path.rename(folder / f"article-{number:03}.txt")
    return folder


@dataclass(frozen=True)
class Ended:
    """How a command ended: its code (None if it hung, and was killed), seconds, peak memory in MB, and what it said."""

    code: int | None
    seconds: float
    peak: float
    stdout: str
    stderr: str

    @property
    def last(self) -> str:
        """The last line on standard error."""
        return (self.stderr.splitlines() or [""])[-1]


@dataclass
class Running:
    """A command under way; its output goes to files `place`.out and .err."""

    process: subprocess.Popen[bytes]
    place: Path
    begun: float = field(default_factory=time.monotonic)

    def signal(self, number: signal.Signals) -> float:
        """Sends a signal; the moment of it on the monotonic clock."""
        os.kill(self.process.pid, number)  # Popen's own way would reap it, and its costs be lost
        return time.monotonic()

    def is_over(self) -> bool:
        """Whether it has ended; `ended` is still to be called."""
        return os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def ended(self, longest: float = _LONGEST) -> Ended:
        """Waits for its end; after `longest` seconds it is killed."""
        hung = False
        while not self.is_over():
            if not hung and time.monotonic() - self.begun > longest:
                self.signal(signal.SIGKILL)
                hung = True
            time.sleep(0.005)
        _, status, used = os.wait4(self.process.pid, 0)  # the one way to the costs of this child alone
        self.process.returncode = os.waitstatus_to_exitcode(status)
        said = [self.place.with_suffix(end).read_text(encoding="utf-8", errors="replace") for end in (".out", ".err")]
        code = None if hung else self.process.returncode
        return Ended(code, time.monotonic() - self.begun, used.ru_maxrss / 1024, *said)


@dataclass
class Desk:
    """A folder with a settings file, a store and reports; what its runs say is kept in files beside them.

    `post` is where its briefs are delivered: the address of an endpoint, by default of the one that it asks.
    """

    folder: Path
    articles: Path
    base_url: str
    in_flight: int = 4
    deadline: float = 60.0
    timezone: str = "UTC"
    post: str = ""
    key: str = KEY
    days: tuple[str, ...] = ("--day", DAY.isoformat())
    store: Path = field(default=Path())
    reports: Path = field(default=Path())
    runs: int = 0

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.store = self.store if self.store.name else self.folder / "store.db"
        self.reports = self.reports if self.reports.name else self.folder / "reports"
        self.write_settings()

    def write_settings(self) -> None:
        """Writes the settings file anew."""
        given = {name: getattr(self, name) for name in ("articles", "base_url", "in_flight", "deadline", "timezone")}
        places = {"store": json.dumps(str(self.store)), "reports": json.dumps(str(self.reports))}
        (self.folder / "sitbrief.toml").write_text(_SETTINGS.format(**given, **places), encoding="utf-8")

    @property
    def day(self) -> Path:
        """Where the files of the day are."""
        return self.reports / DAY.isoformat()

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its runs, with both secrets."""
        host = (self.post or self.base_url).split("/")[2]
        address = f"json://desk:{PASSWORD}@{host}/{self.folder.name}"
        return {**environment(), "OPENAI_API_KEY": self.key, "SITBRIEF_DELIVERY__DESK": address}

    def start(self, *more: str, before: Sequence[str] = ()) -> Running:
        """Starts the run of the day; `before` is a command that starts it in turn."""
        self.runs += 1
        place = self.folder / f"said-{self.runs}"
        command = [*before, str(_COMMAND), "daily", "--config", "sitbrief.toml", *self.days, *more]
        with place.with_suffix(".out").open("wb") as out, place.with_suffix(".err").open("wb") as err:
            process = subprocess.Popen(command, cwd=self.folder, env=self.environment, stdout=out, stderr=err)
        return Running(process, place)

    def begin(self, *more: str, before: Sequence[str] = ()) -> Running:
        """Starts the run of the day, and comes back when it has the day, or has ended."""
        log, running = self.day / "log.jsonl", self.start(*more, before=before)
        lines, end = _size(log), time.monotonic() + _PATIENCE
        while _size(log) == lines and not running.is_over() and time.monotonic() < end:
            time.sleep(0.002)
        return running

    def run(self, *more: str, before: Sequence[str] = ()) -> Ended:
        """A run of the day, to its end."""
        return self.start(*more, before=before).ended()

    def brief(self) -> dict[str, bytes]:
        """The brief of the day in its three forms; empty where there is none."""
        return {name: _bytes(self.day / name) for name in BRIEF_FILES}

    def told(self, name: str) -> dict[str, Any]:
        """A JSON file of the day, empty if it is not there."""
        found: dict[str, Any] = json.loads(_bytes(self.day / name) or b"{}")
        return found

    def remove(self) -> None:
        """Removes the folder, with all that is in it."""
        shutil.rmtree(self.folder)


def alike(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files of two briefs that are not the same, byte for byte, but for when articles were first seen."""
    return [name for name in one if not one[name] or _SEEN.sub(b"", one[name]) != _SEEN.sub(b"", other[name])]


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
