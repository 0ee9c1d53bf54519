"""One pantau a home: the lock that its children hold too, and the note that tells a second start where the first is."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Running:
    """What a running pantau tells about itself in `up.json`."""

    pid: int
    ui: str
    started_at: str
    children: dict[str, int] = field(default_factory=dict)  # name -> process id, each the leader of its group


class HomeLock:
    """A lock on the home folder. Children inherit `fd`, so it stays taken until the last of them has ended."""

    def __init__(self, home: Path) -> None:
        self._file = home / "up.lock"
        self._note = home / "up.json"
        self.fd = -1

    def take(self) -> bool:
        """True when nobody else has the home."""
        self.fd = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self.fd)
            self.fd = -1
            return False
        return True

    def take_over(self, patience: float, sleep: Callable[[float], None] = time.sleep) -> Running | None:
        """None once the home is ours; else the pantau that lives there.

        When a supervisor was killed its children may still be putting things away: they get `patience` seconds to end
        by themselves and are then killed. A supervisor that lives is never touched.
        """
        waited = 0.0
        while not self.take():
            running = self.running()
            if running is not None and is_alive(running.pid):
                return running
            if waited >= patience:
                self._kill_leftovers(running)
            sleep(0.2)
            waited += 0.2
            if waited > 2 * patience:
                return running or Running(pid=0, ui="", started_at="")
        return None

    def write(self, running: Running) -> None:
        """Tells others where we are; written whole or not at all."""
        draft = self._note.with_suffix(".tmp")
        draft.write_text(json.dumps(asdict(running)), encoding="utf-8")
        draft.replace(self._note)

    def running(self) -> Running | None:
        """Who says that it lives here, None when nobody does or the note cannot be read."""
        try:
            told = json.loads(self._note.read_text(encoding="utf-8"))
            return Running(int(told["pid"]), str(told["ui"]), str(told["started_at"]), dict(told.get("children", {})))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def release(self) -> None:
        """Gives the home back."""
        if self.fd >= 0:
            self._note.unlink(missing_ok=True)
            os.close(self.fd)
            self.fd = -1

    def _kill_leftovers(self, running: Running | None) -> None:
        for pid in running.children.values() if running else ():
            if holds(pid, self._file):  # a process id may have been given to somebody else since
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """True when a process with this id runs and is not a zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(") ")[2][:1]
    except OSError:
        return _answers(pid) if not Path("/proc/self").exists() else False
    return state not in {"Z", "X", ""}


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def holds(pid: int, file: Path) -> bool:
    """True when the process has the file open: it is a child of the pantau that took this lock."""
    with suppress(OSError):
        return any(link.resolve() == file.resolve() for link in Path(f"/proc/{pid}/fd").iterdir())
    return False
