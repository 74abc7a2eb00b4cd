"""Text as sitbrief keeps it: normalised once, before any offset is counted."""

import re
import unicodedata
from itertools import pairwise

__all__ = ["clean", "closed", "one_line", "plain_markdown", "unwrap"]

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control characters, and signs that no reader sees: soft hyphen, zero-width space, word joiner, byte order
# mark, and the overrides that show a text in another order than it is stored. Joiners of Persian stay.
_UNSEEN = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")

# A line that ends here ends a thought, and is no torn line.
_CLOSED = re.compile("[.!?\u2026:;\u061f\u06d4\u3002][\"'\u201d\u2019\u00bb)\\]]*$")
# Mail and terminals wrap at 72 to 80 characters; no paragraph of a saved page is so even.
_WRAP_WIDTH = 100
_WRAP_LEAST = 40
# A line that opens with one of these is an item or a heading of its own.
_MARKS = "-*+\u2022#>|"

_LINK = re.compile(r"(?<!!)\[([^\[\]\n]+)\]\((?:[^()\s]|\([^()\s]*\))+\)")
_LINK_LINE = re.compile(r"^[\s>*+-]*!?\[[^\]\n]*\]\([^\n]*\)\s*$")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,300}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")


def clean(text: str) -> str:
    r"""`text` in NFC with `\n` line ends, without control and unseen characters and outer white space."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    # JSON may hold half a character; it has no UTF-8 and so no hash.
    text = _SURROGATE.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text).strip()


def one_line(text: str) -> str:
    """A title or name: cleaned, on one line."""
    return " ".join(clean(text).split())


def closed(line: str) -> bool:
    """True if `line` ends in closing punctuation, quotation marks and brackets after it allowed."""
    # Its last characters decide; a long line need not be searched.
    return _CLOSED.search(line[-8:]) is not None


def _torn(line: str, below: str) -> bool:
    """True if a sentence runs on from `line` into the line below."""
    return len(line) >= _WRAP_LEAST and not closed(line) and below[0].islower()


def _wrapped(pairs: list[tuple[str, str]]) -> bool:
    """True if most lines that have a neighbour below, and at least three, break off within a sentence."""
    torn = sum(_torn(line, below) for line, below in pairs)
    return torn >= 3 and torn * 2 > len(pairs)


def unwrap(text: str) -> str:
    """Paragraphs that were wrapped at a fixed width, each on one line again; any other text as it is.

    A text with a line of more than 100 characters is not wrapped, nor one in a script without small letters.
    """
    lines = [line.strip() for line in text.split("\n")]
    if max(map(len, lines)) > _WRAP_WIDTH:
        return text
    if not _wrapped([(line, below) for line, below in pairwise(lines) if line and below]):
        return text
    joined = lines[0]
    for line, below in pairwise(lines):
        runs_on = len(line) >= _WRAP_LEAST and below and below[0] not in _MARKS
        joined += (" " if runs_on else "\n") + below
    return joined


def _plain_line(line: str) -> str:
    # A line that is nothing but a link keeps its address: it is no text of the article.
    if _LINK_LINE.match(line):
        return line
    return _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", _LINK.sub(r"\1", line)))


def plain_markdown(text: str) -> str:
    """Markdown without the marks inside its lines: links give their words, emphasis falls away."""
    return "\n".join(map(_plain_line, text.split("\n")))
