"""Workers that were killed hold nothing for long, and none outlives the one that started it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.app.config import load_settings
from flows.app.ingest import LEASE
from flows.app.supervisor_lock import is_alive
from flows.app.wiring import open_settings_store
from flows.app.workers import registered_worker, release_leftovers

NOW = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent


def test_lease_of_a_killed_worker_is_given_back_and_a_living_ones_is_kept(tmp_path: Path) -> None:
    store = open_settings_store(load_settings(tmp_path, api_url=None))
    with registered_worker(tmp_path, "host-1-abc"):
        assert store.take_lease(LEASE, "host-1-abc", NOW, timedelta(minutes=10))
        (file,) = (tmp_path / "workers").iterdir()
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        alive = file.with_name(file.name.replace(str(os.getpid()), str(child.pid)))
        file.rename(alive)
        assert release_leftovers(store, tmp_path, NOW) == ()
        child.kill()
        child.wait()
        assert release_leftovers(store, tmp_path, NOW) == ("host-1-abc",)
    assert store.take_lease(LEASE, "host-2-def", NOW, timedelta(minutes=10))
    assert release_leftovers(store, tmp_path, NOW) == ()
    store.close()


def test_worker_that_ended_well_leaves_no_trace(tmp_path: Path) -> None:
    with registered_worker(tmp_path, "host/with strange:name"):
        assert len(list((tmp_path / "workers").iterdir())) == 1
    assert list((tmp_path / "workers").iterdir()) == []


def test_process_ends_after_its_parent_however_long_it_would_wait() -> None:
    child = (
        "import os, time; from flows.app.workers import end_with_parent;"
        "end_with_parent(grace=0.1, look_every=0.05); print(os.getpid(), flush=True); time.sleep(60)"
    )
    parent = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}]).wait()"
    started = subprocess.Popen(
        [sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert started.stdout is not None
    pid = int(started.stdout.readline())
    assert is_alive(pid)
    started.kill()
    started.wait()
    deadline = time.monotonic() + 10
    while is_alive(pid):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    started.stdout.close()
