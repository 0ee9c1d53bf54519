"""Notices: messages beside the alerts, composed when they were due and kept until they are sent; and marks.

A notice row lives like a delivery (`outbox.py`), so that a kill while a digest or a list is on its way costs one repeat
that says so, and never the message.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, or_, select, update

from flows.alerts.event import DeliveryState, Message, Outcome
from flows.store import codec
from flows.store.base import Notice
from flows.store.database import Database
from flows.store.outbox import answer_row, claim_rows, delivery_as_claimed, delivery_of, release_rows, start_row
from flows.store.part import Part
from flows.store.tables import mark, notice
from rules import Severity

EXPIRED = "too late to be of use"


class NoticesPart(Part):
    """Notices and marks."""

    def post_notice(
        self,
        kind: str,
        key: str,
        receiver: str,
        message: Message,
        now: datetime,
        expires: datetime,
        *,
        severity: Severity = Severity.MEDIUM,
        quiet: timedelta = timedelta(0),
    ) -> bool:
        """True when the message now waits to be sent; False when it was posted before, or its kind within `quiet`."""
        row = _row(kind, key, receiver, message, now, expires, severity)
        with self._db.writing(alone=True) as db:
            last = _last(db, kind, receiver)
            if quiet and last is not None and now - last < quiet:
                return False
            fresh = self._db.insert(notice).on_conflict_do_nothing().returning(notice.c.id)
            return db.execute(fresh, row).first() is not None

    def last_notice(self, kind: str, receiver: str) -> datetime | None:
        """When the receiver's last notice of this kind was posted."""
        with self._db.reading() as db:
            return _last(db, kind, receiver)

    def claim_notices(
        self, worker: str, now: datetime, lease: timedelta, limit: int, receivers: Iterable[str] | None = None
    ) -> tuple[Notice, ...]:
        """Due notices, leased to this worker; those that came too late are closed with that reason."""
        only = None if receivers is None else sorted(set(receivers))
        idle = or_(notice.c.state != DeliveryState.SENDING, notice.c.lease_until <= now)
        late = (notice.c.is_open, notice.c.expires_at <= now, idle)
        closed = {"state": DeliveryState.GIVEN_UP, "is_open": False, "reason": EXPIRED, "updated_at": now}
        with self._db.writing() as db:
            db.execute(update(notice).where(*late).values(closed))
            claimed = claim_rows(db, notice, worker, now, lease, limit, only, announced=True)
        return tuple(_claimed(row, change) for row, change in claimed)

    def start_notice(self, notice_id: int, worker: str, now: datetime, lease: timedelta) -> bool:
        """Marks the claimed notice as being sent from now on; False when it must not be sent."""
        with self._db.writing() as db:
            return start_row(db, notice, notice_id, worker, now + lease)

    def release_notices(self, worker: str, now: datetime) -> int:
        """Gives back what this worker claimed and did not start to send; returns how many."""
        with self._db.writing() as db:
            return release_rows(db, notice, worker, now)

    def record_notice(
        self, notice_id: int, outcome: Outcome, now: datetime, next_try: datetime | None, worker: str | None = None
    ) -> bool:
        """Keeps the channel's answer; `next_try` None ends it. False when it was too late."""
        with self._db.writing() as db:
            return answer_row(db, notice, notice_id, outcome, now, next_try, worker)

    def shorten_notice(self, notice_id: int) -> None:
        """From now on this notice goes out in its first lines alone."""
        with self._db.writing() as db:
            db.execute(update(notice).where(notice.c.id == notice_id).values(short=True))

    def notices(self, since: datetime, kind: str | None = None) -> tuple[Notice, ...]:
        """Notices posted since then, newest first."""
        wanted = select(notice).where(notice.c.created_at >= since)
        if kind is not None:
            wanted = wanted.where(notice.c.kind == kind)
        with self._db.reading() as db:
            rows = db.execute(wanted.order_by(notice.c.created_at.desc(), notice.c.id.desc())).all()
        return tuple(_notice(row) for row in rows)

    # -- marks

    def mark_once(self, name: str, now: datetime) -> bool:
        """True for the first who sets this mark; it stays set."""
        with self._db.writing() as db:
            return set_mark(db, self._db, name, now)

    def is_marked(self, name: str) -> bool:
        """True when somebody has set this mark."""
        with self._db.reading() as db:
            return db.scalar(select(mark.c.name).where(mark.c.name == name)) is not None


def set_mark(db: Connection, database: Database, name: str, now: datetime) -> bool:
    """True when the mark was not set before."""
    fresh = database.insert(mark).on_conflict_do_nothing().returning(mark.c.name)
    return db.execute(fresh, {"name": name, "at": now}).first() is not None


def _last(db: Connection, kind: str, receiver: str) -> datetime | None:
    wanted = select(func.max(notice.c.created_at)).where(notice.c.kind == kind, notice.c.receiver == receiver)
    last: datetime | None = db.scalar(wanted)
    return last


def _row(
    kind: str, key: str, receiver: str, message: Message, now: datetime, expires: datetime, severity: Severity
) -> dict[str, Any]:
    return {
        "kind": kind,
        "key": key,
        "receiver": receiver,
        "state": DeliveryState.PENDING,
        "is_open": True,
        "severity": severity,
        "rank": Severity.CRITICAL.rank - severity.rank,
        "attempts": 0,
        "next_try": now,
        "created_at": now,
        "updated_at": now,
        "expires_at": expires,
        "reason": "",
        "repeat": False,
        "short": False,
        "started": False,
        "doc": codec.dump(message),
    }


def _claimed(row: Any, change: dict[str, Any]) -> Notice:
    delivery = delivery_as_claimed(row, change, f"{row.kind}/{row.key}")
    return Notice(row.kind, row.key, delivery, codec.load(Message, row.doc), row.expires_at)


def _notice(row: Any) -> Notice:
    delivery = delivery_of(dict(row._mapping) | {"alert_id": f"{row.kind}/{row.key}"})
    return Notice(row.kind, row.key, delivery, codec.load(Message, row.doc), row.expires_at)
