"""Checks without a model: that records and statements are carried by the sentences they cite."""

from .amounts import NumberMention, read_numbers
from .dates import resolve, resolve_in
from .quotes import find_quote
from .records import EXTENDED, ground
from .scope import TRANSLATED
from .statements import check_note, check_question, check_statement

__all__ = [
    "EXTENDED",
    "TRANSLATED",
    "NumberMention",
    "check_note",
    "check_question",
    "check_statement",
    "find_quote",
    "ground",
    "read_numbers",
    "resolve",
    "resolve_in",
]
