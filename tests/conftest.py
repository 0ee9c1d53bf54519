"""Shared fixtures: a quiet Prefect, the research folder that may or may not be there, a store on both databases."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from flows.store import Store

# Before anything imports prefect: no server, no telemetry, a home of its own.
os.environ.setdefault("DO_NOT_TRACK", "1")
if "PREFECT_HOME" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:  # workers would share their parent's
    os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="pantau-prefect-")
os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")
os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

# On a busy machine any example may take longer than the 200 ms that hypothesis allows.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds, corpus, pages and feeds beside the project; the test says that it skips without it."""
    if not (SHARED / "DESIGN.md").is_file():
        pytest.skip("the shared corpus is not beside this checkout")
    return SHARED


# -- the store on both databases

_POSTGRESQL_REQUIRED = os.environ.get("PANTAU_REQUIRE_POSTGRESQL") == "1"


class PostgreSQL:
    """A PostgreSQL server of our own in a temporary folder, reached by its socket; never the machine's."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._folder = Path(tempfile.mkdtemp(prefix="pantau-pg-", dir="/tmp"))  # a socket path must stay short
        self._as = _ordinary_user()  # the server refuses to run as root
        if self._as:
            shutil.chown(self._folder, *self._as.values())
        self._run("initdb", "-D", self._folder / "data", "-U", "pantau", "-A", "trust", "-E", "UTF8", "--no-sync")
        self._count = 0
        self.start()

    def start(self) -> None:
        """Starts it and returns when it takes connections."""
        # fmt: off
        self._run("pg_ctl", "-D", self._folder / "data", "-l", self._folder / "log", "-w", "-t", "240", "-o",
                  f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' -c fsync=off"
                  " -c max_connections=60 -c shared_buffers=32MB", "start")
        # fmt: on

    def stop(self, mode: str = "immediate") -> None:
        """Stops it; `immediate` is what a power cut does."""
        self._run("pg_ctl", "-D", self._folder / "data", "-m", mode, "-w", "stop")

    def remove(self) -> None:
        """Stops it and removes its files."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """Its address, as settings would give it."""
        return f"postgresql://pantau@/{database}?host={self._folder}"

    def new_database(self) -> str:
        """The name of a fresh database."""
        self._count += 1
        name = f"pantau_{self._count}"
        self._run("createdb", "-h", self._folder, "-U", "pantau", name)
        return name

    def drop_database(self, name: str) -> None:
        """Drops it, whoever is still connected."""
        self._run("dropdb", "-h", self._folder, "-U", "pantau", "--force", name)

    def empty(self, name: str) -> None:
        """Throws out whoever is still connected and empties every table: ten times faster than a new database."""
        import psycopg

        with psycopg.connect(self.url(name), autocommit=True) as db:
            db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                       " WHERE datname = current_database() AND pid <> pg_backend_pid()")  # fmt: skip
            tables = db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                                " AND tablename <> 'alembic_version'").fetchall()  # fmt: skip
            db.execute(f"TRUNCATE {', '.join(name for (name,) in tables)} RESTART IDENTITY")  # type: ignore[arg-type]

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [self._binaries / program, *arguments]
        log = self._folder.with_suffix(".out")
        with log.open("ab") as output:  # no pipe: the server would keep it open
            done = subprocess.run(command, stdout=output, stderr=output, cwd="/", timeout=300, **self._as)
        if done.returncode:
            raise RuntimeError(f"{program}: {log.read_text()[-2000:]}")
        log.unlink()


def _ordinary_user() -> dict[str, int]:
    """Whom to run the server as: ourselves, or somebody harmless when we are root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid}
    return {}


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    """The tool that scores extracted pages against the truth beside them."""
    spec = importlib.util.spec_from_file_location("score_pages", shared / "tools" / "score_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def truth(shared: Path) -> list[dict[str, Any]]:
    """What is true of each saved page."""
    lines = (shared / "pages" / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """A running PostgreSQL; skips where none is installed, fails when PANTAU_REQUIRE_POSTGRESQL=1."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    binary = found[-1] if found else shutil.which("initdb")
    if binary is None or importlib.util.find_spec("psycopg") is None:
        reason = "no PostgreSQL (initdb, or the psycopg driver) on this machine"
        pytest.fail(reason) if _POSTGRESQL_REQUIRED else pytest.skip(reason)
    server = PostgreSQL(Path(binary).parent)
    try:
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def _postgresql_database(postgresql_server: PostgreSQL) -> str:
    from flows.store import open_store

    name = postgresql_server.new_database()
    open_store(postgresql_server.url(name)).close()
    return name


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from flows.store import open_store

    path = tmp_path_factory.mktemp("store") / "template.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def empty_postgresql(postgresql_server: PostgreSQL) -> Iterator[str]:
    """URL of a PostgreSQL database without a single table."""
    name = postgresql_server.new_database()
    yield postgresql_server.url(name)
    postgresql_server.drop_database(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of an empty, migrated database, once on each kind."""
    if request.param == "sqlite":
        path = tmp_path / "pantau.db"
        shutil.copy(request.getfixturevalue("_sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql_server")
    name = request.getfixturevalue("_postgresql_database")
    server.empty(name)
    yield server.url(name)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, once on each kind of database."""
    from flows.store import open_store

    opened = open_store(store_url)
    yield opened
    opened.close()
