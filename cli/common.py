"""What the commands share: options, exit codes, where output goes."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ..pipeline import Intake

__all__ = [
    "ActorsOption",
    "AllowPrivateOption",
    "AreaOption",
    "BriefFormat",
    "ConfigOption",
    "ExitCode",
    "GradesOption",
    "JudgeModelOption",
    "JudgeOption",
    "ModelOption",
    "ModelPathOption",
    "OptionalSourcesArgument",
    "OutOption",
    "PromptsOption",
    "PublishedOption",
    "SourcesArgument",
    "StoreOption",
    "StrategyName",
    "StrategyOption",
    "TimezoneOption",
    "as_day",
    "explained",
    "judged_by",
    "note",
    "note_intake",
    "put",
    "writable",
]


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PARTIAL = 3
    NOTHING = 4


class BriefFormat(StrEnum):
    """The printed forms of a brief."""

    md = "md"
    html = "html"
    json = "json"


_SOURCES = (
    "Files (.txt .md .html .jsonl .eml .pdf), folders, addresses of pages, feeds or lists of addresses, "
    "or - for standard input."
)
SourcesArgument = Annotated[list[str], typer.Argument(help=_SOURCES, metavar="SOURCE...")]
OptionalSourcesArgument = Annotated[list[str] | None, typer.Argument(help=_SOURCES, metavar="SOURCE...")]
AllowPrivateOption = Annotated[
    bool,
    typer.Option(
        "--allow-private", help="Also fetch from this machine and private networks. [env: SITBRIEF_ALLOW_PRIVATE]"
    ),
]
OutOption = Annotated[Path | None, typer.Option("--out", help="Write to this file instead of standard output.")]
PublishedOption = Annotated[
    datetime | None,
    typer.Option(
        "--published",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="The publication day of articles that give none.",
    ),
]


class StrategyName(StrEnum):
    """How a model reads articles."""

    confirm = "confirm"
    whole = "whole"


ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="The settings. [env: SITBRIEF_CONFIG; sitbrief.toml, if it is here]"),
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="The model's name, or 'local': a small one on this machine. [env: SITBRIEF_MODEL]"),
]
ModelPathOption = Annotated[
    Path | None,
    typer.Option(
        "--model-path",
        metavar="FILE.gguf",
        help="Weights of your own, run on this machine; implies --model local. [env: SITBRIEF_MODEL_PATH]",
    ),
]
StrategyOption = Annotated[
    StrategyName | None,
    typer.Option(
        "--strategy",
        help="Whether the model only confirms what rules read, or reads each article as a whole. "
        "[env: SITBRIEF_STRATEGY; by the model's size]",
    ),
]
PromptsOption = Annotated[
    Path | None, typer.Option("--prompts", help="A folder with prompts of your own. [env: SITBRIEF_PROMPTS]")
]
JudgeOption = Annotated[
    bool,
    typer.Option("--judge", help="Have a model read each statement against its sentences. [env: SITBRIEF_JUDGE]"),
]
JudgeModelOption = Annotated[
    str | None,
    typer.Option(
        "--judge-model",
        metavar="NAME",
        help="The judge's model; implies --judge. [env: SITBRIEF_ROLES__JUDGE__MODEL; the model]",
    ),
]
ActorsOption = Annotated[
    Path | None,
    typer.Option("--actors", metavar="FILE", help="Actors of your own, over those known. [env: SITBRIEF_ACTORS]"),
]
GradesOption = Annotated[
    Path | None,
    typer.Option("--grades", metavar="FILE", help="A grade, A to F, a source. [env: SITBRIEF_GRADES]"),
]
AreaOption = Annotated[str | None, typer.Option("--area", help="The area in the header. [env: SITBRIEF_AREA]")]
TimezoneOption = Annotated[
    str | None, typer.Option("--timezone", help="Whose midnights end a day. [env: SITBRIEF_TIMEZONE; UTC]")
]
StoreOption = Annotated[
    str | None, typer.Option("--store", help="A file, or a database URL. [env: SITBRIEF_STORE; the user's data folder]")
]


def as_day(value: datetime | None) -> date | None:
    """The day of an option that Typer read as a datetime."""
    return value.date() if value else None


def judged_by(model: str | None) -> dict[str, dict[str, str]] | None:
    """The roles that --judge-model sets."""
    return {"judge": {"model": model}} if model else None


def note(text: str) -> None:
    """A line for the person at the terminal: on standard error, never in the data."""
    typer.echo(text, err=True)


def note_intake(intake: "Intake") -> None:
    """Names every input that gave nothing, and why, and what is to be known of those that did."""
    for failure in intake.failed:
        note(f"not read: {failure.name}: {failure.reason}")
    for told in intake.notes:
        note(f"note: {told.name}: {told.reason}")
    for name in intake.ignored:
        note(f"passed over: {name}: not a kind of file that sitbrief reads")


def writable(out: Path | None) -> None:
    """Says before anything is asked of a model that `out` has no folder to stand in."""
    from ..schemas import SettingsError

    if out is not None and not out.resolve().parent.is_dir():
        raise SettingsError(
            f"--out {str(out)!r}: the folder {str(out.resolve().parent)!r} is not there; make it first."
        )


def put(text: str, out: Path | None) -> None:
    """Writes data to `out`, whole or not at all, or else to standard output."""
    if out is None:
        typer.echo(text, nl=not text.endswith("\n"))
        return
    draft = out.with_name(f".{out.name}.part")
    draft.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    draft.replace(out)
    note(f"written: {out}")


@contextmanager
def explained() -> Iterator[None]:
    """Turns the errors that sitbrief raises on purpose into one message and the exit code that fits."""
    from ..schemas import SettingsError, SitbriefError

    try:
        yield
    except SettingsError as problem:
        note(str(problem))
        raise typer.Exit(ExitCode.USAGE) from problem
    except SitbriefError as problem:
        note(str(problem))
        raise typer.Exit(ExitCode.FAILED) from problem
    except BrokenPipeError as problem:  # `| head` has what it wants; Python would complain at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(ExitCode.DONE) from problem
    except OSError as problem:
        note(f"{problem.filename or 'a file'!r}: {problem.strerror or problem}. Check the path and its permissions.")
        raise typer.Exit(ExitCode.FAILED) from problem
