"""Feeds: fetched, parsed, compared with what is known, and recorded; one feed's trouble is that feed's alone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from flows.sources.addresses import Kind
from flows.sources.feed import FaultKind, Feed, FeedFault, FeedPoll, FeedState, Fetched, ParsedFeed
from flows.sources.parse import parse_feed
from flows.sources.schedule import is_due, is_unchanged, poll_outcome, validators
from flows.store.base import StoredEntry, StoreError

if TYPE_CHECKING:
    from flows.app.wiring import Watch

log = logging.getLogger("pantau.poll")

BATCH = 50  # feeds; a Prefect task per batch keeps the orchestrator below a tenth of the cycle
MOST_BATCHES = 8


class Fetching(Protocol):
    """What a poll needs of a fetcher."""

    async def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, kind: Kind = "feed"
    ) -> Fetched:
        """What the URL answered; trouble is in its fault."""


@dataclass(frozen=True, slots=True)
class _Found:
    poll: FeedPoll
    entries: tuple[StoredEntry, ...]


def due_feeds(watch: Watch, now: datetime, only: Sequence[str] = ()) -> tuple[Feed, ...]:
    """Feeds whose time has come, in the catalogue's order; with `only`, exactly those, due, paused or not."""
    if only:
        return tuple(watch.feed(feed_id) for feed_id in only)
    states = watch.store.feed_states()
    wanted = (feed for feed in watch.feeds if feed.enabled and watch.standing.orders.reads(feed))
    return tuple(feed for feed in wanted if is_due(states.get(feed.id), now))


def in_batches(feeds: Sequence[Feed], size: int = BATCH, most: int = MOST_BATCHES) -> tuple[tuple[Feed, ...], ...]:
    """The feeds dealt out like cards, so that feeds of one host wait for each other in as many batches as possible."""
    count = max(1, min(most, -(-len(feeds) // size)))
    return tuple(tuple(feeds[i::count]) for i in range(count) if feeds[i::count])


async def poll_batch(watch: Watch, fetcher: Fetching, feeds: Sequence[Feed], now: datetime) -> tuple[FeedPoll, ...]:
    """What these feeds answered, recorded with their new entries; in the order of the feeds."""
    states = await asyncio.to_thread(watch.store.feed_states)
    return tuple(await asyncio.gather(*(_poll_feed(watch, fetcher, feed, states, now) for feed in feeds)))


async def _poll_feed(
    watch: Watch, fetcher: Fetching, feed: Feed, states: Mapping[str, FeedState], now: datetime
) -> FeedPoll:
    state = states.get(feed.id)
    held = validators(state)
    try:
        fetched = await fetcher.fetch(feed.url, etag=held.etag, last_modified=held.last_modified)
        parsed = None if is_unchanged(state, fetched) else await _parse(feed, fetched, now)
    except Exception as error:  # a bug that one feed's bytes wake must not blind the others
        log.exception("feed %s: not read", feed.id)
        fetched = Fetched(feed.url, 0, fault=_bug(error))
        parsed = None
    return await asyncio.to_thread(_record, watch, feed, state, fetched, parsed, now)


async def _parse(feed: Feed, fetched: Fetched, now: datetime) -> ParsedFeed | None:
    """The feed's document, parsed off the event loop; None when there is none to parse."""
    if fetched.fault is not None or not fetched.body:
        return None
    return await asyncio.to_thread(
        parse_feed, fetched.body, fetched.url, content_type=fetched.content_type, zone=feed.zone, now=now
    )


def _record(
    watch: Watch, feed: Feed, state: FeedState | None, fetched: Fetched, parsed: ParsedFeed | None, now: datetime
) -> FeedPoll:
    entries = parsed.entries if parsed else ()
    known = watch.store.known_entry_ids(feed.id, [e.entry_id for e in entries], feed.publisher) if entries else ()
    poll = poll_outcome(feed, state, fetched, parsed, frozenset(known), now)
    backfill = is_backfill(state, now, timedelta(hours=watch.settings.backfill_hours))
    fresh = [
        StoredEntry(feed.id, feed.publisher, entry, first_seen=now, backfill=backfill)
        for entry in entries
        if entry.entry_id not in known
    ]
    watch.store.record_poll(poll, fresh)
    if poll.state.fault:
        log.info("feed %s: %s", feed.id, poll.state.fault.words)
    return poll


def is_backfill(state: FeedState | None, now: datetime, outage: timedelta) -> bool:
    """True for a feed's first document and for the first one after a long silence of ours or theirs."""
    return state is None or not state.backfilled or state.last_success is None or now - state.last_success > outage


def _bug(error: Exception) -> FeedFault:
    if isinstance(error, StoreError):
        raise error
    return FeedFault(FaultKind.NOT_A_FEED, f"pantau could not read it ({type(error).__name__}); please report this")
