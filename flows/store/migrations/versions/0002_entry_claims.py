"""Entries can be claimed under a lease, so that two pollers never read the same page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns on entry, empty: nothing is claimed at the moment of an upgrade."""
    op.add_column("entry", sa.Column("claimed_by", sa.Text(), nullable=True))
    op.add_column("entry", sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True))
