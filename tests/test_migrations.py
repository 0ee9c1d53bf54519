"""The schema on disk: made from nothing, brought up from every older revision, once, whole or not at all."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from flows.alerts.sides import sides_of
from flows.sources.feed import FeedState
from flows.store import StoreError, codec, open_store, schema
from flows.store.database import Database, read_url
from flows.store.opening import _connect
from flows.store.tables import metadata
from rules import MentionType
from tests.store_samples import HOUR, NOON, an_entry, an_event

VERSIONS = Path(schema.__file__).parent / "migrations" / "versions"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database without a table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/pantau.db"
    return str(request.getfixturevalue("empty_postgresql"))


def connected(url: str) -> Database:
    return _connect(read_url(url), make=True)


def at_revision(url: str, revision: str) -> Database:
    """The database as pantau left it when this revision was the newest."""
    database = connected(url)
    with database.writing() as db:
        schema.upgrade(db, revision)
    return database


def fill_first(db: Connection) -> None:
    """What the first release wrote: one feed, one entry waiting, one read."""
    feed = text("INSERT INTO feed (id, publisher, doc) VALUES ('kabar-dunia', 'kabar', :doc)")
    db.execute(feed, {"doc": codec.dump(FeedState("kabar-dunia", etag='"v1"'))})
    entry = text(
        "INSERT INTO entry (publisher, entry_id, feed_id, state, first_seen, due_at, dated, attempts, backfill, reason,"
        " doc) VALUES ('kabar', :id, 'kabar-dunia', :state, :at, :at, :at, 0, false, '', :doc)"
    )
    at = "2026-03-09 05:00:00.000000" if db.dialect.name == "sqlite" else "2026-03-09 05:00:00+00"
    for number, state in ((1, "new"), (2, "read")):
        db.execute(entry, {"id": f"entry-{number}", "state": state, "at": at, "doc": codec.dump(an_entry(number))})


def script() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    return ScriptDirectory.from_config(config)


def test_schema_made_by_migrations_is_the_one_in_tables(empty_url: str) -> None:
    open_store(empty_url).close()
    database = connected(empty_url)
    with database.reading() as db:
        context = MigrationContext.configure(db, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_head_and_known_revisions_are_those_on_disk() -> None:
    revisions = [found.revision for found in reversed(list(script().walk_revisions()))]
    assert tuple(revisions) == schema.KNOWN
    assert script().get_current_head() == schema.HEAD


def test_every_migration_has_its_order_and_purpose_in_its_name() -> None:
    names = sorted(path.stem for path in VERSIONS.glob("[!_]*.py"))
    assert [name[:4] for name in names] == list(schema.KNOWN)
    assert all(re.fullmatch(r"\d{4}(_[a-z]+){2,}", name) for name in names)


@pytest.mark.parametrize("revision", [known for known in schema.KNOWN if known != schema.HEAD])
def test_database_of_an_older_release_opens_with_its_data(empty_url: str, revision: str) -> None:
    old = at_revision(empty_url, revision)
    with old.writing() as db:
        fill_first(db)
    old.close()
    store = open_store(empty_url)
    assert store.feed_states()["kabar-dunia"].etag == '"v1"'
    (waiting,) = store.claim_entries("ani", NOON, HOUR, 9)
    assert waiting.entry == an_entry(1)
    assert store.known_entry_ids("kabar-dunia", ["entry-2"]) == {"entry-2"}
    store.close()


def test_events_of_an_older_release_are_found_by_their_sides(empty_url: str) -> None:
    events = [
        an_event("PAIR", last_seen_at=NOON),
        an_event("WEST", suppliers=("west",), recipients=(), last_seen_at=NOON),
        an_event("ONLY", suppliers=(), recipients=(), parties=("IR", "KP"), last_seen_at=NOON),
        an_event("PACT", type=MentionType.TREATY, parties=("JP", "PH"), treaty="raa-jp-ph", last_seen_at=NOON),
        an_event("WORD", type=MentionType.TOPIC, suppliers=(), recipients=(), last_seen_at=NOON),
    ]
    old = at_revision(empty_url, "0005")
    with old.writing() as db:
        for event in events:
            words = (
                "INSERT INTO event (id, rule, type, status, last_seen_at, doc) VALUES (:id, :r, :t, 'open', :at, :doc)"
            )
            at = "2026-03-09 05:00:00.000000" if db.dialect.name == "sqlite" else NOON
            values = {"id": event.id, "r": event.rule, "t": event.type.value, "at": at, "doc": codec.dump(event)}
            db.execute(text(words), values)
    old.close()
    open_store(empty_url).close()
    database = connected(empty_url)
    with database.reading() as db:
        rows = db.execute(text("SELECT one, other, event_id FROM event_side")).all()
    database.close()
    assert {tuple(row) for row in rows} == {(*side, event.id) for event in events for side in sides_of(event)}


def test_opening_twice_changes_nothing(empty_url: str) -> None:
    for _ in range(2):
        open_store(empty_url).close()


def test_newer_schema_is_refused_and_left_alone(empty_url: str) -> None:
    open_store(empty_url).close()
    database = connected(empty_url)
    with database.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for migrate in (True, False):
        with pytest.raises(StoreError, match=r"schema 9999 is newer than this pantau .* upgrade pantau"):
            open_store(empty_url, migrate=migrate)
    database.close()


def test_older_schema_without_migration_is_refused(empty_url: str) -> None:
    at_revision(empty_url, "0001").close()
    with pytest.raises(StoreError, match=rf"schema 0001, this pantau needs {schema.HEAD}"):
        open_store(empty_url, migrate=False)


def test_migration_that_fails_half_way_leaves_the_old_schema(empty_url: str) -> None:
    old = at_revision(empty_url, "0001")
    with old.writing() as db:
        db.execute(text("ALTER TABLE entry ADD COLUMN lease_until TEXT"))  # in the way of the second statement
    with pytest.raises(StoreError, match="nothing was changed"):
        open_store(empty_url)
    with old.reading() as db:
        assert schema.revision(db) == "0001"
        assert "claimed_by" not in {column["name"] for column in inspect(db).get_columns("entry")}
    old.close()


RACER = """
import sys
from flows.store import open_store
print("ready", flush=True)
sys.stdin.readline()
store = open_store(sys.argv[1])
assert store.check_integrity() == ()
"""


def test_starters_at_the_same_moment_migrate_once(empty_url: str) -> None:
    command = [sys.executable, "-c", RACER, empty_url]
    racers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    outcomes = [(racer.communicate()[1], racer.returncode) for racer in racers]
    assert outcomes == [("", 0)] * 4


def test_database_that_is_up_to_date_opens_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/pantau.db"
    open_store(url).close()
    look = "import sys; from flows.store import open_store; open_store(sys.argv[1]); print('alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look, url], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
