"""Many developments in one message: what a backfill brought, and what a storm cap kept back.

A gathering is told at once and at most once in its span; what comes after it, or is lost with a channel, stands in
the shift digest.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flows.alerts.digest import Gathering, compose_list
from flows.alerts.event import Decision, OutcomeKind
from flows.alerts.receivers import Quiet, Receiver
from flows.alerts.routing import quiet_manner
from flows.app.shift import held_decisions
from rules import Severity

if TYPE_CHECKING:
    from flows.app.wiring import Watch

# How long one message speaks for: no second one of its kind goes out within it, and it tells what was held in it.
SPAN = {Gathering.STORM: timedelta(hours=1), Gathering.BACKFILL: timedelta(hours=6)}
REASON = {Gathering.STORM: "capped", Gathering.BACKFILL: "backfill"}


def tell_gatherings(watch: Watch, now: datetime) -> int:
    """Sends the gatherings that are due; how many messages were accepted."""
    return sum(_tell(watch, kind, now) for kind in Gathering if _is_ripe(watch, kind, now))


def _is_ripe(watch: Watch, kind: Gathering, now: datetime) -> bool:
    """A backfill is told when all of it has been read, so that it is one message."""
    return kind is Gathering.STORM or not any(e.backfill for e in watch.store.waiting_entries(now, 500))


def _tell(watch: Watch, kind: Gathering, now: datetime) -> int:
    held = tuple(held_decisions(watch.store, now - SPAN[kind], now, frozenset({REASON[kind]})))
    return sum(_tell_one(watch, kind, receiver, held, now) for receiver in watch.receivers if held)


def _tell_one(watch: Watch, kind: Gathering, receiver: Receiver, held: Sequence[Decision], now: datetime) -> bool:
    mine = [d for d in held if is_for(receiver, d)]
    loudest = max((d.mention.severity for d in mine), key=lambda s: s.rank, default=Severity.LOW)
    if not mine or not receiver.enabled or quiet_manner(loudest, receiver, now) is Quiet.WAIT:
        return False
    name, owner = f"gathering/{kind.value}/{receiver.id}", secrets.token_hex(8)
    if not watch.store.take_lease(name, owner, now, SPAN[kind]):
        return False
    message = compose_list(mine, watch.rules.names, kind, now=now, budget=receiver.budget, language=receiver.language)
    outcome = watch.posts_by_id[receiver.id].send(message)
    if outcome.kind is OutcomeKind.RETRY:
        watch.store.release_lease(name, owner)
    return outcome.kind is OutcomeKind.ACCEPTED


def is_for(receiver: Receiver, decision: Decision) -> bool:
    """True when the receiver takes such news."""
    mention = decision.mention
    return receiver.wants(mention.route) and mention.severity.rank >= receiver.min_severity.rank
