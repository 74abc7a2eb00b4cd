"""sitbrief fetch"""

import asyncio
from datetime import date
from typing import TYPE_CHECKING

import typer

from .common import (
    AllowPrivateOption,
    ExitCode,
    PublishedOption,
    SourcesArgument,
    StoreOption,
    as_day,
    explained,
    note,
    note_intake,
)

if TYPE_CHECKING:
    from ..pipeline import Intake, Settings


def fetch(
    sources: SourcesArgument,
    published: PublishedOption = None,
    store: StoreOption = None,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Read pages, feeds, lists of addresses, files and folders into the store; what has not changed is left alone.

    Example: sitbrief fetch https://example.org/feed.xml saved-pages/
    """
    with explained():
        from ..pipeline import Settings
        from .articles import article_line

        settings = Settings.of(store=store, allow_private=allow_private or None)
        intake = _intake(settings, sources, as_day(published))
        for article in intake.articles:
            typer.echo(article_line(article, settings.zone))
        note_intake(intake)
        note(
            f"{len(intake.articles)} article(s) in {settings.store}: {intake.new - intake.revised} new, "
            f"{intake.revised} with a new text; {intake.unchanged} address(es) unchanged, {len(intake.failed)} failed."
        )
    raise typer.Exit(_exit_code(intake))


def _intake(settings: "Settings", sources: list[str], published: date | None) -> "Intake":
    from ..pipeline import Run
    from ..store import Store
    from .progress import shown

    with Store.open(settings.store) as kept, shown() as progress:
        return asyncio.run(Run(settings, kept, progress=progress).take_in(sources, published, dividing=False))


def _exit_code(intake: "Intake") -> ExitCode:
    if intake.failed:
        return ExitCode.PARTIAL if intake.articles else ExitCode.FAILED
    return ExitCode.DONE if intake.articles else ExitCode.NOTHING
