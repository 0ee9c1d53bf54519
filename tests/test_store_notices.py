"""Notices are posted once, sent like deliveries and never after their time; marks are set once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from flows.alerts.event import DeliveryState, Message, Outcome, OutcomeKind
from flows.store import Notice, Store
from rules import Severity
from tests.store_samples import DAY, HOUR, MINUTE, NOON, a_decision, an_event

LIST = Message("3 peristiwa", "satu, dua, tiga", urgent=True, html="<p>tiga</p>")
LEASE = 2 * MINUTE


def post(store: Store, key: str = "pagi", kind: str = "digest", receiver: str = "rina", at: datetime = NOON) -> bool:
    return store.post_notice(kind, key, receiver, LIST, at, at + 2 * HOUR)


def claim(store: Store, at: datetime = NOON, worker: str = "w1") -> tuple[Notice, ...]:
    return store.claim_notices(worker, at, LEASE, 10)


def state(store: Store) -> tuple[DeliveryState, str]:
    (one,) = store.notices(NOON - DAY)
    return one.delivery.state, one.delivery.reason


def test_a_notice_is_kept_as_it_was_composed(store: Store) -> None:
    assert post(store)
    (one,) = claim(store)
    assert (one.message, one.kind, one.key, one.expires) == (LIST, "digest", "pagi", NOON + 2 * HOUR)
    assert (one.delivery.alert_id, one.delivery.receiver) == ("digest/pagi", "rina")


def test_the_same_notice_is_posted_once_for_each_receiver(store: Store) -> None:
    assert post(store)
    assert not post(store, at=NOON + HOUR)
    assert post(store, receiver="meja")
    assert post(store, key="sore")
    assert len(claim(store)) == 3


def test_a_kind_may_ask_for_quiet_after_its_last_notice(store: Store) -> None:
    def storm(key: str, at: datetime, receiver: str = "rina") -> bool:
        return store.post_notice("storm", key, receiver, LIST, at, at + HOUR, quiet=HOUR)

    assert storm("a", NOON)
    assert not storm("b", NOON + 59 * MINUTE)
    assert storm("b", NOON + 59 * MINUTE, receiver="meja")
    assert storm("c", NOON + HOUR)
    assert store.last_notice("storm", "rina") == NOON + HOUR
    assert store.last_notice("digest", "rina") is None


def test_a_claimed_notice_is_nobody_elses_until_the_lease_ends(store: Store) -> None:
    post(store)
    assert len(claim(store)) == 1
    assert claim(store, NOON + MINUTE, "w2") == ()
    (again,) = claim(store, NOON + 3 * MINUTE, "w2")
    assert not again.delivery.repeat  # nobody had begun to send it


def test_a_worker_that_dies_while_sending_costs_one_marked_repeat(store: Store) -> None:
    post(store)
    (one,) = claim(store)
    assert store.start_notice(one.delivery.id, "w1", NOON, LEASE)
    (again,) = claim(store, NOON + 3 * MINUTE, "w2")
    assert again.delivery.repeat
    assert not store.start_notice(one.delivery.id, "w1", NOON + 3 * MINUTE, LEASE)
    assert store.start_notice(one.delivery.id, "w2", NOON + 3 * MINUTE, LEASE)
    assert claim(store, NOON + 9 * MINUTE, "w3") == ()
    assert state(store) == (DeliveryState.GIVEN_UP, "no answer came twice")


def test_answers_end_it_or_bring_it_back(store: Store) -> None:
    post(store)
    (one,) = claim(store)
    store.start_notice(one.delivery.id, "w1", NOON, LEASE)
    again = NOON + 5 * MINUTE
    assert store.record_notice(one.delivery.id, Outcome(OutcomeKind.RETRY, "unreachable"), NOON, again, "w1")
    assert claim(store, NOON + 4 * MINUTE) == ()
    (one,) = claim(store, again)
    assert one.delivery.attempts == 1
    assert store.record_notice(one.delivery.id, Outcome(OutcomeKind.ACCEPTED), again, None, "w1")
    assert claim(store, again + HOUR) == ()
    assert state(store)[0] is DeliveryState.ACCEPTED


def test_what_was_not_begun_can_be_given_back(store: Store) -> None:
    post(store)
    claim(store)
    assert store.release_notices("w1", NOON) == 1
    assert len(claim(store, NOON, "w2")) == 1


def test_a_notice_past_its_time_is_given_up_unsent(store: Store) -> None:
    post(store)
    assert claim(store, NOON + 2 * HOUR) == ()
    assert state(store) == (DeliveryState.GIVEN_UP, "too late to be of use")


def test_a_notice_whose_sender_hangs_past_its_time_is_left_to_the_sender(store: Store) -> None:
    post(store)
    at = NOON + 2 * HOUR - MINUTE
    (one,) = claim(store, at)
    store.start_notice(one.delivery.id, "w1", at, LEASE)
    assert claim(store, NOON + 2 * HOUR, "w2") == ()
    assert store.record_notice(one.delivery.id, Outcome(OutcomeKind.ACCEPTED), NOON + 2 * HOUR, None, "w1")
    assert state(store)[0] is DeliveryState.ACCEPTED


def test_a_shortened_notice_says_so_when_it_is_claimed(store: Store) -> None:
    post(store)
    (one,) = claim(store)
    store.shorten_notice(one.delivery.id)
    (again,) = claim(store, NOON + 3 * MINUTE)
    assert again.delivery.short


def test_the_more_severe_goes_first_and_only_to_whom_is_asked_for(store: Store) -> None:
    post(store, "pagi")
    store.post_notice("storm", "1", "rina", LIST, NOON, NOON + HOUR, severity=Severity.CRITICAL)
    post(store, receiver="meja")
    told = store.claim_notices("w1", NOON, LEASE, 10, ["rina"])
    assert [(n.kind, n.delivery.receiver) for n in told] == [("storm", "rina"), ("digest", "rina")]


def test_a_mark_is_set_once(store: Store) -> None:
    assert not store.is_marked("recheck/a/3600")
    assert store.mark_once("recheck/a/3600", NOON)
    assert not store.mark_once("recheck/a/3600", NOON + DAY)
    assert store.is_marked("recheck/a/3600")


def test_a_mark_in_a_unit_goes_with_it(store: Store) -> None:
    def interrupted() -> None:
        with store.article_unit() as unit:
            assert unit.mark_once("a", NOON)
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    assert not store.is_marked("a")
    with store.article_unit() as unit:
        assert unit.mark_once("a", NOON)
        assert not unit.mark_once("a", NOON)
    assert store.is_marked("a")


def test_retention_drops_old_notices_and_marks_but_nothing_that_waits(store: Store) -> None:
    post(store)
    post(store, receiver="meja")
    one, _ = claim(store)
    store.record_notice(one.delivery.id, Outcome(OutcomeKind.ACCEPTED), NOON, None, "w1")
    store.mark_once("a", NOON)
    pruned = store.prune(NOON + 100 * DAY)
    assert (pruned.notices, pruned.marks) == (1, 1)
    assert len(store.notices(NOON)) == 1


def test_decisions_of_a_time_by_their_reason(store: Store) -> None:
    with store.article_unit() as unit:
        for number, reason in ((1, "capped"), (2, "repeat"), (3, "backfill")):
            made = a_decision(number, an_event(f"E{number:03d}"))
            sighting = replace(made.sighting, seen_at=NOON + number * MINUTE)
            unit.save_decision(replace(made, reason=reason, sighting=sighting))
    reasons = ["backfill", "capped"]
    assert [d.decision.reason for d in store.decisions(NOON, NOON + HOUR, reasons)] == ["capped", "backfill"]
    assert [d.article_id for d in store.decisions(NOON + MINUTE, NOON + 3 * MINUTE, reasons)] == ["article-3"]
    assert store.decisions(NOON, NOON + 2 * MINUTE, ["backfill"]) == ()
