"""sitbrief demo"""

from typing import Annotated

import typer

from .brief import printed
from .common import BriefFormat, OutOption, explained, note, put

FormatOption = Annotated[BriefFormat, typer.Option("--format", help="Markdown, an HTML page, or JSON.")]


def demo(form: FormatOption = BriefFormat.md, out: OutOption = None) -> None:
    """Write the brief of the sample articles from recorded answers: no key, no network.

    Example: sitbrief demo --format html --out demo.html
    """
    with explained():
        from ..pipeline import demo as make
        from .progress import shown

        note("Invented articles, recorded answers: this shows what sitbrief does, not how good a model is.")
        with shown() as progress:
            written = make(progress)
        put(printed(written, form), out)
