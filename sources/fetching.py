"""Pages from the network: asked politely, only where that is allowed, and never more than fits."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin

from ..schemas import SourceError
from .addresses import Resolve, allowed, resolve
from .files import MOST_BYTES

if TYPE_CHECKING:
    import httpx2

__all__ = ["USER_AGENT", "Fetched", "Fetcher"]

Sleep = Callable[[float], Awaitable[None]]

USER_AGENT = f"sitbrief/{version('sitbrief')} (reads news for situation briefs; honours robots.txt)"
_ROBOTS_NAME = "sitbrief"
# As many as robots.txt asks for (RFC 9309); no page needs more.
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# RFC 9309: at least 500 KiB of a robots.txt must be read.
_MOST_ROBOTS = 512_000
# A site that asks for a longer pause would never be read to its end.
_LONGEST_DELAY = 30.0
_PER_HOST = 2
_TRIES = 3
_PASSING = frozenset({429, 502, 503, 504})
_LONGEST_WAIT = 30.0
# Seconds to connect, between two pieces of an answer, and for one answer as a whole (a slow drip).
_CONNECT, _READ, _WHOLE = 10.0, 20.0, 60.0
# A piece of a packed body may grow a thousandfold when it is unpacked: small pieces keep a bomb small.
_PIECE = 16_384
_HEADERS = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}


@dataclass(frozen=True)
class Fetched:
    """A page as its server sent it: `raw` is unpacked, and empty where nothing has changed since the last time.

    `asked` is the address given, `url` where it was in the end; `media_type` is in small letters without parameters;
    `etag` and `last_modified` are the server's own words.
    """

    asked: str
    url: str
    raw: bytes = b""
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False


@dataclass(frozen=True)
class _Question:
    """What is asked for: `asked` is the address given, whose page it is for; `conditions` are headers.

    A site's `robots` are asked for without heeding them, and may be cut (RFC 9309, 2.5).
    """

    asked: str
    conditions: Mapping[str, str] = field(default_factory=dict)
    robots: bool = False


@dataclass(frozen=True)
class _Answer:
    url: str
    status: int
    headers: "httpx2.Headers"
    raw: bytes

    @property
    def target(self) -> str:
        """Where a redirect leads to; empty if it is none."""
        where = self.headers.get("location", "") if self.status in _REDIRECTS else ""
        return urljoin(self.url, where) if where else ""


@dataclass
class _Site:
    """One scheme, host and port: its rules once they are asked for, and whose turn it is there."""

    home: str
    rules: "asyncio.Task[Any] | None" = None
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_PER_HOST))
    pacing: asyncio.Lock = field(default_factory=asyncio.Lock)
    delay: float = 0.0
    free_at: float = 0.0
    # Of its own: connections are known by address and port, and one address may serve many names, each with a
    # certificate of its own.
    transport: "httpx2.AsyncBaseTransport | None" = None


class Fetcher:
    """Asks servers for pages, at most `in_flight` requests at a time. Use as an async context manager.

    With `private`, addresses of this machine and of private networks are asked too. `transport`, `resolver`, `sleep`
    and `clock` are passed in by tests.
    """

    def __init__(
        self,
        *,
        in_flight: int = 8,
        private: bool = False,
        transport: "httpx2.AsyncBaseTransport | None" = None,
        resolver: Resolve = resolve,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._private = private
        self._resolver = resolver
        self._sleep = sleep
        self._clock = clock
        self._bound = asyncio.Semaphore(in_flight)
        self._sites: dict[str, _Site] = {}
        self._transport = transport

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        tasks = [site.rules for site in self._sites.values() if site.rules]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        opened = {id(t): t for t in (self._transport, *(site.transport for site in self._sites.values())) if t}
        for transport in opened.values():
            await transport.aclose()

    async def get(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """The page at `url`; `unchanged` if the server says so of what it said the last time.

        SourceError says why there is none: the address, its network, robots.txt, the server, or a bound.
        """
        words = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        # What a server said in other signs cannot be said back to it.
        conditions = {name: value for name, value in words.items() if value and value.isascii()}
        answer = await self._followed(_Question(url, conditions), url)
        if answer.status == HTTPStatus.NOT_MODIFIED and conditions:
            return Fetched(url, answer.url, etag=etag, last_modified=last_modified, unchanged=True)
        if answer.status != HTTPStatus.OK:
            raise SourceError(url, f"answers {_status_words(answer.status)}; check the address")
        if not answer.raw.strip():
            raise SourceError(url, "answers with nothing; check the address")
        media_type, charset = _content_type(answer.headers.get("content-type", ""))
        # Of a page that was redirected the next question goes to where it led from, which said nothing.
        own = answer.headers if answer.url == url else {}
        return Fetched(
            url, answer.url, answer.raw, media_type, charset, own.get("etag", ""), own.get("last-modified", "")
        )

    async def _followed(self, question: _Question, url: str) -> _Answer:
        """The answer at the end of the redirects; robots.txt is heeded at each."""
        asked = question.asked
        seen: list[str] = []
        while url and url not in seen and len(seen) <= _MOST_REDIRECTS:
            seen.append(url)
            site, parsed = self._site(asked, url)
            if not question.robots:
                await self._heed(asked, site, url)
            answer = await self._tried(question, site, parsed)
            question = replace(question, conditions={})  # they are of the address given
            try:
                url = answer.target
            except ValueError as error:
                raise SourceError(asked, f"redirects to what is no address ({error}); open it in a browser") from error
            if not url:
                return answer
        what = f"in a circle, over {url!r}" if url in seen else f"more than {_MOST_REDIRECTS} times, at last to {url!r}"
        raise SourceError(asked, f"redirects {what}; open it in a browser, and save the page")

    def _site(self, asked: str, url: str) -> "tuple[_Site, httpx2.URL]":
        import httpx2

        try:
            parsed = httpx2.URL(url)
            host = parsed.host.encode("idna").decode() if parsed.host else ""
        except (httpx2.InvalidURL, UnicodeError, ValueError, TypeError) as error:
            raise SourceError(asked, f"{url!r} is no address that can be asked ({error}); check it") from error
        if parsed.scheme not in ("http", "https") or not host:
            raise SourceError(asked, f"{url!r} is no http or https address; give one, or save the page as a file")
        if parsed.userinfo:
            # They would be kept in the store and printed in briefs.
            raise SourceError(asked, "holds a user name or password; give the address without, or save the page")
        home = f"{parsed.scheme}://{parsed.netloc.decode()}"
        return self._sites.setdefault(home, _Site(home)), parsed.copy_with(fragment=None)

    # ------------------------------------------------------------------------------------------ robots.txt

    async def _heed(self, asked: str, site: _Site, url: str) -> None:
        """SourceError where robots.txt asks that `url` be left alone, or cannot be asked for."""
        if site.rules is None:
            # A task of its own: the pages of a site wait for one request, and the end of one ends no other.
            site.rules = asyncio.ensure_future(self._rules(asked, site.home))
        rules = await asyncio.shield(site.rules)
        if isinstance(rules, str):
            raise SourceError(asked, rules)
        if rules is None:
            return
        site.delay = min(float(rules.crawl_delay(_ROBOTS_NAME) or 0.0), _LONGEST_DELAY)
        if not rules.can_fetch(url, _ROBOTS_NAME):
            raise SourceError(
                asked, f"the robots.txt of {site.home} asks to leave it alone; save it by hand if you may"
            )

    async def _rules(self, asked: str, home: str) -> Any:
        """A site's rules; None if it has none; or why nothing may be asked of it (RFC 9309, 2.3.1)."""
        try:
            answer = await self._followed(_Question(asked, robots=True), f"{home}/robots.txt")
        except SourceError as error:
            return error.reason
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            words = _status_words(answer.status)
            return f"is left alone, as {home} answers {words} when asked for its robots.txt; try again later"
        if answer.status != HTTPStatus.OK:
            return None
        from protego import Protego

        return Protego.parse(answer.raw.decode("utf-8", errors="replace"))

    # ------------------------------------------------------------------------------------------ one request

    async def _tried(self, question: _Question, site: _Site, url: "httpx2.URL") -> _Answer:
        """One answer; what may pass is asked for again twice. SourceError if no connection stands."""
        import httpx2
        from tenacity import (
            AsyncRetrying,
            retry_if_exception_type,
            retry_if_result,
            stop_after_attempt,
            wait_exponential,
        )

        asked = question.asked
        backing_off = wait_exponential(multiplier=1, max=_LONGEST_WAIT)

        def wait(state: Any) -> float:
            answer = state.outcome.result() if not state.outcome.failed else None
            asks = _retry_after(answer.headers) if answer else 0.0
            return min(max(asks, float(backing_off(state))), _LONGEST_WAIT)

        retrying = AsyncRetrying(
            stop=stop_after_attempt(_TRIES),
            retry=retry_if_exception_type(httpx2.TransportError) | retry_if_result(lambda a: a.status in _PASSING),
            wait=wait,
            sleep=self._sleep,
            retry_error_callback=_last,
        )
        try:
            answer: _Answer = await retrying(self._ask, question, site, url)
            return answer
        except TimeoutError:
            raise SourceError(asked, f"took more than {_WHOLE:.0f} seconds; try again later") from None
        except httpx2.TransportError as error:
            what = str(error) or type(error).__name__
            raise SourceError(asked, f"cannot be reached ({what}); check the address, or try again later") from error
        except httpx2.DecodingError as error:
            raise SourceError(asked, f"is not packed as its server says ({error}); save the page by hand") from error

    async def _ask(self, question: _Question, site: _Site, url: "httpx2.URL") -> _Answer:
        # The host's place first: waiting for it must not keep a place from another host.
        async with site.places:
            await self._pace(site)
            async with self._bound, asyncio.timeout(_WHOLE):
                return await self._sent(question, site, url)

    async def _pace(self, site: _Site) -> None:
        """Waits until the pause that the site asks for is over."""
        if not site.delay:
            return
        async with site.pacing:
            if (left := site.free_at - self._clock()) > 0:
                await self._sleep(left)
            site.free_at = self._clock() + site.delay

    async def _sent(self, question: _Question, site: _Site, url: "httpx2.URL") -> _Answer:
        import httpx2

        port = url.port or (443 if url.scheme == "https" else 80)
        addresses = await allowed(question.asked, url.host, port, self._resolver, private=self._private)
        for last, address in enumerate(addresses, start=1 - len(addresses)):
            try:
                async with self._stream(site, url, address, question.conditions) as response:
                    return _Answer(str(url), response.status_code, response.headers, await _body(question, response))
            except httpx2.ConnectError:
                if not last:
                    raise
        raise AssertionError("unreachable: a host has an address")

    @asynccontextmanager
    async def _stream(
        self, site: _Site, url: "httpx2.URL", address: str, conditions: Mapping[str, str]
    ) -> "AsyncIterator[httpx2.Response]":
        """The response of one address, the one that was checked: a name that is resolved again may lead elsewhere."""
        import httpx2

        if site.transport is None:
            # Without a client around it, it knows no proxy and no password file of the environment, which would come
            # between the check and the connection; it does know the machine's certificates.
            site.transport = self._transport or httpx2.AsyncHTTPTransport()
        timeout = httpx2.Timeout(_READ, connect=_CONNECT)
        request = httpx2.Request(
            "GET",
            url.copy_with(host=address),
            headers={"Host": url.netloc.decode(), **_HEADERS, **conditions},
            # The certificate is still checked against the name.
            extensions={"sni_hostname": url.host, "timeout": timeout.as_dict()},
        )
        response = await site.transport.handle_async_request(request)
        response.request = request
        try:
            yield response
        finally:
            await response.aclose()


async def _body(question: _Question, response: "httpx2.Response") -> bytes:
    """The unpacked body of a page; nothing of any other answer. SourceError if it is too long; of a robots.txt as much
    as may be read.
    """
    if response.status_code != HTTPStatus.OK:
        return b""
    raw = bytearray()
    async for piece in response.aiter_bytes(_PIECE):
        raw += piece
        if question.robots and len(raw) > _MOST_ROBOTS:
            return bytes(raw[:_MOST_ROBOTS])
        if len(raw) > MOST_BYTES:
            raise SourceError(question.asked, f"is longer than {MOST_BYTES:,} bytes; save the article alone")
    return bytes(raw)


def _last(state: Any) -> Any:
    """What the last try ended in: its answer, or its error."""
    return state.outcome.result()


def _retry_after(headers: "httpx2.Headers") -> float:
    """The seconds that a server asks to be left alone; 0 if it says nothing that can be read."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        moment = parsedate_to_datetime(said)
    except (TypeError, ValueError):
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _content_type(value: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type header; empty where it gives none."""
    message = Message()
    message["content-type"] = " ".join(value.split())
    if not value.strip():
        return "", ""
    return message.get_content_type(), str(message.get_content_charset() or "")


def _status_words(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
