"""One form for typography, with the way back: every character of the form knows where it came from."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Normal", "is_inside", "normal_text", "normalise"]

# Straight, curly, low, angled and prime marks, doubled or nested, all become one apostrophe: a model that
# answers in JSON turns inner double marks into single ones, and no word depends on the difference.
_QUOTES = "\"'`´‘’‚‛“”„‟‹›«»′″＂＇ʼʻ「」『』"
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\u0640"
_SPECIAL = re.compile(
    rf"""
      (?P<quote>(?:[{_QUOTES}][{_INVISIBLE}]*)+)
    | (?P<ellipsis>\s*(?:\.(?:\s?\.){{2,}}|…)\s*)
    | (?P<dash>\s*(?:[\u2012-\u2015]|--+)\s*|(?:^|\s+)[-\u2010\u2011\u2212](?:\s+|$))
    | (?P<hyphen>[\u2010\u2011\u2212])
    | (?P<gone>[{_INVISIBLE}]+)
    | (?P<space>\s(?:[{_INVISIBLE}]*\s)*)
    | (?P<digit>[^\x00-\x7f](?<=\d))
    | (?P<cluster>[^\W\d_][\u0300-\u036f]+)
    | (?P<other>[^\x00-\x7f])
    """,
    re.VERBOSE,
)
_FIXED = {"quote": "'", "ellipsis": "...", "dash": "-", "hyphen": "-", "gone": "", "space": " "}
# Arabic number marks read like the Latin ones.
_MARKS = {"٫": ".", "٬": ",", "٪": "%"}


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in normal form. Character `i` of `text` stands for `original[starts[i]:ends[i]]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original of the normal characters from `start` to `end` (not included)."""
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=8192)
def normal_text(text: str) -> str:
    """`text` with one kind of quotation mark, dash, ellipsis, space and digit. Words stay as they are."""
    return _SPECIAL.sub(_form, text)


@lru_cache(maxsize=1024)
def normalise(text: str) -> Normal:
    """`normal_text` with the way back to the original; dearer, and needed only where something was found."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _SPECIAL.finditer(text):
        _keep(text, at, match.start(), parts, starts, ends)
        form = _form(match)
        parts.append(form)
        starts.extend([match.start()] * len(form))
        ends.extend([match.end()] * len(form))
        at = match.end()
    _keep(text, at, len(text), parts, starts, ends)
    return Normal("".join(parts), tuple(starts), tuple(ends))


def _keep(text: str, start: int, end: int, parts: list[str], starts: list[int], ends: list[int]) -> None:
    parts.append(text[start:end])
    starts.extend(range(start, end))
    ends.extend(range(start + 1, end + 1))


def _form(match: re.Match[str]) -> str:
    kind, piece = str(match.lastgroup), match.group()
    if kind in _FIXED:
        return _FIXED[kind]
    if kind == "digit":
        return str(unicodedata.digit(piece))
    if kind == "cluster":
        return unicodedata.normalize("NFC", piece)
    # One character at a time, so that the offsets stay true.
    return _MARKS.get(piece) or unicodedata.normalize("NFKC", piece)


def is_inside(place: int, spans: Iterable[tuple[int, int]]) -> bool:
    """True if an offset lies in one of the spans, each from its start to before its end."""
    return any(start <= place < end for start, end in spans)
