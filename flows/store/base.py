"""What pantau needs of a database, in its own words. SQLite and PostgreSQL both keep this contract.

Values in and out are the frozen dataclasses of `sources`, `extractors`, `rules` and `alerts`; no session, row or SQL
leaves this room. Every method is one transaction, but for `article_unit`, which is one transaction over many calls.
All times are timezone-aware UTC. Running any method again with the same arguments changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from extractors import Article
from flows.alerts.event import (
    Acknowledgement,
    Alert,
    Decision,
    Delivery,
    DeliveryState,
    Event,
    Message,
    Outcome,
    Silence,
    SilenceScope,
)
from flows.alerts.sides import Sought
from flows.sources.feed import Entry, FeedPoll, FeedState
from rules import Mention, MentionType, NearMiss, Severity


class StoreError(Exception):
    """The store cannot be used: what, which, why, what to do."""


class StoreUnavailableError(StoreError):
    """The store cannot be used for the moment (busy, full disk, server away): the caller may try again."""


class EntryState(StrEnum):
    """How far an entry has come."""

    NEW = "new"  # recorded, page not read yet
    READ = "read"  # article, mentions and decisions are committed
    FAILED = "failed"  # given up after retries; the reason is kept and shown


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry waiting to be read, or given up."""

    feed_id: str
    publisher: str
    entry: Entry
    first_seen: datetime
    attempts: int = 0
    next_try: datetime | None = None
    backfill: bool = False  # came with a feed's first document: state is built, alerts are held to a digest
    reason: str = ""  # why the last try failed
    given_up: bool = False  # nobody tries again unless a backfill asks for it


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the store keeps it."""

    id: str
    feed_id: str
    outlet: str
    article: Article
    fetched_at: datetime
    text_hash: str
    copy_of: str | None = None
    shingles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """How well an article could be read: what the quality watch goes by."""

    outlet: str
    fetched_at: datetime
    extractor: str
    method: str  # publisher, fallback, feed
    partial: bool
    characters: int  # of the text
    dated: bool  # the page names when it was published


@dataclass(frozen=True, slots=True)
class CopyMatch:
    """An earlier article that shares text: overlap is the share of the smaller one's shingles, 0 to 1."""

    article_id: str
    outlet: str
    overlap: float
    origin: str


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A delivery that this worker may send until its lease ends, with the alert to compose."""

    delivery: Delivery
    alert: Alert


@dataclass(frozen=True, slots=True)
class Notice:
    """A message beside the alerts on its way to one receiver: a shift digest, the list of a storm or of a backfill.

    It was composed when it was due. `delivery` says how far it has come; its `alert_id` is `kind/key`.
    """

    kind: str
    key: str  # which one of its kind: a receiver gets each once
    delivery: Delivery
    message: Message
    expires: datetime  # from then on it has lost its use and is not sent any more


@dataclass(frozen=True, slots=True)
class CycleReport:
    """What one poll cycle did; shown by `pantau status` and in the Prefect UI."""

    started_at: datetime
    finished_at: datetime
    feeds: int
    feeds_ok: int
    feeds_unchanged: int
    feeds_faulty: int
    entries_new: int
    articles_read: int
    articles_partial: int
    articles_failed: int
    mentions: int
    alerts: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts since a moment, for `status` and digests."""

    articles: int
    mentions: int
    alerts: int
    deliveries: Mapping[DeliveryState, int]
    by_extractor: Mapping[str, int]
    pending_entries: int


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """One decision as it was recorded, for `pantau why` and the timeline."""

    at: datetime
    article_id: str
    article_title: str
    article_url: str
    outlet: str
    decision: Decision
    alert_id: str | None


@dataclass(frozen=True, slots=True)
class Label:
    """An officer's word on an alert: right, wrong, old, off-topic."""

    alert_id: str
    label: str
    owner: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What retention dropped."""

    texts: int = 0  # articles whose text went; title, address and hashes stay
    near_misses: int = 0
    entries: int = 0  # entries whose feed text went; their identity stays
    shingles: int = 0
    polls: int = 0
    cycles: int = 0
    leases: int = 0  # that ended more than a day ago
    notices: int = 0  # sent or given up long ago
    marks: int = 0


class ArticleUnit(Protocol):
    """One transaction: article, mentions, event changes, alerts and pending deliveries, all or nothing.

    Decisions inside it are serialised against other writers (BEGIN IMMEDIATE on SQLite, an advisory transaction lock
    on PostgreSQL), so two pollers cannot open the same event twice.
    """

    def has_article(self, article_id: str) -> bool:
        """True when this article was committed before: the caller marks the entry as read and stops."""

    def mark_read(self, feed_id: str, entry_id: str, article_id: str) -> None:
        """Ends an entry whose article is already here, so that nobody reads it again."""

    def copies(self, shingles: Sequence[int], since: datetime) -> tuple[CopyMatch, ...]:
        """Articles seen since then that share shingles, best first."""

    def mentions_of(self, article_id: str) -> tuple[Mention, ...]:
        """What the rules said of an article that is kept; empty for one that is not."""

    def open_events(
        self, types: Iterable[MentionType], since: datetime, sought: Sequence[Sought] | None = None
    ) -> tuple[Event, ...]:
        """Open events of these types last seen since then, newest first; with `sought`, those that meet one of these.

        Some that meet none may come too, never fewer than meet one.
        """

    def is_event_id_taken(self, event_id: str) -> bool:
        """True when an event bears this id."""

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """Mutes in force now."""

    def last_alert(self, event_id: str) -> tuple[str, datetime] | None:
        """Id of the last alert raised for the event, and the time of the article that raised it."""

    def alerts_since(self, rule: str, since: datetime) -> int:
        """How many alerts this rule raised since then, for storm caps."""

    def save_article(self, article: StoredArticle, feed_id: str, entry_id: str) -> None:
        """Keeps the article and marks its entry as read."""

    def save_mentions(self, article_id: str, mentions: Sequence[Mention], near_misses: Sequence[NearMiss]) -> None:
        """Keeps what the rules said of it."""

    def save_decision(self, decision: Decision) -> None:
        """Keeps the decision with its reason and the event as it stands after it."""

    def save_alert(self, alert: Alert, deliveries: Mapping[str, datetime]) -> None:
        """Keeps the alert and one pending delivery per receiver, each with the time from which it may be sent."""

    def mark_once(self, name: str, now: datetime) -> bool:
        """True for the first who sets this mark; it is kept with the unit, or not at all."""


class Store(Protocol):
    """Everything pantau remembers."""

    # -- feeds and entries
    def feed_states(self) -> Mapping[str, FeedState]:
        """What is remembered of each feed ever polled."""

    def record_poll(self, poll: FeedPoll, entries: Sequence[StoredEntry]) -> int:
        """Keeps the feed's new state and those entries that were unknown; returns how many were."""

    def known_entry_ids(self, feed_id: str, entry_ids: Iterable[str], publisher: str | None = None) -> frozenset[str]:
        """Those of these entry ids that the store already holds, from whichever feed of the publisher.

        Without `publisher` it is the one that the feed's entries came with; a feed never polled needs it.
        """

    def waiting_entries(self, now: datetime, limit: int) -> tuple[StoredEntry, ...]:
        """Entries whose page is still to be read and whose next try has come, oldest first."""

    def find_unread(self, words: str, limit: int = 20) -> tuple[StoredEntry, ...]:
        """Entries whose page was not read, waiting or given up, whose URL or title contains the words; newest first."""

    def claim_entries(self, worker: str, now: datetime, lease: timedelta, limit: int) -> tuple[StoredEntry, ...]:
        """Like `waiting_entries`, and nobody else gets them until the lease ends or they are read or deferred.

        An entry whose lease ran out comes back with one more attempt: reading it may have killed the worker.
        """

    def release_entries(self, worker: str) -> int:
        """Gives back what this worker claimed and has neither read nor deferred; returns how many."""

    def defer_entry(self, entry_id: str, reason: str, next_try: datetime | None, feed_id: str | None = None) -> None:
        """The page could not be read: when to try again, or None to give up with the reason kept.

        `feed_id` tells apart entries of two publishers that bear the same id.
        """

    def revive_entries(self, since: datetime, now: datetime, limit: int, feeds: Iterable[str] = ()) -> int:
        """Entries seen since then that were given up are tried afresh from now on; returns how many.

        `feeds` narrows it to those feeds; an entry whose feed text retention has dropped stays given up.
        """

    # -- articles, events, alerts
    def article_unit(self) -> AbstractContextManager[ArticleUnit]:
        """One transaction around an article; commits on leaving, rolls back on an exception."""

    def article(self, article_id: str) -> StoredArticle | None:
        """The article, or None."""

    def event(self, event_id: str) -> Event | None:
        """The event, or None."""

    def events(self, since: datetime, limit: int = 100) -> tuple[Event, ...]:
        """Events last seen since then, newest first."""

    def timeline(self, event_id: str) -> tuple[DecisionRecord, ...]:
        """Every decision about the event, oldest first."""

    def decisions_for_article(self, article_id: str) -> tuple[DecisionRecord, ...]:
        """Every decision that the article led to."""

    def decisions(self, since: datetime, until: datetime, reasons: Iterable[str]) -> tuple[DecisionRecord, ...]:
        """Decisions made after `since` and up to `until` for one of these reasons, oldest first."""

    def mentions_for_article(self, article_id: str) -> tuple[tuple[Mention, ...], tuple[NearMiss, ...]]:
        """What the rules said of the article, and what they nearly said."""

    def find_articles(self, words: str, limit: int = 20) -> tuple[StoredArticle, ...]:
        """Articles whose URL or title contains the words (a literal, never a pattern), newest first."""

    def articles_between(
        self, since: datetime, until: datetime, limit: int, after: StoredArticle | None = None
    ) -> tuple[StoredArticle, ...]:
        """Articles fetched in that time whose text is still kept, as they were judged; `after` goes on behind it.

        Oldest first; those of one batch bear one moment and come in the order of their judgement.
        """

    def article_facts(self, since: datetime, until: datetime) -> tuple[ArticleFacts, ...]:
        """How well the articles fetched after `since` and up to `until` could be read, oldest first."""

    def alert(self, alert_id: str) -> Alert | None:
        """The alert, or None."""

    def alerts(self, since: datetime, limit: int = 100) -> tuple[Alert, ...]:
        """Alerts raised since then, newest first."""

    # -- outbox
    def claim_deliveries(
        self,
        worker: str,
        now: datetime,
        lease: timedelta,
        limit: int,
        receivers: Iterable[str] | None = None,
        *,
        announced: bool = False,
    ) -> tuple[ClaimedDelivery, ...]:
        """Due deliveries, most severe first then oldest, leased to this worker; nobody else gets them meanwhile.

        A delivery whose lease ran out while it was being sent comes back as `unknown` and is marked as a repeat; when
        that happens to the repeat as well, it is given up. With `announced` the worker promises to call
        `start_sending` before each one: a lease that ran out before that call is then no sending at all, so that a
        worker which dies with fifty claimed deliveries costs one repeat and not fifty. `worker` names one run of one
        worker: two that send at the same time never share a name.
        """

    def start_sending(self, delivery_id: int, worker: str, now: datetime, lease: timedelta) -> bool:
        """Marks the claimed delivery as being sent from now on and renews its lease.

        False when it is no longer this worker's, or was accepted meanwhile: then it must not be sent.
        """

    def start_sending_all(
        self, delivery_ids: Sequence[int], worker: str, now: datetime, lease: timedelta
    ) -> frozenset[int]:
        """Those of a list that may be sent, marked as `start_sending` does, in one transaction."""

    def record_all_accepted(self, delivery_ids: Sequence[int], outcome: Outcome, now: datetime, worker: str) -> None:
        """Keeps that the service took a list, for all that stood in it at once or for none."""

    def release_deliveries(self, worker: str, now: datetime) -> int:
        """Gives back what this worker claimed and did not start to send (with `announced`); returns how many."""

    def record_outcome(
        self,
        delivery_id: int,
        outcome: Outcome,
        now: datetime,
        next_try: datetime | None,
        worker: str | None = None,
    ) -> bool:
        """Keeps the channel's answer; `next_try` None ends it (accepted or given up). False when it was too late.

        With `worker` the answer counts only while the delivery is still that worker's; `accepted` always counts, for
        it tells what happened. A second unknown outcome ends the delivery: it is resent at most once.
        """

    def retry_delivery(self, delivery_id: int, now: datetime) -> bool:
        """An operator wants a delivery that was given up tried again from now on; False when it was not given up."""

    def mark_short(self, delivery_id: int) -> None:
        """From now on this delivery goes out in the plain short form."""

    def deliveries(
        self, since: datetime, states: Iterable[DeliveryState] | None = None, alert_id: str | None = None
    ) -> tuple[Delivery, ...]:
        """Deliveries created since then, newest first."""

    # -- notices: digests and lists, sent like deliveries
    def post_notice(
        self,
        kind: str,
        key: str,
        receiver: str,
        message: Message,
        now: datetime,
        expires: datetime,
        *,
        severity: Severity = Severity.MEDIUM,
        quiet: timedelta = timedelta(0),
    ) -> bool:
        """True when the message now waits to be sent; False when it was posted before, or its kind within `quiet`."""

    def last_notice(self, kind: str, receiver: str) -> datetime | None:
        """When the receiver's last notice of this kind was posted."""

    def claim_notices(
        self, worker: str, now: datetime, lease: timedelta, limit: int, receivers: Iterable[str] | None = None
    ) -> tuple[Notice, ...]:
        """Due notices, leased to this worker, who calls `start_notice` before each, as with `announced` deliveries.

        Those that came too late are given up with that reason. What a lost lease means is as for deliveries.
        """

    def start_notice(self, notice_id: int, worker: str, now: datetime, lease: timedelta) -> bool:
        """Marks the claimed notice as being sent from now on; False when it must not be sent."""

    def release_notices(self, worker: str, now: datetime) -> int:
        """Gives back what this worker claimed and did not start to send; returns how many."""

    def record_notice(
        self, notice_id: int, outcome: Outcome, now: datetime, next_try: datetime | None, worker: str | None = None
    ) -> bool:
        """Keeps the channel's answer as `record_outcome` does."""

    def shorten_notice(self, notice_id: int) -> None:
        """From now on this notice goes out in its first lines alone."""

    def notices(self, since: datetime, kind: str | None = None) -> tuple[Notice, ...]:
        """Notices posted since then, newest first."""

    # -- marks: what is done once only, however often it is begun
    def mark_once(self, name: str, now: datetime) -> bool:
        """True for the first who sets this mark; it stays set."""

    def is_marked(self, name: str) -> bool:
        """True when somebody has set this mark."""

    # -- people
    def add_silence(
        self, scope: SilenceScope, target: str, until: datetime, owner: str, reason: str, now: datetime
    ) -> Silence:
        """A new mute."""

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """Mutes in force now."""

    def acknowledge(self, acknowledgement: Acknowledgement) -> None:
        """Somebody has taken the event."""

    def acknowledgements(self, event_id: str) -> tuple[Acknowledgement, ...]:
        """Who has taken the event, oldest first."""

    def add_label(self, alert_id: str, label: str, owner: str, at: datetime, note: str = "") -> None:
        """An officer's word on an alert: right, wrong, old, off-topic."""

    def labels(self, since: datetime) -> tuple[Label, ...]:
        """Labels given since then, oldest first."""

    def lift_silence(self, silence_id: int, now: datetime) -> bool:
        """Ends a mute now; False when it was not in force."""

    # -- cycles and leases
    def take_lease(self, name: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        """True when the lease was free, expired or already ours; it is ours until now + ttl."""

    def release_lease(self, name: str, owner: str) -> None:
        """Gives the lease back if it is ours."""

    def record_cycle(self, report: CycleReport) -> None:
        """Keeps what a poll cycle did."""

    def last_cycles(self, limit: int = 10) -> tuple[CycleReport, ...]:
        """The last poll cycles, newest first."""

    def totals(self, since: datetime) -> Totals:
        """Counts since then."""

    def polls(self, since: datetime, feed_id: str | None = None, limit: int = 1000) -> tuple[FeedPoll, ...]:
        """Polls since then that brought something new, may have missed entries or met a fault, newest first."""

    # -- upkeep
    def prune(
        self,
        now: datetime,
        articles_days: int = 90,
        entries_days: int = 30,
        shingles_days: int = 14,
        history_days: int = 90,
    ) -> Pruned:
        """Drops what has served: see Pruned. Identities, hashes, mentions, decisions and alerts stay for ever."""

    def check_integrity(self) -> tuple[str, ...]:
        """What is wrong with the stored data, a sentence each; empty when all is well. Reads everything: slow."""

    def backup(self, path: Path) -> None:
        """A consistent copy of the database at this path, taken while others work; replaces what was there.

        PostgreSQL: StoreError that names the command to use instead.
        """

    def close(self) -> None:
        """Gives up every connection."""


__all__ = [
    "ArticleUnit",
    "ClaimedDelivery",
    "CopyMatch",
    "CycleReport",
    "DecisionRecord",
    "EntryState",
    "Label",
    "Pruned",
    "Severity",
    "Store",
    "StoreError",
    "StoreUnavailableError",
    "StoredArticle",
    "StoredEntry",
    "Totals",
]
