"""Spellings of one foreign name: Tawfiq and Taufik, al-Sahli and al-Sehli."""

import re
from functools import lru_cache

from .words import fold

__all__ = ["spelled_alike"]

# Letters that transcriptions exchange; vowels and half-vowels are left out altogether.
_SOUNDS = str.maketrans({"q": "k", "c": "k", "z": "s", "p": "b", "g": "j"})
_PAIRS = (("ph", "f"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ch", "sh"), ("ck", "k"))
_SHORTEST = 5  # of shorter names too many are alike
_MOST_EDITS = 2


@lru_cache(maxsize=8192)
def _skeleton(plain: str) -> str:
    for pair, sound in _PAIRS:
        plain = plain.replace(pair, sound)
    consonants = re.sub(r"[aeiouwy]", "", plain.translate(_SOUNDS))
    return re.sub(r"(.)\1+", r"\1", consonants)


def spelled_alike(first: str, second: str) -> bool:
    """True if two words can be transcriptions of one name: the same consonants, and two letters apart at most."""
    one, two = fold(first), fold(second)
    if min(len(one), len(two)) < _SHORTEST or _skeleton(one) != _skeleton(two):
        return False
    return _edits(one, two) <= _MOST_EDITS


def _edits(first: str, second: str) -> int:
    """How many letters must be put in, taken out or exchanged to make `first` into `second`."""
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        before, row[0] = row[0], i
        for j, other in enumerate(second, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != other))
    return row[-1]
