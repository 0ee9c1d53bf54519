"""How far a batch has come, on standard error: one live line on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")


class Progress:
    """Counts what passes and says so every half second on a terminal, every ten seconds elsewhere."""

    def __init__(self, what: str, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self._what = what
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._live = not quiet and self._stream.isatty()
        self._started = self._told = time.monotonic()
        self._count = 0

    def watch(self, items: Iterable[T]) -> Iterator[T]:
        """The same items; counted as they pass."""
        for item in items:
            yield item
            self.step()
        self.close()

    def step(self, count: int = 1) -> None:
        """That many more are done."""
        self._count += count
        now = time.monotonic()
        if not self._quiet and now - self._told >= (0.5 if self._live else 10.0):
            self._told = now
            self._say("\r" if self._live else "", "" if self._live else "\n")

    def close(self) -> None:
        """The last word."""
        if not self._quiet:
            self._say("\r" if self._live else "", "\n")

    def _say(self, before: str, after: str) -> None:
        seconds = time.monotonic() - self._started
        rate = f"{self._count / seconds:,.0f}/s" if seconds > 0.05 else "-"
        self._stream.write(f"{before}{self._what}: {self._count:,} in {seconds:.1f} s ({rate}){after}")
        self._stream.flush()
