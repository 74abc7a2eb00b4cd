"""The folder of reports: a folder a day with the brief in three forms and run.json, and an index page."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from ..render import IndexedDay, index
from ..schemas import Brief, Manifest, SettingsError
from .briefing import SituationBrief

__all__ = [
    "BRIEF_FILES",
    "MANIFEST",
    "brief_texts",
    "check_folder",
    "day_folder",
    "read_manifest",
    "run_folder",
    "write_brief_files",
    "write_index",
    "write_whole",
]

MANIFEST = "run.json"
BRIEF_FILES = ("brief.md", "brief.html", "brief.json")


def write_whole(path: Path, text: str) -> str:
    """Writes a file whole or not at all, over one that is there, and returns its SHA-256. OSError names the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    data = text.encode()
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(path)) from problem
    finally:
        with suppress(OSError):
            draft.unlink()
    return hashlib.sha256(data).hexdigest()


def day_folder(reports: Path, day: date) -> Path:
    """Where the files of a day are."""
    return reports / day.isoformat()


def check_folder(reports: Path, day: date, area: str) -> None:
    """SettingsError if the brief of another area is in the place of this one: it would be written over."""
    there = read_manifest(day_folder(reports, day))
    if there and there.area != area:
        raise SettingsError(
            f"{str(day_folder(reports, day))!r} holds the brief for {there.area!r}, not for {area!r}. "
            "Give each subject a folder of its own: reports = ..."
        )


def read_manifest(folder: Path) -> Manifest | None:
    """The run.json of a day's folder; None if there is none that this version reads."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValidationError, UnicodeDecodeError):
        return None


def _sweep(folder: Path) -> None:
    """Removes what a run that was killed while it wrote has left in a folder, in which one alone writes at a time."""
    for draft in folder.glob(".*.part"):
        with suppress(OSError):
            shutil.rmtree(draft) if draft.is_dir() else draft.unlink()


def write_brief_files(folder: Path, brief: Brief) -> dict[str, str]:
    """Writes the brief in its forms; the SHA-256 of each file by its name."""
    _sweep(folder)
    return {name: write_whole(folder / name, text) for name, text in brief_texts(brief).items()}


def brief_texts(brief: Brief) -> dict[str, str]:
    """The brief in its forms, by the names of their files."""
    printed = SituationBrief.model_validate(brief.model_dump(round_trip=True))
    return dict(zip(BRIEF_FILES, (printed.to_markdown(), printed.to_html(), printed.to_json()), strict=True))


def write_index(reports: Path) -> None:
    """Writes index.html anew, from the folders that are there; without any, none."""
    if reports.is_dir():
        write_whole(reports / "index.html", index(_days(reports)))


def _days(reports: Path) -> Iterator[IndexedDay]:
    for folder in sorted(reports.iterdir()):
        made = read_manifest(folder) if folder.is_dir() else None
        if made and folder.name == made.day.isoformat():
            yield IndexedDay(made.day, made.area, made.state.value, f"{made.said[:1].upper()}{made.said[1:]}")


def run_folder(reports: Path, run: str) -> Path:
    """The folder of a day by the day, or by the id of its run. SettingsError if there is none."""
    if (reports / run / MANIFEST).is_file():
        return reports / run
    for folder in sorted(reports.iterdir(), reverse=True) if reports.is_dir() else ():
        made = read_manifest(folder)
        if made and made.run == run:
            return folder
    raise SettingsError(f"{str(reports)!r} has no day {run!r}, and no run of that id; see `sitbrief runs`.")
