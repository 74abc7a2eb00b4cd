"""sitbrief extract"""

import asyncio
import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import (
    AllowPrivateOption,
    ExitCode,
    ModelOption,
    ModelPathOption,
    OutOption,
    PromptsOption,
    PublishedOption,
    SourcesArgument,
    StoreOption,
    StrategyOption,
    as_day,
    explained,
    note,
    note_intake,
    put,
    writable,
)

if TYPE_CHECKING:
    from ..pipeline import Intake, Outcome, Settings
    from ..schemas import Record
    from ..store import Store


class ExtractFormat(StrEnum):
    """The printed forms of an extraction."""

    jsonl = "jsonl"
    table = "table"
    plover = "plover"


FormatOption = Annotated[
    ExtractFormat, typer.Option("--format", help="A record a line as JSON, a table, or a PLOVER event a line.")
]
KindsOption = Annotated[str, typer.Option("--kinds", help="Which kinds, with commas between them.")]


def extract(
    sources: SourcesArgument,
    form: FormatOption = ExtractFormat.jsonl,
    kinds: KindsOption = "events,actors,stances,figures",
    out: OutOption = None,
    published: PublishedOption = None,
    model: ModelOption = None,
    model_path: ModelPathOption = None,
    strategy: StrategyOption = None,
    store: StoreOption = None,
    prompts: PromptsOption = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Extract events, actors, stances and figures, each with the sentences that carry it.

    Example: sitbrief extract articles/ --kinds events,stances --format table
    """
    with explained():
        from ..pipeline import Settings
        from ..store import Store

        writable(out)
        chosen = _kinds(kinds)
        if form is ExtractFormat.plover:
            _require_events(chosen)
        settings = Settings.of(
            model=model,
            model_path=model_path,
            strategy=strategy,
            store=store,
            prompts=prompts,
            allow_private=allow_private or None,
        )
        settings.require_model("extractor")
        with Store.open(settings.store) as kept:
            intake, outcomes = _run(settings, kept, sources, as_day(published), chosen)
        note_intake(intake)
        code = _exit_code(outcomes, bool(intake.failed))
        text = _FORMS[form](outcomes, settings)
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


def _require_events(kinds: "tuple[type[Record], ...]") -> None:
    from ..schemas import Event, SettingsError

    if Event not in kinds:
        raise SettingsError("--format plover writes events alone; name events in --kinds, or leave --kinds out.")


def _run(
    settings: "Settings",
    kept: "Store",
    sources: list[str],
    published: date | None,
    kinds: "tuple[type[Record], ...]",
) -> "tuple[Intake, list[Outcome]]":
    from ..pipeline import Run, local_server
    from .progress import shown

    async def work(run: Run) -> "tuple[Intake, list[Outcome]]":
        intake = await run.take_in(sources, published)
        return intake, await run.extract(intake.articles, kinds)

    with shown() as progress, local_server(settings) as local:
        return asyncio.run(work(Run(settings, kept, progress=progress, local=local)))


def _lines(outcomes: "list[Outcome]", _: "Settings") -> str:
    pairs = [(o.article, record) for o in outcomes if o.extraction for record in o.extraction.records()]
    return "".join(
        json.dumps({"kind": record.kind, "article": article.id, **record.model_dump(mode="json")}, ensure_ascii=False)
        + "\n"
        for article, record in pairs
    )


def _table(outcomes: "list[Outcome]", _: "Settings") -> str:
    from .tables import records_table

    return records_table([(o.article, r) for o in outcomes if o.extraction for r in o.extraction.records()])


def _plover(outcomes: "list[Outcome]", settings: "Settings") -> str:
    records = (record for outcome in outcomes for record in _plover_records(outcome, settings))
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _plover_records(outcome: "Outcome", settings: "Settings") -> "Iterator[dict[str, Any]]":
    from .. import __version__
    from ..pipeline import Pictures
    from ..render.plover import plover_record

    if (extraction := outcome.extraction) is None:
        return
    describe = Pictures.by(settings).describing(outcome.article, extraction)
    coder = f"sitbrief with {extraction.model}" if extraction.model else "sitbrief"
    for event in extraction.events:
        yield plover_record(event, outcome.article, describe, coder=coder, version=__version__)


_FORMS = {ExtractFormat.jsonl: _lines, ExtractFormat.table: _table, ExtractFormat.plover: _plover}


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
