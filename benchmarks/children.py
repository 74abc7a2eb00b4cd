"""Child processes: a clean environment, and what each one cost."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cost", "environment", "measured", "python", "script"]

_HERE = Path(__file__).parent
# Settings of the person's own would change what is measured, a proxy where the requests go; without bytecode on disk
# every start compiles all that it imports.
_PERSONAL = ("OPENAI_", "SITBRIEF_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "PYTHONDONTWRITEBYTECODE")
# What getrusage counts the peak in.
_UNIT = 2**20 if sys.platform == "darwin" else 2**10


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock and of the processor, peak memory in MB, imports included, and what the child printed."""

    wall: float
    cpu: float
    peak: float
    output: str


def environment() -> dict[str, str]:
    """The environment without settings and proxies, and with bytecode."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(_PERSONAL)}


def python(*arguments: str) -> list[str]:
    """A command of this interpreter."""
    return [sys.executable, *arguments]


def script(name: str, *arguments: str | Path, interpreter: str | Path = sys.executable) -> list[str]:
    """The command of a script of this folder."""
    return [str(interpreter), str(_HERE / name), *map(str, arguments)]


def measured(command: Sequence[str], folder: Path) -> Cost:
    """Runs a command in `folder` to its end; RuntimeError with what it said if it fails.

    The folder is never the repository: Python would find its packages there under other names.
    """
    said, costs = folder / "said.txt", folder / "costs.json"
    with said.open("w", encoding="utf-8") as output:
        between = script("children.py", costs, *command)
        subprocess.run(between, cwd=folder, env=environment(), stdout=output, stderr=subprocess.STDOUT, check=True)
    text = said.read_text(encoding="utf-8", errors="replace")
    found = json.loads(costs.read_text(encoding="utf-8"))
    if code := found.pop("code"):
        raise RuntimeError(f"{command!r} ended with {code}:\n{text[-2000:]}")
    return Cost(**found, output=text)


def _main(costs: str, *command: str) -> None:
    """Runs a command from a small process, as a child's peak counts from that of the process it was made from."""
    begun = time.monotonic()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)  # the one way to the costs of this child alone
    found = {
        "code": os.waitstatus_to_exitcode(status),
        "wall": time.monotonic() - begun,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / _UNIT,
    }
    process.returncode = found["code"]
    Path(costs).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    _main(*sys.argv[1:])
