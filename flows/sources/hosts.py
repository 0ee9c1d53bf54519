"""Manners towards one host: few requests at once, and a pause between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

REMEMBERED = 4_096  # hosts; idle ones are forgotten beyond it


@dataclass(slots=True)
class _Lane:
    turns: asyncio.Semaphore
    users: int = 0
    next_start: float = 0.0


class Hosts:
    """Turns at every host that one process talks to. `monotonic` and `sleep` are passed in; seconds throughout."""

    def __init__(
        self,
        per_host: int,
        pace: float,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._per_host = per_host
        self._pace = pace
        self._monotonic = monotonic
        self._sleep = sleep
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def turn(self, host: str, pace: float | None = None) -> AsyncIterator[None]:
        """Waits for a free place at the host and for the pause since the last request to have passed."""
        lane = self._lane(host)
        lane.users += 1
        try:
            async with lane.turns:
                now = self._monotonic()
                start = max(now, lane.next_start)
                lane.next_start = start + max(self._pace, pace or 0.0)
                if start > now:
                    await self._sleep(start - now)
                yield
        finally:
            lane.users -= 1

    def _lane(self, host: str) -> _Lane:
        lane = self._lanes.get(host)
        if lane is None:
            self._forget_idle()
            lane = self._lanes[host] = _Lane(asyncio.Semaphore(self._per_host))
        return lane

    def _forget_idle(self) -> None:
        if len(self._lanes) < REMEMBERED:
            return
        now = self._monotonic()
        self._lanes = {host: lane for host, lane in self._lanes.items() if lane.users or lane.next_start > now}
