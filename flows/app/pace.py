"""A token bucket: short bursts at once, a long run at the rate that the other side bears."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

BURST = 5
# A slow service counts by the minute, and each sweep begins with a full bucket: its burst is what five seconds bring.
BURST_SECONDS = 5.0


class Bucket:
    """Holds up to `BURST` tokens, fewer of a slow service, and gains `per_second`; taking one waits for it."""

    def __init__(
        self,
        per_second: float,
        *,
        burst: int | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._rate = per_second
        self._burst = float(burst or max(1, min(BURST, int(per_second * BURST_SECONDS))))
        self._tokens = self._burst
        self._clock = clock
        self._sleep = sleep
        self._filled = clock()

    async def take(self) -> None:
        """Returns when a message may go; a rate of 0 or less means no limit."""
        if self._rate <= 0:
            return
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._filled) * self._rate)
        self._filled = now
        self._tokens -= 1.0
        if self._tokens < 0:
            await self._sleep(-self._tokens / self._rate)
