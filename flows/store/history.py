"""Events, decisions and alerts as they were recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, select

from flows.alerts.event import Alert, Decision, Event
from flows.store import codec
from flows.store.base import DecisionRecord
from flows.store.part import Part
from flows.store.tables import alert, decision, event


@lru_cache(maxsize=4096)
def load_event(doc: str) -> Event:
    """The event in this text. Every article looks at all open events, and few of them have changed since the last."""
    return codec.load(Event, doc)


class HistoryPart(Part):
    """Events, decisions, alerts."""

    def event(self, event_id: str) -> Event | None:
        """The event, or None."""
        with self._db.reading() as db:
            doc = db.scalar(select(event.c.doc).where(event.c.id == event_id))
        return None if doc is None else load_event(doc)

    def events(self, since: datetime, limit: int = 100) -> tuple[Event, ...]:
        """Events last seen since then, newest first."""
        wanted = select(event.c.doc).where(event.c.last_seen_at >= since)
        with self._db.reading() as db:
            docs = db.scalars(wanted.order_by(event.c.last_seen_at.desc(), event.c.id).limit(limit)).all()
        return tuple(load_event(doc) for doc in docs)

    def timeline(self, event_id: str) -> tuple[DecisionRecord, ...]:
        """Every decision about the event, oldest first."""
        return self._decisions(decision.c.event_id == event_id)

    def decisions_for_article(self, article_id: str) -> tuple[DecisionRecord, ...]:
        """Every decision that the article led to."""
        return self._decisions(decision.c.article_id == article_id)

    def decisions(self, since: datetime, until: datetime, reasons: Iterable[str]) -> tuple[DecisionRecord, ...]:
        """Decisions made after `since` and up to `until` for one of these reasons, oldest first."""
        named = decision.c.reason.in_(sorted(set(reasons)))
        return self._decisions((decision.c.at > since) & (decision.c.at <= until) & named, decision.c.at)

    def _decisions(self, which: ColumnElement[bool], *order: ColumnElement[Any]) -> tuple[DecisionRecord, ...]:
        wanted = select(decision.c.at, decision.c.alert_id, decision.c.doc).where(which)
        wanted = wanted.order_by(*order, decision.c.id)
        with self._db.reading() as db:
            rows = db.execute(wanted).all()
        return tuple(_record(row) for row in rows)

    def alert(self, alert_id: str) -> Alert | None:
        """The alert, or None."""
        with self._db.reading() as db:
            doc = db.scalar(select(alert.c.doc).where(alert.c.id == alert_id))
        return None if doc is None else codec.load(Alert, doc)

    def alerts(self, since: datetime, limit: int = 100) -> tuple[Alert, ...]:
        """Alerts raised since then, newest first."""
        wanted = select(alert.c.doc).where(alert.c.created_at >= since)
        newest = wanted.order_by(alert.c.created_at.desc(), alert.c.event_id, alert.c.number.desc()).limit(limit)
        with self._db.reading() as db:
            return tuple(codec.load(Alert, doc) for doc in db.scalars(newest).all())


def _record(row: Any) -> DecisionRecord:
    made = codec.load(Decision, row.doc)
    seen = made.sighting
    return DecisionRecord(row.at, seen.article_id, seen.title, seen.url, seen.outlet, made, row.alert_id)
