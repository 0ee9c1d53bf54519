"""Database errors in our words. Only those that a user can act on; anything else is a bug and stays one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from flows.store.base import StoreError, StoreUnavailableError

# What SQLite says -> why and what to do. The first that occurs in its message is taken.
_SQLITE = (
    ("database is locked", "another process writes for too long", "try again; stop the other if it hangs", True),
    ("database table is locked", "another process has been writing for too long", "try again", True),
    ("disk is full", "the disk is full", "free some space; nothing was lost", True),
    ("disk i/o error", "the disk does not answer", "check the disk and the space left on it", True),
    ("readonly database", "it cannot be written", "give this user write permission on file and folder", False),
    ("unable to open", "file or folder cannot be opened", "check that the folder is there and writable", False),
    ("malformed", "the file is damaged", "stop pantau and restore the last backup", False),
    ("not a database", "the file is no pantau database", "name another file, or move this one away", False),
    ("no such table", "its tables are missing", "open it with migration (pantau up does)", False),
)  # fmt: skip


@contextmanager
def in_our_words(where: str) -> Iterator[None]:
    """Raises StoreError for trouble that a user can act on. `where` names the database without its password."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreUnavailableError(f"store {where}: every connection is busy: try again") from error
    except DBAPIError as error:
        known = explain(where, error)
        if known is None:
            raise
        raise known from error


def explain(where: str, error: DBAPIError) -> StoreError | None:
    """The error in our words, or None when it is a bug of ours."""
    if where.startswith("postgresql"):
        return _postgresql(where, error)
    said = str(error.orig).lower()
    for words, why, remedy, passing in _SQLITE:
        if words in said:
            family = StoreUnavailableError if passing else StoreError
            return family(f"store {where}: {why}: {remedy}")
    return None


def _postgresql(where: str, error: DBAPIError) -> StoreError | None:
    state = str(getattr(error.orig, "sqlstate", None) or "")
    said = " ".join(str(error.orig).split())[:200]
    if state == "53100":
        return StoreUnavailableError(f"store {where}: the server's disk is full: free some space; nothing was lost")
    # A refused connection carries no SQLSTATE, only the server's words.
    if state.startswith("28") or "authentication failed" in said or ('role "' in said and "does not exist" in said):
        return StoreError(f"store {where}: the server refuses user or password: correct them in the settings")
    if state == "3D000" or ('database "' in said and "does not exist" in said):
        return StoreError(f"store {where}: there is no such database: create it, or correct the name")
    if state == "42501":
        return StoreError(f"store {where}: the user may not do this ({said}): grant it the schema")
    if state == "42P01":
        return StoreError(f"store {where}: its tables are missing: open it with migration (pantau up does)")
    if state in ("40001", "40P01", "55P03"):
        return StoreUnavailableError(f"store {where}: another worker was in the way ({said}): try again")
    if error.connection_invalidated or isinstance(error, (OperationalError, InterfaceError)):
        return StoreUnavailableError(f"store {where}: the server cannot be reached ({said}): it is tried again")
    return None
