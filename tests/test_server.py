"""The server that `pantau up` starts: it serves its pages from the home, and they may talk to nobody but itself."""

from __future__ import annotations

import base64
import re
import socket
import sqlite3
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr

from flows.app.config import Settings, load_settings
from flows.app.supervisor_prefect import coverage_url, is_healthy, prefect_environment
from flows.server import POLICY, KeptToItself
from tests.drillroom import GENEROUS, Process, ask, free_port, tail, wait_until

STRANGERS = re.compile(r"https?://|\b(?:script|style|img|connect|font|frame)-src\s[^;]*\*")


async def test_every_answer_says_whom_its_page_may_talk_to() -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": f"{scope['type']}.response.start", "status": 404, "headers": [(b"a", b"b")]})

    for kind, is_guarded in (("http", True), ("websocket", False)):
        sent: list[Any] = []

        async def keep(message: Any, sent: list[Any] = sent) -> None:
            sent.append(message)

        async def nothing() -> Any:
            return {}

        await KeptToItself(application)({"type": kind}, nothing, keep)
        headers = dict(sent[0]["headers"])
        assert headers[b"a"] == b"b"
        assert (b"content-security-policy" in headers) is is_guarded


def test_policy_names_nobody_else() -> None:
    assert not STRANGERS.search(POLICY)
    assert "connect-src 'self'" in POLICY


class Room:
    """One server of ours as a process."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.settings: Settings = load_settings(
            home, api_port=free_port(), api_url=None, api_auth=SecretStr("operator:rahasia-uji")
        )
        Path(prefect_environment(self.settings)["PREFECT_HOME"]).mkdir(parents=True)
        env = prefect_environment(self.settings) | environment
        self.process = Process("server", [sys.executable, "-m", "flows.server"], env, home / "server.log")
        wait_until(lambda: is_healthy(self.settings), GENEROUS, "the server", lambda: tail(self.process))

    @property
    def database(self) -> Path:
        return self.settings.home / "prefect" / "prefect.db"

    def page(self, path: str, **headers: str) -> tuple[int, Any, str]:
        """Status, headers and text of what a browser would get."""
        url = coverage_url(self.settings).partition("/v2/")[0] + path
        asked = urllib.request.Request(url, headers={"Accept": "text/html", **headers})
        try:
            with urllib.request.urlopen(asked, timeout=GENEROUS) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, ""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    made = Room(
        tmp_path_factory.mktemp("server"),
        # A week of a runner's life in seconds: what is older than the least that Prefect allows goes at once.
        PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD="3601",
        PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS="5",
        PREFECT_SERVER_EVENTS_RETENTION_PERIOD="PT1H",
    )
    try:
        yield made
    finally:
        made.process.stop()


@pytest.mark.prefect
def test_pages_come_from_the_home_and_may_talk_to_the_server_only(room: Room) -> None:
    for path in ("/v2/dashboard", "/v2/artifacts/key/coverage", "/dashboard"):
        status, headers, text = room.page(path)
        assert (status, headers["content-security-policy"]) == (200, POLICY), path
        assert headers["referrer-policy"] == "no-referrer"
        assert "<script" in text
        assert not re.findall(r'(?:src|href)="https?://', text), "scripts, fonts and styles are all local"
    assert (room.settings.home / "prefect" / "ui" / "v2" / "index.html").is_file()


@pytest.mark.prefect
def test_server_listens_on_loopback_alone(room: Room) -> None:
    number = f"{room.settings.api_port:04X}"
    found = [
        line.split()[1].partition(":")[0]
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{number}")
    ]
    assert found == ["0100007F"]
    with socket.socket() as taken, pytest.raises(OSError, match="in use"):
        taken.bind(("127.0.0.1", room.settings.api_port))


@pytest.mark.prefect
def test_credential_guards_everything_but_health(room: Room) -> None:
    assert room.page("/api/health")[0] == 200
    for path in ("/api/admin/settings", "/api/variables/name/x", "/api/flows/x"):
        assert room.page(path)[0] == 401, path
    wrong = base64.b64encode(b"operator:salah").decode()
    assert room.page("/api/admin/settings", Authorization=f"Basic {wrong}")[0] == 401
    found = ask(room.settings, "/admin/settings")
    assert found["server"]["analytics_enabled"] is False
    assert "rahasia-uji" not in str(found)
    assert "rahasia-uji" not in room.process.log.read_text()


def make_history(settings: Settings) -> str:
    """A run as `poll` leaves it: a task, a log line, an artifact, and an event of its own; returns the run's id."""
    flow = ask(settings, "/flows/", {"name": "history"})["id"]
    run = str(ask(settings, "/flow_runs/", {"flow_id": flow, "state": {"type": "RUNNING"}})["id"])
    task = {"flow_run_id": run, "task_key": "t", "dynamic_key": "0", "state": {"type": "COMPLETED"}}
    ask(settings, "/task_runs/", task)
    said_at = datetime.now(UTC).isoformat()
    ask(settings, "/logs/", [
        {"name": "n", "level": 20, "message": "m", "timestamp": said_at, "flow_run_id": run}
    ])  # fmt: skip
    ask(settings, "/artifacts/", {"key": "coverage", "type": "table", "data": "[]", "flow_run_id": run})
    told = {"prefect.resource.id": f"pantau.test.{run}"}
    ask(settings, "/events", [{"event": "pantau.test", "occurred": said_at, "resource": told, "id": str(uuid4())}])
    ask(settings, f"/flow_runs/{run}/set_state", {"state": {"type": "COMPLETED"}, "force": True})
    return run


def rows(database: Path, run: str) -> dict[str, int]:
    """How much there is of the run in each of Prefect's tables."""
    marks = {"flow_run": "id", "task_run": "flow_run_id", "flow_run_state": "flow_run_id", "log": "flow_run_id",
             "artifact": "flow_run_id"}  # fmt: skip
    with closing(sqlite3.connect(database, timeout=GENEROUS)) as db:
        found = {
            table: db.execute(f"select count(*) from {table} where {column} = ?", (run,)).fetchone()[0]
            for table, column in marks.items()
        }
        ids = f"%{run}%"
        found["events"] = db.execute("select count(*) from events where resource_id like ?", (ids,)).fetchone()[0]
        asked = "select count(*) from event_resources where resource_id like ?"
        return found | {"event_resources": db.execute(asked, (ids,)).fetchone()[0]}


def make_old(database: Path, run: str) -> None:
    """The run ended two hours ago, as far as the database knows."""
    then = (datetime.now(UTC) - timedelta(hours=2)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(database, timeout=GENEROUS)) as db, db:
        db.execute("update flow_run set end_time = ? where id = ?", (then, run))
        for table in ("events", "event_resources"):
            db.execute(f"update {table} set occurred = ? where resource_id like ?", (then, f"%{run}%"))


@pytest.mark.prefect
def test_history_past_its_retention_is_dropped_and_the_rest_stays(room: Room) -> None:
    kept, dropped = make_history(room.settings), make_history(room.settings)
    ask(room.settings, "/artifacts/", {"key": "alert-k7q2", "type": "markdown", "data": "of no run"})
    for run in (kept, dropped):
        wait_until(lambda run=run: all(rows(room.database, run).values()), GENEROUS, "the whole history",
                   lambda run=run: str(rows(room.database, run)))  # fmt: skip
    whole = rows(room.database, kept)
    make_old(room.database, dropped)
    wait_until(
        lambda: not any(rows(room.database, dropped).values()), GENEROUS, "an empty history",
        lambda: f"{rows(room.database, dropped)}\n{tail(room.process)}",
    )  # fmt: skip
    assert ask(room.settings, "/artifacts/alert-k7q2/latest")["data"] == "of no run"
    after = rows(room.database, kept)
    assert {table: after[table] >= count for table, count in whole.items()} == dict.fromkeys(whole, True)
