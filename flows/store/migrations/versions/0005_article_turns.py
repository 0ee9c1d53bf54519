"""An article's row says in which turn it was judged: those of one batch bear one moment and were not judged at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column on article, empty for what was judged before: there the id goes on deciding."""
    op.add_column("article", sa.Column("turn", sa.BigInteger(), nullable=True))
    op.create_index("ix_article_turn", "article", ["turn"])
