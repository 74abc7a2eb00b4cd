"""The wrong sentence: the words of a statement stand elsewhere in the article, not in the sentences it cites."""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..schemas import Finding
from .attribution import articles_of
from .lexicon import words_of
from .names import NameMention
from .reading import Word, content_words, read
from .references import Referents
from .scope import Passage, Scope
from .text import is_inside
from .times import read_times

__all__ = ["check_coverage"]

# Of the weight of a statement's words, what its sentences hold at least, and how much better another one may do.
_LEAST = 0.22
_REPORTING = words_of("report publish")
_BETTER = 0.23
_FEW, _MARGIN = 4, 0.12  # of so few words each weighs much
_ENOUGH = 3  # words: of fewer nobody can say that they are too few


def check_coverage(field: str, text: str, carried: Sequence[NameMention], scope: Scope) -> Iterator[Finding]:
    """The cited sentences hold the statement's words, by themselves or by others of the same meaning.

    Words count by how rare they are in the article. `carried` are the names that the cited
    sentences give or refer to; they count as held.
    """
    articles = articles_of(scope)
    if not articles:
        return
    words = _told(text)
    weights = {word: _weight(word, articles) for word in words}
    total = sum(weights.values())
    if not total:
        return
    names = frozenset(word for mention in carried for word in mention.words)
    cited = [passage.text for _, passages in articles for passage in passages]
    own = (
        sum(weights[word] for word in words if word.text in names or any(_holds(word, there) for there in cited))
        / total
    )
    best, place = _best_other(words, weights, articles)
    best /= total
    better = _BETTER if len(words) > _FEW else _BETTER + _MARGIN
    if (own < _LEAST and len(words) >= _ENOUGH) or best - own > better:
        hint = f"; sentence [{place}] is nearer to it" if best > own else ""
        reason = f"the cited sentences hold little of what it says{hint}; cite the sentence that carries it"
        yield scope.finding("citation", field, text, reason, fault="wrong sentence")


def _told(text: str) -> list[Word]:
    """The words that a statement tells by: each family once, without times and what says when it was reported."""
    times = [(time.start, time.end) for time in read_times(text)]
    words = [w for w in content_words(text) if not is_inside(w.start, times)]
    return list({word.family: word for word in words if word.family not in _REPORTING}.values())


@lru_cache(maxsize=4096)
def _meanings(text: str) -> frozenset[str]:
    return frozenset(group for word in read(text) if word.content for group in word.means)


def _weight(word: Word, articles: Sequence[tuple[Referents, list[Passage]]]) -> float:
    """How much a word tells: the rarer it is in the articles the more; half of a common one if they lack it."""
    sentences = [sentence for who, _ in articles for sentence in who.sentences]
    holding = sum(1 for sentence in sentences if word.means & _meanings(sentence))
    return math.log((len(sentences) + 1) / (holding + 0.5)) if holding else 0.5


def _holds(word: Word, text: str) -> bool:
    return bool(word.means & _meanings(text))


def _best_other(
    words: Sequence[Word], weights: dict[Word, float], articles: Sequence[tuple[Referents, list[Passage]]]
) -> tuple[float, int]:
    """The weight that the best sentence not cited holds of what the cited ones lack and have, and its number."""
    best = (0.0, 0)
    for who, cited in articles:
        taken = {passage.n for passage in cited}
        for n, sentence in enumerate(who.sentences, start=1):
            if n not in taken:
                best = max(best, (sum(weights[word] for word in words if _holds(word, sentence)), n))
    return best
