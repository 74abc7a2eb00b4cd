"""Sources in, stored articles out, over a server on this machine: what is downloaded, kept, and said."""

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest
import sitbrief
from sitbrief.pipeline import Intake, Run, Settings
from sitbrief.schemas import SourceError, StoreError
from sitbrief.store import Store

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])

NOW = datetime(2031, 3, 8, 18, tzinfo=UTC)
BODY = (
    "<p>The port authority of Orlo closed the eastern quay on Monday after cracks were found in its wall.</p>"
    "<p>Engineers said that the repairs would take until May, and that ships would use the western quay.</p>"
    "<p>Two ferries to Ulsen were cancelled, and about 300 passengers waited in the hall for the evening boat.</p>"
)


@dataclass
class Site:
    """A folder served on 127.0.0.1; `served` are the paths and states of what was answered."""

    folder: Path
    url: str = ""
    served: list[tuple[str, int]] = field(default_factory=list)

    def page(self, name: str, title: str, body: str = BODY) -> None:
        """An HTML page with its title and day."""
        head = f"<title>{title}</title><meta property='article:published_time' content='2031-03-03'>"
        page = f"<html lang='en'><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
        (self.folder / name).write_text(page)

    def feed(self, *names: str, extra: str = "") -> None:
        """An RSS feed of these pages."""
        items = "".join(f"<item><title>{n}</title><link>{self.url}/{n}</link></item>" for n in names)
        rss = f"<rss version='2.0'><channel><title>Orlo Post</title>{items}{extra}</channel></rss>"
        (self.folder / "feed.xml").write_text(rss)

    def downloads(self) -> list[str]:
        """The paths of which a body was sent since the last call, robots.txt aside."""
        sent = sorted(path for path, status in self.served if status == 200 and path != "/robots.txt")
        self.served.clear()
        return sent


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder with Last-Modified, and notes what was answered."""

    site: Site

    def log_message(self, *_: Any) -> None:
        """The test says what matters."""

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        self.site.served.append((self.path, int(code)))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A served folder."""
    folder = tmp_path / "site"
    folder.mkdir()
    made = Site(folder)
    handler = type("SiteHandler", (Handler,), {"site": made})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        made.url = f"http://127.0.0.1:{server.server_port}"
        yield made
        server.shutdown()


@pytest.fixture
def take_in(store: Store) -> Callable[..., Intake]:
    """Takes sources into the store, with addresses of this machine allowed."""

    def run(*sources: object, now: datetime = NOW, transport: Any = None, **settings: Any) -> Intake:
        chosen = {"model": "m", "base_url": "http://endpoint.invalid/v1", "allow_private": True, **settings}
        made = Run(Settings(**chosen), store, now=lambda: now, transport=transport)
        return asyncio.run(made.take_in([str(source) for source in sources]))

    return run


def test_a_feed_is_read_with_its_pages_and_the_second_time_nothing_is_downloaded(
    site: Site, take_in: Callable[..., Intake]
) -> None:
    """What has not changed is asked for with its date, and comes from the store."""
    for name in ("a.html", "b.html", "c.html"):
        site.page(name, f"Quay {name[0]} closed", BODY.replace("eastern", name[0]))
    site.feed("a.html", "b.html", "c.html")
    first = take_in(f"{site.url}/feed.xml")
    assert (len(first.articles), first.new, first.unchanged) == (3, 3, 0)
    assert site.downloads() == ["/a.html", "/b.html", "/c.html", "/feed.xml"]
    second = take_in(f"{site.url}/feed.xml")
    assert site.downloads() == []
    assert {a.id for a in second.articles} == {a.id for a in first.articles}
    assert (second.new, second.revised, second.unchanged) == (0, 0, 3)


def test_changed_text_at_an_address_is_a_revision(site: Site, take_in: Callable[..., Intake], store: Store) -> None:
    """The article keeps its id, both texts are kept, and only the changed page is downloaded."""
    site.page("a.html", "Quay closed")
    site.page("b.html", "Ferry sold", BODY.replace("quay", "ferry"))
    site.feed("a.html", "b.html")
    first = take_in(f"{site.url}/feed.xml")
    site.downloads()
    site.page("a.html", "Quay closed", BODY.replace("about 300", "about 500"))
    old = site.folder / "a.html"
    later = old.stat().st_mtime + 10
    os.utime(old, (later, later))
    second = take_in(f"{site.url}/feed.xml")
    assert site.downloads() == ["/a.html"]
    assert (second.new, second.revised) == (1, 1)
    ids = {a.title: a.id for a in first.articles}
    assert [len(store.revisions(ids[title])) for title in ("Quay closed", "Ferry sold")] == [2, 1]


def test_a_page_that_is_gone_stops_no_other(site: Site, take_in: Callable[..., Intake]) -> None:
    """It is named with what the server said, unless its feed gives the text: then that is read, and a note says so."""
    site.page("a.html", "Quay closed")
    text = "The mayor of Orlo opened the new bridge on Sunday. Some 2,000 people walked over it."
    told = (
        f"<item><title>Bridge opened</title><link>{site.url}/gone.html</link><description>{text}</description></item>"
    )
    site.feed("a.html", "missing.html", extra=told)
    intake = take_in(f"{site.url}/feed.xml")
    assert sorted(a.title for a in intake.articles) == ["Bridge opened", "Quay closed"]
    assert [(f.name.rpartition("/")[2], "404" in f.reason) for f in intake.failed] == [("missing.html", True)]
    assert [n.name.rpartition("/")[2] for n in intake.notes] == ["gone.html"]
    assert "read from its feed alone" in intake.notes[0].reason


def test_what_a_feed_said_is_known_when_it_has_not_changed(site: Site, take_in: Callable[..., Intake]) -> None:
    """A page that is gone is still read from its feed, though the feed itself is not sent again."""
    text = "The mayor of Orlo opened the new bridge on Sunday. Some 2,000 people walked over it."
    told = (
        f"<item><title>Bridge opened</title><link>{site.url}/gone.html</link><description>{text}</description></item>"
    )
    site.feed(extra=told)
    first = take_in(f"{site.url}/feed.xml")
    site.downloads()
    second = take_in(f"{site.url}/feed.xml")
    assert site.downloads() == []
    assert [a.id for a in second.articles] == [a.id for a in first.articles]
    assert second.failed == []


def test_a_flag_dates_what_has_not_changed(site: Site, store: Store) -> None:
    """An undated page that the store holds is dated by --published as a new one is."""
    (site.folder / "u.html").write_text(f"<html><body><article><h1>Quay</h1>{BODY}</article></body></html>")
    settings = Settings(model="m", base_url="http://endpoint.invalid/v1", allow_private=True)
    run = Run(settings, store, now=lambda: NOW)
    asyncio.run(run.take_in([f"{site.url}/u.html"]))
    (article,) = asyncio.run(run.take_in([f"{site.url}/u.html"], date(2031, 3, 4))).articles
    assert article.published is not None
    assert (article.published.day, article.published.origin) == (date(2031, 3, 4), "flag")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(take_in: Callable[..., Intake], tmp_path: Path) -> None:
    """It is named, and the files beside it are read."""
    for name in ("p.txt", "p.xml"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "z.txt").write_text("Sarvan closes bridge\n\nSarvan closed the bridge on Monday.\n")
    intake = take_in(tmp_path)
    assert [a.title for a in intake.articles] == ["Sarvan closes bridge"]
    assert len(intake.failed) == 2


def test_a_list_of_addresses_beside_files(site: Site, take_in: Callable[..., Intake], tmp_path: Path) -> None:
    """A .txt file of addresses is a list; a page that is named twice is read once."""
    site.page("a.html", "Quay closed")
    (tmp_path / "list.txt").write_text(f"# the port\n{site.url}/a.html\n\n{site.url}/a.html\n")
    (tmp_path / "own.txt").write_text("Sarvan closes bridge\n\nSarvan closed the bridge on Monday.\n")
    intake = take_in(tmp_path / "list.txt", tmp_path / "own.txt", f"{site.url}/a.html")
    assert sorted(a.title for a in intake.articles) == ["Quay closed", "Sarvan closes bridge"]
    assert site.downloads() == ["/a.html"]
    assert intake.failed == []


def test_a_store_that_fails_is_one_error(site: Site, tmp_path: Path) -> None:
    """What stops the run is told as it is, not as a group of errors."""
    for name in ("a.html", "b.html"):
        site.page(name, "Quay closed")
    site.feed("a.html", "b.html")
    settings = Settings(model="m", base_url="http://endpoint.invalid/v1", allow_private=True)
    with Store.open(tmp_path / "s.db") as store:
        run = Run(settings, store, now=lambda: NOW)
        store.close()
        with pytest.raises(StoreError, match="is closed"):
            asyncio.run(run.take_in([f"{site.url}/feed.xml"]))


def test_a_private_address_is_refused_unless_asked_for(site: Site, take_in: Callable[..., Intake]) -> None:
    """Nothing is asked of this machine without the setting; the message names it."""
    site.page("a.html", "Quay closed")
    intake = take_in(f"{site.url}/a.html", allow_private=False)
    assert intake.articles == []
    assert "--allow-private" in intake.failed[0].reason
    assert site.served == []


def test_a_script_reads_an_address_too(site: Site) -> None:
    """`sitbrief.read_articles` takes an address; one of this machine is refused, as nobody allowed it."""
    with pytest.raises(SourceError, match="private"):
        sitbrief.read_articles(f"{site.url}/a.html")


TWO = """Quay closed over cracks

ORLO (HPA) - The port authority closed the eastern quay on Monday after cracks were found in its wall.

Engineers said that the repairs would take until May.

ULSEN (HPA) - The council of Ulsen voted on Tuesday to sell two of its ferries to pay for the repairs.

The sale will bring in about 2 million crowns, the council said.
"""


def test_a_page_that_rules_cannot_divide_is_put_to_the_model(
    take_in: Callable[..., Intake], tmp_path: Path, store: Store
) -> None:
    """The borders that the model gives divide the page; both articles are kept."""
    (tmp_path / "two.txt").write_text(TWO)
    answer = '{"borders": [{"line": 4, "opens": "ULSEN (HPA) - The council"}]}'
    message = {"role": "assistant", "content": answer}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    intake = take_in(tmp_path / "two.txt", transport=httpx2.MockTransport(lambda _: httpx2.Response(200, json=body)))
    assert [len(a.sentences) for a in intake.articles] == [2, 2]
    assert intake.notes == []
    assert len(store.articles()) == 2


def test_a_page_that_was_not_divided_is_asked_about_the_next_time(
    site: Site, take_in: Callable[..., Intake], store: Store
) -> None:
    """Though it has not changed: nothing is remembered that would keep it as one."""
    (site.folder / "two.txt").write_text(TWO)
    down = httpx2.MockTransport(lambda _: httpx2.Response(401, json={"error": {"message": "no key"}}))
    assert len(take_in(f"{site.url}/two.txt", transport=down).articles) == 1
    answer = '{"borders": [{"line": 4, "opens": "ULSEN (HPA) - The council"}]}'
    choice = {"index": 0, "message": {"role": "assistant", "content": answer}, "finish_reason": "stop"}
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    model = httpx2.MockTransport(lambda _: httpx2.Response(200, json=body))
    assert len(take_in(f"{site.url}/two.txt", transport=model).articles) == 2


def test_a_page_that_nobody_divides_is_one_article_and_a_note(take_in: Callable[..., Intake], tmp_path: Path) -> None:
    """Where the model cannot be asked nothing is lost, and the reader is told."""
    (tmp_path / "two.txt").write_text(TWO)
    down = httpx2.MockTransport(lambda _: httpx2.Response(401, json={"error": {"message": "no key"}}))
    intake = take_in(tmp_path / "two.txt", transport=down)
    assert [len(a.sentences) for a in intake.articles] == [4]
    assert "another may begin at 'ULSEN (HPA)" in intake.notes[0].reason
