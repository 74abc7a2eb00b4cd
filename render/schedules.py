"""The files with which systemd, cron or GitHub Actions runs `sitbrief daily` every morning."""

import json
import re
import shlex
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jinja2 import Environment

from ..schemas import SettingsError
from .templating import environment

__all__ = ["Schedule", "Scheduler", "schedule_files"]

Scheduler = Literal["systemd", "cron", "github"]

_FILES: dict[Scheduler, tuple[str, ...]] = {
    "systemd": ("sitbrief.service", "sitbrief.timer"),
    "cron": ("sitbrief.crontab",),
    "github": ("sitbrief.yml",),
}
# Controls, bytes that are no UTF-8, what is no character, line and paragraph separators: they end a line, or cannot
# stand in one of the files at all.
_NO_TEXT = {"Cc", "Cs", "Cn", "Zl", "Zp"}
# What else cannot stand in a path: crons read a backslash differently.
_UNHELD: dict[Scheduler, str] = {"systemd": "", "cron": "\\", "github": ""}
# And in that of the command: systemd runs nothing with such a name, however it is quoted.
_UNNAMED: dict[Scheduler, str] = {**_UNHELD, "systemd": "\"'\\"}


@dataclass(frozen=True)
class Schedule:
    """What is run, and when: `at` is a time of the day in `timezone`, to the minute.

    `command` is the sitbrief executable, `config` the settings file, whose folder is the working folder; both are
    absolute, but for GitHub `config` is from the root of the repository, and `command` means nothing. `writes` are the
    folders beside that of `config` that a run writes to.
    """

    command: Path
    config: Path
    timezone: str
    at: time
    writes: tuple[Path, ...] = ()


def schedule_files(kind: Scheduler, schedule: Schedule, *, today: date | None = None) -> dict[str, str]:
    """The text of each file by its name, with a final newline; `today` only says in which year clocks are compared.

    SettingsError: the time zone is not known, or a path has a character that the files of this kind cannot hold.
    """
    _check(kind, schedule)
    values = {"schedule": schedule, "utc": _utc(schedule, (today or datetime.now(UTC).date()).year)}
    return {name: _templates().get_template(f"schedule/{name}.jinja").render(values) for name in _FILES[kind]}


def _check(kind: Scheduler, schedule: Schedule) -> None:
    """SettingsError for a path that the files of this kind cannot hold."""
    paths = [schedule.config] if kind == "github" else [schedule.config, schedule.command, *schedule.writes]
    for path in paths:
        if path.is_absolute() == (kind == "github"):
            what = "from the root of the repository" if kind == "github" else "absolute"
            raise SettingsError(f"the path {str(path)!r} must be {what} for {kind}; give it so.")
        named = _UNNAMED[kind] if path == schedule.command else _UNHELD[kind]
        if any(each in named or unicodedata.category(each) in _NO_TEXT for each in str(path)):
            raise SettingsError(f"the path {str(path)!r} has a character that {kind} cannot be given; rename it.")


def _utc(schedule: Schedule, year: int) -> time:
    """The time in UTC while the zone has no daylight saving time, which puts its clocks forward."""
    try:
        zone = ZoneInfo(schedule.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError(
            f"the time zone {schedule.timezone!r} is not known; give one such as 'Asia/Baghdad'."
        ) from None
    days = (date(year, 1, 1), date(year, 7, 1))
    after_midnight = max(datetime.combine(day, schedule.at, zone) - datetime.combine(day, time(), UTC) for day in days)
    return (datetime.min + after_midnight % timedelta(days=1)).time()


def _bare(value: object) -> str:
    """The whole value of a setting in a unit file, in which % begins a specifier."""
    return str(value).replace("%", "%%")


def _pattern(value: object) -> str:
    """The same where systemd takes the value for a pattern of file names."""
    return re.sub(r"[\\*?\[\]]", r"\\\g<0>", _bare(value))


def _quoted(value: object) -> str:
    """One word of a setting in a unit file."""
    inner = _bare(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'


def _shell(value: object) -> str:
    """One word of a shell's command in a crontab, where % would end the command; cron takes the backslash away."""
    return shlex.quote(str(value)).replace("%", "\\%")


def _yaml(value: object) -> str:
    """A text in a workflow: JSON is YAML, but in any text GitHub looks for expressions."""
    return json.dumps(str(value), ensure_ascii=False).replace("${{", "${{ '${{' }}")


def _as_it_is(value: Any) -> Any:
    return value


@cache
def _templates() -> Environment:
    return environment(
        _as_it_is, {"bare": _bare, "pattern": _pattern, "quoted": _quoted, "shell": _shell, "yaml": _yaml}
    )
