"""sitbrief show"""

from typing import TYPE_CHECKING, Annotated

import typer

from .common import StoreOption, explained

if TYPE_CHECKING:
    from ..schemas import Article, Rejected

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="An article's id, or the beginning of one.")]


def show(id: IdArgument, store: StoreOption = None) -> None:
    """Show an article as sitbrief reads it: numbered sentences, what is not the article, rejected records.

    Example: sitbrief show 3f9a
    """
    with explained():
        from ..pipeline import Settings
        from ..store import Store

        with Store.open(Settings.of(store=store).store) as kept:
            article = kept.article(id)
            _print_article(article, len(kept.revisions(article.id)))
            _print_rejected(kept.rejected(article.revision))


def _print_article(article: "Article", revisions: int) -> None:
    published = f"{article.published.day} ({article.published.origin})" if article.published else "undated"
    typer.echo(f"{article.title}\n{article.outlet or 'outlet not given'}, {published}, {article.language}")
    if article.authors:
        typer.echo(f"by {', '.join(article.authors)}")
    typer.echo(f"id {article.id}, revision {article.revision} (of {revisions})")
    typer.echo(f"read from {article.path or 'a script'}, first seen {article.first_seen:%Y-%m-%d %H:%M} UTC")
    typer.echo(f"{article.url}\n" if article.url else "")
    for sentence in article.sentences:
        typer.echo(f"[{sentence.n}] {sentence.text}")
    for aside in article.asides:
        typer.echo(f"({aside.kind}) {aside.text}")


def _print_rejected(rejected: "list[Rejected]") -> None:
    for record in rejected:
        typer.echo(f"rejected {record.kind}: {record.raw}")
        for finding in record.findings:
            typer.echo(f"    {finding.field}: {finding.reason}")
