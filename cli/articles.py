"""sitbrief articles"""

import typer

from .common import ExitCode, StoreOption, TimezoneOption, explained, note


def articles(store: StoreOption = None, timezone: TimezoneOption = None) -> None:
    """List the articles that the store holds: id, day, outlet, title.

    Example: sitbrief articles
    """
    with explained():
        from ..pipeline import Settings
        from ..store import Store

        settings = Settings.of(store=store, timezone=timezone)
        with Store.open(settings.store) as kept:
            found = kept.articles()
        for article in found:
            dated = "" if article.published else " (undated: first seen)"
            typer.echo(f"{article.id}  {article.day(settings.zone)}{dated}  {article.outlet or '-'}  {article.title}")
        note(f"{len(found)} article(s) in {settings.store}")
    raise typer.Exit(ExitCode.DONE if found else ExitCode.NOTHING)
