"""One article, judged: copies, mentions, decisions, alerts and pending deliveries, kept in one transaction or not.

Live reading and replay both come through here, so a backtest decides exactly as the watch does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from extractors import Article, publisher_name
from flows.alerts import alert_of, corroboration_of, decide_article, event_code
from flows.alerts.copies import group_origin, shingles_of
from flows.alerts.decide import STORM_CAP
from flows.alerts.event import Alert, Decision, Sighting, State
from flows.alerts.likeness import tell_alike
from flows.alerts.sides import sought_by
from flows.alerts.threads import remembered
from flows.app.reading import text_hash
from flows.store.base import ArticleUnit, CopyMatch, StoredArticle
from rules import MentionType, Reading

COPY_OVERLAP = 0.5  # share of the smaller text's shingles; a copy with one word in ten changed still shares 0.66
COPIES_WITHIN = timedelta(days=14)
STORM_WINDOW = timedelta(hours=1)
LONGEST_WINDOW = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Piece:
    """An article that has been read, and where it came from. Times are UTC."""

    article_id: str
    article: Article
    reading: Reading
    feed_id: str
    entry_id: str
    outlet: str  # publisher slug, or host
    weight: int
    at: datetime | None  # the article's own time
    seen_at: datetime
    backfill: bool = False
    house: str | None = None  # owner of the newsroom


@dataclass(frozen=True, slots=True)
class Bench:
    """Who is told and how judging is set up: what does not change from article to article."""

    route: Callable[[Alert, datetime], Mapping[str, datetime]]  # receiver -> when it may be sent
    lineage: Callable[[str], Sequence[str]]
    storm_cap: int = STORM_CAP  # alerts of one rule in an hour, before they are told as a list


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of the piece; `known` when it had been judged before and nothing was done."""

    known: bool = False
    decisions: tuple[Decision, ...] = ()
    alerts: tuple[Alert, ...] = ()


def judge(unit: ArticleUnit, piece: Piece, bench: Bench, now: datetime) -> Judged:
    """Decides about every mention of the piece and keeps all of it in the unit."""
    if unit.has_article(piece.article_id):
        unit.mark_read(piece.feed_id, piece.entry_id, piece.article_id)
        return Judged(known=True)
    shingles = shingles_of(piece.article.text or piece.article.title)
    copy = _copied(unit, piece, shingles, bench)
    unit.save_article(_stored(piece, shingles, copy), piece.feed_id, piece.entry_id)
    unit.save_mentions(piece.article_id, piece.reading.mentions, piece.reading.near_misses)
    decisions = _decide(unit, piece, sighting_of(piece, copy), bench, now)
    return Judged(decisions=decisions, alerts=keep(unit, decisions, bench, now))


def keep(unit: ArticleUnit, decisions: Sequence[Decision], bench: Bench, now: datetime) -> tuple[Alert, ...]:
    """Keeps the decisions in the unit, with an alert and pending deliveries for those that alert."""
    alerts: list[Alert] = []
    for decision in decisions:
        unit.save_decision(decision)
        if decision.alert and decision.event is not None:
            alert = alert_of(decision, now, unit.last_alert(decision.event.id))
            unit.save_alert(alert, bench.route(alert, now))
            alerts.append(alert)
        elif decision.state is State.CORROBORATED and decision.event is not None and decision.event.alerts:
            _tell_who_asked(unit, decision, bench, now)
    return tuple(alerts)


def _tell_who_asked(unit: ArticleUnit, decision: Decision, bench: Bench, now: datetime) -> None:
    """A second independent origin is told to receivers who asked for corroborations, and to nobody else."""
    assert decision.event is not None
    alert = corroboration_of(decision, now, unit.last_alert(decision.event.id))
    if receivers := bench.route(alert, now):
        unit.save_alert(alert, receivers)


def id_maker(unit: ArticleUnit) -> Callable[[str], str]:
    """Makes event codes that neither the store nor this article has given away."""
    given: set[str] = set()

    def new_id(seed: str) -> str:
        code = event_code(seed, lambda code: code in given or unit.is_event_id_taken(code))
        given.add(code)
        return code

    return new_id


def _decide(unit: ArticleUnit, piece: Piece, sighting: Sighting, bench: Bench, now: datetime) -> tuple[Decision, ...]:
    mentions = piece.reading.mentions
    if not mentions:
        return ()
    since = sighting.at - min(LONGEST_WINDOW, remembered(mentions))
    return decide_article(
        mentions,
        sighting,
        unit.open_events(MentionType, since, sought_by(mentions, sighting.at, since)),
        now=now,
        new_id=id_maker(unit),
        silences=unit.silences(now),
        alerts_in_hour=lambda rule: unit.alerts_since(rule, now - STORM_WINDOW),
        backfill=piece.backfill,
        lineage=bench.lineage,
        storm_cap=bench.storm_cap,
    )


def _copied(unit: ArticleUnit, piece: Piece, shingles: Sequence[int], bench: Bench) -> CopyMatch | None:
    """The earlier article whose text this one repeats, None when it is its own.

    Where it tells of a development the earlier one must tell of it too: short articles of one newsroom may share most
    of their words (background paragraphs, appeals to subscribe) and nothing of their news.
    """
    told = piece.reading.mentions
    near = (m for m in unit.copies(shingles, piece.seen_at - COPIES_WITHIN) if m.overlap >= COPY_OVERLAP)
    return next((m for m in near if not told or tell_alike(told, unit.mentions_of(m.article_id), bench.lineage)), None)


def sighting_of(piece: Piece, copy: CopyMatch | None) -> Sighting:
    """Where, when and from which independent source the piece was read."""
    article = piece.article
    return Sighting(
        article_id=piece.article_id,
        outlet=piece.outlet,
        outlet_name=publisher_name(piece.outlet),
        url=article.url,
        title=article.title,
        at=piece.at or piece.seen_at,
        seen_at=piece.seen_at,
        origin=origin_of(piece, copy),
        weight=piece.weight,
        copy_of=copy.article_id if copy else None,
        dated=piece.at is not None,
    )


def origin_of(piece: Piece, copy: CopyMatch | None) -> str:
    """Whom the piece repeats: the wire it credits, the outlet its text names, the first of its copies, else its house.

    Newsrooms of one house are no independent witnesses.
    """
    named = (m.origin for m in piece.reading.mentions if m.origin)
    credited = piece.article.origin or next(named, None)
    return group_origin(piece.house or piece.outlet, credited, copy.origin if copy else None)


def outlet_of(publisher: str | None, url: str) -> str:
    """The publisher's slug, or the host of the URL without `www.`."""
    return publisher or (urlsplit(url).hostname or "unknown").removeprefix("www.")


def _stored(piece: Piece, shingles: Sequence[int], copy: CopyMatch | None) -> StoredArticle:
    return StoredArticle(
        id=piece.article_id,
        feed_id=piece.feed_id,
        outlet=piece.outlet,
        article=piece.article,
        fetched_at=piece.seen_at,
        text_hash=text_hash(piece.article),
        copy_of=copy.article_id if copy else None,
        shingles=tuple(shingles),
    )
