"""Killed and run again: what was answered is kept, and asked never again."""

import os
import signal
import subprocess
import time
from pathlib import Path

from children import environment, measured, script
from exchanges import Served, serving
from made import write_articles
from sitbrief.store.tables import answers
from sqlalchemy import create_engine, func, select
from tables import Row, show

__all__ = ["run"]

_ARTICLES, _IN_FLIGHT = 200, 20
_HALF = _ARTICLES // 2
_LONGEST = 60.0


def run(folder: Path) -> None:
    """Prints the table of this part."""
    articles, store = folder / "articles", folder / "resume.db"
    write_articles(articles, _ARTICLES)
    with serving(folder) as served:
        command = script("client_sitbrief.py", articles, store, served.base_url)
        killed = _kill_at_half(command, served, folder)
        kept = _kept(store)
        measured(command, folder)
        since = time.monotonic()
        second = measured(command, folder)
        log = served.answered()
    answered = sum(exchange.end <= killed for exchange in log)
    # By when a request came: those under way at the kill are still answered, and logged, after it.
    again, calls = sum(killed < e.begin <= since for e in log), sum(since < e.begin for e in log)
    rows = [
        Row("answers out but not in the store at the kill", answered - kept, _IN_FLIGHT, digits=0),
        Row("calls of the next run, beyond what the store lacked", again - (_ARTICLES - kept), 0, digits=0),
        Row("calls of a run after that", calls, 0, digits=0),
        Row("its wall time / the ideal of a first run", second.wall / (_ARTICLES / _IN_FLIGHT)),
    ]
    notes = [
        f"SIGKILL with {answered} answers out, {kept} of them in the store; the next run asked for {again}",
        f"the run after that: {second.wall:.2f} s (CPU {second.cpu:.2f})",
    ]
    show("Killed and run again", rows, notes)


def _kill_at_half(command: list[str], served: Served, folder: Path) -> float:
    """The moment of the kill, on the clock of the log."""
    with subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL) as process:
        end = time.monotonic() + _LONGEST
        while len(served.answered()) < _HALF:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the run ended, or hung, before {_HALF} answers")
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return time.monotonic()


def _kept(store: Path) -> int:
    with create_engine(f"sqlite:///{store}").connect() as connection:
        return connection.scalar(select(func.count()).select_from(answers)) or 0
