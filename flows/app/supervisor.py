"""`pantau up`: one command that checks everything, starts Prefect and the runner, and keeps both alive.

Two children: the Prefect server (unless one is named) and the runner of `flows/serve.py`. Both are plain subprocesses,
so nothing here imports Prefect. A child that dies is started again, each time a little later; a server that came back
takes the runner with it, because a runner that outlived its server no longer hears cancellations.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from flows.app.config import Settings
from flows.app.supervisor_checks import StartError, await_server, check_port, check_watch
from flows.app.supervisor_children import Child
from flows.app.supervisor_deadman import DeadMan, tell_in_process
from flows.app.supervisor_lock import HomeLock, Running, is_alive
from flows.app.supervisor_lookout import Lookout
from flows.app.supervisor_prefect import coverage_url, is_healthy, prefect_environment, run_deployment, ui_url
from flows.app.supervisor_sight import Sight
from flows.app.terminal import CANNOT, note, say

SERVER_STOP_SECONDS = 8.0
RUNNER_STOP_SECONDS = 10.0
LEFTOVER_SECONDS = 12.0
TICK = 0.5
DEAF_SECONDS = 90.0  # a server that lives but answers nothing for so long is started again
HEALTH_EVERY = 10.0
MOST_MEMORY = 768 * 1024 * 1024  # of the server: 240 MiB at its start, 337 after a simulated week
LOOK_EVERY = 3.0


class Supervisor:
    """The two children and their lock. Use `start`, then `tick` now and then, then `stop`, all from one thread."""

    def __init__(self, settings: Settings, tell: Callable[[str], None] = say) -> None:
        self.settings = settings
        self._tell = tell
        self.lock = HomeLock(settings.home)
        self._server: Child | None = None
        self._runner: Child | None = None
        self._started_at = ""
        self._health_at = 0.0
        self._heard_at = 0.0
        self._runner_waits_for_server = False
        self.stopping = False

    @property
    def children(self) -> tuple[Child, ...]:
        """The children in the order of their start."""
        return tuple(c for c in (self._server, self._runner) if c is not None)

    def start(self) -> None:
        """Starts both children and returns once the server answers; raises StartError."""
        environment = prefect_environment(self.settings)
        logs = self.settings.home / "logs"
        for folder in (logs, Path(environment["PREFECT_HOME"])):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._started_at = datetime.now(UTC).isoformat(timespec="seconds")
        if self.settings.api_url is None:
            check_port(self.settings)
            command = ("flows.server",)
            self._server = Child("server", command, environment, logs / "server.log", self.lock.fd)
            self._server.start()
            self._note_children()
        await_server(self.settings, self._server, self._tell, lambda: self.stopping)
        self._heard_at = time.monotonic()
        self._runner = Child("runner", ("flows.serve",), environment, logs / "runner.log", self.lock.fd)
        self._runner.start()
        self._note_children()

    def tick(self) -> None:
        """Looks after the children once: restarts what died, restarts a server that went deaf, keeps logs small."""
        if self.stopping:
            return
        if self._server is not None:
            self._tend_server(self._server)
        if self._runner is not None:
            self._tend_runner(self._runner)

    def stop(self) -> None:
        """Stops the runner, then the server, with everything that they started."""
        self.stopping = True
        if self._runner is not None:
            self._runner.stop(RUNNER_STOP_SECONDS)
        if self._server is not None:
            self._server.stop(SERVER_STOP_SECONDS)
        self.lock.release()

    def kill(self) -> None:
        """Ends everything at once."""
        self.stopping = True
        for child in reversed(self.children):
            child.kill_group()
        self.lock.release()

    def last_words(self) -> str:
        """The end of each child's log, for an error message."""
        return "".join(f"\nthe last lines of {child.log}:\n{child.tail()}" for child in self.children)

    def _tend_server(self, server: Child) -> None:
        if server.is_alive:
            server.trim_log()
            self._listen(server)
            return
        if server.may_start:
            server.start()
            server.restarts += 1
            self._heard_at = time.monotonic()
            self._note_children()
        elif not server.is_restart_planned:
            pause = server.plan_restart()
            self._tell(
                f"The Prefect server ended ({server.ending}); starting it again in {pause:.0f} s. {_see(server)}"
            )
            self._runner_waits_for_server = True

    def _listen(self, server: Child) -> None:
        now = time.monotonic()
        if now - self._health_at < (1.0 if self._runner_waits_for_server else HEALTH_EVERY):
            return
        self._health_at = now
        if is_healthy(self.settings):
            self._heard_at = now
            self._bound_memory(server)
            if self._runner_waits_for_server and self._runner is not None:
                self._tell("The Prefect server is back; restarting the runner with it.")
                self._runner.stop(RUNNER_STOP_SECONDS)
                self._runner.start()
                self._note_children()
            self._runner_waits_for_server = False
        elif now - self._heard_at > DEAF_SECONDS:
            self._tell(f"The Prefect server has not answered for {DEAF_SECONDS:.0f} s; starting it again.")
            self._heard_at = now
            server.kill_group()

    def _bound_memory(self, server: Child) -> None:
        if server.memory > MOST_MEMORY:
            self._tell(f"The Prefect server holds {server.memory // 1024**2} MiB; it is started afresh.")
            server.stop(SERVER_STOP_SECONDS)

    def _tend_runner(self, runner: Child) -> None:
        runner.trim_log()
        if runner.is_alive or self._runner_waits_for_server:
            return
        if runner.may_start:
            runner.start()
            runner.restarts += 1
            self._note_children()
        elif not runner.is_restart_planned:
            pause = runner.plan_restart()
            self._tell(f"The runner ended ({runner.ending}); starting it again in {pause:.0f} s. {_see(runner)}")

    def _note_children(self) -> None:
        pids = {c.name: c.pid for c in self.children if c.pid}
        self.lock.write(Running(os.getpid(), ui_url(self.settings), self._started_at, pids))


def _see(child: Child) -> str:
    return f"Its log: {child.log}"


def run_up(settings: Settings) -> int:
    """Runs the watch until Ctrl-C or SIGTERM; returns the exit code. A second start for the same home is harmless."""
    try:
        briefing = check_watch(settings)
    except StartError as trouble:
        note(f"pantau: {trouble}")
        return CANNOT
    supervisor = Supervisor(settings)
    other = supervisor.lock.take_over(LEFTOVER_SECONDS)
    if other is not None:
        return _say_running(settings, other)
    stopped = on_signals(supervisor)
    try:
        say("Starting the Prefect server ..." if settings.api_url is None else f"Using {ui_url(settings)} ...")
        supervisor.start()
        say(briefing.text(ui_url(settings), coverage_url(settings)))
        _watch_over(supervisor, stopped)
    except StartError as trouble:
        if stopped():
            return 0
        note(f"pantau: {trouble}")
        return CANNOT
    finally:
        say("Stopping ...")
        supervisor.stop()
    say("Stopped. Nothing is lost: what was not sent yet goes out at the next start.")
    return 0


def _watch_over(supervisor: Supervisor, stopped: Callable[[], bool]) -> None:
    """Keeps the children alive, asks for the first poll at once, and tells when the watch goes blind or sees again."""
    began = datetime.now(UTC)
    lookout = Lookout(supervisor.settings)
    sight, dead_man = Sight(began), DeadMan(supervisor.settings, began, tell_in_process)
    first_poll = False
    look_at = 0.0
    try:
        while not stopped():
            supervisor.tick()
            if time.monotonic() >= look_at:
                look_at = time.monotonic() + LOOK_EVERY
                first_poll = first_poll or run_deployment(supervisor.settings, "poll")
                seen = lookout.look()
                for news in filter(None, (sight.judge(seen), dead_man.judge(seen, datetime.now(UTC)))):
                    say(news)
            time.sleep(TICK)
    finally:
        lookout.close()


def _say_running(settings: Settings, other: Running) -> int:
    if other.pid and is_alive(other.pid):
        say(f"pantau is already running here (process {other.pid}, since {other.started_at}). UI: {other.ui}")
        return 0
    note(
        f"pantau: home: {settings.home}: still held by what an earlier pantau left running; wait a minute and try again"
    )
    return CANNOT


def on_signals(supervisor: Supervisor) -> Callable[[], bool]:
    """A question: was a stop asked for? The first Ctrl-C or SIGTERM asks; a second one ends everything at once."""
    asked = False

    def ask(number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            supervisor.kill()
            os._exit(128 + number)
        asked = True
        supervisor.stopping = True

    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with suppress(ValueError):  # not in the main thread: the caller handles signals
            signal.signal(kind, ask)
    return lambda: asked
