import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sitbrief.schemas import Article

LEAD = "QARADIN — Three bridges over the Teryan were closed on Monday, the ministry of transport of Sarvan said."
BODY = "Engineers found cracks in two of the pillars, and the third bridge was closed as a precaution, it said."
LAST = "The repairs will take until May, according to the governor of the province, who visited the site."

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Three bridges closed | Northgate Report</title>
<meta property="og:site_name" content="Northgate Report">
<meta property="og:title" content="Three bridges closed">
<link rel="canonical" href="https://northgatereport.example/bridges">
{meta}</head><body>
<nav><ul><li><a href="/world">World</a></li></ul></nav>
<article><h1>Three bridges closed</h1>
<figure><img src="a.jpg"><figcaption>The old bridge. Photo: Northgate Report</figcaption></figure>
<p>{lead}</p><p>{body}</p><h2>A long wait</h2><p>{last}</p></article>
<aside><h2>Related</h2><a href="/lira">Lira falls as cabinet talks drag on</a></aside>
<footer>© 2031 Northgate Report. All rights reserved.</footer></body></html>"""


def page(meta: str = "") -> str:
    """A web page with an article in it."""
    return PAGE.format(meta=meta, lead=LEAD, body=BODY, last=LAST)


@pytest.mark.parametrize("name", ["a.html", "a.HTM"])
def test_a_page_gives_its_article(article: Callable[..., Article], name: str) -> None:
    """The text without what is around it, and the fields that the page declares."""
    found = article(page(), name)
    assert [s.text for s in found.sentences] == [LEAD, BODY, LAST]
    assert [(a.kind, a.text) for a in found.asides] == [
        ("headline", "Three bridges closed"),
        ("heading", "A long wait"),
    ]
    assert (found.title, found.outlet, found.language) == ("Three bridges closed", "Northgate Report", "en")
    assert found.url == "https://northgatereport.example/bridges"
    assert found.published is None


@pytest.mark.parametrize(
    "meta",
    [
        '<meta property="article:published_time" content="2031-03-07T15:30:00Z">',
        '<meta name="pubdate" content="2031-03-07T18:30:00+03:00">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-03-07T15:30:00Z"}</script>',
        '<time itemprop="datePublished" datetime="2031-03-07T15:30:00Z"></time>',
        '<meta name="date" content="soon"><meta itemprop="datePublished" content="2031-03-07T15:30:00Z">',
    ],
)
def test_the_date_is_what_the_page_declares(article: Callable[..., Article], meta: str) -> None:
    """Meta elements and linked data date the page; what cannot be read is passed over."""
    published = article(page(meta), "a.html").published
    assert published is not None
    assert published.instant == datetime(2031, 3, 7, 15, 30, tzinfo=UTC)
    assert (published.day, published.origin) == (date(2031, 3, 7), "page metadata")


def test_no_date_is_guessed(article: Callable[..., Article]) -> None:
    """Neither a date of change nor the copyright dates a page; then the flag does."""
    changed = page('<meta property="article:modified_time" content="2031-03-08T10:00:00Z">')
    assert article(changed, "a.html").published is None
    flagged = article(changed, "a.html", published=date(2031, 3, 1)).published
    assert flagged is not None
    assert flagged.origin == "flag"


def test_the_address_dates_a_page_that_declares_nothing(article: Callable[..., Article]) -> None:
    """The day in its path is told as such; what the page declares comes first."""
    dated = page().replace("/bridges", "/2031/03/06/bridges")
    published = article(dated, "a.html").published
    assert published is not None
    assert (published.day, published.origin) == (date(2031, 3, 6), "address")
    meta = '<meta name="date" content="2031-03-07">'
    declared = article(page(meta).replace("/bridges", "/2031/03/06/bridges"), "a.html").published
    assert declared is not None
    assert (declared.day, declared.origin) == (date(2031, 3, 7), "page metadata")


def test_the_encoding_is_the_pages_own(article: Callable[..., Article]) -> None:
    """A page in another encoding is read as what it declares or looks like."""
    raw = page().replace("utf-8", "windows-1252").replace("Teryan", "Téryän").encode("windows-1252")
    assert "Téryän" in article(raw, "a.html").sentences[0].text


@pytest.mark.parametrize(
    "content",
    [
        "<html><body></body></html>",
        "<html><head><title>Only a title</title></head></html>",
        "<!-- -->",
        "<",
        "<p>\x01</p>",
    ],
)
def test_a_page_without_an_article_says_so(reason: Callable[..., str], content: str) -> None:
    """A page from which no text can be told is a failure that says what to do."""
    assert "save the article as text" in reason(content, "a.html")


def test_only_a_page_loads_the_page_reader(tmp_path: Path) -> None:
    """Reading text costs no import of trafilatura, of charset-normalizer or of YAML."""
    (tmp_path / "a.txt").write_text(LEAD)
    code = (
        "import sys\nfrom datetime import UTC, datetime\nfrom sitbrief.sources import read_articles\n"
        f"assert read_articles({str(tmp_path)!r}, seen=datetime.now(UTC)).articles\n"
        "print([m for m in ('trafilatura', 'lxml', 'charset_normalizer', 'frontmatter') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_page_reader_that_cannot_be_loaded_is_a_failure(tmp_path: Path) -> None:
    """Where trafilatura is missing the page fails with that reason, and the texts beside it are read."""
    (tmp_path / "a.html").write_text(page())
    (tmp_path / "b.txt").write_text(LEAD)
    code = (
        "import sys\nfrom datetime import UTC, datetime\nfrom sitbrief.sources import read_articles\n"
        "sys.modules['trafilatura'] = None\n"
        f"reading = read_articles({str(tmp_path)!r}, seen=datetime.now(UTC))\n"
        "print(len(reading.articles), reading.failed[0].reason)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.startswith("1 is a web page, and trafilatura, which reads them, cannot be loaded")
