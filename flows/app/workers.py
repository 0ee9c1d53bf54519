"""Which workers run on this machine, so that the leases of those that died are given back at the next start."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from flows.app.ingest import LEASE
from flows.app.supervisor_lock import is_alive
from flows.store.base import Store

_FOLDER = "workers"


@contextmanager
def registered_worker(home: Path, worker: str) -> Iterator[None]:
    """While it lasts, the home knows that this process works under that name."""
    folder = home / _FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / f"{os.getpid()}-{re.sub(r'[^A-Za-z0-9]+', '-', worker)[:80]}"
    file.write_text(worker, encoding="utf-8")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def release_leftovers(store: Store, home: Path, now: datetime, receivers: Sequence[str] = ()) -> tuple[str, ...]:
    """Gives back what workers of this home held that were killed; returns their names.

    Without it a cycle cut off by `kill -9` would keep the next one waiting until its lease ends.
    """
    folder = home / _FOLDER
    released = []
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        pid, _, _ = file.name.partition("-")
        if pid.isdigit() and is_alive(int(pid)) and int(pid) != os.getpid():
            continue
        worker = file.read_text(encoding="utf-8")
        store.release_lease(LEASE, worker)
        store.release_entries(worker)
        for receiver in receivers:
            store.release_deliveries(f"{worker}/{receiver}", now)
        file.unlink(missing_ok=True)
        released.append(worker)
    return tuple(released)
