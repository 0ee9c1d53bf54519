"""First tables: feeds, entries, articles, events, alerts, deliveries, people, leases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text()
MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Makes every table."""
    op.create_table(
        "acknowledgement",
        sa.Column("event_id", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "owner", "at", name="pk_acknowledgement"),
    )
    op.create_table(
        "alert",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("event_id", TEXT, nullable=False),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("test", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("doc", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
    )
    op.create_index("ix_alert_created_at", "alert", ["created_at"])
    op.create_index("ix_alert_event_id", "alert", ["event_id", "number"])
    op.create_index("ix_alert_rule", "alert", ["rule", "created_at"])
    op.create_table(
        "article",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("feed_id", TEXT, nullable=False),
        sa.Column("outlet", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=True),
        sa.Column("extractor", TEXT, nullable=False),
        sa.Column("method", TEXT, nullable=False),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("fetched_at", MOMENT, nullable=False),
        sa.Column("text_hash", TEXT, nullable=False),
        sa.Column("copy_of", TEXT, nullable=True),
        sa.Column("shingles", TEXT, nullable=False),
        sa.Column("doc", TEXT, nullable=False),
        sa.Column("pruned", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
    )
    op.create_index("ix_article_fetched_at", "article", ["fetched_at"])
    op.create_index("ix_article_text_hash", "article", ["text_hash"])
    op.create_table(
        "cycle",
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=False),
        sa.Column("doc", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("started_at", "finished_at", name="pk_cycle"),
    )
    op.create_table(
        "decision",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("article_id", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("event_id", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("alert_id", TEXT, nullable=True),
        sa.Column("doc", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.UniqueConstraint("article_id", "digest", name="uq_decision_article_id_digest"),
    )
    op.create_index("ix_decision_at", "decision", ["at"])
    op.create_index("ix_decision_event_id", "decision", ["event_id"])
    op.create_table(
        "entry",
        sa.Column("seq", SERIAL, autoincrement=True, nullable=False),
        sa.Column("publisher", TEXT, nullable=False),
        sa.Column("entry_id", TEXT, nullable=False),
        sa.Column("feed_id", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("dated", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("backfill", sa.Boolean(), nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("article_id", TEXT, nullable=True),
        sa.Column("doc", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_entry"),
        sa.UniqueConstraint("publisher", "entry_id", name="uq_entry_publisher_entry_id"),
    )
    op.create_index("ix_entry_entry_id", "entry", ["entry_id"])
    op.create_index("ix_entry_waiting", "entry", ["state", "due_at", "dated", "seq"])
    op.create_table(
        "event",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("doc", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_last_seen_at", "event", ["last_seen_at"])
    op.create_index("ix_event_open", "event", ["status", "type", "last_seen_at"])
    op.create_table(
        "feed",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("publisher", TEXT, nullable=True),
        sa.Column("doc", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feed"),
    )
    op.create_table(
        "label",
        sa.Column("alert_id", TEXT, nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "label", "owner", "at", name="pk_label"),
    )
    op.create_table(
        "lease",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )
    op.create_table(
        "poll",
        sa.Column("feed_id", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("doc", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "at", name="pk_poll"),
    )
    op.create_index("ix_poll_at", "poll", ["at"])
    op.create_table(
        "shingle",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("hash", "article_id", name="pk_shingle"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "silence",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("scope", TEXT, nullable=False),
        sa.Column("target", TEXT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_silence"),
        sa.UniqueConstraint(
            "scope", "target", "until", "owner", "created_at", name="uq_silence_scope_target_until_owner_created_at"
        ),
    )
    op.create_index("ix_silence_until", "silence", ["until"])
    op.create_table(
        "delivery",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("alert_id", TEXT, nullable=False),
        sa.Column("receiver", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("short", sa.Boolean(), nullable=False),
        sa.Column("claimed_by", TEXT, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("started", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name="fk_delivery_alert_id"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("alert_id", "receiver", name="uq_delivery_alert_id_receiver"),
    )
    op.create_index("ix_delivery_created_at", "delivery", ["created_at"])
    op.create_index("ix_delivery_due", "delivery", ["is_open", "rank", "created_at", "id"])
    op.create_table(
        "mention",
        sa.Column("article_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("doc", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_mention_article_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_mention"),
    )
    op.create_table(
        "near_miss",
        sa.Column("article_id", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("doc", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_near_miss_article_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_near_miss"),
    )
