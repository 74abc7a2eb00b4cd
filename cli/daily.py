"""sitbrief daily"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .brief import DayOption, SinceOption, UntilOption
from .common import (
    AreaOption,
    ConfigOption,
    ExitCode,
    ModelOption,
    StoreOption,
    TimezoneOption,
    as_day,
    explained,
    note,
)

if TYPE_CHECKING:
    from ..pipeline import Ran, Settings

AnewOption = Annotated[
    bool, typer.Option("--anew", help="Write days that are done once more, of all articles that the store has by now.")
]
RecordOption = Annotated[
    bool, typer.Option("--record", help="Keep every exchange with the model, scrubbed, for `sitbrief replay`.")
]
ReportsOption = Annotated[
    Path | None,
    typer.Option("--reports", metavar="FOLDER", help="Where the briefs are written. [env: SITBRIEF_REPORTS; reports]"),
]


def daily(
    day: DayOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    anew: AnewOption = False,
    record: RecordOption = False,
    config: ConfigOption = None,
    model: ModelOption = None,
    area: AreaOption = None,
    timezone: TimezoneOption = None,
    store: StoreOption = None,
    reports: ReportsOption = None,
) -> None:
    """Fetch the sources, write yesterday's brief into the folder of reports, and deliver it; missed days as well.

    The same day again asks nothing and gives the same brief. The last line on standard error says what happened.

    Example: sitbrief daily --config sitbrief.toml
    """
    with explained():
        from ..pipeline import Settings
        from ..schemas import SettingsError
        from .daily_run import run_daily

        settings = Settings.of(config=config, model=model, area=area, timezone=timezone, store=store, reports=reports)
        days = as_day(day), as_day(since), as_day(until)
        if anew and not any(days):
            raise SettingsError(
                "Give --day, or --since and --until, with --anew: which day is to be written once more?"
            )
        if not settings.sources:
            note("No sources are set ([[sources]] in the settings file): only what the store holds is read.")
        ran, too_old = run_daily(settings, days, record=record, anew=anew)
        _note_missed(too_old, settings.catch_up)
        _put_briefs(settings, ran)
        note(_told(ran))
    raise typer.Exit(_exit_code(ran))


def _note_missed(days: tuple[date, ...], bound: int) -> None:
    from ..pipeline import ranges

    if days:
        rows = [str(first) if first == last else f"{first} to {last}" for first, last in ranges(days)]
        note(
            f"Missed, and too far back to be made up for (catch_up is {bound} days): {', '.join(rows)}. "
            f"Write them with --since {days[0]} --until {days[-1]}; what is done costs nothing."
        )


def _put_briefs(settings: "Settings", ran: "list[Ran]") -> None:
    """The paths of the briefs, on standard output."""
    for each in ran:
        brief = settings.reports / str(each.day) / "brief.md"
        if each.code != ExitCode.FAILED and brief.is_file():
            typer.echo(brief)


def _told(ran: "list[Ran]") -> str:
    """What happened, in one sentence; with several days each one's before it."""
    lines = [f"{each.day}: {each.said}" for each in ran]
    if len(ran) == 1:
        return lines[0]
    for line in lines:
        note(line)
    words = {
        ExitCode.DONE: "whole",
        ExitCode.NOTHING: "with nothing",
        ExitCode.PARTIAL: "partial",
        ExitCode.FAILED: "failed",
    }
    here = [each for each in ran if not each.elsewhere]
    counted = [(sum(each.code == code for each in here), word) for code, word in words.items()]
    counted.append((len(ran) - len(here), "left to another run"))
    told = ", ".join(f"{number} {word}" for number, word in counted if number)
    return f"{len(ran)} days, {ran[0].day} to {ran[-1].day}: {told}."


def _exit_code(ran: "list[Ran]") -> ExitCode:
    codes = {each.code for each in ran}
    for code in (ExitCode.FAILED, ExitCode.PARTIAL):
        if code in codes:
            return code
    return ExitCode.NOTHING if codes == {ExitCode.NOTHING} else ExitCode.DONE
