"""Fetching against a server on loopback: what comes back, what is asked, and what each kind of trouble is called."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from flows.sources import FaultKind, Fetched, Fetcher, FetchPolicy

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Uji</title></channel></rss>'
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Server:
    """A newsroom on loopback: answers by path, and remembers what it was asked."""

    base: str = ""
    answers: dict[str, Handler] = field(default_factory=dict)
    seen: list[web.Request] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(request)
        answer = self.answers.get(request.path)
        return await answer(request) if answer else web.Response(status=404)

    def fixed(self, path: str, body: bytes = FEED, status: int = 200, **headers: str) -> str:
        async def answer(_: web.Request) -> web.Response:
            return web.Response(body=body, status=status, headers={k.replace("_", "-"): v for k, v in headers.items()})

        self.answers[path] = answer
        return self.base + path

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.fixed(path, b"", status, Location=to)

    def paths(self) -> list[str]:
        return [request.path for request in self.seen if request.path != "/robots.txt"]


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    found = Server()
    runner = web.AppRunner(app := web.Application())
    app.router.add_route("*", "/{tail:.*}", found.handle)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield found
    await runner.cleanup()


def policy(**changes: object) -> FetchPolicy:
    settings: dict[str, object] = {"allow": ("127.0.0.1",), "pace": 0.0, "deadline": 5.0, "robots": frozenset()}
    return FetchPolicy(**{**settings, **changes})  # type: ignore[arg-type]


async def get(url: str, *, kind: str = "feed", changes: dict[str, object] | None = None, **asked: str) -> Fetched:
    async with Fetcher(policy(**(changes or {})), lambda: NOW) as fetcher:
        return await fetcher.fetch(url, kind=kind, **asked)  # type: ignore[arg-type]


def fault(fetched: Fetched) -> FaultKind:
    assert fetched.fault is not None, fetched
    assert fetched.body == b""
    assert fetched.fault.words
    return fetched.fault.kind


async def test_an_answer_brings_body_type_validators_and_freshness(server: Server) -> None:
    url = server.fixed(
        "/f", ETag='"a1"', Last_Modified="Mon, 23 Nov 2026 07:00:00 GMT", Cache_Control="public, max-age=300",
        Content_Type="application/rss+xml",
    )  # fmt: skip
    fetched = await get(url)
    assert (fetched.status, fetched.body, fetched.fault) == (200, FEED, None)
    assert (fetched.etag, fetched.last_modified) == ('"a1"', "Mon, 23 Nov 2026 07:00:00 GMT")
    assert (fetched.content_type, fetched.max_age) == ("application/rss+xml", 300.0)
    assert fetched.elapsed > 0


async def test_validators_are_sent_and_304_keeps_them(server: Server) -> None:
    url = server.fixed("/f", b"", 304)
    fetched = await get(url, etag='W/"a1"', last_modified="Mon, 23 Nov 2026 07:00:00 GMT")
    assert (fetched.status, fetched.body, fetched.fault, fetched.etag) == (304, b"", None, 'W/"a1"')
    assert server.seen[0].headers["If-None-Match"] == 'W/"a1"'
    assert server.seen[0].headers["If-Modified-Since"] == "Mon, 23 Nov 2026 07:00:00 GMT"


async def test_a_304_that_was_not_asked_for_is_a_fault(server: Server) -> None:
    assert fault(await get(server.fixed("/f", b"", 304))) is FaultKind.HTTP


async def test_a_validator_with_a_line_break_is_not_sent(server: Server) -> None:
    fetched = await get(server.fixed("/f"), etag='"a"\r\nX-Evil: 1')
    assert fetched.fault is None
    assert "If-None-Match" not in server.seen[0].headers


async def test_we_say_who_we_are_and_send_no_cookies(server: Server) -> None:
    server.fixed("/set", Set_Cookie="id=1; Path=/")
    async with Fetcher(policy(contact="https://watch.example/about"), lambda: NOW) as fetcher:
        await fetcher.fetch(server.base + "/set")
        await fetcher.fetch(server.base + "/set")
    assert server.seen[1].headers["User-Agent"].startswith("pantau/")
    assert server.seen[1].headers["User-Agent"].endswith("(+https://watch.example/about)")
    assert "Cookie" not in server.seen[1].headers


async def test_a_permanent_move_is_followed_and_reported(server: Server) -> None:
    server.fixed("/new")
    server.redirect("/old", "/newer", 301)
    server.redirect("/newer", server.base + "/new", 308)
    fetched = await get(server.base + "/old")
    assert (fetched.body, fetched.url, fetched.moved_to) == (FEED, server.base + "/new", server.base + "/new")


async def test_a_passing_redirect_is_followed_and_not_called_a_move(server: Server) -> None:
    server.fixed("/new")
    server.redirect("/old", "/new", 302)
    assert (await get(server.base + "/old")).moved_to is None


async def test_a_move_behind_a_passing_redirect_reports_only_the_moves_before_it(server: Server) -> None:
    server.redirect("/a", "/b", 301)
    server.redirect("/b", "/c", 302)
    server.redirect("/c", "/d", 301)
    server.fixed("/d")
    fetched = await get(server.base + "/a")
    assert (fetched.body, fetched.moved_to) == (FEED, server.base + "/b")


async def test_redirects_in_a_circle_end(server: Server) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    assert fault(await get(server.base + "/a")) is FaultKind.REDIRECTS
    assert len(server.seen) == 2


async def test_redirects_without_end_end_after_five(server: Server) -> None:
    for number in range(20):
        server.redirect(f"/{number}", f"/{number + 1}")
    assert fault(await get(server.base + "/0")) is FaultKind.REDIRECTS
    assert len(server.seen) == 6


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("http://169.254.169.254/latest/meta-data/", FaultKind.REFUSED_ADDRESS),
        ("http://10.0.0.1/", FaultKind.REFUSED_ADDRESS),
        ("http://[::ffff:192.168.0.1]/", FaultKind.REFUSED_ADDRESS),
        ("http://[64:ff9b::10.0.0.1]/", FaultKind.REFUSED_ADDRESS),
        ("http://[::1]:1/", FaultKind.REFUSED_ADDRESS),
        ("file:///etc/passwd", FaultKind.REFUSED_ADDRESS),
        ("http://user:pw@127.0.0.1/", FaultKind.REFUSED_ADDRESS),
        ("http://[broken", FaultKind.REDIRECTS),
    ],
)
async def test_every_hop_of_a_redirect_meets_the_door(server: Server, target: str, kind: FaultKind) -> None:
    server.redirect("/f", target)
    fetched = await get(server.base + "/f")
    assert fault(fetched) is kind
    assert "pw" not in fetched.fault.words  # type: ignore[union-attr]


async def test_without_permission_loopback_stays_closed_in_every_spelling(server: Server) -> None:
    port = server.base.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "0x7f.1", "2130706433", "0177.0.0.1", "127.1", "[::ffff:7f00:1]"):
        fetched = await get(f"http://{host}:{port}/f", changes={"allow": ()})
        assert fault(fetched) in (FaultKind.REFUSED_ADDRESS, FaultKind.UNREACHABLE), host
    assert server.seen == []


async def test_a_name_that_resolves_to_loopback_is_refused_at_connect(server: Server) -> None:
    port = server.base.rpartition(":")[2]
    fetched = await get(f"http://localhost:{port}/f", changes={"allow": ()})
    assert fault(fetched) is FaultKind.REFUSED_ADDRESS
    assert server.seen == []


async def test_an_allowed_name_is_reached(server: Server) -> None:
    server.fixed("/f")
    port = server.base.rpartition(":")[2]
    assert (await get(f"http://localhost:{port}/f", changes={"allow": ("localhost",)})).body == FEED


async def test_a_house_feed_does_not_open_the_house_to_article_links(server: Server) -> None:
    url = server.fixed("/f", Content_Type="text/html")
    changes: dict[str, object] = {"allow": (), "allow_feeds": ("127.0.0.1",)}
    async with Fetcher(policy(**changes), lambda: NOW) as fetcher:
        assert (await fetcher.fetch(url, kind="feed")).body == FEED
        assert fault(await fetcher.fetch(url, kind="page")) is FaultKind.REFUSED_ADDRESS


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), ("0", 60), ("-5", 60), ("31536000", 21600), ("Mon, 23 Nov 2026 08:10:00 GMT", 600),
     ("Thu, 01 Jan 1970 00:00:00 GMT", 60), ("Mon, 23 Nov 2099 08:10:00 GMT", 21600), ("soon", None), ("", None)],
)  # fmt: skip
async def test_retry_after_is_read_and_kept_within_bounds(server: Server, header: str, seconds: float | None) -> None:
    fetched = await get(server.fixed("/f", b"", 429, Retry_After=header))
    assert fault(fetched) is FaultKind.THROTTLED
    assert fetched.fault is not None
    assert fetched.fault.retry_after == seconds


async def test_a_host_that_asked_for_silence_is_left_alone_for_all_its_feeds(server: Server) -> None:
    server.fixed("/a", b"", 503, Retry_After="120")
    server.fixed("/b")
    now = NOW
    async with Fetcher(policy(), lambda: now) as fetcher:
        await fetcher.fetch(server.base + "/a")
        held = await fetcher.fetch(server.base + "/b")
        assert fault(held) is FaultKind.THROTTLED
        assert held.fault is not None
        assert held.fault.retry_after == pytest.approx(120)
        assert server.paths() == ["/a"]
        now += timedelta(seconds=121)
        assert (await fetcher.fetch(server.base + "/b")).body == FEED


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (404, b"", FaultKind.HTTP),
        (410, b"", FaultKind.HTTP),
        (500, b"", FaultKind.HTTP),
        (503, b"", FaultKind.HTTP),
        (403, b"", FaultKind.HTTP),
        (403, b"<html><title>Just a moment...</title></html>", FaultKind.BLOCKED),
        (503, b"<html><body>Checking your browser before accessing</body></html>", FaultKind.BLOCKED),
        (206, FEED, FaultKind.HTTP),
        (204, b"", FaultKind.HTTP),
        (302, b"", FaultKind.HTTP),
    ],
)
async def test_an_answer_that_is_no_document_is_a_named_fault(
    server: Server, status: int, body: bytes, kind: FaultKind
) -> None:
    fetched = await get(server.fixed("/f", body, status))
    assert (fault(fetched), fetched.status) == (kind, status)


async def test_a_bot_check_is_known_by_its_header(server: Server) -> None:
    assert fault(await get(server.fixed("/f", b"", 403, cf_mitigated="challenge"))) is FaultKind.BLOCKED


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7", b"PK\x03\x04", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"\0\0\0\x18ftypmp4"]
)
async def test_a_file_dressed_as_a_page_is_refused(server: Server, start: bytes) -> None:
    url = server.fixed("/f", start + b"x" * 100, Content_Type="text/html")
    assert fault(await get(url, kind="page")) is FaultKind.WRONG_TYPE


@pytest.mark.parametrize(
    ("title", "blocked"),
    [
        ("Just a moment...", True),
        ("Attention Required! | Cloudflare", True),
        ("Access Denied", True),
        ("403 Forbidden", True),
        ("Akses ditolak", True),
        ("Akses ditolak, nelayan datangi kantor desa", False),
        ("Blocked: kapal tanker ditahan", False),
        ("Kapal selam tiba", False),
        ("", False),
    ],
)
async def test_a_wall_is_no_article_and_an_article_is_no_wall(server: Server, title: str, blocked: bool) -> None:
    body = f"<html><title>{title}</title><script src='recaptcha'></script><input type='password'></html>".encode()
    fetched = await get(server.fixed("/p", body), kind="page")
    assert (fetched.fault.kind if fetched.fault else None) is (FaultKind.BLOCKED if blocked else None)


async def test_a_proxy_is_used_only_when_configured_and_still_meets_the_door(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.base)
    monkeypatch.setenv("HTTP_PROXY", server.base)
    assert fault(await get("http://10.0.0.1/f")) is FaultKind.REFUSED_ADDRESS
    server.fixed("/f")
    through = await get("http://berita.example/f", changes={"allow": (), "proxy": server.base})
    assert through.body == FEED
    assert server.seen[-1].headers["Host"] == "berita.example"
    asked = len(server.seen)
    assert fault(await get("http://10.0.0.1/f", changes={"proxy": server.base})) is FaultKind.REFUSED_ADDRESS
    assert len(server.seen) == asked


def test_a_proxys_password_is_not_shown() -> None:
    assert "geheim" not in repr(FetchPolicy(proxy="http://user:geheim@proxy.example"))


async def test_the_request_behind_one_that_was_told_to_wait_is_not_sent(server: Server) -> None:
    server.fixed("/f", b"", 429, Retry_After="60")
    async with Fetcher(policy(per_host=1), lambda: NOW) as fetcher:
        both = await asyncio.gather(*(fetcher.fetch(server.base + "/f") for _ in range(3)))
    assert [fault(one) for one in both] == [FaultKind.THROTTLED] * 3
    assert len(server.seen) == 1


async def test_a_redirect_to_an_address_with_blanks_is_followed(server: Server) -> None:
    server.fixed("/a b")
    server.redirect("/f", "/a b")
    assert (await get(server.base + "/f")).body == FEED


async def test_waiting_for_a_turn_does_not_use_up_the_deadline(server: Server) -> None:
    async def slow(_: web.Request) -> web.Response:
        await asyncio.sleep(0.15)
        return web.Response(body=FEED)

    server.answers["/f"] = slow
    async with Fetcher(policy(connections=1, per_host=9, deadline=0.4), lambda: NOW) as fetcher:
        answers = await asyncio.gather(*(fetcher.fetch(server.base + "/f") for _ in range(4)))
    assert [answer.fault for answer in answers] == [None] * 4


async def test_a_redirectors_pages_are_not_asked_for_and_its_feeds_are(server: Server) -> None:
    url = server.fixed("/f")
    async with Fetcher(policy(no_pages=("127.0.0.1",)), lambda: NOW) as fetcher:
        assert fault(await fetcher.fetch(url, kind="page")) is FaultKind.WRONG_TYPE
        assert server.seen == []
        assert (await fetcher.fetch(url)).body == FEED


async def test_nobody_there_is_unreachable() -> None:
    assert fault(await get("http://127.0.0.1:9/f")) is FaultKind.UNREACHABLE


async def test_a_fetcher_that_is_not_open_says_how_to_open_it() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        await Fetcher(policy()).fetch("http://127.0.0.1/")


async def test_requests_to_one_host_keep_their_pause_and_their_number(server: Server) -> None:
    at_once, most = 0, 0

    async def slow(_: web.Request) -> web.Response:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0)
        at_once -= 1
        return web.Response(body=FEED)

    server.answers["/f"] = slow
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(round(seconds, 1))

    frozen = Fetcher(policy(pace=0.5, per_host=2), lambda: NOW, monotonic=lambda: 7.0, sleep=sleep)
    async with frozen as fetcher:
        await asyncio.gather(*(fetcher.fetch(server.base + "/f") for _ in range(4)))
    assert sorted(slept) == [0.5, 1.0, 1.5]
    assert most <= 2


@pytest.mark.parametrize(
    "text", ["http://", "", "kompas", "http://\x00/", "http://ex ample/", "http://" + "a" * 300 + "/"]
)
async def test_any_nonsense_for_a_url_is_a_fault_and_no_exception(text: str) -> None:
    assert fault(await get(text)) in (FaultKind.REFUSED_ADDRESS, FaultKind.UNREACHABLE)
