"""Grounding of records: what a field claims, against the sentences that the record cites."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import BaseModel

from ..registry import country_code, country_names, is_code
from ..schemas import (
    Article,
    ByCode,
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
from .dates import resolve
from .names import NameIndex
from .amounts import qualifier_class, read_numbers
from .prose import (
    check_name,
    check_negation,
    check_number,
    check_prose,
    check_quote,
    check_time_words,
    same_number,
)
from .scope import TRANSLATED, Passage, Scope, is_english

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
    passages = tuple(Passage(s.n, s.text, article.published) for s in article.sentences)
    return passages, NameIndex((article.text, article.title, article.outlet))


def name_index(article: Article) -> NameIndex:
    """The names of an article, read once."""
    return _known(_Key(article))[1]


def _scope(record: Record, article: Article) -> Scope:
    passages, names = _known(_Key(article))
    cited = [passages[n - 1] for n in dict.fromkeys(record.sentences) if 1 <= n <= len(passages)]
    rest = [passage for passage in passages if passage not in cited]
    return Scope(cited, rest, names, english=is_english(article), extends=True)


def _unknown_sentences(record: Record, article: Article) -> list[Finding]:
    last = len(article.sentences)
    unknown = [n for n in record.sentences if not 1 <= n <= last]
    if not unknown:
        return []
    numbers = ", ".join(map(str, unknown))
    reason = f"the article has sentences [1] to [{last}], not {numbers}; cite the sentences that carry the record"
    return [Finding(check="sentences", field="sentences", value=numbers, sentences=tuple(unknown), reason=reason)]


# ------------------------------------------------------------------------------------------ the claims

_Claim = tuple[Check, str, Any]


def _claims(model: BaseModel, prefix: str = "") -> Iterator[_Claim]:
    """Every check that a field's metadata asks for, with the field's path and its value."""
    for name, info in type(model).model_fields.items():
        checks = tuple(check for check in info.metadata if isinstance(check, Check))
        yield from _of(getattr(model, name), info.annotation, checks, f"{prefix}{name}")


def _of(value: Any, annotation: Any, checks: tuple[Check, ...], path: str) -> Iterator[_Claim]:
    annotation = getattr(annotation, "__value__", annotation)  # a named alias
    if get_origin(annotation) is Annotated:
        annotation, *metadata = get_args(annotation)
        checks += tuple(check for check in metadata if isinstance(check, Check))
    inner = get_args(annotation)
    if isinstance(value, str | WhenModel):
        found = checks + tuple(c for part in inner for c in _checks_in(part))
        yield from ((check, path, value) for check in found)
    elif isinstance(value, BaseModel):
        yield from _claims(value, f"{path}.")
    elif isinstance(value, Mapping):
        yield from (c for k, v in value.items() for c in _of(v, _last(inner), checks, f"{path}[{k!r}]"))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (c for i, v in enumerate(value) for c in _of(v, _item(annotation), checks, f"{path}[{i}]"))


def _checks_in(annotation: Any) -> tuple[Check, ...]:
    """The checks of one side of a union, such as `Annotated[str, Name()] | None`."""
    annotation = getattr(annotation, "__value__", annotation)
    if get_origin(annotation) is not Annotated:
        return tuple(check for part in get_args(annotation) for check in _checks_in(part))
    return tuple(check for check in get_args(annotation)[1:] if isinstance(check, Check))


def _last(arguments: tuple[Any, ...]) -> Any:
    return arguments[-1] if arguments else None


def _item(annotation: Any) -> Any:
    """What a list holds, also where the list may be missing (`list[...] | None`)."""
    if get_origin(annotation) in {list, tuple, set, frozenset}:
        return get_args(annotation)[0] if get_args(annotation) else None
    inner = (_item(part) for part in get_args(annotation))
    return next((item for item in inner if item is not None), None)


# ------------------------------------------------------------------------------------------ the checks

_Text = Callable[[str, str, Scope], Iterator[Finding]]


def _findings(record: Record, scope: Scope) -> Iterator[Finding]:
    claims = [(check, path, str(getattr(value, "words", value))) for check, path, value in _claims(record)]
    claims = [claim for claim in claims if claim[2].strip()]
    for check, path, value in claims:
        yield from _check(check, path, value, scope)
    yield from _country(record, scope)
    if isinstance(record, Figure):
        yield from _lost_qualifier(record, scope)
    # What a stance is about, or a figure counts, is no assertion: polarity and value stand beside it.
    for check, path, value in claims:
        if isinstance(check, Prose) and not isinstance(record, Stance | Figure):  # last, when all sentences that carry the record are known
            yield from check_negation(path, value, scope)
    if len(scope.cited) > _MOST_SENTENCES:
        reason = f"it takes more than {_MOST_SENTENCES} sentences to carry this record; say less, or make two of it"
        yield scope.finding("sentences", "sentences", "", reason)


def _check(check: Check, path: str, value: str, scope: Scope) -> Iterator[Finding]:
    by_kind: tuple[tuple[type[Check], _Text], ...] = (
        (Quote, check_quote),
        (Number, check_number),
        (TimeWords, check_time_words),
        (Prose, check_prose),
    )
    for kind, function in by_kind:
        if isinstance(check, kind):
            yield from function(path, value, scope)
    if isinstance(check, Name) and scope.english:
        yield from check_name(path, value, scope)


def _country(record: Record, scope: Scope) -> Iterator[Finding]:
    """A `country` of any kind of record is a code, or a name that has one, and of a country that the article names."""
    given = getattr(record, "country", "")
    if not isinstance(given, str) or not given:
        return
    code = _code(given)
    if not code:
        reason = f"{given!r} is no country code; give ISO 3166 alpha-3 or a PLOVER code, or leave it empty"
        yield scope.finding("country", "country", given, reason)
    elif scope.english and country_names(code) and not scope.names.holds_country(code):
        reason = f"the article does not name the country {given!r}; leave it empty"
        yield scope.finding("country", "country", given, reason)


def _code(country: str) -> str | None:
    return country if is_code(country) else country_code(country)


def _lost_qualifier(record: Figure, scope: Scope) -> Iterator[Finding]:
    numbers = read_numbers(record.value)
    if len(numbers) != 1 or not scope.english:
        return
    there = [m for passage in scope.cited for m in same_number(numbers[0], passage, strict=False)]
    given = [m.qualifier for m in there if not m.ordinal]
    if given and all(qualifier_class(q) for q in given) and not (record.qualifier or numbers[0].qualifier):
        reason = f"{record.value!r} stands with {given[0]!r} in the sentence; give it as the qualifier"
        yield scope.finding("qualifier", "qualifier", record.value, reason)


# ------------------------------------------------------------------------------------------ what code fills in


def _completed(record: R, article: Article, scope: Scope) -> R:
    sentences = list(dict.fromkeys([*record.sentences, *(passage.n for passage in scope.cited)]))
    marks = [*record.marks, *([TRANSLATED] if not scope.english else []), *([EXTENDED] if scope.extended else [])]
    ahead = isinstance(record, Event) and "future" in record.aux
    changes: dict[str, Any] = {
        name: _resolved(getattr(record, name), article.published, ahead) for name in _own_fields(type(record))
    }
    changes |= {
        "sentences": sentences,
        "marks": tuple(dict.fromkeys(marks)),
        "evidence": tuple(_evidence(article, passage.n) for passage in scope.cited),
    }
    if isinstance(record, Event):
        changes["reported"] = article.published
    if isinstance(country := getattr(record, "country", None), str):
        changes["country"] = _code(country) or country
    if isinstance(record, Figure):
        changes["amount"] = _amount(record)
    whole = record.model_copy(update=changes)
    return whole.model_copy(update={"id": _identity(whole, article)})


def _own_fields(kind: type[Record]) -> list[str]:
    """The fields that a model fills."""
    return [n for n, f in kind.model_fields.items() if not any(isinstance(m, ByCode) for m in f.metadata)]


def _resolved(value: Any, published: Published | None, ahead: bool) -> Any:
    """The value with every time in it resolved to days."""
    if isinstance(value, WhenModel):
        start, end = resolve(value.words, published, ahead=ahead) or (None, None)
        return value.model_copy(update={"start": start, "end": end})
    if isinstance(value, BaseModel):
        inner = {name: _resolved(getattr(value, name), published, ahead) for name in type(value).model_fields}
        return value.model_copy(update=inner)
    if isinstance(value, list | tuple):
        return type(value)(_resolved(item, published, ahead) for item in value)
    if isinstance(value, dict):
        return {key: _resolved(item, published, ahead) for key, item in value.items()}
    return value


def _evidence(article: Article, n: int) -> Evidence:
    s = article.sentence(n)
    return Evidence(
        article=article.id, revision=article.revision, sentence=n, start=s.start, end=s.end, text=s.text
    )


def _amount(record: Figure) -> float | None:
    """The value as one number, with a scale that stands in the unit ("1.2", "billion dollars")."""
    numbers = read_numbers(f"{record.value} {record.unit}") or read_numbers(record.value)
    own = read_numbers(record.value)
    return numbers[0].value if len(own) == 1 and own[0].high is None else None


def _identity(record: Record, article: Article) -> str:
    """The kind's first letter and 8 hex digits of a hash over the article's revision and the model's own fields."""
    wire = {name: _wire(getattr(record, name)) for name in _own_fields(type(record))}
    whole = json.dumps([article.id, article.revision, record.kind, wire], sort_keys=True, default=str)
    return f"{record.kind[:1]}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def _wire(value: Any) -> Any:
    """A value as the model wrote it: of a time the words alone."""
    if isinstance(value, WhenModel):
        return value.words
    if isinstance(value, BaseModel):
        return {name: _wire(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, list | tuple):
        return [_wire(item) for item in value]
    return {str(k): _wire(v) for k, v in value.items()} if isinstance(value, dict) else value
