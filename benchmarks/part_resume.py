"""Killed and run again: what was answered is kept, and asked never again."""

import time
from pathlib import Path

from children import measured, script
from exchanges import serving
from killing import kept_answers, kill_after
from made import write_articles
from tables import Row, show

__all__ = ["run"]

_ARTICLES, _IN_FLIGHT = 200, 20
_HALF = _ARTICLES // 2


def run(folder: Path) -> None:
    """Prints the table of this part."""
    articles, store = folder / "articles", folder / "resume.db"
    write_articles(articles, _ARTICLES)
    with serving(folder) as served:
        command = script("client_sitbrief.py", articles, store, served.base_url)
        killed = kill_after(_HALF, command, served, folder)
        kept = kept_answers(store)
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
