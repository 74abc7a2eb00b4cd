"""Web pages: the article's text by trafilatura, its date from what the page itself declares."""

import re
from collections.abc import Iterator
from typing import Any

from ..schemas import Published, SourceError
from .dates import parse_published
from .drafts import Draft

__all__ = ["read_page"]

# In the order in which they are trusted.
_DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
    "date",
)
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def _library(name: str) -> Any:
    try:
        import trafilatura
    except ImportError as error:
        reason = f"is a web page, and trafilatura, which reads them, cannot be loaded ({error})"
        raise SourceError(name, f"{' '.join(reason.split())}; install it whole, or save the page as text") from error
    return trafilatura


def _declared_dates(tree: Any) -> Iterator[str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(key.lower(), meta.get("content") or "")
    yield from (metas[key] for key in _DATE_NAMES if key in metas)
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            yield from _LINKED_DATE.findall(script.text or "")
    for time in tree.iter("time"):
        if (time.get("itemprop") or "").lower() == "datepublished" or "pubdate" in time.attrib:
            yield time.get("datetime") or ""


def _published(tree: Any) -> Published | None:
    """The first date that can be read. A page's metadata is not the user's to mend: what cannot be is passed over."""
    for value in _declared_dates(tree):
        try:
            return parse_published(value, "page metadata")
        except ValueError:
            continue
    return None


def read_page(name: str, raw: bytes) -> Draft:
    """The article of an HTML page. SourceError if there is none.

    The date is only what the page declares (meta elements, linked data, a marked `time` element): no date
    is guessed from the address or the text.
    """
    library = _library(name)
    no_article = SourceError(name, "holds no article text that could be told from the page; save the article as text")
    try:
        tree = library.load_html(raw)
        if tree is None:
            raise no_article
        published, language = _published(tree), tree.get("lang") or ""
        page = library.bare_extraction(tree, include_comments=False, with_metadata=True)
    except SourceError:
        raise
    # Broken pages make the parsers raise nearly anything; one page must not stop the others.
    except Exception as error:
        raise SourceError(name, f"cannot be parsed as HTML ({error}); save the article as text") from error
    if page is None or not (page.text or "").strip():
        raise no_article
    return Draft(page.text, page.title or "", page.sitename or "", page.url or "", published, language)
