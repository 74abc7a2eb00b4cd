"""Records as a table for a terminal."""

import io
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ..schemas import Actor, Article, Event, Figure, Record, Stance, WhenModel

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["records_table"]


def records_table(pairs: Sequence[tuple[Article, Record]]) -> str:
    """A table an article, under its title; one row a record: kind, what it says, when, and its sentences."""
    from rich.console import Console

    page = io.StringIO()
    console = Console(file=page, width=120)
    for _, group in groupby(pairs, key=lambda pair: pair[0].id):
        console.print(_table(list(group)))
    return page.getvalue()


def _table(pairs: Sequence[tuple[Article, Record]]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table("kind", "what", "when", "sentences", title=Text(pairs[0][0].title), title_justify="left")
    for _, record in pairs:
        numbers = ", ".join(str(n) for n in record.sentences)
        table.add_row(*(Text(cell) for cell in (*_cells(record), numbers)))
    return table


def _cells(record: Record) -> tuple[str, str, str]:
    if isinstance(record, Event):
        code = " ".join(filter(None, (record.type.value, record.mode, *record.aux)))
        return code, record.what, _days(record.when)
    if isinstance(record, Stance):
        quote = f' "{record.quote}"' if record.quote else ""
        return f"stance {record.polarity}", f"{record.holder}: {record.target}{quote}", ""
    if isinstance(record, Figure):
        number = " ".join(filter(None, (record.qualifier, record.value, record.unit)))
        return "figure", f"{number}: {record.of}", _days(record.as_of)
    if isinstance(record, Actor):
        return "actor", ", ".join(filter(None, (record.name, record.role, record.country))), ""
    return record.kind, record.model_dump_json(exclude={"id", "evidence", "marks"}), ""


def _days(when: WhenModel) -> str:
    if when.start is None:
        return when.words
    return str(when.start) if when.start == when.end else f"{when.start} to {when.end}"
