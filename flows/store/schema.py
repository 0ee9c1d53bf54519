"""Brings a database to today's schema, once, however many start at the same moment."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import column, table

from flows.store.base import StoreError
from flows.store.database import Database

HEAD = "0006"  # the newest revision under migrations/versions; test_migrations.py compares
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006")
_MIGRATION_LOCK = 0x70616E74617520  # PostgreSQL's advisory lock around migrations
_MIGRATIONS = Path(__file__).parent / "migrations"


def revision(db: Connection) -> str | None:
    """The revision of the schema on disk, None for an empty database."""
    if not inspect(db).has_table("alembic_version"):
        return None
    return db.scalar(select(column("version_num")).select_from(table("alembic_version")))


def bring_up_to_date(database: Database, *, migrate: bool) -> None:
    """Checks the schema and, with `migrate`, upgrades it in one transaction. StoreError when it does not fit."""
    with database.reading() as db:
        found = revision(db)
    if found == HEAD:
        return
    _refuse_strangers(database, found)
    if not migrate:
        raise StoreError(
            f"store {database.where}: schema {found or 'missing'}, this pantau needs {HEAD}: "
            "start 'pantau up' once, it migrates"
        )
    # SQLite: BEGIN IMMEDIATE lets one in. Whoever comes second finds the work done.
    with database.writing() as db:
        if not database.is_sqlite:
            db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        found = revision(db)
        _refuse_strangers(database, found)
        if found != HEAD:
            _upgrade_or_say(database, db, found)


def _refuse_strangers(database: Database, found: str | None) -> None:
    if found is not None and found not in KNOWN:
        raise StoreError(
            f"store {database.where}: schema {found} is newer than this pantau (it knows up to {HEAD}): "
            "upgrade pantau, or restore the backup made before the upgrade"
        )


def _upgrade_or_say(database: Database, db: Connection, found: str | None) -> None:
    try:
        upgrade(db)
    except DBAPIError as error:
        raise StoreError(
            f"store {database.where}: the upgrade from schema {found or 'none'} to {HEAD} failed ({error.orig}); "
            "nothing was changed: restore the last backup, or empty the database if it is not pantau's"
        ) from error


def upgrade(db: Connection, to: str = "head") -> None:
    """Runs the migrations inside the caller's transaction."""
    from alembic import command  # slow to import, and needed once per release
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = db
    command.upgrade(config, to)
