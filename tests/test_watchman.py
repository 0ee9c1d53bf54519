"""A watch of several machines whose workers are all dead: nobody there could tell it, so the watchman does."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.app.config import load_settings
from flows.app.supervisor_deadman import tell_in_process
from flows.app.supervisor_prefect import PrefectCallError, is_healthy, prefect_environment
from flows.app.supervisor_watchman import NO_WORKER, PATIENCE, POOL, PoolGuard, keep_watch
from tests.drillroom import GENEROUS, Process, ask, free_port, tail, wait_until

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def pool_that_is(*states: Any) -> Callable[..., Any]:
    """A server whose answers about the pool come in turn; an exception is raised."""
    answers = iter(states)

    def ask(*_: Any) -> Any:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return [{"name": POOL, "status": answer}] if isinstance(answer, str) else answer

    return ask


def judged(home: Path, minutes: list[float], *states: Any) -> tuple[list[str], list[tuple[str, str]]]:
    """What the guard said at each of those minutes, and what the operators were told."""
    told: list[tuple[str, str]] = []
    settings = load_settings(home, api_url="http://127.0.0.1:9/api")
    guard = PoolGuard(settings, lambda _s, words, kind: told.append((words, kind)), ask=pool_that_is(*states))
    return [guard.judge(NOW + timedelta(minutes=minute)) for minute in minutes], told


def test_operators_hear_once_in_half_an_hour_that_no_worker_is_alive(tmp_path: Path) -> None:
    minutes = [0, 1, 3, 10, 34, 40, 41, 50]
    said, told = judged(tmp_path, minutes, *["NOT_READY"] * 5, "READY", "NOT_READY", "NOT_READY")
    assert [bool(words) for words in said] == [False, False, True, False, True, False, False, True]
    assert {kind for _, kind in told} == {NO_WORKER}
    assert told[0][0] == "no worker of the pool pantau is alive (since 02/03 10.00): nothing is read or sent"


def test_upgrade_of_a_minute_alarms_nobody(tmp_path: Path) -> None:
    minutes = [0, PATIENCE.total_seconds() / 60 - 0.1, 2]
    assert judged(tmp_path, minutes, "NOT_READY", PrefectCallError("x"), "READY") == (["", "", ""], [])


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PrefectCallError("prefect: /x: refused"), "http://127.0.0.1:9 does not answer"),
        ([], "has no work pool pantau"),
        ("PAUSED", "is paused"),
    ],
)
def test_other_reasons_why_nothing_runs_are_told_by_name(tmp_path: Path, state: Any, words: str) -> None:
    _, told = judged(tmp_path, [0, 5], state, state)
    assert words in told[0][0]


@pytest.mark.prefect
def test_death_of_every_worker_reaches_the_operators_channel(tmp_path: Path) -> None:
    """A real server marks the pool by itself when the heartbeats stop, and the telling is a real process."""
    inbox = tmp_path / "operators.jsonl"
    (tmp_path / "receivers.yaml").write_text(f"receivers: [{{id: jaga, url: 'log://{inbox}', tags: [operator]}}]")
    ours = load_settings(tmp_path, api_port=free_port(), api_url=None)
    env = prefect_environment(ours) | {"PREFECT_SERVER_SERVICES_FOREMAN_LOOP_SECONDS": "1"}
    Path(env["PREFECT_HOME"]).mkdir(parents=True)
    server = Process("server", [sys.executable, "-m", "flows.server"], env, tmp_path / "server.log")
    settings = ours.model_copy(update={"api_url": f"http://127.0.0.1:{ours.api_port}/api"})
    stop = threading.Event()
    watchman = threading.Thread(target=keep_watch, args=(settings, stop, tell_in_process, timedelta(seconds=2)))
    try:
        wait_until(lambda: is_healthy(settings), GENEROUS, "the server", lambda: tail(server))
        ask(settings, "/work_pools/", {"name": POOL, "type": "process"})
        beat = {"name": "w1", "heartbeat_interval_seconds": 1}
        ask(settings, f"/work_pools/{POOL}/workers/heartbeat", beat)
        watchman.start()
        wait_until(
            lambda: inbox.exists() and inbox.read_text(), GENEROUS, "word to the operators", lambda: tail(server)
        )
        assert "no worker of the pool pantau is alive" in inbox.read_text()
    finally:
        stop.set()
        if watchman.is_alive():
            watchman.join(60)
        server.stop()
