"""Told articles are looked at again: an edit corrects, a vanished page withdraws, a stumble does nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.alerts.event import State
from flows.app.ingest import cycle
from flows.sources import FaultKind, FeedFault
from flows.store import Store
from tests.fakewatch import HOUR, MINUTE, START, Clock, FakePress, FakeWatch, Story, a_watch, backfilled

GONE = FeedFault(FaultKind.HTTP, "not found (404)")
DOWN = FeedFault(FaultKind.TIMEOUT, "not finished in time")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def press() -> FakePress:
    return FakePress([Story(1, "KP kirim rocket ke RU")])


@pytest.fixture
async def watch(store: Store, press: FakePress, clock: Clock, tmp_path: Path) -> FakeWatch:
    made = a_watch(store, tmp_path, press, clock)
    backfilled(store, clock, "kabar-utama")
    await cycle(made)
    assert len(store.alerts(START - HOUR)) == 1
    press.asked.clear()
    return made


async def states_after(watch: FakeWatch, clock: Clock, *hours: float) -> list[State]:
    for hour in hours:
        clock.now = START + hour * HOUR + MINUTE
        await cycle(watch)
    return [a.state for a in reversed(watch.store.alerts(START - HOUR))]


async def test_an_unchanged_article_is_looked_at_three_times_and_never_told_again(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    assert await states_after(watch, clock, 0.5, 1, 1.5, 6, 7, 24, 30) == [State.NEW]
    assert press.asked.count(press.stories[0].url) == 3


async def test_an_edit_that_changes_the_recipient_is_a_correction(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    press.stories[0].said = "KP kirim rocket ke SY"
    assert await states_after(watch, clock, 1, 6) == [State.NEW, State.CORRECTION]
    (event,) = watch.store.events(START - 24 * HOUR)
    assert event.recipients == ("SY",)
    (article,) = watch.store.find_articles("berita/1", 5)
    assert "SY" in article.article.text


async def test_an_edit_of_other_words_changes_nothing(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    press.stories[0].said = "KP kirim rocket ke RU, demikian keterangan yang dilengkapi."
    assert await states_after(watch, clock, 1, 6) == [State.NEW]


async def test_a_claim_taken_out_of_the_article_is_withdrawn(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    press.stories[0].said = "Redaksi menarik kembali kabar ini."
    assert await states_after(watch, clock, 1) == [State.NEW, State.WITHDRAWN]


async def test_a_page_gone_twice_is_withdrawn(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    press.faults[press.stories[0].url] = GONE
    assert await states_after(watch, clock, 1) == [State.NEW]
    assert await states_after(watch, clock, 6) == [State.NEW, State.WITHDRAWN]
    assert await states_after(watch, clock, 24) == [State.NEW, State.WITHDRAWN]


async def test_a_server_that_stumbles_withdraws_nothing(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    press.faults[press.stories[0].url] = DOWN
    assert await states_after(watch, clock, 1, 6, 24) == [State.NEW]


async def test_a_step_that_a_stumble_kept_from_its_end_is_begun_once_more(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    press.faults[press.stories[0].url] = DOWN
    await states_after(watch, clock, 1, 1.2, 1.4)
    assert press.asked.count(press.stories[0].url) == 2


async def test_a_step_cut_off_by_a_kill_is_begun_again_and_no_third_time(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    class Killed(BaseException):
        pass

    def kill(url: str) -> None:
        if url == press.stories[0].url:
            raise Killed

    press.stories[0].said = "Redaksi menarik kembali kabar ini."
    press.before = kill
    clock.now = START + HOUR + MINUTE
    with pytest.raises(Killed):
        await cycle(watch)
    press.before = lambda url: None
    assert await states_after(watch, clock, 1.5) == [State.NEW, State.WITHDRAWN]
    assert await states_after(watch, clock, 2) == [State.NEW, State.WITHDRAWN]
    press.before = kill
    for hour in (6, 6.2):
        clock.now = START + hour * HOUR + MINUTE
        with pytest.raises(Killed):
            await cycle(watch)
    clock.now = START + 6.4 * HOUR
    assert await cycle(watch) is not None


async def test_it_can_be_switched_off(store: Store, press: FakePress, clock: Clock, tmp_path: Path) -> None:
    watch = a_watch(store, tmp_path, press, clock, recheck=False)
    backfilled(store, clock, "kabar-utama")
    await cycle(watch)
    press.asked.clear()
    await states_after(watch, clock, 1, 6)
    assert press.stories[0].url not in press.asked
