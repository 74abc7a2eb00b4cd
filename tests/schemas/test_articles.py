"""Articles: numbered sentences with offsets that hold, days in a time zone, names for messages."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sitbrief.schemas import Article, Aside, Published, Sentence, text_hash

TEXT = "The ferry left Orlo at dawn. Nobody was hurt."
FIRST = Sentence(n=1, start=0, end=28, text="The ferry left Orlo at dawn.")
SECOND = Sentence(n=2, start=29, end=45, text="Nobody was hurt.")


def article(**fields: Any) -> Article:
    """An article of two sentences; fields may be given."""
    known = {"id": "a1", "revision": text_hash(TEXT), "title": "Ferry leaves", "text": TEXT}
    return Article(**{**known, "sentences": (FIRST, SECOND), **fields})


def test_a_hash_is_that_of_the_text() -> None:
    """The revision is the start of the SHA-256 of the UTF-8 bytes: the same everywhere and for ever."""
    assert text_hash("") == "e3b0c44298fc1c14"
    assert text_hash("abc") == "ba7816bf8f01cfea"
    assert text_hash("é") != text_hash("e\u0301")


@given(st.lists(st.text(min_size=1), max_size=6), st.text(max_size=3))
def test_offsets_count_characters(parts: list[str], gap: str) -> None:
    """Whatever the script, `text[start:end]` is the sentence; one character off is refused."""
    sentences, text = [], ""
    for n, part in enumerate(parts, start=1):
        sentences.append(Sentence(n=n, start=len(text), end=len(text) + len(part), text=part))
        text += part + gap
    made = article(text=text, sentences=tuple(sentences))
    assert all(made.text[s.start : s.end] == s.text for s in made.sentences)
    if sentences:
        last = sentences[-1]
        short = last.model_copy(update={"end": last.end - 1})
        with pytest.raises(ValidationError, match="is not"):
            article(text=text, sentences=(*sentences[:-1], short))


def test_an_aside_has_offsets_that_hold_too() -> None:
    """What is kept beside the article is text of the article as well."""
    assert article(asides=(Aside(kind="caption", start=29, end=45, text="Nobody was hurt."),)).asides
    with pytest.raises(ValidationError, match=r"the text at 0:9 is not 'Nobody wa'"):
        article(asides=(Aside(kind="caption", start=0, end=9, text="Nobody wa"),))


@pytest.mark.parametrize(
    "sentences",
    [(SECOND,), (SECOND, FIRST), (FIRST, FIRST), (FIRST, SECOND.model_copy(update={"n": 3}))],
)
def test_sentences_are_numbered_from_one(sentences: tuple[Sentence, ...]) -> None:
    """Numbers are places: a gap, a repetition or another order is refused by number."""
    with pytest.raises(ValidationError, match=r"sentence \d stands in place \d; sentences are numbered from 1"):
        article(sentences=sentences)


def test_a_sentence_is_found_by_its_number() -> None:
    """Number 1 is the first."""
    assert [article().sentence(n) for n in (1, 2)] == [FIRST, SECOND]


@pytest.mark.parametrize("n", [0, -1, 3])
def test_a_number_without_a_sentence_is_an_error(n: int) -> None:
    """Zero and negative numbers do not count from the end."""
    with pytest.raises(IndexError, match=f"'a1' has sentences 1 to 2, not {n}"):
        article().sentence(n)


def test_an_instant_falls_on_the_day_of_the_time_zone() -> None:
    """Late evening in London is the next day in Baghdad; a bare day is the same everywhere."""
    late = Published(day=date(2031, 3, 6), instant=datetime(2031, 3, 6, 22, 30, tzinfo=UTC), origin="field")
    bare = Published(day=date(2031, 3, 6), origin="flag")
    days = [p.local_day(ZoneInfo(zone)).day for p in (late, bare) for zone in ("Europe/London", "Asia/Baghdad")]
    assert days == [6, 7, 6, 6]


def test_an_article_counts_to_its_day_of_publication() -> None:
    """An undated article counts to the day on which it was first seen, in the time zone asked for."""
    seen = datetime(2031, 3, 8, 23, tzinfo=UTC)
    dated = article(published=Published(day=date(2031, 3, 6), origin="flag"), first_seen=seen)
    assert dated.day(ZoneInfo("Asia/Baghdad")) == date(2031, 3, 6)
    assert article(first_seen=seen).day(ZoneInfo("UTC")) == date(2031, 3, 8)
    assert article(first_seen=seen).day(ZoneInfo("Asia/Baghdad")) == date(2031, 3, 9)


def test_instants_have_a_time_zone() -> None:
    """An instant without one could be any of a day's."""
    with pytest.raises(ValidationError, match="timezone"):
        article(first_seen=datetime(2031, 3, 8))
    with pytest.raises(ValidationError, match="timezone"):
        Published(day=date(2031, 3, 6), instant=datetime(2031, 3, 6), origin="field")


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"path": "news/one.txt"}, "news/one.txt"), ({}, "Ferry leaves"), ({"title": ""}, "a1")],
)
def test_messages_call_an_article_by_its_path(fields: dict[str, str], name: str) -> None:
    """Or else by its title, or else by its id."""
    assert article(**fields).name == name


def test_an_article_is_a_value() -> None:
    """Nothing is changed after it was made, and an unknown field is an error, not ignored."""
    with pytest.raises(ValidationError, match="frozen"):
        article().title = "Another"
    with pytest.raises(ValidationError, match="Extra inputs"):
        article(author="nobody")


def test_an_article_reads_back_from_its_json() -> None:
    """Dates, instants and asides included."""
    instant = datetime(2031, 3, 6, 22, 30, tzinfo=UTC)
    made = article(
        published=Published(day=date(2031, 3, 6), instant=instant, origin="page metadata"),
        asides=(Aside(kind="caption", start=29, end=45, text="Nobody was hurt."),),
    )
    assert Article.model_validate_json(made.model_dump_json()) == made
