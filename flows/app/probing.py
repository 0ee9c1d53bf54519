"""Feeds looked at by hand: asked as the watch would ask them, nothing recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime

from flows.app.config import Settings
from flows.app.wiring import fetch_policy, utc_now
from flows.sources import Catalogue, Feed, Fetched, Fetcher, ParsedFeed, Publisher, parse_feed
from flows.sources.catalogue_writing import already_watched, suggest
from flows.sources.check import FeedCheck, check_feed
from flows.sources.opml import OpmlFeed
from flows.sources.preview import Preview, preview


async def probe(settings: Settings, url: str) -> Preview:
    """What one address brings."""
    async with Fetcher(fetch_policy(settings)) as fetcher:
        fetched = await fetcher.fetch(url)
        return preview(fetched, _parsed(fetched, settings.zone, utc_now()))


async def probe_feeds(settings: Settings, feeds: Sequence[Feed]) -> list[FeedCheck]:
    """The verdict on each of these feeds, in their order."""
    async with Fetcher(fetch_policy(settings)) as fetcher:
        return list(await asyncio.gather(*(_check(fetcher, feed) for feed in feeds)))


async def _check(fetcher: Fetcher, feed: Feed) -> FeedCheck:
    fetched = await fetcher.fetch(feed.url)
    now = utc_now()
    return check_feed(feed, fetched, _parsed(fetched, feed.zone, now), now)


def _parsed(fetched: Fetched, zone: str, now: datetime) -> ParsedFeed | None:
    if fetched.fault is not None:
        return None
    return parse_feed(fetched.body, fetched.url, content_type=fetched.content_type, zone=zone, now=now)


def additions_of(catalogue: Catalogue, found: Iterable[OpmlFeed]) -> tuple[list[tuple[Publisher, Feed]], int]:
    """Newsroom and feed for each address that is not watched yet, and how many are."""
    additions: list[tuple[Publisher, Feed]] = []
    known = 0
    for one in found:
        whole = Catalogue(
            (*catalogue.publishers, *(p for p, _ in additions)), (*catalogue.feeds, *(f for _, f in additions))
        )
        if already_watched(whole, one.url):
            known += 1
            continue
        additions.append(suggest(whole, one.url, one.title))
    return additions, known
