"""The checks of single claims: what a sentence or field says against what its cited sentences say."""

import re
from collections.abc import Iterator

from ..schemas import Finding
from .dates import Span, TimeMention, read_times, time_key
from .names import NameMention, read_names
from .negation import polarity_clash
from .amounts import VAGUE, NumberMention, qualifier_class, read_numbers, read_vague
from .quotes import find_quote, quoted_parts
from .scope import Passage, Scope
from .words import FUNCTION_WORDS, TOKEN, parts, stem

__all__ = [
    "check_name",
    "check_negation",
    "check_number",
    "check_prose",
    "check_quote",
    "check_time_words",
    "same_number",
]


def check_prose(name: str, text: str, scope: Scope) -> Iterator[Finding]:
    """Everything that code can check in a sentence of a model's own; negation comes last, see `check_negation`."""
    for start, end in quoted_parts(text):
        yield from check_quote(name, text[start:end], scope)
    yield from _prose_numbers(name, text, scope)
    yield from _prose_dates(name, text, scope)
    if scope.english:
        yield from _prose_names(name, text, scope)


# ------------------------------------------------------------------------------------------ quotes


def check_quote(name: str, quote: str, scope: Scope) -> Iterator[Finding]:
    """The words stand in a cited sentence, or in another one, which is then cited too."""
    if not scope.carried(lambda passage: find_quote(quote, passage.text) is not None):
        advice = "copy the words exactly from one sentence or leave them out"
        reason = f"the words {quote!r} do not stand in {scope.where()}; {advice}"
        yield scope.finding("quote", name, quote, reason)


# ------------------------------------------------------------------------------------------ names


def check_name(name: str, value: str, scope: Scope) -> Iterator[Finding]:
    """Every word of a name stands in the article, in this form or another one that is known for it."""
    words = [(part, part[:1].isupper()) for token in TOKEN.findall(value) for part in parts(_bare(token))]
    large = [word for word, capital in words if capital]
    missing = scope.names.missing([word for word, _ in words if word not in FUNCTION_WORDS or word == "of"])
    gone = [word for word in missing if not scope.names.holds_stem(word) and not _office(word, large)]
    if gone:
        reason = f"the article does not hold {_listed(gone)} of the name {value!r}; write the name as the article does"
        yield scope.finding("name", name, value, reason)


def _bare(token: str) -> str:
    return re.sub(r"['’]s?$", "", token)


def _office(word: str, large: list[str]) -> bool:
    """True for a title beside a name: the article may give the office elsewhere or in other words."""
    from .names import TITLES

    return word.lower() in TITLES and any(other.lower() not in TITLES for other in large)


def _prose_names(name: str, text: str, scope: Scope) -> Iterator[Finding]:
    for mention in read_names(text):
        missing = [w for w in scope.names.missing(mention.words) if not _common(w, mention, scope)]
        if missing:
            whole = "" if mention.text == missing[0] else f" of {mention.text!r}"
            reason = f"the name {_listed(missing)}{whole} does not stand in the article; use the names that it gives"
            yield scope.finding("name", name, mention.text, reason)


def _common(word: str, mention: NameMention, scope: Scope) -> bool:
    """True for a word that the article has in another inflection, as a common word put in capitals would be."""
    return len(word) > 3 and scope.names.holds_stem(word)


def _listed(words: list[str]) -> str:
    return ", ".join(repr(word) for word in words)


# ------------------------------------------------------------------------------------------ numbers

# A list of so many things may be counted: "three countries" for the three that the sentence names.
_COUNTABLE = 12
_LIST = re.compile(r"[^,;:.]+(?:, [^,;:.]+)*,? and [^,;:.]+")


def check_number(name: str, value: str, scope: Scope) -> Iterator[Finding]:
    """The number of a field stands in a cited sentence, in digits or in words, or else in another one."""
    numbers = read_numbers(value)
    for number in numbers:
        if not scope.carried(lambda passage, number=number: bool(same_number(number, passage, strict=False))):  # type: ignore[misc]
            yield _no_number(name, number, scope)
    if not numbers and not scope.carried(lambda passage: find_quote(value, passage.text) is not None):
        reason = f"{value!r} does not stand in {scope.where()}; copy the number as written or leave the record out"
        yield scope.finding("number", name, value, reason)


def _no_number(name: str, number: NumberMention, scope: Scope) -> Finding:
    given = sorted({m.text for passage in scope.cited for m in read_numbers(passage.text)})
    hint = f" (they give {', '.join(given[:8])})" if given and not scope.extends else ""
    advice = "copy the number as written or leave the record out" if scope.extends else "use only numbers given there"
    reason = f"the number {number.text!r} does not stand in {scope.where()}{hint}; {advice}"
    return scope.finding("number", name, number.text, reason)


def same_number(number: NumberMention, passage: Passage, strict: bool = True) -> list[NumberMention]:
    """The numbers of a passage that say what `number` says; `strict` tells percentages and ordinals apart."""
    there = read_numbers(passage.text)
    if strict:
        there = [m for m in there if m.percent == number.percent and m.ordinal == number.ordinal]
    same = [m for m in there if number.values() & m.values()]
    if number.high is None:
        return same
    ends = {round(number.value, 6), round(number.high, 6)}
    return same if ends <= {value for m in there for value in m.values()} else []


def _prose_numbers(name: str, text: str, scope: Scope) -> Iterator[Finding]:
    for number in read_numbers(text):
        if _is_passed(number, text, scope):
            continue
        if passage := _giver(number, text, scope):
            yield from _qualifier(name, number, same_number(number, passage), scope)
        else:
            yield _no_number(name, number, scope)
    if scope.english:
        yield from _vague(name, text, scope)


def _giver(number: NumberMention, text: str, scope: Scope) -> Passage | None:
    """The passage that gives the number; another one than the cited only if they count nothing else there."""
    given = next((passage for passage in scope.cited if same_number(number, passage)), None)
    if given or _other_count(number, text, scope.cited):
        return given
    return scope.carried(lambda passage: bool(same_number(number, passage)))


def _is_passed(number: NumberMention, text: str, scope: Scope) -> bool:
    """True where a number that no cited sentence gives is none of our business."""
    if any(same_number(number, passage) for passage in scope.cited):
        return False
    if not scope.english and number.value <= _COUNTABLE:
        return True  # it may stand there in the words of another language
    if re.fullmatch(r"\d{4}", number.text) and any(_names_year(number.text, p) for p in scope.cited):
        return True
    counted_otherwise = _other_count(number, text, scope.cited)
    if number.value in {0, 1, 2} and (number.ordinal or number.value < 2):
        return not counted_otherwise
    return not counted_otherwise and number.value <= _COUNTABLE and _counts_a_list(number, scope)


def _names_year(digits: str, passage: Passage) -> bool:
    return any(digits in time.text for time in read_times(passage.text))


def _other_count(number: NumberMention, text: str, cited: list[Passage]) -> bool:
    """True if a cited sentence gives another number of the same thing: "two soldiers" against "three soldiers"."""
    thing = _counted(number, text)
    for passage in cited:
        for other in read_numbers(passage.text):
            if other.ordinal == number.ordinal and not other.values() & number.values():
                if thing & _counted(other, passage.text):
                    return True
    return False


def _counted(number: NumberMention, text: str) -> set[str]:
    """The stems of the first words after a number, up to the first small word or mark."""
    found: set[str] = set()
    for word in re.split(r"[\s-]", re.split(r"[,;:.()\"“”]", text[number.end :])[0].strip(" -"))[:3]:
        if not word or word in FUNCTION_WORDS:
            break
        found.add(stem(word))
    return found


def _counts_a_list(number: NumberMention, scope: Scope) -> bool:
    """True if a cited sentence lists, or names, just so many things."""
    for passage in scope.cited:
        lists = [match.group().count(",") + 2 - (", and " in match.group()) for match in _LIST.finditer(passage.text)]
        names = {mention.text for mention in read_names(passage.text)}
        if number.value in lists or number.value == len(names) or (number.value == 2 and len(names) > 1):
            return True
    names = {mention.text for passage in scope.cited for mention in read_names(passage.text)}
    return number.value == len(names)


def _qualifier(name: str, number: NumberMention, there: list[NumberMention], scope: Scope) -> Iterator[Finding]:
    """The word that loosens a number is neither lost nor turned round nor added."""
    if not scope.english or number.ordinal or not there:
        return
    said, given = qualifier_class(number.qualifier), [qualifier_class(m.qualifier) for m in there]
    if not said and all(given):
        words = there[0].qualifier
        reason = f"{scope_number(number)} stands with {words!r} in the sentence; keep it: {words} {number.text}"
        yield scope.finding("qualifier", name, number.text, reason)
    elif said and not any(_agree(said, other) for other in given):
        reason = f"{number.qualifier!r} does not stand with {scope_number(number)} in the sentence; write it as there"
        yield scope.finding("qualifier", name, f"{number.qualifier} {number.text}", reason)


def scope_number(number: NumberMention) -> str:
    """How a message calls a number."""
    return f"the number {number.text!r}"


def _agree(said: str, given: str) -> bool:
    if said == "near":
        return True  # it claims less than any other word, and less than the bare number
    loose = {"below": {"below", "near", "most"}, "above": {"above", "near"}, "most": {"most", "below", "near"}}
    return given in loose[said]


def _vague(name: str, text: str, scope: Scope) -> Iterator[Finding]:
    for words, start, end in read_vague(text):
        if not scope.carried(lambda passage, words=words: _is_so_many(words, passage)):  # type: ignore[misc]
            reason = f"{text[start:end]!r} does not stand in {scope.where()}; give the amount as the sentence does"
            yield scope.finding("number", name, text[start:end], reason)


def _is_so_many(words: str, passage: Passage) -> bool:
    low, high = VAGUE[words]
    if any(given == words for given, _, _ in read_vague(passage.text)):
        return True
    return any(low <= value < high for number in read_numbers(passage.text) for value in number.values())


# ------------------------------------------------------------------------------------------ times

_WEEKDAY = re.compile(r"(?:^|\s)((?:mon|tues|wednes|thurs|fri|satur|sun)day)$")
_MONTH_DAY = re.compile(r"[a-z]+ \d{1,2}$")


def check_time_words(name: str, words: str, scope: Scope) -> Iterator[Finding]:
    """Time words stand in a cited sentence, or in another one, which is then cited too."""
    if not scope.english and words.isascii() and read_times(words):
        return  # English words for a time that the article gives in its own language
    key = time_key(words)
    if not scope.carried(lambda passage: _says_time(words, key, passage)):
        reason = f"the time words {words!r} do not stand in {scope.where()}; copy them from a sentence or leave them empty"
        yield scope.finding("time", name, words, reason)


def _says_time(words: str, key: str, passage: Passage) -> bool:
    bare = re.sub(r"^(?:on|in|at|during|by|since|until|the)\s", "", words, flags=re.IGNORECASE)
    if find_quote(words, passage.text) or find_quote(bare, passage.text):
        return True
    return any(time.key == key for time in read_times(passage.text))


def _prose_dates(name: str, text: str, scope: Scope) -> Iterator[Finding]:
    for time in read_times(text):
        if not scope.english and _unreadable(time, scope):
            continue
        if _is_publication(time, scope) or _somewhere(time, scope):
            continue
        reason = f"the time {time.text!r} is neither in {scope.where()} nor the day of publication; give the time as there"
        yield scope.finding("date", name, time.text, reason)


def _somewhere(time: TimeMention, scope: Scope) -> bool:
    if any(_gives_time(time, passage) for passage in scope.cited):
        return True
    if scope.extends:
        return scope.carried(lambda passage: _gives_time(time, passage)) is not None
    return any(_gives_time(time, passage) for passage in scope.rest)


def _unreadable(time: TimeMention, scope: Scope) -> bool:
    """True if the article may say this time in its language: the digits of it stand there, or it has none."""
    digits = re.findall(r"\d+", time.key)
    there = {number for p in (*scope.cited, *scope.rest) for number in re.findall(r"\d+", _ascii_digits(p.text))}
    return set(digits) <= there


def _ascii_digits(text: str) -> str:
    return re.sub(r"\d", lambda m: str(int(m[0])), text)


def _is_publication(time: TimeMention, scope: Scope) -> bool:
    for passage in scope.cited:
        if passage.published:
            spans = [time.resolve(passage.published, ahead) for ahead in (False, True)]
            if any(span and span[0] <= passage.published.day <= span[1] for span in spans):
                return True
    return False


def _gives_time(time: TimeMention, passage: Passage) -> bool:
    """True if a passage has the same time words, or a time that falls within the time said."""
    there = read_times(passage.text)
    if any(_same_words(time.key, other.key) for other in there):
        return True
    given = [span for other in there for span in _spans(other, passage)]
    weekday = _WEEKDAY.search(time.key)
    if weekday and any(a == b and f"{a:%A}".lower() == weekday[1] for a, b in given):
        return True
    return any(a <= c and d <= b for a, b in _spans(time, passage) for c, d in given)


def _spans(time: TimeMention, passage: Passage) -> list[Span]:
    found = [time.resolve(passage.published, ahead) for ahead in (False, True)]
    return [span for span in found if span]


def _same_words(said: str, given: str) -> bool:
    if said == given:
        return True
    first, second = _WEEKDAY.search(said), _WEEKDAY.search(given)
    if first and second:
        return first[1] == second[1]
    first, second = _MONTH_DAY.search(said), _MONTH_DAY.search(given)
    return bool(first and second and first[0] == second[0])


# ------------------------------------------------------------------------------------------ negation


def check_negation(name: str, text: str, scope: Scope) -> Iterator[Finding]:
    """No word is negated here and not there, or the reverse."""
    if scope.english and (word := polarity_clash(text, [passage.text for passage in scope.cited])):
        reason = f"{word!r} is negated in the text or in its sentences, and not in both; say what the sentences say"
        yield scope.finding("negation", name, text, reason)
