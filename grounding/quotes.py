"""Quotes: where words stand in a text, how, and which parts of a sentence are put as quotes."""

import re
from collections.abc import Sequence
from typing import Literal

from .text import normal_text, normalise

__all__ = ["QuoteClass", "find_quote", "quote_class", "quoted_parts", "without_quotes"]

# Letter by letter; but for typography; in a sentence that is not cited; put together of two places; nowhere.
QuoteClass = Literal["exact", "normalised", "elsewhere", "spliced", "absent"]

# What a writer puts around or after a quote and does not belong to its words.
_BEFORE = "' .-([,;:"
_AFTER = "' .,;:!?-)]"

_SPLICED = 2  # words that each part of a spliced quote has at least

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


def quote_class(quote: str, cited: Sequence[str], others: Sequence[str] = ()) -> QuoteClass:
    """How a quote stands in the cited sentences, or else in the others of the article. Words are never fuzzy."""
    if any(quote in text for text in cited):
        return "exact"
    if any(find_quote(quote, text) for text in cited):
        return "normalised"
    if any(find_quote(quote, text) for text in others):
        return "elsewhere"
    return "spliced" if _is_spliced(quote, [*cited, *others]) else "absent"


def _is_spliced(quote: str, texts: Sequence[str]) -> bool:
    """True if a quote is two passages of two words or more, each of which stands somewhere."""
    words = quote.split()
    cuts = range(_SPLICED, len(words) - _SPLICED + 1)
    halves = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in cuts)
    return any(all(any(find_quote(half, text) for text in texts) for half in both) for both in halves)


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


def without_quotes(text: str) -> str:
    """The text with blanks for the words inside quotation marks: those are compared as quotes."""
    for start, end in quoted_parts(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text
