"""`pantau up`: checks in one sentence, children that come back, nothing left behind, a harmless second start."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pydantic import SecretStr

from flows.app import supervisor
from flows.app.config import load_settings
from flows.app.supervisor_checks import StartError, await_server, check_port
from flows.app.supervisor_children import FIRST_PAUSE, LONGEST_PAUSE, STEADY, Child
from flows.app.supervisor_lock import HomeLock, Running, is_alive
from flows.app.supervisor_prefect import (
    BUSY_TRIES,
    PrefectCallError,
    api_url,
    call,
    coverage_url,
    credential,
    is_healthy,
    port_fault,
    prefect_environment,
    settings_environment,
)

SLEEPER = "import time; print('here', flush=True); time.sleep(600)"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def await_true(question: Callable[[], bool], seconds: float = 120.0) -> bool:
    """Waits for another process; there is no other way to hear of its doings."""
    deadline = time.monotonic() + seconds
    while not question():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules children can run."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "sleeper.py").write_text(SLEEPER)
    return folder


@pytest.fixture
def make_child(tmp_path: Path, modules: Path) -> Iterator[Callable[..., Child]]:
    made: list[Child] = []

    def make(module: str = "sleeper", clock: Callable[[], float] = time.monotonic, lock_fd: int = -1) -> Child:
        root = str(Path(__file__).resolve().parent.parent)
        environment = {**os.environ, "PYTHONPATH": f"{modules}{os.pathsep}{root}"}
        made.append(Child(module, (module,), environment, tmp_path / f"{module}.log", lock_fd, clock))
        return made[-1]

    yield make
    for child in made:
        child.kill_group()


def test_child_runs_and_logs_and_stops(make_child: Callable[..., Child]) -> None:
    child = make_child()
    child.start()
    assert await_true(lambda: "here" in child.tail())
    child.stop(5)
    assert not child.is_alive
    assert "SIGTERM" in child.ending


def test_child_that_ends_soon_waits_longer_each_time_and_a_steady_one_is_forgiven(
    make_child: Callable[..., Child],
) -> None:
    clock = Clock()
    child = make_child(clock=clock)
    pauses = []
    for _ in range(8):
        child.start()
        child.kill_group()
        pauses.append(child.plan_restart())
        assert not child.may_start
        clock.now += pauses[-1]
        assert child.may_start
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (FIRST_PAUSE, LONGEST_PAUSE)
    child.start()
    clock.now += STEADY
    child.kill_group()
    assert child.plan_restart() == FIRST_PAUSE


def test_child_stops_with_everything_that_it_started(make_child: Callable[..., Child], modules: Path) -> None:
    (modules / "parent.py").write_text(
        "import subprocess, sys, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    child = make_child("parent")
    child.start()
    assert await_true(lambda: child.tail().strip().isdigit())
    grandchild = int(child.tail())
    child.stop(0.2)
    assert await_true(lambda: not is_alive(grandchild))


def test_kill_9_of_the_supervisor_leaves_no_child(tmp_path: Path, modules: Path) -> None:
    code = (
        "import os, time\n"
        "from pathlib import Path\n"
        "from flows.app.supervisor_children import Child\n"
        f"child = Child('sleeper', ('sleeper',), dict(os.environ), Path({str(tmp_path / 'log')!r}), -1)\n"
        "child.start(); print(child.pid, flush=True); time.sleep(60)\n"
    )
    root = str(Path(__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONPATH": f"{modules}{os.pathsep}{root}"}
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert await_true(lambda: (tmp_path / "log").exists() and "here" in (tmp_path / "log").read_text())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert await_true(lambda: not is_alive(child))


def test_log_stays_small(make_child: Callable[..., Child]) -> None:
    child = make_child()
    child.log.write_bytes(b"x" * (9 * 1024 * 1024))
    child.trim_log()
    assert child.log.stat().st_size == 0
    assert child.log.with_suffix(".log.1").exists()


def test_server_that_holds_too_much_memory_is_started_afresh(
    tmp_path: Path, make_child: Callable[..., Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    watch = supervisor.Supervisor(load_settings(tmp_path, api_url=None), said.append)
    watch._server = server = make_child()
    assert server.memory == 0
    server.start()
    assert await_true(lambda: "here" in server.tail())
    assert 1024**2 < server.memory < 1024**3
    monkeypatch.setattr(supervisor, "is_healthy", lambda _settings: True)
    watch.tick()
    assert server.is_alive
    monkeypatch.setattr(supervisor, "MOST_MEMORY", 1024)
    monkeypatch.setattr(supervisor, "HEALTH_EVERY", 0.0)
    watch.tick()
    assert not server.is_alive
    watch.tick()
    assert server.is_restart_planned, "like any server that ended, and the runner with it"
    assert "it is started afresh" in said[0]


def test_second_start_finds_the_first(tmp_path: Path) -> None:
    first, second = HomeLock(tmp_path), HomeLock(tmp_path)
    assert first.take()
    first.write(Running(os.getpid(), "http://127.0.0.1:4200", "2026-01-01T00:00:00+00:00"))
    found = second.take_over(5, sleep=lambda seconds: pytest.fail("a living pantau is not waited for"))
    assert found is not None
    assert found.ui == "http://127.0.0.1:4200"
    first.release()
    assert second.take_over(1) is None
    second.release()


def test_home_of_a_killed_pantau_is_taken_over_once_its_children_are_gone(
    tmp_path: Path, make_child: Callable[..., Child]
) -> None:
    killed = HomeLock(tmp_path)
    assert killed.take()
    child = make_child(lock_fd=killed.fd)
    child.start()
    assert await_true(lambda: "here" in child.tail())
    killed.write(Running(pid=_dead_pid(), ui="", started_at="", children={"runner": child.pid}))
    os.close(killed.fd)  # as the kernel does for a killed process; the child holds the lock on

    heir = HomeLock(tmp_path)
    waited: list[float] = []
    assert heir.take_over(0.4, sleep=lambda seconds: (waited.append(seconds), time.sleep(seconds))[0]) is None
    assert len(waited) >= 2, "the leftovers get their time to end by themselves"
    assert not child.is_alive
    heir.release()


def test_stranger_with_a_recycled_process_id_is_not_killed(tmp_path: Path) -> None:
    keeper = HomeLock(tmp_path)
    assert keeper.take()
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    keeper.write(Running(pid=_dead_pid(), ui="", started_at="", children={"runner": stranger.pid}))
    assert HomeLock(tmp_path).take_over(0.2) is not None
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()
    keeper.release()


def _dead_pid() -> int:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return gone.pid


def test_port_in_use_gets_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        assert port_fault("127.0.0.1", port)
        with pytest.raises(StartError, match=rf"127\.0\.0\.1:{port}: .*; .*PANTAU_API_PORT") as trouble:
            check_port(load_settings(tmp_path, api_port=port, api_url=None))
    assert "\n" not in str(trouble.value)
    assert port_fault("127.0.0.1", port) == ""


def test_prefect_gets_a_home_of_its_own_and_no_foreign_settings(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, api_port=4321, api_url=None)
    inherited = {
        "PATH": "/bin",
        "PREFECT_HOME": "/elsewhere",
        "PREFECT_PROFILE": "cloud",
        "PREFECT_API_KEY": "pnu_1",
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": "postgresql+asyncpg://db/prefect",
        "PANTAU_API_PORT": "9",
        "PANTAU_STORE_URL": "sqlite:////elsewhere",
        "OFFICER_CHANNEL": "tgram://x",
    }
    environment = prefect_environment(settings, inherited)
    assert environment["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert environment["PREFECT_API_URL"] == "http://127.0.0.1:4321/api"
    assert environment["PREFECT_SERVER_DATABASE_CONNECTION_URL"] == "postgresql+asyncpg://db/prefect"
    assert environment["OFFICER_CHANNEL"] == "tgram://x"
    assert "PREFECT_PROFILE" not in environment
    assert "PANTAU_STORE_URL" not in environment
    assert environment["PANTAU_API_PORT"] == "4321"
    assert (environment["DO_NOT_TRACK"], environment["PREFECT_SERVER_ANALYTICS_ENABLED"]) == ("1", "false")
    assert environment["MALLOC_ARENA_MAX"] == "2"
    assert prefect_environment(settings, inherited | {"MALLOC_ARENA_MAX": "4"})["MALLOC_ARENA_MAX"] == "4"


def test_child_reads_the_settings_that_were_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = load_settings(
        tmp_path,
        allowed_hosts=("127.0.0.1:8000", "feeds.example"),
        digest_times=("07:30", "19:00"),
        respect_robots=False,
        default_channel="json://user:pass@127.0.0.1/",
        api_url=None,
    )
    for name, value in settings_environment(told).items():
        monkeypatch.setenv(name, value)
    assert load_settings(api_url=None) == told


def test_server_elsewhere_is_used_and_addresses_follow(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, api_url="http://prefect.example:4200/api")
    assert api_url(settings) == "http://prefect.example:4200/api"
    assert coverage_url(settings) == "http://prefect.example:4200/v2/artifacts/key/coverage"


@contextmanager
def server_that_answers(*statuses: int) -> Iterator[tuple[str, list[int]]]:
    """An API that gives the statuses in turn, the last one for ever: its address, and what it has said."""
    said: list[int] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said.append(statuses[min(len(said), len(statuses) - 1)])
            self.send_response(said[-1])
            self.end_headers()
            self.wfile.write(b"true")

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        worker = Thread(target=server.serve_forever, daemon=True)
        worker.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/api", said
        finally:
            server.shutdown()
            worker.join()


def test_server_that_is_busy_for_a_moment_is_asked_again(tmp_path: Path) -> None:
    waits: list[float] = []
    with server_that_answers(503, 503, 200) as (api, _said):
        assert call(load_settings(tmp_path, api_url=api), "/flows/x", wait=waits.append) is True
    assert waits == [1.0, 1.0]


def test_server_that_stays_busy_or_refuses_is_not_asked_for_ever(tmp_path: Path) -> None:
    with server_that_answers(503) as (api, said):
        with pytest.raises(PrefectCallError, match="HTTP 503"):
            call(load_settings(tmp_path, api_url=api), "/flows/x", wait=lambda _seconds: None)
        assert said == [503] * BUSY_TRIES
        assert not is_healthy(load_settings(tmp_path, api_url=api))
        assert len(said) == BUSY_TRIES + 1, "health is told at once"
    with server_that_answers(404) as (api, said):
        with pytest.raises(PrefectCallError, match="HTTP 404"):
            call(load_settings(tmp_path, api_url=api), "/flows/x")
        assert said == [404]


def wait_for(api: str, home: Path, patience: float = 0.1) -> tuple[str, list[str]]:
    """The one sentence in which waiting for a named server ended, empty when it let us in; and what was said before."""
    said: list[str] = []
    try:
        await_server(load_settings(home, api_url=api), None, said.append, lambda: False, patience)
    except StartError as trouble:
        return str(trouble), said
    return "", said


def test_named_server_that_nobody_answers_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # bound and not listening: refused, and nobody else gets the port
        api = f"http://127.0.0.1:{silent.getsockname()[1]}/api"
        words, before = wait_for(api, tmp_path)
    assert re.fullmatch(
        rf"prefect server: {re.escape(api)}: no answer for 0 s \(.*refused.*\); start it, or unset PREFECT_API_URL .*",
        words,
    )
    assert "\n" not in words
    assert len(before) == 1, "that it waits is said once"
    assert "waiting" in before[0]


def test_named_server_that_is_no_prefect_or_refuses_us_is_told_in_one_sentence(tmp_path: Path) -> None:
    with server_that_answers(404) as (api, _):
        assert "HTTP 404" in wait_for(api, tmp_path)[0]
    with server_that_answers(200, 401) as (api, _):
        words, before = wait_for(api, tmp_path, patience=120)
    assert "refuses our credential (HTTP 401)" in words
    assert "PREFECT_API_AUTH_STRING" in words
    assert before == []
    with server_that_answers(200) as (api, _):
        assert wait_for(api, tmp_path, patience=120) == ("", [])


def test_credential_of_a_named_server_may_have_its_own_variable(tmp_path: Path) -> None:
    inherited = {"PREFECT_API_AUTH_STRING": "operator:x"}
    named = load_settings(tmp_path, api_url="http://127.0.0.1:9/api")
    assert credential(named, inherited) == "operator:x"
    assert credential(named.model_copy(update={"api_auth": SecretStr("ours:y")}), inherited) == "ours:y"
    assert credential(load_settings(tmp_path, api_url=None), inherited) == "", "our own server has our own credential"


def test_zombies_do_not_count_as_alive() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    try:
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert not is_alive(child.pid)
    finally:
        child.wait()
    assert is_alive(os.getpid())
    assert signal.SIGTERM
