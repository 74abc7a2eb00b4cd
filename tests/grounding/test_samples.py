"""The samples' own records, written by hand, against their articles."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sitbrief.grounding import check_note, check_statement, ground, read_numbers
from sitbrief.grounding.names import read_names
from sitbrief.samples import ARTICLES, GOLD
from sitbrief.schemas import KINDS, Article, Event, Record, SourceNote
from sitbrief.sources import read_articles

MakeNotes = Callable[..., list[SourceNote]]

FILES = sorted(GOLD.glob("*.json"))


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """All articles of the samples."""
    reading = read_articles(ARTICLES, seen=datetime(2031, 3, 8, 20, tzinfo=UTC))
    return reading.articles


def article_of(gold: Path, articles: list[Article]) -> Article:
    """The article that a file of gold records is of; those of one feed are numbered in its order."""
    stem, _, place = gold.stem.rpartition("-")
    if place.isdigit() and not any(Path(a.path).stem.endswith(gold.stem) for a in articles):
        return [a for a in articles if stem in a.path][int(place) - 1]
    return next(a for a in articles if gold.stem in a.path)


def records_of(gold: Path) -> list[Record]:
    """The records of a gold file."""
    given = json.loads(gold.read_text("utf-8"))
    return [kind.model_validate(fields) for kind in KINDS for fields in given.get(kind.plural, [])]


@pytest.mark.parametrize("gold", FILES, ids=[path.stem for path in FILES])
def test_true_records_stand(gold: Path, articles: list[Article]) -> None:
    """Hand-made records of an article pass every check, and grounding them again changes nothing."""
    article = article_of(gold, articles)
    for record in records_of(gold):
        grounded, findings = ground(record, article)
        assert findings == (), record
        assert ground(grounded, article) == (grounded, ())
        for evidence in grounded.evidence:
            assert article.text[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize("gold", FILES, ids=[path.stem for path in FILES])
def test_true_events_make_true_statements(gold: Path, articles: list[Article], make_notes: MakeNotes) -> None:
    """What an event says is a statement that its sentences carry."""
    article = article_of(gold, articles)
    for event in (record for record in records_of(gold) if isinstance(record, Event)):
        notes = make_notes(article, *event.sentences)
        assert [check_note(note, article) for note in notes] == [()] * len(notes)
        assert check_statement(event.what, notes, {article.revision: article}) == (), event.what


def test_a_changed_number_or_name_is_found_in_every_event(articles: list[Article]) -> None:
    """Each number made larger and each name made another one is an alarm of its kind."""
    for gold in FILES:
        article = article_of(gold, articles)
        for event in (record for record in records_of(gold) if isinstance(record, Event)):
            for check, what in corrupted(event.what, article.language == "en"):
                found = {finding.check for finding in ground(event.model_copy(update={"what": what}), article)[1]}
                assert check in found, what


def corrupted(what: str, english: bool) -> list[tuple[str, str]]:
    """The check that must find it, and the text with one number or name exchanged."""
    numbers = [(m.start, m.end, f"{m.value * 7 + 1931:,.0f}") for m in read_numbers(what) if m.value != 1]
    names = [(m.start, m.end, "Dovan Mellick") for m in read_names(what) if english]
    changes = [("number", *change) for change in numbers] + [("name", *change) for change in names]
    return [(check, what[:start] + new + what[end:]) for check, start, end, new in changes]
