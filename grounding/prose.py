"""The checks of a sentence of a model's own: its quotes, numbers, dates, names and negations."""

import re
from collections.abc import Iterator, Sequence

from ..schemas import Finding
from .amounts import NumberMention, read_numbers
from .checks import check_quote, listed, no_number
from .counts import counts_list, is_so_many, names_year, other_count, qualifier_fault, same_number, stands_spaced
from .moments import (
    gives_time,
    has_time_words,
    is_counted_year,
    is_publication_day,
    is_resolved,
    is_unreadable,
    takes_place,
)
from .names import read_names
from .negation import polarity_clash
from .qualifiers import qualifier_class, read_vague
from .quotes import quoted_parts, without_quotes
from .scope import Passage, Scope
from .sums import worked_out
from .text import is_inside
from .times import TimeMention, read_times
from .units import other_unit, time_clash

__all__ = ["check_negation", "check_prose"]

# So many things are counted by a reader of a list, or written in the words of another language.
_SMALL = 12


def check_prose(field: str, text: str, scope: Scope) -> Iterator[Finding]:
    """All but negation, which comes last: see `check_negation`. In another language names are not compared."""
    quoted = quoted_parts(text)
    for start, end in quoted:
        yield from check_quote(field, text[start:end], scope)
    for number in read_numbers(text):
        yield from _number(field, number, text, scope)
    for time in read_times(text):
        yield from _reported(field, time, scope) if _is_report(time, text, scope) else _time(field, time, text, scope)
    if scope.english:
        yield from _vague(field, text, scope)
        yield from _stretch(field, text, scope)
        yield from _names(field, text, quoted, scope)


def check_negation(field: str, text: str, scope: Scope) -> Iterator[Finding]:
    """No word is negated in the text and not in its sentences, nor the reverse; its quotes are as the sentences say."""
    own = without_quotes(text)
    if scope.english and (word := polarity_clash(own, [passage.text for passage in scope.cited])):
        reason = f"{word!r} is negated in the text or in its sentences, but not in both; say what the sentences say"
        yield scope.finding("negation", field, text, reason, fault="turned")


def _number(field: str, number: NumberMention, text: str, scope: Scope) -> Iterator[Finding]:
    giver = next((passage for passage in scope.cited if same_number(number, passage)), None)
    if not giver and (ways := worked_out(number, text, scope.cited)):
        yield from _loosened(field, number, ways, scope)
        return
    if giver and (unit := other_unit(number, text, scope.cited)):
        reason = f"the number {number.text!r} stands with {unit!r} in {scope.where(elsewhere=False)}; keep the unit"
        yield scope.finding("number", field, number.text, reason, fault="unit")
        return
    other = "" if number.ordinal else other_count(number, text, scope.cited)
    if not (other or giver) and not _is_left_aside(number, text, scope):
        giver = scope.carried(lambda passage: bool(same_number(number, passage)))
        if not giver:
            yield no_number(field, number, scope)
    if other and scope.english:
        yield scope.finding("number", field, number.text, _miscount(number, other, scope), fault="other")
    elif giver and scope.english and not number.ordinal:
        yield from _qualifier(field, number, scope)


def _loosened(
    field: str, number: NumberMention, ways: Sequence[Sequence[NumberMention | None]], scope: Scope
) -> Iterator[Finding]:
    """A total is as loose as its terms: "more than 20" of "more than 12" and 8."""
    said = qualifier_class(number.qualifier)
    given = [{qualifier_class(term.qualifier) if term else "" for term in terms} for terms in ways]
    if not any(said in kinds if said else kinds == {""} for kinds in given):
        reason = f"{number.qualifier!r} {number.text} is not what the numbers of {scope.where(elsewhere=False)} give"
        yield scope.finding("qualifier", field, number.text, reason, fault="other", light=said in ("", "near"))


def _miscount(number: NumberMention, other: str, scope: Scope) -> str:
    return f"in {scope.where(elsewhere=False)} another number, {other!r}, stands with what {number.text!r} counts here"


def _is_left_aside(number: NumberMention, text: str, scope: Scope) -> bool:
    """True where a number that no cited sentence gives need not stand in one."""
    if names_year(number.text, scope.cited) or (number.ordinal and _stands(number.text, scope.cited)):
        return True
    if any(number.text in time.text.split() for passage in scope.cited for time in read_times(passage.text)):
        return True  # "eighteen months before", of "eighteen months ago"
    if not scope.english:
        return number.value <= _SMALL or stands_spaced(number, scope.cited)
    if _ONE_IN.search(text, max(0, number.start - 12), number.start):
        return any(_is_share(m, number) for passage in scope.cited for m in read_numbers(passage.text))
    if number.value < 2 or (number.ordinal and number.value == 2):
        return not (number.ordinal and _has_ordinals(scope))  # "one", "zero", "the first", "a second"
    return number.value <= _SMALL and not number.ordinal and counts_list(number, text, scope.cited)


_ONE_IN = re.compile(r"\b(?:one|every) in $|\bone of every $", re.IGNORECASE)


def _is_share(given: NumberMention, number: NumberMention) -> bool:
    """ "one in three" is a third."""
    return abs(given.value * number.value - 1) < 1e-6 or (given.ordinal and given.value == number.value)


def _stands(word: str, passages: Sequence[Passage]) -> bool:
    """True if the very word is there: "a second convoy" is no number for `read_numbers`, "the second" is."""
    return any(re.search(rf"\b{re.escape(word)}\b", passage.text, re.IGNORECASE) for passage in passages)


def _has_ordinals(scope: Scope) -> bool:
    return any(number.ordinal for passage in scope.cited for number in read_numbers(passage.text))


def _qualifier(field: str, number: NumberMention, scope: Scope) -> Iterator[Finding]:
    there = [mention for passage in scope.cited for mention in same_number(number, passage)]
    if there and (fault := qualifier_fault(number, there)):
        how = "other" if number.qualifier else "lost"
        yield scope.finding(
            "qualifier", field, f"{number.qualifier} {number.text}".strip(), fault, fault=how, light=True
        )


def _vague(field: str, text: str, scope: Scope) -> Iterator[Finding]:
    for words, start, end in read_vague(text):
        if not _carries_amount(words, scope):
            reason = f"{text[start:end]!r} does not stand in {scope.where()}; give the amount as the sentence does"
            yield scope.finding("number", field, text[start:end], reason, fault="absent")


def _carries_amount(words: str, scope: Scope) -> Passage | None:
    return scope.carried(lambda passage: is_so_many(words, passage))


_REPORT_BEFORE = re.compile(r"\breport(?:ed|s)?(?:\s(?:on|of|from))?\s$", re.IGNORECASE)


def _is_report(time: TimeMention, text: str, scope: Scope) -> bool:
    """True for the day in "reported on 5 March", which a brief says of the articles it cites."""
    before = text[max(0, time.start - 20) : time.start]
    return not scope.extends and any(c.isdigit() for c in time.text) and bool(_REPORT_BEFORE.search(before))


def _reported(field: str, time: TimeMention, scope: Scope) -> Iterator[Finding]:
    if not any(is_publication_day(time, passage) or has_time_words(time.text, passage) for passage in scope.cited):
        days = sorted({f"{passage.published.day}" for passage in scope.cited if passage.published}) or ["no day"]
        reason = f"what it cites was published on {', '.join(days)}, not on {time.text}"
        yield scope.finding("date", field, time.text, reason, fault="other")


def _time(field: str, time: TimeMention, text: str, scope: Scope) -> Iterator[Finding]:
    if any(gives_time(time, passage) or is_resolved(time, passage, scope.days) for passage in scope.cited):
        return
    if is_counted_year(time, scope.cited):
        return
    fault = "other" if takes_place(time, text, scope.cited) else "absent"
    if fault == "absent" and _is_carried(time, scope):
        return
    reason = f"the time {time.text!r} is neither in {scope.where()} nor the day of publication; give the time as there"
    yield scope.finding("date", field, time.text, reason, fault=fault)


def _is_carried(time: TimeMention, scope: Scope) -> bool:
    """True if the publication, a day that was worked out, or a sentence before the cited ones gives a time."""
    if any(is_publication_day(time, passage) for passage in scope.cited):
        return True
    if scope.extends:
        return scope.carried(lambda passage: gives_time(time, passage, exactly=True)) is not None
    last = max((passage.n for passage in scope.cited), default=0)
    if any(passage.n < last and gives_time(time, passage, exactly=True) for passage in scope.rest):
        return True
    return not scope.english and is_unreadable(time, (*scope.cited, *scope.rest))


def _stretch(field: str, text: str, scope: Scope) -> Iterator[Finding]:
    if word := time_clash(text, scope.cited):
        reason = f"{word!r} takes the place of another time in {scope.where(elsewhere=False)}; give the time as there"
        yield scope.finding("date", field, word, reason, fault="other")


def _names(field: str, text: str, quoted: Sequence[tuple[int, int]], scope: Scope) -> Iterator[Finding]:
    for mention in read_names(text):
        if is_inside(mention.start, quoted):
            continue  # checked as a quote
        # A common word in capitals stands in the article in some other inflection.
        missing = [w for w in scope.names.missing(mention.words) if len(w) <= 3 or not scope.names.holds_stem(w)]
        if missing:
            whole = "" if mention.text == missing[0] else f" of {mention.text!r}"
            reason = f"the name {listed(missing)}{whole} does not stand in the article; use the names that it gives"
            yield scope.finding("name", field, mention.text, reason, fault="invented")
