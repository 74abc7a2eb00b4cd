"""What texts share: runs of words side by side, and which texts share rare ones."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    import numpy

__all__ = ["Shingles", "candidates", "sample", "words_of"]

# Words in a run. Reports of one event share runs of three ("the ministry said"), hardly ever runs of five; every
# changed word breaks as many runs as a run is long, so that five is not made more.
_RUN = 5
# One run in so many is kept in the index: still some 50 of a page, some 10 of a note of 80 words.
_RATE = 8
# How many of the rarest runs of a text are looked up. Copies of a half have dozens in common; those that a text shares
# with few others are no one's turn of phrase.
_RAREST = 16

# A character of Chinese or Japanese is a word: there are no spaces to go by.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
# Accents, Arabic vowel signs and the stretching line: one outlet writes them, the other does not.
_SIGNS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]")
_OTHER_DIGIT = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_DIGITS = {code + digit: str(digit) for code in (0x660, 0x6F0) for digit in range(10)}


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without accents and marks; digits in one script."""
    if not text.isascii():
        text = _SIGNS.sub("", unicodedata.normalize("NFKD", text))
        text = text.translate(_DIGITS) if _OTHER_DIGIT.search(text) else text
    return _WORD.findall(text.casefold())


@dataclass(frozen=True)
class Shingles:
    """The runs of five words of one text."""

    runs: tuple[str, ...]

    @classmethod
    def of(cls, words: Sequence[str]) -> "Shingles":
        return cls(tuple(_runs(words)))

    @cached_property
    def all(self) -> frozenset[str]:
        return frozenset(self.runs)

    @cached_property
    def upper(self) -> frozenset[str]:
        """Those of the first half of the text, where its news stands."""
        return frozenset(self.runs[: (len(self.runs) + 1) // 2])

    def shared(self, other: "Shingles") -> int:
        """How many runs stand in both."""
        return len(self.all & other.all)

    def contained(self, other: "Shingles") -> float:
        """The part of the shorter text's runs that the other has, 0 to 1."""
        least = min(len(self.all), len(other.all))
        return self.shared(other) / least if least else 0.0

    def begins_in(self, other: "Shingles") -> float:
        """The part of the runs of this text's first half that the other has, 0 to 1."""
        return len(self.upper & other.all) / len(self.upper) if self.upper else 0.0


def _runs(words: Sequence[str]) -> Iterator[str]:
    return map(" ".join, zip(*(words[place:] for place in range(_RUN)), strict=False))


def sample(words: Sequence[str]) -> "numpy.ndarray[Any, Any]":
    """Numbers of one in eight of the runs, the same ones wherever they stand; sorted, each once."""
    import numpy

    numbers = {number for run in _runs(words) if not (number := crc32(run.encode())) % _RATE}
    return numpy.array(sorted(numbers), dtype=numpy.uint32)


def candidates(samples: Sequence["numpy.ndarray[Any, Any]"]) -> list[tuple[int, int]]:
    """Pairs of texts, the lower place first, that share some of the rarest of their runs.

    A run pairs each text that has it with the first one and with the one before: a story in a hundred outlets makes
    two hundred pairs, not five thousand. One sort over all runs: time and memory grow with their number.
    """
    import numpy

    runs = numpy.concatenate([*samples, numpy.array([], dtype=numpy.uint32)])
    texts = numpy.repeat(numpy.arange(len(samples), dtype=numpy.uint32), [len(numbers) for numbers in samples])
    order = numpy.lexsort((texts, runs))
    runs, texts = runs[order], texts[order]
    opens = numpy.flatnonzero(numpy.r_[True, runs[1:] != runs[:-1]][: len(runs)])
    held = numpy.diff(numpy.append(opens, len(runs)))  # how many texts have each run
    place = numpy.arange(len(runs)) - numpy.repeat(opens, held)
    chosen = numpy.flatnonzero(place)  # the first text that has a run has nobody to be compared with
    chosen = chosen[_rarest(texts[chosen], numpy.repeat(held, held)[chosen])]
    first, before = numpy.repeat(texts[opens], held)[chosen], texts[chosen - 1]
    pairs = [numpy.stack([other, texts[chosen]], axis=1) for other in (first, before)]
    return [(int(a), int(b)) for a, b in numpy.unique(numpy.concatenate(pairs), axis=0)]


def _rarest(texts: "numpy.ndarray[Any, Any]", rare: "numpy.ndarray[Any, Any]") -> "numpy.ndarray[Any, Any]":
    """The places of each text's rarest entries."""
    import numpy

    order = numpy.lexsort((rare, texts))
    ordered = texts[order]
    opens = numpy.flatnonzero(numpy.r_[True, ordered[1:] != ordered[:-1]][: len(ordered)])
    counts = numpy.diff(numpy.append(opens, len(ordered)))
    rank = numpy.arange(len(ordered)) - numpy.repeat(opens, counts)
    return numpy.sort(order[rank < _RAREST])
