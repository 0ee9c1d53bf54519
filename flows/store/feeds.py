"""Feeds, their polls, and entries that wait to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, case, func, select, update

from flows.sources.feed import Entry, FeedPoll, FeedState
from flows.store import codec
from flows.store.base import EntryState, StoredEntry
from flows.store.part import Part, chunks
from flows.store.tables import entry, feed, poll


class FeedsPart(Part):
    """Feeds and entries."""

    def feed_states(self) -> Mapping[str, FeedState]:
        """What is remembered of each feed ever polled."""
        with self._db.reading() as db:
            rows = db.execute(select(feed.c.id, feed.c.doc).order_by(feed.c.id)).all()
        return {row.id: codec.load(FeedState, row.doc) for row in rows}

    def record_poll(self, poll: FeedPoll, entries: Sequence[StoredEntry]) -> int:
        """Keeps the feed's new state and those entries that were unknown; returns how many were."""
        # A power cut takes the state back together with its entries: the next poll brings them again.
        with self._db.writing(durable=False) as db:
            for publisher in sorted({held.publisher for held in entries}):
                self._db.queue_for_publisher(db, publisher)
            self._keep_state(db, poll, entries)
            if poll.new or poll.missed or poll.state.fault:
                self._keep_history(db, poll)
            return self._keep_entries(db, entries)

    def _keep_state(self, db: Connection, poll: FeedPoll, entries: Sequence[StoredEntry]) -> None:
        row = {"id": poll.feed_id, "doc": codec.dump(poll.state)}
        if entries:
            row["publisher"] = entries[0].publisher
        changes = {name: held for name, held in row.items() if name != "id"}
        db.execute(self._db.insert(feed).values(row).on_conflict_do_update(index_elements=["id"], set_=changes))

    def _keep_history(self, db: Connection, found: FeedPoll) -> None:
        row = {"feed_id": found.feed_id, "at": found.at, "doc": codec.dump(found)}
        db.execute(self._db.insert(poll).on_conflict_do_nothing(), row)

    def _keep_entries(self, db: Connection, entries: Sequence[StoredEntry]) -> int:
        if not entries:
            return 0
        # Documents list the newest first: the other way round, seq follows the order of publication.
        rows = [_entry_row(held) for held in reversed(entries)]
        insert = self._db.insert(entry).on_conflict_do_nothing().returning(entry.c.seq)
        return len(db.execute(insert, rows).all())

    def known_entry_ids(self, feed_id: str, entry_ids: Iterable[str], publisher: str | None = None) -> frozenset[str]:
        """Those of these entry ids that the store already holds, from whichever feed of the publisher."""
        owner: Any = publisher if publisher is not None else publisher_of(feed_id)
        known: set[str] = set()
        with self._db.reading() as db:
            for some in chunks(sorted(set(entry_ids))):
                ids = select(entry.c.entry_id).where(entry.c.publisher == owner, entry.c.entry_id.in_(some))
                known.update(db.scalars(ids))
        return frozenset(known)

    def waiting_entries(self, now: datetime, limit: int) -> tuple[StoredEntry, ...]:
        """Entries whose page is still to be read and whose next try has come, oldest first.

        The order is by when an entry became due: nothing that comes later can push it back.
        """
        with self._db.reading() as db:
            return tuple(_stored_entry(row) for row in db.execute(_waiting(now, limit)))

    def find_unread(self, words: str, limit: int = 20) -> tuple[StoredEntry, ...]:
        """Entries whose page was not read, waiting or given up, whose URL or title contains the words; newest first."""
        words = " ".join(words.casefold().split())
        unread = (entry.c.state.in_([EntryState.NEW, EntryState.FAILED]), entry.c.doc.is_not(None))
        wanted = select(entry).where(*unread).order_by(entry.c.first_seen.desc(), entry.c.seq.desc())
        with self._db.reading() as db:
            rows = db.execute(wanted, execution_options={"yield_per": 500}) if words else ()
            return tuple(islice((held for held in map(_stored_entry, rows) if _is_named(held, words)), limit))

    def claim_entries(self, worker: str, now: datetime, lease: timedelta, limit: int) -> tuple[StoredEntry, ...]:
        """Like `waiting_entries`, and nobody else gets them until the lease ends or they are read or deferred."""
        free = entry.c.lease_until.is_(None) | (entry.c.lease_until <= now)
        wanted = _waiting(now, limit).where(free).with_for_update(skip_locked=True)
        with self._db.writing(durable=False) as db:
            rows = db.execute(wanted).all()
            claim = {"claimed_by": worker, "lease_until": now + lease}
            lost = case((entry.c.lease_until.is_(None), 0), else_=1)
            for some in chunks([row.seq for row in rows]):
                attempts = entry.c.attempts + lost
                db.execute(update(entry).where(entry.c.seq.in_(some)).values(attempts=attempts, **claim))
        return tuple(_stored_entry(row, lost=row.lease_until is not None) for row in rows)

    def release_entries(self, worker: str) -> int:
        """Gives back what this worker claimed and has neither read nor deferred; returns how many."""
        mine = (entry.c.claimed_by == worker, entry.c.state == EntryState.NEW)
        with self._db.writing(durable=False) as db:
            return db.execute(update(entry).where(*mine).values(_UNCLAIMED)).rowcount

    def defer_entry(self, entry_id: str, reason: str, next_try: datetime | None, feed_id: str | None = None) -> None:
        """The page could not be read: when to try again, or None to give up with the reason kept."""
        which = [entry.c.entry_id == entry_id, entry.c.state == EntryState.NEW]
        if feed_id is not None:
            which.append(entry.c.publisher == publisher_of(feed_id))
        values: dict[str, Any] = {"reason": reason, "state": EntryState.FAILED}
        if next_try is not None:
            which.append((entry.c.due_at != next_try) | (entry.c.attempts == 0))  # said twice, done once
            values = {"reason": reason, "due_at": next_try}
        with self._db.writing(durable=False) as db:
            values |= _UNCLAIMED
            db.execute(update(entry).where(*which).values(attempts=entry.c.attempts + 1, **values))

    def revive_entries(self, since: datetime, now: datetime, limit: int, feeds: Iterable[str] = ()) -> int:
        """Entries seen since then that were given up are tried afresh from now on; returns how many."""
        which = [entry.c.state == EntryState.FAILED, entry.c.first_seen >= since, entry.c.doc.is_not(None)]
        if named := sorted(set(feeds)):
            which.append(entry.c.feed_id.in_(named))
        some = select(entry.c.seq).where(*which).order_by(entry.c.first_seen.desc(), entry.c.seq).limit(limit)
        fresh = {"state": EntryState.NEW, "due_at": now, "attempts": 0, **_UNCLAIMED}
        with self._db.writing(durable=False) as db:
            return db.execute(update(entry).where(entry.c.seq.in_(some)).values(fresh)).rowcount

    def polls(self, since: datetime, feed_id: str | None = None, limit: int = 1000) -> tuple[FeedPoll, ...]:
        """Polls since then that brought something new, may have missed entries or met a fault, newest first."""
        wanted = select(poll.c.doc).where(poll.c.at >= since).order_by(poll.c.at.desc(), poll.c.feed_id).limit(limit)
        if feed_id is not None:
            wanted = wanted.where(poll.c.feed_id == feed_id)
        with self._db.reading() as db:
            return tuple(codec.load(FeedPoll, doc) for doc in db.scalars(wanted))


_UNCLAIMED = {"claimed_by": None, "lease_until": None}


def _waiting(now: datetime, limit: int) -> Select[Any]:
    due = (entry.c.state == EntryState.NEW, entry.c.due_at <= now)
    return select(entry).where(*due).order_by(entry.c.due_at, entry.c.dated, entry.c.seq).limit(limit)


def publisher_of(feed_id: str) -> Any:
    """The publisher of a feed, as a subquery."""
    known: Select[Any] = select(feed.c.publisher).where(feed.c.id == feed_id)
    return known.scalar_subquery()


def pending_entries(db: Connection) -> int:
    """How many entries wait to be read."""
    return db.scalar(select(func.count()).select_from(entry).where(entry.c.state == EntryState.NEW)) or 0


def _entry_row(held: StoredEntry) -> dict[str, Any]:
    return {
        "publisher": held.publisher,
        "entry_id": held.entry.entry_id,
        "feed_id": held.feed_id,
        "state": EntryState.NEW,
        "first_seen": held.first_seen,
        "due_at": held.next_try or held.first_seen,
        "dated": held.entry.published or held.first_seen,
        "attempts": held.attempts,
        "backfill": held.backfill,
        "reason": "",
        "doc": codec.dump(held.entry),
    }


def _stored_entry(row: Any, *, lost: bool = False) -> StoredEntry:
    return StoredEntry(
        feed_id=row.feed_id,
        publisher=row.publisher,
        entry=codec.load(Entry, row.doc),
        first_seen=row.first_seen,
        attempts=row.attempts + lost,
        next_try=row.due_at if row.attempts or row.due_at != row.first_seen else None,
        backfill=row.backfill,
        reason=row.reason,
        given_up=row.state == EntryState.FAILED,
    )


def _is_named(held: StoredEntry, words: str) -> bool:
    return words in (held.entry.url or "").casefold() or words in " ".join(held.entry.title.casefold().split())
