"""Opens the store: makes or migrates what is missing, refuses what would not work, in one sentence."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import URL

from flows.store.base import Store, StoreError
from flows.store.database import BUSY_SECONDS, Database, postgresql_engine, read_url, sqlite_engine
from flows.store.schema import bring_up_to_date
from flows.store.sql import SqlStore

NEEDED_SQLITE = (3, 35, 0)  # RETURNING
CHECKED_BYTES = 256 * 1024 * 1024  # larger files are checked by upkeep, not at every start


def open_store(url: str, *, migrate: bool = True) -> Store:
    """The store at this address, ready for use; StoreError says what is wrong and what to do.

    `sqlite:////folder/pantau.db` or a plain path; `sqlite://` alone is a store that is forgotten on close (tests,
    replay). PostgreSQL: `postgresql://user:password@host/name`; also `postgres://` and `postgresql+psycopg://`.
    With `migrate` an older or empty database is brought up to date first.
    """
    database = _connect(read_url(url), make=migrate)
    try:
        bring_up_to_date(database, migrate=migrate)
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


def _connect(url: URL, *, make: bool) -> Database:
    return _sqlite(url, make=make) if url.drivername == "sqlite" else _postgresql(url)


def _postgresql(url: URL) -> Database:
    return Database(postgresql_engine(url), where=url.render_as_string(hide_password=True), path=None)


def _sqlite(url: URL, *, make: bool) -> Database:
    if url.database in (None, "", ":memory:"):
        path = Path(tempfile.mkdtemp(prefix="pantau-")) / "forgotten.db"
        _prepare_file(path)
        return Database(sqlite_engine(path, durable=False), where="sqlite:// (forgotten)", path=path, throwaway=True)
    path = Path(str(url.database)).expanduser()
    _check_folder(path, make=make)
    _prepare_file(path)
    return Database(sqlite_engine(path), where=f"sqlite {path}", path=path)


def _check_folder(path: Path, *, make: bool) -> None:
    folder = path.parent
    if path.is_dir():
        raise StoreError(f"store sqlite {path}: it is a folder: name a file inside it")
    if not make and not path.exists():
        raise StoreError(f"store sqlite {path}: there is no such file: start 'pantau up' once, or correct the path")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"store sqlite {path}: its folder cannot be made ({error.strerror}): choose a folder you may write to"
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreError(
            f"store sqlite {path}: the folder {folder} is not writable: grant it to this user or choose another"
        )
    if path.exists() and not os.access(path, os.R_OK | os.W_OK):
        raise StoreError(f"store sqlite {path}: the file is not writable: grant it to this user")


def _make_file(path: Path) -> None:
    """An empty file for its owner alone, where there is none: what officers say is nobody else's business.

    A file that is there is never opened here: closing a descriptor of it would give up the locks of every store that
    this process has open on it (POSIX, fcntl(2)), and another process would then take its write-ahead log away.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _prepare_file(path: Path) -> None:
    """Sets what a file keeps for good, and looks for damage: better found now than in the middle of an alert."""
    if sqlite3.sqlite_version_info < NEEDED_SQLITE:
        raise StoreError(
            f"store sqlite {path}: this Python brings SQLite {sqlite3.sqlite_version}, pantau needs "
            f"{'.'.join(map(str, NEEDED_SQLITE))}: use a newer Python, or PostgreSQL"
        )
    try:
        _make_file(path)
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as plain:
            if plain.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                plain.execute("PRAGMA auto_vacuum = INCREMENTAL")  # works only while the file is empty
                plain.execute("PRAGMA journal_mode = WAL").fetchone()
            said = "ok"
            if path.stat().st_size <= CHECKED_BYTES:
                said = plain.execute("PRAGMA quick_check(1)").fetchone()[0]
    except (OSError, sqlite3.DatabaseError) as error:
        said = str(error)
    if said != "ok":
        raise StoreError(
            f"store sqlite {path}: the file is damaged or no database ({said.splitlines()[0]}): "
            "stop pantau, move it away and restore the last backup"
        )
