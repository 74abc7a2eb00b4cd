"""Addresses in, pages out: what is asked, what is refused, and what each fault of a server ends in."""

import asyncio
import gzip
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import httpx2
import pytest
from sitbrief.schemas import SourceError
from sitbrief.sources.addresses import is_public
from sitbrief.sources.fetching import USER_AGENT, Fetched, Fetcher

PAGE = "https://ulsenpost.example/a"
ROBOTS = "https://ulsenpost.example/robots.txt"
Answer = httpx2.Response | Exception


class Web(httpx2.AsyncBaseTransport):
    """Answers by address, in turn where there are several, and keeps what it was asked; 404 for any other."""

    def __init__(self, **pages: Any) -> None:
        self.pages: dict[str, list[Any]] = {}
        self.asked: list[httpx2.Request] = []
        self.at_once = self.most_at_once = 0

    def add(self, url: str, *answers: Any) -> None:
        self.pages[url] = list(answers)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        # The host is the checked address; its name stands in the header.
        url = str(request.url.copy_with(host=request.headers["host"].partition(":")[0]))
        answers = self.pages.get(url, [httpx2.Response(404)])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer

    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [request.url.path for request in self.asked if request.url.path != "/robots.txt"]


@pytest.fixture
def web() -> Web:
    """A network with one page."""
    made = Web()
    made.add(PAGE, lambda: page("<p>Quay closed.</p>"))
    return made


def page(text: str, **headers: str) -> httpx2.Response:
    """A page as a server sends it."""
    return httpx2.Response(200, text=text, headers={"content-type": "text/html; charset=utf-8", **headers})


@pytest.fixture
def get(web: Web) -> Callable[..., Fetched]:
    """Gets an address; names lead to a public address, those of "inside" to a private one. Nobody sleeps."""
    slept: list[float] = []

    async def resolve(host: str, port: int) -> list[str]:
        if host == "nowhere.example":
            raise OSError("name not known")
        return {"inside.example": ["10.1.2.3"], "both.example": ["93.184.216.34", "192.168.1.1"]}.get(
            host, ["93.184.216.34"]
        )

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    def run(*urls: str, private: bool = False, in_flight: int = 8, **conditions: str) -> Any:
        async def work() -> Any:
            fetcher = Fetcher(private=private, in_flight=in_flight, transport=web, resolver=resolve, sleep=sleep)
            async with fetcher:
                found = await asyncio.gather(*(fetcher.get(url, **conditions) for url in urls))
            return found[0] if len(found) == 1 else found

        return asyncio.run(work())

    run.slept = slept  # type: ignore[attr-defined]
    return run


@pytest.fixture
def reason(get: Callable[..., Fetched]) -> Callable[..., str]:
    """Why an address cannot be had."""

    def run(url: str = PAGE, **options: Any) -> str:
        with pytest.raises(SourceError) as caught:
            get(url, **options)
        assert caught.value.source == url
        return caught.value.reason

    return run


def test_a_page_comes_with_what_its_server_says(web: Web, get: Callable[..., Fetched]) -> None:
    """Bytes, media type, charset, and the words by which it is known again."""
    web.add(PAGE, page("<p>é</p>", etag='"1"', **{"last-modified": "Tue, 04 Mar 2031 10:00:00 GMT"}))
    found = get(PAGE)
    assert (found.url, found.raw, found.media_type, found.charset) == (PAGE, "<p>é</p>".encode(), "text/html", "utf-8")
    assert (found.etag, found.last_modified) == ('"1"', "Tue, 04 Mar 2031 10:00:00 GMT")


def test_requests_say_who_asks_and_for_what_name(web: Web, get: Callable[..., Fetched]) -> None:
    """An honest user agent; the connection goes to the address that was checked, the certificate to the name."""
    get(PAGE)
    asked = web.asked[-1]
    assert asked.headers["user-agent"] == USER_AGENT
    assert USER_AGENT.startswith("sitbrief/")
    assert (asked.url.host, asked.headers["host"]) == ("93.184.216.34", "ulsenpost.example")
    assert asked.extensions["sni_hostname"] == "ulsenpost.example"


def test_what_has_not_changed_is_not_sent_again(web: Web, get: Callable[..., Fetched]) -> None:
    """The server's own words are sent back, and 304 is unchanged."""
    web.add(PAGE, httpx2.Response(304))
    found = get(PAGE, etag='"1"', last_modified="Tue, 04 Mar 2031 10:00:00 GMT")
    assert (found.unchanged, found.raw) == (True, b"")
    assert web.asked[-1].headers["if-none-match"] == '"1"'
    assert web.asked[-1].headers["if-modified-since"] == "Tue, 04 Mar 2031 10:00:00 GMT"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://ulsenpost.example/a", "no http or https address"),
        ("file:///etc/hostname", "no http or https address"),
        ("https://", "no http or https address"),
        ("https://[::1", "no address"),
        ("https://a:b@ulsenpost.example/", "user name or password"),
        ("https://nowhere.example/", "is not known"),
        ("https://inside.example/", "in a private network; give --allow-private"),
        ("https://both.example/", "in a private network"),
        ("http://127.0.0.1/", "in a private network"),
        ("http://[::1]:8000/", "in a private network"),
        ("http://169.254.1.1/latest", "in a private network"),
        ("http://[::ffff:10.0.0.1]/", "in a private network"),
        ("http://0.0.0.0/", "in a private network"),
    ],
)
def test_what_may_not_be_asked_is_refused_unasked(web: Web, reason: Callable[..., str], url: str, words: str) -> None:
    """No request leaves for it."""
    assert words in reason(url)
    assert web.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("100.64.0.1", False),
        ("127.1.2.3", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::7f00:1", False),
        ("::7f00:1", False),
        ("::ffff:0:127.0.0.1", False),
        ("fec0::1", False),
        ("240.0.0.1", False),
        ("64:ff9b::5db8:d822", True),
    ],
)
def test_public_addresses_are_those_that_anybody_may_reach(address: str, public: bool) -> None:
    """Also where an IPv6 address stands for an IPv4 one."""
    assert is_public(ip_address(address)) is public


def test_a_private_address_can_be_asked_for(web: Web, get: Callable[..., Fetched]) -> None:
    """With the setting it is like any other."""
    web.add("https://inside.example/a", page("x"))
    assert get("https://inside.example/a", private=True).raw == b"x"


def test_redirects_are_followed_and_each_is_checked(web: Web, get: Callable[..., Fetched], reason: Any) -> None:
    """Relative ones too; one that leads inside, to another scheme or in a circle ends with its reason."""
    web.add(PAGE, httpx2.Response(302, headers={"location": "/b"}))
    web.add("https://ulsenpost.example/b", page("x", etag='"1"'))
    assert get(PAGE).url == "https://ulsenpost.example/b"
    assert get(PAGE).etag == ""  # the next question goes to the first address
    for target, words in (
        ("http://127.0.0.1/", "private network"),
        ("file:///etc/hostname", "no http or https address"),
        (PAGE, "in a circle"),
    ):
        web.add(PAGE, httpx2.Response(301, headers={"location": target}))
        assert words in reason(PAGE)


def test_a_redirect_to_what_is_no_address_is_named(web: Web, reason: Callable[..., str]) -> None:
    """A broken Location is the server's fault, and told as such."""
    web.add(PAGE, httpx2.Response(302, headers={"location": "http://[bad"}))
    assert "redirects to what is no address" in reason()


def test_redirects_are_bounded(web: Web, reason: Callable[..., str]) -> None:
    """After five the page is given up."""
    for n in range(9):
        web.add(f"https://ulsenpost.example/{n}", httpx2.Response(302, headers={"location": f"/{n + 1}"}))
    assert "more than 5 times" in reason("https://ulsenpost.example/0")
    assert len(web.paths()) == 6


def test_robots_is_asked_once_and_honoured(web: Web, get: Callable[..., Fetched], reason: Callable[..., str]) -> None:
    """What it forbids is not asked for; what it allows is; one request serves them all."""
    web.add(ROBOTS, page("User-agent: *\nDisallow: /private/\n\nUser-agent: sitbrief\nDisallow: /own/"))
    web.add("https://ulsenpost.example/private/a", page("x"))
    assert "asks to leave it alone" in reason("https://ulsenpost.example/own/a")
    web.asked.clear()
    get(PAGE, "https://ulsenpost.example/private/a")
    assert [request.url.path for request in web.asked].count("/robots.txt") == 1


@pytest.mark.parametrize("answer", [httpx2.Response(503), httpx2.Response(500), httpx2.ConnectError("refused")])
def test_a_site_whose_robots_cannot_be_had_is_left_alone(web: Web, reason: Callable[..., str], answer: Answer) -> None:
    """As RFC 9309 asks; a site that has none may be read."""
    web.add(ROBOTS, answer)
    assert "try again later" in reason()
    assert web.paths() == []


def test_a_long_robots_is_read_as_far_as_it_must(web: Web, get: Callable[..., Fetched]) -> None:
    """Its first 500 KiB count (RFC 9309); the site is not lost for the rest."""
    web.add(ROBOTS, page("User-agent: *\nDisallow: /own/\n" + "# a remark\n" * 60_000))
    assert get(PAGE).raw


def test_a_delay_that_robots_asks_for_is_kept(web: Web, get: Any) -> None:
    """Between two requests to the site, up to a bound."""
    web.add(ROBOTS, page("User-agent: *\nCrawl-delay: 7"))
    web.add("https://ulsenpost.example/b", page("x"))
    get(PAGE, "https://ulsenpost.example/b")
    assert any(6 < seconds <= 7 for seconds in get.slept)


def test_at_most_two_requests_at_a_time_go_to_one_host(web: Web, get: Callable[..., Fetched]) -> None:
    """And no more than the bound to all of them."""
    urls = [f"https://ulsenpost.example/{n}" for n in range(8)]
    for url in urls:
        web.add(url, page("x"))
    get(*urls)
    assert web.most_at_once == 2
    others = [f"https://h{n}.example/a" for n in range(9)]
    for url in others:
        web.add(url, page("x"))
    web.most_at_once = 0
    get(*others, in_flight=3)
    assert web.most_at_once == 3


def test_what_may_pass_is_asked_again_and_what_may_not_is_not(web: Web, get: Any, reason: Callable[..., str]) -> None:
    """Three tries at most, and the pause that the server asks for, up to a bound."""
    web.add(PAGE, httpx2.Response(503, headers={"retry-after": "9"}), httpx2.ConnectError("reset"), page("x"))
    assert get(PAGE).raw == b"x"
    assert 9.0 in get.slept
    for status, tries in ((429, 3), (404, 1), (403, 1), (500, 1)):
        web.asked.clear()
        web.add(PAGE, httpx2.Response(status, headers={"retry-after": "86400"}))
        assert f"answers {status}" in reason()
        assert len(web.paths()) == tries
    assert max(get.slept) <= 30


def test_a_page_is_bounded_also_when_it_is_packed(web: Web, reason: Callable[..., str]) -> None:
    """A body that unpacks to more than the bound is given up on the way."""
    web.add(PAGE, httpx2.Response(200, content=gzip.compress(bytes(40_000_000)), headers={"content-encoding": "gzip"}))
    assert "longer than 10,000,000 bytes" in reason()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (httpx2.ReadTimeout("slow"), "cannot be reached"),
        (httpx2.RemoteProtocolError("cut off"), "cannot be reached"),
        (httpx2.Response(200, text="  "), "answers with nothing"),
        (httpx2.Response(204), "answers 204"),
        (httpx2.Response(302), "answers 302"),
    ],
)
def test_every_fault_of_a_server_has_its_reason(
    web: Web, reason: Callable[..., str], answer: Answer, words: str
) -> None:
    """Each names what happened and says what to do."""
    web.add(PAGE, answer)
    assert words in reason()
    assert any(sign in reason() for sign in ("check", "try again"))


def test_a_body_that_is_not_packed_as_it_says_is_an_error(web: Web, reason: Callable[..., str]) -> None:
    """A damaged packing gives no half of a page."""
    broken = gzip.compress(b"x" * 9000)[:40] + b"garbage" * 9
    web.add(PAGE, lambda: httpx2.Response(200, stream=_Piece(broken), headers={"content-encoding": "gzip"}))
    assert "not packed as its server says" in reason()


class _Piece(httpx2.AsyncByteStream):
    def __init__(self, data: bytes) -> None:
        self.data = data

    async def __aiter__(self) -> Any:
        yield self.data


@pytest.mark.parametrize("header", ["", ";;;", "text/html; charset=", "text/html; charset=\xff", "a/b/c"])
def test_a_header_that_is_none_says_nothing(web: Web, get: Callable[..., Fetched], header: str) -> None:
    """The page is read all the same."""
    headers = [(b"content-type", header.encode("latin-1"))]
    web.add(PAGE, lambda: httpx2.Response(200, content=b"x", headers=headers))
    assert get(PAGE).raw == b"x"
