"""Many developments in one message: what a backfill brought, and what a storm cap kept back.

A gathering is posted as a notice and sent with the outbox. The next one of its kind goes to the same receiver after
its span at the soonest, and tells what was held since.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flows.alerts.digest import Gathering, compose_list
from flows.alerts.event import Decision
from flows.alerts.receivers import Quiet, Receiver
from flows.alerts.routing import quiet_manner
from flows.app.shift import held_decisions
from rules import Severity

if TYPE_CHECKING:
    from flows.app.wiring import Watch

# How long one message speaks for: no second one of its kind goes out within it, and it tells what was held in it.
SPAN = {Gathering.STORM: timedelta(hours=1), Gathering.BACKFILL: timedelta(hours=6)}
REASON = {Gathering.STORM: "capped", Gathering.BACKFILL: "backfill"}
LOOK_BACK = timedelta(hours=12)  # how far a list reaches when there was none before it: over a kill, over quiet hours
EXPIRES = timedelta(hours=12)  # by then a shift digest has told of it


def post_gatherings(watch: Watch, now: datetime) -> int:
    """Posts the gatherings that are due; how many messages now wait to be sent."""
    return sum(_post(watch, kind, now) for kind in Gathering if _is_ripe(watch, kind, now))


def _is_ripe(watch: Watch, kind: Gathering, now: datetime) -> bool:
    """A backfill is told when all of it has been read, so that it is one message."""
    return kind is Gathering.STORM or not any(e.backfill for e in watch.store.waiting_entries(now, 500))


def _post(watch: Watch, kind: Gathering, now: datetime) -> int:
    held = tuple(watch.store.decisions(now - LOOK_BACK, now, {REASON[kind]}))
    return sum(_post_for(watch, kind, receiver, now) for receiver in watch.receivers if held and receiver.enabled)


def _post_for(watch: Watch, kind: Gathering, receiver: Receiver, now: datetime) -> bool:
    last = watch.store.last_notice(kind.value, receiver.id)
    if last is not None and now - last < SPAN[kind]:
        return False
    since = max(now - LOOK_BACK, last or now - LOOK_BACK)
    mine = [d for d in held_decisions(watch.store, since, now, frozenset({REASON[kind]})) if is_for(receiver, d)]
    if not mine:
        return False
    may_wake = receiver.is_log or _loudest(mine).rank >= watch.standing.orders.wake_severity.rank
    if not may_wake or quiet_manner(_loudest(mine), receiver, now) is Quiet.WAIT:
        return False
    message = compose_list(mine, watch.rules.names, kind, now=now, budget=receiver.budget, language=receiver.language)
    return watch.store.post_notice(
        kind.value,
        f"{now:%Y%m%dT%H%M%S}",
        receiver.id,
        message,
        now,
        now + EXPIRES,
        severity=_loudest(mine),
        quiet=SPAN[kind],
    )


def _loudest(decisions: Sequence[Decision]) -> Severity:
    return max((d.mention.severity for d in decisions), key=lambda s: s.rank)


def is_for(receiver: Receiver, decision: Decision) -> bool:
    """True when the receiver takes such news."""
    mention = decision.mention
    return receiver.wants(mention.route) and mention.severity.rank >= receiver.min_severity.rank
