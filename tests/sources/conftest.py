from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sitbrief.schemas import Article
from sitbrief.sources import Reading, read_articles

SEEN = datetime(2031, 3, 9, 6, 0, tzinfo=UTC)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    """Writes one file and reads it."""

    def write_and_read(content: str | bytes, name: str = "a.txt", published: date | None = None) -> Reading:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_articles(path, published=published, seen=SEEN)

    return write_and_read


@pytest.fixture
def article(read: Callable[..., Reading]) -> Callable[..., Article]:
    """Writes one file and gives the article in it."""

    def only(content: str | bytes, name: str = "a.txt", published: date | None = None) -> Article:
        reading = read(content, name, published)
        assert reading.failed == []
        assert len(reading.articles) == 1
        return reading.articles[0]

    return only


@pytest.fixture
def reason(read: Callable[..., Reading]) -> Callable[..., str]:
    """Writes one file that cannot be read and gives the reason."""

    def only(content: str | bytes, name: str = "a.txt") -> str:
        reading = read(content, name)
        assert reading.articles == []
        assert len(reading.failed) == 1
        assert reading.failed[0].name.endswith(name)
        return reading.failed[0].reason

    return only
