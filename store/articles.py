"""Articles and their revisions."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, func, or_, select, update

from ..schemas import Article, NoSuchArticleError
from .faults import fitting
from .tables import revisions
from .writing import insert_once

__all__ = ["add", "count_older", "find", "in_period", "of_article"]

# Shorter than this, a prefix fits by chance.
_SHORTEST_PREFIX = 4
_UTC = ZoneInfo("UTC")
_CORRECTED = ("title", "outlet", "url", "published")
_HINT = "`sitbrief articles` lists what the store holds"


def add(connection: Connection, article: Article) -> Article:
    """Keeps an unknown revision; corrects what is said about a known one; returns what is kept.

    The text of a revision never changes; title, outlet, URL and date do where they are given anew, so that a
    mistaken date can be mended. An empty one takes nothing away.
    """
    if insert_once(connection, revisions, _row(article)):
        return article
    kept = _at(article.id, article.revision)
    stored = _read(connection.execute(select(revisions.c.body).where(*kept)).scalar_one())
    given = {name: value for name in _CORRECTED if (value := getattr(article, name))}
    corrected = stored.model_copy(update=given)
    if corrected != stored:
        connection.execute(update(revisions).where(*kept).values(_row(corrected)))
    return corrected


def _at(article: str, revision: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return revisions.c.article == article, revisions.c.revision == revision


def _row(article: Article) -> dict[str, Any]:
    return {
        "article": article.id,
        "revision": article.revision,
        "first_seen": article.first_seen,
        "day": article.day(_UTC),
        "dated": article.published is not None,
        "body": article.model_dump(mode="json"),
    }


def _read(body: dict[str, Any]) -> Article:
    with fitting(f"article {body.get('id')!r}"):
        return Article.model_validate(body)


def in_period(connection: Connection, since: date | None, until: date | None, zone: ZoneInfo) -> list[Article]:
    """The latest revisions whose day in `zone` falls in the period, by day, outlet and title."""
    newest = _newest()
    statement = select(revisions.c.body).join(newest, newest.c.seq == revisions.c.seq).where(newest.c.place == 1)
    # No zone is a whole day from UTC: a day more on either side misses nothing, the rest is sorted out below.
    if since and since > date.min:
        statement = statement.where(revisions.c.day >= since - timedelta(days=1))
    if until and until < date.max:
        statement = statement.where(revisions.c.day <= until + timedelta(days=1))
    found = [_read(body) for body in connection.scalars(statement)]
    within = [a for a in found if (since or date.min) <= a.day(zone) <= (until or date.max)]
    return sorted(within, key=lambda a: (a.day(zone), a.outlet, a.title, a.id))


def count_older(connection: Connection, than: date, since: datetime) -> int:
    """How many articles of earlier days, in UTC, were first seen at `since` or later."""
    older = (revisions.c.day < than, revisions.c.first_seen >= since)
    return connection.scalar(select(func.count(revisions.c.article.distinct())).where(*older)) or 0


def _newest() -> Any:
    order = (revisions.c.first_seen.desc(), revisions.c.seq.desc())
    place = func.row_number().over(partition_by=revisions.c.article, order_by=order)
    return select(revisions.c.seq, place.label("place")).subquery()


def of_article(connection: Connection, article: str) -> list[Article]:
    """All revisions of one article, the oldest first; none for an unknown id."""
    statement = select(revisions.c.body).where(revisions.c.article == article)
    return [_read(b) for b in connection.scalars(statement.order_by(revisions.c.first_seen, revisions.c.seq))]


def find(connection: Connection, name: str) -> Article:
    """The article with that id, or else the revision with that hash, or else what alone begins so."""
    article, revision = revisions.c.article, revisions.c.revision
    rows = _named(connection, or_(article == name, revision == name))
    if not rows and len(name) >= _SHORTEST_PREFIX:
        rows = _named(connection, or_(*(column.startswith(name, autoescape=True) for column in (article, revision))))
    match _candidates(rows, name):
        case []:
            raise NoSuchArticleError(f"the store holds no article {name!r}; {_HINT}")
        case [found]:
            return _read(connection.execute(select(revisions.c.body).where(*_at(*found))).scalar_one())
        case several:
            ids = ", ".join(repr(article) for article, _ in several)
            raise NoSuchArticleError(f"{name!r} could be an article of {ids}; give more of the id, {_HINT}")


def _named(connection: Connection, condition: ColumnElement[bool]) -> list[tuple[str, str]]:
    statement = select(revisions.c.article, revisions.c.revision).where(condition)
    rows = connection.execute(statement.order_by(revisions.c.first_seen, revisions.c.seq))
    return [(article, revision) for article, revision in rows]


def _candidates(rows: list[tuple[str, str]], name: str) -> list[tuple[str, str]]:
    # Begins is asked once more here: SQLite's LIKE takes capitals and small letters as the same.
    newest = {article: revision for article, revision in rows if article.startswith(name)}
    if name in newest:
        return [(name, newest[name])]
    return sorted({*newest.items(), *(row for row in rows if row[1].startswith(name))})
