"""Quotes: where words stand in a text, and which parts of a sentence are put as quotes."""

import re

from .text import normal_text, normalise

__all__ = ["find_quote", "quoted_parts"]

# What a writer puts around or after a quote and does not belong to its words.
_BEFORE = "' .-([,;:"
_AFTER = "' .,;:!?-)]"

_QUOTED = re.compile(
    r"""
      "(?P<straight>[^"]+)"
    | “(?P<curly>[^“”]+)”
    | „(?P<low>[^„“”]+)[“”]
    | «(?P<angle>[^«»]+)»
    | (?<![\w'’‘])[‘'](?=\w)(?!\d\ds)(?P<single>(?:[^'’‘"“”]|(?<=\w)['’](?=\w))+)['’](?!\w)
    """,
    re.VERBOSE,
)


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """The offsets at which the words of `quote` stand in `text`, or None.

    Typography is not compared: quotation marks, dashes, ellipses, white space, digits' script, marks around
    the quote and punctuation after it. Words are, letter by letter; only the first letter's case is free.
    """
    core = normal_text(quote).lstrip(_BEFORE).rstrip(_AFTER)
    if not core:
        return None
    there = normal_text(text)
    places = [place for form in (core, core[0].swapcase() + core[1:]) if (place := _place(form, there)) >= 0]
    return normalise(text).span(min(places), min(places) + len(core)) if places else None


def _place(core: str, text: str) -> int:
    """The first place where `core` stands as whole words; -1 if there is none."""
    at = text.find(core)
    while at >= 0 and not _bounded(text, at, at + len(core)):
        at = text.find(core, at + 1)
    return at


def _bounded(text: str, start: int, end: int) -> bool:
    glued_before = start > 0 and text[start].isalnum() and text[start - 1].isalnum()
    glued_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (glued_before or glued_after)


def quoted_parts(text: str) -> list[tuple[int, int]]:
    """The offsets of the words inside quotation marks, outermost marks only."""
    return [match.span(str(match.lastgroup)) for match in _QUOTED.finditer(text)]
