"""How long a full outbox takes to empty: `python tests/bench/bench_dispatch.py [--url URL] [--critical]`.

10,000 pending deliveries, 200 for each of 50 receivers, whose services answer after 20 ms and bear ten messages a
second; one receiver is offline. Without `--critical` a backlog is folded into lists, with it every message goes out by
itself. Printed: the time, what was sent, how often the offline one was asked, the longest that any healthy receiver
waited for its last message, and the most messages that one service got within a second. It asserts nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from flows.alerts.event import Message, Outcome, OutcomeKind
from flows.app.dispatch import sweep
from flows.store import Store, open_store
from flows.store.base import ClaimedDelivery, Notice
from rules import Severity
from tests.store_samples import a_decision, a_mention, an_alert, an_event

RECEIVERS = 50
EACH = 200
PER_SECOND = 10.0
ANSWERS_AFTER = 0.02


class Desk:
    """One receiver; it notes when each message came."""

    fallback = None

    def __init__(self, number: int, *, offline: bool) -> None:
        self.id = f"regu-{number:02}"
        self.per_second = PER_SECOND
        self.times: list[float] = []
        self._offline = offline
        self._lock = threading.Lock()

    def is_needed(self, claimed: ClaimedDelivery, store: Store) -> bool:
        return True

    def compose(self, claimed: ClaimedDelivery) -> Message:
        return Message("judul", claimed.alert.id)

    def compose_list(self, claimed: Sequence[ClaimedDelivery]) -> Message:
        return Message("daftar", f"{len(claimed)} peristiwa")

    def compose_notice(self, notice: Notice) -> Message:
        return Message("ringkasan", notice.kind)

    def send(self, message: Message) -> Outcome:
        with self._lock:
            self.times.append(time.monotonic())
        time.sleep(ANSWERS_AFTER)
        return Outcome(OutcomeKind.RETRY, "unreachable") if self._offline else Outcome(OutcomeKind.ACCEPTED)

    def busiest_second(self) -> int:
        """The most messages within any second."""
        return max((sum(t <= other < t + 1 for other in self.times) for t in self.times), default=0)


def fill(store: Store, severity: Severity) -> None:
    now = datetime.now(UTC) - timedelta(minutes=1)
    for number in range(EACH):
        decision = a_decision(number, an_event(f"S{number}", severity=severity), mention=a_mention(severity=severity))
        with store.article_unit() as unit:
            unit.save_decision(decision)
            unit.save_alert(an_alert(decision), {f"regu-{n:02}": now for n in range(RECEIVERS)})


async def drain(store: Store, desks: Sequence[Desk]) -> tuple[int, int]:
    """Sweeps until only the offline receiver's are left; messages taken, sweeps."""
    taken = sweeps = 0
    while True:
        report = await sweep(
            store, desks, "bench", datetime.now(UTC), RECEIVERS * EACH, clock=lambda: datetime.now(UTC)
        )
        sweeps += 1
        taken += report.accepted
        if not report.accepted:
            return taken, sweeps


def main() -> None:
    """Prints the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--url", help="a PostgreSQL database to fill; a temporary SQLite file when absent")
    options.add_argument("--critical", action="store_true", help="nothing is folded")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        store = open_store(chosen.url or str(Path(name) / "pantau.db"))
        fill(store, Severity.CRITICAL if chosen.critical else Severity.HIGH)
        desks = [Desk(number, offline=number == 7) for number in range(RECEIVERS)]
        started, cpu = time.monotonic(), time.process_time()
        taken, sweeps = asyncio.run(drain(store, desks))
        healthy = [desk for desk in desks if desk.id != "regu-07"]
        last = max(desk.times[-1] for desk in healthy) - started
        sent = sum(len(desk.times) for desk in healthy)
        busiest = max(desk.busiest_second() for desk in desks)
        print(f"{taken} of {RECEIVERS * EACH} deliveries taken in {sent} messages, {sweeps} sweeps")
        print(f"last one for a healthy receiver after {last:.1f} s; CPU {time.process_time() - cpu:.1f} s")
        print(f"offline receiver asked {len(desks[7].times)} times")
        print(f"busiest second of a service: {busiest} messages, its pace is {PER_SECOND:g} a second")
        store.close()


if __name__ == "__main__":
    main()
