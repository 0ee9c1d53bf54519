"""Connections and transactions: one way to read, one to write, for SQLite and PostgreSQL alike."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError

from flows.store.base import StoreError
from flows.store.faults import in_our_words

BUSY_SECONDS = 30  # how long a writer waits for another process
UNIT_LOCK = 0x70616E746175  # "pantau": PostgreSQL's advisory lock around decisions
_PUBLISHER_LOCKS = 0x70616E  # PostgreSQL's advisory locks around a publisher's entries
_BEGIN = "pantau_begin"


class Database:
    """One engine, and who may write when.

    SQLite has one writer: threads of this process queue here, other processes at BEGIN IMMEDIATE. On PostgreSQL
    writers run side by side, but for decisions, which queue at an advisory lock.
    """

    def __init__(self, engine: Engine, where: str, path: Path | None, *, throwaway: bool = False) -> None:
        self.engine = engine
        self.where = where  # for people: no password
        self.path = path  # of the SQLite file
        self.throwaway = throwaway
        # An INSERT that knows ON CONFLICT; both dialects spell it the same way.
        self.insert: Callable[[Table], Any] = postgresql.insert if path is None else sqlite.insert
        self._turn = threading.Lock()
        self._writer: int | None = None

    @property
    def is_sqlite(self) -> bool:
        """True for SQLite, False for PostgreSQL."""
        return self.path is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot: all reads inside see the same moment on SQLite."""
        with in_our_words(self.where), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = True, alone: bool = False) -> Iterator[Connection]:
        """A transaction that writes: commits on leaving, rolls back on an exception.

        `durable` survives a power cut once committed; without it a power cut may take the last commits back, whole
        and in order (SQLite's synchronous=NORMAL; a killed process loses nothing either way). `alone` queues behind
        every other transaction that asks for it.
        """
        queue = self._my_turn() if self.is_sqlite or alone else _no_queue()
        begin = {_BEGIN: "FULL" if durable else "NORMAL"}
        with in_our_words(self.where), queue, self.engine.connect() as plain:
            connection = plain.execution_options(**begin)
            with connection.begin():
                if not self.is_sqlite:
                    _prepare_postgresql(connection, durable=durable, alone=alone)
                yield connection

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        """One writer at a time in this process; a fair queue where SQLite itself only sleeps and retries."""
        me = threading.get_ident()
        if self._writer == me:
            raise RuntimeError("a store method that writes was called inside an open article_unit of the same thread")
        if not self._turn.acquire(timeout=BUSY_SECONDS * 4):
            raise StoreError(f"store {self.where}: another thread has been writing for too long: restart pantau")
        self._writer = me
        try:
            yield
        finally:
            self._writer = None
            self._turn.release()

    def queue_for_publisher(self, connection: Connection, publisher: str) -> None:
        """Lets one transaction at a time add entries of a publisher.

        Two feeds of one publisher share entries in different orders: PostgreSQL would see a deadlock.
        """
        if not self.is_sqlite:
            lock = text("SELECT pg_advisory_xact_lock(:room, hashtext(:name))")
            connection.execute(lock, {"room": _PUBLISHER_LOCKS, "name": publisher.replace("\x00", "")})

    def close(self) -> None:
        """Gives up every connection; a throwaway database goes with them."""
        self.engine.dispose()
        if self.throwaway and self.path is not None:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self.path}{suffix}").unlink(missing_ok=True)
            self.path.parent.rmdir()


@contextmanager
def _no_queue() -> Iterator[None]:
    yield


def _prepare_postgresql(connection: Connection, *, durable: bool, alone: bool) -> None:
    if not durable:
        connection.execute(text("SET LOCAL synchronous_commit = off"))
    if alone:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UNIT_LOCK})


def read_url(url: str) -> URL:
    """The URL in SQLAlchemy's form; a plain path is a SQLite file. Never quotes what it was given."""
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(
            "store: the database URL cannot be read: it should look like sqlite:////folder/pantau.db"
            " or postgresql://user@host/name: correct it in the settings"
        ) from None
    name = parsed.drivername
    if name in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if name in ("sqlite", "sqlite+pysqlite"):
        return parsed.set(drivername="sqlite")
    if name == "postgresql+psycopg":
        return parsed
    raise StoreError(f"store: database kind {name}: not one of sqlite, postgresql: correct the URL in the settings")


def postgresql_engine(url: URL) -> Engine:
    """An engine for a PostgreSQL server; nothing is connected yet."""
    try:
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=16,
            connect_args={
                "connect_timeout": 10,
                "application_name": "pantau",
                # A worker that hangs inside a decision must not hold everybody's lock for ever.
                "options": "-c idle_in_transaction_session_timeout=300000",
            },
        )
    except ModuleNotFoundError as error:
        raise StoreError(
            f"store: PostgreSQL: the driver {error.name} is missing: install pantau with its 'postgresql' extra"
        ) from error


def sqlite_engine(path: Path, *, durable: bool = True, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine for a SQLite file. Without `durable` nothing is ever synced: for databases that are thrown away."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        hide_parameters=True,
        pool_size=8,
        max_overflow=32,  # one per thread that reads at the same time
        connect_args={"timeout": busy_seconds},
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite(durable))
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # SQLAlchemy's own recipe: sqlite3 must not begin transactions behind our back.
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "cache_size = -8000", "temp_store = MEMORY", "journal_size_limit = 67108864"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(durable: bool) -> Callable[[Connection], None]:
    def begin(connection: Connection) -> None:
        wanted = connection.get_execution_options().get(_BEGIN)
        if wanted is None:
            connection.exec_driver_sql("BEGIN")
            return
        connection.exec_driver_sql(f"PRAGMA synchronous = {wanted if durable else 'OFF'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return begin
