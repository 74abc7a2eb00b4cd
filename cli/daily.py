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
    from ..pipeline import Ran

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
        from .daily_run import run_daily

        settings = Settings.of(config=config, model=model, area=area, timezone=timezone, store=store, reports=reports)
        if not settings.sources:
            note("No sources are set ([[sources]] in the settings file): only what the store holds is read.")
        days = as_day(day), as_day(since), as_day(until)
        ran, too_old = run_daily(settings, days, record=record)
        _note_missed(too_old, settings.catch_up)
        for each in ran:
            brief = settings.reports / str(each.day) / "brief.md"
            if each.code != ExitCode.FAILED and brief.is_file():
                typer.echo(brief)
        note(_told(ran))
    raise typer.Exit(_exit_code(ran))


def _note_missed(days: list[date], bound: int) -> None:
    if days:
        note(
            f"Missed, and too far back to be made up for (catch_up is {bound} days): {', '.join(map(str, days))}. "
            f"Write them with --since {days[0]} --until {days[-1]}."
        )


def _told(ran: "list[Ran]") -> str:
    """What happened, in one sentence; with several days each one's before it."""
    if len(ran) == 1:
        return ran[0].said
    for each in ran:
        note(each.said)
    partial, empty = (sum(each.code == code for each in ran) for code in (ExitCode.PARTIAL, ExitCode.NOTHING))
    whole = len(ran) - partial - empty
    return f"{len(ran)} days, {ran[0].day} to {ran[-1].day}: {whole} whole, {empty} with nothing, {partial} partial."


def _exit_code(ran: "list[Ran]") -> ExitCode:
    codes = {each.code for each in ran}
    if ExitCode.PARTIAL in codes:
        return ExitCode.PARTIAL
    return ExitCode.NOTHING if codes == {ExitCode.NOTHING} else ExitCode.DONE
