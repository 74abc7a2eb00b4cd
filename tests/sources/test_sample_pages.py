"""The sample pages against their gold: what a careful reader of each page finds."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sitbrief.analysis import origins_of
from sitbrief.schemas import Article
from sitbrief.sources import read_articles

PAGES = Path(__file__).parents[2] / "samples" / "pages"
GOLD: dict[str, Any] = json.loads(PAGES.with_suffix(".gold.json").read_text(encoding="utf-8"))
SEEN = datetime(2031, 3, 9, tzinfo=UTC)


def pairs(name: str) -> Iterator[tuple[dict[str, Any], Article]]:
    """The articles of a page, each with its gold."""
    articles = read_articles(PAGES / name, seen=SEEN).articles
    return zip(GOLD["pages"][name], articles, strict=True)


def test_every_page_has_its_gold() -> None:
    """No page is left unread, and no gold is left over."""
    names = {str(path.relative_to(PAGES)) for path in PAGES.rglob("*") if path.is_file()}
    assert names == set(GOLD["pages"])


@pytest.mark.parametrize("name", sorted(GOLD["pages"]))
def test_a_page_gives_its_articles(name: str) -> None:
    """Each article with its own title, outlet, language and date, and where the date was found."""
    for gold, article in pairs(name):
        assert (article.title, article.outlet, article.language) == (gold["title"], gold["outlet"], gold["language"])
        found = (str(article.published.day), article.published.origin) if article.published else (None, None)
        assert found == (gold["published"], gold["origin"])


@pytest.mark.parametrize("name", sorted(GOLD["pages"]))
def test_no_sentence_is_lost_and_none_is_anothers(name: str) -> None:
    """From the first sentence to the last, as many as there are, and nothing that belongs to another piece."""
    for gold, article in pairs(name):
        texts = [sentence.text for sentence in article.sentences]
        assert len(texts) == gold["sentences"]
        assert texts[0].startswith(gold["first"])
        assert texts[-1].startswith(gold["last"])
        assert not [text for text in texts for other in gold.get("never", []) if other in text]


@pytest.mark.parametrize("name", sorted(name for name, gold in GOLD["pages"].items() if "asides" in gold[0]))
def test_what_is_no_article_has_its_kind(name: str) -> None:
    """Line by line, in order; what is set aside is kept."""
    for gold, article in pairs(name):
        assert [[aside.kind, aside.text] for aside in article.asides] == gold["asides"]


def test_an_entry_that_gives_nothing_is_named() -> None:
    """Of all pages only the feed's entry without text and address fails."""
    failed = [Path(failure.name).name for failure in read_articles(PAGES, seen=SEEN).failed]
    assert failed == GOLD["failed"]


def test_five_outlets_with_one_wire_story_and_one_of_its_own_are_two_origins() -> None:
    """Same text, another number, shortened with a credit: one origin; a report of the same topic is another."""
    articles = {a.path.rpartition("pages/")[2]: a for a in read_articles(PAGES / "wire", seen=SEEN).articles}
    names = {article.id: name for name, article in articles.items()}
    found = [{names[member.id] for member in origin.members} for origin in origins_of(list(articles.values()))]
    assert sorted(found, key=len) == sorted(map(set, GOLD["origins"]), key=len)
