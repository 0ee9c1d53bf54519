"""What the store promises about deliveries: claimed by one, never lost, doubled only when marked, on every database."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest

from flows.alerts.event import Delivery, DeliveryState, Outcome, OutcomeKind
from flows.store import Store
from rules import Severity
from tests.store_samples import DAY, HOUR, MINUTE, NOON, a_decision, an_alert, an_event, tell

ACCEPTED = Outcome(OutcomeKind.ACCEPTED)
RETRY = Outcome(OutcomeKind.RETRY, "429")
UNKNOWN = Outcome(OutcomeKind.UNKNOWN, "time-out")
GIVE_UP = Outcome(OutcomeKind.GIVE_UP, "bot blocked")
LEASE = 2 * MINUTE


def pend(
    store: Store, number: int = 1, *receivers: str, at: datetime = NOON, severity: Severity = Severity.HIGH
) -> None:
    """Raises an alert of its own event for these receivers."""
    event = an_event(f"E{number:03d}", severity=severity)
    alert = an_alert(a_decision(number, event), created_at=at)
    with store.article_unit() as unit:
        unit.save_decision(alert.decision)
        unit.save_alert(alert, dict.fromkeys(receivers or ("regu",), at))


def claim(
    store: Store, worker: str = "ani", now: datetime = NOON, limit: int = 10, announced: bool = False
) -> list[Delivery]:
    return [held.delivery for held in store.claim_deliveries(worker, now, LEASE, limit, announced=announced)]


def only(store: Store) -> Delivery:
    (delivery,) = store.deliveries(NOON - DAY)
    return delivery


def test_claimed_delivery_comes_with_the_alert_it_is_about(store: Store) -> None:
    with store.article_unit() as unit:
        alert = tell(unit, 1, {"regu": NOON})
    (claimed,) = store.claim_deliveries("ani", NOON, LEASE, 10)
    assert claimed.alert == alert
    assert (claimed.delivery.receiver, claimed.delivery.state) == ("regu", DeliveryState.SENDING)
    assert (claimed.delivery.attempts, claimed.delivery.repeat) == (0, False)


def test_most_severe_goes_first_then_the_oldest(store: Store) -> None:
    pend(store, 1, at=NOON, severity=Severity.LOW)
    pend(store, 2, at=NOON + MINUTE, severity=Severity.CRITICAL)
    pend(store, 3, at=NOON, severity=Severity.CRITICAL)
    pend(store, 4, at=NOON, severity=Severity.HIGH)
    claimed = claim(store, now=NOON + HOUR)
    assert [held.alert_id for held in claimed] == ["E003-1", "E002-1", "E004-1", "E001-1"]


def test_limit_takes_from_the_top(store: Store) -> None:
    pend(store, 1, severity=Severity.LOW)
    pend(store, 2, severity=Severity.CRITICAL)
    assert [held.alert_id for held in claim(store, limit=1)] == ["E002-1"]
    assert [held.alert_id for held in claim(store, limit=1)] == ["E001-1"]


def test_only_the_named_receivers_are_claimed(store: Store) -> None:
    pend(store, 1, "regu-a", "regu-b", "regu-c")
    claimed = store.claim_deliveries("ani", NOON, LEASE, 10, ["regu-b", "regu-x"])
    assert [held.delivery.receiver for held in claimed] == ["regu-b"]
    assert store.claim_deliveries("ani", NOON, LEASE, 10, []) == ()


def test_nobody_else_gets_a_claimed_delivery_until_the_lease_ends(store: Store) -> None:
    pend(store)
    assert len(claim(store, "ani")) == 1
    assert claim(store, "budi", NOON + LEASE - MINUTE) == []
    assert len(claim(store, "budi", NOON + LEASE)) == 1


def test_delivery_held_for_quiet_hours_waits_for_its_time(store: Store) -> None:
    with store.article_unit() as unit:
        tell(unit, 1, {"regu": NOON + HOUR})
    assert only(store).state is DeliveryState.DEFERRED
    assert claim(store, now=NOON + HOUR - MINUTE) == []
    assert len(claim(store, now=NOON + HOUR)) == 1


def test_accepted_delivery_is_never_claimed_again(store: Store) -> None:
    pend(store)
    (held,) = claim(store)
    assert store.record_outcome(held.id, ACCEPTED, NOON + MINUTE, None)
    sent = only(store)
    assert (sent.state, sent.attempts, sent.updated_at) == (DeliveryState.ACCEPTED, 1, NOON + MINUTE)
    assert claim(store, now=NOON + DAY) == []


def test_retry_waits_for_its_time_and_keeps_the_reason(store: Store) -> None:
    pend(store)
    (held,) = claim(store)
    store.record_outcome(held.id, RETRY, NOON, NOON + 5 * MINUTE)
    waiting = only(store)
    assert (waiting.state, waiting.reason, waiting.attempts) == (DeliveryState.RETRYING, "429", 1)
    assert claim(store, "budi", NOON + 4 * MINUTE) == []
    (again,) = claim(store, "budi", NOON + 5 * MINUTE)
    assert (again.attempts, again.repeat) == (1, False)


@pytest.mark.parametrize(
    ("outcome", "next_try"), [(GIVE_UP, None), (GIVE_UP, NOON + HOUR), (RETRY, None), (UNKNOWN, None)]
)
def test_delivery_that_is_given_up_stays_so_with_its_reason(
    store: Store, outcome: Outcome, next_try: datetime | None
) -> None:
    pend(store)
    (held,) = claim(store)
    store.record_outcome(held.id, outcome, NOON, next_try)
    assert (only(store).state, only(store).reason) == (DeliveryState.GIVEN_UP, outcome.reason)
    assert claim(store, now=NOON + DAY) == []


def test_operator_may_have_a_given_up_delivery_tried_again(store: Store) -> None:
    pend(store)
    (held,) = claim(store)
    assert not store.retry_delivery(held.id, NOON)
    store.record_outcome(held.id, GIVE_UP, NOON, None)
    assert not store.record_outcome(held.id, RETRY, NOON, NOON)  # an answer alone does not reopen it
    assert store.retry_delivery(held.id, NOON + HOUR)
    assert [again.id for again in claim(store, now=NOON + HOUR)] == [held.id]


def test_unknown_outcome_is_resent_once_and_marked_as_a_repeat(store: Store) -> None:
    pend(store)
    (held,) = claim(store)
    store.record_outcome(held.id, UNKNOWN, NOON, NOON + MINUTE)
    assert (only(store).state, only(store).repeat) == (DeliveryState.UNKNOWN, True)
    (again,) = claim(store, now=NOON + MINUTE)
    assert (again.state, again.repeat, again.attempts) == (DeliveryState.UNKNOWN, True, 1)
    store.record_outcome(held.id, UNKNOWN, NOON + 2 * MINUTE, NOON + 3 * MINUTE)
    assert only(store).state is DeliveryState.GIVEN_UP
    assert claim(store, now=NOON + DAY) == []


def test_repeat_that_meets_a_busy_service_is_tried_on(store: Store) -> None:
    pend(store)
    (held,) = claim(store)
    store.record_outcome(held.id, UNKNOWN, NOON, NOON + MINUTE)
    claim(store, now=NOON + MINUTE)
    store.record_outcome(held.id, RETRY, NOON + MINUTE, NOON + 2 * MINUTE)
    (again,) = claim(store, now=NOON + 2 * MINUTE)
    assert again.repeat


def test_worker_that_died_while_sending_costs_one_marked_repeat(store: Store) -> None:
    pend(store)
    claim(store, "ani")
    (again,) = claim(store, "budi", NOON + LEASE)
    assert (again.state, again.repeat, again.attempts) == (DeliveryState.UNKNOWN, True, 1)
    assert claim(store, "cici", NOON + 3 * LEASE) == []
    lost = only(store)
    assert (lost.state, lost.attempts) == (DeliveryState.GIVEN_UP, 2)
    assert "twice" in lost.reason


def test_worker_that_died_before_sending_costs_nothing(store: Store) -> None:
    pend(store, 1, "regu-a", "regu-b")
    first, _ = claim(store, "ani", announced=True)
    assert store.start_sending(first.id, "ani", NOON, LEASE)
    again = claim(store, "budi", NOON + LEASE, announced=True)
    assert [(held.id == first.id, held.repeat, held.attempts) for held in again] == [(True, True, 1), (False, False, 0)]


def test_many_deaths_before_sending_lose_nothing(store: Store) -> None:
    pend(store)
    for round_number in range(5):
        (held,) = claim(store, f"worker-{round_number}", NOON + round_number * LEASE, announced=True)
    assert (held.repeat, held.attempts) == (False, 0)


def test_start_of_sending_renews_the_lease(store: Store) -> None:
    pend(store)
    (held,) = claim(store, "ani", announced=True)
    assert store.start_sending(held.id, "ani", NOON + MINUTE, LEASE)
    assert claim(store, "budi", NOON + LEASE) == []
    assert len(claim(store, "budi", NOON + MINUTE + LEASE)) == 1


def test_worker_whose_lease_went_to_another_may_not_send(store: Store) -> None:
    pend(store)
    (held,) = claim(store, "ani", announced=True)
    claim(store, "budi", NOON + LEASE, announced=True)
    assert not store.start_sending(held.id, "ani", NOON + LEASE, LEASE)
    assert store.start_sending(held.id, "budi", NOON + LEASE, LEASE)


@pytest.mark.parametrize(("outcome", "next_try"), [(RETRY, NOON + HOUR), (UNKNOWN, NOON + HOUR), (GIVE_UP, None)])
def test_late_answer_of_a_worker_that_lost_its_lease_changes_nothing(
    store: Store, outcome: Outcome, next_try: datetime | None
) -> None:
    pend(store)
    (held,) = claim(store, "ani")
    claim(store, "budi", NOON + LEASE)
    before = only(store)
    assert not store.record_outcome(held.id, outcome, NOON + LEASE, next_try, "ani")
    assert only(store) == before
    assert store.record_outcome(held.id, RETRY, NOON + LEASE, NOON + DAY, "budi")


def test_late_acceptance_is_the_truth_and_stops_the_repeat(store: Store) -> None:
    pend(store)
    (held,) = claim(store, "ani", announced=True)
    store.start_sending(held.id, "ani", NOON, LEASE)
    claim(store, "budi", NOON + LEASE, announced=True)
    assert store.record_outcome(held.id, ACCEPTED, NOON + LEASE, None, "ani")
    assert not store.start_sending(held.id, "budi", NOON + LEASE, LEASE)
    assert not store.record_outcome(held.id, RETRY, NOON + LEASE, NOON + DAY, "budi")
    assert only(store).state is DeliveryState.ACCEPTED


def test_answer_after_the_lease_ended_still_counts_while_nobody_else_has_it(store: Store) -> None:
    pend(store)
    (held,) = claim(store, "ani")
    assert store.record_outcome(held.id, RETRY, NOON + HOUR, NOON + 2 * HOUR, "ani")
    assert not only(store).repeat


def test_same_answer_twice_counts_once(store: Store) -> None:
    pend(store)
    (held,) = claim(store)
    for _ in range(2):
        assert store.record_outcome(held.id, UNKNOWN, NOON, NOON + MINUTE)
    assert (only(store).attempts, only(store).state) == (1, DeliveryState.UNKNOWN)
    claim(store, now=NOON + MINUTE)
    for _ in range(2):
        assert store.record_outcome(held.id, ACCEPTED, NOON + MINUTE, None)
    assert only(store).attempts == 2


def test_answer_for_an_unknown_delivery_is_too_late(store: Store) -> None:
    assert not store.record_outcome(4711, ACCEPTED, NOON, None)


def test_graceful_stop_gives_back_what_was_not_started(store: Store) -> None:
    pend(store, 1, "regu-a", "regu-b")
    first, second = claim(store, "ani", announced=True)
    store.start_sending(first.id, "ani", NOON, LEASE)
    assert store.release_deliveries("ani", NOON) == 1
    (again,) = claim(store, "budi", NOON)
    assert (again.id, again.repeat) == (second.id, False)


def test_short_form_stays_with_the_delivery(store: Store) -> None:
    pend(store)
    (held,) = claim(store)
    store.mark_short(held.id)
    store.record_outcome(held.id, RETRY, NOON, NOON)
    (again,) = claim(store, now=NOON)
    assert again.short


def test_alert_reaches_each_receiver_once_however_often_it_is_saved(store: Store) -> None:
    for _ in range(3):
        pend(store, 1, "regu-a", "regu-b")
    assert sorted(sent.receiver for sent in store.deliveries(NOON)) == ["regu-a", "regu-b"]


def test_deliveries_are_listed_newest_first_by_state_and_alert(store: Store) -> None:
    pend(store, 1, at=NOON)
    pend(store, 2, at=NOON + MINUTE)
    (first, second) = claim(store, now=NOON + HOUR)
    store.record_outcome(first.id, ACCEPTED, NOON + HOUR, None)
    assert [sent.id for sent in store.deliveries(NOON)] == [second.id, first.id]
    assert [sent.id for sent in store.deliveries(NOON, [DeliveryState.ACCEPTED])] == [first.id]
    assert [sent.id for sent in store.deliveries(NOON, alert_id="E002-1")] == [second.id]
    assert [sent.id for sent in store.deliveries(NOON + MINUTE)] == [second.id]
    assert store.deliveries(NOON, []) == ()


def test_totals_count_deliveries_by_state(store: Store) -> None:
    pend(store, 1, "regu-a", "regu-b", "regu-c")
    first, second, _ = claim(store)
    store.record_outcome(first.id, ACCEPTED, NOON, None)
    store.record_outcome(second.id, GIVE_UP, NOON, None)
    counted = store.totals(NOON).deliveries
    assert counted == {DeliveryState.ACCEPTED: 1, DeliveryState.GIVEN_UP: 1, DeliveryState.SENDING: 1}


def test_workers_in_threads_share_the_outbox_without_sharing_a_delivery(store: Store) -> None:
    for number in range(1, 41):
        pend(store, number)
    gate = threading.Barrier(4)

    def work(worker: str) -> list[int]:
        gate.wait()
        mine: list[int] = []
        while some := claim(store, worker, limit=3):
            mine += [held.id for held in some]
        return mine

    with ThreadPoolExecutor(4) as pool:
        shares = list(pool.map(work, ("ani", "budi", "cici", "dedi")))
    every = [delivery for share in shares for delivery in share]
    assert len(every) == len(set(every)) == 40


def test_poison_in_the_outbox_holds_nobody_up(store: Store) -> None:
    pend(store, 1, severity=Severity.CRITICAL)
    pend(store, 2, severity=Severity.LOW)
    (first, _) = claim(store)
    store.record_outcome(first.id, RETRY, NOON, NOON + HOUR)
    assert [held.alert_id for held in claim(store, now=NOON + LEASE)] == ["E002-1"]


def test_outcome_reason_from_outside_is_stored_as_words(store: Store) -> None:
    pend(store)
    (held,) = claim(store)
    store.record_outcome(held.id, replace(RETRY, reason="bad\x00byte \ud800 '--"), NOON, NOON)
    assert only(store).reason == "bad\ufffdbyte \ufffd '--"


def test_a_list_is_started_and_answered_as_one(store: Store) -> None:
    with store.article_unit() as unit:
        for number in range(3):
            tell(unit, number, {"rina": NOON})
    first, second, third = (
        c.delivery.id for c in store.claim_deliveries("w", NOON, 5 * MINUTE, 10, ["rina"], announced=True)
    )
    assert store.start_sending_all([first, second], "w", NOON, 5 * MINUTE) == {first, second}
    assert store.start_sending_all([first, third], "somebody else", NOON, 5 * MINUTE) == frozenset()
    store.record_all_accepted([first, second], Outcome(OutcomeKind.ACCEPTED, "accepted"), NOON + MINUTE, "w")
    assert store.release_deliveries("w", NOON + MINUTE) == 1
    states = {d.id: d.state for d in store.deliveries(NOON - DAY)}
    assert [states[i] for i in (first, second)] == [DeliveryState.ACCEPTED] * 2
    assert states[third] is not DeliveryState.ACCEPTED
