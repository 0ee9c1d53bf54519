"""Backup and restore, by the commands and by PostgreSQL's own tools: what was there is there again."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.app.backups import nightly_backup, restore, sqlite_file, take_backup
from flows.app.cli import app
from flows.app.config import Settings, load_settings
from flows.app.supervisor_lock import HomeLock
from flows.store import Store, StoreError, open_store
from tests.store_samples import DAY, HOUR, NOON, a_poll, a_waiting, tell
from tests.test_migrations import at_revision, fill_first

AT = datetime(2026, 3, 9, 20, 40, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("PANTAU_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return load_settings()


def fill(store: Store, number: int = 1) -> None:
    """A feed, an entry that was read, an alert with a delivery that waits."""
    store.record_poll(a_poll(new=1), [a_waiting(number)])
    with store.article_unit() as unit:
        tell(unit, number, {"regu": NOON})


def what_is_there(store: Store) -> tuple[Any, ...]:
    return (
        store.feed_states(),
        store.waiting_entries(NOON + DAY, 10),
        store.find_articles("", 100),
        store.events(NOON - DAY),
        store.alerts(NOON - DAY),
        store.deliveries(NOON - DAY),
        store.totals(NOON - DAY),
    )


def opened(settings: Settings) -> Store:
    return open_store(settings.store_address, migrate=True)


def run(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def test_backup_and_restore_by_command_bring_back_every_row(settings: Settings) -> None:
    store = opened(settings)
    fill(store)
    before = what_is_there(store)
    said = run("backup")
    assert said.exit_code == 0, said.output
    (copy,) = (settings.home / "backups").iterdir()
    assert copy.stat().st_mode & 0o077 == 0
    fill(store, 2)
    store.close()
    assert run("restore", str(copy)).exit_code == 0
    again = opened(settings)
    assert what_is_there(again) == before
    assert again.check_integrity() == ()
    claimed = again.claim_deliveries("w", NOON + HOUR, HOUR, 10)
    assert len(claimed) == 1, "what waited to be sent waits again"
    again.close()


def test_what_was_there_is_kept_and_its_journal_never_meets_the_backup(settings: Settings, tmp_path: Path) -> None:
    store = opened(settings)
    fill(store)
    backup = take_backup(store, settings, AT, tmp_path / "b.sqlite3")
    fill(store, 2)
    file = sqlite_file(settings)
    assert file is not None
    # A killed watch leaves its journal behind.
    shutil.copy(file.with_name(file.name + "-wal"), tmp_path / "wal")
    store.close()
    shutil.copy(tmp_path / "wal", file.with_name(file.name + "-wal"))
    _, aside = restore(settings, backup, AT)
    assert aside is not None
    assert aside.name == f"{file.name}.before-20260309T204000Z"
    assert not file.with_name(file.name + "-wal").exists()
    again = opened(settings)
    assert len(again.alerts(NOON - DAY)) == 1
    again.close()


def test_only_the_newest_backups_stay(settings: Settings) -> None:
    store = opened(settings)
    for day in range(5):
        take_backup(store, settings, AT + day * DAY, keep=3)
    store.close()
    names = sorted(path.name for path in (settings.home / "backups").iterdir())
    assert names == [f"pantau-202603{day}T204000Z.sqlite3" for day in (11, 12, 13)]


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100, None])
def test_file_that_is_no_backup_is_refused_and_the_store_stays(
    settings: Settings, tmp_path: Path, content: bytes | None
) -> None:
    store = opened(settings)
    fill(store)
    before = what_is_there(store)
    store.close()
    file = tmp_path / "aneh.sqlite3"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StoreError, match=r"^restore .*aneh.sqlite3: .*: name a"):
        restore(settings, file, AT)
    again = opened(settings)
    assert what_is_there(again) == before
    again.close()
    assert [path.name for path in settings.home.glob("*restoring*")] == []


def test_torn_backup_is_refused(settings: Settings, tmp_path: Path) -> None:
    store = opened(settings)
    fill(store)
    backup = take_backup(store, settings, AT, tmp_path / "b.sqlite3")
    store.close()
    raw = backup.read_bytes()
    backup.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(StoreError, match=r"^restore "):
        restore(settings, backup, AT)


def test_restore_is_refused_while_the_watch_runs(settings: Settings, tmp_path: Path) -> None:
    store = opened(settings)
    backup = take_backup(store, settings, AT, tmp_path / "b.sqlite3")
    store.close()
    lock = HomeLock(settings.home)
    assert lock.take()
    try:
        with pytest.raises(StoreError, match="stop pantau first"):
            restore(settings, backup, AT)
    finally:
        lock.release()
    restore(settings, backup, AT)


def test_backup_of_an_older_release_is_migrated_and_keeps_its_data(settings: Settings, tmp_path: Path) -> None:
    old = tmp_path / "lama.sqlite3"
    first = at_revision(f"sqlite:///{old}", "0001")
    with first.writing() as db:
        fill_first(db)
    first.close()
    restore(settings, old, AT)
    store = open_store(settings.store_address, migrate=False)  # it is today's already
    assert store.feed_states()["kabar-dunia"].etag == '"v1"'
    assert len(store.waiting_entries(NOON + DAY, 9)) == 1
    store.close()


def test_nightly_backup_says_what_it_did_or_why_not(settings: Settings, tmp_path: Path) -> None:
    store = opened(settings)
    assert nightly_backup(store, settings, AT, 0) == ("no backup", "")
    done, trouble = nightly_backup(store, settings, AT, 2)
    assert (done.startswith("backup pantau-20260309T204000Z.sqlite3, "), trouble) == (True, "")
    shutil.rmtree(settings.home / "backups")
    (settings.home / "backups").write_text("in the way")
    done, trouble = nightly_backup(store, settings, AT, 2)
    assert (done, trouble.startswith("no backup: ")) == ("", True)
    store.close()


# -- PostgreSQL's own tools


def tool(name: str) -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    path = found[-1] if found else shutil.which(name)
    if path is None:
        pytest.skip(f"no {name} on this machine")
    return Path(path)


def libpq(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


@pytest.mark.postgresql
def test_dump_and_restore_bring_back_every_row_on_postgresql(postgresql_server: Any, tmp_path: Path) -> None:
    here, there = (postgresql_server.url(postgresql_server.new_database()) for _ in range(2))
    store = open_store(here, migrate=True)
    fill(store)
    before = what_is_there(store)
    file = tmp_path / "pantau.dump"
    env = {**os.environ, "LC_ALL": "C"}
    dump = [tool("pg_dump"), "--format=custom", f"--file={file}", libpq(here)]
    subprocess.run(dump, check=True, env=env, timeout=60)
    store.close()
    back = [tool("pg_restore"), "--clean", "--if-exists", "--no-owner", f"--dbname={libpq(there)}", str(file)]
    subprocess.run(back, check=True, env=env, timeout=60)
    again = open_store(there)
    assert what_is_there(again) == before
    assert again.check_integrity() == ()
    fill(again, 2)  # counters go on behind the restored rows
    assert len(again.alerts(NOON - DAY)) == 2
    again.close()


def test_postgresql_is_told_its_own_commands(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_STORE_URL", "postgresql://pantau:rahasia@db.example/pantau")
    with pytest.raises(StoreError, match="pg_restore") as told:
        restore(load_settings(), Path("x"), AT)
    assert "rahasia" not in str(told.value)
