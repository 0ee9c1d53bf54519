"""What a feed would bring, before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from flows.sources.document import linked_feeds
from flows.sources.encoding import decode
from flows.sources.feed import DateConfidence, Entry, FeedFault, Fetched, ParsedFeed
from flows.sources.identity import site

SAMPLES = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """A look at one address. Times are UTC; `pace` is the usual time between two entries."""

    url: str  # after redirects
    moved_to: str | None
    kind: str
    title: str
    entries: int
    linked: int  # entries with an address of their own
    dated: int  # entries with a date that can be believed
    zone_assumed: int  # of these, how many name no zone
    elsewhere_linked: int  # of `linked`, how many lead away from the feed's own site
    full_text: int  # entries that carry the article itself
    newest: datetime | None
    oldest: datetime | None
    pace: timedelta | None
    every_minutes: int  # suggested interval
    samples: tuple[Entry, ...]
    problems: tuple[str, ...]
    fault: FeedFault | None
    elsewhere: tuple[str, ...] = ()  # feeds that the page names, when it is no feed itself

    @property
    def usable(self) -> bool:
        """True when the address gives entries that can be told apart and followed."""
        return self.entries > 0 and self.linked * 2 >= self.entries


def preview(fetched: Fetched, parsed: ParsedFeed | None) -> Preview:
    """What the fetched and parsed document shows; `parsed` is None when the fetch itself failed."""
    entries = parsed.entries if parsed is not None else ()
    dates = sorted(entry.published for entry in entries if entry.published is not None)
    pace = _pace(dates)
    return Preview(
        url=fetched.url,
        moved_to=fetched.moved_to,
        kind=parsed.kind if parsed is not None else "",
        title=parsed.title if parsed is not None else "",
        entries=len(entries),
        linked=sum(entry.url is not None for entry in entries),
        dated=len(dates),
        zone_assumed=sum(entry.date_confidence is DateConfidence.ASSUMED for entry in entries),
        elsewhere_linked=sum(entry.url is not None and site(entry.url) != site(fetched.url) for entry in entries),
        full_text=sum(bool(entry.content) for entry in entries),
        newest=dates[-1] if dates else None,
        oldest=dates[0] if dates else None,
        pace=pace,
        every_minutes=suggested_minutes(pace),
        samples=entries[:SAMPLES],
        problems=parsed.problems if parsed is not None else (),
        fault=fetched.fault or (parsed.fault if parsed is not None else None),
        elsewhere=_elsewhere(fetched) if not entries else (),
    )


def suggested_minutes(pace: timedelta | None) -> int:
    """A polling interval for a feed of this pace: 5 minutes for a busy newsroom, an hour for a quiet one."""
    if pace is None:
        return 15
    return next((minutes for minutes in (5, 10, 15, 30) if pace <= timedelta(minutes=minutes * 3)), 60)


def _pace(dates: list[datetime]) -> timedelta | None:
    if len(dates) < 3:
        return None
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(dates)]
    return timedelta(seconds=median(gaps))


def _elsewhere(fetched: Fetched) -> tuple[str, ...]:
    if not fetched.body:
        return ()
    text, _ = decode(fetched.body[:300_000], fetched.content_type)
    return linked_feeds(text, fetched.url)
