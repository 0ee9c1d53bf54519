"""Events are found by their sides: reading all open ones for each article took a second from ten thousand on."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PAGE = 1000


def upgrade() -> None:
    """A table beside event, filled from the events that are there."""
    sides = op.create_table(
        "event_side",
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", "event_id", name="pk_event_side"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_event_side_other", "event_side", ["other"])
    db, last = op.get_bind(), ""
    while rows := db.execute(
        sa.text("SELECT id, doc FROM event WHERE id > :last ORDER BY id LIMIT :page"), {"last": last, "page": PAGE}
    ).all():
        last = rows[-1].id
        kept = [
            {"one": one, "other": other, "event_id": row.id}
            for row in rows
            for one, other in sorted(_sides(json.loads(row.doc)))
        ]
        if kept:
            db.execute(sides.insert(), kept)


def _sides(doc: dict[str, Any]) -> set[tuple[str, str]]:
    """As flows/alerts/sides.py had it when this was released."""
    parties = doc.get("parties", [])
    if doc["type"] == "topic":
        return {(f"rule:{doc['rule']}", "")}
    if doc["type"] == "treaty":
        parts = doc["treaty"].split("-") if doc.get("treaty") else []
        names = [f"treaty:{'-'.join(parts[:n])}" for n in range(len(parts), 0, -1)]
        return {(name, "") for name in (*(f"party:{party}" for party in parties), *names)}
    suppliers, recipients = doc.get("suppliers", []), doc.get("recipients", [])
    if not suppliers and not recipients:
        return {(party, "") for party in parties} | {("", party) for party in parties}
    return {(s, r) for s in _or_unsaid(suppliers) for r in _or_unsaid(recipients)}


def _or_unsaid(actors: list[str]) -> list[str]:
    return actors if any(actor != "west" for actor in actors) else [*actors, ""]
