"""An article's row says how long its text is and whether the page named a date, for the quality watch."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns on article, empty for what was read before: the history builds up within a day."""
    op.add_column("article", sa.Column("characters", sa.Integer(), nullable=True))
    op.add_column("article", sa.Column("dated", sa.Boolean(), nullable=True))
