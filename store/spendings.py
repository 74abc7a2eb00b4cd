"""What runs spend: put down before a request goes out, at the most that it may cost, and set right after it."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, text, update

from ..schemas import Budget, Budgets, Costs, Spending
from .tables import spendings

__all__ = ["by_day", "of_run", "reserve", "settle"]

_SUMS = ("calls", "tokens_in", "tokens_out", "money", "seconds")
# Names our lock among those of a PostgreSQL server; SQLite has one writer at a time anyway.
_ADVISORY_LOCK = 7_482_737


def reserve(
    connection: Connection, run: str, day: date, most: Spending, budgets: Budgets, share: float
) -> int | tuple[str, str]:
    """The number under which `most` is put down; or, where that would go beyond `share` of a bound, which one it is.

    The bound is named as ("run" or "day", "tokens", "calls" or "money").
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
    scopes = (("run", budgets.run, spendings.c.run == run), ("day", budgets.day, spendings.c.day == day))
    for scope, budget, wanted in scopes:
        if broken := _broken(budget, _sum(connection, wanted), most, share):
            return scope, broken
    values = {"run": run, "day": day, **most.model_dump()}
    kept: Any = connection.execute(insert(spendings).values(values)).inserted_primary_key
    return int(kept[0])


def _broken(budget: Budget, spent: Spending, more: Spending, share: float) -> str:
    tokens = spent.tokens_in + spent.tokens_out + more.tokens_in + more.tokens_out
    sums = {"tokens": tokens, "calls": spent.calls + more.calls, "money": spent.money + more.money}
    bounds = {name: bound for name in sums if (bound := getattr(budget, name)) is not None}
    return next((name for name, bound in bounds.items() if sums[name] > bound * share), "")


def _sum(connection: Connection, *wanted: ColumnElement[bool]) -> Spending:
    sums = [func.coalesce(func.sum(spendings.c[name]), 0).label(name) for name in _SUMS]
    return Spending.model_validate(dict(connection.execute(select(*sums).where(*wanted)).one()._mapping))


def settle(connection: Connection, number: int, spent: Spending) -> None:
    """What a request did cost, in place of the most that it might have."""
    values = {name: getattr(spent, name) for name in _SUMS}
    connection.execute(update(spendings).where(spendings.c.seq == number).values(values))


def of_run(connection: Connection, run: str) -> list[Spending]:
    """What a run spent, by step and model."""
    return [Spending.model_validate(row) for row in _grouped(connection, ("step", "model"), spendings.c.run == run)]


def by_day(connection: Connection) -> list[Costs]:
    """What all runs spent, by day, step and model; the latest day first."""
    rows = [Costs.model_validate(row) for row in _grouped(connection, ("day", "step", "model"))]
    return sorted(rows, key=lambda row: (-row.day.toordinal(), row.step, row.model))


def _grouped(connection: Connection, by: tuple[str, ...], *wanted: ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = [spendings.c[name] for name in by]
    sums = [func.sum(spendings.c[name]).label(name) for name in _SUMS]
    rows = connection.execute(select(*columns, *sums).where(*wanted).group_by(*columns).order_by(*columns))
    return [dict(row._mapping) for row in rows]
