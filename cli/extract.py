"""sitbrief extract"""

import asyncio
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import (
    ExitCode,
    ModelOption,
    OutOption,
    PromptsOption,
    PublishedOption,
    StoreOption,
    as_day,
    explained,
    note,
    note_failures,
    put,
    writable,
)

if TYPE_CHECKING:
    from ..pipeline import Outcome, Settings
    from ..schemas import Article, Record
    from ..store import Store


class ExtractFormat(StrEnum):
    """The printed forms of an extraction."""

    jsonl = "jsonl"
    table = "table"


PathsArgument = Annotated[
    list[Path], typer.Argument(help="Files (.txt .md .html .jsonl) or folders.", metavar="PATH...")
]
FormatOption = Annotated[ExtractFormat, typer.Option("--format", help="One record a line as JSON, or a table.")]
KindsOption = Annotated[str, typer.Option("--kinds", help="Which kinds, with commas between them.")]


def extract(
    paths: PathsArgument,
    form: FormatOption = ExtractFormat.jsonl,
    kinds: KindsOption = "events,actors,stances,figures",
    out: OutOption = None,
    published: PublishedOption = None,
    model: ModelOption = None,
    store: StoreOption = None,
    prompts: PromptsOption = None,
) -> None:
    """Extract events, actors, stances and figures, each with the sentences that carry it.

    Example: sitbrief extract articles/ --kinds events,stances --format table
    """
    with explained():
        from ..pipeline import Settings, take_in, utc_now
        from ..store import Store

        writable(out)
        chosen = _kinds(kinds)
        settings = Settings.of(model=model, store=store, prompts=prompts)
        settings.endpoint()
        with Store.open(settings.store) as kept:
            intake = take_in(paths, kept, published=as_day(published), now=utc_now())
            note_failures(intake.failed, intake.ignored)
            outcomes = _run(settings, kept, intake.articles, chosen)
        code = _exit_code(outcomes, bool(intake.failed))
        text = _lines(outcomes) if form is ExtractFormat.jsonl else _table(outcomes)
        if text and code is not ExitCode.FAILED:
            put(text, out)
    raise typer.Exit(code)


def _kinds(names: str) -> "tuple[type[Record], ...]":
    from ..schemas import KINDS, SettingsError

    known = {kind.plural: kind for kind in KINDS}
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if unknown := [name for name in wanted if name not in known]:
        raise SettingsError(f"--kinds: {unknown[0]!r} is no kind of record; give some of {', '.join(known)}.")
    if not wanted:
        raise SettingsError(f"--kinds names nothing; give some of {', '.join(known)}.")
    return tuple(kind for kind in KINDS if kind.plural in wanted)


def _run(
    settings: "Settings", kept: "Store", articles: "list[Article]", kinds: "tuple[type[Record], ...]"
) -> "list[Outcome]":
    from ..pipeline import Run
    from .progress import shown

    with shown() as progress:
        return asyncio.run(Run(settings, kept, progress=progress).extract(articles, kinds))


def _lines(outcomes: "list[Outcome]") -> str:
    pairs = [(o.article, record) for o in outcomes if o.extraction for record in o.extraction.records()]
    return "".join(
        json.dumps({"kind": record.kind, "article": article.id, **record.model_dump(mode="json")}, ensure_ascii=False)
        + "\n"
        for article, record in pairs
    )


def _table(outcomes: "list[Outcome]") -> str:
    from .tables import records_table

    return records_table([(o.article, r) for o in outcomes if o.extraction for r in o.extraction.records()])


def _exit_code(outcomes: "list[Outcome]", unread: bool) -> ExitCode:
    for outcome in outcomes:
        if outcome.problem:
            note(f"failed: {outcome.article.name}: {outcome.problem}")
        elif outcome.extraction and outcome.extraction.rejected:
            note(
                f"{outcome.article.name}: {len(outcome.extraction.rejected)} record(s) rejected; see `sitbrief show "
                f"{outcome.article.id}`"
            )
    done = sum(outcome.extraction is not None for outcome in outcomes)
    if unread or any(outcome.problem for outcome in outcomes):
        return ExitCode.PARTIAL if done else ExitCode.FAILED
    return ExitCode.DONE if done else ExitCode.NOTHING
