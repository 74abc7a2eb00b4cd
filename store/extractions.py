"""Extractions with their rejected records, one an article revision and configuration."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from ..schemas import KINDS, Article, Extraction, NoSuchArticleError, Rejected
from .faults import fitting
from .tables import extractions, rejected, revisions
from .writing import upsert

__all__ = ["find", "keep", "latest", "refusals"]

_EVERY_KIND = frozenset(kind.plural for kind in KINDS)


def find(connection: Connection, revision: str, config: str, article: str | None) -> Extraction | None:
    """The extraction of a revision; where several articles have that text, of `article` or the first by id."""
    table = extractions.c
    wanted = [table.revision == revision, table.config == config]
    if article is not None:
        wanted.append(table.article == article)
    row = connection.execute(select(table.article, table.body).where(*wanted).order_by(table.article)).first()
    if row is None:
        return None
    found, body = row
    of_it = (rejected.c.article == found, rejected.c.revision == revision, rejected.c.config == config)
    with fitting(f"the extraction of article {found!r}"):
        return Extraction.model_validate({**body, "rejected": _rejected(connection, *of_it)})


def latest(connection: Connection, articles: Sequence[Article]) -> dict[tuple[str, str], Extraction]:
    """By article id and revision, what was kept last of those that were asked for every kind; without its rejected."""
    table, found = extractions.c, {}
    for article in articles:
        of_it = (table.article == article.id, table.revision == article.revision)
        for body in connection.scalars(select(table.body).where(*of_it).order_by(table.turn.desc(), table.config)):
            if set(body.get("kinds", ())) >= _EVERY_KIND:
                with fitting(f"the extraction of article {article.id!r}"):
                    found[article.id, article.revision] = Extraction.model_validate(body)
                break
    return found


def keep(connection: Connection, extraction: Extraction, config: str) -> None:
    """Keeps an extraction with its rejected records, in place of an earlier one of the same key."""
    key = {"article": extraction.article, "revision": extraction.revision, "config": config}
    _require_revision(connection, extraction)
    body = extraction.model_dump(mode="json", exclude={"rejected"})
    turn = connection.scalar(select(func.coalesce(func.max(extractions.c.turn), 0) + 1))
    upsert(connection, extractions, {**key, "body": body, "turn": turn})
    connection.execute(delete(rejected).where(*(rejected.c[name] == value for name, value in key.items())))
    if rows := [{**key, "kind": r.kind, "body": r.model_dump(mode="json")} for r in extraction.rejected]:
        connection.execute(insert(rejected), rows)


def _require_revision(connection: Connection, extraction: Extraction) -> None:
    of_it = (revisions.c.article == extraction.article, revisions.c.revision == extraction.revision)
    if connection.scalar(select(revisions.c.seq).where(*of_it)) is None:
        raise NoSuchArticleError(
            f"the store holds no revision {extraction.revision!r} of article {extraction.article!r}; "
            "add the article before its extraction"
        )


def refusals(connection: Connection, revision: str | None) -> list[Rejected]:
    """The rejected records of one revision under every configuration, or of all, in the order they were kept."""
    return _rejected(connection, *([] if revision is None else [rejected.c.revision == revision]))


def _rejected(connection: Connection, *wanted: ColumnElement[bool]) -> list[Rejected]:
    bodies = connection.scalars(select(rejected.c.body).where(*wanted).order_by(rejected.c.seq))
    with fitting("a rejected record"):
        return [Rejected.model_validate(body) for body in bodies]
