"""When a delivery is tried again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.alerts import is_poison, next_try
from flows.alerts.backoff import LONGEST, MOST_ATTEMPTS, asked_wait, wait_after
from flows.alerts.event import Delivery, DeliveryState, Outcome, OutcomeKind

NOW = datetime(2024, 9, 2, tzinfo=UTC)
DELIVERY = Delivery(7, "K7Q2-1", "rina", DeliveryState.SENDING, 0, NOW, NOW, NOW)


def outcome(kind: OutcomeKind, reason: str = "", retry_after: float | None = None) -> Outcome:
    return Outcome(kind, reason, retry_after)


def test_waits_double_up_to_half_an_hour_and_are_spread_the_same_way_each_time() -> None:
    waits = [wait_after(n, "7") for n in range(1, 12)]
    assert timedelta(seconds=15) <= waits[0] <= timedelta(seconds=25)
    assert waits[:5] == sorted(waits[:5])
    assert all(w <= LONGEST * 1.25 for w in waits)
    assert waits == [wait_after(n, "7") for n in range(1, 12)]
    assert len({wait_after(3, str(n)) for n in range(50)}) == 50


@pytest.mark.parametrize(
    ("asked", "wait"),
    [(34.0, 34), (0.0, 1), (None, 0), (-5.0, 0), (float("nan"), 0), (float("inf"), 0), (1e12, 6 * 3600)],
)
def test_the_services_wish_is_kept_within_reason(asked: float | None, wait: int) -> None:
    assert asked_wait(asked) == timedelta(seconds=wait)


def test_a_longer_wish_outweighs_our_own_wait() -> None:
    assert next_try(DELIVERY, outcome(OutcomeKind.RETRY, "throttled", 900.0), NOW) == NOW + timedelta(seconds=900)
    soon = next_try(DELIVERY, outcome(OutcomeKind.RETRY, "throttled", 2.0), NOW)
    assert soon is not None
    assert soon >= NOW + timedelta(seconds=15)


def test_no_answer_is_resent_once() -> None:
    assert next_try(DELIVERY, outcome(OutcomeKind.UNKNOWN), NOW) is not None
    assert next_try(replace(DELIVERY, repeat=True), outcome(OutcomeKind.UNKNOWN), NOW) is None


def test_poison_goes_out_once_more_short_and_then_never() -> None:
    poison = outcome(OutcomeKind.GIVE_UP, "bad-request")
    assert is_poison(poison)
    assert next_try(DELIVERY, poison, NOW) == NOW
    assert next_try(replace(DELIVERY, short=True), poison, NOW) is None
    assert next_try(DELIVERY, outcome(OutcomeKind.GIVE_UP, "unauthorized"), NOW) is None


def test_accepted_ends_it_and_so_do_too_many_tries() -> None:
    assert next_try(DELIVERY, outcome(OutcomeKind.ACCEPTED), NOW) is None
    assert next_try(replace(DELIVERY, attempts=MOST_ATTEMPTS - 1), outcome(OutcomeKind.RETRY), NOW) is None
