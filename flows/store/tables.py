"""The tables. What is asked for has a column; the rest of a value travels in `doc`, as codec.py writes it.

The schema that is really on disk comes from `migrations/`; test_migrations.py holds the two together.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: timestamptz on PostgreSQL, sortable ISO text on SQLite. A time without zone is a bug."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC, zone dropped where the database has none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a time without zone reached the store")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """UTC again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text from outside. NUL (which PostgreSQL refuses) and lone surrogates become U+FFFD; `doc` keeps the original."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Text that both databases take."""
        if value is None:
            return None
        text = str(value)
        if text.isascii():
            return text.replace("\x00", "\ufffd")
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "\ufffd")


Serial = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER PRIMARY KEY counts by itself on SQLite


def _of_article() -> ForeignKey:
    """Checked at the end of the transaction: inside it the order of calls is free."""
    return ForeignKey("article.id", deferrable=True, initially="DEFERRED")


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

feed = Table(
    "feed",
    metadata,
    Column("id", Words, primary_key=True),
    Column("publisher", Words),  # known from the first entry on
    Column("doc", Text, nullable=False),  # FeedState
)

# Only polls that brought something new or a problem: a thousand quiet feeds write no history.
poll = Table(
    "poll",
    metadata,
    Column("feed_id", Words, primary_key=True),
    Column("at", Moment, primary_key=True),
    Column("doc", Text, nullable=False),  # FeedPoll
    Index("ix_poll_at", "at"),
)

entry = Table(
    "entry",
    metadata,
    Column("seq", Serial, primary_key=True, autoincrement=True),
    Column("publisher", Words, nullable=False),
    Column("entry_id", Words, nullable=False),
    Column("feed_id", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),  # first_seen, then the next try
    Column("dated", Moment, nullable=False),  # published, or first_seen
    Column("attempts", Integer, nullable=False),
    Column("backfill", Boolean, nullable=False),
    Column("reason", Words, nullable=False),  # why the last try failed
    Column("article_id", Words),
    Column("doc", Text),  # Entry; dropped by retention once it was read
    Column("claimed_by", Words),
    Column("lease_until", Moment),
    UniqueConstraint("publisher", "entry_id"),
    Index("ix_entry_waiting", "state", "due_at", "dated", "seq"),
    Index("ix_entry_entry_id", "entry_id"),
)

article = Table(
    "article",
    metadata,
    Column("id", Words, primary_key=True),
    Column("feed_id", Words, nullable=False),
    Column("outlet", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("origin", Words),  # what the page credits
    Column("extractor", Words, nullable=False),
    Column("method", Words, nullable=False),
    Column("partial", Boolean, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("text_hash", Words, nullable=False),
    Column("copy_of", Words),
    Column("shingles", Text, nullable=False),  # JSON list, emptied by retention
    Column("doc", Text, nullable=False),  # Article; its segments are dropped by retention
    Column("pruned", Boolean, nullable=False),
    Column("characters", Integer),  # of the text as it was read; empty for articles of older releases
    Column("dated", Boolean),  # the page names when it was published
    Column("turn", BigInteger),  # counts up as articles are judged; empty for articles of older releases
    Index("ix_article_fetched_at", "fetched_at"),
    Index("ix_article_turn", "turn"),
    Index("ix_article_text_hash", "text_hash"),
)

shingle = Table(
    "shingle",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", Words, primary_key=True),
    Column("at", Moment, nullable=False),
    # No index on `at`: PostgreSQL would prefer it to the key, and pruning reads the table once a day.
    sqlite_with_rowid=False,  # the key is the row: half the size
)

mention = Table(
    "mention",
    metadata,
    Column("article_id", Words, _of_article(), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("rule", Words, nullable=False),
    Column("doc", Text, nullable=False),  # Mention
)

near_miss = Table(
    "near_miss",
    metadata,
    Column("article_id", Words, _of_article(), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("rule", Words, nullable=False),
    Column("doc", Text, nullable=False),  # NearMiss
)

event = Table(
    "event",
    metadata,
    Column("id", Words, primary_key=True),
    Column("rule", Words, nullable=False),
    Column("type", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("doc", Text, nullable=False),  # Event
    Index("ix_event_open", "status", "type", "last_seen_at"),
    Index("ix_event_last_seen_at", "last_seen_at"),
)

# The sides under which an event is found (flows/alerts/sides.py). A correction leaves old ones behind: they find more
# than needed, never less.
event_side = Table(
    "event_side",
    metadata,
    Column("one", Words, primary_key=True),
    Column("other", Words, primary_key=True),
    Column("event_id", Words, primary_key=True),
    Index("ix_event_side_other", "other"),
    sqlite_with_rowid=False,
)

decision = Table(
    "decision",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("article_id", Words, nullable=False),
    Column("digest", Words, nullable=False),  # of doc: the same decision is kept once
    Column("at", Moment, nullable=False),
    Column("event_id", Words),
    Column("state", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("alert_id", Words),
    Column("doc", Text, nullable=False),  # Decision
    UniqueConstraint("article_id", "digest"),
    Index("ix_decision_event_id", "event_id"),
    Index("ix_decision_at", "at"),
)

alert = Table(
    "alert",
    metadata,
    Column("id", Words, primary_key=True),
    Column("event_id", Words, nullable=False),
    Column("rule", Words, nullable=False),
    Column("number", Integer, nullable=False),
    Column("test", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("doc", Text, nullable=False),  # Alert
    Index("ix_alert_event_id", "event_id", "number"),
    Index("ix_alert_rule", "rule", "created_at"),
    Index("ix_alert_created_at", "created_at"),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("alert_id", Words, ForeignKey("alert.id"), nullable=False),
    Column("receiver", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("is_open", Boolean, nullable=False),  # still to be sent: neither accepted nor given up
    Column("severity", Words, nullable=False),
    Column("rank", Integer, nullable=False),  # 0 is the most severe, so that one index gives the order
    Column("attempts", Integer, nullable=False),
    Column("next_try", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("reason", Words, nullable=False),
    Column("repeat", Boolean, nullable=False),
    Column("short", Boolean, nullable=False),
    Column("claimed_by", Words),
    Column("lease_until", Moment),
    Column("started", Boolean, nullable=False),  # the claim has got as far as sending
    UniqueConstraint("alert_id", "receiver"),
    Index("ix_delivery_due", "is_open", "rank", "created_at", "id"),
    Index("ix_delivery_created_at", "created_at"),
)

# A message beside the alerts, composed when it was due: a shift digest, the list of a storm or of a backfill.
notice = Table(
    "notice",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("kind", Words, nullable=False),
    Column("key", Words, nullable=False),  # which one of its kind
    Column("receiver", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("severity", Words, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),  # from then on it has lost its use
    Column("reason", Words, nullable=False),
    Column("repeat", Boolean, nullable=False),
    Column("short", Boolean, nullable=False),
    Column("claimed_by", Words),
    Column("lease_until", Moment),
    Column("started", Boolean, nullable=False),
    Column("doc", Text, nullable=False),  # Message
    UniqueConstraint("receiver", "kind", "key"),
    Index("ix_notice_due", "is_open", "rank", "created_at", "id"),
    Index("ix_notice_created_at", "created_at"),
)

# What is done once only, however often it is begun: the steps of looking again at an article.
mark = Table(
    "mark",
    metadata,
    Column("name", Words, primary_key=True),
    Column("at", Moment, nullable=False),
    Index("ix_mark_at", "at"),
)

silence = Table(
    "silence",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("scope", Words, nullable=False),
    Column("target", Words, nullable=False),
    Column("until", Moment, nullable=False),
    Column("owner", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("scope", "target", "until", "owner", "created_at"),
    Index("ix_silence_until", "until"),
)

acknowledgement = Table(
    "acknowledgement",
    metadata,
    Column("event_id", Words, primary_key=True),
    Column("owner", Words, primary_key=True),
    Column("at", Moment, primary_key=True),
    Column("note", Words, nullable=False),
)

label = Table(
    "label",
    metadata,
    Column("alert_id", Words, primary_key=True),
    Column("label", Words, primary_key=True),
    Column("owner", Words, primary_key=True),
    Column("at", Moment, primary_key=True),
    Column("note", Words, nullable=False),
)

cycle = Table(
    "cycle",
    metadata,
    Column("started_at", Moment, primary_key=True),
    Column("finished_at", Moment, primary_key=True),
    Column("doc", Text, nullable=False),  # CycleReport
)

lease = Table(
    "lease",
    metadata,
    Column("name", Words, primary_key=True),
    Column("owner", Words, nullable=False),
    Column("until", Moment, nullable=False),
)
