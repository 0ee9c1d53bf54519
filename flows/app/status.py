"""How the watch stands: what was read, matched and sent, what is blind and since when, and when it is tried again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from flows.alerts.event import Delivery, DeliveryState
from flows.app.coverage import Blind, blind_feeds
from flows.app.dispatch import ANSWERED
from flows.app.quality import PublisherQuality, Shares, quality_of
from flows.app.summary import cycle_words
from flows.app.terminal import ago, local
from flows.sources.feed import FaultKind
from flows.store.base import CycleReport, Totals

if TYPE_CHECKING:
    from flows.app.wiring import Watch

WAITING = frozenset({DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.RETRYING, DeliveryState.UNKNOWN})
LATE_CYCLES = 3
NO_ANSWER = frozenset({FaultKind.UNREACHABLE, FaultKind.TIMEOUT})


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the status."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class ReceiverStanding:
    """What became of one receiver's deliveries in the span."""

    receiver: str
    accepted: int
    waiting: int
    deferred: int
    given_up: int
    reason: str  # of the last trouble
    next_try: datetime | None
    known: bool  # False when no receiver of that name is configured any more


@dataclass(frozen=True, slots=True)
class Status:
    """The whole standing."""

    headline: str
    lines: tuple[str, ...]
    tables: tuple[Part, ...]
    blind: tuple[Blind, ...]
    receivers: tuple[ReceiverStanding, ...]
    totals: Totals
    last_cycle: CycleReport | None
    problems: tuple[str, ...]
    quality: tuple[PublisherQuality, ...] = ()
    orders: Mapping[str, str] = field(default_factory=dict)  # by variable; those that differ from the default

    @property
    def troubled(self) -> bool:
        """True when somebody has to look: blind feeds, a late cycle, deliveries in trouble, rules that do not load."""
        return bool(self.blind or self.problems or any(r.given_up or r.reason for r in self.receivers))


def status_of(watch: Watch, since: datetime, now: datetime) -> Status:
    """The standing now, with counts since then."""
    states = watch.store.feed_states()
    totals = watch.store.totals(since)
    cycles = watch.store.last_cycles(1)
    last = cycles[0] if cycles else None
    blind = blind_feeds(watch, states)
    sendings = (*watch.store.deliveries(since), *(notice.delivery for notice in watch.store.notices(since)))
    receivers = receiver_standings((r.id for r in watch.receivers), sendings)
    quality = quality_of(watch, now)
    polled = sum(1 for feed in watch.feeds if feed.enabled and feed.id in states)
    enabled = sum(1 for feed in watch.feeds if feed.enabled)
    lost = tuple(fault.words for one in quality for fault in one.faults)
    problems = (*watch.problems, *_late(last, watch, now), *_offline(blind, polled), *lost)
    headline = (
        f"{polled - len(blind)}/{enabled} feeds are read, {len(blind)} blind; last cycle {ago(_end(last), now)}; "
        f"since {local(since, watch.settings.tz)}: {totals.articles} articles, {totals.mentions} mentions, "
        f"{totals.alerts} alerts"
    )
    return Status(
        headline=headline,
        lines=tuple(_lines(watch, last, totals, problems)),
        tables=(*_tables(watch, blind, receivers, now), *_publishers(quality)),
        quality=quality,
        blind=blind,
        receivers=receivers,
        totals=totals,
        last_cycle=last,
        problems=problems,
        orders=watch.standing.given,
    )


def receiver_standings(configured: Iterable[str], deliveries: Sequence[Delivery]) -> tuple[ReceiverStanding, ...]:
    """One standing per receiver that is configured or still has deliveries."""
    known = list(configured)
    names = [*known, *sorted({d.receiver for d in deliveries} - set(known))]
    return tuple(_standing(name, [d for d in deliveries if d.receiver == name], name in known) for name in names)


def _standing(name: str, mine: Sequence[Delivery], known: bool) -> ReceiverStanding:
    counts = Counter(d.state for d in mine if d.reason != ANSWERED)
    waiting = [d for d in mine if d.state in WAITING]
    troubled = [d for d in mine if d.reason not in ("", ANSWERED) and d.state is not DeliveryState.ACCEPTED]
    return ReceiverStanding(
        receiver=name,
        accepted=counts[DeliveryState.ACCEPTED],
        waiting=len(waiting),
        deferred=counts[DeliveryState.DEFERRED],
        given_up=counts[DeliveryState.GIVEN_UP],
        reason=max(troubled, key=lambda d: (d.updated_at, d.id)).reason if troubled else "",
        next_try=min((d.next_try for d in waiting), default=None),
        known=known,
    )


def _end(cycle: CycleReport | None) -> datetime | None:
    return cycle.finished_at if cycle else None


def _late(last: CycleReport | None, watch: Watch, now: datetime) -> tuple[str, ...]:
    if last is None:
        return ("no cycle has run yet; start `pantau up` or run `pantau poll`",)
    if now - last.finished_at > timedelta(minutes=watch.settings.poll_minutes * LATE_CYCLES):
        return (f"no cycle for {ago(last.finished_at, now).removesuffix(' ago')}; is `pantau up` running?",)
    return ()


def _offline(blind: Sequence[Blind], polled: int) -> tuple[str, ...]:
    if polled and len(blind) == polled and all(b.kind in NO_ANSWER for b in blind):
        return ("no feed at all can be reached; is this machine online? `pantau demo` needs no network",)
    return ()


def _lines(watch: Watch, last: CycleReport | None, totals: Totals, problems: Sequence[str]) -> list[str]:
    lines = [f"TROUBLE: {problem}" for problem in problems]
    if last is not None:
        lines.append(f"last cycle: {cycle_words(last)}")
        lines += [f"  {note}" for note in last.notes[:10]]
    if totals.by_extractor:
        read = sorted(totals.by_extractor.items(), key=lambda pair: (-pair[1], pair[0]))
        lines.append("read by: " + ", ".join(f"{name} {count}" for name, count in read[:8]))
    lines.append(f"entries waiting to be read: {totals.pending_entries}")
    lines.append(f"rules: {watch.rules.words}")
    lines += [f"order: {name} = {value}" for name, value in watch.standing.given.items()]
    return lines


def _tables(watch: Watch, blind: Sequence[Blind], receivers: Sequence[ReceiverStanding], now: datetime) -> list[Part]:
    zone = watch.settings.tz
    parts = [
        Part(
            "Blind feeds",
            ("feed", "fault", "what", "last read", "failures", "next try"),
            tuple((b.feed_id, b.kind, b.words, ago(b.since, now), b.failures, ago(b.next_try, now)) for b in blind),
        ),
        Part(
            "Receivers",
            ("receiver", "accepted", "waiting", "for later", "given up", "last trouble", "next try"),
            tuple(
                (
                    r.receiver + ("" if r.known else " (not configured)"),
                    r.accepted,
                    r.waiting,
                    r.deferred,
                    r.given_up,
                    r.reason or "-",
                    ago(r.next_try, now) if r.next_try else "-",
                )
                for r in receivers
            ),
        ),
    ]
    silences = watch.store.silences(now)
    if silences:
        rows = tuple((s.id, s.scope, s.target, local(s.until, zone), s.owner, s.reason) for s in silences)
        parts.append(Part("Silences in force", ("number", "scope", "target", "until", "owner", "reason"), rows))
    return parts


def _publishers(quality: Sequence[PublisherQuality]) -> tuple[Part, ...]:
    """How each publisher's pages are read now and were read before, those with faults first."""
    headers = ("publisher", "fault", "articles", "own extractor", "feed text", "partial", "dated", "characters", "by")
    rows = tuple(
        (
            one.publisher,
            ", ".join(f.kind for f in one.faults) or "-",
            one.now.articles,
            *_pairs(one.now, one.before),
            ", ".join(f"{name} {count}" for name, count in list(one.now.extractors.items())[:2]),
        )
        for one in quality
        if one.now
    )
    return (Part("Publishers read lately (now / before)", headers, rows),) if rows else ()


def _pairs(now: Shares, before: Shares | None) -> tuple[str, ...]:
    shares = [
        f"{getattr(now, axis):.0%} / {f'{getattr(before, axis):.0%}' if before else '-'}"
        for axis in ("by_class", "from_feed", "partial", "dated")
    ]
    return (*shares, f"{now.characters} / {before.characters if before else '-'}")


def status_to_json(status: Status) -> dict[str, Any]:
    """The standing as plain values."""
    return {
        "headline": status.headline,
        "troubled": status.troubled,
        "problems": list(status.problems),
        "articles": status.totals.articles,
        "mentions": status.totals.mentions,
        "alerts": status.totals.alerts,
        "pending_entries": status.totals.pending_entries,
        "by_extractor": dict(status.totals.by_extractor),
        "deliveries": {state.value: count for state, count in status.totals.deliveries.items()},
        "blind": [
            {"feed": b.feed_id, "fault": b.kind, "words": b.words, "since": b.since, "next_try": b.next_try}
            for b in status.blind
        ],
        "receivers": [
            {
                "receiver": r.receiver,
                "accepted": r.accepted,
                "waiting": r.waiting,
                "deferred": r.deferred,
                "given_up": r.given_up,
                "reason": r.reason,
                "next_try": r.next_try,
            }
            for r in status.receivers
        ],
        "orders": dict(status.orders),
        "publishers": [asdict(one) for one in status.quality],
        "last_cycle": status.last_cycle.finished_at if status.last_cycle else None,
    }
