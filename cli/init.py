"""sitbrief init"""

from pathlib import Path
from typing import Annotated

import typer

from .common import explained, note

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")]


def init(file: FileArgument = Path("sitbrief.toml")) -> None:
    """Write a commented settings file to begin with; one that is there is left as it is.

    Example: sitbrief init
    """
    with explained():
        from ..pipeline import starter
        from ..schemas import SettingsError

        try:
            with file.open("x", encoding="utf-8") as written:
                written.write(starter())
        except FileExistsError as problem:
            raise SettingsError(f"{str(file)!r} is there already; edit it, or name another file.") from problem
        note(f"written: {file}. Edit it; `sitbrief config` then shows what is in force, `sitbrief daily` runs it.")
