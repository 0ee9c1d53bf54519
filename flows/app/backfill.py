"""What a feed published before we looked, or while we could not: older documents of feeds, and pages given up.

Entries found here are marked as backfill: they build state, stand in the digest, and only critical news of the last day
is told one by one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from flows.app.artifacts import Row
from flows.app.polling import Fetching
from flows.app.report import BatchReport
from flows.app.terminal import inert
from flows.sources.feed import Feed, FeedPoll, FeedState
from flows.sources.parse import parse_feed
from flows.store.base import StoredEntry

if TYPE_CHECKING:
    from flows.app.wiring import Watch

PAGE = "paged"  # how WordPress, which most Indonesian newsrooms run, names the pages of a feed


@dataclass(frozen=True, slots=True)
class Older:
    """What one older document of a feed brought."""

    feed_id: str
    url: str
    found: int = 0
    new: int = 0
    fault: str = ""


async def older_entries(
    watch: Watch, fetcher: Fetching, feed: Feed, now: datetime, *, pages: int = 1, addresses: Sequence[str] = ()
) -> tuple[Older, ...]:
    """Queues what the feed's document, its further pages and the named addresses list and we do not know.

    The document is asked for as if for the first time; pages one after the other until one brings nothing new. An
    address on another host than the feed's is refused. Call it while holding the cycle. What is remembered of the feed
    stays as it is.
    """
    found = []
    for number in range(1, pages + 1):
        one = await _take(watch, fetcher, feed, page_url(feed.url, number), now)
        found.append(one)
        if one.fault or (number > 1 and not one.new):
            break
    for url in addresses:
        if urlsplit(url).hostname != urlsplit(feed.url).hostname:
            found.append(Older(feed.id, url, fault="refused: it is on another host than the feed"))
        else:
            found.append(await _take(watch, fetcher, feed, url, now))
    return tuple(found)


def page_url(url: str, number: int) -> str:
    """The address of the feed's n-th page; the first is the feed itself."""
    if number == 1:
        return url
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != PAGE]
    return parts._replace(query=urlencode([*query, (PAGE, str(number))])).geturl()


async def _take(watch: Watch, fetcher: Fetching, feed: Feed, url: str, now: datetime) -> Older:
    fetched = await fetcher.fetch(url)
    if fetched.fault is not None or not fetched.body:
        return Older(feed.id, url, fault=fetched.fault.words if fetched.fault else "an empty answer")
    parsed = await asyncio.to_thread(
        parse_feed, fetched.body, fetched.url, content_type=fetched.content_type, zone=feed.zone, now=now
    )
    if not parsed.entries:
        return Older(feed.id, url, fault=parsed.fault.words if parsed.fault else "no entries in it")
    entries = [StoredEntry(feed.id, feed.publisher, entry, first_seen=now, backfill=True) for entry in parsed.entries]
    new = await asyncio.to_thread(_queue, watch, feed, fetched.status, entries, now)
    return Older(feed.id, url, len(entries), new)


def _queue(watch: Watch, feed: Feed, status: int, entries: Sequence[StoredEntry], now: datetime) -> int:
    known = watch.store.known_entry_ids(feed.id, [e.entry.entry_id for e in entries], feed.publisher)
    fresh = [held for held in entries if held.entry.entry_id not in known]
    state = watch.store.feed_states().get(feed.id) or FeedState(feed.id)
    poll = FeedPoll(feed.id, now, status, state, found=len(entries), new=len(fresh))
    return watch.store.record_poll(poll, fresh)


def backfill_words(older: Sequence[Older], revived: int, batch: BatchReport) -> str:
    """`48 entries found, 30 new, 2 given up tried again; 32 read, 1 alert`."""
    alerts = f"{len(batch.alerts)} alert{'' if len(batch.alerts) == 1 else 's'}"
    faults = [one.fault for one in older if one.fault]
    return (
        f"{sum(one.found for one in older)} entries found, {sum(one.new for one in older)} new, "
        f"{revived} given up tried again; {batch.articles_read} read, {alerts}"
        + (f"; {len(faults)} addresses not read: {faults[0]}" if faults else "")
    )


def older_rows(older: Sequence[Older]) -> list[Row]:
    """One row an address."""
    return [
        {"feed": o.feed_id, "address": inert(o.url), "found": str(o.found), "new": str(o.new), "fault": inert(o.fault)}
        for o in older
    ]
