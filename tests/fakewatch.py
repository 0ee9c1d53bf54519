"""A watch of fakes: a small press that answers, rules of one sentence, a clock that is moved by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

from flows.alerts.event import Message, Outcome, OutcomeKind
from flows.alerts.receivers import Receiver
from flows.alerts.stages import plain_lineage
from flows.app.config import load_settings
from flows.app.reader import Reader
from flows.app.wiring import Watch
from flows.sources import Catalogue, FaultKind, Feed, FeedFault, Fetched, Publisher
from flows.store import Store
from rules import (
    Certainty,
    CertaintyDetail,
    Document,
    Evidence,
    Mention,
    MentionType,
    NearMiss,
    Reading,
    RuleStatus,
    Severity,
    Stage,
)

START = datetime(2026, 3, 9, 5, 0, tzinfo=UTC)  # 12.00 WIB
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

_SAYS = re.compile(r"\b([A-Z]{2}) kirim ([a-z-]+) ke ([A-Z]{2})(?: \((\w+(?:-\w+)?)\))?")


@dataclass
class Clock:
    """The time of day, moved by hand."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


class FakeNames:
    """Calls everything by its code."""

    def actor(self, code: str, language: str = "id") -> str:
        return code

    short_actor = weapon = treaty = outlet = actor


@dataclass
class FakeRules:
    """Understands one sentence: `KP kirim rocket ke RU (signed)`; `kritis` in the text makes it critical."""

    directory: Path | None = None
    problems: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset({"senjata"})
    words: str = "1 rule, made for tests"
    read: list[str] = field(default_factory=list)

    rules: tuple[Any, ...] = ()

    def __len__(self) -> int:
        return 1

    @property
    def names(self) -> Any:
        return FakeNames()

    def lineage(self, weapon: str) -> Sequence[str]:
        return plain_lineage(weapon)

    def match(self, document: Document) -> Reading:
        self.read.append(document.title)
        if "meledak" in document.text:
            raise ValueError("a text that the engine does not survive")
        whole = f"{document.title}\n{document.text}"
        found = tuple(_mention(m, whole) for m in dict.fromkeys(_SAYS.findall(whole)))
        near = () if found else (NearMiss("uji", "role:weapon", Evidence("title", 0, 4, document.title[:4])),)
        return Reading(document.id, found, near)


def _mention(said: tuple[str, str, str, str], whole: str) -> Mention:
    supplier, weapon, recipient, stage = said
    start = whole.index(f"{supplier} kirim")
    return Mention(
        rule="uji",
        revision=1,
        type=MentionType.WEAPONS_TRANSFER,
        stage=Stage(stage or "delivered"),
        certainty=Certainty.ASSERTED,
        detail=CertaintyDetail.MEDIA,
        severity=Severity.CRITICAL if "kritis" in whole else Severity.HIGH,
        suppliers=(supplier,),
        recipients=(recipient,),
        weapons=(weapon,),
        status=RuleStatus.STABLE,
        alert=True,
        reason="new",
        route=("senjata",),
        event_key=("supplier", "recipient", "weapon"),
        evidence=(Evidence("text", start, start + 20, f"{supplier} kirim {weapon} ke {recipient}"),),
    )


PADDING = (
    "Kementerian terkait belum memberi tanggapan ketika dimintai keterangan pada hari yang sama. "
    "Sejumlah pengamat di ibu kota menilai perkembangan ini perlu diikuti dalam beberapa pekan ke depan."
)


@dataclass
class Story:
    """One article of the fake press."""

    number: int
    said: str
    at: datetime = START - HOUR
    title: str = ""
    summary: str = ""
    page: bytes | None = None  # instead of the ordinary page
    publisher: str = "kabar"
    rest: str = PADDING

    @property
    def url(self) -> str:
        return f"https://{self.publisher}.example/berita/{self.number}/judul-{self.number}"

    def html(self) -> bytes:
        if self.page is not None:
            return self.page
        title = escape(self.title or f"Berita nomor {self.number}")
        text = "".join(f"<p>{escape(line)}</p>" for line in (self.said, f"Laporan {self.number}. {self.rest}"))
        return (
            f"<html><head><title>{title}</title><meta property='og:title' content='{title}'>"
            f"<meta property='article:published_time' content='{self.at.isoformat()}'></head>"
            f"<body><article><h1>{title}</h1>{text}</article></body></html>"
        ).encode()


@dataclass
class FakePress:
    """A fetcher: feeds and pages by URL, faults on demand, everything asked for written down."""

    stories: list[Story] = field(default_factory=list)
    faults: dict[str, FeedFault] = field(default_factory=dict)  # by URL or host; stays until it is taken away
    pages: dict[str, bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)  # where these addresses lead now
    asked: list[str] = field(default_factory=list)
    before: Callable[[str], None] = lambda url: None

    async def __aenter__(self) -> FakePress:
        return self

    async def __aexit__(self, *error: object) -> None:
        return None

    async def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, kind: str = "feed"
    ) -> Fetched:
        self.asked.append(url)
        self.before(url)
        host = url.split("/")[2]
        fault = self.faults.get(url) or self.faults.get(host)
        if fault:
            return Fetched(url, 404 if "404" in fault.words else 0, fault=fault)
        if url.endswith("/rss"):
            return self._feed(url, host.split(".")[0], etag)
        url = self.moved.get(url, url)
        page = self.pages.get(url) or next((s.html() for s in self.stories if s.url == url), None)
        if page is None:
            return Fetched(url, 404, fault=FeedFault(FaultKind.HTTP, "not found (404)"))
        return Fetched(url, 200, body=page, content_type="text/html; charset=utf-8")

    def _feed(self, url: str, publisher: str, etag: str | None) -> Fetched:
        items = [s for s in self.stories if s.publisher == publisher]
        mark = f'"{len(items)}"'
        if etag == mark:
            return Fetched(url, 304, etag=mark)
        body = "".join(
            f"<item><title>{escape(s.title or f'Berita nomor {s.number}')}</title><link>{s.url}</link>"
            f"<guid>{s.url}</guid><description>{escape(s.summary)}</description>"
            f"<pubDate>{format_datetime(s.at)}</pubDate></item>"
            for s in sorted(items, key=lambda s: s.at, reverse=True)
        )
        document = f"<rss version='2.0'><channel><title>{publisher}</title>{body}</channel></rss>"
        return Fetched(url, 200, body=document.encode(), content_type="application/rss+xml", etag=mark)


@dataclass
class FakeChannel:
    """Takes every message and keeps it."""

    messages: list[Message] = field(default_factory=list)
    answer: Outcome = field(default_factory=lambda: Outcome(OutcomeKind.ACCEPTED))

    def send(self, message: Message) -> Outcome:
        self.messages.append(message)
        return self.answer


class FakeWatch(Watch):
    """A watch over the fake press."""

    press: FakePress
    channel_of_rina: FakeChannel

    def open_fetcher(self) -> Any:
        return self.press

    def open_reader(self) -> Reader:
        return Reader(self.rules, seconds=self.settings.article_seconds)

    def channel(self, receiver: Receiver) -> Any:
        return self.channel_of_rina


def a_watch(
    store: Store, home: Path, press: FakePress, clock: Clock, publishers: Sequence[str] = ("kabar",), **settings: object
) -> FakeWatch:
    """A watch over these publishers, one feed each, one receiver, and rules that know one sentence."""
    feeds = tuple(Feed(f"{p}-utama", p, f"https://{p}.example/rss") for p in publishers)
    catalogue = Catalogue(tuple(Publisher(p, p.title(), f"https://{p}.example") for p in publishers), feeds)
    watch = FakeWatch(
        settings=load_settings(home, **settings),
        store=store,
        rules=FakeRules(),  # type: ignore[arg-type]
        catalogue=catalogue,
        receivers=(Receiver(id="rina"),),
        clock=clock,
        worker="w1",
    )
    watch.press = press
    watch.channel_of_rina = FakeChannel()
    return watch


def backfilled(store: Store, clock: Clock, *feed_ids: str) -> None:
    """Marks these feeds as taken in before, so that what comes next is news."""
    from flows.sources import FeedPoll, FeedState

    for feed_id in feed_ids:
        state = FeedState(feed_id, last_poll=clock.now - MINUTE, last_success=clock.now - MINUTE, backfilled=True)
        store.record_poll(FeedPoll(feed_id, clock.now - MINUTE, 200, replace(state)), ())
