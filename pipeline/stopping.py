"""Coming to an end before all is done: asked for by a signal, or because another run has the day."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import TypeVar

__all__ = ["Stop", "StoppedError"]

T = TypeVar("T")


class StoppedError(Exception):
    """The run is to stop; the text says why."""


@dataclass
class Stop:
    """Why a run is to end before it is done, empty while it is not; `lost` if another run has its day."""

    reason: str = ""
    lost: bool = False
    _asked: asyncio.Event = field(default_factory=asyncio.Event)
    _parts: list["Stop"] = field(default_factory=list)

    def part(self) -> "Stop":
        """One for a day of the run: it is asked with the whole, and may be lost alone."""
        part = Stop()
        self._parts.append(part)
        if self.reason:
            part.ask(self.reason)
        return part

    def ask(self, reason: str) -> None:
        """Lets the run finish the articles at hand, and write what there is."""
        self.reason = self.reason or reason
        self._asked.set()
        for part in self._parts:
            part.ask(reason)

    def lose(self) -> None:
        """The same, with nothing written: another run does."""
        self.lost = True
        self.ask("another run has taken this day over")

    async def unless(self, work: Awaitable[T]) -> T:
        """The result of `work`; once the run is to stop the work is cancelled, and StoppedError raised."""
        task, asked = asyncio.ensure_future(work), asyncio.ensure_future(self._asked.wait())
        try:
            await asyncio.wait({task, asked}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            raise StoppedError(self.reason)
        finally:
            task.cancel()
            asked.cancel()
            await asyncio.gather(task, asked, return_exceptions=True)
