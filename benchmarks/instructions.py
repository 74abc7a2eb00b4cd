"""The requests of clients beside sitbrief, made from those that sitbrief sends: each gets the same instructions.

What a client is not asked for is left out: of three calls each has the section of its own kinds, and langextract is
not told of sentence numbers and lists, which it has none of.
"""

import re
from typing import Any

from requests_sent import Sent

__all__ = ["for_langextract", "one_call", "three_calls"]

Messages = list[dict[str, Any]]

_CALLS = (("events",), ("actors",), ("stances", "figures"))
_SECTION = re.compile(r"\n\n(?=(?:events|actors|stances|figures): )")
_LISTS = re.compile(r"^Lists: [^.]*\.", re.MULTILINE)
# The lines of the instructions that are about sitbrief's own form of answer.
_OF_THE_FORM = ("Answer with one JSON object", "- `s`:")
_NUMBERED = " as numbered sentences between <article> and </article>"
_AS_EXTRACTIONS = (
    "Give each record as an extraction: its words copied exactly from the text, in the order of the text, "
    "and its other fields as attributes."
)


def one_call(sent: list[Sent]) -> list[list[Messages]]:
    """The one call of each article, as sitbrief sends it."""
    return [[one.messages] for one in sent]


def three_calls(sent: list[Sent]) -> list[list[Messages]]:
    """Three calls an article: the opening of the instructions and the sections of the kinds that are asked for."""
    return [[_about(one.messages, kinds) for kinds in _CALLS] for one in sent]


def for_langextract(sent: list[Sent]) -> dict[str, Any]:
    """The description that goes with every text, and of each article its text and what is said above it."""
    opening, *sections = _SECTION.split(sent[0].messages[0]["content"])
    lines = [line for line in opening.splitlines() if not line.startswith(_OF_THE_FORM)]
    described = "\n".join([*lines, f"- {_AS_EXTRACTIONS}"]).replace(_NUMBERED, " after the last Q")
    return {
        "description": "\n\n".join([described, *sections]),
        "documents": [{"text": one.article.text, "context": _head(one.messages)} for one in sent],
    }


def _about(messages: Messages, kinds: tuple[str, ...]) -> Messages:
    system, user = (message["content"] for message in messages)
    opening, *sections = _SECTION.split(system)
    own = [section for section in sections if section.startswith(kinds)]
    return [
        {"role": "system", "content": "\n\n".join([opening, *own])},
        {"role": "user", "content": _LISTS.sub(f"Lists: {', '.join(kinds)}.", user)},
    ]


def _head(messages: Messages) -> str:
    """Title, outlet and date, as they stand above the sentences."""
    user: str = messages[-1]["content"]
    return user[: user.index("\n[1] ")].removeprefix("<article>\n")
