"""feed -> fetch -> parse -> entries -> article -> mentions -> decision -> alert -> deliveries.

Stages take and return plain values, so that a flow can call them in batches and `cycle` in a row. Whatever is
interrupted is simply done again: entries wait in the store until their article is committed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flows.app.judge import Judged, Piece, judge, outlet_of
from flows.app.pages import PageFault, fetch_page, fetch_rest, job_for, next_try
from flows.app.polling import Fetching, due_feeds, in_batches, poll_batch
from flows.app.reader import Reader, ReadingError
from flows.app.reading import Page, PageRead
from flows.app.report import BatchReport, cycle_report, merged
from flows.sources import FeedPoll
from flows.store.base import CycleReport, StoredEntry

if TYPE_CHECKING:
    from flows.app.wiring import Watch

log = logging.getLogger("pantau.ingest")

LEASE = "cycle"
ARTICLE_BATCH = 25


@dataclass(frozen=True, slots=True)
class _Read:
    """An entry that has been read, or the reason why not and when to try again."""

    stored: StoredEntry
    page: PageRead | None = None
    reason: str = ""
    next_try: datetime | None = None


async def cycle(
    watch: Watch, *, only: Sequence[str] = (), progress: Callable[[str], None] = log.debug
) -> CycleReport | None:
    """Polls what is due and reads what is new; None when another poller is at it.

    `only` names feeds to poll whether they are due or not. `progress` hears a line per stage.
    """
    if not take_cycle(watch):
        return None
    try:
        return await _cycle(watch, only, progress)
    finally:
        watch.store.release_lease(LEASE, watch.worker)


async def _cycle(watch: Watch, only: Sequence[str], progress: Callable[[str], None]) -> CycleReport:
    started = watch.clock()
    feeds = due_feeds(watch, started, only)
    polls: list[FeedPoll] = []
    batches: list[BatchReport] = []
    async with watch.open_fetcher() as fetcher, watch.open_reader() as reader:
        progress(f"{len(feeds)} feeds are due")
        for some_feeds in in_batches(feeds):
            polls += await poll_batch(watch, fetcher, some_feeds, watch.clock())
        progress(f"{sum(p.new for p in polls)} new entries")
        for entries in waiting_batches(watch, watch.clock()):
            if not keep_cycle(watch, started):
                progress("out of time: the rest is read in the next cycle")
                break
            batches.append(await read_batch(watch, fetcher, entries, watch.clock(), reader))
            progress(f"{merged(batches).articles_read} articles read")
    report = cycle_report(started, watch.clock(), polls, merged(batches))
    watch.store.record_cycle(report)
    return report


def take_cycle(watch: Watch) -> bool:
    """True when this worker may run a cycle now; nobody else may until the lease ends or is given back."""
    ttl = timedelta(seconds=watch.settings.cycle_seconds) + timedelta(minutes=2)
    return watch.store.take_lease(LEASE, watch.worker, watch.clock(), ttl)


def keep_cycle(watch: Watch, started: datetime) -> bool:
    """True while the cycle has time left and the lease is still ours."""
    in_time = watch.clock() - started < timedelta(seconds=watch.settings.cycle_seconds)
    return in_time and take_cycle(watch)


def waiting_batches(watch: Watch, now: datetime) -> tuple[tuple[StoredEntry, ...], ...]:
    """Entries to be read now, oldest first, in batches."""
    waiting = watch.store.waiting_entries(now, watch.settings.articles_per_cycle)
    return tuple(waiting[i : i + ARTICLE_BATCH] for i in range(0, len(waiting), ARTICLE_BATCH))


async def read_batch(
    watch: Watch, fetcher: Fetching, entries: Sequence[StoredEntry], now: datetime, reader: Reader | None = None
) -> BatchReport:
    """Reads these entries' pages side by side, then judges them one by one in the order of their own time."""
    if reader is None:
        async with watch.open_reader() as own:
            return await read_batch(watch, fetcher, entries, now, own)
    read = await asyncio.gather(*(_read_entry(watch, fetcher, reader, stored, now) for stored in entries))
    report = BatchReport()
    for one in sorted(read, key=_in_time):
        report = await asyncio.to_thread(_settle, watch, one, now, report)
    return report


def _in_time(read: _Read) -> tuple[datetime, str]:
    at = (read.page.at if read.page else None) or read.stored.entry.published or read.stored.first_seen
    return at.astimezone(UTC), read.stored.entry.entry_id


async def _read_entry(watch: Watch, fetcher: Fetching, reader: Reader, stored: StoredEntry, now: datetime) -> _Read:
    """The entry's article from its page, else when to try again, else from the feed's own text."""
    feed_url = watch.feed_url(stored.feed_id)
    fault = PageFault("the entry has no link", lasting=True)
    if stored.entry.url:
        page = await fetch_page(fetcher, stored.entry.url)
        if not isinstance(page, PageFault):
            try:
                return _Read(stored, await _read_pages(fetcher, reader, stored, feed_url, page))
            except ReadingError as error:
                log.warning("article %s: %s", stored.entry.url, error, exc_info=error.__cause__)
                fault = PageFault(str(error), lasting=False)
        else:
            fault = page
    again = next_try(stored, fault, now, watch.settings.page_tries)
    if again is not None:
        return _Read(stored, reason=fault.words, next_try=again)
    try:
        why = f"page not read: {fault.words}; read from the feed's own text"
        return _Read(stored, await reader.read_feed_text(job_for(stored, feed_url), why))
    except ReadingError as error:
        log.warning("entry %s: %s", stored.entry.entry_id, error, exc_info=error.__cause__)
        return _Read(stored, reason=f"{fault.words}; the feed's text: {error}")


async def _read_pages(fetcher: Fetching, reader: Reader, stored: StoredEntry, feed_url: str, page: Page) -> PageRead:
    """The article of the page and those that follow it; a missing one makes it partial."""
    job = job_for(stored, feed_url, (page,))
    read = await reader.read(job)
    if read.reading is not None:
        return read
    rest, missing = await fetch_rest(fetcher, read.article.next_pages)
    read = await reader.read(replace(job, pages=(page, *rest), first_only=not rest))
    if missing is None:
        return read
    article = replace(read.article, partial=True, problems=(*read.article.problems, missing))
    return replace(read, article=article)


def _settle(watch: Watch, read: _Read, now: datetime, report: BatchReport) -> BatchReport:
    """Commits what was read, or records when to try again; the report with it counted."""
    if read.page is None:
        entry = read.stored.entry
        watch.store.defer_entry(entry.entry_id, read.reason, read.next_try, read.stored.feed_id)
        return report.deferred() if read.next_try else report.failed(f"{entry.url or entry.title}: {read.reason}")
    piece = piece_of(watch, read.stored, read.page, now)
    with watch.store.article_unit() as unit:
        judged = judge(unit, piece, watch.bench, now)
    _tell_log(piece, judged)
    return report.settled(piece, judged)


def piece_of(watch: Watch, stored: StoredEntry, page: PageRead, now: datetime) -> Piece:
    """What was read, with where it came from."""
    assert page.reading is not None
    publisher = page.article.publisher or stored.publisher
    return Piece(
        article_id=page.article_id,
        article=page.article,
        reading=page.reading,
        feed_id=stored.feed_id,
        entry_id=stored.entry.entry_id,
        outlet=outlet_of(publisher, page.article.url),
        weight=watch.feed_weight(stored.feed_id),
        at=min(page.at.astimezone(UTC), now) if page.at else None,
        seen_at=now,
        backfill=stored.backfill,
    )


def _tell_log(piece: Piece, judged: Judged) -> None:
    for decision in judged.decisions:
        event = decision.event.id if decision.event else "-"
        log.info("%s %s %s %s: %s", piece.article_id, event, decision.state, decision.reason, piece.article.url)
