"""Progress on a terminal: counts, tokens and time; silence elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..pipeline import Progress, Quiet
from ..schemas import Article, Usage

__all__ = ["Bar", "shown", "shown_bytes"]


@contextmanager
def shown() -> Iterator[Progress]:
    """A progress bar on standard error if that is a terminal, else a silent one; rich is loaded for the bar alone."""
    if not sys.stderr.isatty():
        yield Quiet()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}"))
    with Bars(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bars:
        yield Bar(bars)


class Bar:
    """One line: articles done, what was asked, what failed."""

    def __init__(self, bars: "Bars") -> None:  # type: ignore[name-defined]  # noqa: F821
        self._bars = bars
        self._task = bars.add_task("reading", total=None, told="")
        self._used = Usage()
        self._failed = 0
        self._fetching = 0

    def fetching(self, addresses: int) -> None:
        self._fetching += addresses
        self._bars.update(self._task, description="fetching", total=self._fetching)

    def fetched(self, name: str, problem: str = "") -> None:
        self._done(name, problem)

    def begin(self, articles: int) -> None:
        self._bars.reset(self._task, description="reading", total=articles, told="")

    def article(self, article: Article, problem: str = "") -> None:
        self._done(article.name, problem)

    def _done(self, name: str, problem: str) -> None:
        if problem:
            self._failed += 1
            self._bars.console.print(f"failed: {name}: {problem}", markup=False, highlight=False)
        self._bars.advance(self._task)
        self._tell()

    def usage(self, more: Usage) -> None:
        self._used += more
        self._tell()

    def writing(self) -> None:
        self._bars.update(self._task, description="writing")

    def _tell(self) -> None:
        used = self._used
        parts = [f"{used.calls} calls", f"{used.tokens_in:,} tokens in", f"{used.tokens_out:,} out"]
        parts += [f"{used.reused} reused"] if used.reused else []
        parts += [f"{self._failed} failed"] if self._failed else []
        self._bars.update(self._task, told=", ".join(parts))


@contextmanager
def shown_bytes() -> Iterator[Callable[[int, int], None]]:
    """A bar of bytes on standard error if that is a terminal, else a line for each tenth."""
    if not sys.stderr.isatty():
        yield _Tenths()
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task("", total=None)
        yield lambda done, whole: bars.update(task, completed=done, total=whole)


class _Tenths:
    """Says in a log how far a download is."""

    def __init__(self) -> None:
        self._said = 0

    def __call__(self, done: int, whole: int) -> None:
        tenths = 10 * done // whole
        if tenths > self._said:
            self._said = tenths
            print(f"{tenths * 10} %", file=sys.stderr, flush=True)
