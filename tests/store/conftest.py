"""Invented articles, extractions and briefs, and a store to keep them in."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sitbrief.schemas import (
    Article,
    Brief,
    BriefHeader,
    Event,
    Evidence,
    Extraction,
    Finding,
    Published,
    Rejected,
    Sentence,
    Usage,
    text_hash,
)
from sitbrief.store import Store
from sqlalchemy import create_engine, delete

FIRST = "The ferry left Orlo at dawn."
SECOND = "Nobody was hurt."


@pytest.fixture
def target(tmp_path: Path) -> Iterator[str]:
    """A place for a store: a file, or the PostgreSQL database that TEST_STORE names, emptied after."""
    url = os.environ.get("TEST_STORE")
    yield url or str(tmp_path / "data" / "store.db")
    if url:
        from sitbrief.store.tables import metadata

        with create_engine(url).begin() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    """An open, empty store."""
    with Store.open(target) as opened:
        yield opened


@pytest.fixture
def make_article() -> Callable[..., Article]:
    """Makes an article of two sentences; fields may be given."""

    def make(**fields: Any) -> Article:
        first = fields.pop("first", FIRST)
        text = f"{first} {SECOND}"
        start = len(first) + 1
        sentences = (
            Sentence(n=1, start=0, end=len(first), text=first),
            Sentence(n=2, start=start, end=len(text), text=SECOND),
        )
        known = {
            "id": "a1b2c3d4e5f60718",
            "title": "Ferry leaves",
            "outlet": "Orlo Gazette",
            "first_seen": datetime(2026, 2, 8, 6, tzinfo=UTC),
        }
        return Article(**{**known, "revision": text_hash(text), "text": text, "sentences": sentences, **fields})

    return make


@pytest.fixture
def published() -> Callable[[date], Published]:
    """A publication day from a flag."""
    return lambda day: Published(day=day, origin="flag")


@pytest.fixture
def make_extraction() -> Callable[..., Extraction]:
    """Makes an extraction of an article with one event and one rejected record; fields may be given."""

    def make(article: Article, **fields: Any) -> Extraction:
        at = Evidence(article=article.id, revision=article.revision, sentence=1, start=0, end=9, text="The ferry")
        event = Event(sentences=[1], id="e1", type="RETREAT", what="A ferry left", when="at dawn", evidence=(at,))
        finding = Finding(check="number", field="value", value="12", sentences=(2,), reason="not in sentence 2")
        lost = Rejected(kind="figure", article=article.title, raw={"value": "12", "s": [2]}, findings=(finding,))
        known = {"events": [event], "rejected": [lost], "model": "m", "usage": Usage(calls=1, tokens_in=10)}
        return Extraction(article=article.id, revision=article.revision, **{**known, **fields})

    return make


@pytest.fixture
def make_brief() -> Callable[..., Brief]:
    """Makes a brief of one day, cut off at 18:00 UTC of that day."""

    def make(day: date = date(2026, 2, 8), **header: Any) -> Brief:
        known = {"area": "Orlo", "since": day, "until": day, "articles": 1}
        cut_off = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
        return Brief(header=BriefHeader(**{**known, "cut_off": cut_off, **header}))

    return make


@pytest.fixture
def child() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts a Python process with code and arguments, its streams piped; all are killed at the end."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen([sys.executable, "-c", code, *arguments], **{**pipes, **options}))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()
