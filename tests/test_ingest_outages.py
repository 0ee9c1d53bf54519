"""The network gone from any request on, the disk full from any page on: later nothing is missing, nothing doubled."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, event

from flows.alerts.event import Message
from flows.app.dispatch import dispatch
from flows.app.ingest import cycle
from flows.sources import FaultKind, FeedFault
from flows.store import StoreUnavailableError, open_store
from flows.store.database import Database, sqlite_engine
from flows.store.sql import SqlStore
from tests.fakewatch import MINUTE, START, Clock, FakePress, FakeWatch, Story, a_watch, backfilled

STORIES = (
    Story(1, "KP kirim rocket ke RU", at=START - 50 * MINUTE),
    Story(2, "Cuaca cerah.", at=START - 40 * MINUTE),
    Story(3, "IR kirim drone ke SY, kritis.", at=START - 30 * MINUTE),
    Story(4, "RU kirim tank ke BY", at=START - 20 * MINUTE),
)
GONE = FeedFault(FaultKind.UNREACHABLE, "no way to the host")


async def round_of(watch: FakeWatch) -> None:
    await cycle(watch)
    await dispatch(watch, watch.worker, watch.clock(), 100)


def titles(messages: list[Message]) -> list[str]:
    return sorted(message.title for message in messages)


async def with_network_until(request: int, home: Path) -> tuple[list[str], int]:
    """What goes out when the network is gone from this request on for one cycle; the requests of that cycle."""
    clock, store, press = Clock(), open_store("sqlite://"), FakePress(list(STORIES))
    try:
        backfilled(store, clock, "kabar-utama")
        watch = a_watch(store, home, press, clock)

        def before(url: str) -> None:
            if len(press.asked) > request:
                press.faults[url.split("/")[2]] = GONE

        press.before = before
        await round_of(watch)
        asked = len(press.asked)
        press.before, press.faults = lambda _: None, {}
        for _ in range(4):
            clock.now += timedelta(hours=1)
            await round_of(watch)
        return titles(watch.channel_of_rina.messages), asked
    finally:
        store.close()


async def test_the_network_gone_from_any_request_on_costs_nothing_but_time(tmp_path: Path) -> None:
    expected, requests = await with_network_until(99, tmp_path)
    assert len(expected) == 3
    assert requests == 5  # the feed and its four articles
    for request in range(requests):
        # Each story once: an article that is read later is told later, with the time it took.
        told = [title.rpartition(" · ")[2] for title in (await with_network_until(request, tmp_path))[0]]
        assert sorted(told) == sorted(title.rpartition(" · ")[2] for title in expected), request


class SmallDisk:
    """Holds the database to a number of pages, on every connection that is opened or taken again."""

    def __init__(self, engine: Engine) -> None:
        self.pages = 1_000_000
        event.listen(
            engine, "checkout", lambda connection, *_: connection.execute(f"PRAGMA max_page_count={self.pages}")
        )


async def with_disk_of(more: int, home: Path) -> tuple[list[str], bool, int]:
    """What goes out when a cycle finds so many pages free, and later all it wants; whether it failed; pages it took."""
    path = home / f"watch-{more}.db"
    open_store(str(path)).close()
    engine = sqlite_engine(path)
    disk, clock = SmallDisk(engine), Clock()
    store = SqlStore(Database(engine, f"sqlite {path}", path))
    try:
        backfilled(store, clock, "kabar-utama")
        with engine.connect() as connection:
            used = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
        watch = a_watch(store, home, FakePress(list(STORIES)), clock)
        disk.pages, failed = used + more, False
        try:
            await round_of(watch)
        except StoreUnavailableError as error:
            failed = "the disk is full" in str(error)
        disk.pages = 1_000_000
        for _ in range(3):
            clock.now += timedelta(hours=1)
            await round_of(watch)
        with engine.connect() as connection:
            grown = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one()) - used
        return titles(watch.channel_of_rina.messages), failed, grown
    finally:
        store.close()


async def test_a_disk_that_is_full_from_any_page_on_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    expected, failed, grown = await with_disk_of(100_000, tmp_path)
    assert len(expected) == 3
    assert not failed
    failures = 0
    for more in range(grown + 1):
        told, failed, _ = await with_disk_of(more, tmp_path)
        failures += failed
        plain = [title.rpartition(" · ")[2] for title in told]
        assert sorted(set(plain)) == sorted(title.rpartition(" · ")[2] for title in expected), f"{more} pages"
        repeated = [title for title in told if plain.count(title.rpartition(" · ")[2]) > 1]
        assert all("ULANGAN" in title for title in repeated[1:]), f"{more} pages: {repeated}"
    assert failures > 0
