"""Killed anywhere: after a restart every message has gone out, and none twice but those marked as a repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from flows.alerts.event import DeliveryState, Message, Outcome, OutcomeKind
from flows.alerts.receivers import Receiver
from flows.app.dispatch import dispatch
from flows.app.ingest import cycle
from flows.app.shift import post_digests
from flows.store import Notice, Store, open_store
from tests.fakewatch import HOUR, MINUTE, START, Clock, FakePress, FakeWatch, Story, a_watch, backfilled

WRITES = frozenset(
    {
        "article_unit",
        "record_poll",
        "claim_entries",
        "release_entries",
        "defer_entry",
        "take_lease",
        "release_lease",
        "record_cycle",
        "claim_deliveries",
        "start_sending",
        "record_outcome",
        "release_deliveries",
        "post_notice",
        "claim_notices",
        "start_notice",
        "record_notice",
        "release_notices",
        "mark_once",
    }
)


class Killed(BaseException):
    """The process is dead: whatever it still tries fails as well, its clean-up included."""


class Fate:
    """Counts the points at which a process may die, and kills at one of them."""

    def __init__(self, at: int) -> None:
        self._at = at
        self.points = 0
        self.dead = False

    def point(self) -> None:
        if self.dead:
            raise Killed
        if self.points == self._at:
            self.dead = True
            raise Killed
        self.points += 1


class MortalStore:
    """The store, with a point before and after everything that it writes."""

    def __init__(self, store: Store, fate: Fate, writes: frozenset[str] = WRITES) -> None:
        self._store, self._fate, self._writes = store, fate, writes

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._store, name)
        return self._mortal(real) if name in self._writes else real

    def _mortal(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def mortal(*arguments: Any, **named: Any) -> Any:
            self._fate.point()
            answer = call(*arguments, **named)
            self._fate.point()
            return answer

        return mortal

    @contextmanager
    def article_unit(self) -> Iterator[Any]:
        if "article_unit" not in self._writes:
            with self._store.article_unit() as unit:
                yield unit
            return
        self._fate.point()
        with self._store.article_unit() as unit:
            yield unit
            self._fate.point()  # all is written, nothing is committed
        self._fate.point()


class MortalChannel:
    """Sends, with a point before (nothing was sent) and one after (it was, and nobody knows)."""

    def __init__(self, fate: Fate, sent: list[Message]) -> None:
        self._fate, self._sent = fate, sent

    def send(self, message: Message) -> Outcome:
        self._fate.point()
        self._sent.append(message)
        self._fate.point()
        return Outcome(OutcomeKind.ACCEPTED)


STORIES = (
    Story(1, "KP kirim rocket ke RU", at=START - 50 * MINUTE),
    Story(2, "Cuaca cerah.", at=START - 40 * MINUTE),
    Story(3, "IR kirim drone ke SY, kritis.", at=START - 30 * MINUTE),
)


async def live(home: Path, fate: Fate) -> tuple[list[Message], int]:
    """A day in which the process dies where fate will have it and is started again; the messages that went out."""
    clock, sent = Clock(), list[Message]()
    store = open_store("sqlite://")
    try:
        backfilled(store, clock, "kabar-utama")
        for life in range(5):
            watch = a_watch(store, home, FakePress(list(STORIES)), clock)
            watch.worker = f"w{life}"
            watch.channel_of_rina = MortalChannel(fate, sent)  # type: ignore[assignment]
            watch.store = MortalStore(store, fate)  # type: ignore[assignment]
            try:
                await _one_round(watch)
            except Killed:
                fate.dead = False
                fate._at = -1  # once is enough
            clock.now += 12 * MINUTE  # longer than any lease
        return sent, fate.points
    finally:
        store.close()


async def _one_round(watch: FakeWatch) -> None:
    await cycle(watch)
    await dispatch(watch, watch.worker, watch.clock(), 100)


def plain(message: Message) -> str:
    """The message without the words that tell of a repeat or a delay."""
    return plain_title(message.title)


def plain_title(title: str) -> str:
    return title.rpartition(" · ")[2]


async def test_a_kill_at_any_point_loses_nothing_and_doubles_nothing_unmarked(tmp_path: Path) -> None:
    undisturbed, points = await live(tmp_path, Fate(-1))
    expected = sorted(plain(m) for m in undisturbed)
    assert len(expected) == 2
    assert points > 60
    repeats = 0
    for point in range(points):
        sent, _ = await live(tmp_path, Fate(point))
        assert sorted({plain(m) for m in sent}) == expected, f"lost or changed by a kill at point {point}"
        for twice in {plain(m) for m in sent if [plain(x) for x in sent].count(plain(m)) > 1}:
            repeats += 1
            copies = [m for m in sent if plain(m) == twice]
            assert len(copies) == 2, f"sent {len(copies)} times after a kill at point {point}"
            assert copies[0] != copies[1], f"an unmarked repeat after a kill at point {point}"
            assert "ulang" in f"{copies[1].title} {copies[1].body}".lower(), copies[1]
    assert repeats > 0  # a kill between sending and recording is among the points


# -- a day with a feed's first document, a storm and a shift digest

CODES = ("BR", "CL", "CU", "DZ", "EG", "ET", "GH", "IQ", "JO", "KE", "KW", "LB")
FLOOD = tuple(
    Story(n, f"KP kirim rocket ke {code}", at=START - 50 * MINUTE + n * MINUTE) for n, code in enumerate(CODES, 1)
)
FIRST = tuple(
    Story(n, f"IR kirim drone ke {code}", at=START - 20 * MINUTE + n * MINUTE, publisher="warta")
    for n, code in enumerate(("SY", "VE", "SD"), 50)
)
KINDS = ["backfill", "digest", "storm"]
# Alerts on their way have their own test above; these are the points between the last of them and the last notice.
AROUND_NOTICES = frozenset(
    {
        "record_cycle",
        "release_lease",
        "post_notice",
        "claim_notices",
        "start_notice",
        "record_notice",
        "release_notices",
    }
)
SHARDS = 4  # so that no single test runs into its time limit on a busy machine


async def flooded(home: Path, fate: Fate) -> tuple[list[Message], list[Notice], int]:
    """The day, killed where fate will have it and started again; messages and notices of it."""
    clock, sent = Clock(), list[Message]()
    store = open_store("sqlite://")
    try:
        backfilled(store, clock, "kabar-utama")
        for life in range(3):
            watch = a_watch(store, home, FakePress([*FLOOD, *FIRST]), clock, ("kabar", "warta"))
            watch.receivers = (Receiver(id="rina", digests=(time(11),)),)
            watch.worker = f"w{life}"
            watch.channel_of_rina = MortalChannel(fate, sent)  # type: ignore[assignment]
            watch.store = MortalStore(store, fate, AROUND_NOTICES)  # type: ignore[assignment]
            try:
                await cycle(watch)
                post_digests(watch, watch.clock())
                await dispatch(watch, watch.worker, watch.clock(), 100)
            except Killed:
                fate.dead = False
                fate._at = -1
            clock.now += 12 * MINUTE
        return sent, list(store.notices(START - 24 * HOUR)), fate.points
    finally:
        store.close()


@pytest.mark.parametrize("shard", range(SHARDS))
async def test_lists_and_digests_survive_a_kill_at_any_point(tmp_path: Path, shard: int) -> None:
    undisturbed, notices, points = await flooded(tmp_path, Fate(-1))
    expected = {n.kind: n.message.title for n in notices}
    assert sorted(expected) == KINDS
    assert len(set(expected.values())) == len(KINDS)
    assert [plain(m) for m in undisturbed].count(expected["storm"]) == 1
    repeats = 0
    for point in range(shard, points, SHARDS):
        sent, notices, _ = await flooded(tmp_path, Fate(point))
        assert {n.kind: n.message.title for n in notices} == expected, f"killed at point {point}"
        assert {n.delivery.state for n in notices} == {DeliveryState.ACCEPTED}, f"killed at point {point}"
        for title in expected.values():
            copies = [m.title for m in sent if plain(m) == plain_title(title)]
            marked = f"ULANGAN · {title}"  # alone when it was killed between beginning and sending
            assert copies in ([title], [marked], [title, marked]), f"killed at point {point}: {copies}"
            repeats += len(copies) == 2
        told = "\n".join(f"{m.title}\n{m.body}" for m in sent)
        assert [c for c in (*CODES, "SY", "VE", "SD") if c not in told] == [], f"killed at point {point}"
    assert shard or repeats
