"""Bytes from the network: conditional, polite, bounded and safe. Trouble is a value, never an exception.

Redirects, decoding and limits are ours rather than aiohttp's, because each hop must pass the same door, each decoded
byte must be counted, and each way to fail must have a name that an operator understands.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp
from yarl import URL

from flows.sources.addresses import Door, Hop, Kind, current_hop
from flows.sources.blocked import LOOKED_AT, wall_in, wall_instead_of_page
from flows.sources.decoding import Decoder, DecodingError
from flows.sources.faults import EXPECTED, fault_from
from flows.sources.feed import FaultKind, FeedFault, Fetched
from flows.sources.headers import read_max_age, read_retry_after
from flows.sources.hosts import Hosts
from flows.sources.memory import HostMemory, load_memory
from flows.sources.policy import PRODUCT, FetchPolicy
from flows.sources.resolving import Resolver
from flows.sources.robots import EVERYTHING, MAX_BYTES, Robots, read_robots

log = logging.getLogger("pantau.fetch")

_ACCEPT: Mapping[Kind, str] = {
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1",
    "page": "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
}
_PERMANENT = frozenset({301, 308})
_REDIRECT = frozenset({301, 302, 303, 307, 308})
_NOT_TEXT = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x00\x00\x00", b"ID3", b"OggS", b"RIFF")
_ROBOTS_KEPT = timedelta(hours=6)  # RFC 9309 allows a day
_ROBOTS_RETRY = timedelta(minutes=30)


@dataclass(slots=True)
class _Request:
    """One URL on its way through its redirects."""

    kind: Kind
    url: str
    headers: dict[str, str]
    limit: int
    seconds_left: float
    obey_robots: bool
    visited: list[str] = field(default_factory=list)
    moved_to: str | None = None
    only_permanent: bool = True  # every hop so far was permanent


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str
    status: int


class Fetcher:
    """Fetches feeds and pages; use as `async with Fetcher(policy) as fetcher`.

    One per event loop and process: it holds the connections and the hosts' turns; what it learns of hosts outlives it
    where the policy names a file. `clock` gives the time of day, `monotonic` and `sleep` measure and keep the pauses.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._policy = policy
        self._clock = clock
        self._monotonic = monotonic
        # Ours and not the connector's: waiting for a connection must not use up a request's own time.
        self._slots = asyncio.Semaphore(policy.connections)
        self._hosts = Hosts(policy.per_host, policy.pace, monotonic, sleep)
        self._doors: dict[Kind, Door] = {kind: Door(kind, policy.allowed(kind)) for kind in _ACCEPT}
        self._sessions: dict[Kind, aiohttp.ClientSession] = {}
        self._resolver: Resolver | None = None
        self._memory = HostMemory()
        self._robots_locks: dict[str, asyncio.Lock] = {}

    async def __aenter__(self) -> Self:
        context = ssl.create_default_context()
        if self._policy.ca_file is not None:
            context.load_verify_locations(self._policy.ca_file)
        if self._policy.memory_file is not None:
            self._memory = load_memory(self._policy.memory_file)
        self._resolver = Resolver()
        # A session each: a connection opened to a house feed is never lent to an article link.
        self._sessions = {kind: self._session(kind, context) for kind in _ACCEPT}
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in self._sessions.values():
            await session.close()
        self._sessions = {}
        if self._resolver is not None:
            await self._resolver.close()
        if self._policy.memory_file is not None:
            self._memory.save(self._policy.memory_file, self._clock())

    async def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, kind: Kind = "feed"
    ) -> Fetched:
        """What the URL answered; every expected trouble is `Fetched.fault`.

        `etag` and `last_modified` are those of the last answer and make a 304 possible. Raises RuntimeError outside of
        `async with`.
        """
        if not self._sessions:
            raise RuntimeError("Fetcher: not open: requests need its connections: use `async with Fetcher(...)`")
        started = self._monotonic()
        headers = {"Accept": _ACCEPT[kind]}
        if etag and _is_header_text(etag):
            headers["If-None-Match"] = etag
        if last_modified and _is_header_text(last_modified):
            headers["If-Modified-Since"] = last_modified
        request = _Request(
            kind=kind,
            url=url,
            headers=headers,
            limit=self._policy.bytes_for(kind),
            seconds_left=self._policy.deadline,
            obey_robots=kind in self._policy.robots,
        )
        fetched = await self._follow(request)
        return replace(fetched, elapsed=self._monotonic() - started)

    async def _follow(self, request: _Request) -> Fetched:
        for _ in range(self._policy.redirects + 1):
            answer = await self._hop(request)
            if isinstance(answer, Fetched):
                return answer
            fault = self._step(request, answer)
            if fault is not None:
                return Fetched(request.url, answer.status, fault=fault)
        words = f"more than {self._policy.redirects} redirects, the last to {_shown(request.url)}"
        return Fetched(request.url, 0, fault=FeedFault(FaultKind.REDIRECTS, words))

    def _step(self, request: _Request, redirect: _Redirect) -> FeedFault | None:
        """Moves the request on to the redirect's target, or says why it goes no further."""
        try:
            target = urljoin(request.url, redirect.location.strip().replace(" ", "%20")).partition("#")[0]
        except ValueError:
            return FeedFault(FaultKind.REDIRECTS, "redirected to an unreadable address")
        if request.url.lower().startswith("https:") and target.lower().startswith("http:"):
            return FeedFault(FaultKind.REDIRECTS, f"redirected from https to plain http at {_shown(target)}")
        request.visited.append(request.url)
        if target in request.visited:
            return FeedFault(FaultKind.REDIRECTS, f"redirected in a circle at {_shown(target)}")
        request.only_permanent = request.only_permanent and redirect.status in _PERMANENT
        if request.only_permanent:
            request.moved_to = target
        request.url = target
        return None

    async def _hop(self, request: _Request) -> Fetched | _Redirect:
        """One request to one URL, behind every check."""
        refusal = self._doors[request.kind].url_refusal(request.url)
        if refusal is not None:
            return _failed(request, FaultKind.REFUSED_ADDRESS, refusal)
        host = urlsplit(request.url).hostname or ""
        if request.kind == "page" and host in self._policy.no_pages:
            return _failed(
                request, FaultKind.WRONG_TYPE, f"{host}: a redirector without text; the feed's own text counts"
            )
        if (held := self._held(request, host)) is not None:
            return held
        robots = await self._robots_for(request) if request.obey_robots else EVERYTHING
        if not robots.allows(request.url):
            return _failed(request, FaultKind.ROBOTS, f"{host}: robots.txt forbids {_shown(request.url)}")
        pace = min(robots.crawl_delay or 0.0, self._policy.longest_pace) if request.kind == "page" else 0.0
        async with self._hosts.turn(host, pace), self._slots:
            # Once more: the request before us may have been told to stay away.
            return self._held(request, host) or await self._ask(
                request, Hop(host, proxied=self._policy.proxy is not None)
            )

    def _held(self, request: _Request, host: str) -> Fetched | None:
        left = self._memory.held(host, self._clock())
        if left is None:
            return None
        words = f"{host}: asked us to wait; {left:.0f} s left"
        return Fetched(request.url, 0, fault=FeedFault(FaultKind.THROTTLED, words, retry_after=left))

    async def _ask(self, request: _Request, hop: Hop) -> Fetched | _Redirect:
        token = current_hop.set(hop)
        started = self._monotonic()
        try:
            async with (
                asyncio.timeout(max(request.seconds_left, 0.0)),
                self._sessions[request.kind].get(
                    URL(request.url), headers=request.headers, allow_redirects=False, proxy=self._policy.proxy
                ) as response,
            ):
                return await self._read(request, response)
        except EXPECTED as error:
            return Fetched(request.url, 0, fault=fault_from(error, hop))
        finally:
            request.seconds_left -= self._monotonic() - started
            current_hop.reset(token)

    async def _read(self, request: _Request, response: aiohttp.ClientResponse) -> Fetched | _Redirect:
        status, location = response.status, response.headers.get("Location")
        if status in _REDIRECT and location:
            response.close()  # nobody reads a redirect's body, which may have no end
            return _Redirect(location, status)
        if status == 304 and {"If-None-Match", "If-Modified-Since"} & request.headers.keys():
            return self._unchanged(request, response)
        if status not in (200, 203):
            return await self._refused(request, response)
        return await self._document(request, response)

    def _unchanged(self, request: _Request, response: aiohttp.ClientResponse) -> Fetched:
        return Fetched(
            url=request.url,
            status=304,
            etag=response.headers.get("ETag") or request.headers.get("If-None-Match"),
            last_modified=response.headers.get("Last-Modified") or request.headers.get("If-Modified-Since"),
            moved_to=request.moved_to,
            max_age=read_max_age(response.headers.get("Cache-Control")),
        )

    async def _refused(self, request: _Request, response: aiohttp.ClientResponse) -> Fetched:
        """An answer that is no document: throttled, walled off, gone or broken."""
        host, status = response.url.host or "", response.status
        wait = read_retry_after(response.headers.get("Retry-After"), self._clock())
        if status == 429 or (status == 503 and wait is not None):
            response.close()
            if wait is not None:
                self._memory.hold(host, self._clock() + timedelta(seconds=wait))
            asked = f", come back in {wait:.0f} s" if wait is not None else ""
            fault = FeedFault(FaultKind.THROTTLED, f"{host}: too many requests ({status}){asked}", wait)
            return Fetched(request.url, status, fault=fault)
        wall = await self._wall(response)
        if wall is not None:
            return _failed(request, FaultKind.BLOCKED, f"{host}: {wall} instead of an answer ({status})", status)
        return _failed(request, FaultKind.HTTP, f"{host}: {_status_words(status)}", status)

    async def _wall(self, response: aiohttp.ClientResponse) -> str | None:
        if response.headers.get("cf-mitigated", "").lower() == "challenge":
            response.close()
            return "a bot check"
        if response.status not in (401, 403, 405, 406, 451, 503):
            response.close()
            return None
        decoder = Decoder("", LOOKED_AT * 2, self._policy.ratio)
        try:
            decoder = Decoder(response.headers.get("Content-Encoding", ""), LOOKED_AT * 2, self._policy.ratio)
            decoder.take(await response.content.read(LOOKED_AT))
        except DecodingError:
            pass  # what was decoded until then is enough to recognise a wall
        response.close()
        return wall_in(decoder.body())

    async def _document(self, request: _Request, response: aiohttp.ClientResponse) -> Fetched:
        headers = response.headers
        length = response.content_length
        if length is not None and length > request.limit:
            response.close()
            return _failed(request, FaultKind.TOO_BIG, f"announces {length // 1000} kB, more than we take")
        decoder = Decoder(headers.get("Content-Encoding", ""), request.limit, self._policy.ratio)
        torn = False
        try:
            async for chunk in response.content.iter_chunked(65_536):
                decoder.take(chunk)
        except DecodingError:
            response.close()
            raise
        except (aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError, ConnectionResetError):
            if request.kind == "page":
                raise
            torn = True  # a feed's whole entries can be saved; its validators are not kept, so it is read again soon
        body = decoder.body()
        if body.startswith(_NOT_TEXT):
            return _failed(request, FaultKind.WRONG_TYPE, "not text but a file (PDF, picture, film or archive)", 200)
        wall = wall_instead_of_page(body) if request.kind == "page" else None
        if wall is not None:
            return _failed(request, FaultKind.BLOCKED, f"{response.url.host}: {wall} instead of the page", 200)
        return Fetched(
            url=request.url,
            status=200,
            body=body,
            content_type=headers.get("Content-Type", "")[:200],
            etag=None if torn else _kept(headers.get("ETag")),
            last_modified=None if torn else _kept(headers.get("Last-Modified")),
            moved_to=request.moved_to,
            max_age=read_max_age(headers.get("Cache-Control")),
        )

    async def _robots_for(self, request: _Request) -> Robots:
        """The host's rules, from this process's memory or its robots.txt.

        No answer, a refusal (4xx) and a broken server (5xx) allow everything: a newsroom that publishes a feed and
        loses its robots.txt has not asked us to stay away, and silence would blind the watch. 5xx is logged.
        """
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}".lower()
        lock = self._robots_locks.setdefault(origin, asyncio.Lock())
        async with lock:
            robots = self._memory.robots_of(origin, self._clock())
            if robots is None:
                robots, kept = await self._read_robots(f"{origin}/robots.txt", request.kind)
                self._memory.keep_robots(origin, robots, self._clock() + kept)
        if not lock.locked():
            self._robots_locks.pop(origin, None)
        return robots

    async def _read_robots(self, url: str, kind: Kind) -> tuple[Robots, timedelta]:
        request = _Request(
            kind=kind,
            url=url,
            headers={"Accept": "text/plain, */*;q=0.1"},
            limit=MAX_BYTES,
            seconds_left=self._policy.deadline,
            obey_robots=False,
        )
        fetched = await self._follow(request)
        if fetched.fault is None and fetched.status == 200:
            return read_robots(fetched.body.decode("utf-8", "replace"), PRODUCT), _ROBOTS_KEPT
        if fetched.status >= 500:
            log.warning("%s: answered %s: taken as no rules until it answers", _shown(url), fetched.status)
        return EVERYTHING, _ROBOTS_KEPT if 400 <= fetched.status < 500 else _ROBOTS_RETRY

    def _session(self, kind: Kind, context: ssl.SSLContext) -> aiohttp.ClientSession:
        policy = self._policy
        connector = aiohttp.TCPConnector(
            limit=0,
            ssl=context,
            socket_factory=self._doors[kind].open_socket,
            resolver=self._resolver,
            ttl_dns_cache=60,
            keepalive_timeout=policy.keep_alive,
        )
        return aiohttp.ClientSession(
            connector=connector,
            auto_decompress=False,
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(
                total=None, connect=None, sock_connect=policy.connect, sock_read=policy.quiet
            ),
            headers={
                "User-Agent": policy.agent(),
                "Accept-Encoding": "gzip, deflate, br, zstd",
                "Accept-Language": "id, en;q=0.5",
            },
        )


def _failed(request: _Request, kind: FaultKind, words: str, status: int = 0) -> Fetched:
    return Fetched(request.url, status, fault=FeedFault(kind, words))


def _status_words(status: int) -> str:
    said = {
        304: "answered 304 though nothing was known of the feed",
        401: "wants a password (401)",
        403: "refuses us (403)",
        404: "not found (404): the address may have moved",
        406: "refuses what we accept (406)",
        410: "gone for good (410): the address may have moved",
        451: "blocked for legal reasons (451)",
    }
    if status in said:
        return said[status]
    if 300 <= status < 400:
        return f"a redirect without a target ({status})"
    return f"the server is in trouble ({status})" if status >= 500 else f"answered {status} instead of a document"


def _shown(url: str) -> str:
    """The URL as an operator may see it: host and path, no query that could hold a key, and not too long."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}{parts.path}"[:120]


def _kept(value: str | None) -> str | None:
    return value if value and len(value) <= 500 and _is_header_text(value) else None


def _is_header_text(value: str) -> bool:
    return all(32 <= ord(character) < 127 for character in value)
