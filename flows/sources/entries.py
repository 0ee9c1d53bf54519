"""Raw entries to entries: plain text, safe links, dates that can be trusted, one identity each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from extractors.dates import read_date
from flows.sources.feed import DateConfidence, Entry
from flows.sources.identity import Marks, canonical, identify, link_key
from flows.sources.plain_text import plain, plain_paragraphs
from flows.sources.raw_entry import RawEntry

FUTURE = timedelta(minutes=15)  # clocks differ; a later date is a wrong date
PAST = timedelta(days=400)  # older entries are archives, or a date gone wrong
TITLE_LENGTH = 1_000
FULL_TEXT_FROM = 200  # characters that content must add to the summary to be more than a second teaser


@dataclass(frozen=True, slots=True)
class _Cleaned:
    entry: Entry
    home_link: bool
    empty: bool


def build_entries(
    raw: Iterable[RawEntry], feed_url: str, zone: str, now: datetime
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Entries in document order and what was wrong with them, counted rather than listed one by one."""
    cleaned = [_clean(item, feed_url, zone, now) for item in raw]
    kept = [item.entry for item in cleaned if not item.empty]
    marks = [Marks(entry.url, entry.guid, entry.title, entry.raw_date) for entry in kept]
    unique: dict[str, Entry] = {}
    for entry_id, entry in zip(identify(marks, feed_url), kept, strict=True):
        unique.setdefault(entry_id, _with_id(entry, entry_id))
    problems = _problems(cleaned, len(kept) - len(unique))
    return tuple(unique.values()), problems


def trusted_date(raw: str, zone: str, now: datetime) -> tuple[datetime | None, DateConfidence]:
    """The moment in UTC and how far to trust it; nothing outside of `now` - 400 days .. `now` + 15 minutes."""
    if not raw.strip():
        return None, DateConfidence.MISSING
    try:
        reading = read_date(raw, zone, now)
        moment = reading.moment.astimezone(UTC) if reading.moment else None
    except (OverflowError, ValueError):  # the first and last days of the calendar, moved by a zone
        return None, DateConfidence.REJECTED
    if moment is None or not now - PAST <= moment <= now + FUTURE:
        return None, DateConfidence.REJECTED
    stated = reading.zone_stated and reading.year_stated and reading.time_stated
    return moment, DateConfidence.STATED if stated else DateConfidence.ASSUMED


def _clean(raw: RawEntry, feed_url: str, zone: str, now: datetime) -> _Cleaned:
    url, home_link = _article_link(raw, feed_url)
    title = plain(raw.title, TITLE_LENGTH)
    summary = plain(raw.summary)
    content = plain_paragraphs(raw.content)
    raw_date = plain(raw.date, 200)
    published, confidence = trusted_date(raw_date, zone, now)
    entry = Entry(
        entry_id="",
        url=url,
        title=title,
        summary=summary,
        published=published,
        date_confidence=confidence,
        raw_date=raw_date,
        guid=plain(raw.guid, 2_000),
        content=content if len(content) > len(summary) + FULL_TEXT_FROM else "",
        authors=tuple(filter(None, (plain(name, 200) for name in raw.authors))),
    )
    return _Cleaned(entry, home_link, empty=not (title or url))


def _article_link(raw: RawEntry, feed_url: str) -> tuple[str | None, bool]:
    """The first address that is an article's; detik and CNN Indonesia give it in the guid alone.

    A home page is nobody's article: Tribunnews gives it for all of its entries. The flag says that one was refused.
    """
    home_link = False
    for candidate in raw.links:
        url = canonical(candidate, feed_url)
        if url is not None and link_key(url) is not None:
            return url, home_link
        home_link = home_link or url is not None
    url = canonical(raw.guid)
    if url is not None and link_key(url) is not None:
        return url, home_link
    return None, home_link


def _with_id(entry: Entry, entry_id: str) -> Entry:
    return Entry(
        entry_id=entry_id,
        url=entry.url,
        title=entry.title,
        summary=entry.summary,
        published=entry.published,
        date_confidence=entry.date_confidence,
        raw_date=entry.raw_date,
        guid=entry.guid,
        content=entry.content,
        authors=entry.authors,
    )


def _problems(cleaned: Sequence[_Cleaned], twice: int) -> tuple[str, ...]:
    rejected = [c.entry.raw_date for c in cleaned if c.entry.date_confidence is DateConfidence.REJECTED and not c.empty]
    counts = (
        (sum(c.empty for c in cleaned), "hold neither title nor link: left out"),
        (twice, "stand there twice"),
        (sum(c.home_link for c in cleaned), "link to the home page"),
        (sum(c.entry.url is None and not c.empty for c in cleaned), "have no usable link"),
        (len(rejected), f"have a date that cannot be right, such as {rejected[0][:60]!r}" if rejected else ""),
    )
    return tuple(f"{count} of {len(cleaned)} entries {words}" for count, words in counts if count)
