"""What is wrong or doubtful with a feed of the catalogue as it answers today, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.sources.feed import FaultKind, Feed, Fetched, ParsedFeed
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


def next_steps(seen: Preview) -> tuple[str, ...]:
    """What an operator can do about an address that was only looked at, best first; () when all is well."""
    if seen.elsewhere:
        return tuple(f"pantau feeds preview {address}" for address in seen.elsewhere[:3])
    if seen.entries:
        doubts = (
            (seen.linked * 2 < seen.entries, "most entries lead nowhere: look for another feed of this newsroom"),
            (seen.elsewhere_linked * 2 > seen.entries, "most entries lead to another site: is the feed still theirs?"),
            (not seen.dated, "no date can be believed: entries count by the time they are first seen"),
        )
        return tuple(words for doubtful, words in doubts if doubtful)
    return (_STEPS[seen.fault.kind],) if seen.fault is not None and seen.fault.kind in _STEPS else ()


_STEPS = {
    FaultKind.UNREACHABLE: "compare the address letter by letter, then try it in a browser on this machine",
    FaultKind.TIMEOUT: "try again in some minutes; the watch itself would try again on its own",
    FaultKind.TLS: "nothing is read over a broken certificate: tell the newsroom, or use another address of it",
    FaultKind.HTTP: "open the newsroom's home page in a browser and look for its RSS link: preview takes that page too",
    FaultKind.THROTTLED: "wait as long as the server asks, then try again",
    FaultKind.REFUSED_ADDRESS: (
        "an address begins with https:// and a public host; for a feed inside the house, name its host in "
        "PANTAU_ALLOWED_FEED_HOSTS"
    ),
    FaultKind.TOO_BIG: "look for a section's feed instead of one with everything",
    FaultKind.REDIRECTS: "open the address in a browser and take the one it ends at",
    FaultKind.BLOCKED: "the site keeps programs out: try another feed or sitemap of it, or ask the newsroom for access",
    FaultKind.NOT_A_FEED: "preview the newsroom's home page: when it names its feeds, they are listed",
    FaultKind.EMPTY: "look again later, or choose a busier section",
    FaultKind.ROBOTS: "the site asks programs to stay away from this address: choose another one",
    FaultKind.WRONG_TYPE: "give the address of a feed or of a page, not of a file",
}


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
