"""sitbrief schedule"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import ConfigOption, explained, note, put

if TYPE_CHECKING:
    from ..pipeline import Settings
    from ..render.schedules import Schedule

_MORNING = time(6, 30)


class SchedulerName(StrEnum):
    """What starts it every morning."""

    systemd = "systemd"
    cron = "cron"
    github = "github"


SchedulerArgument = Annotated[SchedulerName, typer.Argument(metavar="systemd|cron|github", help="What is to start it.")]
AtOption = Annotated[
    datetime | None,
    typer.Option(
        "--at", formats=["%H:%M"], metavar="HH:MM", help=f"When, in the configured time zone. [{_MORNING:%H:%M}]"
    ),
]
FolderOption = Annotated[
    Path | None, typer.Option("--out", metavar="FOLDER", help="Write the files there instead of to standard output.")
]


def schedule(
    scheduler: SchedulerArgument, at: AtOption = None, out: FolderOption = None, config: ConfigOption = None
) -> None:
    """Print the files with which systemd, cron or GitHub Actions runs `sitbrief daily` every morning.

    How to install them stands at their beginning.

    Example: sitbrief schedule systemd --at 06:30 --out ~/.config/systemd/user
    """
    with explained():
        from ..pipeline import Settings
        from ..render.schedules import schedule_files

        settings = Settings.of(config=config)
        files = schedule_files(scheduler.value, _planned(scheduler, settings, at.time() if at else _MORNING))
        if out is None:
            typer.echo("\n".join(f"# --- {name}\n{text}" for name, text in files.items()), nl=False)
        else:
            _write(files, out)
        _note_environment(settings)
        if scheduler is SchedulerName.systemd and settings.config and _is_temporary(settings.config):
            note(f"{str(settings.config.parent)!r} is emptied, and the service has a /tmp of its own: move it first.")


def _is_temporary(path: Path) -> bool:
    return any(path.is_relative_to(place) for place in (tempfile.gettempdir(), "/tmp", "/var/tmp"))


def _planned(scheduler: SchedulerName, settings: "Settings", at: time) -> "Schedule":
    from ..render.schedules import Schedule
    from ..schemas import SettingsError

    if settings.config is None:
        raise SettingsError(
            "A job needs a settings file, and there is none here. `sitbrief init` writes one; or name it with --config."
        )
    return Schedule(
        command=_command(),
        config=_from_repository(settings.config) if scheduler is SchedulerName.github else settings.config,
        timezone=settings.timezone,
        at=at,
        writes=tuple(_writes(settings, settings.config.parent)),
    )


def _command() -> Path:
    """This sitbrief: as it was called, so that a link to it stays one, or else as the shell finds it."""
    from ..schemas import SettingsError

    called = Path(sys.argv[0])
    found = called if called.stem == "sitbrief" and os.access(called, os.X_OK) else shutil.which("sitbrief")
    if found is None:
        raise SettingsError("The sitbrief executable is not found; call it by its path, or put its folder into PATH.")
    return Path(found).absolute()


def _from_repository(config: Path) -> Path:
    """The file as a checkout has it: from the folder that holds .git, or from its own if none does."""
    root = next((folder for folder in config.parents if (folder / ".git").exists()), config.parent)
    return config.relative_to(root)


def _writes(settings: "Settings", folder: Path) -> Iterator[Path]:
    """The folders of store and reports that do not lie in `folder`, where the job runs."""
    from ..store import shown_place

    place = shown_place(settings.store)
    written = [settings.reports] if "://" in place or place == ":memory:" else [Path(place).parent, settings.reports]
    for each in dict.fromkeys((folder / path).resolve() for path in written):
        if not each.is_relative_to(folder):
            yield each


def _write(files: dict[str, str], folder: Path) -> None:
    """Writes all of them or none: one that is there and says something else is somebody's work."""
    from ..schemas import SettingsError

    for path, text in ((folder / name, text) for name, text in files.items()):
        if path.exists() and path.read_text(encoding="utf-8", errors="replace") != text:
            raise SettingsError(f"{str(path)!r} is there and differs. Remove it, or name another folder with --out.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        put(text, folder / name)


def _note_environment(settings: "Settings") -> None:
    here = [setting.variable for setting in settings.in_force() if setting.place == "environment"]
    if here:
        note(
            f"Variables of this shell, which the job does not have: {', '.join(here)}. Put what they set into "
            f"{str(settings.config)!r}, but secrets where the files say."
        )
