import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sitbrief.schemas import Article, SourceError
from sitbrief.sources.drafts import Draft
from sitbrief.sources.pages import plain_text, read_page

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
        '<script type="application/ld+json">{"@graph": [[{"@type": "ImageObject", "datePublished": "2030-01-01"}], '
        '{"@type": ["NewsArticle"], "datePublished": "2031-03-07T15:30:00Z"}]}</script>',
        '<script type="application/ld+json">{"a": , "datePublished": "2031-03-07T15:30:00Z"}</script>',
        '<time class="entry-date published" datetime="2031-03-07T15:30:00Z"></time>',
        "<nav><time pubdate datetime='2031-01-01'></time></nav><time pubdate datetime='2031-03-07T15:30Z'></time>",
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


def first(content: str | bytes, *, charset: str = "", address: str = "") -> Draft:
    """The first draft of a page."""
    raw = content.encode() if isinstance(content, str) else content
    return read_page("a.html", raw, charset=charset, address=address)[0]


@pytest.mark.parametrize("beside", ["aside", "nav", "footer", "article><article"])
def test_a_date_of_what_stands_beside_the_article_is_not_its_own(article: Callable[..., Article], beside: str) -> None:
    """The marked time of a related piece dates nothing."""
    closing = "</article></article>" if "article" in beside else f"</{beside}>"
    extra = f"<{beside}><time itemprop='datePublished' datetime='2031-01-01'></time>{closing}"
    assert article(page().replace("<footer>", f"{extra}<footer>"), "a.html").published is None


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://m.orlopost.example/quay", "https://m.orlopost.example/quay"),
        ("//orlopost.example/quay", "https://orlopost.example/quay"),
        ("/quay?id=3", "https://orlopost.example/quay?id=3"),
        ("https://other.example/quay", "https://orlopost.example/read"),
        ("https://notorlopost.example/quay", "https://orlopost.example/read"),
        ("https://orlopost.example/", "https://orlopost.example/read"),
        ("javascript:alert(1)", "https://orlopost.example/read"),
        ("https://[::1/quay", "https://orlopost.example/read"),
        ("https://orlopost.example/a b", "https://orlopost.example/read"),
    ],
)
def test_the_address_that_a_page_gives_itself_is_one_of_its_own_site(link: str, url: str) -> None:
    """So no page passes for a revision of another site's; and a front page is no article's address."""
    linked = page().replace("https://northgatereport.example/bridges", link)
    assert first(linked, address="https://orlopost.example/read").url == url


def test_a_saved_page_has_the_address_that_it_gives_itself() -> None:
    """Whole ones alone, from the link or from its Open Graph data."""
    given = 'rel="canonical" href="https://northgatereport.example/bridges"'
    assert first(page().replace(given, 'rel="x canonical" href="/bridges"')).url == ""
    other = '<meta property="og:url" content="https://northgatereport.example/b">'
    assert first(page(other).replace(given, "")).url == "https://northgatereport.example/b"


def test_authors_are_names() -> None:
    """Without "By", addresses of profiles and mail."""
    metas = '<meta name="author" content="By Mara Tilden"><meta property="article:author" content="Idris Vale">'
    assert first(page(metas)).authors == ("Mara Tilden", "Idris Vale")
    assert first(page('<meta name="author" content="https://social.example/desk of news">')).authors == ()


def test_an_outlet_is_a_name() -> None:
    """The address of its page on a network is none; then its host is."""
    named = '<meta property="og:site_name" content="Northgate Report">'
    social = '<meta property="article:publisher" content="https://social.example/northgate">'
    assert first(page().replace(named, social)).outlet == "northgatereport.example"


@pytest.mark.parametrize(
    ("declared", "actual"),
    [
        ("iso-8859-1", "windows-1252"),
        ("windows-1252", "utf-8"),
        ("utf-8", "windows-1252"),
        ("unicode_escape", "utf-8"),
        ("punycode", "windows-1252"),
        ("windows-1256", "utf-16"),
        ("no\0name", "utf-8"),
    ],
)
@pytest.mark.parametrize("by_server", [True, False])
def test_quotation_marks_survive_a_wrong_declaration(declared: str, actual: str, by_server: bool) -> None:
    """What is declared counts only if the bytes agree, and Latin-1 is read as browsers read it."""
    said = "The head of the port said: “We closed the quay at once” – and that was all that he said on Monday."
    text = page().replace("utf-8", "" if by_server else declared).replace(BODY, said)
    assert said in first(text.encode(actual), charset=declared if by_server else "").text


def test_one_broken_sign_does_not_spoil_a_page() -> None:
    """It is shown as such, and the rest stays UTF-8."""
    raw = page().replace("Teryan", "Téryän “x” – ż").encode().replace(b"Engineers", b"Engineer\xff")
    text = first(raw).text
    assert "Téryän “x” – ż" in text
    assert "Engineer\ufffd" in text


def whole(number: int, prose: str = f"<p>{LEAD}</p><p>{BODY}</p><p>{LAST}</p>") -> str:
    """An article element with its own heading, author and time."""
    return (
        f"<article><h2><a href='/story/{number}'>Story number {number} of the day</a></h2>"
        f"<p>By <a rel='author' href='/m'>Mara Tilden</a> <time datetime='2031-03-0{number}'>then</time></p>"
        f"{prose.replace('Three', f'Case {number}: three')}</article>"
    )


SITE = "<title>Today</title><meta property='og:site_name' content='Orlo Post'>"
BARE = f"<html lang='en'><head>{SITE}</head><body>{{}}</body></html>"


def test_whole_article_elements_are_articles() -> None:
    """Each with its own title, address, author and day, under the outlet of the page."""
    drafts = read_page("a.html", BARE.format(whole(1) + whole(2)).encode(), address="https://orlopost.example/today")
    assert [(d.title, d.url, d.outlet, d.authors) for d in drafts] == [
        (f"Story number {n} of the day", f"https://orlopost.example/story/{n}", "Orlo Post", ("Mara Tilden",))
        for n in (1, 2)
    ]
    assert [d.published and d.published.day for d in drafts] == [date(2031, 3, 1), date(2031, 3, 2)]
    assert all(LAST in d.text for d in drafts)
    assert "Case 2" not in drafts[0].text


@pytest.mark.parametrize(
    "body",
    [
        whole(1) + "".join(whole(n, f"<p>{LEAD}</p>") for n in (2, 3)),
        whole(1, f"<p>{LEAD}</p><p>{BODY}</p><p>{LAST}</p><section>{whole(2)}</section>"),
        f"<main><h1>Bridges</h1><p>{LEAD}</p><p>{BODY} At once.</p><p>{LAST} So it was.</p></main>"
        + whole(1)
        + whole(2),
    ],
)
def test_teasers_are_no_articles(body: str) -> None:
    """A headline and a line, an article within an article, and pieces beside the page's own story leave it one."""
    drafts = read_page("a.html", BARE.format(body).encode())
    assert len(drafts) == 1
    assert LEAD.partition(" ")[2][:40] in drafts[0].text or "three bridges" in drafts[0].text


@pytest.mark.parametrize(
    "harm",
    [
        "<p>" * 200_000,
        "<div>x</div>" * 200_000,
        f"<table><tr>{'<td>some words</td>' * 200_000}</tr></table>",
        f"<div {' '.join(f'a{n}=1' for n in range(300_000))}>",
        "<div " + " ".join(f"a{n}='<>'" for n in range(300_000)) + ">",
    ],
)
def test_a_page_that_would_take_long_is_refused_at_once(harm: str) -> None:
    """By its elements or attributes, with a named error: the time of the parsers grows with their square."""
    with pytest.raises(SourceError, match="more than"):
        first(page().replace("<article>", f"<article>{harm}"))


def test_a_piece_with_too_many_attributes_has_no_words() -> None:
    """A feed's or a mail's markup goes to the same parser."""
    assert plain_text("<p a=1 b='>'>Quay</p>") == "Quay"
    assert plain_text(f"<p {' '.join(f'a{n}=1' for n in range(300_000))}>Quay</p>") == ""


def test_long_linked_data_takes_no_time(article: Callable[..., Article]) -> None:
    """Half a million entries are passed over; the date behind them is found."""
    entries = "{}," * 300_000
    meta = f'<script type="application/ld+json">[{entries}{{"datePublished": "2031-03-07"}}]</script>'
    published = article(page(meta), "a.html").published
    assert published is not None
    assert published.day == date(2031, 3, 7)
