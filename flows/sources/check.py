"""What is wrong or doubtful with a feed of the catalogue as it answers today, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.sources.feed import Feed, Fetched, ParsedFeed
from flows.sources.preview import Preview, preview

STALE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class FeedCheck:
    """The verdict on one feed: `ok`, `doubtful` (it works, but look at the advice) or `blind`."""

    feed: Feed
    verdict: str
    advice: tuple[str, ...]
    seen: Preview


def check_feed(feed: Feed, fetched: Fetched, parsed: ParsedFeed | None, now: datetime) -> FeedCheck:
    """The verdict on what the feed answered; each advice says what is wrong and what to do."""
    seen = preview(fetched, parsed)
    advice = tuple(_advice(feed, seen, now))
    if not seen.entries:
        return FeedCheck(feed, "blind", advice, seen)
    return FeedCheck(feed, "doubtful" if advice else "ok", advice, seen)


def _advice(feed: Feed, seen: Preview, now: datetime) -> list[str]:
    advice: list[str] = []
    if seen.fault is not None:
        advice.append(f"{seen.fault.kind}: {seen.fault.words}")
    advice += [f"the page names a feed: try {address}" for address in seen.elsewhere[:3]]
    if seen.moved_to is not None:
        advice.append(f"moved for good: write {seen.moved_to} into the catalogue")
    if not seen.entries:
        return advice
    if seen.newest is not None and now - seen.newest > STALE:
        advice.append(f"nothing new for {(now - seen.newest).days} days: is the feed still written?")
    if seen.linked < seen.entries:
        advice.append(f"{seen.entries - seen.linked} of {seen.entries} entries have no article address: titles only")
    if seen.elsewhere_linked * 2 > seen.entries:
        advice.append(
            f"{seen.elsewhere_linked} of {seen.entries} entries lead to another site: is the feed still theirs?"
        )
    if seen.dated < seen.entries:
        advice.append(f"{seen.entries - seen.dated} of {seen.entries} entries have no date that can be believed")
    if seen.newest is not None and seen.oldest is not None:
        span = seen.newest - seen.oldest
        if timedelta() < span < timedelta(minutes=feed.interval_minutes):
            minutes = max(int(span.total_seconds() // 180), 1)
            advice.append(f"the document spans {span.total_seconds() / 60:.0f} minutes: poll every {minutes}")
    return advice
