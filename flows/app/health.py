"""Whether the watch is well: each question with its answer in one line, and what to do when the answer is no."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flows.alerts.event import Delivery, DeliveryState
from flows.app.artifacts import Row, Verdict, judge_sight
from flows.app.status import LATE_CYCLES, WAITING
from flows.app.terminal import ago, inert, local
from flows.store.base import StoreError

if TYPE_CHECKING:
    from flows.app.wiring import Watch

STUCK = timedelta(minutes=15)  # an alert that was due for so long has not reached somebody
BEHIND = timedelta(hours=1)  # entries that wait for so long are a backlog
RECENT = timedelta(days=2)
LEAST_DISK = 1_000_000_000  # bytes; SQLite, its journal and a backup need room
RANK = ("Completed", "Degraded", "Blind", "Undelivered", "Failed")  # the worst answer names the state


@dataclass(frozen=True, slots=True)
class Check:
    """One question. `state` is Completed when all is well, else the name of the state that the run ends in."""

    name: str
    state: str
    words: str
    advice: str = ""

    @property
    def is_well(self) -> bool:
        """True when nobody has to do anything."""
        return self.state == "Completed"


def check_health(watch: Watch, now: datetime, *, integrity: bool, stuck: timedelta = STUCK) -> tuple[Check, ...]:
    """Every check, in the order of the way of an alert. A store that cannot be asked is one failed check."""
    try:
        return tuple(_checks(watch, now, integrity, stuck))
    except StoreError as error:
        advice = "bring the database back; nothing is lost, the next poll goes on where it stopped"
        return (Check("store", "Failed", str(error), advice),)


def _checks(watch: Watch, now: datetime, integrity: bool, stuck: timedelta) -> Iterator[Check]:
    yield _polls(watch, now)
    yield _sight(watch)
    yield _backlog(watch, now)
    yield _outbox(watch, now, stuck)
    yield _settings(watch)
    yield _orders(watch)
    yield _room(watch)
    if integrity:
        yield _sound(watch)


def _polls(watch: Watch, now: datetime) -> Check:
    last = next(iter(watch.store.last_cycles(1)), None)
    if last is None:
        return Check("polls", "Degraded", "no poll has run yet", "run the deployment poll")
    late = now - last.finished_at > timedelta(minutes=watch.settings.poll_minutes * LATE_CYCLES)
    said = f"the last poll ended {ago(last.finished_at, now)}"
    advice = "is the deployment poll paused, is a worker running, does another poll hang?"
    return Check("polls", "Blind" if late else "Completed", said, advice if late else "")


def _sight(watch: Watch) -> Check:
    verdict: Verdict = judge_sight((), watch.feeds, watch.store.feed_states())
    blind = "" if verdict.is_green else "see the artifact coverage: the fault of each feed and its next try"
    return Check("feeds", verdict.name, verdict.why.removeprefix("no feed was due; "), blind)


def _backlog(watch: Watch, now: datetime) -> Check:
    waiting = watch.store.totals(now).pending_entries
    oldest = next(iter(watch.store.waiting_entries(now, 1)), None)
    if oldest is None:
        return Check("reading", "Completed", f"nothing is due ({waiting} wait for a later try)")
    due = oldest.next_try or oldest.first_seen
    behind = now - due > BEHIND
    said = f"{waiting} waiting, the oldest due {ago(due, now)}"
    advice = "raise articles_per_cycle or processes, or add a worker; see deploy/README.md"
    return Check("reading", "Degraded" if behind else "Completed", said, advice if behind else "")


def _outbox(watch: Watch, now: datetime, stuck: timedelta) -> Check:
    recent = watch.store.deliveries(now - RECENT)
    late = [d for d in recent if _is_open(d) and now - _due(d) > stuck]
    lost = [d for d in recent if d.state is DeliveryState.GIVEN_UP]
    waiting = sum(_is_open(d) for d in recent)
    until = watch.standing.held_until
    if until is not None and now < until and not lost:
        at = local(until, watch.settings.tz)
        return Check("outbox", "Completed", f"{waiting} wait: nothing is sent until {at} by order of pantau_hold_hours")
    if not late and not lost:
        return Check("outbox", "Completed", f"{waiting} wait, none for longer than {_minutes(stuck)}")
    who = ", ".join(sorted({d.receiver for d in (*late, *lost)}))
    said = f"{len(late)} wait for longer than {_minutes(stuck)}, {len(lost)} given up in two days: {who}"
    return Check(
        "outbox", "Undelivered", said, "see the artifact deliveries, then run test-channel for these receivers"
    )


def _is_open(delivery: Delivery) -> bool:
    return delivery.state in WAITING or delivery.state is DeliveryState.DEFERRED


def _due(delivery: Delivery) -> datetime:
    """Since when the officer should have been told; to wait for a further try is no excuse, quiet hours are."""
    return delivery.next_try if delivery.state is DeliveryState.DEFERRED else delivery.created_at


def _minutes(span: timedelta) -> str:
    return f"{span.total_seconds() / 60:g} min"


def _settings(watch: Watch) -> Check:
    problems = watch.problems
    if not problems:
        return Check("rules and receivers", "Completed", watch.rules.words)
    return Check(
        "rules and receivers",
        "Degraded",
        " ".join(problems[:2]),
        "correct the file, block or variable that is named; the last good one is live",
    )


def _orders(watch: Watch) -> Check:
    """What operators ordered by variables; whether one of them is refused is asked with the receivers."""
    return Check("orders", "Completed", watch.standing.line or "none: every variable has its default")


def _room(watch: Watch) -> Check:
    free = shutil.disk_usage(watch.settings.home).free
    low = free < LEAST_DISK
    advice = "make room, or run upkeep with shorter retention"
    return Check("disk", "Degraded" if low else "Completed", f"{free / 1e9:.1f} GB free", advice if low else "")


def _sound(watch: Watch) -> Check:
    faults = watch.store.check_integrity()
    if not faults:
        return Check("integrity", "Completed", "the store is sound")
    advice = "stop pantau, keep the file, restore the last backup: deploy/README.md, Restore"
    return Check("integrity", "Failed", f"{len(faults)} faults: {faults[0]}", advice)


def verdict_of(checks: Sequence[Check]) -> Verdict:
    """The worst answer with its reason; green only when all is well."""
    bad = [check for check in checks if not check.is_well]
    if not bad:
        return Verdict("Completed", "all is well: " + "; ".join(f"{c.name}: {c.words}" for c in checks[:3]))
    rank: Callable[[Check], int] = lambda check: RANK.index(check.state)  # noqa: E731
    worst = max(bad, key=rank)
    return Verdict(
        worst.state, "; ".join(f"{check.name}: {check.words}" for check in sorted(bad, key=rank, reverse=True))
    )


def health_rows(checks: Sequence[Check]) -> list[Row]:
    """One row a check, those that are not well first."""
    ordered = sorted(checks, key=lambda check: check.is_well)
    return [
        {"check": c.name, "state": "well" if c.is_well else c.state, "what": inert(c.words), "do": inert(c.advice)}
        for c in ordered
    ]
