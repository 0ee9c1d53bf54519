"""feed -> fetch -> parse -> entries -> article -> mentions -> decision -> alert -> deliveries.

Stages take and return plain values, so that a flow can call them in batches and `cycle` in a row. Whatever is
interrupted is simply done again: entries wait in the store until their article is committed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flows.app.gathering import post_gatherings
from flows.app.judge import Judged, Piece, judge, outlet_of
from flows.app.pages import PageFault, fetch_page, job_for, next_try, read_whole
from flows.app.polling import Fetching, due_feeds, poll_batch
from flows.app.quality import post_quality
from flows.app.reader import Reader, ReadingError
from flows.app.reading import PageRead
from flows.app.recheck import recheck_due
from flows.app.report import BatchReport, cycle_report, merged
from flows.store.base import CycleReport, StoredEntry

if TYPE_CHECKING:
    from flows.app.wiring import Watch

log = logging.getLogger("pantau.ingest")

LEASE = "cycle"
LEASE_TIME = timedelta(seconds=90)
ARTICLE_BATCH = 25
ENTRY_LEASE = timedelta(minutes=10)
CRASHES = 2  # claims that may run out before an entry is set aside unread


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
    async with held_cycle(watch) as is_ours:
        return await _cycle(watch, only, progress) if is_ours else None


@asynccontextmanager
async def held_cycle(watch: Watch) -> AsyncIterator[bool]:
    """True when this worker may run a cycle. Its short lease is renewed: a killed one blocks nobody for long."""
    if not take_cycle(watch):
        yield False
        return
    beat = asyncio.create_task(_keep_renewing(watch))
    try:
        yield True
    finally:
        beat.cancel()
        watch.store.release_entries(watch.worker)
        watch.store.release_lease(LEASE, watch.worker)


async def _keep_renewing(watch: Watch) -> None:
    while True:
        await asyncio.sleep(LEASE_TIME.total_seconds() / 3)
        await asyncio.to_thread(take_cycle, watch)


async def _cycle(watch: Watch, only: Sequence[str], progress: Callable[[str], None]) -> CycleReport:
    started = watch.clock()
    feeds = due_feeds(watch, started, only)
    batches: list[BatchReport] = []
    async with watch.open_fetcher() as fetcher, watch.open_reader() as reader:
        progress(f"{len(feeds)} feeds are due")
        polls = await poll_batch(watch, fetcher, feeds, watch.clock())
        progress(f"{sum(p.new for p in polls)} new entries")
        for entries in claimed_batches(watch, watch.settings.articles_per_cycle):
            batches.append(await read_batch(watch, fetcher, entries, watch.clock(), reader))
            progress(f"{merged(batches).articles_read} articles read")
        amended = await recheck_due(watch, fetcher, reader, watch.clock())
        batches.append(BatchReport(alerts=amended))
    report = cycle_report(started, watch.clock(), polls, merged(batches))
    watch.store.record_cycle(report)
    await asyncio.to_thread(post_gatherings, watch, watch.clock())
    await asyncio.to_thread(post_quality, watch, watch.clock())
    return report


def take_cycle(watch: Watch) -> bool:
    """True when this worker may run a cycle now; nobody else may until the lease ends or is given back."""
    return watch.store.take_lease(LEASE, watch.worker, watch.clock(), LEASE_TIME)


def claimed_batches(watch: Watch, most: int) -> Iterator[tuple[StoredEntry, ...]]:
    """Batches of entries to be read now, oldest first, each claimed when it is asked for; ends when time is up.

    A page that kills its reader (a parser's crash, memory) is known by its claim that ran out: it comes back with one
    attempt more and is set aside in the end, instead of killing every cycle to come.
    """
    until = watch.clock() + timedelta(seconds=watch.settings.cycle_seconds)
    while most > 0 and (now := watch.clock()) < until:
        entries = watch.store.claim_entries(watch.worker, now, ENTRY_LEASE, min(ARTICLE_BATCH, most))
        if not entries:
            return
        most -= len(entries)
        yield entries


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
    spent = stored.attempts - watch.settings.page_tries
    if spent >= CRASHES:
        return _Read(stored, reason=f"given up after {stored.attempts} attempts, none of which came to an end")
    fault = PageFault("the page was tried often enough" if spent >= 0 else "the entry has no link", lasting=True)
    if stored.entry.url and spent < 0:
        page = await fetch_page(fetcher, stored.entry.url)
        if not isinstance(page, PageFault):
            try:
                return _Read(stored, await read_whole(fetcher, reader, job_for(stored, feed_url, (page,))))
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
    outlet = outlet_of(page.article.publisher or stored.publisher, page.article.url)
    return Piece(
        article_id=page.article_id,
        article=page.article,
        reading=page.reading,
        feed_id=stored.feed_id,
        entry_id=stored.entry.entry_id,
        outlet=outlet,
        weight=watch.feed_weight(stored.feed_id),
        at=min(page.at.astimezone(UTC), now) if page.at else None,
        seen_at=now,
        backfill=stored.backfill,
        house=watch.house_of(outlet),
    )


def _tell_log(piece: Piece, judged: Judged) -> None:
    for decision in judged.decisions:
        event = decision.event.id if decision.event else "none"
        said = (decision.state, event, decision.reason, piece.article_id, piece.article.url)
        log.info("%s of event %s (%s) by article %s, %s", *said)
