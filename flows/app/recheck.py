"""Articles that were told of, looked at again after 1, 6 and 24 hours: edits correct, vanished pages withdraw."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from extractors import Article
from flows.alerts.copies import overlap, shingles_of
from flows.alerts.correction import correct, withdraw
from flows.alerts.event import Alert, Event, Sighting
from flows.app.judge import LONGEST_WINDOW, id_maker, keep
from flows.app.pages import GONE_STATUS, PageFault, fetch_page, job_for, read_whole
from flows.app.polling import Fetching
from flows.app.reader import Reader, ReadingError
from flows.app.reading import PageRead, text_hash
from flows.sources.feed import DateConfidence, Entry
from flows.sources.identity import link_key
from flows.store.base import ArticleUnit, StoredArticle, StoredEntry
from rules import MentionType

if TYPE_CHECKING:
    from flows.app.wiring import Watch

log = logging.getLogger("pantau.recheck")

STEPS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
GIVEN_UP = timedelta(hours=48)  # a step missed for so long is not made up for
BEGINNINGS = 2  # of one step, when a kill or a stumbling server kept it from its end
MOST = 50
EDITED = 0.1  # overlap with the old text below which it is no edit of it


@dataclass(frozen=True, slots=True)
class _Due:
    """An article to look at again."""

    stored: StoredArticle
    alert: Alert  # the last one that it raised
    step: timedelta

    @property
    def mark(self) -> str:
        """Set when this step is done."""
        return f"recheck/{self.stored.id}/{self.step.total_seconds():.0f}"


async def recheck_due(watch: Watch, fetcher: Fetching, reader: Reader, now: datetime) -> tuple[Alert, ...]:
    """Looks again at what is due; the corrections and withdrawals that were raised."""
    if not watch.settings.recheck:
        return ()
    due = await asyncio.to_thread(_due, watch, now)
    pages = await asyncio.gather(*(_look(fetcher, reader, one) for one in due))
    alerts: list[Alert] = []
    for one, page in zip(due, pages, strict=True):
        alerts += await asyncio.to_thread(_settle, watch, one, page, now)
    return tuple(alerts)


def _due(watch: Watch, now: datetime) -> list[_Due]:
    """Each article once, at the last of its steps that has come and was not taken yet."""
    found: dict[str, _Due] = {}
    for alert in watch.store.alerts(now - GIVEN_UP, 1000):
        article_id, age = alert.decision.sighting.article_id, now - alert.created_at
        step = max((s for s in STEPS if s <= age), default=None)
        if alert.test or step is None or article_id in found or len(found) >= MOST:
            continue
        stored = watch.store.article(article_id)
        one = _Due(stored, alert, step) if stored and stored.article.url else None
        if one and not watch.store.is_marked(one.mark) and _may_begin(watch, one, now):
            found[article_id] = one
    return list(found.values())


def _may_begin(watch: Watch, due: _Due, now: datetime) -> bool:
    """A step that was cut off is begun once more; a page that kills its reader is not begun for ever."""
    return any(watch.store.mark_once(f"{due.mark}/begun-{number}", now) for number in range(1, BEGINNINGS + 1))


async def _look(fetcher: Fetching, reader: Reader, due: _Due) -> PageRead | PageFault:
    article = due.stored.article
    page = await fetch_page(fetcher, article.url)
    if isinstance(page, PageFault):
        return page
    if _is_front_page(page.url) and not _is_front_page(article.url):
        return PageFault("the address leads to the front page now", lasting=True, status=404)
    entry = Entry(due.stored.id, article.url, article.title, "", article.published, DateConfidence.STATED)
    waiting = StoredEntry(due.stored.feed_id, due.stored.outlet, entry, due.stored.fetched_at)
    try:
        return await read_whole(fetcher, reader, job_for(waiting, article.url, (page,)))
    except ReadingError as error:
        log.warning("article %s: %s", article.url, error)
        return PageFault(str(error), lasting=False)


def _is_front_page(url: str) -> bool:
    return urlsplit(url).path in ("", "/")


def _settle(watch: Watch, due: _Due, page: PageRead | PageFault, now: datetime) -> list[Alert]:
    if isinstance(page, PageFault):
        if page.status not in GONE_STATUS:
            return []
        return _vanished(watch, due, None, now)
    unchanged = text_hash(page.article) == due.stored.text_hash
    lost = page.article.partial and not due.stored.article.partial
    if unchanged or lost or page.reading is None or not _is_same(page, due.stored):
        return _done(watch, due, now)
    if not page.reading.mentions and _is_another_text(page.article, due.stored.article):
        return _vanished(watch, due, page, now)
    return _commit(watch, due, page, now)


def _is_same(page: PageRead, stored: StoredArticle) -> bool:
    """A headline that is edited often takes the address's slug along; the number in it stays."""
    return page.article_id == stored.id or link_key(page.article.url) == link_key(stored.article.url) is not None


def _vanished(watch: Watch, due: _Due, page: PageRead | None, now: datetime) -> list[Alert]:
    """Believed when seen twice: one 404, or a notice in the article's place, may be a stumble of the server."""
    before = any(watch.store.is_marked(_gone(due, step)) for step in STEPS if step < due.step)
    watch.store.mark_once(_gone(due, due.step), now)
    return _commit(watch, due, page, now) if before else _done(watch, due, now)


def _is_another_text(now: Article, then: Article) -> bool:
    return overlap(shingles_of(now.text), shingles_of(then.text)) < EDITED


def _gone(due: _Due, step: timedelta) -> str:
    return f"gone/{due.stored.id}/{step.total_seconds():.0f}"


def _done(watch: Watch, due: _Due, now: datetime) -> list[Alert]:
    """The step has come to its end and brought nothing."""
    watch.store.mark_once(due.mark, now)
    return []


def _commit(watch: Watch, due: _Due, page: PageRead | None, now: datetime) -> list[Alert]:
    """The new reading with what follows from it, in one transaction."""
    old, _ = watch.store.mentions_for_article(due.stored.id)
    sighting = replace(due.alert.decision.sighting, seen_at=now)
    with watch.store.article_unit() as unit:
        if not unit.mark_once(due.mark, now):
            return []  # somebody else came to the end of this step meanwhile
        events = _events(watch, unit, due, sighting)
        if page is None or page.reading is None:
            decisions = withdraw(old, sighting, events, lineage=watch.rules.lineage)
        else:
            decisions = correct(
                old,
                page.reading.mentions,
                sighting,
                events,
                now=now,
                new_id=id_maker(unit),
                silences=unit.silences(now),
                lineage=watch.rules.lineage,
            )
            fresh = replace(
                due.stored, article=page.article, fetched_at=now, text_hash=text_hash(page.article), shingles=()
            )
            unit.save_article(fresh, due.stored.feed_id, "")
            unit.save_mentions(due.stored.id, page.reading.mentions, page.reading.near_misses)
        return list(keep(unit, decisions, watch.bench, now))


def _events(watch: Watch, unit: ArticleUnit, due: _Due, sighting: Sighting) -> tuple[Event, ...]:
    """Open events that the article may speak of, those that it had led to first."""
    led_to = {r.decision.event.id for r in watch.store.decisions_for_article(due.stored.id) if r.decision.event}
    known = unit.open_events(MentionType, sighting.at - LONGEST_WINDOW)
    return tuple(sorted(known, key=lambda event: event.id not in led_to))
