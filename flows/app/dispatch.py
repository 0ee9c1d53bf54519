"""The outbox: due deliveries are claimed, composed in their receiver's form, sent, and answered for; then notices.

Receivers are served side by side and each at its own pace, so an offline one delays nobody. What a sweep leaves
undone, by design or by a crash, is due again in the next one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from flows.alerts.backoff import is_poison, next_try
from flows.alerts.event import Message, Outcome, OutcomeKind
from flows.app.notices import send_notices
from flows.app.pace import Bucket
from flows.store.base import ClaimedDelivery, Notice, Store
from rules import Severity

if TYPE_CHECKING:
    from flows.app.wiring import Watch

log = logging.getLogger("pantau.dispatch")

LEASE = timedelta(minutes=3)
SEND_SECONDS = 90.0  # a channel that has not answered by then is taken for lost
SWEEP_SECONDS = 50.0  # no claim is made after this; the next sweep goes on
CLAIM = 40
FOLD_ABOVE = 8  # due at once for one receiver, critical ones aside: more come as one list
MOST_THREADS = 32
ANSWERED = "answered"  # the reason of an escalation that somebody's acknowledgement made needless
PATIENCE = 5  # failed attempts, some five minutes, before a loud message goes to the fallback as well


class Post(Protocol):
    """One receiver as a sweep sees it: its form, its channel and its pace."""

    @property
    def id(self) -> str:
        """The receiver's id."""

    @property
    def fallback(self) -> str | None:
        """The receiver who is told when this one cannot be."""

    @property
    def per_second(self) -> float:
        """Messages a second that its service bears."""

    def is_needed(self, claimed: ClaimedDelivery, store: Store) -> bool:
        """False when nobody needs to be told any more: it was for what nobody takes, and somebody has taken it."""

    def compose(self, claimed: ClaimedDelivery) -> Message:
        """The message in this receiver's form."""

    def compose_list(self, claimed: Sequence[ClaimedDelivery]) -> Message:
        """Many messages as one list."""

    def compose_notice(self, notice: Notice) -> Message:
        """A digest or a list as it goes out."""

    def send(self, message: Message) -> Outcome:
        """Hands the message over; blocks, never raises for expected trouble."""


@dataclass(slots=True)
class DispatchReport:
    """What one sweep did. `faults` says of each receiver in trouble what its channel answered last."""

    accepted: int = 0
    retrying: int = 0
    unknown: int = 0
    given_up: int = 0
    released: int = 0
    answered: int = 0  # escalations that were not needed any more
    passed_on: int = 0  # told to a fallback receiver instead
    notices: list[str] = field(default_factory=list)  # `rina: digest`, of digests and lists that were taken
    faults: dict[str, str] = field(default_factory=dict)
    held_until: datetime | None = None  # an operator ordered that nothing is sent before

    @property
    def sent(self) -> int:
        """Messages that a service took."""
        return self.accepted + len(self.notices)


@dataclass(slots=True)
class _Sweep:
    """What the loops of one sweep share."""

    store: Store
    clock: Callable[[], datetime]
    worker: str
    left: int  # deliveries that may still be claimed
    threads: ThreadPoolExecutor
    until: datetime
    report: DispatchReport
    sleep: Callable[[float], Awaitable[None]]


async def dispatch(watch: Watch, worker: str, now: datetime, limit: int) -> DispatchReport:
    """One sweep of the watch's outbox; nothing is sent while an operator holds it."""
    if (until := watch.standing.held_until) is not None and now < until:
        return DispatchReport(held_until=until)
    return await sweep(watch.store, watch.posts(), worker, now, limit, clock=watch.clock)


async def sweep(
    store: Store,
    posts: Sequence[Post],
    worker: str,
    now: datetime,
    limit: int,
    *,
    clock: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> DispatchReport:
    """Serves every receiver once through, all side by side."""
    threads = ThreadPoolExecutor(max(1, min(MOST_THREADS, len(posts))), thread_name_prefix="pantau-send")
    report = DispatchReport()
    until = now + timedelta(seconds=SWEEP_SECONDS)
    shared = _Sweep(store, clock, worker, limit, threads, until, report, sleep)
    try:
        results = await asyncio.gather(*(_serve(shared, post) for post in posts), return_exceptions=True)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return report


async def _serve(sweep: _Sweep, post: Post) -> None:
    """Everything due for one receiver, most severe first, until it is done, in trouble or out of time."""
    worker = f"{sweep.worker}/{post.id}"
    bucket = Bucket(post.per_second, sleep=sweep.sleep)
    while sweep.left > 0 and (now := sweep.clock()) < sweep.until:
        count = min(CLAIM, sweep.left)
        claimed = await asyncio.to_thread(
            sweep.store.claim_deliveries, worker, now, LEASE, count, [post.id], announced=True
        )
        if not claimed:
            await _serve_notices(sweep, post, worker, bucket)
            return
        sweep.left -= len(claimed)
        done = 0
        for group in in_groups(await asyncio.to_thread(_still_needed, sweep, post, worker, claimed)):
            await bucket.take()
            healthy = await (_deliver if len(group) == 1 else _deliver_list)(sweep, post, worker, group)
            done += len(group)
            if not healthy:
                sweep.report.released += max(0, len(claimed) - done)
                await asyncio.to_thread(sweep.store.release_deliveries, worker, sweep.clock())
                return


async def _serve_notices(sweep: _Sweep, post: Post, worker: str, bucket: Bucket) -> None:
    """Digests and lists, when the receiver's alerts are through."""

    async def send(message: Message) -> Outcome:
        await bucket.take()
        return await _hand_over(sweep, post, message, "notice")

    for one in await send_notices(sweep.store, post, worker, LEASE, sweep.clock, send):
        if one.outcome.kind is OutcomeKind.ACCEPTED:
            sweep.report.notices.append(f"{post.id}: {one.notice.kind}")
        else:
            _count(sweep.report, post.id, one.outcome, one.again)


def _still_needed(sweep: _Sweep, post: Post, worker: str, claimed: Sequence[ClaimedDelivery]) -> list[ClaimedDelivery]:
    """What is still to be sent; an escalation that was answered meanwhile is closed with that reason."""
    needed = []
    for one in claimed:
        if post.is_needed(one, sweep.store):
            needed.append(one)
            continue
        sweep.store.record_outcome(one.delivery.id, Outcome(OutcomeKind.GIVE_UP, ANSWERED), sweep.clock(), None, worker)
        sweep.report.answered += 1
    return needed


def in_groups(claimed: Sequence[ClaimedDelivery]) -> list[list[ClaimedDelivery]]:
    """What goes out together: each by itself, but a backlog as one list with the critical ones singled out before it.

    What was refused or lost once goes singly too: a list must not be the reason why one message never arrives.
    """
    single = [c for c in claimed if _is_singled_out(c)]
    rest = [c for c in claimed if not _is_singled_out(c)]
    folded = [rest] if len(rest) > FOLD_ABOVE else [[c] for c in rest]
    return [*([c] for c in single), *folded]


def _is_singled_out(claimed: ClaimedDelivery) -> bool:
    return claimed.delivery.severity is Severity.CRITICAL or claimed.delivery.short or claimed.delivery.repeat


async def _deliver(sweep: _Sweep, post: Post, worker: str, group: Sequence[ClaimedDelivery]) -> bool:
    """Sends one delivery and records the answer; False when the receiver had better be left alone for now."""
    (claimed,) = group
    if not await asyncio.to_thread(sweep.store.start_sending, claimed.delivery.id, worker, sweep.clock(), LEASE):
        return True
    outcome = await _attempt(sweep, post, group)
    return await _record(sweep, post, worker, claimed, outcome)


async def _deliver_list(sweep: _Sweep, post: Post, worker: str, group: Sequence[ClaimedDelivery]) -> bool:
    """Sends many deliveries as one message and records the one answer for each of them."""
    ids = [c.delivery.id for c in group]
    may_go = await asyncio.to_thread(sweep.store.start_sending_all, ids, worker, sweep.clock(), LEASE)
    ours = [c for c in group if c.delivery.id in may_go]
    if not ours:
        return True
    outcome = await _attempt(sweep, post, ours)
    if outcome.kind is OutcomeKind.ACCEPTED:
        taken = [c.delivery.id for c in ours]
        await asyncio.to_thread(sweep.store.record_all_accepted, taken, outcome, sweep.clock(), worker)
        sweep.report.accepted += len(taken)
        return True
    return all([await _record(sweep, post, worker, c, outcome) for c in ours])


async def _record(sweep: _Sweep, post: Post, worker: str, claimed: ClaimedDelivery, outcome: Outcome) -> bool:
    """Keeps the answer with what follows from it; False when the receiver had better be left alone for now."""
    delivery, now = claimed.delivery, sweep.clock()
    again = next_try(delivery, outcome, now)
    healthy = outcome.kind in (OutcomeKind.ACCEPTED, OutcomeKind.GIVE_UP)
    if again is not None and is_poison(outcome):
        await asyncio.to_thread(sweep.store.mark_short, delivery.id)
        outcome = Outcome(OutcomeKind.RETRY, f"{outcome.reason}: goes out once more in the short form")
    await asyncio.to_thread(sweep.store.record_outcome, delivery.id, outcome, now, again, worker)
    if needs_fallback(claimed, outcome, again) and post.fallback:
        await asyncio.to_thread(_tell_instead, sweep.store, claimed, post.fallback, now)
        sweep.report.passed_on += 1
    _count(sweep.report, post.id, outcome, again)
    return healthy


def needs_fallback(claimed: ClaimedDelivery, outcome: Outcome, again: datetime | None) -> bool:
    """True when somebody else had better be told: the message was given up, or a loud one has waited for minutes."""
    if outcome.kind is OutcomeKind.ACCEPTED:
        return False
    loud = claimed.delivery.severity.rank >= Severity.HIGH.rank
    return again is None or (loud and claimed.delivery.attempts + 1 == PATIENCE)


def _tell_instead(store: Store, claimed: ClaimedDelivery, fallback: str, now: datetime) -> None:
    with store.article_unit() as unit:  # the alert is there already: this adds the delivery, once
        unit.save_alert(claimed.alert, {fallback: now})


async def _attempt(sweep: _Sweep, post: Post, group: Sequence[ClaimedDelivery]) -> Outcome:
    """The channel's answer, or what stands for it."""
    name = group[0].delivery.id if len(group) == 1 else f"list of {len(group)}"
    try:
        message = post.compose(group[0]) if len(group) == 1 else post.compose_list(group)
    except Exception:  # whatever an alert holds, the others must go out
        log.exception("delivery %s: cannot be composed for %s", name, post.id)
        return Outcome(OutcomeKind.GIVE_UP, "compose")
    return await _hand_over(sweep, post, message, f"delivery {name}")


async def _hand_over(sweep: _Sweep, post: Post, message: Message, name: str) -> Outcome:
    """The channel's answer within its time."""
    loop = asyncio.get_running_loop()
    try:
        return await asyncio.wait_for(loop.run_in_executor(sweep.threads, post.send, message), SEND_SECONDS)
    except TimeoutError:
        return Outcome(OutcomeKind.UNKNOWN, "timeout")
    except Exception as error:
        # The exception's text may quote the service's URL, which is a secret.
        log.error("%s: channel of %s failed: %s", name, post.id, type(error).__name__)
        return Outcome(OutcomeKind.UNKNOWN, "channel-error")


def _count(report: DispatchReport, receiver: str, outcome: Outcome, again: datetime | None) -> None:
    if outcome.kind is OutcomeKind.ACCEPTED:
        report.accepted += 1
        return
    report.faults[receiver] = outcome.reason or outcome.kind.value
    if again is None:
        report.given_up += 1
    elif outcome.kind is OutcomeKind.UNKNOWN:
        report.unknown += 1
    else:
        report.retrying += 1
