"""The formats that articles come in, each read into drafts."""

import json
import os
import re
import reprlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from ..schemas import Origin, Published, SourceError
from .dates import parse_published
from .documents import read_document
from .drafts import Draft
from .feeds import entry_drafts, read_feed
from .files import BLANK, MOST_BYTES, decode, lines, load
from .mail import read_mail
from .pages import read_page
from .texts import clean, plain_markdown, unwrap

__all__ = ["SUFFIXES", "Named", "listed_addresses", "read_bytes", "read_drafts", "read_feed", "unexpected"]

# A name for messages and paths, with the draft or the reason why there is none.
Named = tuple[str, Draft | SourceError]

# A few lines of YAML aliases unfold to gigabytes when they are printed whole.
_SHORT = reprlib.Repr()
_SHORT.maxlevel = 2
_FIELDS = ("title", "outlet", "url", "published", "language")
# Five short lines are usual. YAML nests without bound, and its parser's stack does not.
_MOST_FRONT_MATTER = 4000


def _published(name: str, value: str, origin: Origin) -> Published | None:
    if not value.strip():
        return None
    try:
        return parse_published(value, origin)
    except ValueError as error:
        raise SourceError(name, f"{error}") from None


def _draft(name: str, fields: Mapping[str, Any], text: str, origin: Origin) -> Draft:
    given = {key: fields.get(key) or "" for key in _FIELDS}
    for key, value in given.items():
        if not isinstance(value, str):
            raise SourceError(name, f"{key} is {_SHORT.repr(value)}; write it as text")
    published = _published(name, given.pop("published"), origin)
    return Draft(text=text, published=published, authors=_authors(name, fields.get("authors") or ()), **given)


def _authors(name: str, given: Any) -> tuple[str, ...]:
    """Names in a list, or in one text with commas or semicolons between them."""
    listed = re.split(r"[;,]", given) if isinstance(given, str) else given
    if not isinstance(listed, list | tuple) or not all(isinstance(each, str) for each in listed):
        raise SourceError(name, f"authors is {_SHORT.repr(given)}; write a list of names")
    return tuple(filter(None, map(str.strip, listed)))


def _front_matter(name: str, text: str) -> tuple[dict[str, Any], str]:
    """The fields between `---` lines at the top, and the text below; no fields if the text opens otherwise."""
    # A longer rule is an ornament of the text.
    if text.partition("\n")[0].rstrip() != "---":
        return {}, text
    # Loaded here, because many texts have none.
    from frontmatter.default_handlers import YAMLHandler

    try:
        head, body = YAMLHandler().split(text)
    except ValueError:
        raise SourceError(name, "front matter opens on line 1 and is not closed; end it with a line '---'") from None
    if len(head) > _MOST_FRONT_MATTER:
        raise SourceError(name, f"front matter is longer than {_MOST_FRONT_MATTER} characters; keep only its fields")
    return _fields(name, head, text.count("\n", 0, text.index(head)) + 1), body


def _fields(name: str, head: str, first_line: int) -> dict[str, Any]:
    import yaml

    # The base loader leaves every value as written: a date stays text, and "no" is no False.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        fields = yaml.load(head, loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        advice = "write 'key: value', and put a value with a colon in quotes"
        raise SourceError(name, f"front matter, line {line}: {problem}; {advice}") from None
    if not fields:
        return {}
    if not isinstance(fields, dict):
        raise SourceError(name, f"front matter, line {first_line}: no fields; write each as 'key: value'")
    return fields


def _text(name: str, raw: bytes, charset: str = "", address: str = "") -> Iterator[Named]:
    fields, body = _front_matter(name, clean(decode(name, raw, charset)))
    yield name, _draft(name, {"url": address, **fields}, unwrap(body), "front matter")


def _markdown(name: str, raw: bytes, charset: str = "", address: str = "") -> Iterator[Named]:
    fields, body = _front_matter(name, clean(decode(name, raw, charset)))
    yield name, _draft(name, {"url": address, **fields}, plain_markdown(unwrap(body)), "front matter")


def _page(name: str, raw: bytes, charset: str = "", address: str = "") -> Iterator[Named]:
    yield from _numbered(name, read_page(name, raw, charset=charset, address=address))


def _numbered(name: str, drafts: Iterable[Draft]) -> Iterator[Named]:
    yield from ((f"{name}#{n}" if n > 1 else name, draft) for n, draft in enumerate(drafts, start=1))


def _mail(name: str, raw: bytes, charset: str = "", address: str = "") -> Iterator[Named]:
    yield from _numbered(name, [replace(draft, url=draft.url or address) for draft in read_mail(name, raw)])


def _document(name: str, raw: bytes, charset: str = "", address: str = "") -> Iterator[Named]:
    yield name, replace(read_document(name, raw), url=address)


def _saved_feed(name: str, raw: bytes, charset: str = "", address: str = "") -> Iterator[Named]:
    feed = read_feed(name, raw)
    if feed is None:
        raise SourceError(name, "is no RSS, Atom or JSON feed; give JSON lines as .jsonl, a page as .html")
    yield from entry_drafts(name, feed)


def _json_line(name: str, line: bytes) -> Draft:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SourceError(name, "is not UTF-8; write JSON lines in UTF-8") from None
    # The parser recurses: a line of brackets is a RecursionError.
    except (ValueError, RecursionError) as error:
        raise SourceError(name, f"is no JSON ({error}); write one object a line") from None
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        raise SourceError(name, "has no field 'text'; write one object a line with the article under 'text'")
    return _draft(name, fields, fields["text"], "field")


def _json_lines(name: str, numbered: Iterable[tuple[int, bytes | None]]) -> Iterator[Named]:
    empty = True
    for number, line in numbered:
        place = f"{name}:{number}"
        if line is not None and not line.strip():
            continue
        empty = False
        try:
            if line is None:
                raise SourceError(place, f"is longer than {MOST_BYTES:,} bytes; write one article a line")
            yield place, _json_line(place, line)
        except SourceError as error:
            yield place, error
    if empty:
        raise SourceError(name, "is empty; give a file with the text of an article")


def _json_lines_in(name: str, raw: bytes, charset: str = "", address: str = "") -> Iterator[Named]:
    yield from _json_lines(name, enumerate(raw.split(b"\n"), start=1))


_Reader = Callable[[str, bytes, str, str], Iterator[Named]]
_READERS: dict[str, _Reader] = {
    ".txt": _text,
    ".md": _markdown,
    ".html": _page,
    ".htm": _page,
    ".jsonl": _json_lines_in,
    ".eml": _mail,
    ".pdf": _document,
    ".xml": _saved_feed,
    ".rss": _saved_feed,
    ".atom": _saved_feed,
    ".json": _saved_feed,
}

SUFFIXES = frozenset(_READERS)

# By media type; what a server says of a page and its bytes contradict goes by the bytes.
_MEDIA: dict[str, _Reader] = {
    "text/html": _page,
    "application/xhtml+xml": _page,
    "text/markdown": _markdown,
    "application/pdf": _document,
    "message/rfc822": _mail,
    "application/jsonl": _json_lines_in,
    "application/x-ndjson": _json_lines_in,
    "text/plain": _text,
}
_SNIFFED = 4_096
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta)\b|<\?xml[^>]*>\s*<!doctype\s+html", re.I)
# What may stand before the first element of a page.
_BEFORE_PAGE = re.compile(rb"(?:\s|<!--.*?-->)*", re.DOTALL)
_HEADER_LINES = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+(?=\r?\n)")
_SENDER = re.compile(rb"^From:", re.IGNORECASE | re.MULTILINE)
_MAILED = re.compile(rb"^(?:Date|Received|MIME-Version|Message-ID):", re.IGNORECASE | re.MULTILINE)


def _look(raw: bytes) -> _Reader | None:
    """The reader that the first bytes ask for."""
    head = raw.lstrip(BLANK)[:_SNIFFED]
    if head.startswith(b"%PDF-"):
        return _document
    if _PAGE.match(head, _BEFORE_PAGE.match(head).end()):  # type: ignore[union-attr]  # it matches nothing as well
        return _page
    # The first line, not the first bytes: an article may be long, and its text its last field.
    if head.startswith(b"{") and b'"text"' in raw.lstrip(BLANK).partition(b"\n")[0]:
        return _json_lines_in
    # Several header lines and an empty one: a text may open with "From: ..." too.
    headers = _HEADER_LINES.match(head)
    return _mail if headers and _SENDER.search(headers[0]) and _MAILED.search(headers[0]) else None


def read_drafts(name: str) -> Iterator[Named]:
    """The drafts of one file, each under the name that its article has; what fails stands in its place."""
    suffix = PurePath(name).suffix.lower()
    reader = _READERS.get(suffix)
    try:
        if reader is None and not os.path.exists(name):
            raise SourceError(name, "is not there; check the path")
        if reader is None:
            raise SourceError(name, f"is no {', '.join(sorted(SUFFIXES))} file; convert it to one of these")
        if suffix == ".jsonl":
            yield from _json_lines(name, lines(name))
        else:
            yield from reader(name, load(name), "", "")
    except SourceError as error:
        yield name, error
    except Exception as error:
        yield name, unexpected(name, error)


def unexpected(name: str, error: Exception) -> SourceError:
    """A fault of ours that one input has met: it is told, and the others go on."""
    told = f"{type(error).__name__}: {error}"[:300]
    return SourceError(name, f"cannot be read (unexpected {told}); save it as text, and report this")


def read_bytes(name: str, raw: bytes, *, media_type: str = "", charset: str = "", address: str = "") -> Iterator[Named]:
    """The drafts of what was fetched or piped in: by a look at its bytes, else by what its server says it is.

    `address` is where it was read; it is the URL of a draft that names none. What fails stands in its place.
    """
    try:
        if not raw.strip():
            raise SourceError(name, "is empty; give the text of an article")
        reader = _look(raw) or _MEDIA.get(media_type)
        if reader is None and media_type and not media_type.startswith(("text/", "application/octet-stream")):
            raise SourceError(name, f"is {media_type}, which sitbrief does not read; save the text of it")
        yield from (reader or _text)(name, raw, charset, address)
    except SourceError as error:
        yield name, error
    except Exception as error:
        yield name, unexpected(name, error)


def listed_addresses(raw: bytes) -> list[str]:
    """The addresses in a list of them, one a line beside remarks that begin with #; empty if it is anything else."""
    try:
        written = [line.strip() for line in raw.decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError:
        return []
    given = [line for line in written if line and not line.startswith("#")]
    listed = given and all(line.startswith(("http://", "https://")) and not re.search(r"\s", line) for line in given)
    return list(dict.fromkeys(given)) if listed else []
