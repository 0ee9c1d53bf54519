"""Retention, integrity and backup."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, text, tuple_, update

from extractors import Article
from flows.alerts.event import Alert, DeliveryState, Event
from flows.store import codec
from flows.store.base import EntryState, Pruned, StoreError
from flows.store.part import CHUNK, Part
from flows.store.tables import (
    alert,
    article,
    cycle,
    decision,
    delivery,
    entry,
    event,
    lease,
    mark,
    near_miss,
    notice,
    poll,
    shingle,
)

Batch = Callable[[Connection], int]


class UpkeepPart(Part):
    """Retention, integrity, backup."""

    def prune(
        self,
        now: datetime,
        articles_days: int = 90,
        entries_days: int = 30,
        shingles_days: int = 14,
        history_days: int = 90,
    ) -> Pruned:
        """Drops what has served: see Pruned. In small transactions, so that nobody waits long."""

        def before(days: int) -> datetime:
            return now - timedelta(days=days)

        pruned = Pruned(
            near_misses=self._in_batches(lambda db: _drop_near_misses(db, before(articles_days))),
            texts=self._in_batches(lambda db: _drop_texts(db, before(articles_days))),
            entries=self._in_batches(lambda db: _drop_entry_texts(db, before(entries_days))),
            shingles=self._in_batches(lambda db: _drop_shingles(db, before(shingles_days))),
            polls=self._in_batches(lambda db: _drop_polls(db, before(history_days))),
            cycles=self._in_batches(lambda db: _drop_cycles(db, before(history_days))),
            leases=self._in_batches(lambda db: _drop_leases(db, before(1))),
            notices=self._in_batches(lambda db: _drop_notices(db, before(history_days))),
            marks=self._in_batches(lambda db: _drop_marks(db, before(history_days))),
        )
        self._give_back_space()
        return pruned

    def _in_batches(self, batch: Batch) -> int:
        total = 0
        while True:
            with self._db.writing(durable=False) as db:
                done = batch(db)
            total += done
            if not done:
                return total

    def _give_back_space(self) -> None:
        """Returns free pages to the disk; PostgreSQL's autovacuum does so by itself."""
        if self._db.path is None:
            return
        with closing(sqlite3.connect(self._db.path, timeout=5, isolation_level=None)) as plain:
            try:
                plain.executescript("PRAGMA incremental_vacuum")  # execute() would stop after the first page
                plain.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                plain.execute("PRAGMA optimize").fetchall()
            except sqlite3.OperationalError:
                return  # somebody is writing: the next upkeep does it

    def check_integrity(self) -> tuple[str, ...]:
        """What is wrong with the stored data, a sentence each; empty when all is well."""
        with self._db.reading() as db:
            return (*self._file_faults(db), *_record_faults(db))

    def _file_faults(self, db: Connection) -> tuple[str, ...]:
        if not self._db.is_sqlite:
            return ()
        pages = [f"file: {said}" for said in db.scalars(text("PRAGMA integrity_check(20)")) if said != "ok"]
        loose = [f"{row[0]}: row {row[1]} points to a missing {row[2]}" for row in db.execute(_FOREIGN_KEYS)]
        return (*pages, *loose[:20])

    def backup(self, path: Path) -> None:
        """A consistent copy of the database at this path, taken while others work; replaces what was there."""
        if self._db.path is None:
            raise StoreError(
                f"backup {self._db.where}: a PostgreSQL server copies itself: "
                "use pg_dump --format=custom --file=pantau.dump with the same URL, pg_restore brings it back"
            )
        if path.resolve() == self._db.path.resolve():
            raise StoreError(f"backup {path}: that is the database itself: name another file")
        partial = path.with_name(path.name + ".partial")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.unlink(missing_ok=True)
            _copy_sqlite(self._db.path, partial)
            partial.replace(path)
        except (OSError, sqlite3.Error) as error:
            with suppress(OSError):
                partial.unlink()
            raise StoreError(f"backup {path}: {error}: name a folder with space and write permission") from error


_FOREIGN_KEYS = text("PRAGMA foreign_key_check")


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's online copy in one go (a step-wise one starts over at every write), then one file without WAL."""
    with closing(sqlite3.connect(source, timeout=30)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE").fetchall()
        if (said := new.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(f"the copy is damaged ({said})")
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _drop_texts(db: Connection, before: datetime) -> int:
    wanted = select(article.c.id, article.c.doc).where(article.c.fetched_at < before, article.c.pruned.is_(False))
    rows = db.execute(wanted.limit(CHUNK)).all()
    for row in rows:
        bare = replace(codec.load(Article, row.doc), segments=())
        values = {"doc": codec.dump(bare), "shingles": "[]", "pruned": True}
        db.execute(update(article).where(article.c.id == row.id).values(values))
    return len(rows)


def _drop_near_misses(db: Connection, before: datetime) -> int:
    some = (
        select(near_miss.c.article_id)
        .join(article, article.c.id == near_miss.c.article_id)
        .where(article.c.fetched_at < before)
        .distinct()
        .limit(CHUNK)
    )
    return db.execute(delete(near_miss).where(near_miss.c.article_id.in_(some))).rowcount


def _drop_entry_texts(db: Connection, before: datetime) -> int:
    served = (entry.c.state != EntryState.NEW, entry.c.first_seen < before, entry.c.doc.is_not(None))
    some = select(entry.c.seq).where(*served).limit(CHUNK)
    return db.execute(update(entry).where(entry.c.seq.in_(some)).values(doc=None)).rowcount


def _drop_shingles(db: Connection, before: datetime) -> int:
    keys = (shingle.c.hash, shingle.c.article_id)
    some = select(*keys).where(shingle.c.at < before).limit(CHUNK * 20)
    return db.execute(delete(shingle).where(tuple_(*keys).in_(some))).rowcount


def _drop_polls(db: Connection, before: datetime) -> int:
    return db.execute(delete(poll).where(poll.c.at < before)).rowcount


def _drop_cycles(db: Connection, before: datetime) -> int:
    return db.execute(delete(cycle).where(cycle.c.started_at < before)).rowcount


def _drop_leases(db: Connection, before: datetime) -> int:
    return db.execute(delete(lease).where(lease.c.until < before)).rowcount


def _drop_notices(db: Connection, before: datetime) -> int:
    return db.execute(delete(notice).where(notice.c.created_at < before, notice.c.is_open.is_(False))).rowcount


def _drop_marks(db: Connection, before: datetime) -> int:
    return db.execute(delete(mark).where(mark.c.at < before)).rowcount


def _unreadable(db: Connection) -> Iterator[str]:
    """Records that today's code cannot read: everybody who looks at open events would stumble over them."""
    for table, kind in ((event, Event), (alert, Alert)):
        for row in db.execute(select(table.c.id, table.c.doc).order_by(table.c.id)):
            try:
                codec.load(kind, row.doc)
            except StoreError as error:
                yield f"{table.name} {row.id}: {error}"


def _record_faults(db: Connection) -> list[str]:
    """Records that contradict each other; none of these can come from pantau's own transactions."""
    faults = []
    unread = entry.outerjoin(article, article.c.id == entry.c.article_id)
    lost = select(func.count()).select_from(unread).where(entry.c.state == EntryState.READ, article.c.id.is_(None))
    if count := db.scalar(lost):
        faults.append(f"entry: {count} marked as read without an article")
    for sent in (delivery, notice):
        nobody = (sent.c.state == DeliveryState.SENDING) & sent.c.lease_until.is_(None)
        if count := db.scalar(select(func.count()).select_from(sent).where(nobody)):
            faults.append(f"{sent.name}: {count} being sent by nobody")
    told = decision.outerjoin(alert, alert.c.id == decision.c.alert_id)
    unknown = select(func.count()).select_from(told).where(decision.c.alert_id.is_not(None), alert.c.id.is_(None))
    if count := db.scalar(unknown):
        faults.append(f"decision: {count} name an alert that is not there")
    orphans = alert.outerjoin(event, event.c.id == alert.c.event_id)
    loose = select(func.count()).select_from(orphans).where(event.c.id.is_(None), alert.c.test.is_(False))
    if count := db.scalar(loose):
        faults.append(f"alert: {count} belong to an event that is not there")
    return [*faults, *islice(_unreadable(db), 20)]
