"""Reading pages off the event loop: a deadline that is the page's own, and a pool that survives its pages."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

import rules
from flows.app.reader import Reader, ReadingError
from flows.app.reading import Page, PageJob, document_of, sections_of, text_hash
from rules import Document, Reading
from tests.fakewatch import FakeRules, Story


def a_job(number: int = 1, said: str = "KP kirim rocket ke RU") -> PageJob:
    story = Story(number, said)
    return PageJob(story.url, "kabar", (Page(story.url, story.html()),))


class Stuck(FakeRules):
    """Never comes back from a text with `macet` in it, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def match(self, document: Document) -> Reading:
        if "macet" in document.text:
            self.let_go.wait(30)
        return super().match(document)


async def test_a_page_is_read_with_its_article_and_mentions() -> None:
    async with Reader(FakeRules(), seconds=20) as reader:
        read = await reader.read(a_job())
    assert read.reading is not None
    assert [m.suppliers for m in read.reading.mentions] == [("KP",)]
    assert read.at is not None
    assert len(read.article_id) == 16


async def test_a_page_that_hangs_is_given_up_and_the_next_one_is_read() -> None:
    stuck = Stuck()
    async with Reader(stuck, seconds=0.5) as reader:
        with pytest.raises(ReadingError, match=r"longer than 0\.5 s"):
            await reader.read(a_job(1, "Mesinnya macet di sini."))
        read = await reader.read(a_job(2))
        stuck.let_go.set()
    assert read.reading is not None


async def test_waiting_for_a_turn_is_not_the_pages_fault() -> None:
    async with Reader(FakeRules(), seconds=5) as reader:
        reads = await asyncio.gather(*(reader.read(a_job(n)) for n in range(30)))
    assert len({read.article_id for read in reads}) == 30


async def test_processes_read_the_same_as_threads() -> None:
    job = a_job(1, "Korea Utara memasok roket ke Rusia, kata juru bicara di Seoul.")
    directory = Path(rules.__file__).parent
    async with Reader(rules.load_rules(directory), seconds=60) as threads:
        alone = await threads.read(job)
    async with Reader(FakeRules(), seconds=60, processes=1, rules_dir=directory) as processes:
        assert await processes.read(job) == alone


async def test_a_process_that_dies_is_blamed_alone(tmp_path: Path) -> None:
    async with Reader(FakeRules(), seconds=60, processes=1, rules_dir=tmp_path / "no-rules-here") as reader:
        with pytest.raises(ReadingError, match="died over it"):
            await reader.read(a_job())


def test_sub_heads_part_the_text_where_the_offsets_say() -> None:
    from extractors import Article, Segment, SegmentKind

    article = Article(
        url="https://kabar.example/1",
        publisher="kabar",
        title="Dua kabar",
        authors=(),
        published=None,
        segments=(
            Segment(SegmentKind.HEADLINE, "Dua kabar"),
            Segment(SegmentKind.LEAD, "Pembuka."),
            Segment(SegmentKind.HEADING, "1. Korea Utara"),
            Segment(SegmentKind.BODY, "Isi pertama."),
            Segment(SegmentKind.RELATED, "Baca juga: lain"),
            Segment(SegmentKind.HEADING, "2. Iran"),
            Segment(SegmentKind.BODY, "Isi kedua."),
        ),
        extractor="kabar/1",
        method="publisher",
    )
    document = document_of(article, "a", None)
    parts = [document.text[s.start : s.end].strip() for s in document.sections]
    assert parts == ["Pembuka.", "1. Korea Utara\nIsi pertama.", "2. Iran\nIsi kedua."]
    assert [s.heading for s in document.sections] == ["", "1. Korea Utara", "2. Iran"]
    assert sections_of(article) == document.sections
    assert "Baca juga" not in document.text
    assert text_hash(article) == text_hash(article)
