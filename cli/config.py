"""sitbrief config"""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .common import ConfigOption, explained, note


class ConfigFormat(StrEnum):
    """The printed forms of the settings."""

    table = "table"
    json = "json"


FormatOption = Annotated[ConfigFormat, typer.Option("--format", help="A line a setting, or JSON.")]


def config(form: FormatOption = ConfigFormat.table, config: ConfigOption = None) -> None:
    """Show the settings in force, and where each is from; secrets are hidden.

    Example: sitbrief config
    """
    with explained():
        from ..pipeline import Settings, check_settings
        from ..schemas import SitbriefError
        from ..sources import is_address

        settings = Settings.of(config=config)
        rows = list(settings.in_force())
        if form is ConfigFormat.json:
            typer.echo(json.dumps([row.model_dump() for row in rows], ensure_ascii=False, indent=2))
        else:
            for row in rows:
                typer.echo(f"{row.name} = {row.value}  # {row.place}")
        note(f"settings file: {settings.config or 'none; `sitbrief init` writes one'}")
        for source in settings.sources:
            if not is_address(source.address) and not Path(source.address).exists():
                note(f"the source {source.address!r} is not there: each brief will say so.")
        try:
            check_settings(settings)
        except SitbriefError as problem:
            note(f"`sitbrief daily` would not begin: {problem}")
