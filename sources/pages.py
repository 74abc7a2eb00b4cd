"""Web pages: the article's text by trafilatura, its date from what the page itself declares."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from ..schemas import Published, SourceError
from .dates import parse_declared
from .drafts import Draft
from .files import decode
from .texts import closed, one_line

__all__ = ["plain_text", "read_page"]

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
# As the standard for HTML has it: a page says its encoding in its first 1,024 bytes.
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_META_WITHIN = 1_024
# An article of a page that has several: with its own heading, and so many words and closed lines of prose.
_WHOLE_WORDS, _WHOLE_LINES = 60, 2
_UNREAD = ("script", "style", "noscript", "template", "iframe", "object", "svg")


def _library(name: str) -> Any:
    try:
        import trafilatura
    except ImportError as error:
        reason = f"is a web page, and trafilatura, which reads them, cannot be loaded ({error})"
        raise SourceError(name, f"{' '.join(reason.split())}; install it whole, or save the page as text") from error
    return trafilatura


# ---------------------------------------------------------------------------------------------- what a page declares


def _declared_dates(tree: Any) -> Iterator[str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(key.lower(), meta.get("content") or "")
    yield from (metas[key] for key in _DATE_NAMES if key in metas)
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            yield from _linked_dates(script.text or "")
    yield from _marked_times(tree)


def _linked_dates(text: str) -> Iterator[str]:
    """The dates of publication in linked data; by a search where the data is not well formed."""
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        yield from _LINKED_DATE.findall(text)
        return
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            if isinstance(date := part.get("datePublished"), str):
                yield date
            waiting += [part["@graph"]] if "@graph" in part else []


def _marked_times(tree: Any) -> Iterator[str]:
    for time in tree.iter("time"):
        if (time.get("itemprop") or "").lower() == "datepublished" or "pubdate" in time.attrib:
            yield time.get("datetime") or ""


def _published(dates: Iterator[str]) -> Published | None:
    """The first date that can be read. A page's metadata is not the user's to mend: what cannot be is passed over."""
    found = (parse_declared(value, "page metadata") for value in dates)
    return next((published for published in found if published), None)


def _canonical(tree: Any, address: str) -> str:
    """The address that the page gives itself, or else the one at which it was read."""
    given = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    given += [meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:url"]
    for link in filter(None, given):
        try:
            url = str(urljoin(address, link.strip()))
        except ValueError:
            continue
        if url.startswith(("http://", "https://")):
            return url
    return address


# ---------------------------------------------------------------------------------------------- bytes to a tree


def _text_of(name: str, raw: bytes, charset: str) -> str:
    """The page decoded: by its mark, its server, its own meta element, or what the bytes look like."""
    declared = _META_CHARSET.search(raw, 0, _META_WITHIN)
    for label in (charset, declared[1].decode() if declared else ""):
        try:
            # One that says UTF-16 in letters that can be read as ASCII is none; marks are looked at below.
            if label and not codecs.lookup(label).name.startswith("utf-"):
                return raw.decode(label)
        except (LookupError, UnicodeDecodeError):
            continue  # a page that is not in the encoding it declares
    return decode(name, raw)


def _tree(name: str, raw: bytes, charset: str, library: Any) -> Any:
    text = _text_of(name, raw, charset).replace("\0", "")
    tree = library.load_html(text)
    if tree is None:
        raise SourceError(name, "holds no article text that could be told from the page; save the article as text")
    return tree


def plain_text(markup: str) -> str:
    """The words of a piece of HTML, a line a block; empty if they cannot be told from it."""
    from lxml import etree, html

    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
        etree.strip_elements(tree, *_UNREAD, with_tail=False)
        for block in tree.iter("p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"):
            block.tail = "\n" + (block.tail or "")
            if block.tag != "br":
                block.text = "\n" + (block.text or "")
        lines = (one_line(line) for line in tree.text_content().split("\n"))
        return "\n".join(filter(None, lines))
    except (etree.LxmlError, ValueError):
        return ""


# ---------------------------------------------------------------------------------------------- articles


def read_page(name: str, raw: bytes, *, charset: str = "", address: str = "") -> list[Draft]:
    """The articles of an HTML page: one, or each of its whole `article` elements. SourceError if there is none.

    `charset` is what the server says, `address` where the page was read. The date is only what the page declares
    (meta elements, linked data, a marked `time` element): no date is guessed here from the address or the text.
    """
    library = _library(name)
    try:
        tree = _tree(name, raw, charset, library)
        home = _canonical(tree, address)
        drafts = _several(tree, home, library) or [_whole(tree, library)]
        if not drafts[0].url:
            drafts[0] = replace(drafts[0], url=home)
    except SourceError:
        raise
    # Broken pages make the parsers raise nearly anything; one page must not stop the others.
    except Exception as error:
        reason = f"cannot be parsed as HTML ({one_line(str(error))[:200]}); save the article as text"
        raise SourceError(name, reason) from error
    if not any(draft.text.strip() for draft in drafts):
        raise SourceError(name, "holds no article text that could be told from the page; save the article as text")
    return drafts


def _whole(tree: Any, library: Any) -> Draft:
    published, language = _published(_declared_dates(tree)), tree.get("lang") or ""
    # The date is not guessed: trafilatura's long search for one is not wanted.
    quick = {"extensive_search": False, "original_date": True, "max_date": "9999-12-31"}
    page = library.bare_extraction(tree, include_comments=False, with_metadata=True, date_extraction_params=quick)
    if page is None:
        return Draft("")
    authors = tuple(name.strip() for name in (page.author or "").split(";") if name.strip())
    return Draft(page.text or "", page.title or "", page.sitename or "", "", published, language, authors)


def _several(tree: Any, home: str, library: Any) -> list[Draft]:
    """A draft of each whole article, if the page has more than one; teasers and comments are none."""
    elements = [each for each in tree.iter("article") if next(each.iterancestors("article"), None) is None]
    if len(elements) < 2:
        return []
    drafts = [draft for each in elements if (draft := _part(each, home, library))]
    if len(drafts) < 2:
        return []
    outlet = one_line(
        next((m.get("content") or "" for m in tree.iter("meta") if m.get("property") == "og:site_name"), "")
    )
    language = tree.get("lang") or ""
    return [replace(draft, outlet=outlet, language=language) for draft in drafts]


def _part(element: Any, home: str, library: Any) -> Draft | None:
    """The draft of one `article` element; None if it has no heading of its own or too little prose."""
    from copy import deepcopy

    from lxml import html

    heading = next(element.iter("h1", "h2", "h3"), None)
    if heading is None or not (title := one_line(heading.text_content())):
        return None
    page = html.Element("html")
    body = html.Element("body")
    page.append(body)
    body.append(deepcopy(element))
    text = library.extract(page, include_comments=False, favor_recall=True, fast=True) or ""
    prose = [line for line in text.split("\n") if closed(line)]
    if len(prose) < _WHOLE_LINES or len(" ".join(prose).split()) < _WHOLE_WORDS:
        return None
    link = next((a.get("href") for a in heading.iter("a") if a.get("href")), "")
    url = urljoin(home, link) if link else ""
    url = url if url.startswith(("http://", "https://")) else ""
    return Draft(text, title, url=url, published=_published(_own_times(element)))


def _own_times(element: Any) -> Iterator[str]:
    """The times of one article of several: those that are marked, or else the first in its head."""
    yield from _marked_times(element)
    yield from (time.get("datetime") or "" for time in list(element.iter("time"))[:1])
