"""The dead-man switch outside Prefect: when polls stay away the operators are told, whatever became of the server.

Prefect's own automation needs a server that judges and a runner that takes up `trouble`; this one needs neither. The
telling has a process of its own (`python -m flows.app.supervisor_deadman WORDS`), so that neither rules nor a channel
that hangs burden the supervisor.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from flows.app.config import Settings, load_settings
from flows.app.operators import NO_POLL, QUIET, tell_operators, tell_without_store
from flows.app.supervisor_lookout import Seen
from flows.app.supervisor_prefect import settings_environment
from flows.app.wiring import open_watch, utc_now
from flows.store.base import StoreError

MISSED_POLLS = 4  # one more than Prefect's automation waits for: as a rule that one has told already

Tell = Callable[[Settings, str, str], None]  # settings, words, kind of trouble


class DeadMan:
    """Judges the last cycle now and then; `since` is when the watch began, `tell` starts the telling."""

    def __init__(self, settings: Settings, since: datetime, tell: Tell) -> None:
        self._settings = settings
        self._last = since
        self._tell = tell
        self._told: datetime | None = None

    def judge(self, seen: Seen, now: datetime) -> str:
        """What the operators were told just now, else nothing. A store that cannot be asked counts as no poll."""
        patience = timedelta(minutes=MISSED_POLLS * self._settings.poll_minutes)
        if seen.cycle is not None:
            self._last = max(self._last, seen.cycle.finished_at)
        if now - self._last <= patience:
            self._told = None
            return ""
        if self._told is not None and now - self._told < QUIET:
            return ""
        self._told = now
        words = f"no poll has ended since {self._last.astimezone(self._settings.tz):%d/%m %H.%M}"
        words += (
            f"; {seen.trouble}" if seen.trouble else "; is the deployment poll paused, does the Prefect server live?"
        )
        self._tell(self._settings, words, NO_POLL)
        return f"The operators are told: {words}"


def tell_in_process(settings: Settings, words: str, about: str = NO_POLL) -> None:
    """Starts the telling and does not wait for it; it may take two minutes."""
    command = [sys.executable, "-m", "flows.app.supervisor_deadman", words, about]
    threading.Thread(target=_run, args=(command, os.environ | settings_environment(settings)), daemon=True).start()


def _run(command: list[str], environment: Mapping[str, str]) -> None:
    with suppress(subprocess.TimeoutExpired, OSError):
        subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, timeout=120, check=False)  # noqa: S603 (our own module, no shell)


def main(words: str, about: str = NO_POLL) -> None:
    """Tells the operators, with the store when it can be had; `about` is the kind of trouble."""
    settings = load_settings()
    try:
        watch = open_watch(settings)
        try:
            told = tell_operators(watch, words, about)
        finally:
            watch.close()
    except StoreError:
        told = tell_without_store(settings, words, about, utc_now())
    print(f"dead-man switch: {told}", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:3])
