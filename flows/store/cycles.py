"""Leases, poll cycles and counts."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from flows.alerts.event import DeliveryState
from flows.store import codec
from flows.store.base import CycleReport, Totals
from flows.store.feeds import pending_entries
from flows.store.part import Part
from flows.store.tables import alert, article, cycle, delivery, lease, mention


class CyclesPart(Part):
    """Leases, cycles, counts."""

    def take_lease(self, name: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        """True when the lease was free, expired or already ours; it is ours until now + ttl."""
        row = {"name": name, "owner": owner, "until": now + ttl}
        insert = self._db.insert(lease)
        free = (lease.c.owner == owner) | (lease.c.until <= now)
        taken = insert.on_conflict_do_update(
            index_elements=["name"], set_={"owner": owner, "until": now + ttl}, where=free
        ).returning(lease.c.name)
        with self._db.writing(durable=False) as db:
            return db.execute(taken, row).first() is not None

    def release_lease(self, name: str, owner: str) -> None:
        """Gives the lease back if it is ours."""
        with self._db.writing(durable=False) as db:
            db.execute(delete(lease).where(lease.c.name == name, lease.c.owner == owner))

    def record_cycle(self, report: CycleReport) -> None:
        """Keeps what a poll cycle did."""
        row = {"started_at": report.started_at, "finished_at": report.finished_at, "doc": codec.dump(report)}
        with self._db.writing(durable=False) as db:
            db.execute(self._db.insert(cycle).on_conflict_do_nothing(), row)

    def last_cycles(self, limit: int = 10) -> tuple[CycleReport, ...]:
        """The last poll cycles, newest first."""
        wanted = select(cycle.c.doc).order_by(cycle.c.started_at.desc(), cycle.c.finished_at.desc()).limit(limit)
        with self._db.reading() as db:
            return tuple(codec.load(CycleReport, doc) for doc in db.scalars(wanted))

    def totals(self, since: datetime) -> Totals:
        """Counts since then."""
        read = article.c.fetched_at >= since
        said = select(func.count()).select_from(mention.join(article, mention.c.article_id == article.c.id))
        extractors = select(article.c.extractor, func.count()).where(read).group_by(article.c.extractor)
        states = select(delivery.c.state, func.count()).where(delivery.c.created_at >= since).group_by(delivery.c.state)
        raised = select(func.count()).select_from(alert).where(alert.c.created_at >= since)
        with self._db.reading() as db:
            by_extractor = {row[0]: row[1] for row in db.execute(extractors.order_by(article.c.extractor))}
            by_state = {DeliveryState(row[0]): row[1] for row in db.execute(states.order_by(delivery.c.state))}
            return Totals(
                articles=sum(by_extractor.values()),
                mentions=db.scalar(said.where(read)) or 0,
                alerts=db.scalar(raised) or 0,
                deliveries=by_state,
                by_extractor=by_extractor,
                pending_entries=pending_entries(db),
            )
