"""Records, and checked statements, as tables for a terminal."""

import csv
import io
import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import shorten as shortened
from typing import TYPE_CHECKING

from ..pipeline import CheckedStatement
from ..registry import KnownActor
from ..render.escape import visible
from ..render.outline import TITLES
from ..render.words import fault
from ..schemas import (
    Actor,
    Article,
    ChangeRow,
    Citation,
    ContradictionRow,
    Event,
    EventRow,
    Figure,
    FigureRow,
    Record,
    Row,
    Stance,
    StanceRow,
    WhenModel,
)

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

__all__ = ["actors_table", "checked_table", "records_table", "rows_csv", "rows_table"]

_STYLES = {"supported": "green", "partly": "yellow", "unsupported": "bold red"}


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


# What a terminal has room for, by column; the other forms have everything.
_SHOWN = {
    EventRow: ("start", "type", "actors", "recipients", "what", "origins", "grade", "novelty"),
    StanceRow: ("holder", "polarity", "target", "day", "quote", "shifted"),
    FigureRow: ("of", "qualifier", "value", "unit", "day", "planned", "said_by"),
    ContradictionRow: ("kind", "holder", "says"),
    ChangeRow: ("kind", "about", "delta"),
}
# Rows with one value of these belong together, and a line parts them from the next.
_TOGETHER = {FigureRow: "series", ContradictionRow: "id"}
# A column that says nothing else in any row is left out.
_SILENT = {"grade": "F6", "novelty": "new"}
_WIDTH = 160
_MOST_TITLE = 32
# A spreadsheet takes a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_table(rows: Sequence[Row]) -> str:
    """Rows of one kind as a table, with the sentences that carry them as "Outlet [4] [5]"; as wide as the terminal.

    Columns in which no row says anything are left out. `grade` is the source's with the event's, as in "B2".
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    told = [{name: _shown(row, name) for name in (*_SHOWN[type(row)], "cited")} for row in rows]
    columns = [name for name in told[0] if any(cells[name] != _SILENT.get(name, "") for cells in told)]
    together = [getattr(row, _TOGETHER.get(type(row), ""), None) for row in rows]
    table = Table(*columns, box=box.SIMPLE_HEAD)
    for cells, group, after in zip(told, together, [*together[1:], together[-1]], strict=True):
        table.add_row(*(Text(visible(cells[name])) for name in columns), end_section=group != after)
    page = io.StringIO()
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH
    Console(file=page, width=width).print(table)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def _shown(row: Row, name: str) -> str:
    if name == "cited":
        named = groupby(_cites(row), lambda c: c.outlet or shortened(c.title, _MOST_TITLE, placeholder=" ..."))
        return ", ".join(" ".join([outlet, *(f"[{c.sentence}]" for c in cited)]) for outlet, cited in named)
    if name == "grade" and isinstance(row, EventRow):
        return f"{row.source}{row.credibility}"
    return _cell(getattr(row, name))


def actors_table(actors: Sequence[KnownActor]) -> str:
    """The actors, one a row: id, usual name, kind, country, sectors."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("id", "name", "kind", "country", "sectors")
    for actor in actors:
        cells = (actor.id, actor.name, actor.kind, actor.country, " ".join(actor.sectors))
        table.add_row(*map(Text, cells))
    page = io.StringIO()
    Console(file=page, width=140).print(table)
    return page.getvalue()


def rows_csv(rows: Sequence[Row]) -> str:
    """Rows of one kind as CSV with a header: lists joined by "; ", and for the cited sentences where they stand and
    what they say. A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    names = [name for name in type(rows[0]).model_fields if name not in ("citations", "earlier")]
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow([*names, "cited", "sentences"])
    for row in rows:
        places = [f"{c.outlet or c.title}, {c.day or 'undated'} [{c.sentence}]" for c in _cites(row)]
        quotes = [citation.quote for citation in _cites(row)]
        cells = [*(_cell(getattr(row, name)) for name in names), "; ".join(places), " | ".join(quotes)]
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return page.getvalue()


def _cites(row: Row) -> tuple[Citation, ...]:
    return (*row.citations, *row.earlier) if isinstance(row, ChangeRow) else row.citations


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(_cell, value))
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)


def checked_table(checked: Sequence[CheckedStatement], *, terminal: bool) -> str:
    """A table a section: number, status, the statement with what was found, and its cited sentences.

    On a `terminal` as wide as that is, in colour; elsewhere 80 columns of plain ASCII lines.
    """
    from rich.console import Console

    terminal = terminal and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else 80
    page = io.StringIO()
    console = Console(file=page, width=width, force_terminal=terminal)
    for section, group in groupby(checked, key=lambda statement: statement.section):
        console.print(_checked_section(TITLES[section], list(group)))
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines())


def _checked_section(title: str, checked: Sequence[CheckedStatement]) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", box=box.ASCII2, show_lines=True, expand=True)
    table.add_column("no.")
    table.add_column("status", no_wrap=True)
    table.add_column("statement, faults", ratio=1)
    table.add_column("cited sentences", ratio=1)
    for each in checked:
        status = Text(each.status, style=_STYLES[each.status])
        table.add_row(Text(str(each.place)), status, Text("\n").join(_told(each)), Text("\n").join(_cited(each)))
    return table


def _told(checked: CheckedStatement) -> "Iterator[Text]":
    from rich.text import Text

    yield Text(visible(checked.text))
    for finding in checked.findings:
        reason = visible(f"- {fault(finding)}: {finding.reason}")
        yield Text(reason, style=_STYLES["partly" if finding.light else "unsupported"])
    if checked.unjudged:
        yield Text("- not judged", style=_STYLES["partly"])


def _cited(checked: CheckedStatement) -> "Iterator[Text]":
    """The sentences by article, each article named once in a run of its own."""
    from rich.text import Text

    for (outlet, title), notes in groupby(checked.notes, key=lambda note: (note.outlet, note.title)):
        yield Text(visible(", ".join(filter(None, (outlet, f"“{title}”")))), style="dim")
        yield from (Text(visible(f"[{note.number}] {note.quote}")) for note in notes)
