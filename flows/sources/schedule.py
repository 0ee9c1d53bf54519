"""When to look at a feed again, and what one look has shown. Pure: states and clocks come in, new states go out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from flows.sources.feed import FaultKind, Feed, FeedFault, FeedPoll, FeedState, Fetched, ParsedFeed

FULL_EVERY = 12  # polls; servers exist whose ETag never changes though the feed does
SLACK = timedelta(seconds=45)  # a cycle that starts a little early must not cost a feed a whole round
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=6)
LONGEST_WISH = timedelta(hours=1)  # of Cache-Control: a careless max-age of a day must not blind the watch
# While the feed answered within the last day: an outage of ours, or a wall that is put up and taken down.
LONGEST_OUTAGE = timedelta(minutes=30)
LONGEST_WALL = timedelta(hours=1)
TORN_RETRY = timedelta(minutes=2)
OVERLAP = 3  # polls within the time that the document spans, so that an entry is seen more than once
QUIET = ((timedelta(days=7), 6), (timedelta(days=1), 3), (timedelta(hours=6), 2))  # nothing new since; times slower
QUIET_LONGEST = timedelta(minutes=30)

_NETWORK = frozenset({FaultKind.UNREACHABLE, FaultKind.TIMEOUT, FaultKind.TLS, FaultKind.HTTP, FaultKind.TORN})


@dataclass(frozen=True, slots=True)
class Validators:
    """What the next request may say it already has; both None for a full fetch."""

    etag: str | None = None
    last_modified: str | None = None


def validators(state: FeedState | None) -> Validators:
    """The validators for the next request; none on every twelfth poll, so that a lying ETag is found out."""
    if state is None or state.polls_since_full + 1 >= FULL_EVERY:
        return Validators()
    return Validators(state.etag, state.last_modified)


def is_due(state: FeedState | None, now: datetime) -> bool:
    """True when the feed is to be polled now: never polled, its time has come, or it has come but for a moment.

    A wait that the server asked for is kept to the second.
    """
    if state is None or state.next_poll is None:
        return True
    asked = state.fault is not None and state.fault.kind is FaultKind.THROTTLED
    return state.next_poll - (timedelta() if asked else SLACK) <= now


def body_hash(body: bytes) -> str:
    """A stable hash of a document's bytes."""
    return blake2b(body, digest_size=16).hexdigest()


def is_unchanged(state: FeedState | None, fetched: Fetched) -> bool:
    """True when the answer holds nothing that the last good document did not: 304, or the same bytes again."""
    if fetched.fault is not None:
        return False
    if fetched.status == 304:
        return True
    return state is not None and state.body_hash is not None and state.body_hash == body_hash(fetched.body)


def next_poll(feed: Feed, state: FeedState, fetched: Fetched, parsed: ParsedFeed | None, now: datetime) -> datetime:
    """When to look at the feed again; `state` is the new one, after this poll.

    After a fault: exponential back-off up to six hours, never an end. Otherwise the feed's own interval, made shorter
    where its document spans too little time to overlap with the next, longer where nothing new has come for long; the
    publisher's wish (Cache-Control, Retry-After) may only lengthen it.
    """
    if state.fault is not None and state.fault.kind is not FaultKind.TORN:
        return now + _back_off(feed, state, state.fault, now)
    interval = _interval(feed, state, parsed, now)
    if state.fault is not None and state.failures == 1:
        interval = min(interval, TORN_RETRY)
    # Early rather than late: a feed that is due seconds after a cycle began would wait for the next one.
    interval -= interval * 0.1 * _spread(feed.id)
    if fetched.max_age is not None:
        interval = max(interval, min(timedelta(seconds=fetched.max_age), LONGEST_WISH))
    return now + interval


def poll_outcome(
    feed: Feed,
    state: FeedState | None,
    fetched: Fetched,
    parsed: ParsedFeed | None,
    known_ids: frozenset[str],
    now: datetime,
) -> FeedPoll:
    """What this poll found, with the feed's new state.

    `parsed` is None when the answer was a fault, empty or `is_unchanged`; `known_ids` are those of its entries that
    the store already holds. `missed` says that a document shares no entry with what was seen before.
    """
    before = state or FeedState(feed.id)
    fault = fetched.fault or (parsed.fault if parsed is not None else None)
    if fault is None and parsed is None and not is_unchanged(state, fetched):
        fault = FeedFault(FaultKind.EMPTY, "the answer is empty")
    found = len(parsed.entries) if parsed is not None else 0
    new = sum(entry.entry_id not in known_ids for entry in parsed.entries) if parsed is not None else 0
    missed = before.backfilled and found > 0 and new == found
    if fault is not None and found == 0:
        after = _after_fault(before, fetched, fault, now)
    elif parsed is None:
        after = _after_unchanged(before, fetched, now)
    else:
        after = _after_document(before, fetched, parsed, fault, new, now)
    after = replace(after, next_poll=next_poll(feed, after, fetched, parsed, now))
    about = _missed_about(parsed, before, now) if missed and parsed is not None else None
    return FeedPoll(feed.id, now, fetched.status, after, found, new, missed, about)


def _after_fault(before: FeedState, fetched: Fetched, fault: FeedFault, now: datetime) -> FeedState:
    """Everything known stays, but for validators of a document that was no news: it must not come back as a 304."""
    return replace(
        before,
        last_poll=now,
        failures=before.failures + 1,
        fault=fault,
        etag=before.etag if fetched.fault is not None else None,
        last_modified=before.last_modified if fetched.fault is not None else None,
        polls_since_full=before.polls_since_full if fetched.fault is not None else 0,
    )


def _after_unchanged(before: FeedState, fetched: Fetched, now: datetime) -> FeedState:
    return replace(
        before,
        etag=fetched.etag or before.etag,
        last_modified=fetched.last_modified or before.last_modified,
        last_poll=now,
        last_success=now,
        failures=0,
        fault=None,
        polls_since_full=before.polls_since_full + 1 if fetched.status == 304 else 0,
        moved_to=fetched.moved_to,
    )


def _after_document(
    before: FeedState, fetched: Fetched, parsed: ParsedFeed, fault: FeedFault | None, new: int, now: datetime
) -> FeedState:
    torn = fault is not None
    return replace(
        before,
        # A torn document is asked for again in full: its end may hold what we have not seen.
        etag=None if torn else fetched.etag,
        last_modified=None if torn else fetched.last_modified,
        body_hash=None if torn else body_hash(fetched.body),
        last_poll=now,
        last_success=now,
        last_new=now if new else before.last_new,
        failures=before.failures + 1 if torn else 0,
        fault=fault,
        entries_last=len(parsed.entries),
        polls_since_full=0,
        moved_to=fetched.moved_to,
        backfilled=True,
    )


def _interval(feed: Feed, state: FeedState, parsed: ParsedFeed | None, now: datetime) -> timedelta:
    base = timedelta(minutes=feed.interval_minutes)
    span = _span(parsed)
    if span is not None and span < base * OVERLAP:
        return max(span / OVERLAP, min(SHORTEST, base))
    since = state.last_new or state.last_success
    idle = now - since if since is not None else timedelta()
    slower = next((times for quiet, times in QUIET if idle >= quiet), 1)
    return max(base, min(base * slower, QUIET_LONGEST))


def _span(parsed: ParsedFeed | None) -> timedelta | None:
    """The time between the oldest and the newest entry; None when too few entries are dated to tell."""
    if parsed is None or parsed.kind == "sitemap":
        return None
    dates = sorted(entry.published for entry in parsed.entries if entry.published is not None)
    if len(dates) < 5 or len(dates) < len(parsed.entries) / 2 or dates[-1] == dates[0]:
        return None
    return dates[-1] - dates[0]


def _missed_about(parsed: ParsedFeed, before: FeedState, now: datetime) -> int | None:
    """How many entries may have come and gone since the last good poll, at the pace the document itself shows."""
    span = _span(parsed)
    if span is None or before.last_success is None:
        return None
    expected = (now - before.last_success) / span * len(parsed.entries)
    return max(round(expected) - len(parsed.entries), 0)


def _back_off(feed: Feed, state: FeedState, fault: FeedFault, now: datetime) -> timedelta:
    if fault.retry_after is not None:
        asked = timedelta(seconds=fault.retry_after)
        return min(max(asked, SHORTEST), LONGEST)
    base = timedelta(minutes=feed.interval_minutes)
    longest = _longest(state, fault, now)
    doubled: int = 2 ** min(state.failures - 1, 16)
    wait = min(base * doubled, longest)
    return min(wait + wait * 0.2 * _spread(f"{feed.id} {state.failures}"), longest)


def _longest(state: FeedState, fault: FeedFault, now: datetime) -> timedelta:
    """The longest back-off: hours only for a feed that has been away for a day."""
    if state.last_success is None or now - state.last_success >= timedelta(days=1):
        return LONGEST
    return LONGEST_OUTAGE if fault.kind in _NETWORK else LONGEST_WALL


def _spread(key: str) -> float:
    """A number from 0 to 1 that is always the same for the same key, to spread feeds without chance."""
    return int.from_bytes(blake2b(key.encode(), digest_size=4).digest()) / 2**32
