"""Articles an hour by one and by two workers on one database: extraction, rules, decision, commit; no network.

    .venv/bin/python tests/bench/bench_workers.py [--articles 300] [--url postgresql://...]

Without --url a PostgreSQL of its own is started. Pages come from memory, so what is measured is the work on this
machine; a publisher's answer time is hidden by reading pages side by side, as long as hosts are many. On a busy machine
trust the CPU time of an article and not the clock.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from flows.app.config import load_settings
from flows.app.ingest import claimed_batches, read_batch
from flows.app.wiring import open_watch
from flows.sources import DateConfidence, Entry, FeedPoll, FeedState
from flows.store import open_store
from flows.store.base import StoredEntry
from tests.conftest import PostgreSQL
from tests.fakewatch import PADDING, FakePress, Story

TALK = (
    "Menteri Pertahanan menyampaikan hal itu seusai rapat di Jakarta, Senin.",
    "Rusia dilaporkan membeli jutaan peluru artileri dari Korea Utara, kata seorang pejabat.",
    "Harga beras di pasar induk turun tipis menjelang akhir pekan.",
    "Kapal perang itu tiba di Surabaya setelah berlayar dua pekan.",
)


def stories(count: int) -> list[Story]:
    """Articles of some 400 words, one in four with a transfer in it."""
    now = datetime.now(UTC)
    body = [f"{TALK[n % 4]} " + " ".join(f"{PADDING} Alinea {n}-{part}." for part in range(14)) for n in range(count)]
    return [Story(n, said, at=now, title=f"Laporan nomor {n} dari {n % 97}") for n, said in enumerate(body)]


def seed(url: str, told: list[Story]) -> None:
    """Queues the articles as entries."""
    store = open_store(url, migrate=True)
    now = datetime.now(UTC)
    entries = [
        StoredEntry("bench", "kabar", Entry(s.url, s.url, s.title, "", s.at, DateConfidence.STATED), now) for s in told
    ]
    store.record_poll(FeedPoll("bench", now, 200, FeedState("bench", backfilled=True), new=len(entries)), entries)
    store.close()


def work(url: str, home: str, count: int, barrier: object, done: object) -> None:
    """One worker: reads until nothing is left."""
    watch = open_watch(load_settings(Path(home), store_url=url, api_url=None, cycle_seconds=3600))
    press = FakePress(stories(count))
    press.pages = {s.url: s.html() for s in press.stories}
    press.stories = []
    barrier.wait()  # type: ignore[attr-defined]
    began, worked = time.perf_counter(), time.process_time()

    async def run() -> int:
        total = 0
        async with watch.open_reader() as reader:
            for entries in claimed_batches(watch, count):
                report = await read_batch(watch, press, entries, watch.clock(), reader)
                total += report.articles_read
        return total

    read = asyncio.run(run())
    done.put((read, time.perf_counter() - began, time.process_time() - worked))  # type: ignore[attr-defined]
    watch.close()


def measure(url: str, workers: int, count: int) -> None:
    """Prints what this many workers do."""
    seed(url, stories(count))
    context = get_context("spawn")
    barrier, done = context.Barrier(workers), context.Queue()
    with tempfile.TemporaryDirectory() as home:
        processes = [context.Process(target=work, args=(url, home, count, barrier, done)) for _ in range(workers)]
        for process in processes:
            process.start()
        answers = [done.get(timeout=600) for _ in processes]
        for process in processes:
            process.join()
    read, seconds = sum(a[0] for a in answers), max(a[1] for a in answers)
    rate, spent = 3600 * read / seconds, 1000 * sum(a[2] for a in answers) / read
    print(f"{workers} workers: {read} articles in {seconds:.1f} s: {rate:,.0f} an hour, {spent:.1f} ms CPU each")


def main() -> None:
    """Measures one worker, then two."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=300)
    options.add_argument("--url")
    given = options.parse_args()
    if given.url:
        measure(given.url, 1, given.articles)
        return
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    server = PostgreSQL(found[-1].parent)
    try:
        for workers in (1, 2):
            measure(server.url(server.new_database()), workers, given.articles)
    finally:
        server.remove()


if __name__ == "__main__":
    main()
