"""sitbrief check"""

from pathlib import Path
from typing import Annotated

import typer

from .common import ExitCode, explained, note

FileArgument = Annotated[Path, typer.Argument(help="A brief, as `sitbrief brief --format json` writes it.")]


def check(brief: FileArgument) -> None:
    """Check a brief against the articles that it embeds, statement by statement; exit 1 if one fails.

    Example: sitbrief check brief.json
    """
    with explained():
        from ..pipeline import check_brief, read_brief

        checked = check_brief(read_brief(brief))
        failing = [statement for statement in checked if statement.findings]
        for statement in failing:
            typer.echo(f"FAILED  {statement.text}")
            for finding in statement.findings:
                typer.echo(f"        {finding.check}: {finding.reason}")
        note(f"{len(checked)} statements and questions checked, {len(failing)} failed.")
        note(
            "Checked are numbers, dates, quotes, names and plain negation against the cited sentences, not the meaning."
        )
    raise typer.Exit(ExitCode.FAILED if failing else ExitCode.DONE)
