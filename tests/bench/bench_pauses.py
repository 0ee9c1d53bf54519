"""What Python's garbage collector costs while pages are read: with the rules among its work, and with them set aside.

    .venv/bin/python tests/bench/bench_pauses.py [--articles 400] [--prefect]

Each way runs in a process of its own, twice, in turns. `gc.freeze()` after the rules are loaded takes what is there out
of every later collection. `--prefect` imports Prefect first, as a run of `poll` has it.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from flows.app.reading import Page, PageJob, read_page
from tests.bench.bench_workers import stories


def resident() -> float:
    """MiB of this process in memory."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def work(is_frozen: bool, with_prefect: bool, count: int, done: Any) -> None:
    """Reads the pages and answers with what the collector took meanwhile."""
    if with_prefect:
        import flows.poll  # noqa: F401
    from rules import load_rules

    rules = load_rules()
    if is_frozen:
        gc.collect()
        gc.freeze()
    told = stories(count)
    jobs = [PageJob(s.url, "kabar", (Page(s.url, s.html(), "text/html; charset=utf-8"),)) for s in told]
    read_page(jobs[0], rules)
    pauses: list[tuple[int, float]] = []
    began = 0.0

    def watch(phase: str, info: dict[str, int]) -> None:
        nonlocal began
        if phase == "start":
            began = time.thread_time()
        else:
            pauses.append((info["generation"], time.thread_time() - began))

    gc.callbacks.append(watch)
    spent = time.process_time()
    for job in jobs:
        read_page(job, rules)
    spent = time.process_time() - spent
    gc.callbacks.remove(watch)
    whole = [seconds for generation, seconds in pauses if generation == 2]
    done.put((1000 * spent / count, 1000 * sum(s for _, s in pauses) / count, len(whole),
              1000 * max((s for _, s in pauses), default=0.0), resident()))  # fmt: skip


def main() -> None:
    """Prints a line for each way."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=400)
    options.add_argument("--prefect", action="store_true")
    given = options.parse_args()
    context = get_context("spawn")
    for is_frozen in (False, True, False, True):
        done = context.Queue()
        process = context.Process(target=work, args=(is_frozen, given.prefect, given.articles, done))
        process.start()
        each, collecting, whole, longest, held = done.get(timeout=600)
        process.join()
        name = "rules set aside" if is_frozen else "as it was"
        print(f"{name:16} {each:.1f} ms CPU an article, {collecting:.2f} of it collecting; "
              f"{whole} whole collections, longest {longest:.0f} ms; {held:.0f} MiB")  # fmt: skip


if __name__ == "__main__":
    main()
