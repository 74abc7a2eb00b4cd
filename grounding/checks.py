"""The checks of a record's single fields: quotes, names, numbers, time words."""

from collections.abc import Iterator

from ..schemas import Finding
from .amounts import NumberMention, read_numbers
from .counts import same_number
from .moments import has_time_words
from .names import TITLES, plain_words
from .quotes import find_quote, quote_class
from .scope import Passage, Scope
from .times import read_times
from .words import FUNCTION_WORDS, fold

__all__ = ["check_name", "check_number", "check_quote", "check_time_words", "listed", "no_number"]


# A shorter quote that stands in several sentences says nothing about which of them was meant.
_TELLING_WORDS = 3


def check_quote(field: str, quote: str, scope: Scope) -> Iterator[Finding]:
    """The words stand in a cited sentence, or in another one that is then cited too. The fault is the quote's class."""
    cited = [passage.text for passage in scope.cited]
    rest = [text for passage in scope.cited for text in passage.article] or [passage.text for passage in scope.rest]
    if (how := quote_class(quote, cited, rest)) in ("exact", "normalised"):
        return
    others = [f"[{passage.n}]" for passage in scope.rest if find_quote(quote, passage.text)] if scope.extends else []
    if len(others) > 1 and len(quote.split()) < _TELLING_WORDS:
        reason = f"the words {quote!r} do not stand in {scope.where(elsewhere=False)} but in {', '.join(others)}; "
        yield scope.finding("quote", field, quote, f"{reason}cite the sentence that is meant", fault=how)
    elif not scope.carried(lambda passage: find_quote(quote, passage.text) is not None):
        advice = "copy the words exactly from one sentence or leave them out"
        where = (
            f"stand in two places, not together in {scope.where()}"
            if how == "spliced"
            else f"do not stand in {scope.where()}"
        )
        yield scope.finding("quote", field, quote, f"the words {quote!r} {where}; {advice}", fault=how)


# "of" binds a name together ("Ministry of Justice"), the others do not belong to one unless they are capitals.
_SMALL_WORDS = FUNCTION_WORDS - {"of"}


def check_name(field: str, value: str, scope: Scope) -> Iterator[Finding]:
    """Every word of a name stands in the article, in this form or in another one that is known for it."""
    words = [word for word in plain_words(value) if word not in _SMALL_WORDS]
    named = any(word[:1].isupper() and fold(word) not in TITLES for word in words)
    gone = [w for w in scope.names.missing(words) if not (scope.names.holds_stem(w) or (named and fold(w) in TITLES))]
    if gone:
        reason = f"the article does not hold {listed(gone)} of the name {value!r}; write the name as the article does"
        yield scope.finding("name", field, value, reason, fault="invented")


def listed(words: list[str]) -> str:
    """Words as a message gives them."""
    return ", ".join(repr(word) for word in words)


def check_number(field: str, value: str, scope: Scope) -> Iterator[Finding]:
    """The number stands in a cited sentence, in digits or in words, or else in another one."""
    numbers = read_numbers(value)
    for number in numbers:
        if not _carried(number, scope):
            yield no_number(field, number, scope)
    if not numbers and not scope.carried(lambda passage: find_quote(value, passage.text) is not None):
        reason = f"{value!r} does not stand in {scope.where()}; copy the number as written or leave the record out"
        yield scope.finding("number", field, value, reason, fault="absent")


def _carried(number: NumberMention, scope: Scope) -> Passage | None:
    return scope.carried(lambda passage: bool(same_number(number, passage, strict=False)))


def no_number(field: str, number: NumberMention, scope: Scope) -> Finding:
    """The finding that a number is nowhere where it should be; a statement is told the numbers that are."""
    given = dict.fromkeys(m.text for passage in scope.cited for m in read_numbers(passage.text))
    hint = f" (they give {', '.join(list(given)[:8])})" if given and not scope.extends else ""
    advice = "copy the number as written or leave the record out" if scope.extends else "use the numbers given there"
    reason = f"the number {number.text!r} does not stand in {scope.where()}{hint}; {advice}"
    return scope.finding("number", field, number.text, reason, fault="absent")


def check_time_words(field: str, words: str, scope: Scope) -> Iterator[Finding]:
    """Time words stand in a cited sentence, or in another one, which is then cited too."""
    if not scope.english and words.isascii() and read_times(words):
        return  # English words for a time that the article gives in its own language
    if not scope.carried(lambda passage: has_time_words(words, passage)):
        advice = "copy them from a sentence or leave them empty"
        reason = f"the time words {words!r} do not stand in {scope.where()}; {advice}"
        yield scope.finding("time", field, words, reason, fault="absent")
