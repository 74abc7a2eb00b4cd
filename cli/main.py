"""The commands put together. Nothing here loads pydantic, openai or rich: `--help` stays quick."""

import typer

from .. import __version__
from .actors import actors
from .articles import articles
from .brief import brief
from .check import check
from .codebook import codebook
from .config import config
from .daily import daily
from .demo import demo
from .extract import extract
from .fetch import fetch
from .init import init
from .model import model
from .picture import changes, contradictions, events, figures, stances
from .replay import replay
from .runs import runs
from .schedule import schedule
from .show import show

__all__ = ["app"]

app = typer.Typer(
    help="Situation briefs from news articles, in which every statement cites the sentence that carries it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)

for command in (
    daily,
    brief,
    extract,
    fetch,
    events,
    stances,
    figures,
    contradictions,
    changes,
    actors,
    articles,
    show,
    check,
    codebook,
    demo,
    init,
    config,
    runs,
    replay,
    schedule,
):
    app.command()(command)


app.add_typer(model, name="model")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sitbrief {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Situation briefs from news articles, in which every statement cites the sentence that carries it.

    Example: sitbrief demo
    """
