"""Real processes for the drill: a Prefect server, process workers, PostgreSQL, a newsroom on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from ruamel.yaml import YAML

from flows.app.config import Settings
from flows.app.demo_home import DemoState, demo_settings, feed_id
from flows.app.newsroom import Inbox, Newsroom
from flows.app.newsroom.verdict import Comparison, compare
from flows.app.supervisor_prefect import PrefectCallError, call, is_healthy, prefect_environment
from flows.store import Store, open_store
from flows.store.base import StoreUnavailableError

PROJECT = Path(__file__).resolve().parent.parent
POLL_SECONDS = 15
GENEROUS = 300.0  # seconds; what takes a moment on a quiet machine takes minutes on one that does ten other things
# Seconds. A run takes one to start, and twenty on a machine that does ten other things: what comes more often than it
# ends takes every slot of the workers, and no poll is left one.
EVERY = {"poll": POLL_SECONDS, "deliver": 60, "reconcile": 45}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_so: Callable[[], Any], seconds: float, what: str, log: Callable[[], str] = lambda: "") -> Any:
    """The first true answer; an AssertionError in words when none comes in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := is_so():
            return answer
        time.sleep(0.3)
    raise AssertionError(f"{what}: not within {seconds:g} s\n{log()}")


def ask(settings: Settings, path: str, body: object | None = None, log: Callable[[], str] = lambda: "") -> Any:
    """Prefect's answer. On a busy machine its SQLite is locked for a while, and the call is made again."""
    answers: list[Any] = []

    def is_answered() -> bool:
        with suppress(PrefectCallError):
            answers.append(call(settings, path, body, timeout=60))
        return bool(answers)

    wait_until(is_answered, GENEROUS, path, log)
    return answers[0]


class Process:
    """A process group of ours; only it is ever killed."""

    def __init__(self, name: str, command: list[str], env: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                command, env=dict(env), stdout=out, stderr=out, cwd=PROJECT, start_new_session=True
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def tree(self) -> list[int]:
        """The process and everything below it: a flow run is a grandchild in a group of its own."""
        found, below = [self.pid], children()
        for pid in found:
            found += below.get(pid, [])
        return found

    def kill(self) -> None:
        """kill -9 of the whole tree, as a power cut would."""
        for pid in self.tree():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait(60)

    def stop(self) -> None:
        """SIGTERM, then kill -9 of what is left."""
        if self.is_alive:
            left = self.tree()
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._process.wait(60)


def children() -> dict[int, list[int]]:
    """Who is whose child now."""
    found: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            found.setdefault(parent, []).append(int(stat.parent.name))
    return found


class Drill:
    """The whole installation of several machines on this one."""

    def __init__(
        self, home: Path, database_url: str, prefect_url: str, newsroom: Newsroom, inbox: Inbox, ports: tuple[int, int]
    ) -> None:
        self.home = home
        self.newsroom = newsroom
        self.inbox = inbox
        self.database_url = database_url
        port = free_port()
        state = DemoState(newsroom.calendar.first, api_port=port).with_ports(*ports)
        changes = {"store_url": SecretStr(database_url), "api_url": f"http://127.0.0.1:{port}/api"}
        self.settings: Settings = demo_settings(home, state, newsroom.story).model_copy(update=changes)
        self.env = prefect_environment(self.settings) | {
            "PREFECT_WORKER_QUERY_SECONDS": "2",
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": prefect_url.replace("postgresql://", "postgresql+asyncpg://"),
            "PREFECT_LOGGING_LEVEL": "INFO",
            "PREFECT_LOGGING_TO_API_ENABLED": "true",
            "PYTHONPATH": os.pathsep.join([str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]),
        }
        self.server: Process | None = None
        self.workers: dict[str, Process] = {}
        self._started = 0

    # -- processes

    def _run(self, name: str, *command: str) -> Process:
        self._started += 1
        process = [sys.executable, "-m", *command]
        return Process(name, process, self.env, self.home / f"{self._started:02}-{name}.log")

    def start_server(self) -> None:
        """Starts our Prefect server and waits for it."""
        self.server = self._run("server", "flows.server")
        wait_until(lambda: is_healthy(self.settings), GENEROUS, "the Prefect server", lambda: tail(self.server))

    def deploy(self) -> None:
        """Deploys poll, deliver and reconcile from deploy/prefect.yaml, every few seconds instead of minutes."""
        told = YAML(typ="safe").load(PROJECT / "deploy" / "prefect.yaml")
        wanted = [d for d in told["deployments"] if d["name"] in EVERY]
        for deployment in wanted:
            deployment["schedules"] = [{"interval": EVERY[deployment["name"]], "active": True}]
        feeds = [feed_id(publisher) for publisher in self.newsroom.story.publishers]
        next(d for d in wanted if d["name"] == "poll")["parameters"] = {"options": {"feeds": feeds, "send": False}}
        next(d for d in wanted if d["name"] == "reconcile")["parameters"] = {"options": {"silent_seconds": 90}}
        file = self.home / "prefect.yaml"
        YAML().dump({**{k: told[k] for k in ("name", "prefect-version", "pull")}, "deployments": wanted}, file)
        self._once("pool", "prefect", "--no-prompt", "work-pool", "create", "pantau", "--type", "process")
        self._once("deploy", "prefect", "--no-prompt", "deploy", "--all", "--prefect-file", str(file))

    def let(self, what: str) -> None:
        """`pause` or `resume` of what the schedules start; `reconcile` goes on."""
        for name in ("poll", "deliver"):
            known = ask(self.settings, f"/deployments/name/{name}/{name}")["id"]
            ask(self.settings, f"/deployments/{known}/{what}_deployment", {})

    def is_quiet(self) -> bool:
        """True when no run is at work but `reconcile`."""
        busy = {"type": {"any_": ["PENDING", "RUNNING"]}}
        theirs = {"deployments": {"name": {"any_": ["poll", "deliver"]}}}
        asked = {"flow_runs": {"state": busy}, **theirs}
        return not ask(self.settings, "/flow_runs/filter", asked, lambda: tail(self.server))

    def miss_an_hour(self) -> None:
        """The polls of the last hour, every five minutes, as if nobody had been there to take them."""
        poll, now = ask(self.settings, "/deployments/name/poll/poll")["id"], datetime.now(UTC)
        for minutes in range(60, 0, -5):
            then = (now - timedelta(minutes=minutes)).isoformat()
            state = {"type": "SCHEDULED", "state_details": {"scheduled_time": then}}
            ask(self.settings, f"/deployments/{poll}/create_flow_run", {"state": state})

    def _once(self, name: str, *command: str) -> None:
        process = self._run(name, *command)
        code = process._process.wait(600)
        assert code == 0, f"{name}: exit code {code}\n{tail(process)}"

    def start_worker(self, name: str) -> None:
        """Starts a process worker."""
        command = ("prefect", "worker", "start", "--pool", "pantau", "--name", name, "--limit", "4")
        self.workers[name] = self._run(name, *command)

    def stop(self) -> None:
        """Ends everything at once: the drill is over, nobody waits for anything."""
        for process in (*self.workers.values(), *([self.server] if self.server else [])):
            if process.is_alive:
                process.kill()

    # -- what the drill looks at

    def runs(self, **state: Any) -> list[dict[str, Any]]:
        """Flow runs by state, as the server tells."""
        asked = {"flow_runs": {"state": state}, "limit": 200} if state else {"limit": 200}
        return list(ask(self.settings, "/flow_runs/filter", asked, lambda: tail(self.server)))

    def known(self, ids: set[str]) -> list[dict[str, Any]]:
        """These runs as they stand now; among all runs those of the next hour come first and hide them."""
        asked = {"flow_runs": {"id": {"any_": sorted(ids)}}}
        return list(ask(self.settings, "/flow_runs/filter", asked, lambda: tail(self.server)))

    def polls(self, **state: Any) -> list[dict[str, Any]]:
        """The same of the deployment poll alone; a run that has not begun bears no name of ours."""
        found = ask(self.settings, "/deployments/name/poll/poll", log=lambda: tail(self.server))
        return [run for run in self.runs(**state) if run["deployment_id"] == found["id"]]

    def worker_of(self, deployment: str) -> Process | None:
        """The worker below which a run of this deployment is at work right now."""
        busy = [run for run in self.runs(type={"any_": ["RUNNING"]}) if run["name"].startswith(deployment)]
        for run in busy:
            pid = int(str(run.get("infrastructure_pid") or "0").rpartition(":")[2] or 0)
            for worker in self.workers.values():
                if pid in worker.tree():
                    return worker
        return None

    def store(self) -> Store:
        """The watch's own store; close it."""
        return open_store(self.database_url)

    def cycles_since(self, since: datetime) -> int:
        """Polls that began after that moment and were committed; 0 while the database is away."""
        with suppress(StoreUnavailableError):
            store = self.store()
            try:
                return sum(cycle.started_at > since for cycle in store.last_cycles(50))
            finally:
                store.close()
        return 0

    def finish_day(self, seconds: float) -> None:
        """Waits for a whole poll of the newsroom as it stands now."""
        now = datetime.now(UTC)
        wait_until(lambda: self.cycles_since(now), seconds, f"a poll of day {self.newsroom.day}", self.last_words)

    def compared(self) -> Comparison:
        """Expected against received, the whole story up to the present day."""
        store = self.store()
        try:
            alerts = store.alerts(datetime.now(UTC) - timedelta(days=1))
        finally:
            store.close()
        return compare(self.newsroom.story.expected(self.newsroom.day), alerts, self.inbox.messages())

    def last_words(self) -> str:
        """What the processes said last, and how the runs stand."""
        states = []
        with suppress(PrefectCallError):
            begun = {"state": {"type": {"not_any_": ["SCHEDULED"]}}}
            asked = {"limit": 40, "sort": "EXPECTED_START_TIME_DESC", "flow_runs": begun}
            runs = call(self.settings, "/flow_runs/filter", asked, timeout=20)
            states = [f"{run['name'][:60]}: {run['state_name']}" for run in runs]
        return "\n".join([*states, *(tail(worker) for worker in self.workers.values()), tail(self.server)])


def tail(process: Process | None, lines: int = 12) -> str:
    """The end of a process's log."""
    if process is None:
        return ""
    said = process.log.read_text(errors="replace").splitlines()[-lines:]
    return "\n".join([f"-- {process.name}", *said])
