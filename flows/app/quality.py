"""The quality watch: how each publisher's pages are read now, beside how they used to be read.

A publisher that changes its pages does not answer with an error: its articles come out of the fallback, short, without
a date. Every such trait is a yes or no per article, so one question serves all of them: could so few be right by
chance, if nothing had changed?
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import comb
from statistics import median
from typing import TYPE_CHECKING

from flows.alerts.event import Message
from flows.app.operators import TAG
from flows.app.terminal import inert
from flows.store.base import ArticleFacts
from rules import Severity

if TYPE_CHECKING:
    from flows.app.wiring import Watch

HISTORY = timedelta(days=14)
RECENT = timedelta(hours=1)  # what is looked at, or further back until there are enough articles
RECENT_AT_MOST = timedelta(hours=6)
ENOUGH = 5  # articles
ENOUGH_HISTORY = 10
BY_CHANCE = 3e-5  # of one trait of one publisher at one look: a false alarm a month among sixty publishers
SHORT = 0.5  # of the usual length
TOLD_AGAIN = "%Y%m%d"  # the same fault of the same publisher is told once a day
USEFUL = timedelta(hours=12)  # a notice that could not be sent by then is told anew the next day
KIND = "quality"


@dataclass(frozen=True, slots=True)
class Shares:
    """How some articles of one publisher were read; shares from 0 to 1, length as the median in characters."""

    articles: int
    by_class: float
    from_feed: float
    partial: float
    dated: float
    characters: int
    extractors: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class QualityFault:
    """A trait that went away: `layout`, `pages`, `whole`, `length` or `date`. Counts are of the recent articles."""

    publisher: str
    kind: str
    good: int
    articles: int
    usual: float  # share that was good before
    since: datetime  # the first of the recent articles

    @property
    def words(self) -> str:
        """What it is, for the operator's screen."""
        return (
            f"{self.publisher}: {_ENGLISH[self.kind]} in {self.good} of the last {self.articles} articles, "
            f"usually in {self.usual:.0%}"
        )

    @property
    def told(self) -> str:
        """The same for the operators' telephones."""
        return (
            f"{self.publisher}: {_INDONESIAN[self.kind]} pada {self.good} dari {self.articles} artikel terakhir, "
            f"biasanya {self.usual:.0%}"
        )


@dataclass(frozen=True, slots=True)
class PublisherQuality:
    """One publisher: how it is read now, how it was read before, what went away. None: too few articles."""

    publisher: str
    now: Shares | None
    before: Shares | None
    faults: tuple[QualityFault, ...] = ()


_ENGLISH = {
    "layout": "read by the publisher's own extractor",
    "pages": "read from the page and not from the feed's text",
    "whole": "whole text",
    "length": "text of the usual length",
    "date": "date found",
}
_INDONESIAN = {
    "layout": "terbaca oleh ekstraktor penerbit (tata letak berubah?)",
    "pages": "terbaca dari halaman, bukan dari teks feed (diblokir?)",
    "whole": "teks utuh (paywall?)",
    "length": "panjang teks wajar (tata letak berubah?)",
    "date": "tanggal ditemukan",
}


def judge_quality(facts: Iterable[ArticleFacts], now: datetime) -> tuple[PublisherQuality, ...]:
    """Every publisher of these articles, those with faults first; `facts` reach back over the history."""
    by_publisher: dict[str, list[ArticleFacts]] = {}
    for one in facts:
        by_publisher.setdefault(one.outlet, []).append(one)
    judged = [_judge(publisher, rows, now) for publisher, rows in sorted(by_publisher.items())]
    return tuple(sorted(judged, key=lambda q: not q.faults))


def _judge(publisher: str, facts: Sequence[ArticleFacts], now: datetime) -> PublisherQuality:
    recent = _recent(facts, now)
    before = [f for f in facts if not recent or f.fetched_at < recent[0].fetched_at]
    enough = len(recent) >= ENOUGH and len(before) >= ENOUGH_HISTORY
    faults = tuple(_faults(publisher, before, recent)) if enough else ()
    return PublisherQuality(publisher, _shares(recent), _shares(before), faults)


def _recent(facts: Sequence[ArticleFacts], now: datetime) -> list[ArticleFacts]:
    """The last hour's articles; where they are few the last five, none older than six hours. Oldest first."""
    ordered = sorted((f for f in facts if f.fetched_at > now - RECENT_AT_MOST), key=lambda f: f.fetched_at)
    fresh = [f for f in ordered if f.fetched_at > now - RECENT]
    return fresh if len(fresh) >= ENOUGH else ordered[-ENOUGH:]


def _faults(publisher: str, before: Sequence[ArticleFacts], recent: Sequence[ArticleFacts]) -> Iterable[QualityFault]:
    """The first trait that went away, for the others follow from it: a new layout costs length and date as well."""
    usual_length = median(f.characters for f in before)
    traits: dict[str, Callable[[ArticleFacts], bool]] = {
        "pages": lambda f: f.method != "feed",
        "layout": lambda f: f.method == "publisher",
        "whole": lambda f: not f.partial,
        "length": lambda f: f.characters >= SHORT * usual_length,
        "date": lambda f: f.dated,
    }
    for kind, is_good in traits.items():
        was, good = sum(map(is_good, before)), sum(map(is_good, recent))
        if is_lost(was, len(before), good, len(recent)):
            yield QualityFault(publisher, kind, good, len(recent), was / len(before), recent[0].fetched_at)
            return


def is_lost(was: int, of_before: int, good: int, of_recent: int) -> bool:
    """True when the trait became at most half as frequent, and chance alone would hardly bring so few."""
    usual = (was + 1) / (of_before + 2)  # a short history without a fault promises less than a long one
    if good / of_recent > usual / 2:
        return False
    so_few = sum(comb(of_recent, k) * usual**k * (1 - usual) ** (of_recent - k) for k in range(good + 1))
    return so_few < BY_CHANCE


def _shares(facts: Sequence[ArticleFacts]) -> Shares | None:
    if not facts:
        return None
    count = len(facts)
    extractors: dict[str, int] = {}
    for one in facts:
        extractors[one.extractor] = extractors.get(one.extractor, 0) + 1
    return Shares(
        articles=count,
        by_class=sum(f.method == "publisher" for f in facts) / count,
        from_feed=sum(f.method == "feed" for f in facts) / count,
        partial=sum(f.partial for f in facts) / count,
        dated=sum(f.dated for f in facts) / count,
        characters=round(median(f.characters for f in facts)),
        extractors=dict(sorted(extractors.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def quality_of(watch: Watch, now: datetime) -> tuple[PublisherQuality, ...]:
    """How the watch's publishers are read, those with faults first."""
    return judge_quality(watch.store.article_facts(now - HISTORY, now), now)


def faults_of(watch: Watch, now: datetime) -> tuple[QualityFault, ...]:
    """What went away, one fault a publisher."""
    return tuple(fault for one in quality_of(watch, now) for fault in one.faults)


def post_quality(watch: Watch, now: datetime) -> tuple[QualityFault, ...]:
    """Posts a notice to the operators for each fault, once a day; the faults."""
    faults = faults_of(watch, now)
    operators = [r for r in watch.receivers if r.enabled and TAG in r.tags]
    for fault in faults:
        message = Message("pantau: sumber berubah", inert(fault.told), urgent=False)
        key = f"{fault.publisher}/{fault.kind}/{now:{TOLD_AGAIN}}"
        for receiver in operators:
            watch.store.post_notice(KIND, key, receiver.id, message, now, now + USEFUL, severity=Severity.LOW)
    return faults
