"""Copies of the watch's own store, and the way back. SQLite copies itself; a PostgreSQL server has tools of its own."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from flows.app.config import Settings
from flows.app.supervisor_lock import HomeLock
from flows.store import Store, StoreError, open_store

FOLDER = "backups"
NAME = "pantau-{:%Y%m%dT%H%M%SZ}.sqlite3"
KEPT = 7


def sqlite_file(settings: Settings) -> Path | None:
    """The store's file; None when a server keeps it."""
    address = settings.store_address
    scheme, _, rest = address.partition("://")
    if not scheme.startswith("sqlite"):
        return None
    return Path(rest.removeprefix("/").partition("?")[0])


def take_backup(store: Store, settings: Settings, now: datetime, target: Path | None = None, keep: int = KEPT) -> Path:
    """Where the copy stands, taken while the watch goes on; in the home's `backups` the newest `keep` stay.

    Raises StoreError; for PostgreSQL it names the command to use instead.
    """
    folder = settings.home / FOLDER
    path = target or folder / NAME.format(now)
    if target is None:
        folder.mkdir(mode=0o700, exist_ok=True)
    store.backup(path)
    path.chmod(0o600)
    if target is None:
        for old in sorted(folder.glob("pantau-*.sqlite3"))[:-keep]:
            old.unlink()
    return path


def nightly_backup(store: Store, settings: Settings, now: datetime, keep: int) -> tuple[str, str]:
    """What was done, and what went wrong: one of the two is empty unless nothing was to be done."""
    if not keep or sqlite_file(settings) is None:
        return "no backup (a PostgreSQL server has tools of its own)" if keep else "no backup", ""
    try:
        path = take_backup(store, settings, now, keep=keep)
    except (StoreError, OSError) as error:
        return "", f"no backup: {error}"
    return f"backup {path.name}, {path.stat().st_size / 1e6:,.1f} MB", ""


def restore(settings: Settings, backup: Path, now: datetime) -> tuple[Path, Path | None]:
    """The store's file with the backup in it, and where the file that was there has been put aside.

    Refused while `pantau up` holds the home, and for a file that is no readable store of ours. Nothing is deleted. An
    older backup is migrated. Raises StoreError.
    """
    file = sqlite_file(settings)
    if file is None:
        raise StoreError("restore: a PostgreSQL server keeps the store: use pg_restore --clean --if-exists")
    lock = HomeLock(settings.home)
    if not lock.take():
        raise StoreError(f"restore {file}: pantau is running on it: stop pantau first")
    try:
        return _put_back(file, backup, now)
    finally:
        lock.release()


def _put_back(file: Path, backup: Path, now: datetime) -> tuple[Path, Path | None]:
    fresh = file.with_name(file.name + ".restoring")
    try:
        if not backup.is_file():
            raise StoreError(f"restore {backup}: there is no such file: name a backup")
        shutil.copyfile(backup, fresh)
        fresh.chmod(0o600)
        _check(fresh, backup)
        aside = _set_aside(file, now) if file.exists() else None
        fresh.replace(file)
    except OSError as error:
        raise StoreError(f"restore {file}: {error}: make room, check the rights of the folder") from None
    finally:
        for left in file.parent.glob(f"{fresh.name}*"):
            left.unlink()
    return file, aside


def _check(fresh: Path, backup: Path) -> None:
    """Opens the copy as the watch would: an older one is migrated, a damaged or foreign one refused."""
    with closing(sqlite3.connect(fresh)) as db:
        try:
            said = [str(row[0]) for row in db.execute("PRAGMA quick_check(3)")]
            ours = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise StoreError(f"restore {backup}: {error}: name another backup") from None
    if said != ["ok"] or not ours:
        why = said[0] if said != ["ok"] else "it is no store of pantau"
        raise StoreError(f"restore {backup}: {why}: name another backup")
    open_store(f"sqlite:///{fresh}", migrate=True).close()
    with closing(sqlite3.connect(fresh)) as db:  # one file again, before it is moved
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        db.execute("PRAGMA journal_mode = DELETE").fetchall()


def _set_aside(file: Path, now: datetime) -> Path:
    """The file that was there with its journal, under a name that says when; its WAL must not meet the restored one."""
    aside = file.with_name(f"{file.name}.before-{now:%Y%m%dT%H%M%SZ}")
    for suffix in ("", "-wal", "-shm"):
        old = file.with_name(file.name + suffix)
        if old.exists():
            old.replace(aside.with_name(aside.name + suffix))
    return aside
