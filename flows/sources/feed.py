"""Feeds and entries: what the catalogue says, what a document holds, what one poll found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of the catalogue."""

    id: str  # slug: `antara-dunia`
    publisher: str  # slug: `antara`
    url: str
    section: str = ""
    interval_minutes: int = 5
    zone: str = "Asia/Jakarta"  # zone of dates that name none
    confidence: str = "medium"  # high, medium, low: how sure we are that the address is right
    weight: int = 2  # 1 obscure, 2 known, 3 wire or paper of record
    enabled: bool = True


class DateConfidence(StrEnum):
    """How far the published date can be trusted."""

    STATED = "stated"  # read, zone named or known
    ASSUMED = "assumed"  # read, zone or year supplied by us
    REJECTED = "rejected"  # outside the sane window or unreadable; `published` is None, the raw string is kept
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the feed gives it, cleaned; text is plain, links are http or https only."""

    entry_id: str  # stable identity, see sources/identity.py
    url: str | None
    title: str
    summary: str
    published: datetime | None  # UTC
    date_confidence: DateConfidence
    raw_date: str = ""
    guid: str = ""
    content: str = ""  # full text when the feed carries it, plain
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """Whole entries of one document, and what was wrong with it in words; entries may be empty only with a fault."""

    title: str
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    fault: FeedFault | None = None
    kind: str = ""  # rss, atom, rdf, json, sitemap


class FaultKind(StrEnum):
    """Why a feed could not be read; each is shown to the operator with the next try."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    HTTP = "http"  # 4xx and 5xx
    THROTTLED = "throttled"  # 429, 503 with Retry-After
    REFUSED_ADDRESS = "refused-address"  # loopback, private, metadata
    TOO_BIG = "too-big"
    REDIRECTS = "redirects"
    BLOCKED = "blocked"  # a block, consent or login page instead of a feed
    NOT_A_FEED = "not-a-feed"
    EMPTY = "empty"
    TORN = "torn"  # truncated; whole entries were kept
    ROBOTS = "robots"
    WRONG_TYPE = "wrong-type"  # a PDF, a film or an archive where a page or a feed was expected


@dataclass(frozen=True, slots=True)
class FeedFault:
    """What is wrong, for whom to read: kind for the machine, words for the operator."""

    kind: FaultKind
    words: str
    retry_after: float | None = None  # seconds, when the server said so


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one request brought. `status` 0 means that no answer came; `body` is empty for 304 and for faults."""

    url: str  # final URL after redirects
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    fault: FeedFault | None = None
    moved_to: str | None = None  # target of a permanent redirect
    max_age: float | None = None  # seconds from Cache-Control
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the store remembers of a feed between polls. Times are UTC."""

    feed_id: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    last_poll: datetime | None = None
    last_success: datetime | None = None
    last_new: datetime | None = None
    next_poll: datetime | None = None
    failures: int = 0  # in a row
    fault: FeedFault | None = None
    entries_last: int = 0  # entries in the last document
    polls_since_full: int = 0
    moved_to: str | None = None
    backfilled: bool = False  # the first document has been taken in without a flood


@dataclass(frozen=True, slots=True)
class FeedPoll:
    """What one poll of one feed found, to be recorded."""

    feed_id: str
    at: datetime
    status: int
    state: FeedState  # the new state
    found: int = 0
    new: int = 0
    missed: bool = False  # no overlap with the last poll: entries may have been missed
    missed_about: int | None = None  # how many, judged by the feed's own pace; None when nothing was missed or told
