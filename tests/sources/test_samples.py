import json
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import PurePath
from typing import Any

import pytest
from sitbrief.schemas import Article
from sitbrief.sources import read_articles

SAMPLES = files("sitbrief.samples")


def _read() -> dict[str, Article]:
    with as_file(SAMPLES / "articles") as folder:
        reading = read_articles(folder, seen=datetime(2031, 3, 9, tzinfo=UTC))
    assert reading.failed == []
    return {_gold_name(article.path): article for article in reading.articles}


def _gold_name(path: str) -> str:
    name, _, line = PurePath(path).name.partition(":")
    return f"{PurePath(name).stem}-{line}" if line else PurePath(name).stem


def _gold() -> dict[str, Any]:
    folder = SAMPLES / "gold"
    return {
        entry.name.removesuffix(".json"): json.loads(entry.read_text("utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".json")
    }


ARTICLES, GOLD = _read(), _gold()


def test_every_sample_has_its_gold() -> None:
    """No sample is left unread and no gold file is left over."""
    assert ARTICLES.keys() == GOLD.keys()


@pytest.mark.parametrize("name", sorted(GOLD))
def test_asides_are_those_of_the_gold(name: str) -> None:
    """In each sample exactly those lines are set aside that a careful reader sets aside."""
    assert [aside.text for aside in ARTICLES[name].asides] == GOLD[name]["asides"]


@pytest.mark.parametrize("name", sorted(GOLD))
def test_the_gold_cites_sentences_that_are_there(name: str) -> None:
    """Every sentence number of the gold is one of the article's."""
    kinds = ("events", "actors", "stances", "figures")
    cited = {number for kind in kinds for record in GOLD[name][kind] for number in record["s"]}
    assert cited <= {sentence.n for sentence in ARTICLES[name].sentences}


def test_the_samples_are_dated_but_for_one() -> None:
    """The dates come from front matter, fields and the page itself; one sample has none."""
    assert [name for name, article in ARTICLES.items() if article.published is None] == [
        "undated-halvaz-gazette-truce-plan"
    ]
