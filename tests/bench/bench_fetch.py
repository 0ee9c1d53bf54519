"""What a poll cycle costs when nothing is new: 1,000 feeds on 1,000 loopback hosts, all answering 304.

    .venv/bin/python tests/bench/bench_fetch.py [--feeds 1000] [--cycles 4]

The server runs in a process of its own; only our process is measured. The first cycle also connects and asks for
1,000 robots.txt, the later ones are what a watch does all day. Beside it, in the same run: bare aiohttp without door,
robots, pace or limits, so that the price of safety shows as a ratio.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import aiohttp

from flows.sources import (
    Feed,
    FeedState,
    Fetcher,
    FetchPolicy,
    is_due,
    is_unchanged,
    poll_outcome,
    validators,
)

_NOT_MODIFIED = b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nCache-Control: max-age=60\r\n\r\n'
_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class _Server(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        robots = data.startswith(b"GET /robots.txt")
        self.transport.write(_NOT_FOUND if robots else _NOT_MODIFIED)  # type: ignore[attr-defined]


def serve(pipe: Connection) -> None:
    """Answers on every loopback address until the other end of the pipe closes."""

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(_Server, "0.0.0.0", 0, backlog=4096)
        pipe.send(server.sockets[0].getsockname()[1])
        await asyncio.get_running_loop().run_in_executor(None, _until_closed, pipe)

    asyncio.run(run())


def _until_closed(pipe: Connection) -> None:
    try:
        pipe.recv()
    except EOFError:
        return


async def measure(label: str, feeds: int, cycle: Callable[[], Awaitable[int]]) -> float:
    """Runs one cycle and prints it; returns CPU milliseconds a feed."""
    wall, cpu = time.perf_counter(), time.process_time()
    right = await cycle()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = f"{cpu / feeds * 1000:6.3f} ms CPU/feed  {wall:6.2f} s wall  {memory:5.0f} MB peak"
    print(f"{label:40} {right:5}/{feeds} right  {figures}")
    return cpu / feeds * 1000


async def ours(urls: list[str], cycles: int) -> float:
    """Our fetcher with everything on, state and schedule included."""
    now = datetime.now(UTC)
    feeds = [Feed(f"feed-{n}", "bench", url) for n, url in enumerate(urls)]
    states: dict[str, FeedState] = {
        feed.id: FeedState(
            feed.id, etag='"a"', body_hash="x", last_success=now, last_new=now, entries_last=20, backfilled=True
        )
        for feed in feeds
    }
    cost = 0.0
    async with Fetcher(FetchPolicy(allow=("127.0.0.0/8",), keep_alive=60, connections=1200)) as fetcher:

        async def one(feed: Feed) -> bool:
            state = states[feed.id]
            assert is_due(state, now)
            held = validators(state)
            fetched = await fetcher.fetch(feed.url, etag=held.etag, last_modified=held.last_modified)
            poll = poll_outcome(feed, state, fetched, None, frozenset(), now)
            states[feed.id] = FeedState(feed.id, etag=poll.state.etag, body_hash="x", last_success=now, entries_last=20)
            return is_unchanged(state, fetched)

        async def cycle() -> int:
            return sum(await asyncio.gather(*map(one, feeds)))

        for number in range(cycles):
            kind = "cold, with robots.txt" if number == 0 else "warm"
            cost = await measure(f"pantau, cycle {number + 1} ({kind})", len(urls), cycle)
    return cost


async def bare(urls: list[str], cycles: int) -> float:
    """aiohttp alone, 100 at once."""
    turns = asyncio.Semaphore(100)
    cost = 0.0
    connector = aiohttp.TCPConnector(limit=1200, keepalive_timeout=60)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def one(url: str) -> bool:
            async with turns, session.get(url, headers={"If-None-Match": '"a"'}) as response:
                return response.status == 304

        async def cycle() -> int:
            return sum(await asyncio.gather(*map(one, urls)))

        for number in range(cycles):
            cost = await measure(f"bare aiohttp, cycle {number + 1}", len(urls), cycle)
    return cost


async def main(feeds: int, cycles: int, port: int) -> None:
    """Both fetchers against the same hosts, in one run."""
    urls = [f"http://127.0.{1 + n // 250}.{1 + n % 250}:{port}/rss" for n in range(feeds)]
    mine = await ours(urls, cycles)
    base = await bare(urls, cycles)
    print(f"a warm feed costs {mine / base:.2f} times bare aiohttp")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--cycles", type=int, default=4)
    chosen = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(there,), daemon=True)
    server.start()
    asyncio.run(main(chosen.feeds, chosen.cycles, here.recv()))
    here.close()
    server.terminate()
