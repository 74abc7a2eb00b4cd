"""Child processes: a clean environment, and what each one cost."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cost", "environment", "measured", "python", "script"]

_HERE = Path(__file__).parent
# Settings of the person's own would change what is measured, a proxy where the requests go.
_PERSONAL = ("OPENAI_", "SITBRIEF_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock and of the processor, imports included, and what the child printed."""

    wall: float
    cpu: float
    output: str


def environment() -> dict[str, str]:
    """The environment without settings and proxies."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(_PERSONAL)}


def python(*arguments: str) -> list[str]:
    """A command of this interpreter."""
    return [sys.executable, *arguments]


def script(name: str, *arguments: str | Path) -> list[str]:
    """The command of a script of this folder."""
    return python(str(_HERE / name), *map(str, arguments))


def measured(command: Sequence[str], folder: Path) -> Cost:
    """Runs a command in `folder` to its end; RuntimeError with what it said if it fails.

    The folder is never the repository: Python would find its packages there under other names.
    """
    said = folder / "said.txt"
    with said.open("w", encoding="utf-8") as output:
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=output, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)  # the one way to the costs of this child alone
        wall = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    text = said.read_text(encoding="utf-8", errors="replace")
    if process.returncode:
        raise RuntimeError(f"{command!r} ended with {process.returncode}:\n{text[-2000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, text)
