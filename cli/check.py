"""sitbrief check"""

import asyncio
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import (
    ExitCode,
    JudgeModelOption,
    OutOption,
    StoreOption,
    explained,
    judged_by,
    note,
    put,
    writable,
)

if TYPE_CHECKING:
    from ..pipeline import CheckedStatement, Settings, SituationBrief


class CheckFormat(StrEnum):
    """The printed forms of a check."""

    table = "table"
    json = "json"


FileArgument = Annotated[Path, typer.Argument(help="A brief, as `sitbrief brief --format json` writes it.")]
# By the flag alone: without it a check asks no model, whatever the environment says.
JudgeOption = Annotated[bool, typer.Option("--judge", help="Have a model read each statement as well.")]
FormatOption = Annotated[CheckFormat, typer.Option("--format", help="A table, or JSON.")]


def check(
    brief: FileArgument,
    form: FormatOption = CheckFormat.table,
    out: OutOption = None,
    judge: JudgeOption = False,
    judge_model: JudgeModelOption = None,
    store: StoreOption = None,
) -> None:
    """Check a brief against the articles that it embeds, statement by statement; exit 1 if one fails.

    A statement fails if its sentences carry it less than the brief says, or if they were altered.

    Example: sitbrief check brief.json
    """
    with explained():
        from ..pipeline import Settings

        writable(out)
        judge = judge or judge_model is not None
        settings = Settings.of(store=store, judge=judge, roles=judged_by(judge_model))
        checked = _checked(_read(brief), settings)
        put(_json(checked) if form is CheckFormat.json else _table(checked, out), out)
        _summarise(checked, judge)
    raise typer.Exit(_exit_code(checked))


def _read(path: Path) -> "SituationBrief":
    """The brief of a file; what is none was never checked, so it is wrong usage and not a failed statement."""
    from ..pipeline import read_brief
    from ..schemas import BriefError

    try:
        return read_brief(path)
    except BriefError as problem:
        note(str(problem))
        raise typer.Exit(ExitCode.USAGE) from problem


def _checked(brief: "SituationBrief", settings: "Settings") -> "list[CheckedStatement]":
    """Without a judge neither an endpoint nor a store is needed."""
    from ..pipeline import Run, check_brief, local_server
    from ..store import Store
    from .progress import shown

    if not settings.judge:
        return check_brief(brief)
    settings.require_model("judge")
    with Store.open(settings.store) as kept, shown() as progress, local_server(settings) as local:
        return asyncio.run(Run(settings, kept, progress=progress, local=local).check(brief))


def _table(checked: "list[CheckedStatement]", out: Path | None) -> str:
    from .tables import checked_table

    return checked_table(checked, terminal=out is None)


def _json(checked: "list[CheckedStatement]") -> str:
    import json

    told = {"counts": _counts(checked), "statements": [_as_data(statement) for statement in checked]}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _counts(checked: "list[CheckedStatement]") -> dict[str, int]:
    found = Counter(statement.status for statement in checked)
    statuses = {status: found[status] for status in ("supported", "partly", "unsupported")}
    return {
        "checked": len(checked),
        **statuses,
        "failed": sum(not statement.holds for statement in checked),
        "unjudged": sum(bool(statement.unjudged) for statement in checked),
    }


def _as_data(checked: "CheckedStatement") -> dict[str, object]:
    return {
        "section": checked.section,
        "place": checked.place,
        "text": checked.text,
        "status": checked.status,
        "shown": checked.shown,
        "holds": checked.holds,
        "unjudged": checked.unjudged,
        "findings": [finding.model_dump(mode="json") for finding in checked.findings],
        "citations": [
            {"note": n.number, "outlet": n.outlet, "article": n.title, "sentence": n.sentence, "text": n.quote}
            for n in checked.notes
        ],
    }


def _summarise(checked: "list[CheckedStatement]", judged: bool) -> None:
    from ..render.outline import TITLES

    counts = _counts(checked)
    failed = ", ".join(f"{TITLES[each.section]} {each.place}" for each in checked if not each.holds)
    note(
        f"{counts['checked']} statements and questions checked: {counts['supported']} supported, "
        f"{counts['partly']} partly, {counts['unsupported']} unsupported; {counts['failed']} failed."
    )
    if failed:
        note(f"failed: {failed}")
    for reason, number in Counter(each.unjudged for each in checked if each.unjudged).items():
        note(f"{number} statement(s) without a verdict of the judge: {reason}")
    judge = " The judge is a model and may err." if judged else ""
    note(f"The checks go by words, not by meaning: they miss some faults, and refuse some truths.{judge}")


def _exit_code(checked: "list[CheckedStatement]") -> ExitCode:
    if not all(statement.holds for statement in checked):
        return ExitCode.FAILED
    return ExitCode.PARTIAL if any(statement.unjudged for statement in checked) else ExitCode.DONE
