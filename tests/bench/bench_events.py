"""What looking for an article's event costs among many: `python tests/bench/bench_events.py [--url URL] [--events N]`.

Prints, asserts nothing. The events are spread over 170 days and over pairs of states as the news is: a few states are
in half of them, most in hardly any. One article of each kind is decided 20 times; half of that time is the median.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import insert

from flows.alerts import decide_article
from flows.alerts.event import Event
from flows.alerts.sides import sides_of, sought_by
from flows.alerts.threads import remembered
from flows.store import Store, open_store
from flows.store.codec import dump
from flows.store.tables import event as event_table
from flows.store.tables import event_side
from flows.store.unit import SqlArticleUnit
from rules import Mention, MentionType, Stage
from tests.store_samples import DAY, NOON, a_mention, a_sighting, an_event

RANDOM = random.Random(11)
LOUD = ("US", "RU", "UA", "IL", "CN", "IR", "KP", "GB", "DE", "FR", "TR", "PL", "TW", "IN", "KR", "ID")
QUIET = tuple(f"{a}{b}" for a in "ABCDEFGH" for b in "QWXYZ")
WEAPONS = ("drone", "tank", "fighter-jet", "cruise-missile", "air-defence", "artillery-shell", "warship", "rocket")
STAGES = (Stage.PLANNED, Stage.AGREED, Stage.SIGNED, Stage.DELIVERED)


ARTICLES = {
    "KP > RU shells (both sides loud)": a_mention(suppliers=("KP",), recipients=("RU",), weapons=("artillery-shell",)),
    "US > UA drones (the loudest pair)": a_mention(suppliers=("US",), recipients=("UA",), weapons=("drone",)),
    "AQ > HZ tanks (a pair nobody knows)": a_mention(suppliers=("AQ",), recipients=("HZ",), weapons=("tank",)),
    "? > UA weapons (a side unsaid)": a_mention(suppliers=(), recipients=("UA",), weapons=("weapons",)),
    "JP + PH treaty": a_mention(
        type=MentionType.TREATY, suppliers=(), recipients=(), weapons=(), parties=("JP", "PH"), treaty="raa",
        window_days=365,
    ),
}  # fmt: skip


def actor() -> str:
    """A state as often as the news names it."""
    return LOUD[min(int(RANDOM.expovariate(0.28)), len(LOUD) - 1)] if RANDOM.random() < 0.8 else RANDOM.choice(QUIET)


def fill(store: Store, count: int) -> None:
    """Straight into the tables: a decision for each would take longer than all that is measured."""
    for first in range(0, count, 5000):
        made = [an_old_event(number) for number in range(first, min(first + 5000, count))]
        rows = [
            {
                "id": e.id,
                "rule": e.rule,
                "type": e.type,
                "status": e.status,
                "last_seen_at": e.last_seen_at,
                "doc": dump(e),
            }
            for e in made
        ]
        sides = [{"one": one, "other": other, "event_id": e.id} for e in made for one, other in sides_of(e)]
        with store.article_unit() as unit:
            assert isinstance(unit, SqlArticleUnit)
            unit._db.execute(insert(event_table), rows)
            unit._db.execute(insert(event_side), sides)


def an_old_event(number: int) -> Event:
    """An event of the last 170 days."""
    seen = NOON - RANDOM.random() * 170 * DAY
    sides = {"suppliers": (actor(),), "recipients": (actor(),), "weapons": (RANDOM.choice(WEAPONS),)}
    event = an_event(f"E{number}", stage=RANDOM.choice(STAGES), last_seen_at=seen, updated_at=seen, **sides)
    if number % 10:
        return event
    pair = tuple(sorted({actor(), actor()}))
    return replace(event, type=MentionType.TREATY, suppliers=(), recipients=(), weapons=(), parties=pair)


def decide_once(store: Store, mentions: Sequence[Mention]) -> tuple[float, float, int]:
    """Seconds for asking the store, seconds for deciding, and how many events came."""
    sighting = replace(a_sighting(1), at=NOON, seen_at=NOON)
    since = sighting.at - min(timedelta(days=400), remembered(mentions))
    with store.article_unit() as unit:
        start = time.perf_counter()
        events = unit.open_events(MentionType, since, sought_by(mentions, sighting.at, since))
        asked = time.perf_counter()
        decide_article(mentions, sighting, events, now=NOON, new_id=lambda seed: "ZZZZ")
        return asked - start, time.perf_counter() - asked, len(events)


def main() -> None:
    """Prints one line per kind of article."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--url", help="a PostgreSQL database to fill; a temporary SQLite file when absent")
    options.add_argument("--events", type=int, default=10_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        store = open_store(chosen.url or str(Path(name) / "pantau.db"))
        started = time.perf_counter()
        fill(store, chosen.events)
        print(f"{chosen.events} events kept in {time.perf_counter() - started:.1f} s")
        for title, mention in ARTICLES.items():
            runs = [decide_once(store, (mention,)) for _ in range(20)]
            ask, decide = (1000 * statistics.median(r[i] for r in runs) for i in (0, 1))
            print(f"{title:<40} {runs[0][2]:>7} events  ask {ask:8.2f} ms  decide {decide:8.2f} ms")
        store.close()


if __name__ == "__main__":
    main()
