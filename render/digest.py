"""The short message that tells of a brief, as text, Markdown and HTML: what it says first, cited and quoted.

Nothing here decides content, and what the message leaves out of the brief is counted in it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from jinja2 import Environment

from ..schemas import Brief, SourceNote
from .escape import Verbatim, autolink, direction, escape_markdown, language_tag, visible, web_link
from .outline import Part, Section, sections
from .templating import environment, view
from .words import authorship, headline

__all__ = ["Digest", "chat_markdown", "digest", "one_line"]

# What a reader wants first; the others are counted.
_SECTIONS = frozenset({"bottom_line", "takeaways", "changed"})
_MOST_STATEMENTS = 10  # of one section: it is a message, and the brief is not far
_EXTRACTIVE = "Extractive: no model wrote it; every statement is in the words of an article."
# In a chat these ring at everyone's, also where an article says them.
_CALL = re.compile(r"@(?=(?:everyone|here|channel|all)\b)", re.IGNORECASE)
# Backslashes that Slack shows: before `$`, as chats know no formulas, and before an `&` that begins no entity.
_NEEDLESS = re.compile(r"\\(?=\$|&(?!\w+;))")
_ZERO_WIDTH_SPACE, _FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u200b", "\u2068", "\u2069"


@dataclass(frozen=True)
class Digest:
    """A message in three forms. `title` is one line; `text` and `markdown` are without it, `html` is a whole page."""

    title: str
    text: str
    markdown: str
    html: str


def digest(brief: Brief, whole: str = "") -> Digest:
    """The message on a brief; `whole` is where all of it is, a path or an address. BriefError as for `markdown`.

    It gives the bottom line, the takeaways and the changes, and quotes the sentences that these cite.
    """
    shown = [_first(section) for section in sections(brief) if section.key in _SECTIONS]
    told = [line.statement for section in shown for part in section.parts for line in part.lines]
    printed = view(brief, shown) | {
        "remarks": _remarks(brief),
        "notes": _notes(brief, (number for statement in told for number in statement.citations)),
        "where": _where(sum(1 for _ in brief.statements()) - len(told), whole),
        "whole": whole,
    }
    text, markdown, html = (
        made.get_template(f"digest.{form}.jinja").render(printed).strip() + "\n" for form, made in _templates().items()
    )
    return Digest(title=" ".join(visible(headline(brief.header)).split()), text=text, markdown=markdown, html=html)


def _remarks(brief: Brief) -> list[str]:
    """What a reader has to know before all else: what is missing, and who wrote it, if there is anything written."""
    written = "" if brief.empty else _EXTRACTIVE if brief.header.extractive else authorship(brief.header)
    return [said for said in (brief.header.partial, written) if said]


def _first(section: Section) -> Section:
    """The section with the first statements alone."""
    parts, room = [], _MOST_STATEMENTS
    for part in section.parts:
        parts.append(Part(part.heading, part.lines[:room]))
        room -= len(parts[-1].lines)
    return replace(section, parts=tuple(part for part in parts if part.lines))


def _notes(brief: Brief, numbers: Iterable[int]) -> list[SourceNote]:
    return [brief.sources[number - 1] for number in sorted(set(numbers))]


def _where(more: int, whole: str) -> str:
    """What stands before the place of the whole brief: how many statements it has that are not told here."""
    said = f"{more} more statement{'' if more == 1 else 's'}"
    if whole:
        return f"The whole brief, with {said}:" if more else "The whole brief:"
    return f"The whole brief has {said}." if more else ""


def one_line(value: Any) -> Any:
    """A text on one line that calls nobody, right-to-left letters isolated; anything else as it is."""
    if isinstance(value, Verbatim) or not isinstance(value, str):
        return value
    line = " ".join(_quiet(visible(value)).split())
    isolated = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in line)
    return f"{_FIRST_STRONG_ISOLATE}{line}{_POP_ISOLATE}" if isolated else line


def chat_markdown(value: Any) -> Any:
    """The same as Markdown, with as few backslashes as it can do with."""
    if isinstance(value, Verbatim) or not isinstance(value, str):
        return value
    return _NEEDLESS.sub("", escape_markdown(_quiet(value)))


def _link(url: str) -> str:
    """A web address as it is, any other as text."""
    return Verbatim(link) if (link := web_link(url)) else url


def _quiet(text: str) -> str:
    return _CALL.sub(f"@{_ZERO_WIDTH_SPACE}", text)


@cache
def _templates() -> dict[str, Environment]:
    lines: Mapping[str, Callable[..., Any]] = {"autolink": autolink, "link": _link, "verbatim": Verbatim}
    page: Mapping[str, Callable[..., Any]] = {"web_link": web_link, "lang": language_tag, "direction": direction}
    return {
        "txt": environment(one_line, lines),
        "md": environment(chat_markdown, lines),
        "html": environment(visible, page, autoescape=True),
    }
