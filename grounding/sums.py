"""Numbers that a statement works out of those in its sentences, and says so: totals and differences."""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from .amounts import NumberMention, read_numbers
from .scope import Passage

__all__ = ["worked_out"]

# Words by which a statement says that it adds up or takes away.
_TOTAL = re.compile(
    r"\b(?:together|in all|in total|totals?|totalled|totaling|altogether|combined|sum|overall|add(?:s|ed|ing)?|plus|"
    r"makes|making|counting|comes? to|joint(?:ly)?)\b",
    re.IGNORECASE,
)
# "more than 14" says no difference, "14 more than" does.
_MORE = r"(?:more|fewer|less)(?!\sthan\s(?:[$€£]?\d|one|two|three|four|five|six|seven|eight|nine|ten|half))"
_DIFFERENCE = re.compile(
    rf"\b(?:difference|remain\w*|rest|{_MORE}|higher|lower|larger|smaller|short of|without|subtract\w*|minus|others?|"
    r"before then|gap|margin|shrink\w*|excess|all but|apart from|(?:not|leaving) \w+ing|leaving aside|leav(?:es|ing)|"
    r"left|drop|else|apart|yet to|still to)\b",
    re.IGNORECASE,
)
_NEAR = 100  # characters: so far from its number such a word may stand
_MOST_TERMS = 4
# "a student was killed": one. Only what is told so may be added without a number of its own.
_ONE = re.compile(
    r"\b(?:an?|another)\s(?:[a-z-]+\s){0,2}(?:student|man|woman|boy|girl|child|person|guard|soldier|officer|fighter|civilian|"
    r"prisoner|inmate|policeman|driver|lender|bank|company|farmer|worker|resident|protester|teacher|journalist|doctor)\b",
    re.IGNORECASE,
)
_ROUNDED = 0.02


def worked_out(number: NumberMention, text: str, cited: Sequence[Passage]) -> list[tuple[NumberMention | None, ...]]:
    """The numbers of the cited sentences that give a number by being added up, or taken from one another, as the
    statement says near it; empty if none do. None stands for "a student", which is one.
    """
    around = text[max(0, number.start - _NEAR) : number.end + _NEAR]
    total = bool(_TOTAL.search(around))
    difference = bool(_DIFFERENCE.search(around)) or any("all but" in passage.text for passage in cited)
    if number.ordinal or number.percent or not (total or difference):
        return []
    given = [mention for passage in cited for mention in _terms(passage.text)]
    # What the statement itself has worked out before may be taken on: "197 seats, 46 more than the 151".
    given += [own for own in read_numbers(text) if own.start != number.start and _is_sum(own, given)]
    sums = [t for n in range(2, _MOST_TERMS + 1) for t in combinations(given, n)] if total else []
    found = [terms for terms in sums if _is(number, sum(map(_value, terms)), terms)]
    pairs = combinations(given, 2) if difference else ()
    return found + [pair for pair in pairs if _is(number, abs(_value(pair[0]) - _value(pair[1])), pair)]


def _is_sum(number: NumberMention, given: Sequence[NumberMention | None]) -> bool:
    """True if two of the numbers given make this one, and it is none of them."""
    if any(term and number.value in term.values() for term in given):
        return False
    pairs = ((_value(first), _value(second)) for first, second in combinations(given, 2))
    return any(number.value in (a + b, abs(a - b)) for a, b in pairs)


def _is(number: NumberMention, result: float, terms: Sequence[NumberMention | None]) -> bool:
    """True if the result is the number, or rounds to it where the terms are no exact ones themselves."""
    if abs(result - number.value) < 1e-6:
        return True
    loose = number.qualifier and any(term and term.qualifier for term in terms)
    return bool(loose) and result > 0 and abs(result - number.value) / result < _ROUNDED


def _value(term: NumberMention | None) -> float:
    return term.value if term else 1.0


def _terms(text: str) -> Iterable[NumberMention | None]:
    yield from (m for m in read_numbers(text) if not m.ordinal and not m.percent)
    if _ONE.search(text):
        yield None
