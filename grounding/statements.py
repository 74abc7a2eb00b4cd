"""Grounding of a brief: statements against their sentences, questions against records, notes against articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from ..schemas import Article, Finding, Published, Record, SourceNote, WhenModel, text_hash
from .attribution import check_attribution, sorted_names
from .coverage import check_coverage
from .dates import Span
from .likelihood import check_likelihood
from .modality import check_modality
from .nameindex import NameIndex, NameIndexes
from .prose import check_negation, check_prose
from .records import name_index
from .roles import check_roles
from .scope import Passage, Scope, is_english
from .speakers import check_speakers

__all__ = ["check_note", "check_question", "check_statement"]


def check_statement(
    text: str, notes: Sequence[SourceNote], articles: Mapping[str, Article], records: Iterable[Record] = ()
) -> tuple[Finding, ...]:
    """Why one sentence of a brief is not carried by the notes it cites; empty if it is.

    `articles` holds the cited revisions by their hash. Quotes and numbers must stand in the cited sentences
    themselves; names must be given by them or be those that they speak of; a date may be that of publication, or a
    day to which the time words of `records`, those that the statement rests on, were resolved. Without `records` it
    may stand in a sentence before. What is negated, planned, likely, said and done must be so there.
    """
    if not notes:
        return (Finding(check="citation", value=text, reason="it cites no sentence; cite the records that carry it"),)
    scope = _scope(notes, articles)
    if rests_on := list(records):
        scope.rest, scope.days = [], tuple(span for record in rests_on for span in _resolved_days(record))
    return tuple(scope.too_long("text", text)) or _faults(text, scope)


def _faults(text: str, scope: Scope) -> tuple[Finding, ...]:
    found = [*check_prose("text", text, scope), *check_negation("text", text, scope)]
    found += check_likelihood("text", text, scope)
    if not scope.english:
        return tuple(found)
    carried, missing = sorted_names(text, scope)
    found += check_attribution("text", missing, scope)
    if not any(finding.check == "quote" for finding in found):
        found += check_coverage("text", text, carried, scope)
    found += check_modality("text", text, scope)
    if not any(finding.check == "name" for finding in found):  # who is not there says and does nothing there
        found += [*check_speakers("text", text, scope), *check_roles("text", text, scope)]
    return tuple(found)


def _scope(notes: Sequence[SourceNote], articles: Mapping[str, Article]) -> Scope:
    known = [articles[revision] for revision in dict.fromkeys(n.revision for n in notes) if revision in articles]
    texts = {article.revision: tuple(s.text for s in article.sentences) for article in known}
    cited = [Passage(n.sentence, n.quote, n.published, texts.get(n.revision, ()), n.outlet) for n in notes]
    rest = [Passage(s.n, s.text, a.published, texts[a.revision], a.outlet) for a in known for s in a.sentences]
    alone = [text for n in notes if n.revision not in articles for text in (n.quote, n.title, n.outlet)]
    names = NameIndexes([*(name_index(article) for article in known), *([NameIndex(alone)] if alone else [])])
    english = all(is_english(article) for article in known) and all(n.language.startswith("en") for n in notes)
    return Scope(cited, rest, names, english=english)


def _resolved_days(record: Record) -> Iterator[Span]:
    for name in type(record).model_fields:
        when = getattr(record, name)
        if isinstance(when, WhenModel) and when.start and when.end:
            yield when.start, when.end


def check_question(text: str, records: Iterable[Record]) -> tuple[Finding, ...]:
    """Which names and numbers of a question occur in no record; empty if all do."""
    passages = [Passage(0, line, _reported(record)) for record in records for line in _lines(record)]
    scope = Scope(passages, [], NameIndex(passage.text for passage in passages))
    wanted = {"name", "number", "date", "quote"}
    return tuple(_of_records(f) for f in check_prose("question", text, scope) if f.check in wanted)


def _of_records(finding: Finding) -> Finding:
    reason = f"{finding.value!r} occurs in no record; ask only about names and numbers that the records give"
    return finding.model_copy(update={"reason": reason, "sentences": ()})


def _reported(record: Record) -> Published | None:
    value = getattr(record, "reported", None)
    return value if isinstance(value, Published) else None


def _lines(value: Any) -> Iterator[str]:
    """Every text that a record holds, its evidence included; numbers as words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from (line for name in type(value).model_fields if name != "id" for line in _lines(getattr(value, name)))
    elif isinstance(value, Mapping):
        yield from (line for item in value.values() for line in _lines(item))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (line for item in value for line in _lines(item))
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def check_note(note: SourceNote, article: Article | None) -> tuple[Finding, ...]:
    """Why a note does not quote its sentence; empty if it does, and if its hash is that of the article's text."""
    return tuple(
        Finding(
            check="note", field=field, value=value, sentences=(note.sentence,), reason=f"note [{note.number}]: {why}"
        )
        for field, value, why in _note_faults(note, article)
    )


def _note_faults(note: SourceNote, article: Article | None) -> Iterator[tuple[str, str, str]]:
    if article is None:
        yield "revision", note.revision, f"the brief does not hold the revision {note.revision!r}; embed the article"
        return
    if article.id != note.article:
        yield "article", note.article, f"the revision is of article {article.id!r}, not {note.article!r}"
    if not note.revision == article.revision == text_hash(article.text):
        yield "revision", note.revision, "the hash is not that of the article's text; the text was changed"
    if not 1 <= note.sentence <= len(article.sentences):
        yield "sentence", str(note.sentence), f"the article has sentences [1] to [{len(article.sentences)}]"
    elif article.sentence(note.sentence).text != note.quote:
        yield "quote", note.quote, f"sentence [{note.sentence}] of the article is another one"
