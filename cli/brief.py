"""sitbrief brief"""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from .common import (
    ActorsOption,
    AllowPrivateOption,
    AreaOption,
    BriefFormat,
    ExitCode,
    GradesOption,
    JudgeModelOption,
    JudgeOption,
    ModelOption,
    ModelPathOption,
    OptionalSourcesArgument,
    OutOption,
    PromptsOption,
    PublishedOption,
    StoreOption,
    StrategyOption,
    TimezoneOption,
    as_day,
    explained,
    judged_by,
    note,
    note_intake,
    put,
    writable,
)

if TYPE_CHECKING:
    from ..pipeline import SituationBrief

DayOption = Annotated[
    datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="One day.")
]
SinceOption = Annotated[
    datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="First day.")
]
UntilOption = Annotated[
    datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Last day, included.")
]
FormatOption = Annotated[BriefFormat, typer.Option("--format", help="Markdown, an HTML page, or JSON.")]


def brief(
    sources: OptionalSourcesArgument = None,
    day: DayOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    form: FormatOption = BriefFormat.md,
    out: OutOption = None,
    published: PublishedOption = None,
    model: ModelOption = None,
    model_path: ModelPathOption = None,
    strategy: StrategyOption = None,
    judge: JudgeOption = False,
    judge_model: JudgeModelOption = None,
    area: AreaOption = None,
    timezone: TimezoneOption = None,
    store: StoreOption = None,
    prompts: PromptsOption = None,
    actors: ActorsOption = None,
    grades: GradesOption = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Write the brief of a period, from SOURCEs or (without one) from what the store holds.

    Without --day: all days of the articles in SOURCE; without SOURCE, today.

    Example: sitbrief brief articles/ --day 2026-02-08 --area Iraq --format html --out brief.html
    """
    with explained():
        from ..pipeline import Settings
        from .brief_run import run_brief

        writable(out)
        settings = Settings.of(
            model=model,
            model_path=model_path,
            strategy=strategy,
            judge=judge or judge_model is not None or None,  # None: as the environment says
            roles=judged_by(judge_model),
            area=area,
            timezone=timezone,
            store=store,
            prompts=prompts,
            actors=actors,
            grades=grades,
            allow_private=allow_private or None,
        )
        days = as_day(day), as_day(since), as_day(until)
        written, intake = run_brief(settings, sources, days, as_day(published))
        note_intake(intake)
        if settings.judge and written.header.extractive:
            note("No judge was asked: every statement is in the words of its article.")
        elif settings.without_model:
            note(
                "For a brief that a model writes, name it with --model, and set OPENAI_API_KEY or OPENAI_BASE_URL; "
                "--model local is a small one on this machine."
            )
        code = exit_code(written)
        if code is not ExitCode.FAILED:
            put(printed(written, form), out)
    raise typer.Exit(code)


def printed(written: "SituationBrief", form: BriefFormat) -> str:
    """The brief in the form asked for."""
    forms = {
        BriefFormat.md: written.to_markdown,
        BriefFormat.html: written.to_html,
        BriefFormat.json: written.to_json,
    }
    return forms[form]()


def exit_code(written: "SituationBrief") -> ExitCode:
    """Partial if an article or the judge failed; failed if nothing came of what there was; else nothing or done."""
    gaps = written.gaps
    if written.empty and (gaps.failed or gaps.rejected or gaps.refused):
        for reason in dict.fromkeys(failure.reason for failure in gaps.failed):
            note(f"failed: {reason}")
        note(
            f"No brief: {len(gaps.failed)} article(s) failed, {len(gaps.rejected)} record(s) and "
            f"{len(gaps.refused)} statement(s) did not pass their checks."
        )
        return ExitCode.FAILED
    for each in gaps.unjudged:
        note(f"{len(each.statements)} statement(s) without a verdict of the judge: {each.reason}")
    if gaps.failed:
        note(f"{len(gaps.failed)} article(s) gave nothing; the Gaps section says why.")
    if gaps.failed or gaps.unjudged:
        return ExitCode.PARTIAL
    return ExitCode.NOTHING if written.empty else ExitCode.DONE
