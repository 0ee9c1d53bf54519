"""Small true-to-life values for the store's tests. Each takes what a test cares about and supplies the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from extractors import Article, Segment, SegmentKind
from flows.alerts.event import Alert, Change, Decision, Event, Sighting, StageStep, State
from flows.sources.feed import DateConfidence, Entry, FeedFault, FeedPoll, FeedState
from flows.store.base import ArticleUnit, CycleReport, StoredArticle, StoredEntry
from rules import Certainty, CertaintyDetail, Evidence, Mention, MentionType, NearMiss, Quantity, Severity, Stage

NOON = datetime(2026, 3, 9, 5, 0, tzinfo=UTC)  # 12.00 WIB
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def an_entry(number: int = 1, **changes: object) -> Entry:
    entry = Entry(
        entry_id=f"entry-{number}",
        url=f"https://kabar.example/berita/{number}",
        title=f"Kapal perang ke-{number} tiba di pelabuhan",
        summary="Ringkasan singkat.",
        published=NOON - DAY + number * MINUTE,
        date_confidence=DateConfidence.STATED,
        guid=f"kabar-{number}",
        authors=("Sari",),
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def a_waiting(number: int = 1, feed: str = "kabar-dunia", publisher: str = "kabar", **changes: object) -> StoredEntry:
    waiting = StoredEntry(feed_id=feed, publisher=publisher, entry=an_entry(number), first_seen=NOON)
    return replace(waiting, **changes)  # type: ignore[arg-type]


def a_poll(
    feed: str = "kabar-dunia", at: datetime = NOON, fault: FeedFault | None = None, **changes: object
) -> FeedPoll:
    state = FeedState(feed_id=feed, etag='"v1"', last_poll=at, next_poll=at + 5 * MINUTE, fault=fault)
    return replace(FeedPoll(feed_id=feed, at=at, status=200, state=state), **changes)  # type: ignore[arg-type]


def an_article(number: int = 1, outlet: str = "kabar", **changes: object) -> StoredArticle:
    page = Article(
        url=f"https://{outlet}.example/berita/{number}",
        publisher=outlet,
        title=f"Korea Utara kirim roket ke Rusia, laporan {number}",
        authors=("Sari", "Budi"),
        published=NOON - HOUR,
        segments=(
            Segment(SegmentKind.HEADLINE, "Korea Utara kirim roket ke Rusia"),
            Segment(SegmentKind.LEAD, "Pyongyang mengapalkan roket, kata Seoul."),
            Segment(SegmentKind.RELATED, "Baca juga: yang lain"),
        ),
        extractor=f"{outlet}/1",
        method="publisher",
    )
    article = StoredArticle(
        id=f"article-{number}",
        feed_id=f"{outlet}-dunia",
        outlet=outlet,
        article=page,
        fetched_at=NOON,
        text_hash="f00d",
    )
    return replace(article, **changes)  # type: ignore[arg-type]


def a_mention(**changes: object) -> Mention:
    mention = Mention(
        rule="weapons-transfer",
        revision=1,
        type=MentionType.WEAPONS_TRANSFER,
        stage=Stage.DELIVERED,
        certainty=Certainty.ALLEGED,
        detail=CertaintyDetail.OFFICIAL_CLAIM,
        severity=Severity.HIGH,
        suppliers=("KP",),
        recipients=("RU",),
        weapons=("rocket",),
        quantity=Quantity("ribuan"),
        when=NOON.date(),
        event_key=("supplier", "recipient", "weapon"),
        evidence=(Evidence("title", 0, 11, "Korea Utara"),),
    )
    return replace(mention, **changes)  # type: ignore[arg-type]


def a_near_miss() -> NearMiss:
    return NearMiss("weapons-transfer", "demand", Evidence("text", 3, 9, "minta"))


def a_sighting(number: int = 1, outlet: str = "kabar") -> Sighting:
    return Sighting(
        article_id=f"article-{number}",
        outlet=outlet,
        outlet_name=outlet.title(),
        url=f"https://{outlet}.example/berita/{number}",
        title=f"Korea Utara kirim roket ke Rusia, laporan {number}",
        at=NOON - HOUR,
        seen_at=NOON,
        origin=outlet,
    )


def an_event(event_id: str = "K7Q2", **changes: object) -> Event:
    event = Event(
        id=event_id,
        rule="weapons-transfer",
        type=MentionType.WEAPONS_TRANSFER,
        stage=Stage.DELIVERED,
        certainty=Certainty.ALLEGED,
        detail=CertaintyDetail.OFFICIAL_CLAIM,
        severity=Severity.HIGH,
        opened_at=NOON - HOUR,
        updated_at=NOON - HOUR,
        last_seen_at=NOON - HOUR,
        suppliers=("KP",),
        recipients=("RU",),
        weapons=("rocket",),
        outlets=("kabar",),
        origins=("kabar",),
        steps=(StageStep(Stage.DELIVERED, Certainty.ALLEGED, NOON - HOUR, "article-1"),),
    )
    return replace(event, **changes)  # type: ignore[arg-type]


def a_decision(number: int = 1, event: Event | None = None, **changes: object) -> Decision:
    decision = Decision(
        state=State.NEW,
        reason="new",
        alert=True,
        mention=a_mention(),
        sighting=a_sighting(number),
        event=event or an_event(),
        changed=(Change("stage", "agreed", "delivered"),),
    )
    return replace(decision, **changes)  # type: ignore[arg-type]


def an_alert(decision: Decision | None = None, number: int = 1, **changes: object) -> Alert:
    decision = decision or a_decision()
    assert decision.event is not None
    alert = Alert(
        id=f"{decision.event.id}-{number}",
        event=decision.event,
        number=number,
        state=decision.state,
        severity=decision.event.severity,
        created_at=NOON,
        decision=decision,
        route=("senjata",),
    )
    return replace(alert, **changes)  # type: ignore[arg-type]


def a_cycle(at: datetime = NOON) -> CycleReport:
    return CycleReport(
        started_at=at,
        finished_at=at + MINUTE,
        feeds=40,
        feeds_ok=38,
        feeds_unchanged=30,
        feeds_faulty=2,
        entries_new=12,
        articles_read=12,
        articles_partial=1,
        articles_failed=0,
        mentions=3,
        alerts=1,
        notes=("dua sumber buta",),
    )


def tell(unit: ArticleUnit, number: int, receivers: dict[str, datetime], **event_changes: object) -> Alert:
    """Saves an article that opens an event of its own and alerts these receivers."""
    event = an_event(f"E{number:03d}", **event_changes)
    decision = a_decision(number, event)
    alert = an_alert(decision)
    unit.save_article(an_article(number), "kabar-dunia", f"entry-{number}")
    unit.save_mentions(f"article-{number}", (decision.mention,), (a_near_miss(),))
    unit.save_decision(decision)
    unit.save_alert(alert, receivers)
    return alert
