"""`python -m flows.app.supervisor_watchman`: tells the operators when a watch of several machines has stopped.

With a work pool `trouble` runs on the very workers that may all be dead, and Prefect's automations live in the server
that may be gone. This process needs neither: it looks at the store and at the pool and sends by itself. It belongs on a
machine where the workers are not; `pantau up` has the same switch inside.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from flows.app.config import Settings, load_settings
from flows.app.operators import QUIET
from flows.app.supervisor_deadman import DeadMan, Tell, tell_in_process
from flows.app.supervisor_lookout import Lookout
from flows.app.supervisor_prefect import PrefectCallError, call, ui_url
from flows.app.wiring import utc_now

POOL = "pantau"
LOOK_EVERY = 15.0
PATIENCE = timedelta(minutes=2)  # an upgrade stops workers and server for a moment
NO_WORKER = "no worker"  # the kind of trouble


class PoolGuard:
    """Whether anybody takes up the runs of the work pool: Prefect marks it NOT_READY when every worker fell silent."""

    def __init__(
        self, settings: Settings, tell: Tell, patience: timedelta = PATIENCE, ask: Callable[..., object] = call
    ) -> None:
        self._settings = settings
        self._tell = tell
        self._patience = patience
        self._ask = ask
        self._since: datetime | None = None
        self._told: datetime | None = None

    def judge(self, now: datetime) -> str:
        """What the operators were told just now, else nothing."""
        trouble = self.trouble()
        if not trouble:
            self._since = self._told = None
            return ""
        self._since = self._since or now
        if now - self._since < self._patience or (self._told is not None and now - self._told < QUIET):
            return ""
        self._told = now
        words = f"{trouble} (since {self._since.astimezone(self._settings.tz):%d/%m %H.%M}): nothing is read or sent"
        self._tell(self._settings, words, NO_WORKER)
        return f"The operators are told: {words}"

    def trouble(self) -> str:
        """Why no run would be taken up, empty when a worker is there."""
        try:
            found = self._ask(self._settings, "/work_pools/filter", {"work_pools": {"name": {"any_": [POOL]}}})
        except PrefectCallError as error:
            return f"the Prefect server {ui_url(self._settings)} does not answer ({error})"
        if not isinstance(found, list) or not found:
            return f"the Prefect server has no work pool {POOL}; deploy prefect.yaml again"
        status = found[0].get("status")
        if status == "PAUSED":
            return f"the work pool {POOL} is paused"
        return "" if status == "READY" else f"no worker of the pool {POOL} is alive"


def keep_watch(settings: Settings, stop: Event, tell: Tell = tell_in_process, patience: timedelta = PATIENCE) -> None:
    """Looks at pool and store until `stop` is set."""
    lookout = Lookout(settings)
    switch, guard = DeadMan(settings, utc_now(), tell), PoolGuard(settings, tell, patience)
    try:
        while True:
            for news in filter(None, (guard.judge(utc_now()), switch.judge(lookout.look(), utc_now()))):
                print(news, file=sys.stderr, flush=True)
            if stop.wait(min(LOOK_EVERY, max(patience.total_seconds() / 4, 0.1))):
                return
    finally:
        lookout.close()


def main() -> None:
    """Watches until SIGTERM."""
    stop = Event()
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda *_: stop.set())
    settings = load_settings()
    print(f"watching the pool {POOL} of {ui_url(settings)} and the polls in the store", file=sys.stderr, flush=True)
    keep_watch(settings, stop)


if __name__ == "__main__":
    main()
