"""Older entries are queued without a flood, and only from the feed's own host; failed pages are tried afresh."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.app.backfill import Older, backfill_words, older_entries, older_rows, page_url
from flows.app.ingest import cycle
from flows.app.polling import due_feeds, poll_batch
from flows.app.report import BatchReport
from flows.sources import FaultKind, FeedFault
from flows.store import Store
from tests.fakewatch import HOUR, START, Clock, FakePress, FakeWatch, Story, a_watch, backfilled

FEED = "https://kabar.example/rss"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(store: Store, clock: Clock, tmp_path: Path) -> FakeWatch:
    press = FakePress([Story(1, "KP kirim rocket ke RU"), Story(2, "IR kirim drone ke RU", at=START - 60 * HOUR)])
    made = a_watch(store, tmp_path, press, clock)
    backfilled(store, clock, "kabar-utama")
    return made


async def taken(watch: FakeWatch, pages: int = 1, *addresses: str) -> tuple[Older, ...]:
    feed = watch.feed("kabar-utama")
    return await older_entries(watch, watch.press, feed, watch.clock(), pages=pages, addresses=addresses)


async def test_what_is_queued_builds_state_and_tells_only_once_it_is_known(watch: FakeWatch, clock: Clock) -> None:
    (one,) = await taken(watch)
    assert (one.found, one.new, one.fault) == (2, 2, "")
    waiting = watch.store.waiting_entries(clock(), 10)
    assert {held.backfill for held in waiting} == {True}
    await cycle(watch)
    assert watch.store.alerts(START - HOUR) == ()
    assert len(watch.store.events(START - 100 * HOUR)) == 2
    (again,) = await taken(watch)
    assert (again.found, again.new) == (2, 0)


async def test_what_is_remembered_of_the_feed_stays_as_it_was(watch: FakeWatch) -> None:
    before = watch.store.feed_states()["kabar-utama"]
    await taken(watch)
    assert watch.store.feed_states()["kabar-utama"] == before


async def test_pages_end_where_one_brings_nothing_new(watch: FakeWatch) -> None:
    watch.press.pages[page_url(FEED, 2)] = b"<html>bukan feed</html>"
    found = await taken(watch, 9)
    assert [one.url for one in found] == [FEED, f"{FEED}?paged=2"]
    assert found[1].fault


def test_the_page_of_a_feed_with_a_query_keeps_the_query() -> None:
    assert page_url("https://a.example/feed?cat=3", 1) == "https://a.example/feed?cat=3"
    assert page_url("https://a.example/feed?cat=3&paged=2", 4) == "https://a.example/feed?cat=3&paged=4"


async def test_an_address_elsewhere_is_refused_and_never_asked_for(watch: FakeWatch) -> None:
    found = await taken(watch, 1, "https://jahat.example/rss", "http://127.0.0.1:9/rss")
    assert [one.fault.split(":")[0] for one in found[1:]] == ["refused", "refused"]
    assert watch.press.asked == [FEED]


async def test_a_fault_is_told_in_the_words_of_the_fetcher(watch: FakeWatch) -> None:
    watch.press.faults[FEED] = FeedFault(FaultKind.TIMEOUT, "not finished in time")
    found = await taken(watch, 3)
    assert [(one.found, one.fault) for one in found] == [(0, "not finished in time")]
    assert backfill_words(found, 2, BatchReport(articles_read=2)) == (
        "0 entries found, 0 new, 2 given up tried again; 2 read, 0 alerts; 1 addresses not read: not finished in time"
    )
    assert older_rows(found)[0]["fault"] == "not finished in time"


async def test_a_page_that_was_given_up_is_read_when_it_is_asked_for_again(watch: FakeWatch, clock: Clock) -> None:
    await poll_batch(watch, watch.press, due_feeds(watch, clock()), clock())
    for held in watch.store.waiting_entries(clock(), 10):
        watch.store.defer_entry(held.entry.entry_id, "404", None, held.feed_id)
    await cycle(watch)
    assert watch.store.find_articles("berita") == ()
    assert watch.store.revive_entries(START - HOUR, clock(), 10, ["kabar-utama"]) == 2
    await cycle(watch)
    assert len(watch.store.find_articles("berita")) == 2
