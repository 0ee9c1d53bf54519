"""Where pages are read: threads of this process, or processes of their own, each article under a deadline.

Threads start at once and share the loaded rules, but a page that hangs the parser keeps its thread until it is through.
Processes cost a second to start, use every core, and a hung one is killed. Figures: README.md.
"""

from __future__ import annotations

import asyncio
import gc
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.app.reading import Matcher, PageJob, PageRead, read_feed_text, read_page

THREADS = 2


class ReadingError(Exception):
    """A page could not be read: why, in words for the operator."""


class _PoolBrokeError(Exception):
    """The pool died under the work, perhaps through somebody else's fault."""


class Reader:
    """Reads pages off the event loop; use as `async with Reader(...) as reader`."""

    def __init__(self, rules: Matcher, *, seconds: float, processes: int = 0, rules_dir: Path | None = None) -> None:
        self._rules = rules
        self._seconds = seconds
        self._processes = processes
        self._rules_dir = rules_dir
        self._pool: Executor | None = None
        # No more work is handed over than can be done at once: the deadline is the page's own time, not its queue's.
        self._turns = asyncio.Semaphore(processes or THREADS)
        self._alone = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    async def read(self, job: PageJob) -> PageRead:
        """The article of the job's pages with what the rules say; raises ReadingError when that cannot be had."""
        return await self._run(job, None)

    async def read_feed_text(self, job: PageJob, why: str) -> PageRead:
        """The article as the feed tells it, marked partial with the reason."""
        return await self._run(job, why)

    async def _run(self, job: PageJob, why: str | None) -> PageRead:
        try:
            async with self._turns:
                self._pool = self._pool or self._open_pool(self._processes)
                return await self._within_deadline(self._pool, job, why)
        except _PoolBrokeError:
            pass
        async with self._alone:  # whoever breaks a pool of its own is to blame
            pool = self._open_pool(1)
            try:
                return await self._within_deadline(pool, job, why)
            except _PoolBrokeError:
                raise ReadingError("the reading process died over it") from None
            finally:
                pool.shutdown(wait=False)

    async def _within_deadline(self, pool: Executor, job: PageJob, why: str | None) -> PageRead:
        loop = asyncio.get_running_loop()
        try:
            running = (
                loop.run_in_executor(pool, _read_in_process, job, why)
                if self._processes
                else loop.run_in_executor(pool, _read, job, why, self._rules)
            )
            return await asyncio.wait_for(running, self._seconds)
        except TimeoutError:
            self._drop(pool)
            raise ReadingError(f"reading took longer than {self._seconds:g} s and was stopped") from None
        except BrokenExecutor:
            self._drop(pool)
            raise _PoolBrokeError from None
        except Exception as error:
            raise ReadingError(f"reading failed ({type(error).__name__}); please report this page") from error

    def _open_pool(self, processes: int) -> Executor:
        if not self._processes:
            return ThreadPoolExecutor(THREADS, thread_name_prefix="pantau-read")
        return ProcessPoolExecutor(
            processes,
            mp_context=get_context("forkserver"),
            initializer=_load_in_process,
            initargs=(self._rules_dir,),
        )

    def _drop(self, pool: Executor) -> None:
        if pool is self._pool:
            self._pool = None
        if isinstance(pool, ProcessPoolExecutor):
            for process in list((pool._processes or {}).values()):  # no public way to end a hung worker
                process.kill()
        pool.shutdown(wait=False)


def _read(job: PageJob, why: str | None, rules: Matcher) -> PageRead:
    return read_page(job, rules) if why is None else read_feed_text(job, rules, why)


_rules_in_process: Matcher | None = None


def _load_in_process(directory: Path | None) -> None:
    global _rules_in_process
    from rules import load_rules

    _rules_in_process = load_rules(directory)
    # The rules live as long as the process: looking through them halts it for 0.15 s (tests/bench/bench_pauses.py).
    gc.collect()
    gc.freeze()


def _read_in_process(job: PageJob, why: str | None) -> PageRead:
    assert _rules_in_process is not None
    return _read(job, why, _rules_in_process)
