"""sitbrief replay"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import ConfigOption, ExitCode, explained, note

if TYPE_CHECKING:
    from ..pipeline import Settings

RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="A day, a run's id, or the folder of a day.")]


def replay(run: RunArgument, config: ConfigOption = None) -> None:
    """Make the brief of a recorded run again from its recording, offline, and compare; exit 1 if it differs.

    Example: sitbrief replay 2026-02-08
    """
    with explained():
        from ..pipeline import Settings
        from ..pipeline import replay as make_again

        made = make_again(_folder(run, Settings.of(config=config)))
        for line in made.difference:
            typer.echo(line)
        same = not made.difference
        told = "identical" if same else "not the same; the difference is on standard output"
        note(f"The brief of {made.manifest.day} (run {made.manifest.run}), made again from its recording, is {told}.")
    raise typer.Exit(ExitCode.DONE if same else ExitCode.FAILED)


def _folder(run: str, settings: "Settings") -> Path:
    """The day's folder that is meant: by its path, by its day, or by the id of its run."""
    from ..pipeline import run_folder

    path = Path(run)
    return path if path.is_dir() else run_folder(settings.reports, run)
