"""The formats that articles come in, each read into drafts."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from ..schemas import Origin, Published, SourceError
from .dates import parse_published
from .drafts import Draft
from .files import decode, load
from .pages import read_page
from .texts import clean, plain_markdown, unwrap

__all__ = ["SUFFIXES", "read_drafts"]

# A name for messages and paths, with the draft or the reason why there is none.
Named = tuple[str, Draft | SourceError]

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
            raise SourceError(name, f"{key} is {value!r}; write it as text")
    published = _published(name, given.pop("published"), origin)
    return Draft(text=text, published=published, **given)


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


def _read_text(name: str) -> Iterator[Named]:
    fields, body = _front_matter(name, clean(decode(name, load(name))))
    yield name, _draft(name, fields, unwrap(body), "front matter")


def _read_markdown(name: str) -> Iterator[Named]:
    fields, body = _front_matter(name, clean(decode(name, load(name))))
    yield name, _draft(name, fields, plain_markdown(unwrap(body)), "front matter")


def _read_html(name: str) -> Iterator[Named]:
    yield name, read_page(name, load(name))


def _read_json_line(name: str, line: bytes) -> Draft:
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


def _read_json_lines(name: str) -> Iterator[Named]:
    for number, line in enumerate(load(name).split(b"\n"), start=1):
        if line.strip():
            place = f"{name}:{number}"
            try:
                yield place, _read_json_line(place, line)
            except SourceError as error:
                yield place, error


_READERS: dict[str, Callable[[str], Iterator[Named]]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".jsonl": _read_json_lines,
}

SUFFIXES = frozenset(_READERS)


def read_drafts(name: str) -> Iterator[Named]:
    """The drafts of one file, each under the name that its article has; what fails stands in its place."""
    reader = _READERS.get(PurePath(name).suffix.lower())
    try:
        if "://" in name:
            raise SourceError(name, "is an address; save the page as .html and give the file")
        if reader is None and not os.path.exists(name):
            raise SourceError(name, "is not there; check the path")
        if reader is None:
            raise SourceError(name, f"is no {', '.join(sorted(SUFFIXES))} file; convert it to one of these")
        yield from reader(name)
    except SourceError as error:
        yield name, error
