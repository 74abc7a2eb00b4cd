"""Feeds: what each entry says, in each format, and what a broken or hostile one ends in."""

import json
from datetime import UTC, datetime

import pytest
from sitbrief.schemas import SourceError
from sitbrief.sources.feeds import Feed, entry_drafts, read_feed

HOME = "https://ulsenpost.example/feed"
TEXT = "The council sold two ferries."


def rss(items: str, head: str = "") -> bytes:
    """An RSS feed of these items."""
    channel = f"<channel><title>Ulsen Post</title>{items}</channel>"
    return f"<?xml version='1.0'?>{head}<rss version='2.0'>{channel}</rss>".encode()


def read(raw: bytes) -> Feed:
    """The feed in the bytes."""
    feed = read_feed(HOME, raw)
    assert feed is not None
    return feed


def test_an_entry_of_rss_has_its_fields() -> None:
    """Address, title, text, date, authors, and the feed's name as outlet; markup and scripts fall away."""
    text = "&lt;p&gt;The council sold &lt;b&gt;two&lt;/b&gt; ferries.&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;"
    item = f"<title>T</title><link>/a</link><author>Mara Tilden</author><description>{text}</description>"
    (entry,) = read(rss(f"<item>{item}<pubDate>Tue, 04 Mar 2031 10:00:00 +0300</pubDate></item>")).entries
    assert (entry.url, entry.outlet, entry.text) == ("https://ulsenpost.example/a", "Ulsen Post", TEXT)
    assert entry.published is not None
    assert (entry.published.instant, entry.published.origin) == (datetime(2031, 3, 4, 7, tzinfo=UTC), "feed")
    assert entry.authors == ("Mara Tilden",)


def test_the_full_text_goes_before_the_summary() -> None:
    """Of two texts of one entry the longer is read."""
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    body = f"<content:encoded {space}>&lt;p&gt;Long text.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</content:encoded>"
    (entry,) = read(rss(f"<item><link>https://a.example/1</link><description>Long.</description>{body}</item>")).entries
    assert entry.text == "Long text.\nMore."


def test_atom_and_json_feed_are_read_alike() -> None:
    """The same entry in the other two formats gives the same fields."""
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Ulsen Post</title><entry><title>T</title>"
        f"<link href='/a'/><published>2031-03-04T07:00:00Z</published><summary>{TEXT}</summary>"
        "<author><name>Mara Tilden</name></author></entry></feed>"
    )
    item = {"url": "/a", "title": "T", "date_published": "2031-03-04T07:00:00Z", "content_text": TEXT}
    item["authors"] = [{"name": "Mara Tilden"}]  # type: ignore[assignment]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Ulsen Post", "language": "en", "items": [item]}
    assert read(atom.encode()).entries == read(json.dumps(feed).encode()).entries


def test_an_address_counts_once_and_only_if_it_can_be_asked() -> None:
    """The same link twice is one entry; a link that is no http address is none."""
    items = "<item><link>/a</link></item>" * 2 + "<item><title>T</title><link>javascript:alert(1)</link></item>"
    assert [entry.url for entry in read(rss(items)).entries] == ["https://ulsenpost.example/a", ""]


def test_an_entry_with_neither_text_nor_address_is_named() -> None:
    """It is told, and the others are read."""
    feed = read(rss(f"<item><title>Live</title></item><item><title>T</title><description>{TEXT}</description></item>"))
    first, second = entry_drafts("feed.xml", feed)
    assert isinstance(first[1], SourceError)
    assert "'Live' has neither an address nor a text" in first[1].reason
    assert second[0] == "feed.xml#2"


def test_entries_beyond_the_bound_are_told() -> None:
    """A feed of 1,003 entries gives 1,000 and says how many it holds beyond them."""
    feed = read(rss("".join(f"<item><link>/{n}</link></item>" for n in range(1003))))
    assert (len(feed.entries), feed.beyond) == (1000, 3)
    assert "holds 3 entries beyond" in str(list(entry_drafts("f", feed))[-1][1])


def test_a_date_that_is_none_leaves_the_entry_undated() -> None:
    """It is passed over, as it is not the user's to mend."""
    assert read(rss("<item><link>/a</link><pubDate>soon</pubDate></item>")).entries[0].published is None


def test_a_broken_feed_gives_what_can_be_read() -> None:
    """An entry before the fault is not lost with it."""
    raw = rss("<item><link>/a</link></item>").replace(b"</channel></rss>", b"<item><link>/b")
    assert [entry.url for entry in read(raw).entries][:1] == ["https://ulsenpost.example/a"]


@pytest.mark.parametrize(
    "inner", ["<description/>", "<content:encoded/>", "<author/>", "<link/>", "<source/>", "<title/>"]
)
def test_an_empty_element_says_nothing(inner: str) -> None:
    """The parser gives None for some of them; the entry is read all the same."""
    (entry,) = read(rss(f"<item><guid>x</guid><summary><![CDATA[]]></summary>{inner}</item>")).entries
    assert entry.text == ""


BOMB = "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize("head", [BOMB, "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"])
def test_entities_are_refused(head: str) -> None:
    """Neither unfolded nor followed: the feed is not read at all."""
    with pytest.raises(SourceError, match="declares XML entities"):
        read_feed(HOME, rss("<item><title>&b;&x;</title><link>/a</link></item>", head))


@pytest.mark.parametrize(
    "raw",
    [
        b'{"version": "https://jsonfeed.org/version/1", "items": 3}',
        b'{"version": "https://jsonfeed.org/version/1", ' + b"[" * 90_000,
    ],
)
def test_a_json_feed_that_is_none_is_a_named_error(raw: bytes) -> None:
    """Also where its brackets nest deeper than the parser goes."""
    with pytest.raises(SourceError, match="JSON Feed"):
        read_feed(HOME, raw)


def test_a_page_is_no_feed() -> None:
    """Nor is a text that tells of one; what is sent as a feed and is none is an error."""
    assert read_feed(HOME, b"<html><body>rss</body></html>") is None
    assert read_feed(HOME, b"The <rss was invented in 1999.") is None
    with pytest.raises(SourceError, match=r"sent as application/rss\+xml"):
        read_feed(HOME, b"<html></html>", media_type="application/rss+xml")
