"""Where an endpoint keeps failing, it is not asked any longer: each further request would only wait in vain."""

from dataclasses import dataclass

from ..schemas import BudgetError, EndpointDownError

__all__ = ["Circuit"]

# Single requests fail for reasons of their own; so many in a row, and none answered between, do not.
_MOST_IN_A_ROW = 5


@dataclass
class Circuit:
    """Open once an endpoint that never answered was out of reach, or refused key or model; or after five failures.

    Shared by all clients of one endpoint. A request that was under way and is answered closes it again.
    """

    answered: bool = False
    in_a_row: int = 0
    problem: EndpointDownError | None = None

    def check(self) -> None:
        """EndpointDownError if it is open."""
        if self.problem:
            raise self.problem

    def succeed(self) -> None:
        """The endpoint answered, if only to refuse a request."""
        self.answered, self.in_a_row, self.problem = True, 0, None

    def fail(self, problem: EndpointDownError, *, of_the_request: bool = False) -> None:
        """One more request failed for good; `of_the_request` if it may be at fault, as where a server stumbles."""
        if isinstance(problem, BudgetError):
            return
        self.in_a_row += 1
        if not self.answered and not of_the_request:
            self.problem = problem
        elif self.in_a_row >= _MOST_IN_A_ROW:
            failed = f"the endpoint failed {self.in_a_row} requests in a row, and is not asked any longer"
            self.problem = EndpointDownError(f"{failed}: {problem}")
