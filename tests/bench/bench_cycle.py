"""Whole cycles over 1,000 feeds on loopback: the first one, one of nothing but 304, one with 200 new articles.

    .venv/bin/python tests/bench/bench_cycle.py [--feeds 1000] [--articles 200] [--page FILE]

Everything is as in the watch: fetcher with door, robots and pace, SQLite on the disk, the packaged rules, decisions and
the outbox; only the web server runs in a process of its own. `--page` is the page that every article is served as (a
page of the tests by default). Printed for each cycle: feeds and articles, wall time, our CPU time, CPU for a feed or an
article, and the most memory so far. Prints; asserts nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from flows.app.config import load_settings
from flows.app.ingest import cycle
from flows.app.wiring import Watch, open_watch
from flows.sources import Catalogue, Feed, Publisher

PAGE = Path(__file__).parents[1] / "pages" / "detik.html"
START = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=6)


class Newsroom(asyncio.Protocol):
    """Serves a feed of one entry on each host, and of ten more on some once `news` hosts have them."""

    news = 0
    page = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        path = data.split(b" ", 2)[1].decode()
        host = next(line for line in data.decode("latin-1").split("\r\n") if line.lower().startswith("host:"))[6:]
        self.transport.write(self.answer(path, host.strip(), b'if-none-match: "' in data.lower(), data))  # type: ignore[attr-defined]

    def answer(self, path: str, host: str, conditional: bool, data: bytes) -> bytes:
        if path == "/robots.txt":
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        if path != "/rss":
            return whole(self.page, "text/html; charset=utf-8")
        number = int(host.split(".")[2]) * 250 + int(host.split(".")[3].split(":")[0])
        entries = 11 if number <= 250 + Newsroom.news else 1
        mark = f'"{entries}"'
        if mark.encode() in data:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {mark}\r\n\r\n".encode()
        items = "".join(
            f"<item><title>Kabar {number} {n}</title><link>http://{host}/b/{1_000_000 + 100 * number + n}/kabar</link>"
            f"<pubDate>{format_datetime(START + timedelta(minutes=n))}</pubDate></item>"
            for n in range(entries)
        )
        feed = f"<rss version='2.0'><channel><title>Kabar {number}</title>{items}</channel></rss>"
        return whole(feed.encode(), "application/rss+xml", mark)


def whole(body: bytes, kind: str, mark: str = "") -> bytes:
    tag = f"ETag: {mark}\r\n" if mark else ""
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{tag}\r\n".encode() + body


def serve(pipe: Connection, page: Path) -> None:
    """Answers until the pipe closes; a number sent through it is how many hosts have news."""
    Newsroom.page = page.read_bytes()

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Newsroom, "0.0.0.0", 0, backlog=4096)
        pipe.send(server.sockets[0].getsockname()[1])
        while True:
            try:
                Newsroom.news = await asyncio.get_running_loop().run_in_executor(None, pipe.recv)
            except EOFError:
                return

    asyncio.run(run())


def the_watch(home: Path, feeds: int, port: int) -> Watch:
    """The watch over these hosts, with the packaged rules and a store on the disk."""
    settings = load_settings(home, allowed_hosts="127.0.0.0/8", articles_per_cycle=20_000, cycle_seconds=3600)
    hosts = [f"127.0.{1 + n // 250}.{1 + n % 250}:{port}" for n in range(feeds)]
    watch = open_watch(settings)
    watch.catalogue = Catalogue(
        tuple(Publisher(f"p{n}", f"P{n}", f"http://{host}") for n, host in enumerate(hosts)),
        tuple(Feed(f"p{n}-all", f"p{n}", f"http://{host}/rss", interval_minutes=5) for n, host in enumerate(hosts)),
    )
    watch.__post_init__()
    return watch


class Clock:
    """A clock that can be set forward, so that every feed is due again."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


async def measured(label: str, watch: Watch) -> None:
    """Runs a cycle and prints what it cost."""
    wall, cpu = time.perf_counter(), cpu_time()
    report = await cycle(watch)
    wall, cpu = time.perf_counter() - wall, cpu_time() - cpu
    assert report is not None
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = cpu * 1000 / max(1, report.articles_read or report.feeds)
    unit = "article" if report.articles_read else "feed"
    print(
        f"{label:28}{report.feeds:5} feeds ({report.feeds_unchanged} unchanged){report.articles_read:5} articles"
        f" {wall:7.2f} s wall {cpu:7.2f} s CPU {each:7.2f} ms/{unit} {memory:5.0f} MB"
    )


def cpu_time() -> float:
    """CPU seconds of this process and of the readers it has ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


async def main(feeds: int, articles: int, port: int, pipe: Connection) -> None:
    """The three cycles, in one home."""
    with tempfile.TemporaryDirectory() as folder:
        watch = the_watch(Path(folder), feeds, port)
        watch.clock = clock = Clock()
        await measured("first cycle, one entry each", watch)
        clock.ahead += timedelta(hours=2)
        await measured("nothing new", watch)
        clock.ahead += timedelta(hours=2)
        pipe.send(articles // 10)
        await measured(f"{articles} new articles", watch)
        watch.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--page", type=Path, default=PAGE)
    chosen = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(there, chosen.page), daemon=True)
    server.start()
    asyncio.run(main(chosen.feeds, chosen.articles, here.recv(), here))
    here.close()
    server.terminate()
