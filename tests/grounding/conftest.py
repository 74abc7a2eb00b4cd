"""Articles and notes made of a few sentences."""

from collections.abc import Callable
from datetime import date

import pytest
from sitbrief.schemas import Article, Published, Sentence, SourceNote, text_hash

MakeArticle = Callable[..., Article]
MakeNotes = Callable[..., list[SourceNote]]


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
