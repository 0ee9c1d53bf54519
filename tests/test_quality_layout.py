"""A newsroom changes its markup overnight: within the hour the operator knows, in every place where one looks."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from flows.alerts.receivers import Receiver
from flows.app.dispatch import dispatch
from flows.app.ingest import cycle
from flows.app.newsroom.pages import render_article
from flows.app.newsroom.story import Block, Calendar, Day, Piece
from flows.app.newsroom.story import Story as Days
from flows.app.quality import quality_of
from flows.app.status import status_of
from flows.store import Store
from tests.fakewatch import HOUR, MINUTE, START, Clock, FakePress, FakeWatch, Story, a_watch, backfilled

Redesign = Callable[[bytes], bytes]
TEXT = (
    "Pelabuhan itu kembali ramai setelah dua pekan sepi, dan para nelayan menimbang hasil lautnya sejak subuh.",
    "Pemerintah daerah berjanji memperbaiki dermaga kedua sebelum musim hujan, meski anggarannya belum pasti.",
    "Warga berharap harga ikan tidak naik lagi, sebab pasar di kota sudah lebih mahal daripada tahun lalu.",
    "Koperasi setempat mencatat tiga ratus perahu kecil yang berangkat setiap malam dari teluk tersebut.",
)


def same(page: bytes) -> bytes:
    return page


def other_classes(page: bytes) -> bytes:
    """A redesign: every class that our extractor goes by is gone, the article is still there."""
    for old, new in ((b"read__", b"mc-"), (b"credit-title-name", b"mc-writer"), (b"content_Published", b"x_")):
        page = page.replace(old, new)
    return page


def wall(page: bytes) -> bytes:
    """Only the first paragraph and an invitation to pay."""
    start = page.index(b"</p>", page.index(TEXT[0][:20].encode())) + 4
    end = page.rindex(TEXT[-1].encode()) + len(TEXT[-1])
    rest = page[page.index(b"</p>", end) + 4 :]
    return page[:start] + b'<div class="paywall">Berlangganan untuk membaca selengkapnya</div>' + rest


class Desk:
    """Kompas, an article every four minutes, read by the real extractors."""

    def __init__(self, store: Store, home: Path) -> None:
        self.clock = Clock(START)
        self.press = FakePress()
        self.watch: FakeWatch = a_watch(store, home, self.press, self.clock, ["kompas"])
        self.watch.receivers = (Receiver(id="rina"), Receiver(id="teknisi", tags=("operator",)))
        backfilled(store, self.clock, "kompas-utama")
        self._written = 0

    def publish(self, design: Redesign) -> None:
        """The next article, in this design."""
        self._written += 1
        number, at = self._written, self.clock.now
        story = Story(number, "", at=at, publisher="kompas", title=f"Pasar ikan kota ke-{number}", summary=TEXT[0])
        self.press.stories.append(replace(story, page=design(page_of(number, at))))

    async def work(self, span: timedelta, every: timedelta, design: Redesign) -> None:
        """Publishes and polls through this span."""
        until = self.clock.now + span
        while self.clock.now < until:
            self.publish(design)
            await cycle(self.watch, only=["kompas-utama"])
            self.clock.now += every

    def faults(self) -> list[str]:
        return [fault.kind for one in quality_of(self.watch, self.clock.now) for fault in one.faults]


def page_of(number: int, at: datetime) -> bytes:
    body = tuple(Block("paragraph", f"{text} Laporan {number}.{n}.") for n, text in enumerate(TEXT))
    piece = Piece(
        f"uji-{number}", "kompas", 0, time(at.hour, at.minute), "Jakarta", f"Pasar ikan kota ke-{number}", body
    )
    story = Days((Day(0, "", (piece,)),))
    return render_article(story, piece, Calendar(at.date()), 0, "https://kompas.example")


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path)


async def test_ordinary_days_raise_nothing(desk: Desk) -> None:
    await desk.work(20 * HOUR, HOUR, same)
    await desk.work(HOUR, 4 * MINUTE, same)
    assert desk.faults() == []
    (one,) = quality_of(desk.watch, desk.clock.now)
    assert one.now is not None
    assert (one.now.by_class, one.now.partial, one.now.dated) == (1.0, 0.0, 1.0)


@pytest.mark.parametrize(("design", "kind"), [(other_classes, "layout"), (wall, "whole")])
async def test_changed_pages_are_a_named_fault_within_the_hour(desk: Desk, design: Redesign, kind: str) -> None:
    await desk.work(20 * HOUR, HOUR, same)
    changed_at = desk.clock.now
    while not desk.faults():
        await desk.work(4 * MINUTE, 4 * MINUTE, design)
        assert desk.clock.now - changed_at < HOUR, "nobody knows after an hour"
    assert desk.faults() == [kind]

    await desk.work(4 * MINUTE, 4 * MINUTE, design)
    await dispatch(desk.watch, desk.watch.worker, desk.clock.now, 100)
    (told,) = desk.watch.channel_of_rina.messages
    assert "kompas: " in told.body
    assert "biasanya 100%" in told.body
    status = status_of(desk.watch, changed_at, desk.clock.now)
    assert status.troubled
    assert any(problem.startswith("kompas: ") for problem in status.problems)
    assert "kompas" in json.dumps([[str(cell) for cell in row] for part in status.tables for row in part.rows])


async def test_mended_extractor_ends_the_fault(desk: Desk) -> None:
    await desk.work(20 * HOUR, HOUR, same)
    await desk.work(30 * MINUTE, 4 * MINUTE, other_classes)
    assert desk.faults() == ["layout"]
    await desk.work(HOUR, 4 * MINUTE, same)
    assert desk.faults() == []
