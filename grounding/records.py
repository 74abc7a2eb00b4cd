"""Grounding of records: what a field claims, against the sentences that the record cites."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any, TypeVar

from pydantic import BaseModel

from ..registry import country_code
from ..schemas import (
    Actor,
    Article,
    Check,
    Event,
    Evidence,
    Figure,
    Finding,
    Name,
    Number,
    Prose,
    Published,
    Quote,
    Record,
    Stance,
    TimeWords,
    WhenModel,
)
from .amounts import read_numbers
from .checks import check_name, check_number, check_quote, check_time_words
from .counts import same_number
from .dates import resolve, resolve_toward
from .fields import Claim, claims, own_fields
from .nameindex import NameIndex
from .prose import check_negation, check_prose
from .qualifiers import qualifier_class
from .quotes import find_quote
from .scope import TRANSLATED, Passage, Scope, is_english
from .tense import looks_ahead

__all__ = ["EXTENDED", "ground"]

R = TypeVar("R", bound=Record)

EXTENDED = "evidence extended"
# The bound of `Record.sentences`.
_MOST_SENTENCES = 4


def ground(record: R, article: Article) -> tuple[R, tuple[Finding, ...]]:
    """The record completed by code, and why it does not stand: no findings, it stands.

    Completed are `id`, `evidence`, `marks`, every time's days, `Event.reported` and `Figure.amount`. Evidence
    is mended: if another sentence of the article carries a quote, number or time, it is cited as well.
    Grounding a grounded record again changes nothing.
    """
    unknown = _unknown_sentences(record, article)
    scope = _scope(record, article)
    findings = tuple(unknown or _findings(record, scope))
    return _completed(record, article, scope), findings


# ------------------------------------------------------------------------------------------ the article


@dataclass(frozen=True, eq=False, slots=True)
class _Key:
    """An article as a cache key: cheap to hash, equal only if all of it is."""

    article: Article

    def __hash__(self) -> int:
        return hash((self.article.id, self.article.revision))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and (self.article is other.article or self.article == other.article)


@lru_cache(maxsize=64)
def _known(key: _Key) -> tuple[tuple[Passage, ...], NameIndex]:
    """What is read once of an article, for all of its records."""
    article = key.article
    sentences = tuple(s.text for s in article.sentences)
    passages = tuple(Passage(s.n, s.text, article.published, sentences, article.outlet) for s in article.sentences)
    return passages, NameIndex((article.text, article.title, article.outlet))


def name_index(article: Article) -> NameIndex:
    """The names of an article, read once."""
    return _known(_Key(article))[1]


def _scope(record: Record, article: Article) -> Scope:
    passages, names = _known(_Key(article))
    cited = [passages[n - 1] for n in dict.fromkeys(record.sentences) if 1 <= n <= len(passages)]
    taken = {passage.n for passage in cited}
    rest = [passage for passage in passages if passage.n not in taken]
    return Scope(cited, rest, names, english=is_english(article), extends=True)


def _unknown_sentences(record: Record, article: Article) -> list[Finding]:
    last = len(article.sentences)
    unknown = [n for n in record.sentences if not 1 <= n <= last]
    if not unknown:
        return []
    numbers = ", ".join(map(str, unknown))
    reason = f"the article has sentences [1] to [{last}], not {numbers}; cite the sentences that carry the record"
    return [Finding(check="sentences", field="sentences", value=numbers, sentences=tuple(unknown), reason=reason)]


# ------------------------------------------------------------------------------------------ the checks

_CHECKS: Mapping[type[Check], Callable[[str, str, Scope], Iterator[Finding]]] = {
    Quote: check_quote,
    Name: check_name,
    Number: check_number,
    TimeWords: check_time_words,
    Prose: check_prose,
}


def _findings(record: Record, scope: Scope) -> Iterator[Finding]:
    # A qualifier belongs to its number: it has a rule of its own.
    wanted = [claim for claim in claims(record) if not (isinstance(record, Figure) and claim.path == "qualifier")]
    for claim in wanted:
        yield from _checked(claim, scope)
    if isinstance(record, Figure):
        yield from _qualifier(record, scope)
    # Last, when all sentences that carry the record are known. What a stance is about, or a figure counts, is no
    # assertion: polarity and value stand beside it.
    for claim in wanted:
        if isinstance(claim.check, Prose) and not isinstance(record, Stance | Figure):
            yield from check_negation(claim.path, claim.value, scope)
    if len(scope.cited) > _MOST_SENTENCES:
        reason = f"it takes more than {_MOST_SENTENCES} sentences to carry this record; say less, or make two of it"
        yield scope.finding("sentences", "sentences", "", reason)


def _checked(claim: Claim, scope: Scope) -> Iterator[Finding]:
    """The findings of one claim; a kind of check that is not ours is left to its owner."""
    if too_long := tuple(scope.too_long(claim.path, claim.value)):
        yield from too_long
        return
    if isinstance(claim.check, Name) and not scope.english:
        return
    for kind, check in _CHECKS.items():
        if isinstance(claim.check, kind):
            yield from check(claim.path, claim.value, scope)


def _qualifier(record: Figure, scope: Scope) -> Iterator[Finding]:
    """The qualifier stands in a cited sentence, with this number; a number that has one there has one here."""
    if record.qualifier and not any(find_quote(record.qualifier, passage.text) for passage in scope.cited):
        reason = f"{record.qualifier!r} does not stand in {scope.where(elsewhere=False)}; copy the word or leave it out"
        yield scope.finding("qualifier", "qualifier", record.qualifier, reason)
        return
    numbers = read_numbers(record.value)
    if len(numbers) != 1 or not scope.english:
        return
    there = [m for passage in scope.cited for m in same_number(numbers[0], passage, strict=False) if not m.ordinal]
    given = [qualifier_class(m.qualifier) for m in there]
    said = qualifier_class(record.qualifier or numbers[0].qualifier)
    if given and all(given) and said not in given:
        reason = f"{record.value!r} stands with {there[0].qualifier!r} in the sentence; give that as the qualifier"
        yield scope.finding("qualifier", "qualifier", record.value, reason)


# ------------------------------------------------------------------------------------------ what code fills in


def _completed(record: R, article: Article, scope: Scope) -> R:
    days = partial(_days, published=article.published, record=record, scope=scope)
    own = {n: _resolved(getattr(record, n), days) for n in own_fields(type(record))}
    own["sentences"] = list(dict.fromkeys([*record.sentences, *(passage.n for passage in scope.cited)]))
    by_code: dict[str, Any] = {
        "id": _identity(record.kind, own, article),
        "evidence": tuple(_evidence(article, passage.n) for passage in scope.cited),
        "marks": _marks(record, scope),
    }
    if isinstance(record, Event):
        by_code["reported"] = article.published
    if isinstance(record, Figure):
        by_code["amount"] = _amount(record)
    if isinstance(record, Actor):
        by_code["country_code"] = country_code(record.country) or ""
    return record.model_copy(update=own | by_code)


def _marks(record: Record, scope: Scope) -> tuple[str, ...]:
    ours = [TRANSLATED] * (not scope.english) + [EXTENDED] * scope.extended
    return tuple(dict.fromkeys([*record.marks, *ours]))


_Days = tuple[date, date] | None
# How a sentence says that what it tells is still to come, where the clause itself leaves it open.
_TO_COME = re.compile(
    r"\b(will|would|shall|may|might|could|is to|are to|due|plan\w*|schedul\w+|expect\w*|intend\w*|set to|ahead of)\b",
    re.I,
)


def _days(words: str, *, published: Published | None, record: Record, scope: Scope) -> _Days:
    """The days that time words mean, past or to come by the tense of their clause.

    Of an event that is still to come, words in a clause of the past are its report's, and not resolved.
    """
    sentences = [passage.text for passage in scope.cited if find_quote(words, passage.text)]
    tenses = {looks_ahead(words, sentence) for sentence in sentences}
    aux_ahead = isinstance(record, Event) and bool({"future", "hypothetical"} & set(record.aux))
    if tenses == {True}:
        return resolve_toward(words, published, ahead=True)
    behind, coming = resolve(words, published), resolve(words, published, ahead=True)
    if tenses == {False} and not aux_ahead:
        return resolve_toward(words, published, ahead=False)
    if behind == coming or not aux_ahead:
        return behind
    return coming if any(_TO_COME.search(sentence) for sentence in sentences) else None


def _resolved(value: Any, days: Callable[[str], _Days]) -> Any:
    """The value with every time in it resolved to days."""
    if isinstance(value, WhenModel):
        start, end = days(value.words) or (None, None)
        return value.model_copy(update={"start": start, "end": end})
    if isinstance(value, BaseModel):
        inner = {name: _resolved(getattr(value, name), days) for name in type(value).model_fields}
        return value.model_copy(update=inner)
    if isinstance(value, list | tuple):
        return type(value)(_resolved(item, days) for item in value)
    if isinstance(value, dict):
        return {key: _resolved(item, days) for key, item in value.items()}
    return value


def _evidence(article: Article, n: int) -> Evidence:
    s = article.sentence(n)
    return Evidence(article=article.id, revision=article.revision, sentence=n, start=s.start, end=s.end, text=s.text)


def _amount(record: Figure) -> float | None:
    """The value as one number, with a scale that stands in the unit ("1.2", "billion dollars")."""
    numbers = read_numbers(f"{record.value} {record.unit}") or read_numbers(record.value)
    own = read_numbers(record.value)
    return numbers[0].value if len(own) == 1 and own[0].high is None else None


def _identity(kind: str, own: Mapping[str, Any], article: Article) -> str:
    """The kind's first letter and 8 hex digits of a hash over the article's revision and the model's own fields."""
    wire = {name: _wire(value) for name, value in own.items()}
    whole = json.dumps([article.id, article.revision, kind, wire], sort_keys=True, default=str)
    return f"{kind[:1]}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def _wire(value: Any) -> Any:
    """A value as the model wrote it: of a time the words alone."""
    if isinstance(value, WhenModel):
        return value.words
    if isinstance(value, BaseModel):
        return {name: _wire(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, list | tuple):
        return [_wire(item) for item in value]
    if isinstance(value, set | frozenset):  # its order is no part of it, and differs from run to run
        return sorted((_wire(item) for item in value), key=str)
    return {str(k): _wire(v) for k, v in value.items()} if isinstance(value, dict) else value
