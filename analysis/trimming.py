"""Long sentences cut short, at the end alone and only where nothing that is left loses its meaning."""

import re

from .dateline import DATELINE

__all__ = ["CUT", "trimmed"]

# What stands where words were cut.
CUT = " …"
# A sentence of this many words is read at a glance.
_LONG = 35
# What hangs on the end of a sentence and may be left out: an explanation, a second saying.
_BORDER = re.compile(r"(?:, (?:which|who|where|whose|adding|noting|saying|stressing)\b|;\s)")
# What changes the meaning of what stands before it, or says whose word it is, is never cut.
_KEPT = re.compile(
    r"\b(?:not|no|never|if|unless|but|except|until|only|although|though|however|without|according|said|says|told|"
    r"claimed|alleged|reported|announced|added|warned|denied|rejected|refused|withdrew|exception|nor|none|nobody|nothing|"
    r"allegedly|reportedly)\b|n['’]t\b|, and\b",
    re.IGNORECASE,
)


def trimmed(text: str, verb: int) -> str:
    """A sentence without its dateline and, if it is long, without what hangs on its end.

    `verb` is the offset of its main verb: nothing up to there is cut. Quotations are not cut into.
    """
    start = match.end() if (match := DATELINE.match(text)) else 0
    if len(text[start:].split()) > _LONG:
        for border in _BORDER.finditer(text, max(verb, start)):
            kept, cut = text[start : border.start()], text[border.start() :]
            if not _KEPT.search(cut) and _is_closed(kept):
                return kept + CUT
    return text[start:]


def _is_closed(text: str) -> bool:
    """True unless a quotation that begins in a text ends behind it."""
    return text.count('"') % 2 == 0 and text.count("“") == text.count("”")
