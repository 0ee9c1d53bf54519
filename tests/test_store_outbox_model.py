"""Workers that claim, send, answer, hang and die in any order: an officer is never left out nor told twice unmarked.

The model knows what the store cannot: which messages really arrived.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from flows.alerts.event import Delivery, DeliveryState, Outcome, OutcomeKind
from flows.store import open_store
from tests.store_samples import DAY, MINUTE, NOON, a_decision, an_alert, an_event

LEASE = 2 * MINUTE
LAST = {DeliveryState.ACCEPTED, DeliveryState.GIVEN_UP}


@dataclass
class Told:
    """What really happened with one delivery."""

    in_doubt: int = 0  # sends whose answer nobody heard
    arrived: int = 0
    unmarked: int = 0  # arrived without the repeat mark
    holder: str = ""
    held_until: object = field(default=NOON)


class Outbox(RuleBasedStateMachine):
    claims = Bundle("claims")  # (worker, delivery) that a living worker has in hand
    started = Bundle("started")  # ... and is sending

    @initialize(count=st.integers(1, 4))
    def raise_alerts(self, count: int) -> None:
        self.store = open_store("sqlite://")
        self.now = NOON
        self.workers = 0
        for number in range(count):
            decision = a_decision(number, an_event(f"E{number}"))
            with self.store.article_unit() as unit:
                unit.save_decision(decision)
                unit.save_alert(an_alert(decision), {"regu": NOON})
        self.told = {sent.id: Told() for sent in self.store.deliveries(NOON)}

    @rule(minutes=st.integers(0, 5))
    def time_passes(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @rule(target=claims, limit=st.integers(1, 3))
    def claim(self, limit: int) -> object:
        self.workers += 1
        worker = f"worker-{self.workers}"
        claimed = self.store.claim_deliveries(worker, self.now, LEASE, limit, announced=True)
        for held in claimed:
            told = self.told[held.delivery.id]
            assert told.held_until <= self.now, f"{told.holder} still holds it"  # type: ignore[operator]
            assert held.delivery.repeat == (told.in_doubt > 0)
            told.holder, told.held_until = worker, self.now + LEASE
        return multiple(*((worker, held.delivery) for held in claimed))

    @rule(target=started, claim=consumes(claims))
    def start(self, claim: tuple[str, Delivery]) -> object:
        worker, delivery = claim
        told = self.told[delivery.id]
        if not self.store.start_sending(delivery.id, worker, self.now, LEASE):
            return multiple()
        assert told.holder == worker
        told.held_until = self.now + LEASE
        told.in_doubt += 1  # from here on a death leaves it open whether it arrived
        assert told.in_doubt <= 2, "resent more than once"
        return claim

    @rule(claim=consumes(claims))
    def worker_dies_before_sending(self, claim: tuple[str, Delivery]) -> None:
        """Nothing was sent: nothing may be marked."""

    @rule(claim=consumes(started), arrived=st.booleans())
    def worker_dies_while_sending(self, claim: tuple[str, Delivery], arrived: bool) -> None:
        if arrived:
            self._arrive(claim[1])

    @rule(claim=consumes(started))
    def accepted(self, claim: tuple[str, Delivery]) -> None:
        worker, delivery = claim
        self._arrive(delivery)
        assert self.store.record_outcome(delivery.id, Outcome(OutcomeKind.ACCEPTED), self.now, None, worker)

    @rule(claim=consumes(started), minutes=st.integers(0, 3))
    def refused_for_now(self, claim: tuple[str, Delivery], minutes: int) -> None:
        worker, delivery = claim
        later = self.now + minutes * MINUTE
        if self.store.record_outcome(delivery.id, Outcome(OutcomeKind.RETRY, "429"), self.now, later, worker):
            self.told[delivery.id].in_doubt -= 1  # the service said that it did not take it
            self.told[delivery.id].held_until = self.now
            # A repeat stays marked: the send before it may have arrived.
            if self._row(delivery.id).repeat:
                self.told[delivery.id].in_doubt = max(1, self.told[delivery.id].in_doubt)

    @rule(claim=consumes(started), arrived=st.booleans())
    def no_answer(self, claim: tuple[str, Delivery], arrived: bool) -> None:
        worker, delivery = claim
        if arrived:
            self._arrive(delivery)
        if self.store.record_outcome(delivery.id, Outcome(OutcomeKind.UNKNOWN), self.now, self.now, worker):
            self.told[delivery.id].held_until = self.now

    def _arrive(self, delivery: Delivery) -> None:
        told = self.told[delivery.id]
        told.arrived += 1
        told.unmarked += not delivery.repeat

    def _row(self, delivery_id: int) -> Delivery:
        (row,) = (sent for sent in self.store.deliveries(NOON) if sent.id == delivery_id)
        return row

    @invariant()
    def nobody_is_told_twice_unmarked(self) -> None:
        for told in getattr(self, "told", {}).values():
            assert told.unmarked <= 1
            assert told.arrived <= 2

    @invariant()
    def what_is_over_is_over_for_a_reason(self) -> None:
        if not hasattr(self, "store"):
            return
        for row in self.store.deliveries(NOON, LAST):
            told = self.told[row.id]
            assert told.arrived if row.state is DeliveryState.ACCEPTED else told.in_doubt == 2

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        for round_number in range(1, 5):  # a healthy worker comes by: everything open goes out
            at = self.now + round_number * DAY
            for held in self.store.claim_deliveries("sehat", at, LEASE, 99, announced=True):
                assert self.store.start_sending(held.delivery.id, "sehat", at, LEASE)
                self._arrive(held.delivery)
                assert self.store.record_outcome(held.delivery.id, Outcome(OutcomeKind.ACCEPTED), at, None, "sehat")
        self.nobody_is_told_twice_unmarked()
        assert {row.state for row in self.store.deliveries(NOON)} <= LAST
        assert len(self.store.deliveries(NOON)) == len(self.told)
        self.store.close()


TestOutbox = Outbox.TestCase
# No shrinking: a failing story is short as it is, and each step is a transaction.
TestOutbox.settings = settings(max_examples=25, stateful_step_count=30, deadline=None, phases=[Phase.generate])
