"""Retention, integrity and backup: what may go goes, what must stay stays, on every kind of database."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from extractors import Segment, SegmentKind
from flows.store import Pruned, Store, StoreError, open_store
from flows.store.sql import SqlStore
from tests.store_samples import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    a_cycle,
    a_mention,
    a_near_miss,
    a_poll,
    a_waiting,
    an_article,
    tell,
)

YEAR = 365 * DAY


def fill(store: Store) -> None:
    """An old article that raised an alert, and a fresh one."""
    store.record_poll(a_poll(at=NOON - YEAR, new=1), [a_waiting(2, first_seen=NOON - YEAR)])
    store.record_poll(a_poll(new=1), [a_waiting(1), a_waiting(3)])
    store.record_cycle(a_cycle(NOON - YEAR))
    store.record_cycle(a_cycle(NOON))
    store.take_lease("cycle", "ani", NOON, HOUR)
    store.take_lease("recheck", "ani", NOON - YEAR, HOUR)
    with store.article_unit() as unit:
        tell(unit, 1, {"regu": NOON})
        unit.save_article(an_article(2, fetched_at=NOON - YEAR, shingles=(1, 2, 3)), "kabar-dunia", "entry-2")
        unit.save_mentions("article-2", (a_mention(),), (a_near_miss(),))


def test_retention_drops_old_texts_and_keeps_what_was_decided(store: Store) -> None:
    fill(store)
    assert store.prune(NOON) == Pruned(texts=1, near_misses=1, entries=1, shingles=3, polls=1, cycles=1, leases=1)
    old, fresh = store.article("article-2"), store.article("article-1")
    assert old is not None
    assert fresh == an_article(1)
    assert (old.article.segments, old.shingles) == ((), ())
    assert (old.article.title, old.text_hash, old.article.published) == (
        an_article(2).article.title,
        "f00d",
        an_article(2).article.published,
    )
    assert store.mentions_for_article("article-2") == ((a_mention(),), ())
    assert len(store.alerts(NOON)) == len(store.deliveries(NOON)) == 1
    assert store.last_cycles() == (a_cycle(NOON),)
    assert not store.take_lease("cycle", "budi", NOON, HOUR)
    assert store.check_integrity() == ()


def test_entry_stays_known_after_retention(store: Store) -> None:
    fill(store)
    store.prune(NOON + YEAR)
    assert store.record_poll(a_poll(), [a_waiting(1), a_waiting(2)]) == 0


def test_entry_that_still_waits_keeps_its_text_however_old(store: Store) -> None:
    fill(store)
    store.prune(NOON + YEAR)
    assert store.waiting_entries(NOON, 9) == (a_waiting(3),)


def test_retention_twice_drops_nothing_more(store: Store) -> None:
    fill(store)
    store.prune(NOON)
    assert store.prune(NOON) == Pruned()


def test_retention_works_through_more_than_one_batch(store: Store) -> None:
    with store.article_unit() as unit:
        for number in range(1100):
            article = an_article(number, fetched_at=NOON - YEAR, shingles=tuple(range(number, number + 12)))
            unit.save_article(article, "kabar-dunia", f"entry-{number}")
    pruned = store.prune(NOON)
    assert pruned.texts == 1100
    assert pruned.shingles > 10_000
    assert store.article("article-1099") is not None


def test_page_read_again_after_retention_has_its_text_back(store: Store) -> None:
    fill(store)
    store.prune(NOON)
    with store.article_unit() as unit:
        unit.save_article(an_article(2), "kabar-dunia", "entry-2")
    held = store.article("article-2")
    assert held is not None
    assert SegmentKind.LEAD in {segment.kind for segment in held.article.segments}
    assert store.prune(NOON).texts == 0


def test_sqlite_gives_the_space_back(tmp_path: Path) -> None:
    path = tmp_path / "pantau.db"
    store = open_store(str(path))
    long = (Segment(SegmentKind.BODY, "kapal " * 1500),)
    with store.article_unit() as unit:
        for number in range(300):
            held = an_article(number, fetched_at=NOON - YEAR)
            held = replace(held, article=replace(held.article, segments=long))
            unit.save_article(held, "kabar-dunia", f"entry-{number}")
    assert store.prune(NOON - YEAR) == Pruned()  # only puts the log into the file
    before = path.stat().st_size
    store.prune(NOON)
    assert path.stat().st_size < before / 4
    store.close()


# -- integrity


def tamper(store: Store, statement: str) -> None:
    assert isinstance(store, SqlStore)
    with store._db.writing() as db:
        db.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE entry SET state = 'read', article_id = NULL WHERE entry_id = 'entry-3'", "read without an article"),
        ("UPDATE delivery SET state = 'sending', lease_until = NULL", "being sent by nobody"),
        ("UPDATE decision SET alert_id = 'ZZZZ-9'", "name an alert that is not there"),
        ("DELETE FROM event", "belong to an event that is not there"),
        ("UPDATE event SET doc = '{}'", "event E001: stored Event: field 'certainty' is missing"),
    ],
)
def test_records_that_contradict_each_other_are_reported(store: Store, statement: str, fault: str) -> None:
    fill(store)
    assert store.check_integrity() == ()
    tamper(store, statement)
    (said,) = store.check_integrity()
    assert fault in said


def test_damage_in_the_file_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "pantau.db"
    store = open_store(str(path))
    fill(store)
    with sqlite3.connect(path) as plain:
        plain.execute("PRAGMA foreign_keys = OFF")
        plain.execute("INSERT INTO mention (article_id, position, rule, doc) VALUES ('tiada', 0, 'x', '{}')")
    plain.close()
    assert store.check_integrity() == ("mention: row 3 points to a missing article",)
    store.close()


# -- backup


def test_backup_opens_as_a_store_with_everything_in_it(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "pantau.db"))
    fill(store)
    store.backup(tmp_path / "cadangan" / "pantau-1.db")
    restored = open_store(str(tmp_path / "cadangan" / "pantau-1.db"))
    assert restored.alerts(NOON) == store.alerts(NOON)
    assert restored.waiting_entries(NOON, 9) == store.waiting_entries(NOON, 9)
    assert restored.check_integrity() == ()
    restored.close()
    store.close()


def test_backup_is_taken_while_others_write(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "pantau.db"))
    done = threading.Event()

    def write() -> None:
        for number in range(200):
            store.record_poll(a_poll(at=NOON + number * MINUTE), [a_waiting(number)])
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    taken = 0
    while not done.is_set() or not taken:
        store.backup(tmp_path / "copy.db")
        copy = open_store(str(tmp_path / "copy.db"))
        assert copy.check_integrity() == ()
        copy.close()
        taken += 1
    writer.join()
    store.close()


def test_backup_replaces_the_last_one_and_leaves_no_scraps(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "pantau.db"))
    for _ in range(2):
        store.backup(tmp_path / "b" / "copy.db")
    store.close()
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["copy.db"]


@pytest.mark.parametrize("target", ["pantau.db", "berkas/copy.db"])
def test_backup_that_cannot_be_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "berkas").write_text("")
    store = open_store(str(tmp_path / "pantau.db"))
    with pytest.raises(StoreError, match=r"^backup .*: name "):
        store.backup(tmp_path / target)
    assert store.check_integrity() == ()
    store.close()


@pytest.mark.postgresql
def test_backup_of_postgresql_names_the_command(store: Store, store_url: str, tmp_path: Path) -> None:
    if store_url.startswith("postgresql"):
        with pytest.raises(StoreError, match="pg_dump"):
            store.backup(tmp_path / "copy.db")
        assert not (tmp_path / "copy.db").exists()
