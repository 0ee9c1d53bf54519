"""The one look at the last poll that the terminal's words and the dead-man switch share."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flows.app.config import Settings
from flows.app.wiring import open_settings_store
from flows.store.base import CycleReport, Store, StoreError

log = logging.getLogger("pantau.up")


@dataclass(frozen=True, slots=True)
class Seen:
    """The last poll that ended, None when there was none; or why the store could not be asked."""

    cycle: CycleReport | None = None
    trouble: str = ""


class Lookout:
    """The store, opened at the first look and kept; close it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store: Store | None = None
        self._said = ""

    def look(self) -> Seen:
        """What the store knows now; its trouble is an answer, and is logged when it is new."""
        try:
            self._store = self._store or open_settings_store(self._settings)
            seen = Seen(cycle=next(iter(self._store.last_cycles(1)), None))
        except StoreError as error:
            seen = Seen(trouble=str(error))
        if seen.trouble and seen.trouble != self._said:
            log.warning("%s", seen.trouble)
        self._said = seen.trouble
        return seen

    def close(self) -> None:
        """Gives up the store."""
        if self._store is not None:
            self._store.close()
            self._store = None
