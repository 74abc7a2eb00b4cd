"""Articles and notes made of a few sentences."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from sitbrief.grounding import check_statement
from sitbrief.schemas import Article, Finding, Published, Sentence, SourceNote, text_hash

MakeArticle = Callable[..., Article]
MakeNotes = Callable[..., list[SourceNote]]
Faults = Callable[..., set[str]]


@pytest.fixture
def make_article() -> MakeArticle:
    """An article of the given sentences, published on Wednesday 5 March 2031 unless said otherwise."""

    def make(
        *sentences: str,
        published: date | None = date(2031, 3, 5),
        title: str = "",
        outlet: str = "Sarvan Press Service",
        language: str = "en",
    ) -> Article:
        text = "\n".join(sentences)
        numbered, at = [], 0
        for n, sentence in enumerate(sentences, start=1):
            numbered.append(Sentence(n=n, start=at, end=at + len(sentence), text=sentence))
            at += len(sentence) + 1
        return Article(
            id=f"a-{text_hash(text)[:6]}",
            revision=text_hash(text),
            title=title,
            outlet=outlet,
            language=language,
            published=Published(day=published, origin="field") if published else None,
            text=text,
            sentences=tuple(numbered),
        )

    return make


@pytest.fixture
def make_notes() -> MakeNotes:
    """Source notes that quote the given sentences of an article."""

    def make(article: Article, *numbers: int) -> list[SourceNote]:
        return [SourceNote.of(place, article, n) for place, n in enumerate(numbers, start=1)]

    return make


@pytest.fixture
def faults(make_article: MakeArticle, make_notes: MakeNotes) -> Faults:
    """Check and fault of every finding on a statement that cites the last sentence, or those numbered, of an article.

    "negation", or with its fault "name: misattributed"; a light one is put in brackets.
    """

    def found(statement: str, *sentences: str, cites: Sequence[int] = (), **fields: Any) -> set[str]:
        article = make_article(*sentences, **fields)
        notes = make_notes(article, *(cites or [len(sentences)]))
        return {_told(finding) for finding in check_statement(statement, notes, {article.revision: article})}

    return found


def _told(finding: Finding) -> str:
    told = f"{finding.check}: {finding.fault}" if finding.fault else finding.check
    return f"({told})" if finding.light else told
