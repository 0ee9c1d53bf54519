"""`backtest`: articles of the past through today's or a candidate's rules; what would be told, and what differs."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections import deque
from collections.abc import Sequence
from contextlib import closing
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import acreate_markdown_artifact, acreate_progress_artifact, aupdate_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.settings import get_current_settings
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from pydantic import BaseModel, Field

from flows.app.backtest import Case, read_cases
from flows.app.backtest_page import backtest_page
from flows.app.backtest_plan import Against, Plan, plan_backtest
from flows.app.jsonl import InputError
from flows.app.terminal import inert
from flows.control_room import name_run, open_desk
from rules import Reading, RulesError

log = logging.getLogger("pantau.flows")

AHEAD = 4  # shares that are read while one is judged
CLUSTER_AHEAD = 64
THREADS = 2
CLUSTER = "PANTAU_DASK"  # a scheduler's address, or `local` for processes of this machine


def runner() -> TaskRunner[PrefectFuture[Any]]:
    """Where shares are read: in threads, or on the Dask cluster that the environment of the run names.

    Prefect takes a flow's task runner when the flow is imported, so this cannot wait for the settings.
    """
    where = os.environ.get(CLUSTER, "")
    if where and find_spec("prefect_dask") is None:
        log.warning("%s is set, but the extra `scale` is not installed: backtests stay in this process", CLUSTER)
        where = ""
    if where and not get_current_settings().api.url:
        # Every process of the cluster would start a Prefect server of its own on one SQLite file, and stall.
        log.warning("%s is set, but PREFECT_API_URL is not: backtests stay in this process", CLUSTER)
        where = ""
    if not where:
        return ThreadPoolTaskRunner(max_workers=THREADS)  # type: ignore[return-value]
    told: dict[str, Any] = (
        {"cluster_kwargs": {"threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}}
        if where == "local"
        else {"address": where}
    )
    made: TaskRunner[PrefectFuture[Any]] = import_module("prefect_dask").DaskTaskRunner(**told)
    return made


def ahead() -> int:
    """Shares that are read while one is judged: enough for every worker of a cluster."""
    return CLUSTER_AHEAD if os.environ.get(CLUSTER) else AHEAD


class BacktestOptions(BaseModel):
    """Which articles, by which rules, compared with what. Nothing is stored and nobody is told."""

    rules: str = Field(
        default="",
        title="Rules",
        description="Folder of candidate rules on the worker's machine. Empty: the rules in force.",
        max_length=500,
    )
    file: str = Field(
        default="",
        title="File",
        description="JSON Lines of {id, title, text, url, outlet, date}, may be gzip. Empty: the stored articles.",
        max_length=500,
    )
    days: int = Field(
        default=30, ge=1, le=3650, title="Days", description="How far back stored articles are taken; texts last 90."
    )
    against: Against = Field(
        default=Against.DECIDED,
        title="Compared with",
        description="A file was never decided about: it is compared with the rules in force.",
    )
    most: int = Field(
        default=20_000, ge=1, le=5_000_000, title="Most articles", description="Stop after this many articles."
    )


@task(name="match", task_run_name="match {label}", cache_policy=NO_CACHE, persist_result=False)
def match_share(rules: Path, cases: Sequence[Case], label: str) -> list[Reading | str]:  # noqa: ARG001
    """What the rules say of these articles. Plain values in and out: it runs wherever the task runner puts it."""
    return read_cases(rules, cases)


@flow(
    name="backtest",
    flow_run_name="backtest",
    persist_result=False,
    task_runner=runner(),
)
async def backtest_rules(options: BacktestOptions = BacktestOptions()) -> State:  # noqa: B008 (the form's defaults)
    """Runs articles of the past through rules and reports new, lost and changed alerts. Stores and sends nothing.

    The report is the artifact `backtest`; rules that do not load end the run red, with file and line.

    Args:
        options: Which articles, by which rules, compared with what.
    """
    started = time.monotonic()
    async with open_desk() as desk:
        try:
            plan = await asyncio.to_thread(plan_backtest, desk.watch, **dict(options))
            with closing(plan):
                await _run(plan)
                test = plan.report(time.monotonic() - started)
        except (RulesError, InputError) as error:
            await name_run("backtest: not run")
            return Failed(message=inert(" / ".join(str(error).splitlines()[:5])))
        page = await asyncio.to_thread(backtest_page, test, desk.watch.settings.tz)
    await acreate_markdown_artifact(page, key="backtest", description=test.line)
    await name_run(f"backtest: {test.line}")
    return Completed(message=test.line)


async def _run(plan: Plan) -> None:
    """Reads the shares in tasks, some ahead, and judges them one after the other."""
    progress = await acreate_progress_artifact(0.0, key="backtest-progress", description="articles by their time")
    under_way: deque[tuple[Sequence[Case], list[PrefectFuture[list[Reading | str]]]]] = deque()
    for share in plan.shares():
        label = f"{len(share)} articles from {share[0].seen_at:%Y-%m-%d}"
        under_way.append((share, [match_share.submit(folder, share, label) for folder in plan.folders]))
        if len(under_way) > ahead():
            await _judge(plan, *under_way.popleft())
            await aupdate_progress_artifact(progress, plan.percent)
    while under_way:
        await _judge(plan, *under_way.popleft())
    await aupdate_progress_artifact(progress, 100.0)


async def _judge(plan: Plan, share: Sequence[Case], reading: Sequence[PrefectFuture[list[Reading | str]]]) -> None:
    readings = [await asyncio.to_thread(one.result) for one in reading]
    await asyncio.to_thread(plan.take, share, readings)
