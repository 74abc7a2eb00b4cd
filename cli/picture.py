"""sitbrief events, stances, figures, contradictions, changes: the picture of a period as tables."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .brief import DayOption, SinceOption, UntilOption
from .common import (
    ActorsOption,
    AreaOption,
    ExitCode,
    GradesOption,
    OutOption,
    StoreOption,
    TimezoneOption,
    as_day,
    explained,
    note,
    put,
    writable,
)

if TYPE_CHECKING:
    from ..pipeline import Tables
    from ..schemas import Row


class RowsFormat(StrEnum):
    """The printed forms of a table."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"


FormatOption = typer.Option(RowsFormat.table, "--format", help="A table, CSV, or one row a line as JSON.")


def _command(name: str, help: str) -> Callable[..., None]:
    """The command that prints the rows of `Tables.<name>`: all five take the same options."""

    def command(
        day: DayOption = None,
        since: SinceOption = None,
        until: UntilOption = None,
        form: RowsFormat = FormatOption,
        out: OutOption = None,
        area: AreaOption = None,
        timezone: TimezoneOption = None,
        store: StoreOption = None,
        actors: ActorsOption = None,
        grades: GradesOption = None,
    ) -> None:
        flags = {"area": area, "timezone": timezone, "store": store, "actors": actors, "sources": grades}
        raise typer.Exit(_run(name, (day, since, until), form, out, flags))

    command.__name__ = name
    command.__doc__ = f"{help}\n\nWithout --day, --since or --until: all that the store holds.\n\nExample: sitbrief {name} --since 2026-02-01 --format csv --out {name}.csv\n"  # noqa: E501
    return command


events = _command("events", "List the events of a period, merged across articles, the weightiest first.")
stances = _command("stances", "List who stands for or against what, by day.")
figures = _command("figures", "List the numbers of a period, those of one quantity together.")
contradictions = _command("contradictions", "List where articles contradict each other, a row a side.")
changes = _command("changes", "List what changed against the last brief before the period.")


def _run(
    name: str,
    days: tuple[datetime | None, datetime | None, datetime | None],
    form: RowsFormat,
    out: Path | None,
    flags: Mapping[str, object],
) -> ExitCode:
    with explained():
        from ..pipeline import Settings, Tables

        writable(out)
        day, since, until = map(as_day, days)
        tables = Tables.of(Settings.of(**flags), day=day, since=since, until=until)
        rows: Sequence[Row] = getattr(tables, name)()
        _tell(name, tables)
        if rows:
            put(_printed(rows, form), out)
    return ExitCode.DONE if rows else ExitCode.NOTHING


def _tell(name: str, tables: "Tables") -> None:
    """What is to be known of the rows, and why there may be none."""
    if tables.unread:
        note(f"{len(tables.unread)} article(s) of the period were not extracted yet; `sitbrief extract` does it.")
        for article in tables.unread:
            note(f"not extracted: {article}")
    if name == "changes" and not tables.previous:
        note("The store holds no brief of this area from before the period; write one with `sitbrief brief`.")
    elif name == "changes":
        note(f"Compared with the brief for {tables.previous}.")


def _printed(rows: "Sequence[Row]", form: RowsFormat) -> str:
    if form is RowsFormat.jsonl:
        return "".join(json.dumps(row.model_dump(mode="json"), ensure_ascii=False) + "\n" for row in rows)
    from .tables import rows_csv, rows_table

    return rows_csv(rows) if form is RowsFormat.csv else rows_table(rows)
