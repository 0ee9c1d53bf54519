"""Stored articles through today's rules: what they say now is kept, and what is new in it is decided about."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from flows.alerts import decide_article
from flows.alerts.event import Alert, Sighting
from flows.alerts.sides import sought_by
from flows.app.backtest import PAGE, case_of
from flows.app.judge import COPIES_WITHIN, LONGEST_WINDOW, STORM_WINDOW, id_maker, keep, sighting_of
from flows.app.tellings import mention_key
from flows.store.base import ArticleUnit, Store, StoredArticle
from rules import MentionType, Reading

if TYPE_CHECKING:
    from flows.app.wiring import Watch

log = logging.getLogger("pantau.rematch")

REASON = "rematch"  # why a development found silently was not told; no list message or digest goes out for it


@dataclass(slots=True)
class RematchReport:
    """What today's rules made of the articles."""

    articles: int = 0
    changed: int = 0  # articles of which the rules now say something else
    gained: int = 0  # mentions that were not there before
    lost: int = 0  # mentions that are no longer there; what was told of them stays told
    alerts: list[Alert] = field(default_factory=list)
    held: int = 0  # new developments that were kept without a word
    faults: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """`412 articles, 3 read differently, 2 mentions more, 0 fewer, 1 alert`."""
        alerts = f"{len(self.alerts)} alert{'' if len(self.alerts) == 1 else 's'}"
        held = f", {self.held} kept silently" if self.held else ""
        failed = f", {len(self.faults)} failed" if self.faults else ""
        return (
            f"{self.articles} articles, {self.changed} read differently, {self.gained} mentions more, "
            f"{self.lost} fewer, {alerts}{held}{failed}"
        )


def rematch(
    watch: Watch, articles: Sequence[StoredArticle], now: datetime, report: RematchReport, *, silently: bool
) -> None:
    """Adds to the report what became of these articles. Running it again changes nothing.

    `silently` decides as after a long outage: what is new builds state and stands in its event's timeline with the
    reason `rematch`, and only critical news of the last day is told.
    """
    for stored in articles:
        report.articles += 1
        try:
            reading = watch.rules.match(case_of(watch, stored).document)
        except Exception as error:  # one article that trips the engine must not cost the others
            log.warning("article %s: the engine failed", stored.article.url, exc_info=True)
            report.faults.append(f"{stored.article.url}: the engine failed: {type(error).__name__}")
            continue
        _settle(watch, stored, reading, now, report, silently)


def _settle(
    watch: Watch, stored: StoredArticle, reading: Reading, now: datetime, report: RematchReport, silently: bool
) -> None:
    before, near = watch.store.mentions_for_article(stored.id)
    if (before, near) == (reading.mentions, reading.near_misses):
        return
    known, said = {mention_key(m) for m in before}, {mention_key(m) for m in reading.mentions}
    fresh = tuple(m for m in reading.mentions if mention_key(m) not in known)
    report.gained += len(fresh)
    report.lost += len(known - said)
    report.changed += known != said
    with watch.store.article_unit() as unit:
        unit.save_mentions(stored.id, reading.mentions, reading.near_misses)
        if not fresh:
            return
        sighting, since = _sighting(watch, unit, stored, reading, now), stored.fetched_at - LONGEST_WINDOW
        decisions = decide_article(
            fresh,
            sighting,
            unit.open_events(MentionType, since, sought_by(fresh, sighting.at, since)),
            now=now,
            new_id=id_maker(unit),
            silences=unit.silences(now),
            alerts_in_hour=lambda rule: unit.alerts_since(rule, now - STORM_WINDOW),
            backfill=silently,
            lineage=watch.rules.lineage,
        )
        kept = [replace(d, reason=REASON) if d.reason == "backfill" else d for d in decisions]
        report.alerts += keep(unit, kept, watch.bench, now)
    report.held += sum(d.reason == REASON for d in kept)


def _sighting(watch: Watch, unit: ArticleUnit, stored: StoredArticle, reading: Reading, now: datetime) -> Sighting:
    """Where it was read; seen now, so that timeline and digest show when today's rules saw it."""
    copies = unit.copies(stored.shingles, stored.fetched_at - COPIES_WITHIN) if stored.copy_of else ()
    copy = next((match for match in copies if match.article_id == stored.copy_of), None)
    return replace(sighting_of(case_of(watch, stored).piece(reading), copy), seen_at=now)


def next_share(
    store: Store, since: datetime, until: datetime, left: int, after: StoredArticle | None
) -> tuple[StoredArticle, ...]:
    """The next articles to look at, `left` at most; empty at the end."""
    return store.articles_between(since, until, min(PAGE, left), after) if left > 0 else ()
