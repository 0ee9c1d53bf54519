"""What the store costs: run `python tests/bench/bench_store.py [--url URL] [--articles N]`; prints, asserts nothing.

The texts are generated with the size of the real thing: 400 words and 25 shingles an article, one in eight with a
mention, one in forty with an alert to three receivers.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from extractors import Segment, SegmentKind
from flows.alerts.event import Outcome, OutcomeKind
from flows.store import Store, open_store
from flows.store.database import Database, sqlite_engine
from flows.store.sql import SqlStore
from rules import MentionType
from tests.store_samples import DAY, MINUTE, NOON, a_decision, a_poll, a_waiting, an_alert, an_article, an_event

RANDOM = random.Random(7)
WORDS = [f"kata{number}" for number in range(5000)]
ACCEPTED = Outcome(OutcomeKind.ACCEPTED)


def timed(name: str, work: Callable[[], int]) -> None:
    cpu, wall = time.process_time(), time.perf_counter()
    count = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{name:<58} {count:>7}  {1000 * wall / count:8.3f} ms each  {1000 * cpu / count:8.3f} ms cpu")


def save(store: Store, number: int) -> None:
    paragraphs = tuple(Segment(SegmentKind.BODY, " ".join(RANDOM.choices(WORDS, k=40))) for _ in range(10))
    marks = tuple(RANDOM.getrandbits(64) - 2**63 for _ in range(25))
    held = an_article(number, shingles=marks, fetched_at=NOON + number * timedelta(seconds=10))
    held = replace(held, article=replace(held.article, segments=paragraphs))
    with store.article_unit() as unit:
        if unit.has_article(held.id):
            return
        unit.copies(marks, held.fetched_at - 3 * DAY)
        unit.save_article(held, "kabar-dunia", f"entry-{number}")
        unit.save_mentions(held.id, (), ())
        if number % 8 == 0:
            unit.open_events([MentionType.WEAPONS_TRANSFER], NOON - 30 * DAY)
            event = an_event(f"E{number}", last_seen_at=held.fetched_at)
            decision = a_decision(number, event)
            unit.save_mentions(held.id, (decision.mention,), ())
            unit.save_decision(decision)
            if number % 40 == 0:
                unit.save_alert(an_alert(decision), {f"regu-{n}": NOON for n in range(3)})


def articles(store: Store, first: int, count: int) -> int:
    for number in range(first, first + count):
        save(store, number)
    return count


def quiet_polls(store: Store, count: int) -> int:
    for number in range(count):
        store.record_poll(a_poll(f"feed-{number}"), ())
    return count


def new_entries(store: Store, count: int) -> int:
    for number in range(count // 20):
        store.record_poll(a_poll(f"feed-{number}"), [a_waiting(number * 20 + n) for n in range(20)])
    return count


def storm(store: Store, count: int) -> int:
    for number in range(count // 50):
        decision = a_decision(number, an_event(f"S{number}"))
        with store.article_unit() as unit:
            unit.save_decision(decision)
            unit.save_alert(an_alert(decision), {f"regu-{n}": NOON for n in range(50)})
    return count


def drain(store: Store, batch: int) -> int:
    done, lease = 0, 5 * MINUTE
    while claimed := store.claim_deliveries("bench", NOON + DAY, lease, batch, announced=True):
        for held in claimed:
            store.start_sending(held.delivery.id, "bench", NOON + DAY, lease)
            store.record_outcome(held.delivery.id, ACCEPTED, NOON + DAY, None, "bench")
        done += len(claimed)
    return done


def without_sync(folder: Path) -> Store:
    path = folder / "normal.db"
    open_store(str(path)).close()
    database = Database(sqlite_engine(path), "normal", path)
    full = database.writing
    database.writing = lambda **how: full(**(how | {"durable": False}))  # type: ignore[method-assign]
    return SqlStore(database)


def main() -> None:
    """Prints one line per piece of work."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--url", help="a PostgreSQL database to fill; a temporary SQLite file when absent")
    options.add_argument("--articles", type=int, default=5000)
    options.add_argument("--deliveries", type=int, default=10_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = chosen.url or str(folder / "pantau.db")
        store = open_store(url)
        timed("poll of a feed that answered 304", lambda: quiet_polls(store, 1000))
        timed("new entry, 20 a poll", lambda: new_entries(store, 4000))
        some = chosen.articles
        timed("article unit, empty store", lambda: articles(store, 0, some // 5))
        timed("... going on", lambda: articles(store, some // 5, some - some // 5 - 500))
        timed(f"... the last 500 of {some}", lambda: articles(store, some - 500, 500))
        timed("alert for 50 receivers, per delivery", lambda: storm(store, chosen.deliveries))
        timed("claim (50 at once), start and record, per delivery", lambda: drain(store, 50))
        timed("one article asked for", lambda: sum(store.article(f"article-{n}") is not None for n in range(500)))
        timed("integrity check", lambda: len(store.check_integrity()) or 1)
        store.close()
        timed("open", lambda: open_store(url).close() or 1)
        if not chosen.url:
            print(f"file: {Path(url).stat().st_size / some / 1024:.1f} kB an article, deliveries and entries included")
            relaxed = without_sync(folder)
            timed("article unit with synchronous=NORMAL", lambda: articles(relaxed, 0, 1000))
            relaxed.close()
            throwaway = open_store("sqlite://")
            timed("article unit in a forgotten store (replay)", lambda: articles(throwaway, 0, 1000))
            throwaway.close()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
