"""LexRank: the sentences that say most of what the others say.

G. Erkan and D. R. Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization", Journal of
Artificial Intelligence Research 22 (2004), 457-479: sentences are joined by the cosine of their words, rare words
counting more, and one is central if central ones are like it. This is the continuous form, without a threshold.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import log, sqrt

from ..grounding.words import FUNCTION_WORDS, stem
from .shingles import words_of

__all__ = ["Vector", "cosine", "lexrank", "vectors"]

# A word -> its weight; of length 1, or empty.
Vector = Mapping[str, float]

_DAMPING = 0.15  # of the paper's 0.1 to 0.2
_CLOSE = 1e-4
_MOST_STEPS = 100


def vectors(texts: Iterable[str]) -> list[Vector]:
    """The words of each text with their weight, tf x idf; a word that stands in all of them weighs nothing."""
    counted = [_words(text) for text in texts]
    having = Counter(word for words in counted for word in words)
    return [_unit({w: n * log(len(counted) / having[w]) for w, n in words.items()}) for words in counted]


def _words(text: str) -> Counter[str]:
    return Counter(stem(word) for word in words_of(text) if word not in FUNCTION_WORDS)


def _unit(weights: Mapping[str, float]) -> Vector:
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items() if weight} if length else {}


def cosine(first: Vector, second: Vector) -> float:
    """How alike two texts are, 0 to 1."""
    if len(first) > len(second):
        first, second = second, first
    return sum(weight * second.get(word, 0.0) for word, weight in first.items())


def lexrank(of: Sequence[Vector]) -> list[float]:
    """The centrality of each; together they are 1. What is like no other has the least: nobody speaks for himself."""
    rows: list[dict[int, float]] = [{} for _ in of]
    for a, b in combinations(range(len(of)), 2):
        if alike := cosine(of[a], of[b]):
            rows[a][b] = rows[b][a] = alike
    shares = [{b: alike / sum(row.values()) for b, alike in row.items()} for row in rows]
    ranks = [1 / len(of) for _ in of]
    for _ in range(_MOST_STEPS):
        before, ranks = ranks, _step(ranks, shares)
        if max((abs(x - y) for x, y in zip(before, ranks, strict=True)), default=0) * len(of) < _CLOSE:
            break
    return ranks


def _step(ranks: Sequence[float], shares: Sequence[Mapping[int, float]]) -> list[float]:
    """One step of the power method: each gives its rank to those like it, or, if there are none, to all alike."""
    lonely = sum(rank for rank, row in zip(ranks, shares, strict=True) if not row)
    found = [(_DAMPING + (1 - _DAMPING) * lonely) / len(ranks) for _ in ranks]
    for rank, row in zip(ranks, shares, strict=True):
        for b, share in row.items():
            found[b] += (1 - _DAMPING) * rank * share
    return found
