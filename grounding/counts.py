"""Numbers of one text in another: is the same number there, of the same thing, as loose as here?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from .amounts import NumberMention, read_numbers
from .names import read_names
from .qualifiers import VAGUE, qualifier_class, read_vague
from .reading import content_words
from .scope import Passage
from .times import read_times
from .words import FUNCTION_WORDS, past_forms, stem

__all__ = ["counts_list", "is_so_many", "names_year", "other_count", "qualifier_fault", "same_number", "stands_spaced"]
_SPACED_GROUPS = re.compile(r"(?<=\d)[ .](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers of a text by value, and by the stems of what they count."""

    by_value: Mapping[float, list[NumberMention]]
    by_thing: Mapping[str, list[NumberMention]]


@lru_cache(maxsize=2048)
def _numbers(text: str) -> _Numbers:
    by_value: dict[float, list[NumberMention]] = {}
    by_thing: dict[str, list[NumberMention]] = {}
    for number in read_numbers(text):
        for value in number.values():
            by_value.setdefault(value, []).append(number)
        for thing in _counted(number, text):
            by_thing.setdefault(thing, []).append(number)
    return _Numbers(by_value, by_thing)


def same_number(number: NumberMention, passage: Passage, *, strict: bool = True) -> list[NumberMention]:
    """The numbers of a passage that are `number`; `strict` tells percentages, ordinals and plain ones apart."""
    by_value = _numbers(passage.text).by_value
    if number.high is not None and not all(by_value.get(round(end, 6)) for end in (number.value, number.high)):
        return []
    same = dict.fromkeys(m for value in number.values() for m in by_value.get(value, ()))
    if strict:
        return [m for m in same if _same_kind(m, number)]
    return [*same, *(m for m in read_numbers(passage.text) if m not in same and _is_mantissa(number, m))]


def _same_kind(first: NumberMention, second: NumberMention) -> bool:
    return first.percent == second.percent and first.ordinal == second.ordinal


def _is_mantissa(number: NumberMention, there: NumberMention) -> bool:
    """True for the "2.4" of "2.4 billion": a record may give the rest as the unit."""
    rest = there.text.removeprefix(number.text)
    return rest != there.text and rest[:1] in set(" -\u00a0bmtk")


def other_count(number: NumberMention, text: str, cited: Sequence[Passage]) -> str:
    """Another number that a cited sentence gives of the same thing, as written there; empty if there is none.

    "two soldiers" against "three soldiers", and "12 soldiers" against "5 soldiers and 12 civilians". A sentence that
    gives the number speaks for itself: another one may give how it grew.
    """
    thing = _counted(number, text)
    others: list[str] = []
    givers = [passage for passage in cited if same_number(number, passage)]
    for passage in givers or cited:
        counts = [_counted(m, passage.text) for m in same_number(number, passage)]
        if any(not counted or counted & thing for counted in counts):
            return ""
        by_thing = _numbers(passage.text).by_thing
        there = (m for stem_ in sorted(thing) for m in by_thing.get(stem_, ()))
        others += [m.text for m in there if _same_kind(m, number) and not m.values() & number.values()]
    return others[0] if others else _of_other_thing(number, text, givers)


def _of_other_thing(number: NumberMention, text: str, givers: Sequence[Passage]) -> str:
    """The number as a passage gives it, if there it counts something else, while what it counts here stands there too:
    "six inmates" against "inmates killed six guards".
    """
    thing = next(iter(content_words(text[number.end : number.end + 30])), None)
    if thing is None or thing.large or thing.start > 1 or not thing.low.endswith("s"):
        return ""
    for passage in givers:
        words = content_words(passage.text)
        for mention in same_number(number, passage):
            counted = next((word for word in words if word.start >= mention.end), None)
            if counted is None or counted.start > mention.end + 1 or not counted.low.endswith("s"):
                continue
            if not counted.means & thing.means and any(
                word.low == thing.low and word.start < mention.start for word in words
            ):
                return mention.text
    return ""


def _counted(number: NumberMention, text: str) -> set[str]:
    """The stems of the first words after a number, up to the first small word or mark."""
    phrase = re.split(r"[,;:.()\"“”]", text[number.end : number.end + 60], maxsplit=1)[0]
    words = re.split(r"[\s-]", phrase.strip(" -‑"))[:3]
    if words[0].islower() and (words[0] in past_forms() or words[0].endswith("ed")):
        return set()  # "of the 480 prisoners, 360 came"
    return {stem(word) for word in takewhile(lambda word: word and word.lower() not in FUNCTION_WORDS, words)}


def names_year(digits: str, passages: Sequence[Passage]) -> bool:
    """True if four digits stand in a passage as a year."""
    return len(digits) == 4 and any(digits in time.text for p in passages for time in read_times(p.text))


# What names can be counted as.
_NAMED = frozenset(
    stem(word)
    for word in """country state nation side party leader man men woman people person minister official town city body
    group ministry capital place envoy ally bank company politician deputy member neighbour government organisation
    president candidate figure name force camp colleague signatory power estimate account version report""".split()
)


def counts_list(number: NumberMention, text: str, passages: Sequence[Passage]) -> bool:
    """True if the text or a cited sentence lists, or names, just so many: "three countries" for the three named."""
    value = number.value
    if any(_is_one(thing, passage.text) for thing in _counted(number, text) for passage in passages):
        return False
    if value > 2 and value in _lists(text):
        return True
    if any(value in _lists(passage.text) for passage in passages):
        return True
    if not _counted(number, text) & _NAMED:
        return False
    names = [_names(passage.text) for passage in passages]
    return value in {len(_names(text)), *map(len, names), len(set().union(*names))} or (
        value == 2 and any(len(each) > 1 for each in names)
    )


def _is_one(thing: str, text: str) -> bool:
    """True if a text has "a student" for a thing that is counted elsewhere."""
    return any(stem(match[1]) == thing for match in _SINGLE.finditer(text))


_SINGLE = re.compile(r"\ban?\s(?:[a-z-]+\s){0,1}?([a-z]+)\b", re.IGNORECASE)


def _lists(text: str) -> set[int]:
    """How many things the lists of a text may have; an opening phrase ("In Qaradin, ...") may hold one comma."""
    found: set[int] = set()
    for clause in re.split(r"[;:.]", text):
        for end in re.finditer(r",? and ", clause):
            commas = clause.count(", ", 0, end.start())
            found |= {commas + 1, commas + 2} - {1}
    return found


def _names(text: str) -> set[str]:
    return {mention.text for mention in read_names(text)}


def stands_spaced(number: NumberMention, passages: Sequence[Passage]) -> bool:
    """True if the digits stand in a passage with groups as other languages part them ("2 250", "2.250")."""
    digits = re.compile(rf"(?<![\d.,]){re.escape(re.sub(',', '', number.text))}(?![\d]|[.,]\d)")
    return any(digits.search(_SPACED_GROUPS.sub("", passage.text)) for passage in passages)


def qualifier_fault(number: NumberMention, there: Sequence[NumberMention]) -> str:
    """What is wrong with the word that loosens a number: it is lost, added or turned round; empty if nothing is."""
    said, given = qualifier_class(number.qualifier), [qualifier_class(m.qualifier) for m in there]
    if not said and all(given):
        words = there[0].qualifier
        return f"the number {number.text!r} stands with {words!r} in the sentence; keep the word: {words} {number.text}"
    # "about" claims less than any other word, and less than the bare number.
    if said not in {"", "near", *given}:
        return f"{number.qualifier!r} does not stand with the number {number.text!r} in the sentence; write it as there"
    return ""


def is_so_many(words: str, passage: Passage) -> bool:
    """True if a passage has the vague amount, or a number that it may stand for."""
    low, high = VAGUE[words]
    if any(VAGUE[given] == (low, high) for given, _, _ in read_vague(passage.text)):
        return True
    return any(low <= value < high for number in read_numbers(passage.text) for value in number.values())
