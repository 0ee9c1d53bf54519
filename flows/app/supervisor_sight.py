"""What the terminal says of the watch's sight: the first poll, and then only when seeing turns to blindness or back."""

from __future__ import annotations

import logging
from datetime import datetime

from flows.app.config import Settings
from flows.app.summary import cycle_words
from flows.app.wiring import open_settings_store
from flows.store.base import CycleReport, Store, StoreError

log = logging.getLogger("pantau.up")

DEMO = "No network here? `pantau demo` shows the whole watch against a newsroom of its own."


class Sight:
    """Looks at the last cycle now and then."""

    def __init__(self, settings: Settings, since: datetime) -> None:
        self._settings = settings
        self._since = since
        self._store: Store | None = None
        self._sees: bool | None = None

    def look(self) -> str:
        """A sentence when something is new to say, else nothing; a store in trouble says nothing either."""
        try:
            self._store = self._store or open_settings_store(self._settings)
            last = next(iter(self._store.last_cycles(1)), None)
        except StoreError as error:
            log.warning("%s", error)
            return ""
        if last is None or last.started_at < self._since or not last.feeds:
            return ""
        sees = last.feeds_ok > 0
        if sees == self._sees:
            return ""
        first, self._sees = self._sees is None, sees
        return seeing_words(last, first=first) if sees else blind_words(last)

    def close(self) -> None:
        """Gives up the store."""
        if self._store is not None:
            self._store.close()
            self._store = None


def seeing_words(report: CycleReport, *, first: bool) -> str:
    """The first poll, or sight that came back."""
    return f"{'First poll' if first else 'The watch sees again'}: {cycle_words(report)}"


def blind_words(report: CycleReport) -> str:
    """Nothing could be read: why, when it is tried again, and what can be done without a network."""
    why = report.notes[0] if report.notes else "no reason is known"
    return (
        f"No feed answered ({report.feeds} asked; {why}).\n"
        "The watch goes on and tries each again; reasons and next tries: pantau status, or the coverage page.\n" + DEMO
    )
