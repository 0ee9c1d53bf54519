"""Deliveries: claimed under a lease, sent elsewhere, answered for here.

A row is open until it is accepted or given up. Claiming sets `claimed_by` and `lease_until`; `started` says that the
claim has got as far as sending, which decides what a lease that ran out means: not started, nothing was sent and the
row is simply due again; started, the message may have arrived, so it goes out once more, marked as a repeat.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, or_, select, update

from flows.alerts.event import Alert, Delivery, DeliveryState, Outcome, OutcomeKind
from flows.store import codec
from flows.store.base import ClaimedDelivery
from flows.store.part import Part
from flows.store.tables import alert, delivery
from rules import Severity

LOST = "no answer came, sent once more"
LOST_TWICE = "no answer came twice"


class OutboxPart(Part):
    """Deliveries."""

    def claim_deliveries(
        self,
        worker: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        receivers: Iterable[str] | None = None,
        *,
        announced: bool = False,
    ) -> tuple[ClaimedDelivery, ...]:
        """Due deliveries, most severe first then oldest, leased to this worker; nobody else gets them meanwhile."""
        only = None if receivers is None else sorted(set(receivers))
        with self._db.writing() as db:
            claimed = claim_rows(db, delivery, worker, now, lease, limit, only, announced=announced)
            alerts = _alerts(db, [row.alert_id for row, _ in claimed])
        return tuple(
            ClaimedDelivery(delivery_as_claimed(row, change, row.alert_id), alerts[row.alert_id])
            for row, change in claimed
        )

    def start_sending(self, delivery_id: int, worker: str, now: datetime, lease: timedelta) -> bool:
        """Marks the claimed delivery as being sent from now on and renews its lease; False when it must not be sent."""
        with self._db.writing() as db:
            return start_row(db, delivery, delivery_id, worker, now + lease)

    def start_sending_all(
        self, delivery_ids: Sequence[int], worker: str, now: datetime, lease: timedelta
    ) -> frozenset[int]:
        """Those of a list that may be sent, marked as `start_sending` does, in one transaction."""
        with self._db.writing() as db:
            return frozenset(i for i in delivery_ids if start_row(db, delivery, i, worker, now + lease))

    def record_all_accepted(self, delivery_ids: Sequence[int], outcome: Outcome, now: datetime, worker: str) -> None:
        """Keeps that the service took a list, for all that stood in it at once or for none."""
        with self._db.writing() as db:
            for delivery_id in delivery_ids:
                answer_row(db, delivery, delivery_id, outcome, now, None, worker)

    def release_deliveries(self, worker: str, now: datetime) -> int:
        """Gives back what this worker claimed and did not start to send; returns how many."""
        with self._db.writing() as db:
            return release_rows(db, delivery, worker, now)

    def record_outcome(
        self,
        delivery_id: int,
        outcome: Outcome,
        now: datetime,
        next_try: datetime | None,
        worker: str | None = None,
    ) -> bool:
        """Keeps the channel's answer; `next_try` None ends it. False when it was too late."""
        with self._db.writing() as db:
            return answer_row(db, delivery, delivery_id, outcome, now, next_try, worker)

    def retry_delivery(self, delivery_id: int, now: datetime) -> bool:
        """An operator wants a delivery that was given up tried again from now on; False when it was not given up."""
        which = (delivery.c.id == delivery_id, delivery.c.state == DeliveryState.GIVEN_UP)
        change = _waiting(DeliveryState.RETRYING, "tried again by hand", now) | {"updated_at": now}
        with self._db.writing() as db:
            return db.execute(update(delivery).where(*which).values(change)).rowcount == 1

    def mark_short(self, delivery_id: int) -> None:
        """From now on this delivery goes out in the plain short form."""
        with self._db.writing() as db:
            db.execute(update(delivery).where(delivery.c.id == delivery_id).values(short=True))

    def deliveries(
        self, since: datetime, states: Iterable[DeliveryState] | None = None, alert_id: str | None = None
    ) -> tuple[Delivery, ...]:
        """Deliveries created since then, newest first."""
        wanted = select(delivery).where(delivery.c.created_at >= since)
        if states is not None:
            wanted = wanted.where(delivery.c.state.in_(sorted(set(states))))
        if alert_id is not None:
            wanted = wanted.where(delivery.c.alert_id == alert_id)
        with self._db.reading() as db:
            rows = db.execute(wanted.order_by(delivery.c.created_at.desc(), delivery.c.id.desc())).all()
        return tuple(_delivery(row) for row in rows)


# -- the life of a row, the same for deliveries and notices


def claim_rows(
    db: Connection,
    table: Table,
    worker: str,
    now: datetime,
    lease: timedelta,
    limit: int,
    receivers: Sequence[str] | None,
    *,
    announced: bool,
) -> list[tuple[Any, dict[str, Any]]]:
    """The due rows that are now this worker's, each with what claiming changed in it."""
    claimed = []
    for row in _due(db, table, now, limit, receivers):
        change = _claim(row, now) | {"claimed_by": worker, "lease_until": now + lease, "updated_at": now}
        if change["is_open"]:
            change |= {"started": not announced}
            claimed.append((row, change))
        db.execute(update(table).where(table.c.id == row.id).values(change))
    return claimed


def start_row(db: Connection, table: Table, row_id: int, worker: str, until: datetime) -> bool:
    """True when the row is still this worker's, and is being sent from now on."""
    changed = db.execute(update(table).where(*_held_by(table, row_id, worker)).values(started=True, lease_until=until))
    return changed.rowcount == 1


def release_rows(db: Connection, table: Table, worker: str, now: datetime) -> int:
    """Gives back what was claimed and not started."""
    idle = (table.c.claimed_by == worker, table.c.state == DeliveryState.SENDING, table.c.started.is_(False))
    return db.execute(update(table).where(*idle).values(lease_until=now)).rowcount


def answer_row(
    db: Connection,
    table: Table,
    row_id: int,
    outcome: Outcome,
    now: datetime,
    next_try: datetime | None,
    worker: str | None,
) -> bool:
    """Keeps the channel's answer; False when it was too late."""
    row = db.execute(select(table).where(table.c.id == row_id).with_for_update()).one_or_none()
    if row is None or not _counts(row, outcome, worker):
        return False
    change = _answered(row, outcome, next_try)
    if row.updated_at == now and all(getattr(row, name) == held for name, held in change.items()):
        return True  # said twice
    change |= {"attempts": row.attempts + 1, "updated_at": now}
    db.execute(update(table).where(table.c.id == row_id).values(change))
    return True


def delivery_as_claimed(row: Any, change: dict[str, Any], of: str) -> Delivery:
    """The row as its worker sees it; `of` names what it delivers."""
    after = {name: change.get(name, getattr(row, name)) for name in row._fields} | {"alert_id": of}
    after["state"] = DeliveryState.UNKNOWN if after["repeat"] else DeliveryState.SENDING
    return delivery_of(after)


def _due(db: Connection, table: Table, now: datetime, limit: int, receivers: Sequence[str] | None) -> Sequence[Any]:
    """What may be sent now. On PostgreSQL rows that another worker is claiming at this moment are passed over."""
    free = (table.c.state != DeliveryState.SENDING) & (table.c.next_try <= now)
    run_out = (table.c.state == DeliveryState.SENDING) & (table.c.lease_until <= now)
    wanted = select(table).where(table.c.is_open, or_(free, run_out))
    if receivers is not None:
        wanted = wanted.where(table.c.receiver.in_(receivers))
    order = (table.c.rank, table.c.created_at, table.c.id)
    return db.execute(wanted.order_by(*order).limit(limit).with_for_update(skip_locked=True)).all()


def _claim(row: Any, now: datetime) -> dict[str, Any]:
    """What claiming does to a due row; it closes one whose repeat was lost as well."""
    claimed: dict[str, Any] = {"state": DeliveryState.SENDING, "is_open": True}
    if row.state != DeliveryState.SENDING or not row.started:
        return claimed
    if row.repeat:
        return {
            "state": DeliveryState.GIVEN_UP,
            "is_open": False,
            "reason": LOST_TWICE,
            "attempts": row.attempts + 1,
            "next_try": now,
        }
    return claimed | {"repeat": True, "reason": LOST, "attempts": row.attempts + 1}


def _alerts(db: Connection, ids: Sequence[str]) -> dict[str, Alert]:
    wanted = select(alert.c.id, alert.c.doc).where(alert.c.id.in_(sorted(set(ids))))
    return {row.id: codec.load(Alert, row.doc) for row in db.execute(wanted)}


def _held_by(table: Table, row_id: int, worker: str) -> tuple[Any, ...]:
    return (table.c.id == row_id, table.c.claimed_by == worker, table.c.state == DeliveryState.SENDING)


def _counts(row: Any, outcome: Outcome, worker: str | None) -> bool:
    """Whether this answer still says something: `accepted` always does, anything else only about an open row."""
    if row.state == DeliveryState.ACCEPTED:
        return outcome.kind is OutcomeKind.ACCEPTED
    if outcome.kind is OutcomeKind.ACCEPTED:
        return True
    if worker is not None:
        return bool(row.state == DeliveryState.SENDING and row.claimed_by == worker)
    return bool(row.is_open)


def _answered(row: Any, outcome: Outcome, next_try: datetime | None) -> dict[str, Any]:
    """The row after this answer."""
    if outcome.kind is OutcomeKind.ACCEPTED:
        return _closed(DeliveryState.ACCEPTED, outcome.reason)
    if outcome.kind is OutcomeKind.GIVE_UP or next_try is None:
        return _closed(DeliveryState.GIVEN_UP, outcome.reason)
    if outcome.kind is OutcomeKind.RETRY:
        return _waiting(DeliveryState.RETRYING, outcome.reason, next_try)
    if row.repeat and row.state != DeliveryState.UNKNOWN:
        return _closed(DeliveryState.GIVEN_UP, outcome.reason or LOST_TWICE)
    return _waiting(DeliveryState.UNKNOWN, outcome.reason or LOST, next_try) | {"repeat": True}


def _closed(state: DeliveryState, reason: str) -> dict[str, Any]:
    return {"state": state, "is_open": False, "reason": reason, "claimed_by": None, "lease_until": None}


def _waiting(state: DeliveryState, reason: str, next_try: datetime) -> dict[str, Any]:
    return _closed(state, reason) | {"is_open": True, "next_try": next_try}


def _delivery(row: Any) -> Delivery:
    return delivery_of(dict(row._mapping))


def delivery_of(held: dict[str, Any]) -> Delivery:
    """The delivery in these columns."""
    return Delivery(
        id=held["id"],
        alert_id=held["alert_id"],
        receiver=held["receiver"],
        state=DeliveryState(held["state"]),
        attempts=held["attempts"],
        next_try=held["next_try"],
        created_at=held["created_at"],
        updated_at=held["updated_at"],
        reason=held["reason"],
        repeat=held["repeat"],
        short=held["short"],
        severity=Severity(held["severity"]),
    )
