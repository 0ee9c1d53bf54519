"""robots.txt: read as RFC 9309 says, asked once, obeyed for feeds and pages, and no reason to go blind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from flows.sources import FaultKind, Fetcher, FetchPolicy
from flows.sources.memory import HostMemory, load_memory
from flows.sources.robots import Robots, read_robots

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def allows(text: str, path: str) -> bool:
    return read_robots(text, "pantau").allows(f"https://berita.example{path}")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /privat", "/privat/x", False),
        ("User-agent: *\nDisallow: /privat", "/umum", True),
        ("User-agent: GPTBot\nDisallow: /", "/a", True),
        ("User-agent: GPTBot\nUser-agent: pantau\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Pantau/2.0\nAllow: /", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*?", "/berita/1?page=all", False),
        ("User-agent: *\nDisallow: /*?", "/berita/1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf.html", True),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /%7Etni", "/~tni/x", False),
        ("\ufeffUser-agent: *\r\nDisallow: /x # keterangan", "/x", False),
        ("Disallow: /", "/a", True),
        ("User-agent: *\nCrawl-delay: 5\nUser-agent: other\nDisallow: /", "/a", True),
    ],
)
def test_the_longest_rule_of_our_own_group_decides(text: str, path: str, allowed: bool) -> None:
    assert allows(text, path) is allowed


def test_two_groups_for_the_same_agent_are_one() -> None:
    text = "User-agent: *\nDisallow: /a\n\nUser-agent: x\nDisallow: /b\n\nUser-agent: *\nDisallow: /c"
    assert [allows(text, path) for path in ("/a", "/b", "/c")] == [False, True, False]


def test_the_crawl_delay_of_our_group_is_read() -> None:
    assert read_robots("User-agent: *\nCrawl-delay: 7", "pantau").crawl_delay == 7
    assert (
        read_robots("User-agent: *\nCrawl-delay: soon\nCrawl-delay: -3\nCrawl-delay: nan", "pantau").crawl_delay is None
    )


@given(st.text(max_size=400), st.text(alphabet="/ab*$?%=", max_size=30))
def test_any_text_is_read(text: str, path: str) -> None:
    assert read_robots(text, "pantau").allows(f"https://berita.example/{path}") in (True, False)


def test_a_pattern_of_many_stars_stays_linear() -> None:
    pattern = "/" + "*a" * 2_000 + "$"
    assert Robots(((pattern, False),)).allows("https://berita.example/" + "a" * 1_999 + "b")


@asynccontextmanager
async def newsroom(robots: web.Response | None, seen: list[str]) -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.Response:
        seen.append(request.path)
        if request.path == "/robots.txt":
            if robots is None:
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
            return web.Response(body=robots.body, status=robots.status, headers=robots.headers)
        return web.Response(body=b"<rss version='2.0'/>")

    runner = web.AppRunner(app := web.Application())
    app.router.add_route("*", "/{tail:.*}", answer)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def fetcher(**changes: object) -> Fetcher:
    settings: dict[str, object] = {"allow": ("127.0.0.1",), "pace": 0.0, "deadline": 5.0}
    return Fetcher(FetchPolicy(**{**settings, **changes}), lambda: NOW)  # type: ignore[arg-type]


async def test_robots_is_asked_once_and_obeyed_for_feeds_and_pages() -> None:
    seen: list[str] = []
    rules = web.Response(text="User-agent: *\nDisallow: /tutup")
    async with newsroom(rules, seen) as base, fetcher() as fetching:
        assert (await fetching.fetch(f"{base}/buka")).fault is None
        assert (await fetching.fetch(f"{base}/buka2", kind="page")).fault is None
        for kind in ("feed", "page"):
            closed = await fetching.fetch(f"{base}/tutup/1", kind=kind)  # type: ignore[arg-type]
            assert closed.fault is not None
            assert closed.fault.kind is FaultKind.ROBOTS
    assert seen == ["/robots.txt", "/buka", "/buka2"]


async def test_obedience_can_be_switched_off_by_kind() -> None:
    seen: list[str] = []
    rules = web.Response(text="User-agent: *\nDisallow: /")
    async with newsroom(rules, seen) as base, fetcher(robots=frozenset({"page"})) as fetching:
        assert (await fetching.fetch(f"{base}/feed")).fault is None
        closed = await fetching.fetch(f"{base}/page", kind="page")
        assert closed.fault is not None
        assert closed.fault.kind is FaultKind.ROBOTS


@pytest.mark.parametrize("status", [401, 403, 404, 410, 500, 503, 200])
async def test_a_robots_file_that_is_missing_or_broken_allows_everything(status: int) -> None:
    seen: list[str] = []
    answer = web.Response(status=status, body=b"<html>tidak ditemukan</html>")
    async with newsroom(answer, seen) as base, fetcher() as fetching:
        assert (await fetching.fetch(f"{base}/feed")).fault is None


async def test_a_server_that_hangs_up_on_robots_may_still_be_read() -> None:
    seen: list[str] = []
    async with newsroom(None, seen) as base, fetcher() as fetching:
        assert (await fetching.fetch(f"{base}/feed")).fault is None


async def test_a_redirect_of_robots_meets_the_same_door() -> None:
    seen: list[str] = []
    answer = web.Response(status=302, headers={"Location": "http://10.0.0.1/robots.txt"})
    async with newsroom(answer, seen) as base, fetcher() as fetching:
        assert (await fetching.fetch(f"{base}/feed")).fault is None


async def test_robots_is_asked_again_after_hours() -> None:
    seen: list[str] = []
    now = NOW
    settings = FetchPolicy(allow=("127.0.0.1",), pace=0.0)
    asking = Fetcher(settings, lambda: now)
    async with newsroom(web.Response(text=""), seen) as base, asking as fetching:
        await fetching.fetch(f"{base}/a")
        now += timedelta(hours=3)
        await fetching.fetch(f"{base}/b")
        now += timedelta(hours=4)
        await fetching.fetch(f"{base}/c")
    assert seen == ["/robots.txt", "/a", "/b", "/robots.txt", "/c"]


async def test_what_was_learned_of_hosts_outlives_the_process(tmp_path: Path) -> None:
    seen: list[str] = []
    file = tmp_path / "hosts.json"
    now = NOW

    async def run(path: str) -> FaultKind | None:
        async with Fetcher(FetchPolicy(allow=("127.0.0.1",), pace=0.0, memory_file=file), lambda: now) as fetching:
            fetched = await fetching.fetch(f"{base}{path}")
        return fetched.fault.kind if fetched.fault else None

    async with newsroom(web.Response(text="User-agent: *\nDisallow: /tutup"), seen) as base:
        assert [await run("/a"), await run("/tutup/1"), await run("/b")] == [None, FaultKind.ROBOTS, None]
        assert seen == ["/robots.txt", "/a", "/b"]
        host = load_memory(file)
        host.hold("127.0.0.1", now + timedelta(minutes=5))
        host.save(file, now)
        assert await run("/c") is FaultKind.THROTTLED
        now += timedelta(minutes=6)
        assert await run("/c") is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"robots": {"a": 1}, "holds": {}}', '{"robots": {}, "holds": {"a": "2026-11-23"}}']
)
def test_a_damaged_memory_is_an_empty_one(tmp_path: Path, text: str) -> None:
    file = tmp_path / "hosts.json"
    file.write_text(text)
    assert load_memory(file) == HostMemory()


def test_a_memory_from_a_wrong_clock_holds_nobody_for_years() -> None:
    memory = HostMemory(holds={"a.example": NOW + timedelta(days=900)})
    assert memory.held("a.example", NOW) is None


def test_a_memory_that_cannot_be_written_is_no_harm(tmp_path: Path) -> None:
    HostMemory().save(tmp_path / "tidak-ada" / "hosts.json", NOW)


async def test_a_crawl_delay_slows_pages_and_is_bounded() -> None:
    seen: list[str] = []
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    settings = FetchPolicy(allow=("127.0.0.1",), pace=0.0, longest_pace=10.0)
    rules = web.Response(text="User-agent: *\nCrawl-delay: 3600")
    asking = Fetcher(settings, lambda: NOW, monotonic=lambda: 0.0, sleep=sleep)
    async with newsroom(rules, seen) as base, asking as fetching:
        for number in range(3):
            await fetching.fetch(f"{base}/{number}", kind="page")
    assert slept == [10.0, 20.0]
