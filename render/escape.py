"""Text of articles and models made harmless: it shows as it was typed, and never becomes markup or a link."""

import re
from typing import Any
from urllib.parse import quote

__all__ = ["Verbatim", "autolink", "direction", "escape_markdown", "language_tag", "visible", "web_link"]

# Controls have no sight of their own, and a direction override would turn round the words that follow the text.
_CONTROLS: dict[int, str | None] = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")
_CONTROLS |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROLS |= {ord(space): space for space in "\t\n\r"}

# The dot, the colon and the @ keep GitHub's Markdown from linking bare addresses while it parses. A program that
# looks for addresses in the finished text links them all the same: no Markdown can forbid that.
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~#$@]|(?<=\bwww)\.|:(?=//)", re.IGNORECASE)
_BLOCK_START = re.compile(r"^(?:\d{1,9}(?=[.)])|(?=[-+=:]))")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"

_RTL_LANGUAGES = frozenset({"ar", "arc", "azb", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_WEB = re.compile(r"https?://[^\s/?#\\][^\s\x00-\x1f\x7f-\x9f]*", re.IGNORECASE)
_UNSAFE_IN_URL = re.compile("[<>\"'`\\\\^{|}\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Verbatim(str):
    """Markdown that was made here and is not escaped again."""


def visible(value: Any) -> Any:
    """A text without control characters and direction overrides; anything else as it is."""
    return value.translate(_CONTROLS) if isinstance(value, str) else value


def escape_markdown(value: Any) -> Any:
    """A text on one line, in which CommonMark and GitHub's Markdown find no markup; anything else as it is.

    A text with right-to-left letters is isolated, so that it leaves the order of the words around it alone.
    """
    if isinstance(value, Verbatim) or not isinstance(value, str):
        return value
    line = " ".join(visible(value).split())
    escaped = _BLOCK_START.sub(r"\g<0>\\", _MARKUP.sub(r"\\\g<0>", line))
    return f"{_FIRST_STRONG_ISOLATE}{escaped}{_POP_ISOLATE}" if _RIGHT_TO_LEFT.search(escaped) else escaped


def web_link(url: str) -> str:
    """The address if it is http or https and may be a link, else an empty text."""
    return _UNSAFE_IN_URL.sub(lambda m: quote(m[0], safe=""), url) if _WEB.fullmatch(url) else ""


def autolink(url: str) -> Verbatim:
    """A web address as a Markdown link, any other as plain text."""
    link = web_link(url)
    return Verbatim(f"<{link}>" if link else escape_markdown(url))


def language_tag(language: str) -> str:
    """The language as HTML's `lang` takes it; empty (unknown) if it is no tag."""
    return language if _LANGUAGE_TAG.fullmatch(language) else ""


def direction(language: str) -> str:
    """HTML's `dir` for a text: rtl for a right-to-left language, else auto, as a language may be wrongly told."""
    primary, *subtags = language.lower().split("-")
    return "rtl" if primary in _RTL_LANGUAGES and "latn" not in subtags else "auto"
