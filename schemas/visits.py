"""What is remembered of an address between runs, so that it is downloaded again only if it has changed."""

from pydantic import AwareDatetime

from .article import Frozen, Published

__all__ = ["Link", "Visit"]


class Link(Frozen):
    """An address that a feed or a list led to, with what the feed says of its page; empty where nothing."""

    url: str = ""
    title: str = ""
    text: str = ""
    published: Published | None = None
    authors: tuple[str, ...] = ()
    outlet: str = ""
    language: str = ""


class Visit(Frozen):
    """The last reading of the page, feed or list of addresses at `url`.

    `etag` and `last_modified` are the server's own words, sent back to ask whether anything has changed; both empty
    where it gave none. `links` are what a feed or list led to, `articles` the (id, revision) of those
    that came of it.
    """

    url: str
    seen: AwareDatetime
    etag: str = ""
    last_modified: str = ""
    links: tuple[Link, ...] = ()
    articles: tuple[tuple[str, str], ...] = ()
