"""What asking costs, and how much of it is allowed."""

from typing import Annotated

from pydantic import ConfigDict, Field

from .article import Frozen

__all__ = ["Budget", "Budgets", "Price", "Spending"]

Bound = Annotated[int, Field(ge=1)]


class Budget(Frozen):
    """The most that may be spent; None sets no bound. `tokens` are those of requests and answers together, `money` is
    in the currency of the prices, `seconds` are on the clock.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    tokens: Bound | None = None
    calls: Bound | None = None
    money: Annotated[float, Field(gt=0)] | None = None
    seconds: Annotated[float, Field(gt=0)] | None = None


class Budgets(Frozen):
    """What one run may spend, and what all runs of a calendar day may, in the configured time zone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    run: Budget = Budget()
    day: Budget = Budget()

    @property
    def measured(self) -> bool:
        """True if answers have to be bounded, as tokens or money are."""
        return any(bound is not None for each in (self.run, self.day) for bound in (each.tokens, each.money))


class Price(Frozen):
    """What a model costs: money for a million tokens of requests (`input`) and of answers (`output`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: Annotated[float, Field(ge=0)] = 0.0
    output: Annotated[float, Field(ge=0)] = 0.0

    def of(self, tokens_in: int, tokens_out: int) -> float:
        """The money for so many tokens."""
        return (tokens_in * self.input + tokens_out * self.output) / 1_000_000


class Spending(Frozen):
    """What one step of a run, or several, spent on one model. `calls` are requests that went out, failed ones too."""

    step: str = ""
    model: str = ""
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    money: float = 0.0
    seconds: float = 0.0
