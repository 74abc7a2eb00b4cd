"""The run behind `sitbrief daily`, with its progress shown, and signals that let it finish."""

import asyncio
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from ..pipeline import Daily, Means, Ran, Settings, Stop, local_server
from ..store import Store
from .common import note
from .progress import shown

__all__ = ["run_daily"]

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run_daily(
    settings: Settings, days: tuple[date | None, date | None, date | None], *, record: bool, anew: bool
) -> tuple[list[Ran], tuple[date, ...]]:
    """How the days stand, and those that were missed too long ago. `days` are --day, --since, --until."""
    day, since, until = days
    with Store.open(settings.store) as store, shown() as progress:
        means = Means(settings, store, progress=progress, record=record, anew=anew)
        found = Daily(means).days(day=day, since=since, until=until)
        means.asked = found.asked
        Daily(means).check(found.wanted)  # what is missing is said before a model is started
        with local_server(settings) as local:
            means.local = local
            return asyncio.run(_work(Daily(means), found.wanted)), found.too_old


async def _work(daily: Daily, days: Sequence[date]) -> list[Ran]:
    with _stopping(daily.means.stop):
        return await daily.write(days)


@contextmanager
def _stopping(stop: Stop) -> Iterator[None]:
    """The first signal lets the run finish what is at hand; a second one ends it at once, as it would any program."""
    loop = asyncio.get_running_loop()

    def stopped(number: signal.Signals) -> None:
        note(f"{number.name}: finishing the articles at hand and writing what there is; once more to end at once.")
        stop.ask(f"the run was told to stop ({number.name})")
        restore()

    def restore() -> None:
        for each in _SIGNALS:
            loop.remove_signal_handler(each)

    try:
        for each in _SIGNALS:
            loop.add_signal_handler(each, stopped, each)
    except NotImplementedError:  # Windows has no such signals
        yield
        return
    try:
        yield
    finally:
        restore()
