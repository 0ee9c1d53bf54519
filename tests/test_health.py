"""Health says what is wrong and never that all is well when it is not."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.alerts.event import Outcome, OutcomeKind
from flows.app.dispatch import dispatch
from flows.app.health import Check, check_health, health_rows, verdict_of
from flows.app.ingest import cycle
from flows.app.polling import due_feeds, poll_batch
from flows.sources import FaultKind, FeedFault
from flows.store import Store
from flows.store.base import StoreUnavailableError
from tests.fakewatch import HOUR, MINUTE, START, Clock, FakePress, FakeWatch, Story, a_watch, backfilled


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(store: Store, clock: Clock, tmp_path: Path) -> FakeWatch:
    made = a_watch(store, tmp_path, FakePress([Story(1, "KP kirim rocket ke RU")]), clock)
    backfilled(store, clock, "kabar-utama")
    return made


def wrong(watch: FakeWatch, **options: Any) -> dict[str, Check]:
    checks = check_health(watch, watch.clock(), **{"integrity": False, **options})
    return {check.name: check for check in checks if not check.is_well}


async def deliver(watch: FakeWatch) -> None:
    await dispatch(watch, watch.worker, watch.clock(), 100)


async def test_watch_that_reads_and_delivers_is_well(watch: FakeWatch) -> None:
    await cycle(watch)
    await deliver(watch)
    assert wrong(watch, integrity=True) == {}
    verdict = verdict_of(check_health(watch, watch.clock(), integrity=False))
    assert (verdict.name, verdict.is_green) == ("Completed", True)


async def test_watch_that_never_polled_is_not_well(watch: FakeWatch) -> None:
    assert wrong(watch)["polls"].words == "no poll has run yet"


async def test_poll_that_stays_away_is_blindness(watch: FakeWatch, clock: Clock) -> None:
    await cycle(watch)
    await deliver(watch)
    clock.now += 14 * MINUTE
    assert "polls" not in wrong(watch)
    clock.now += 2 * MINUTE
    assert wrong(watch)["polls"].state == "Blind"


async def test_message_that_nobody_takes_is_stuck(watch: FakeWatch, clock: Clock) -> None:
    watch.channel_of_rina.answer = Outcome(OutcomeKind.RETRY, "unreachable")
    await cycle(watch)
    await deliver(watch)
    assert "outbox" not in wrong(watch)
    clock.now += 16 * MINUTE
    found = wrong(watch)["outbox"]
    assert found.state == "Undelivered"
    assert found.words == "1 wait for longer than 15 min, 0 given up in two days: rina"
    assert "outbox" not in wrong(watch, stuck=timedelta(hours=2))


async def test_message_that_was_given_up_is_told_for_two_days(watch: FakeWatch, clock: Clock) -> None:
    watch.channel_of_rina.answer = Outcome(OutcomeKind.GIVE_UP, "rejected")
    await cycle(watch)
    await deliver(watch)
    assert "1 given up" in wrong(watch)["outbox"].words
    clock.now += timedelta(days=3)
    assert "outbox" not in wrong(watch)


async def test_feeds_that_all_fail_make_the_watch_blind(watch: FakeWatch, clock: Clock) -> None:
    await cycle(watch)
    watch.press.faults["kabar.example"] = FeedFault(FaultKind.UNREACHABLE, "no answer")
    clock.now += HOUR
    await cycle(watch)
    assert wrong(watch)["feeds"].state == "Blind"


async def test_entries_that_wait_for_an_hour_are_a_backlog(watch: FakeWatch, clock: Clock) -> None:
    await poll_batch(watch, watch.press, due_feeds(watch, clock()), clock())
    assert "reading" not in wrong(watch)
    clock.now += HOUR + MINUTE
    assert wrong(watch)["reading"].words == "1 waiting, the oldest due 61 min ago"


async def test_store_that_does_not_answer_is_one_failed_check(
    watch: FakeWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailableError("store: the server is away")

    monkeypatch.setattr(watch.store, "last_cycles", away)
    (found,) = check_health(watch, watch.clock(), integrity=False)
    assert (found.state, found.words) == ("Failed", "store: the server is away")


async def test_disk_that_is_nearly_full_is_told_before_it_is(watch: FakeWatch, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=400_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert wrong(watch)["disk"].words == "0.4 GB free"


async def test_damaged_store_outweighs_everything_else(watch: FakeWatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch.store, "check_integrity", lambda: ("entry: 3 marked as read without an article",))
    checks = check_health(watch, START, integrity=True)
    assert verdict_of(checks).name == "Failed"
    assert verdict_of(checks).why.startswith("integrity: 1 faults: entry: 3 marked as read")
    rows = health_rows(checks)
    assert [row["state"] for row in rows].index("well") == sum(not check.is_well for check in checks)
    assert all(row["do"] for row in rows if row["state"] != "well")
