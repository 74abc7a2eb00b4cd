"""What is remembered of an address between runs, so that it is downloaded again only if it has changed."""

from pydantic import AwareDatetime

from .article import Frozen

__all__ = ["Visit"]


class Visit(Frozen):
    """The last reading of the page, feed or list of addresses at `url`.

    `etag` and `last_modified` are the server's own words, sent back to ask whether anything has changed; both empty
    where it gave none. `links` are the addresses that a feed or list led to, `articles` the (id, revision) of those
    that came of it.
    """

    url: str
    seen: AwareDatetime
    etag: str = ""
    last_modified: str = ""
    links: tuple[str, ...] = ()
    articles: tuple[tuple[str, str], ...] = ()
