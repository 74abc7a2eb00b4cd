"""Web pages: the article's text by trafilatura, its date from what the page itself declares."""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from ..schemas import Published, SourceError
from .dates import parse_declared
from .drafts import Draft
from .files import decode, encoding_of
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
# Of linked data these are dated for themselves, not for the page: a picture's date is not the article's.
_OF_OTHERS = re.compile("Image|Video|Audio|Media|Comment|Person|Organization|List|Dataset|Book")
# Microformats mark the day of publication by a class.
_TIME_CLASSES = frozenset({"published", "dt-published"})
_ELSEWHERE = ("aside", "nav", "footer")
# As the standard for HTML has it: a page says its encoding in its first 1,024 bytes.
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_META_WITHIN = 1_024
# Of a page in UTF-8 fewer than one sign in so many is broken by careless cutting; of any other most are.
_SIGNS_A_BREAK = 2
# A page of news has a few thousand elements, the longest list of links ten times as many. The time of the extraction
# grows with their square: 50,000 cells of a table take 13 s.
_MOST_ELEMENTS = 30_000
# The parser looks for each name among all attributes of its element: 60,000 of them take half a minute, 150 elements of
# 5,000 nearly as long. No page gives an element a hundred.
_MOST_ATTRIBUTES = 500
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
# Possessive throughout: each sign of the page is read once.
_OPEN_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE})*+")
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_LONGEST_URL = 2_000
_NO_AUTHOR = re.compile(r"https?:|www\.|@|\d{3}", re.IGNORECASE)
_MOST_AUTHORS, _LONGEST_AUTHOR = 20, 100
# An article of a page that has several: with its own heading, and so many words and closed lines of prose.
_WHOLE_WORDS, _WHOLE_LINES = 40, 2
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
        waiting = deque([json.loads(text)])
    except (ValueError, RecursionError):
        yield from _LINKED_DATE.findall(text)
        return
    while waiting:
        part = waiting.popleft()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            if isinstance(date := part.get("datePublished"), str) and not _OF_OTHERS.search(str(part.get("@type"))):
                yield date
            waiting += [part["@graph"]] if "@graph" in part else []


def _marked_times(tree: Any) -> Iterator[str]:
    """The marked times of the page itself: not of what stands beside it, nor of articles within its article."""
    for time in tree.iter("time"):
        marked = (time.get("itemprop") or "").lower() == "datepublished" or "pubdate" in time.attrib
        if marked or _TIME_CLASSES.intersection((time.get("class") or "").split()):
            around = [each.tag for each in time.iterancestors(*_ELSEWHERE, "article")]
            if around.count("article") == len(around) <= 1:
                yield time.get("datetime") or ""


def _published(dates: Iterator[str]) -> Published | None:
    """The first date that can be read. A page's metadata is not the user's to mend: what cannot be is passed over."""
    found = (parse_declared(value, "page metadata") for value in dates)
    return next((published for published in found if published), None)


def _canonical(tree: Any, address: str) -> str:
    """The address that the page gives itself, or else the one at which it was read.

    It counts only within the site that was read: a page must not pass for a revision of another site's.
    """
    given = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    given += [meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:url"]
    for link in filter(None, given):
        url = _web_address(link, address)
        # Some sites name their front page on every page.
        if url and urlsplit(url).path.strip("/") + urlsplit(url).query and _same_site(url, address):
            return url
    return address


def _web_address(link: str, base: str) -> str:
    """The whole address that a link means, if it is one of the web; else empty."""
    try:
        url = urljoin(base or "https:", one_line(link))
        parts = urlsplit(url)
    except ValueError:
        return ""
    valid = parts.scheme in ("http", "https") and parts.hostname and " " not in url and len(url) <= _LONGEST_URL
    return url if valid else ""


def _same_site(url: str, address: str) -> bool:
    if not address:
        return True
    one, other = ((urlsplit(each).hostname or "").removeprefix("www.") for each in (url, address))
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _language(tree: Any) -> str:
    return str(tree.get("lang") or tree.get("xml:lang") or "")


def _outlet(given: str, home: str) -> str:
    """The outlet by its name; where the page gives an address in place of one (of its Facebook page), its own host."""
    name = one_line(given)
    return name if "/" not in name else (urlsplit(home).hostname or "").removeprefix("www.")


def _names(given: str) -> tuple[str, ...]:
    """Authors as the page lists them, without what is an address or a number."""
    names = (re.sub(r"^by\s+", "", one_line(name), flags=re.IGNORECASE) for name in given.split(";"))
    kept = [name for name in names if name and len(name) <= _LONGEST_AUTHOR and not _NO_AUTHOR.search(name)]
    return tuple(dict.fromkeys(kept))[:_MOST_AUTHORS]


# ---------------------------------------------------------------------------------------------- bytes to a tree


def _text_of(name: str, raw: bytes, charset: str) -> str:
    """The page decoded: by its mark, as UTF-8 if it is that, by its server, its own meta element, or its bytes."""
    declared = _META_CHARSET.search(raw, 0, _META_WITHIN)
    fitting = encoding_of(raw, charset, declared[1].decode() if declared else "")
    if not fitting and _nearly_utf8(raw):
        return raw.decode("utf-8", errors="replace")
    return decode(name, raw, fitting)


def _nearly_utf8(raw: bytes) -> bool:
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return broken * _SIGNS_A_BREAK <= sum(not sign.isascii() for sign in text) - broken


def _tree(name: str, raw: bytes, charset: str, library: Any) -> Any:
    text = _text_of(name, raw, charset).replace("\0", "")
    if _swollen(text):
        raise SourceError(name, f"has an element of more than {_MOST_ATTRIBUTES:,} attributes; save the text of it")
    tree = library.load_html(text)
    if tree is None:
        raise SourceError(name, "holds no article text that could be told from the page; save the article as text")
    elements = int(tree.xpath("count(//node()[not(self::text())])"))
    if elements > _MOST_ELEMENTS:
        reason = f"has {elements:,} elements, more than {_MOST_ELEMENTS:,}; save the article as text"
        raise SourceError(name, reason)
    return tree


def _swollen(markup: str) -> bool:
    """True if some element has more attributes than the parser can bear."""
    tags = (tag[0] for tag in _OPEN_TAG.finditer(markup) if tag.end() - tag.start() > 2 * _MOST_ATTRIBUTES)
    return any(sum(1 for _ in _ONE_ATTRIBUTE.finditer(tag)) > _MOST_ATTRIBUTES for tag in tags)


def plain_text(markup: str) -> str:
    """The words of a piece of HTML, a line a block; empty if they cannot be told from it."""
    from lxml import etree, html

    if _swollen(markup):
        return ""
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
        whole = _whole(tree, home, library)
        drafts = _several(tree, whole, home, library) or [whole]
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


def _whole(tree: Any, home: str, library: Any) -> Draft:
    published, language = _published(_declared_dates(tree)), _language(tree)
    # The date is not guessed: trafilatura's long search for one is not wanted.
    quick = {"extensive_search": False, "original_date": True, "max_date": "9999-12-31"}
    page = library.bare_extraction(tree, include_comments=False, with_metadata=True, date_extraction_params=quick)
    if page is None:
        return Draft("")
    authors, outlet = _names(page.author or ""), _outlet(page.sitename or "", home)
    return Draft(page.text or "", page.title or "", outlet, "", published, language, authors)


def _several(tree: Any, whole: Draft, home: str, library: Any) -> list[Draft]:
    """A draft of each whole article, if the page has more than one and they hold its prose; teasers are none."""
    elements = [each for each in tree.iter("article") if next(each.iterancestors("article"), None) is None]
    if len(elements) < 2:
        return []
    parts = [part for each in elements if (part := _part(each, home, library))]
    # The prose of the page as a whole stands in its parts, or else its article stands beside them.
    held = {line for part in parts for line in part.text.split("\n")}
    beside = sum(closed(line) and line not in held for line in whole.text.split("\n"))
    if len(parts) < 2 or beside >= _WHOLE_LINES:
        return []
    return [replace(part, outlet=whole.outlet, language=whole.language) for part in parts]


def _part(element: Any, home: str, library: Any) -> Draft | None:
    """The draft of one `article` element; None if it has no heading of its own or too little prose."""
    from copy import deepcopy

    from lxml import html

    heading = next(element.iter("h1", "h2", "h3"), None)
    if heading is None or not (title := one_line(heading.text_content())):
        return None
    # Before it is extracted: a page of thousands of teasers must not take long.
    if len(element.text_content().split()) < _WHOLE_WORDS:
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
    url = _web_address(link, home) if link else ""
    return Draft(text, title, url=url, published=_published(_own_times(element)), authors=_names(_signed(element)))


def _signed(element: Any) -> str:
    """The authors whom one article of several marks as such."""
    marked = (each for each in element.iter() if each.get("rel") == "author" or each.get("itemprop") == "author")
    return ";".join(each.text_content() for each in marked)


def _own_times(element: Any) -> Iterator[str]:
    """The times of one article of several: those that are marked, or else the first in its head."""
    yield from _marked_times(element)
    yield from (time.get("datetime") or "" for time in list(element.iter("time"))[:1])
