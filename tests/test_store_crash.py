"""A scripted day is killed at every statement, commit and send, then continued: nothing lost, nothing doubled unmarked.

The processes are real and die by SIGKILL. The channel is a file: one line per message that reached the officer.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from flows.alerts.event import DeliveryState, Outcome, OutcomeKind
from flows.store import ArticleUnit, Store, StoredEntry, open_store
from flows.store.sql import SqlStore
from rules import MentionType
from tests.store_samples import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    a_decision,
    a_near_miss,
    a_poll,
    a_waiting,
    an_alert,
    an_article,
    an_event,
)

# Forked off a small server of their own: a fork of this process would bring along whatever threads and exit hooks other
# tests left here (Prefect's, for one), and end with an exit code that is theirs.
CLEAN = multiprocessing.get_context("forkserver")
CLEAN.set_forkserver_preload(["tests.test_store_crash"])
LEASE = 2 * MINUTE
RECEIVERS = ("regu-a", "regu-b")


class Fate:
    """Counts the points that a process passes, and kills it at the chosen one."""

    def __init__(self, at: int | None) -> None:
        self.passed = 0
        self._at = at

    def point(self, *_: object) -> None:
        self.passed += 1
        if self.passed == self._at:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, *call: object) -> None:
        """A point before each statement that changes or reads data."""
        if not str(call[2]).startswith(("PRAGMA", "BEGIN", "SET")):
            self.point()


def killed_day(url: str, inbox: Path, fate: Fate) -> None:
    """The day in a process that dies at the chosen point."""
    store = open_store(url)
    listen(store, fate)
    the_day(store, inbox, fate, NOON + MINUTE)


def listen(store: Store, fate: Fate) -> None:
    assert isinstance(store, SqlStore)
    event.listen(store._db.engine, "commit", fate.point)
    event.listen(store._db.engine, "before_cursor_execute", fate.statement)


def the_day(store: Store, inbox: Path, fate: Fate, now: datetime) -> None:
    """Polls, reads and sends until nothing is left to do; started again, it goes on where it was."""
    waiting = [a_waiting(1), a_waiting(2), replace(a_waiting(3), first_seen=NOON + MINUTE)]
    store.record_poll(a_poll(new=2), waiting[:2])
    store.record_poll(a_poll(at=NOON + MINUTE, new=1), waiting)
    for entry in store.claim_entries("reader", now, LEASE, 10):
        with store.article_unit() as unit:
            read(unit, entry)
    while claimed := store.claim_deliveries("sender", now, LEASE, 2, announced=True):
        for held in claimed:
            if store.start_sending(held.delivery.id, "sender", now, LEASE):
                fate.point()
                mark = "repeat" if held.delivery.repeat else "first"
                with inbox.open("a") as file:
                    file.write(f"{held.alert.id} {held.delivery.receiver} {mark}\n")
                fate.point()
                store.record_outcome(held.delivery.id, Outcome(OutcomeKind.ACCEPTED), now, None, "sender")


def read(unit: ArticleUnit, entry: StoredEntry) -> None:
    """The first article opens the event, the others change it; each raises an alert."""
    number = int(entry.entry.entry_id.removeprefix("entry-"))
    article = an_article(number, shingles=(number, number + 1))
    if unit.has_article(article.id):
        unit.mark_read(entry.feed_id, entry.entry.entry_id, article.id)
        return
    known = unit.open_events([MentionType.WEAPONS_TRANSFER], NOON - 30 * DAY)
    grown = (
        replace(known[0], articles=known[0].articles + 1, alerts=known[0].alerts + 1) if known else an_event(alerts=1)
    )
    decision = a_decision(number, grown)
    unit.save_article(article, entry.feed_id, entry.entry.entry_id)
    unit.save_mentions(article.id, (decision.mention,), (a_near_miss(),))
    unit.save_decision(decision)
    unit.save_alert(an_alert(decision, grown.alerts), dict.fromkeys(RECEIVERS, NOON))


def what_is_kept(store: Store) -> tuple[object, ...]:
    """All that must not depend on where the day was interrupted."""
    return (
        store.event("K7Q2"),
        {record.article_id: record.decision.mention for record in store.timeline("K7Q2")},
        sorted(alert.id for alert in store.alerts(NOON - DAY)),
        sorted((sent.alert_id, sent.receiver, sent.state) for sent in store.deliveries(NOON - DAY)),
        [store.article(f"article-{number}") for number in (1, 2, 3)],
        [store.mentions_for_article(f"article-{number}") for number in (1, 2, 3)],
        store.waiting_entries(NOON + 9 * DAY, 10),
        store.check_integrity(),
    )


def in_a_process(work: Callable[..., object], *arguments: object) -> int:
    """Runs it in a process of its own and gives its exit code, negative when it was killed."""
    process = CLEAN.Process(target=work, args=arguments)
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


SHARDS = 4  # so that no single test runs into its time limit on a busy machine


@pytest.mark.parametrize("shard", range(SHARDS))
def test_day_killed_at_any_point_ends_like_the_undisturbed_one(
    fresh_url: Callable[[], str], tmp_path: Path, shard: int
) -> None:
    fate, inbox, store = Fate(None), tmp_path / "undisturbed", open_store(fresh_url())
    listen(store, fate)
    the_day(store, inbox, fate, NOON + MINUTE)
    points, expected = fate.passed, what_is_kept(store)
    store.close()
    assert len(inbox.read_text().splitlines()) == 6
    assert points > 90

    for at in range(1 + shard, points + 1, SHARDS):
        inbox, url = tmp_path / f"killed-{at}", fresh_url()
        assert in_a_process(killed_day, url, inbox, Fate(at)) == -signal.SIGKILL, f"point {at} was not reached"
        store = open_store(url)
        the_day(store, inbox, Fate(None), NOON + HOUR)
        assert what_is_kept(store) == expected, f"killed at point {at}"
        store.close()
        lines = inbox.read_text().splitlines()
        copies = Counter(line.rsplit(" ", 1)[0] for line in lines)
        assert len(copies) == 6, f"lost at point {at}: {lines}"
        doubled = [line for line in lines if copies[line.rsplit(" ", 1)[0]] > 1]
        assert sorted(line.rsplit(" ", 1)[1] for line in doubled) in ([], ["first", "repeat"]), f"point {at}: {lines}"


def claim_all(url: str, worker: str, answers: multiprocessing.SimpleQueue[list[int]]) -> None:
    store = open_store(url)
    mine: list[int] = []
    while some := store.claim_deliveries(worker, NOON, HOUR, 3):
        mine += [held.delivery.id for held in some]
    answers.put(mine)
    store.close()


def test_processes_never_share_a_delivery(store: Store, store_url: str) -> None:
    for number in range(1, 61):
        decision = a_decision(number, an_event(f"E{number:03d}"))
        with store.article_unit() as unit:
            unit.save_decision(decision)
            unit.save_alert(an_alert(decision), {"regu": NOON})
    store.close()
    answers = CLEAN.SimpleQueue()
    workers = [CLEAN.Process(target=claim_all, args=(store_url, name, answers)) for name in ("ani", "budi", "cici")]
    for worker in workers:
        worker.start()
    every = [delivery for _ in workers for delivery in answers.get()]
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    assert len(every) == len(set(every)) == 60


def meet(url: str, number: int) -> None:
    store = open_store(url)
    with store.article_unit() as unit:
        read(unit, a_waiting(number))
    store.close()


def test_processes_that_read_of_the_same_development_open_one_event(store: Store, store_url: str) -> None:
    store.close()
    readers = [CLEAN.Process(target=meet, args=(store_url, number)) for number in range(1, 7)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
        assert reader.exitcode == 0
    again = open_store(store_url)
    (found,) = again.events(NOON - DAY)
    assert (found.articles, found.alerts) == (6, 6)
    assert [alert.id for alert in again.alerts(NOON)] == [f"K7Q2-{number}" for number in range(6, 0, -1)]
    again.close()


def hold(url: str, ready: multiprocessing.SimpleQueue[bool]) -> None:
    store = open_store(url)
    with store.article_unit() as unit:
        unit.save_decision(a_decision(1))
        ready.put(True)
        signal.pause()


def test_killed_writer_leaves_no_lock_behind(store: Store, store_url: str) -> None:
    ready = CLEAN.SimpleQueue()
    holder = CLEAN.Process(target=hold, args=(store_url, ready))
    holder.start()
    ready.get()
    assert holder.pid is not None
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    with store.article_unit() as unit:
        assert not unit.is_event_id_taken("K7Q2")
        unit.save_decision(a_decision(2))
    assert [record.article_id for record in store.timeline("K7Q2")] == ["article-2"]


def test_sender_killed_twice_over_the_same_message_gives_it_up_and_says_why(store: Store) -> None:
    """A message that kills its sender must not be sent for ever."""
    decision = a_decision()
    with store.article_unit() as unit:
        unit.save_decision(decision)
        unit.save_alert(an_alert(decision), {"regu": NOON})
    for times in range(3):
        for held in store.claim_deliveries(f"worker-{times}", NOON + times * LEASE, LEASE, 9, announced=True):
            store.start_sending(held.delivery.id, f"worker-{times}", NOON + times * LEASE, LEASE)
    (lost,) = store.deliveries(NOON)
    assert (lost.state, lost.reason) == (DeliveryState.GIVEN_UP, "no answer came twice")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def fresh_url(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Gives the URL of an empty, migrated database, as often as asked."""
    if request.param == "sqlite":
        # SIGKILL leaves memory files as it leaves disk files, and these need not wait for the disk.
        memory = Path("/dev/shm")
        folder = Path(tempfile.mkdtemp(prefix="pantau-", dir=memory if os.access(memory, os.W_OK) else None))
        template = request.getfixturevalue("_sqlite_template")
        count = iter(range(10_000))

        def copy() -> str:
            path = folder / f"{next(count)}.db"
            path.write_bytes(template.read_bytes())
            return f"sqlite:///{path}"

        yield copy
        shutil.rmtree(folder)
        return
    server = request.getfixturevalue("postgresql_server")
    name = request.getfixturevalue("_postgresql_database")

    def empty() -> str:
        server.empty(name)
        return str(server.url(name))

    yield empty
