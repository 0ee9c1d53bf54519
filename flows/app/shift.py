"""What a shift digest is made of, and its posting: to each receiver at its own times, once; the outbox sends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flows.alerts.digest import Blind, Coverage, Shift, compose_digest
from flows.alerts.event import Decision, DeliveryState, EventStatus, Message
from flows.alerts.receivers import Receiver
from flows.app.coverage import blind_feeds
from flows.store.base import DecisionRecord, Store
from rules import RuleStatus

if TYPE_CHECKING:
    from flows.app.wiring import Watch

HELD = frozenset({"capped", "backfill", "muted"})  # what would have been a message
STILL_OPEN = timedelta(days=3)
MOST_EVENTS = 1000
DIGEST = "digest"  # the kind of notice
LATEST = timedelta(hours=2)  # a digest that could not be sent by then has lost its use
PAUSED = {"id": "dijeda operator", "en": "paused by an operator"}
IN_TROUBLE = (DeliveryState.RETRYING, DeliveryState.GIVEN_UP, DeliveryState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class ShiftDigest:
    """A digest as people read it: plain text, and a page for mail."""

    text: str
    html: str


def shift_of(watch: Watch, since: datetime, until: datetime) -> Shift:
    """Everything that happened between the two, with the coverage that gives silence its meaning."""
    store = watch.store
    alerts = tuple(a for a in store.alerts(since, MOST_EVENTS) if a.created_at <= until and not a.test)
    open_events = tuple(
        e for e in store.events(until - STILL_OPEN, MOST_EVENTS) if e.status is EventStatus.OPEN and e.alerts
    )
    named = {a.event.id for a in alerts} | {e.id for e in open_events}
    taken = {event_id: held[-1].owner for event_id in sorted(named) if (held := store.acknowledgements(event_id))}
    return Shift(
        since=since,
        until=until,
        coverage=coverage_of(watch, since),
        alerts=tuple(sorted(alerts, key=lambda a: (a.created_at, a.id))),
        held=tuple(held_decisions(store, since, until)),
        still_open=open_events,
        acknowledged=taken,
        silences=store.silences(until),
    )


def coverage_of(watch: Watch, since: datetime) -> Coverage:
    """How far the watch could see."""
    states = watch.store.feed_states()
    totals = watch.store.totals(since)
    blind = blind_feeds(watch, states)
    enabled = [f for f in watch.feeds if f.enabled]
    named = {b.feed_id for b in blind}
    paused = [f for f in enabled if f.id not in named and f.id in states and not watch.standing.orders.reads(f)]
    seen = sum(f.id in states for f in enabled)
    cycles = [c for c in watch.store.last_cycles(1000) if c.started_at >= since]
    return Coverage(
        feeds_ok=seen - len(blind) - len(paused),
        feeds=len(enabled),
        articles=totals.articles,
        partial=sum(c.articles_partial for c in cycles),
        blind=(
            *(Blind(b.feed_id, b.words, b.since) for b in blind),
            *(Blind(f.id, PAUSED[watch.settings.language], states[f.id].last_success) for f in paused),
        ),
        shadow_rules=sum(r.status is RuleStatus.SHADOW for r in watch.rules.rules),
        undelivered=sum(totals.deliveries.get(state, 0) for state in IN_TROUBLE),
    )


def held_decisions(
    store: Store, since: datetime, until: datetime, reasons: frozenset[str] = HELD
) -> Iterator[Decision]:
    """Decisions of that time that were kept back for one of these reasons, the last one of each event, oldest first."""
    last: dict[str, DecisionRecord] = {}
    for record in store.decisions(since, until, reasons):
        if record.decision.event is not None:
            last[record.decision.event.id] = record
    for record in sorted(last.values(), key=lambda r: (r.at, r.article_id)):
        yield record.decision


def shift_digest(watch: Watch, since: datetime, until: datetime) -> ShiftDigest:
    """The digest as the inbox would show it."""
    settings = watch.settings
    told = compose_digest(
        shift_of(watch, since, until), watch.rules.names, language=settings.language, zone=settings.zone
    )
    return ShiftDigest(f"{told.title}\n\n{told.body}", told.html or "")


def digest_for(watch: Watch, receiver: Receiver, since: datetime, until: datetime) -> Message:
    """The digest in the receiver's form."""
    shift = shift_of(watch, since, until)
    return compose_digest(
        shift, watch.rules.names, budget=receiver.budget, language=receiver.language, zone=receiver.zone
    )


def post_digests(watch: Watch, now: datetime) -> tuple[str, ...]:
    """Posts every receiver's digest whose time has come and that was not posted yet; who they were.

    Call it every few minutes, before a sweep of the outbox.
    """
    posted = []
    for receiver in watch.receivers:
        slot = last_slot(receiver, now)
        if not receiver.enabled or slot is None or now - slot >= LATEST or _is_posted(watch, receiver, slot):
            continue
        message = digest_for(watch, receiver, slot_before(receiver, slot), slot)
        if watch.store.post_notice(DIGEST, _key(slot), receiver.id, message, now, slot + LATEST):
            posted.append(receiver.id)
    return tuple(posted)


def _key(slot: datetime) -> str:
    return f"{slot.astimezone(UTC):%Y%m%dT%H%MZ}"


def _is_posted(watch: Watch, receiver: Receiver, slot: datetime) -> bool:
    """Asked before composing, which costs more than asking; posting itself asks again."""
    notices = watch.store.notices(slot - LATEST, DIGEST)
    return any(n.key == _key(slot) and n.delivery.receiver == receiver.id for n in notices)


def last_slot(receiver: Receiver, now: datetime) -> datetime | None:
    """The receiver's last digest time up to now, None when it takes no digests."""
    return max((s for s in _slots(receiver, now) if s <= now), default=None)


def slot_before(receiver: Receiver, slot: datetime) -> datetime:
    """The digest time before that one: where its shift begins."""
    return max(s for s in _slots(receiver, slot) if s < slot)


def _slots(receiver: Receiver, around: datetime) -> Iterator[datetime]:
    """Digest times of two days and today, in the receiver's zone."""
    today = around.astimezone(receiver.tz).date()
    for days in (2, 1, 0):
        for clock in receiver.digests:
            yield datetime.combine(today - timedelta(days=days), clock, receiver.tz).astimezone(around.tzinfo)
