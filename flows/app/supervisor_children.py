"""Child processes of `pantau up`: started on a leash, restarted with patience, stopped with all they started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

FIRST_PAUSE = 1.0  # seconds before the first restart; doubles each time
LONGEST_PAUSE = 60.0
STEADY = 300.0  # after living this long a child has earned a short pause again
LOG_BYTES = 8 * 1024 * 1024


class Child:
    """One child process and its log.

    `start` must be called from a thread that lives as long as the program: the kernel's leash is held by the thread.
    """

    def __init__(
        self,
        name: str,
        module: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        lock_fd: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self.log = log
        self.restarts = 0
        self._module = tuple(module)
        self._environment = dict(environment)
        self._lock_fd = lock_fd
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._pause = 0.0
        self._not_before: float | None = None  # set between an end and the restart after it

    @property
    def pid(self) -> int:
        """Process id, which is also its group's; 0 before the first start."""
        return self._process.pid if self._process else 0

    @property
    def is_alive(self) -> bool:
        """True while the process runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def memory(self) -> int:
        """Bytes that the process holds in memory; 0 when it does not run or the system does not tell."""
        try:
            pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]
        except (OSError, IndexError):
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    @property
    def ending(self) -> str:
        """How the process ended, in words."""
        code = self._process.poll() if self._process else None
        if code is None:
            return "it runs"
        return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"

    def start(self) -> None:
        """Starts the process in a group of its own, its output added to the log."""
        self.trim_log()
        leash = [sys.executable, "-m", "flows.app.supervisor_leash", str(os.getpid())]
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(  # noqa: S603 (our own modules, no shell)
                [*leash, sys.executable, "-m", *self._module],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=(self._lock_fd,) if self._lock_fd >= 0 else (),
            )
        self._started = self._clock()
        self._not_before = None

    def plan_restart(self) -> float:
        """Seconds until it may be started again; longer each time it ends soon after its start."""
        lived = self._clock() - self._started
        self._pause = FIRST_PAUSE if lived >= STEADY or not self._pause else min(self._pause * 2, LONGEST_PAUSE)
        self.kill_group()
        self._not_before = self._clock() + self._pause
        return self._pause

    @property
    def is_restart_planned(self) -> bool:
        """True between an end that was noticed and the start after it."""
        return self._not_before is not None

    @property
    def may_start(self) -> bool:
        """True when the pause after its last end is over."""
        return not self.is_alive and self._not_before is not None and self._clock() >= self._not_before

    def ask_to_stop(self) -> None:
        """SIGTERM to the process alone: it stops those that it started in its own way."""
        if self.is_alive:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)

    def stop(self, patience: float) -> None:
        """Asks, waits that many seconds at most, then kills the whole group."""
        self.ask_to_stop()
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(patience)
        self.kill_group()

    def kill_group(self) -> None:
        """Kills what is left of the process and of all that it started."""
        if self._process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)

    def tail(self, lines: int = 12) -> str:
        """The last lines of its log."""
        if not self.log.exists():
            return ""
        with self.log.open("rb") as file:
            file.seek(max(0, self.log.stat().st_size - 8192))
            text = file.read().decode(errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def trim_log(self) -> None:
        """Keeps one older log beside the present one, each bounded; safe while the process writes (it appends)."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)
