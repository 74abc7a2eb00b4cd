"""sitbrief articles"""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from .common import ExitCode, StoreOption, TimezoneOption, explained, note

if TYPE_CHECKING:
    from ..schemas import Article


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
            typer.echo(article_line(article, settings.zone))
        note(f"{len(found)} article(s) in {settings.store}")
    raise typer.Exit(ExitCode.DONE if found else ExitCode.NOTHING)


def article_line(article: "Article", zone: ZoneInfo) -> str:
    """Id, day, outlet and title; of an undated article the day on which it was first seen, and that it is undated."""
    dated = "" if article.published else " (undated: first seen)"
    return f"{article.id}  {article.day(zone)}{dated}  {article.outlet or '-'}  {article.title}"
