"""Shift digests: at each receiver's own times, once, and silence that proves itself."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flows.alerts.event import Acknowledgement, Outcome, OutcomeKind, SilenceScope
from flows.alerts.receivers import Receiver
from flows.app.dispatch import dispatch
from flows.app.ingest import cycle
from flows.app.shift import last_slot, post_digests, shift_digest, slot_before
from flows.sources import FaultKind, FeedFault
from flows.store import Store
from tests.fakewatch import HOUR, MINUTE, START, Clock, FakePress, FakeWatch, Story, a_watch, backfilled

WIB = ZoneInfo("Asia/Jakarta")
RINA = Receiver(id="rina", digests=(time(7), time(15), time(23)))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def press() -> FakePress:
    return FakePress()


@pytest.fixture
def watch(store: Store, press: FakePress, clock: Clock, tmp_path: Path) -> FakeWatch:
    made = a_watch(store, tmp_path, press, clock)
    made.receivers = (RINA,)
    backfilled(store, clock, "kabar-utama")
    return made


def wib(hour: int, minute: int = 0, day: int = 9) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=WIB)


def test_slots_are_in_the_receivers_zone() -> None:
    assert last_slot(RINA, START) == wib(7)
    assert last_slot(RINA, wib(15)) == wib(15)
    assert last_slot(RINA, wib(3)) == wib(23, day=8)
    assert slot_before(RINA, wib(7)) == wib(23, day=8)
    assert last_slot(Receiver(id="diam"), START) is None
    papua = Receiver(id="papua", digests=(time(7),), zone="Asia/Jayapura")
    assert last_slot(papua, wib(6)) == wib(5)


async def sent(watch: FakeWatch, clock: Clock) -> list[str]:
    """Posts what is due and sweeps the outbox; whose digests were taken."""
    post_digests(watch, clock.now)
    report = await dispatch(watch, watch.worker, clock.now, 100)
    return report.notices


async def test_a_digest_goes_out_once_at_its_time(watch: FakeWatch, clock: Clock) -> None:
    clock.now = wib(15, 1)
    assert await sent(watch, clock) == ["rina: digest"]
    clock.now = wib(15, 2)
    assert await sent(watch, clock) == []
    clock.now = wib(23)
    assert await sent(watch, clock) == ["rina: digest"]
    assert len(watch.channel_of_rina.messages) == 2


async def test_a_digest_is_tried_until_it_is_taken_and_then_left(watch: FakeWatch, clock: Clock) -> None:
    clock.now = wib(15, 1)
    watch.channel_of_rina.answer = Outcome(OutcomeKind.RETRY, "unreachable")
    assert await sent(watch, clock) == []
    watch.channel_of_rina.answer = Outcome(OutcomeKind.ACCEPTED)
    clock.now = wib(15, 31)
    assert await sent(watch, clock) == ["rina: digest"]
    clock.now = wib(15, 50)
    assert await sent(watch, clock) == []


async def test_a_digest_that_comes_hours_late_is_left_out(watch: FakeWatch, clock: Clock) -> None:
    clock.now = wib(20)
    assert await sent(watch, clock) == []
    clock.now = wib(23, 1)
    watch.channel_of_rina.answer = Outcome(OutcomeKind.RETRY, "unreachable")
    assert await sent(watch, clock) == []
    watch.channel_of_rina.answer = Outcome(OutcomeKind.ACCEPTED)
    clock.now = wib(1, 1, day=10)
    assert await sent(watch, clock) == []


async def test_a_lost_answer_brings_a_digest_once_more_and_marked(watch: FakeWatch, clock: Clock) -> None:
    clock.now = wib(15, 1)
    watch.channel_of_rina.answer = Outcome(OutcomeKind.UNKNOWN, "timeout")
    for _ in range(4):
        await sent(watch, clock)
        clock.now += 5 * MINUTE
    first, second = watch.channel_of_rina.messages
    assert second.title == f"ULANGAN · {first.title}"


async def test_the_digest_tells_of_alerts_who_took_them_and_what_is_muted(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    press.stories = [Story(1, "KP kirim rocket ke RU")]
    await cycle(watch)
    (event,) = watch.store.events(START - 24 * HOUR)
    watch.store.acknowledge(Acknowledgement(event.id, "sari", clock.now))
    watch.store.add_silence(SilenceScope.RULE, "lain", START + 24 * HOUR, "budi", "latihan", clock.now)
    text = shift_digest(watch, START - HOUR, START + HOUR).text
    for words in (f"{event.id}-1", "sari", "latihan", "budi"):
        assert words in text


async def test_silence_proves_itself_with_figures_and_the_blind(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    press.stories = [Story(1, "Cuaca cerah.")]
    await cycle(watch)
    clock.now += 30 * MINUTE
    press.faults["kabar.example"] = FeedFault(FaultKind.BLOCKED, "a bot check instead of the feed")
    await cycle(watch)
    told = shift_digest(watch, START - HOUR, clock.now)
    assert "tidak ada peringatan" in told.text
    assert "0/1 feed sehat, 1 artikel dibaca" in told.text
    assert "kabar-utama" in told.text
    assert "a bot check instead of the feed" in told.html


async def test_what_was_muted_stands_in_the_digest(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    watch.store.add_silence(SilenceScope.PAIR, "KP>RU", START + timedelta(days=1), "rina", "tahu", clock.now)
    press.stories = [Story(1, "KP kirim rocket ke RU")]
    await cycle(watch)
    assert watch.store.alerts(START - HOUR) == ()
    (event,) = watch.store.events(START - 24 * HOUR)
    assert event.id in shift_digest(watch, START - HOUR, START + HOUR).text
