"""Articles and settings for tests of whole runs."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from sitbrief.pipeline import Settings
from sitbrief.samples import ARTICLES
from sitbrief.schemas import Article, Published, Sentence, text_hash
from sitbrief.sources import read_articles

SEEN = datetime(2031, 3, 8, 18, tzinfo=UTC)


@pytest.fixture
def sample() -> Callable[[str], Article]:
    """The sample article whose file name begins so."""

    def find(beginning: str) -> Article:
        path = next(ARTICLES.glob(f"{beginning}*"))
        return read_articles([path], published=None, seen=SEEN).articles[0]

    return find


@pytest.fixture
def recorded(endpoint: dict[str, str], tmp_path: Path) -> Settings:
    """Settings for a run that a cassette answers, with a store of its own on disk."""
    return Settings(
        area="Sarvan",
        model=endpoint["SITBRIEF_MODEL"],
        base_url=endpoint["OPENAI_BASE_URL"],
        api_key=SecretStr(endpoint["OPENAI_API_KEY"]),
        store=str(tmp_path / "store.db"),
    )


@pytest.fixture
def article() -> Callable[..., Article]:
    """A small article of the given day and text."""

    def make(text: str = "Sarvan closed the bridge.", day: date | None = date(2031, 3, 3), title: str = "T") -> Article:
        return Article(
            id=text_hash(title)[:12],
            revision=text_hash(text),
            title=title,
            published=Published(day=day, origin="field") if day else None,
            first_seen=SEEN,
            text=text,
            sentences=(Sentence(n=1, start=0, end=len(text), text=text),) if text else (),
        )

    return make
