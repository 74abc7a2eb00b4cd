"""A client killed in the middle, and what the store holds then."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from children import environment
from exchanges import Served
from sitbrief.store.tables import answers
from sqlalchemy import create_engine, func, select

__all__ = ["kept_answers", "kill_after"]

_LONGEST = 60.0


def kill_after(count: int, command: Sequence[str], served: Served, folder: Path) -> float:
    """Runs a command in `folder` and kills it with so many answers out: the moment of it, on the clock of the log."""
    with subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL) as process:
        end = time.monotonic() + _LONGEST
        while len(served.answered()) < count:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the run ended, or hung, before {count} answers")
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return time.monotonic()


def kept_answers(store: Path) -> int:
    """How many answers the store holds: these are not asked for again."""
    with create_engine(f"sqlite:///{store}").connect() as connection:
        return connection.scalar(select(func.count()).select_from(answers)) or 0
