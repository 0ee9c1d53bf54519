"""One transaction around one article: nothing of it is kept unless all of it is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select, update

from flows.alerts.event import Alert, Decision, DeliveryState, Event, EventStatus, Silence
from flows.alerts.sides import Sought, sides_of
from flows.store import codec
from flows.store.articles import article_row, copies_of, signed
from flows.store.base import CopyMatch, EntryState, StoredArticle
from flows.store.database import Database
from flows.store.feeds import publisher_of
from flows.store.history import load_event
from flows.store.notices import set_mark
from flows.store.part import chunks
from flows.store.people import silences_at
from flows.store.tables import alert, article, decision, delivery, entry, event, event_side, mention, near_miss, shingle
from rules import Mention, MentionType, NearMiss, Severity

POSTINGS = 64  # articles kept per shingle: what more articles share is no story but furniture
POSTING_WINDOW = timedelta(days=14)


class SqlArticleUnit:
    """The open transaction; `SqlStore.article_unit` makes it."""

    def __init__(self, db: Connection, database: Database) -> None:
        self._db = db
        self._database = database

    # -- questions

    def has_article(self, article_id: str) -> bool:
        """True when this article was committed before: the caller marks the entry as read and stops."""
        return self._db.scalar(select(article.c.id).where(article.c.id == article_id)) is not None

    def copies(self, shingles: Sequence[int], since: datetime) -> tuple[CopyMatch, ...]:
        """Articles seen since then that share shingles, best first."""
        return copies_of(self._db, shingles, since)

    def mentions_of(self, article_id: str) -> tuple[Mention, ...]:
        """What the rules said of an article that is kept; empty for one that is not."""
        wanted = select(mention.c.doc).where(mention.c.article_id == article_id).order_by(mention.c.position)
        return tuple(codec.load(Mention, doc) for doc in self._db.scalars(wanted))

    def open_events(
        self, types: Iterable[MentionType], since: datetime, sought: Sequence[Sought] | None = None
    ) -> tuple[Event, ...]:
        """Open events of these types last seen since then, newest first; with `sought`, those that meet it."""
        kinds = sorted(set(types))
        if sought is None:
            wanted = select(event).where(
                event.c.status == EventStatus.OPEN, event.c.type.in_(kinds), event.c.last_seen_at >= since
            )
            rows = list(self._db.execute(wanted))
        else:
            rows = [row for one in sought for row in self._met(one, since) if row.type in kinds]
        newest = sorted({row.id: row for row in rows}.values(), key=lambda row: (-row.last_seen_at.timestamp(), row.id))
        return tuple(load_event(row.doc) for row in newest)

    def _met(self, sought: Sought, since: datetime) -> Iterator[Any]:
        """Rows of the open events with such sides, by their ids: given an index, SQLite would read all events."""
        seen, status = (func.coalesce(column, column) for column in (event.c.last_seen_at, event.c.status))  # no index
        lately = (seen >= max(since, sought.since), status == EventStatus.OPEN)
        sides = [
            column.in_(words)
            for column, words in ((event_side.c.one, sought.firsts), (event_side.c.other, sought.seconds))
            if words is not None
        ]
        for some in chunks(self._db.scalars(select(event_side.c.event_id).distinct().where(*sides)).all()):
            yield from self._db.execute(select(event).where(event.c.id.in_(some), *lately))

    def is_event_id_taken(self, event_id: str) -> bool:
        """True when an event bears this id."""
        return self._db.scalar(select(event.c.id).where(event.c.id == event_id)) is not None

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """Mutes in force now."""
        return silences_at(self._db, now)

    def last_alert(self, event_id: str) -> tuple[str, datetime] | None:
        """Id of the last alert raised for the event, and the time of the article that raised it."""
        wanted = select(alert.c.id, alert.c.doc).where(alert.c.event_id == event_id, alert.c.test.is_(False))
        row = self._db.execute(wanted.order_by(alert.c.number.desc()).limit(1)).one_or_none()
        return None if row is None else (row.id, codec.load(Alert, row.doc).decision.sighting.at)

    def alerts_since(self, rule: str, since: datetime) -> int:
        """How many alerts this rule raised since then, for storm caps."""
        raised = select(func.count()).select_from(alert)
        return self._db.scalar(raised.where(alert.c.rule == rule, alert.c.created_at >= since, ~alert.c.test)) or 0

    # -- what is kept

    def mark_read(self, feed_id: str, entry_id: str, article_id: str) -> None:
        """Ends an entry whose article is already here, so that nobody reads it again."""
        which = (entry.c.entry_id == entry_id, entry.c.publisher == publisher_of(feed_id))
        self._db.execute(update(entry).where(*which).values(state=EntryState.READ, article_id=article_id, reason=""))

    def save_article(self, article: StoredArticle, feed_id: str, entry_id: str) -> None:
        """Keeps the article and marks its entry as read. A page that was read again replaces its older reading."""
        self._keep_article(article_row(article))
        self._keep_shingles(article)
        self.mark_read(feed_id, entry_id, article.id)

    def _keep_article(self, row: Mapping[str, Any]) -> None:
        self._db.execute(_newest_wins(self._database.insert), row)

    def _keep_shingles(self, held: StoredArticle) -> None:
        hashes = sorted({signed(value) for value in held.shingles})
        crowded: set[int] = set()
        for some in chunks(hashes):
            full = (
                select(shingle.c.hash)
                .where(shingle.c.hash.in_(some), shingle.c.at >= held.fetched_at - POSTING_WINDOW)
                .group_by(shingle.c.hash)
                .having(func.count() >= POSTINGS)
            )
            crowded.update(self._db.scalars(full))
        rows = [
            {"hash": value, "article_id": held.id, "at": held.fetched_at} for value in hashes if value not in crowded
        ]
        if rows:
            self._db.execute(self._database.insert(shingle).on_conflict_do_nothing(), rows)

    def save_mentions(self, article_id: str, mentions: Sequence[Mention], near_misses: Sequence[NearMiss]) -> None:
        """Keeps what the rules said of it, in place of what they said before."""
        self._replace(mention, article_id, mentions)
        self._replace(near_miss, article_id, near_misses)

    def _replace(self, table: Table, article_id: str, values: Sequence[Mention | NearMiss]) -> None:
        self._db.execute(delete(table).where(table.c.article_id == article_id))
        rows = [
            {"article_id": article_id, "position": position, "rule": value.rule, "doc": codec.dump(value)}
            for position, value in enumerate(values)
        ]
        if rows:
            self._db.execute(table.insert(), rows)

    def save_decision(self, decision: Decision) -> None:
        """Keeps the decision with its reason and the event as it stands after it."""
        doc = codec.dump(decision)
        self._keep_decision(decision, doc)
        if decision.event is not None:
            self._keep_event(decision.event)

    def _keep_decision(self, made: Decision, doc: str) -> None:
        row = {
            "article_id": made.sighting.article_id,
            "digest": _digest(doc),
            "at": made.sighting.seen_at,
            "event_id": made.event.id if made.event else None,
            "state": made.state,
            "reason": made.reason,
            "doc": doc,
        }
        self._db.execute(self._database.insert(decision).on_conflict_do_nothing(), row)

    def _keep_event(self, held: Event) -> None:
        row = {
            "id": held.id,
            "rule": held.rule,
            "type": held.type,
            "status": held.status,
            "last_seen_at": held.last_seen_at,
            "doc": codec.dump(held),
        }
        changes = {name: value for name, value in row.items() if name != "id"}
        self._db.execute(
            self._database.insert(event).values(row).on_conflict_do_update(index_elements=["id"], set_=changes)
        )
        sides = [{"one": one, "other": other, "event_id": held.id} for one, other in sides_of(held)]
        if sides:
            self._db.execute(self._database.insert(event_side).on_conflict_do_nothing(), sides)

    def save_alert(self, alert: Alert, deliveries: Mapping[str, datetime]) -> None:
        """Keeps the alert and one pending delivery per receiver, each with the time from which it may be sent."""
        self._keep_alert(alert)
        self._link_decision(alert)
        self._count_alert(alert)
        rows = [_delivery_row(alert, receiver, deliveries[receiver]) for receiver in sorted(deliveries)]
        if rows:
            self._db.execute(self._database.insert(delivery).on_conflict_do_nothing(), rows)

    def mark_once(self, name: str, now: datetime) -> bool:
        """True for the first who sets this mark; it is kept with the unit, or not at all."""
        return set_mark(self._db, self._database, name, now)

    def _keep_alert(self, raised: Alert) -> None:
        row = {
            "id": raised.id,
            "event_id": raised.event.id,
            "rule": raised.event.rule,
            "number": raised.number,
            "test": raised.test,
            "created_at": raised.created_at,
            "doc": codec.dump(raised),
        }
        self._db.execute(self._database.insert(alert).on_conflict_do_nothing(), row)

    def _link_decision(self, raised: Alert) -> None:
        """The decision names the alert it led to."""
        made = raised.decision
        same = (
            decision.c.article_id == made.sighting.article_id,
            decision.c.digest == _digest(codec.dump(made)),
        )
        self._db.execute(update(decision).where(*same).values(alert_id=raised.id))

    def _count_alert(self, raised: Alert) -> None:
        """The event knows its last number, whether or not the decision had counted it."""
        doc = self._db.scalar(select(event.c.doc).where(event.c.id == raised.event.id))
        if doc is not None and (held := load_event(doc)).alerts < raised.number:
            self._keep_event(replace(held, alerts=raised.number))


@cache
def _newest_wins(insert_into: Callable[[Table], Any]) -> Any:
    """The upsert of an article; built once, for it costs more than to run it."""
    last = select(func.coalesce(func.max(article.c.turn), 0)).scalar_subquery()  # under the lock around decisions
    insert = insert_into(article).values(turn=last + 1)
    newer = {column.name: insert.excluded[column.name] for column in article.c if column.name != "id"}
    later = insert.excluded.fetched_at > article.c.fetched_at
    return insert.on_conflict_do_update(index_elements=["id"], set_=newer, where=later)


def _digest(doc: str) -> str:
    return hashlib.sha256(doc.encode("ascii")).hexdigest()[:32]


def _delivery_row(raised: Alert, receiver: str, at: datetime) -> dict[str, Any]:
    later = at > raised.created_at
    return {
        "alert_id": raised.id,
        "receiver": receiver,
        "state": DeliveryState.DEFERRED if later else DeliveryState.PENDING,
        "is_open": True,
        "severity": raised.severity,
        "rank": Severity.CRITICAL.rank - raised.severity.rank,
        "attempts": 0,
        "next_try": at,
        "created_at": raised.created_at,
        "updated_at": raised.created_at,
        "reason": "",
        "repeat": False,
        "short": False,
        "started": False,
    }
