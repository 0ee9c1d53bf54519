"""Which workers run on this machine, so that the leases of those that died are given back at the next start."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from flows.alerts.event import DeliveryState, Outcome, OutcomeKind
from flows.app.ingest import LEASE
from flows.app.supervisor_lock import is_alive
from flows.store.base import Store

_FOLDER = "workers"
LOOK_BACK = timedelta(days=2)
HEIR_LEASE = timedelta(minutes=1)
MOST = 10_000
_watched = False


def end_with_parent(grace: float = 10.0, look_every: float = 1.0) -> None:
    """From now on this process ends soon after the one that started it, whatever it is waiting for.

    The grace is for what is under way, such as a message that waits for its answer. Without this a run whose runner was
    killed asks a Prefect server that is gone for its state, again and again. Calling it twice changes nothing.
    """
    global _watched
    if _watched:
        return
    _watched = True
    threading.Thread(target=_await_end, args=(os.getppid(), grace, look_every), daemon=True).start()


def _await_end(parent: int, grace: float, look_every: float) -> None:
    while os.getppid() == parent:
        time.sleep(look_every)
    time.sleep(grace)
    if os.getpgrp() == os.getpid():  # the leader of a group of our own: its runs go with it
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(75)


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
            _give_back(store, worker, receiver, now)
        file.unlink(missing_ok=True)
        released.append(worker)
    return tuple(released)


def _give_back(store: Store, dead: str, receiver: str, now: datetime) -> None:
    """What was not begun is due again; what was under way may have arrived and goes out again, marked as a repeat."""
    claimant, heir = f"{dead}/{receiver}", f"heir-of-{dead}/{receiver}"
    store.release_deliveries(claimant, now)
    store.release_notices(claimant, now)
    # The heir takes what was not begun, so that what is still the dead one's was under way.
    store.claim_deliveries(heir, now, HEIR_LEASE, MOST, [receiver], announced=True)
    cut_off = Outcome(OutcomeKind.UNKNOWN, "cut off")
    for delivery in store.deliveries(now - LOOK_BACK, [DeliveryState.SENDING]):
        store.record_outcome(delivery.id, cut_off, now, now, claimant)
    store.release_deliveries(heir, now)
