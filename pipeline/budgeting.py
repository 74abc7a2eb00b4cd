"""Budgets kept: before a request goes out, the most that it may cost is put down; what would go beyond is not sent."""

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from ..agents import Admission, Meter
from ..schemas import BudgetError, Budgets, Price, SettingsError, Spending
from ..store import Store
from .settings import RoleName, Settings

__all__ = ["STEPS", "Ledger", "require_prices"]

# The steps of a run under which costs are told, by the role that has them.
STEPS: dict[RoleName, str] = {"extractor": "read", "summariser": "write", "judge": "judge"}
# Readers may use so much of a bound: the rest is for the one that writes, or there would be no brief.
_SHARE_OF_READERS = 0.8
# What models in use make a token of in news of any large script is more. A text of rare letters may take up to twice
# as many tokens as are put down for it; they count in full once it is answered.
_BYTES_A_TOKEN = 2


def require_prices(settings: Settings) -> None:
    """SettingsError if money is bounded and a model has no price, by which it could not be counted."""
    bounded = settings.budget.run.money is not None or settings.budget.day.money is not None
    roles: tuple[RoleName, ...] = ("extractor", "summariser", *(("judge",) if settings.judge else ()))
    for model in (settings.model_of(role) for role in roles if not settings.is_local(role)):
        if bounded and model and model not in settings.prices:
            raise SettingsError(
                f"the budget bounds money, and the model {model!r} has no price. Add it to the settings file: "
                f'[prices."{model}"] with input and output, for a million tokens.'
            )


@dataclass
class Ledger:
    """What one run spends, kept in the store, so that it counts also if the run is killed.

    `clock` is monotonic seconds, `today` the calendar day that spending counts to. `stopped` says by which bound the
    run was stopped, empty while it was not.
    """

    store: Store
    run: str
    settings: Settings
    today: Callable[[], date]
    clock: Callable[[], float] = time.monotonic
    stopped: str = ""
    _under_way: int = 0
    _settled: asyncio.Event = field(default_factory=asyncio.Event)
    _begun: float = field(init=False)

    def __post_init__(self) -> None:
        self._begun = self.clock()

    @property
    def budgets(self) -> Budgets:
        return self.settings.budget

    def meter(self, role: RoleName, model: str) -> Meter:
        """The meter of a role and its model."""
        price = self.settings.prices.get(model, Price())
        return _StepMeter(self, STEPS[role], model, price, 1.0 if role != "extractor" else _SHARE_OF_READERS)

    def elapsed(self) -> float:
        """Seconds since the run began."""
        return self.clock() - self._begun

    def seconds_left(self, share: float) -> float | None:
        """The seconds that `share` of the tighter bound leaves; None if there is none."""
        run, day, elapsed = self.budgets.run.seconds, self.budgets.day.seconds, self.elapsed()
        left = [] if run is None else [run * share - elapsed]
        if day is not None:  # other runs may be at work at the same time
            left.append(day * share - self.store.seconds_on(self.today(), self.run) - elapsed)
        return min(left, default=None)

    def _spent_scope(self, share: float) -> str:
        """Whose seconds are over."""
        run = self.budgets.run.seconds
        return "run" if run is not None and run * share <= self.elapsed() else "day"

    async def reserve(self, most: Spending, share: float) -> int:
        """The number of a reservation, once it fits; BudgetError if nothing under way could make room for it."""
        while True:
            left = self.seconds_left(share)
            if left is not None and left <= 0:
                raise self._broken("seconds", self._spent_scope(share), share)
            got = self.store.reserve(self.run, self.today(), most, self.budgets, share)
            if isinstance(got, int):
                self._under_way += 1
                return got
            if not self._under_way or got[1] == "calls":  # calls that were made come not back
                raise self._broken(got[1], got[0], share)
            await self._settled.wait()

    def settle(self, number: int, spent: Spending | None) -> None:
        """What a reserved request did cost; None leaves it at the most that it may have."""
        if spent is not None:
            self.store.settle(number, spent)
        self._under_way -= 1
        self._settled.set()
        self._settled = asyncio.Event()

    def _broken(self, bound: str, scope: str, share: float) -> BudgetError:
        within = f"a {scope}"
        of = getattr(self.budgets.day if scope == "day" else self.budgets.run, bound)
        number = "" if of is None else f" ({of:g} {self.settings.currency if bound == 'money' else bound})"
        kept = " but those kept for writing" if share < 1 else ""
        self.stopped = self.stopped or f"the budget of {within} for {bound}{number} allows no further call{kept}"
        return BudgetError(f"{self.stopped}.")


@dataclass(frozen=True)
class _StepMeter:
    ledger: Ledger
    step: str
    model: str
    price: Price
    share: float

    @property
    def answer_tokens(self) -> int | None:
        return self.ledger.settings.answer_tokens if self.ledger.budgets.measured else None

    async def admit(self, size: int) -> Admission:
        most = self.spending(1, math.ceil(size / _BYTES_A_TOKEN), self.answer_tokens or 0, 0.0)
        return _Reserved(self, await self.ledger.reserve(most, self.share), most)

    def spending(self, calls: int, tokens_in: int, tokens_out: int, seconds: float) -> Spending:
        money = self.price.of(tokens_in, tokens_out)
        given = {"calls": calls, "tokens_in": tokens_in, "tokens_out": tokens_out, "seconds": seconds, "money": money}
        return Spending(step=self.step, model=self.model, **given)


@dataclass
class _Reserved:
    """A request that may go out, under the `number` of its reservation, None if it has none any longer."""

    meter: _StepMeter
    number: int | None
    most: Spending

    @property
    def seconds(self) -> float | None:
        return self.meter.ledger.seconds_left(self.meter.share)

    async def again(self, *, billed: bool) -> None:
        self.fail(0.0, billed=billed)
        self.number = await self.meter.ledger.reserve(self.most, self.meter.share)

    def settle(self, tokens_in: int, tokens_out: int, seconds: float) -> None:
        # A server that counts nothing is charged for the most: nobody can say what it took.
        counted = tokens_in or tokens_out
        tokens = (tokens_in, tokens_out) if counted else (self.most.tokens_in, self.most.tokens_out)
        self._let_go(self.meter.spending(1, *tokens, seconds))

    def fail(self, seconds: float, *, billed: bool) -> None:
        self._let_go(None if billed else self.meter.spending(1, 0, 0, seconds))

    def _let_go(self, spent: Spending | None) -> None:
        number, self.number = self.number, None
        if number is not None:
            self.meter.ledger.settle(number, spent)
