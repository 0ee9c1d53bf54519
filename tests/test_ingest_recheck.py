"""Told articles are looked at again: an edit corrects, a vanished page withdraws, a stumble does nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.alerts.event import State
from flows.app.ingest import cycle
from flows.sources import FaultKind, FeedFault
from flows.store import Store
from tests.fakewatch import HOUR, MINUTE, PADDING, START, Clock, FakePress, FakeWatch, Story, a_watch, backfilled

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


async def test_a_notice_in_the_articles_place_withdraws_when_it_is_still_there_at_the_next_look(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    """A page under maintenance answers 200 as well."""
    story = press.stories[0]
    story.said, story.rest = "Situs ini sedang dalam pemeliharaan.", "Silakan kembali beberapa saat lagi. " * 12
    assert await states_after(watch, clock, 1) == [State.NEW]
    assert await states_after(watch, clock, 6, 24) == [State.NEW, State.WITHDRAWN]


async def test_a_page_that_came_back_withdraws_nothing(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    story = press.stories[0]
    said, rest = story.said, story.rest
    story.said, story.rest = "Situs ini sedang dalam pemeliharaan.", "Silakan kembali beberapa saat lagi. " * 12
    assert await states_after(watch, clock, 1) == [State.NEW]
    story.said, story.rest = said, rest
    assert await states_after(watch, clock, 6, 24) == [State.NEW]


async def test_an_address_that_leads_to_the_front_page_is_a_page_that_is_gone(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    front = b"<html><body><h1>Kabar</h1><p>Berita terbaru hari ini dari seluruh negeri.</p></body></html>"
    press.moved[press.stories[0].url] = "https://kabar.example/"
    press.pages["https://kabar.example/"] = front
    assert await states_after(watch, clock, 1) == [State.NEW]
    assert await states_after(watch, clock, 6, 24) == [State.NEW, State.WITHDRAWN]


async def test_an_article_of_several_pages_is_looked_at_as_a_whole(store: Store, clock: Clock, tmp_path: Path) -> None:
    """What its second page says has not been taken back only because the first does not say it."""
    story = Story(7, "", publisher="warta", title="Laporan panjang")
    url = story.url

    def page(number: int, said: str) -> bytes:
        pager = "".join(f"<a href='{url}?page={n}'>{n}</a>" for n in (1, 2))
        return (
            f"<html><head><title>Laporan panjang</title><link rel='canonical' href='{url}'>"
            "<meta property='article:published_time' content='2026-03-09T04:00:00Z'></head><body><article>"
            f"<h1>Laporan panjang</h1><p>{said}</p><p>Bagian {number}. {PADDING}</p></article>"
            f"<div class='pagination'>{pager}</div></body></html>"
        ).encode()

    press = FakePress([story])
    press.pages = {
        url: page(1, "Laporan ini terdiri dari dua halaman."),
        f"{url}?page=2": page(2, "KP kirim rocket ke RU"),
    }
    watch = a_watch(store, tmp_path, press, clock, ["warta"])
    backfilled(store, clock, "warta-utama")
    await cycle(watch)
    assert await states_after(watch, clock, 0.1) == [State.NEW]
    press.pages[url] = page(1, "Laporan ini, kini dengan foto, terdiri dari dua halaman.")
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
