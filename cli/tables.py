"""Records as a table for a terminal."""

import io
from collections.abc import Sequence

from ..schemas import Actor, Article, Event, Figure, Record, Stance, WhenModel

__all__ = ["records_table"]


def records_table(pairs: Sequence[tuple[Article, Record]]) -> str:
    """One row a record: kind, what it says, when, and where it stands."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("kind", "what", "when", "article", "sentences", show_lines=False)
    for article, record in pairs:
        kind, what, when = _cells(record)
        numbers = ", ".join(str(n) for n in record.sentences)
        table.add_row(*(Text(cell) for cell in (kind, what, when, article.title, numbers)))
    page = io.StringIO()
    Console(file=page, width=160).print(table)
    return page.getvalue()


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
