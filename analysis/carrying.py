"""What a copy has from its original, sentence by sentence: whether it says more, and the records that stand."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel

from ..grounding import TRANSLATED, ground, read_numbers
from ..grounding.names import read_names
from ..grounding.quotes import quoted_parts
from ..grounding.times import read_times
from ..grounding.words import FUNCTION_WORDS, stem
from ..schemas import Article, Record
from .credits import dateline_end
from .shingles import words_of

__all__ = ["Comparison", "carried", "compare"]

R = TypeVar("R", bound=Record)

# The part of the words of a copy's sentence that its counterpart in the original has, small words left out.
_ALIKE = 0.6
_ARTICLES = frozenset({"a", "an", "the"})
# Words that deny.
_DENYING = frozenset(
    """no not never none nobody nothing neither nor without cannot t deny denies denied denying reject rejects rejected
    refuse refuses refused false""".split()
)
# Without one of these a sentence says another thing: they deny, doubt, place in time or set a condition.
_TURNING = _DENYING | frozenset(
    """hardly barely fail fails failed if unless may might could would will shall should must can planned plans plan
    expected likely unlikely reportedly allegedly alleged apparently possibly perhaps probably almost nearly about
    around some over under more less fewer than least most up only until before after since except but against
    former""".split()
)
_CASED = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Comparison:
    """A copy beside its original.

    `matches`: the number of a sentence of the original -> that of the copy's sentence which says the same in the same
    words, or in fewer. `shorter` are those of the copy's that say it in fewer. `differing` are those that say something
    of their own: a number, a time, a name, a quotation or a denial that does not stand in their counterpart.
    """

    matches: Mapping[int, int]
    shorter: frozenset[int] = frozenset()
    differing: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Read:
    """A sentence as it is compared."""

    n: int
    text: str
    words: tuple[str, ...]

    @property
    def telling(self) -> frozenset[str]:
        return frozenset(self.words) - FUNCTION_WORDS or frozenset(self.words)


@lru_cache(maxsize=16)
def _read(key: "_Key") -> tuple[_Read, ...]:
    found = []
    for sentence in key.article.sentences:
        text = sentence.text[dateline_end(sentence.text) :] if sentence.n == 1 else sentence.text
        words = tuple(word for word in words_of(text) if word not in _ARTICLES)
        found.append(_Read(sentence.n, text, words))
    return tuple(found)


@dataclass(frozen=True)
class _Key:
    """An article as a cache key: its revision decides, its sentences are those of its text."""

    article: Article

    def __hash__(self) -> int:
        return hash(self.article.revision)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.article.sentences == other.article.sentences


def compare(original: Article, copy: Article) -> Comparison:
    """The copy's sentences beside those of the original.

    A sentence without a counterpart differs if it has a number, a name, a quotation or a denial at all. In a script
    without capitals any new word may be a name.
    """
    theirs, ours = _read(_Key(original)), _read(_Key(copy))
    pairs = _paired(theirs, ours)
    matches, shorter, differing = {}, set(), set()
    for sentence in ours:
        other = pairs.get(sentence.n)
        if other and _is_same(sentence, other):
            matches[other.n] = sentence.n
        elif other and _is_shorter(sentence, other):
            matches[other.n] = sentence.n
            shorter.add(sentence.n)
        elif _has_own(sentence, other):
            differing.add(sentence.n)
    return Comparison(matches, frozenset(shorter), frozenset(differing))


def _paired(theirs: Sequence[_Read], ours: Sequence[_Read]) -> dict[int, _Read]:
    """The counterpart of each sentence of the copy that has one: with the same words, or else with most of them.

    Equal sentences are paired in their order, so that the second "No one was hurt." meets the second.
    """
    free: dict[tuple[str, ...], list[_Read]] = {}
    for sentence in theirs:
        free.setdefault(sentence.words, []).append(sentence)
    pairs = {s.n: free[s.words].pop(0) for s in ours if free.get(s.words)}
    left = {sentence.n: sentence for sentences in free.values() for sentence in sentences}
    having: defaultdict[str, list[int]] = defaultdict(list)
    for n, sentence in left.items():
        for word in sentence.telling:
            having[word].append(n)
    for sentence in ours:
        if sentence.n in pairs:
            continue
        common = Counter(n for word in sentence.telling for n in having[word] if n in left)
        best = max(common, key=lambda n: (common[n], -n), default=0)
        if common[best] and common[best] >= _ALIKE * len(sentence.telling):
            pairs[sentence.n] = left.pop(best)
    return pairs


def _is_same(sentence: _Read, other: _Read) -> bool:
    # "1.360" and "1,360" have the same words.
    numbers_stand = sentence.text == other.text or _numbers(sentence.text) == _numbers(other.text)
    return sentence.words == other.words and numbers_stand


def _is_shorter(sentence: _Read, other: _Read) -> bool:
    """True if it is the other with words left out, none of which turns what is said."""
    rest = iter(other.words)
    in_order = all(word in rest for word in sentence.words)
    left_out = Counter(other.words) - Counter(sentence.words)
    if not in_order or _TURNING & left_out.keys():
        return False
    return _numbers(sentence.text) <= _numbers(other.text) and _quotes(sentence.text) == _quotes(other.text)


# ------------------------------------------------------------------------------------------ what is its own


def _has_own(sentence: _Read, other: _Read | None) -> bool:
    """True if a sentence has a number, a name, a quotation or a denial that its counterpart has not."""
    there = other.text if other else ""
    if _numbers(sentence.text) - _numbers(there) or _quotes(sentence.text) - _quotes(there):
        return True
    if _times(sentence.text) - _times(there):
        return True
    new = set(sentence.words) - set(other.words if other else ())
    denials = Counter(word for word in sentence.words if word in _DENYING)
    denied = Counter(word for word in (other.words if other else ()) if word in _DENYING)
    return denials != denied or bool(new & _names(sentence.text))


def _numbers(text: str) -> frozenset[tuple[Any, ...]]:
    return frozenset((n.value, n.high, n.percent, n.ordinal, n.qualifier.casefold()) for n in read_numbers(text))


def _times(text: str) -> frozenset[str]:
    return frozenset(time.key for time in read_times(text))


def _quotes(text: str) -> frozenset[str]:
    return frozenset(" ".join(words_of(text[start:end])) for start, end in quoted_parts(text))


def _names(text: str) -> frozenset[str]:
    """The words of names; every word where the script has no capitals to tell them by."""
    letters = _CASED.findall(text)
    if not any(letter.lower() != letter.upper() for letter in letters):
        return frozenset(words_of(text))
    return frozenset(word for mention in read_names(text) for word in words_of(" ".join(mention.words)))


# ------------------------------------------------------------------------------------------ records


def carried(records: Iterable[R], original: Article, copy: Article, comparison: Comparison) -> list[R]:
    """The original's records that the copy's own sentences carry as well, grounded on these.

    Every sentence of a record needs its match; where that says it in fewer words, all words that the record has from
    the original must be among them. What does not stand when it is checked anew is not the copy's.
    """
    found = []
    for record in records:
        numbers = [comparison.matches.get(n) for n in record.sentences]
        there = [n for n in numbers if n is not None]
        if len(there) < len(numbers) or not _says_it(record, original, copy, there, comparison.shorter):
            continue
        marks = tuple(mark for mark in record.marks if mark != TRANSLATED)
        grounded, findings = ground(record.model_copy(update={"sentences": there, "marks": marks}), copy)
        if not findings and set(grounded.sentences) <= set(comparison.matches.values()):
            found.append(grounded)
    return found


def _says_it(record: Record, original: Article, copy: Article, there: Sequence[int], shorter: Collection[int]) -> bool:
    if not set(there) & set(shorter):
        return True
    before = _stems(original.sentence(n).text for n in record.sentences)
    after = _stems(copy.sentence(n).text for n in there)
    return _stems(_texts(record)) & before <= after


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for text in texts for word in words_of(text) if word not in _ARTICLES)


def _texts(value: Any) -> Iterator[str]:
    """The texts of a record that the model wrote: what code fills in is left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            if name not in {"id", "evidence", "marks", "reported"}:
                yield from _texts(getattr(value, name))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _texts(item)
