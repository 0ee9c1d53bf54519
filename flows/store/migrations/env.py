"""Alembic's entry: runs migrations on the connection that schema.py hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=True,  # true of PostgreSQL, and of SQLite as database.py opens it
)
context.run_migrations()
