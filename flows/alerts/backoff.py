"""When a delivery is tried again: later each time, never all at once, and never sooner than the service asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from flows.alerts.event import Delivery, Outcome, OutcomeKind

FIRST = timedelta(seconds=20)
LONGEST = timedelta(minutes=30)
JITTER = 0.25  # share by which a wait is spread
REPEAT_AFTER = timedelta(minutes=1)
MOST_ATTEMPTS = 40  # with these waits some 17 hours
ASKED_AT_LEAST = timedelta(seconds=1)
ASKED_AT_MOST = timedelta(hours=6)

# The message's fault, not the channel's: it goes out once more in the plain short form, then it is set aside.
POISON = frozenset({"rejected", "too-long", "bad-request", "compose"})


def wait_after(attempts: int, seed: str = "") -> timedelta:
    """How long to wait after so many failed attempts: 20 s doubling up to 30 min, spread by the seed."""
    base = min(FIRST * float(2 ** min(max(attempts - 1, 0), 12)), LONGEST)
    draw = int.from_bytes(sha256(f"{seed}|{attempts}".encode()).digest()[:4], "big") / 2**32
    return base * (1 - JITTER + 2 * JITTER * draw)


def asked_wait(retry_after: float | None) -> timedelta:
    """The service's own wish, within one second and six hours; nothing when it named none or nonsense."""
    if retry_after is None or not 0 <= retry_after < float("inf"):
        return timedelta(0)
    return min(max(timedelta(seconds=min(retry_after, 1e6)), ASKED_AT_LEAST), ASKED_AT_MOST)


def next_try(delivery: Delivery, outcome: Outcome, now: datetime) -> datetime | None:
    """When to try again after this answer; None when there is nothing more to do.

    `delivery` is as it stood before the attempt. No answer: once more, marked as a repeat. Poison: at once in the short
    form, for which the caller calls `mark_short`; a second time never.
    """
    attempts = delivery.attempts + 1
    match outcome.kind:
        case OutcomeKind.ACCEPTED:
            return None
        case OutcomeKind.UNKNOWN:
            return None if delivery.repeat else now + REPEAT_AFTER
        case OutcomeKind.GIVE_UP:
            return now if is_poison(outcome) and not delivery.short else None
        case OutcomeKind.RETRY:
            if attempts >= MOST_ATTEMPTS:
                return None
            return now + max(asked_wait(outcome.retry_after), wait_after(attempts, f"{delivery.id}"))
    return None


def is_poison(outcome: Outcome) -> bool:
    """True when the service refused this text and would take another one."""
    return outcome.kind is OutcomeKind.GIVE_UP and outcome.reason in POISON
