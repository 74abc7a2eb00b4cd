"""What a client asks before a request goes out, and tells after it: how budgets are kept."""

from typing import Protocol

__all__ = ["Admission", "Meter", "Unmetered"]


class Admission(Protocol):
    """One request that may go out. `seconds` is what is left for it, None for no bound."""

    @property
    def seconds(self) -> float | None: ...

    async def again(self, *, billed: bool) -> None:
        """It goes out once more, as a request of its own, and waits as `admit` does; `billed` is of the try before."""

    def settle(self, tokens_in: int, tokens_out: int, seconds: float) -> None:
        """It was answered. Where the server counts no tokens they are 0."""

    def fail(self, seconds: float, *, billed: bool) -> None:
        """It failed, or the last of its tries did; `billed` if the server may have answered all the same."""


class Meter(Protocol):
    """Lets requests out. `answer_tokens` is the most that an answer may have, None for no bound."""

    @property
    def answer_tokens(self) -> int | None: ...

    async def admit(self, size: int) -> Admission:
        """Waits until a request of `size` bytes surely keeps the bounds. BudgetError if it cannot."""


class Unmetered:
    """Lets everything out, and is its own admission."""

    answer_tokens: int | None = None
    seconds: float | None = None

    async def admit(self, size: int) -> Admission:
        return self

    async def again(self, *, billed: bool) -> None:
        return None

    def settle(self, tokens_in: int, tokens_out: int, seconds: float) -> None:
        return None

    def fail(self, seconds: float, *, billed: bool) -> None:
        return None
