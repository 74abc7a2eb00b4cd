"""sitbrief codebook"""

from enum import StrEnum
from typing import Annotated

import typer

from .common import OutOption, explained, put, writable


class CodebookFormat(StrEnum):
    """The printed forms of the codebook."""

    md = "md"
    json = "json"


FormatOption = Annotated[CodebookFormat, typer.Option("--format", help="For people, or for programs.")]


def codebook(form: FormatOption = CodebookFormat.md, out: OutOption = None) -> None:
    """Print the codebook that events are coded in: PLOVER's types, modes, contexts and sectors, and the rules.

    Example: sitbrief codebook --format json
    """
    with explained():
        from ..render.plover import codebook_json, codebook_markdown

        writable(out)
        put(codebook_json() if form is CodebookFormat.json else codebook_markdown(), out)
