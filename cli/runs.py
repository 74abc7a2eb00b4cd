"""sitbrief runs"""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import AreaOption, ConfigOption, ExitCode, StoreOption, TimezoneOption, explained, note

if TYPE_CHECKING:
    from ..pipeline import Settings
    from ..schemas import Costs, RunRow
    from ..store import Store


class RunsFormat(StrEnum):
    """The printed forms of the runs."""

    table = "table"
    json = "json"


FormatOption = Annotated[
    RunsFormat, typer.Option("--format", help="Tables, or JSON lines of which the first says the health.")
]


def runs(
    form: FormatOption = RunsFormat.table,
    config: ConfigOption = None,
    area: AreaOption = None,
    timezone: TimezoneOption = None,
    store: StoreOption = None,
) -> None:
    """Show the last runs of the daily job, what they cost by day, step and model, and whether all is well.

    Example: sitbrief runs --format json
    """
    with explained():
        from ..pipeline import Settings
        from ..store import Store

        settings = Settings.of(config=config, area=area, timezone=timezone, store=store)
        with Store.open(settings.store) as kept:
            lines = list((_json if form is RunsFormat.json else _table)(settings, kept))
            some = bool(kept.runs(1))
        for line in lines:
            typer.echo(line)
        if not some:
            note("No run yet; `sitbrief daily` makes one.")
    raise typer.Exit(ExitCode.DONE if some else ExitCode.NOTHING)


def _json(settings: "Settings", kept: "Store") -> Iterator[str]:
    from ..pipeline import health_of, utc_now

    def line(**data: Any) -> str:
        return json.dumps(data, ensure_ascii=False)

    yield line(**health_of(settings, kept, utc_now()).model_dump(mode="json"))
    for run in kept.runs():
        yield line(kind="run", **run.model_dump(mode="json"))
    for cost in kept.costs():
        yield line(kind="cost", currency=settings.currency, **cost.model_dump(mode="json"))


def _table(settings: "Settings", kept: "Store") -> Iterator[str]:
    from ..pipeline import health_of, utc_now

    health = health_of(settings, kept, utc_now())
    yield f"{health.health}: {health.why}"
    runs, costs = kept.runs(), kept.costs()
    if runs:
        yield "\nday         run           begun (UTC)       state        seconds  what happened"
        yield from map(_run_line, runs)
    if costs:
        yield f"\nspent on    step   calls   tokens in  tokens out   {settings.currency:>9}  model"
        yield from map(_cost_line, costs)


def _run_line(run: "RunRow") -> str:
    return f"{run.day}  {run.id}  {run.begun:%Y-%m-%d %H:%M}  {run.state:<10} {run.seconds:>8.1f}  {run.said}"


def _cost_line(cost: "Costs") -> str:
    return (
        f"{cost.day}  {cost.step:<5}  {cost.calls:>5}  {cost.tokens_in:>10,}  {cost.tokens_out:>10,}  "
        f"{cost.money:>10.4f}  {cost.model}"
    )
