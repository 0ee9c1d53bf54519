"""Opening the store: it works, or one sentence says what is wrong, why, and what to do; never a password."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.store import Store, StoreError, StoreUnavailableError, open_store
from flows.store.database import Database, read_url, sqlite_engine
from flows.store.sql import SqlStore
from tests.store_samples import HOUR, NOON, a_poll, a_waiting, an_article, tell

SECRET = "s3cr3t-canary"


def complaint(url: str, **options: bool) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(url, **options)
    text = str(caught.value)
    assert SECRET not in text + repr(caught.value)
    assert text.count(": ") >= 2  # what: which: why ...
    return text


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that anybody can reach; pytest's own are for their owner alone."""
    open_store("sqlite://").close()  # whoever is nobody may not be able to import what is still missing
    with tempfile.TemporaryDirectory(prefix="pantau-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def as_nobody(look: Callable[[], str]) -> str:
    """What `look` answers when the process is not root."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)

    def child() -> None:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            theirs.send(look())
        except BaseException as error:
            theirs.send(f"{type(error).__name__}: {error}")
        os._exit(0)  # exit hooks are those of the process that was forked

    process = fork.Process(target=child)
    process.start()
    theirs.close()  # a child that dies without a word is an EOFError here and no silence
    answer = ours.recv()
    process.join()
    return str(answer)


def test_new_store_is_made_with_its_folder_and_is_healthy(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/baru/dalam/pantau.db")
    assert store.check_integrity() == ()
    store.close()


def test_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    open_store(str(tmp_path / "pantau.db")).close()
    assert (tmp_path / "pantau.db").stat().st_mode & 0o077 == 0


def test_sqlite_that_is_too_old_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.store.opening.NEEDED_SQLITE", (99, 0, 0))
    assert "pantau needs 99.0.0" in complaint(str(tmp_path / "pantau.db"))


def test_plain_path_is_a_sqlite_file(tmp_path: Path) -> None:
    path = tmp_path / "folder dengan spasi" / "pantau 100%.db"
    open_store(str(path)).close()
    assert path.is_file()


ANOTHER = """
import sys
from flows.store import open_store
from tests.store_samples import a_poll
store = open_store(sys.argv[1])
store.record_poll(a_poll(sys.argv[2]), [])
store.close()
"""


def test_opening_the_store_again_leaves_open_ones_their_locks(tmp_path: Path) -> None:
    # Closing any descriptor of a file gives up all POSIX locks that the process has on it (fcntl(2)); then the next
    # process that closes the file takes the log away from those who still have it open.
    url = str(tmp_path / "pantau.db")
    watching = open_store(url)
    assert watching.feed_states() == {}
    open_store(url).close()
    root = Path(__file__).resolve().parents[1]
    for feed in ("kabar-dunia", "kabar-bisnis"):
        subprocess.run([sys.executable, "-c", ANOTHER, url, feed], cwd=root, check=True)
    assert sorted(watching.feed_states()) == ["kabar-bisnis", "kabar-dunia"]
    watching.close()


def test_store_remembers_after_it_was_closed(store: Store, store_url: str) -> None:
    with store.article_unit() as unit:
        alert = tell(unit, 1, {"regu": NOON})
    store.close()
    again = open_store(store_url)
    assert again.alert(alert.id) == alert
    again.close()


def test_store_without_address_is_forgotten_on_close() -> None:
    store = open_store("sqlite://")
    assert isinstance(store, SqlStore)
    store.record_poll(a_poll(), [a_waiting(1)])
    path = store._db.path
    assert path is not None
    assert path.is_file()
    store.close()
    assert not path.parent.exists()


def test_two_forgotten_stores_do_not_meet() -> None:
    first, second = open_store("sqlite://"), open_store("sqlite://")
    first.record_poll(a_poll(), [a_waiting(1)])
    assert second.waiting_entries(NOON, 1) == ()
    first.close()
    second.close()


def test_sqlite_runs_with_wal_and_foreign_keys_and_syncs_what_must_last(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "pantau.db"))
    assert isinstance(store, SqlStore)
    for durable, level in ((True, 2), (False, 1)):
        with store._db.writing(durable=durable) as db:
            assert db.exec_driver_sql("PRAGMA synchronous").scalar() == level
            assert db.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert db.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert db.exec_driver_sql("PRAGMA auto_vacuum").scalar() == 2
    store.close()


# -- what can be wrong with a file


def test_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pantau.db"
    path.write_text("ini bukan basis data\n" * 200)
    said = complaint(str(path))
    assert str(path) in said
    assert "no database" in said
    assert "restore the last backup" in said


@pytest.mark.parametrize("damage", ["torn", "scribbled"])
def test_damaged_file_is_refused(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "pantau.db"
    store = open_store(str(path))
    store.record_poll(a_poll(), [a_waiting(number) for number in range(300)])
    store.close()
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(whole[:middle] if damage == "torn" else whole[:middle] + b"\xff" * 9000 + whole[middle + 9000 :])
    assert "damaged" in complaint(str(path))


def test_folder_instead_of_a_file_is_refused(tmp_path: Path) -> None:
    assert "name a file inside it" in complaint(str(tmp_path))


def test_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    assert "folder cannot be made" in complaint(str(tmp_path / "berkas" / "pantau.db"))


def test_folder_without_write_permission_is_refused(public: Path) -> None:
    locked = public / "terkunci"
    locked.mkdir()
    locked.chmod(0o555)
    assert "is not writable" in as_nobody(lambda: complaint(str(locked / "pantau.db")))


def test_file_without_write_permission_is_refused(public: Path) -> None:
    path = public / "pantau.db"
    open_store(str(path)).close()
    path.chmod(0o444)
    public.chmod(0o777)
    assert "the file is not writable" in as_nobody(lambda: complaint(str(path)))


def test_full_disk_is_passing_trouble_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "pantau.db"
    open_store(str(path)).close()
    engine = sqlite_engine(path)
    store = SqlStore(Database(engine, f"sqlite {path}", path))
    with engine.connect() as small:
        pages = small.exec_driver_sql("PRAGMA page_count").scalar_one()
        small.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreUnavailableError, match="the disk is full: free some space"):
        store.record_poll(a_poll(), [a_waiting(number) for number in range(500)])
    assert store.feed_states() == {}
    with engine.connect() as wide:
        wide.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert store.record_poll(a_poll(), [a_waiting(number) for number in range(500)]) == 500
    store.close()


def test_writer_that_hangs_elsewhere_is_passing_trouble(tmp_path: Path) -> None:
    path = tmp_path / "pantau.db"
    open_store(str(path)).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = SqlStore(Database(sqlite_engine(path, busy_seconds=0.01), f"sqlite {path}", path))
    with pytest.raises(StoreUnavailableError, match="another process writes for too long"):
        store.take_lease("poll", "ani", NOON, HOUR)
    other.execute("ROLLBACK")
    other.close()
    assert store.take_lease("poll", "ani", NOON, HOUR)
    store.close()


def test_store_without_migration_must_exist(tmp_path: Path) -> None:
    assert "no such file" in complaint(str(tmp_path / "pantau.db"), migrate=False)
    assert list(tmp_path.iterdir()) == []
    sqlite3.connect(tmp_path / "kosong.db").close()
    (tmp_path / "kosong.db").touch()
    assert "schema missing" in complaint(str(tmp_path / "kosong.db"), migrate=False)


# -- what can be wrong with an address


@pytest.mark.parametrize(
    ("url", "part"),
    [
        (f"mysql://pantau:{SECRET}@localhost/pantau", "database kind mysql: not one of sqlite, postgresql"),
        (f"postgresql+asyncpg://pantau:{SECRET}@localhost/pantau", "database kind postgresql+asyncpg"),
        (f"postgresql://pantau:{SECRET}@[::bad/pantau", "cannot be read"),
        (f"postgresql://pantau:{SECRET}@localhost:seribu/pantau", "cannot be read"),
        ("://", "cannot be read"),
    ],
)
def test_address_that_is_none_is_refused_without_quoting_it(url: str, part: str) -> None:
    assert part in complaint(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_spelled_in_three_ways(scheme: str) -> None:
    assert read_url(f"{scheme}://a@h/d").drivername == "postgresql+psycopg"


@pytest.mark.postgresql
def test_server_that_is_not_there_is_passing_trouble_without_password(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    url = f"postgresql://pantau:{SECRET}@/pantau?host={tmp_path}"
    said = complaint(url)
    assert "cannot be reached" in said
    assert "pantau:***@" in said
    with pytest.raises(StoreUnavailableError):
        open_store(url)


@pytest.mark.postgresql
def test_database_that_is_not_there_is_named(empty_postgresql: str) -> None:
    said = complaint(empty_postgresql.replace("pantau@", f"pantau:{SECRET}@").replace("/pantau_", "/tiada_"))
    assert "there is no such database" in said


@pytest.mark.postgresql
def test_unknown_user_is_told_so(empty_postgresql: str) -> None:
    said = complaint(empty_postgresql.replace("//pantau@", f"//tamu:{SECRET}@"))
    assert "refuses user or password" in said


@pytest.mark.postgresql
def test_store_survives_a_restart_of_its_server(store_url: str, store: Store, request: pytest.FixtureRequest) -> None:
    if not store_url.startswith("postgresql"):
        return
    server = request.getfixturevalue("postgresql_server")
    with store.article_unit() as unit:
        unit.save_article(an_article(1), "kabar-dunia", "entry-1")
    server.stop()
    try:
        with pytest.raises(StoreUnavailableError, match="cannot be reached"):
            store.article("article-1")
        with pytest.raises(StoreUnavailableError), store.article_unit():
            pass
    finally:
        server.start()
    assert store.article("article-1") == an_article(1)


@pytest.mark.postgresql
def test_server_that_stops_inside_a_unit_leaves_nothing_of_it(
    store_url: str, store: Store, request: pytest.FixtureRequest
) -> None:
    if not store_url.startswith("postgresql"):
        return
    server = request.getfixturevalue("postgresql_server")

    def cut() -> None:
        with store.article_unit() as unit:
            tell(unit, 1, {"regu": NOON})
            server.stop()
            server.start()

    with pytest.raises(StoreUnavailableError):
        cut()
    assert store.alerts(NOON) == store.deliveries(NOON) == ()
    with store.article_unit() as unit:
        tell(unit, 1, {"regu": NOON})
    assert len(store.deliveries(NOON)) == 1


def test_representation_names_the_place_and_no_password(store: Store, store_url: str) -> None:
    assert "pantau" in repr(store)
    assert SECRET not in repr(store)
