"""What every flow shares: an open watch, run names and states that tell the truth, and the operator's artifacts.

All calls to Prefect's client that are not decorators stand here, so that the flows read as one call per stage.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from prefect import get_client
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import ArtifactCreate, ArtifactUpdate
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey
from prefect.client.schemas.objects import ArtifactCollection, State
from prefect.context import FlowRunContext
from prefect.events import emit_event
from prefect.exceptions import ObjectNotFound
from prefect.states import Completed, Failed

from flows.app.artifacts import (
    Verdict,
    coverage_line,
    coverage_rows,
    delivery_line,
    delivery_rows,
    extractors_of,
    md,
)
from flows.app.config import load_settings
from flows.app.cycle_page import article_line, articles_read_since, cycle_page
from flows.app.overview_page import overview_line, overview_page
from flows.app.quality import faults_of
from flows.app.terminal import inert, local
from flows.app.wiring import Look, Watch, look_at_store, open_watch, utc_now
from flows.app.workers import end_with_parent, registered_worker
from flows.board import open_board

if TYPE_CHECKING:
    from flows.app.reader import Reader
    from flows.sources import FeedPoll, Fetcher
    from flows.store.base import CycleReport

log = logging.getLogger("pantau.flows")

MOST_TASKS = 8  # batches of one stage: Prefect's share of a cycle stays below a tenth
SHARE = 50
MOST_SHOWN = 100  # articles on a run's page
MOST_LOGGED = 40  # articles in a run's log, half a kilobyte of Prefect's database each
STANDING = timedelta(days=1)
RECENT = timedelta(days=2)  # deliveries and decisions shown in standing artifacts


class Desk:
    """An open watch with its fetcher and reader. A plain object, so that Prefect passes it to tasks unexamined."""

    def __init__(self, watch: Watch, fetcher: Fetcher | None = None, reader: Reader | None = None) -> None:
        self.watch = watch
        self._fetcher = fetcher
        self._reader = reader

    @property
    def fetcher(self) -> Fetcher:
        """The fetcher that all batches share."""
        assert self._fetcher is not None, "open the desk with reading=True"
        return self._fetcher

    @property
    def reader(self) -> Reader:
        """The reader that all batches share."""
        assert self._reader is not None, "open the desk with reading=True"
        return self._reader


@asynccontextmanager
async def open_desk(*, reading: bool = False) -> AsyncIterator[Desk]:
    """A desk with the settings in force; everything is given back at the end, also when the run is cancelled.

    Blocks and variables are read here, once: a run goes by what was set when it began.
    """
    logging.getLogger("pantau").setLevel(logging.INFO)  # our own words belong among the run's logs
    end_with_parent()
    watch = await asyncio.to_thread(_open_watch)
    for problem in watch.refused:
        log.warning("%s", problem)
        announce("pantau.board.refused", "pantau.board", "blocks and variables", why=problem)
    if watch.standing.line:
        log.info("orders: %s", watch.standing.line)
    async with AsyncExitStack() as stack:
        stack.callback(watch.close)
        stack.enter_context(registered_worker(watch.settings.home, watch.worker))
        if not reading:
            yield Desk(watch)
            return
        fetcher = await stack.enter_async_context(watch.open_fetcher())
        reader = await stack.enter_async_context(watch.open_reader())
        yield Desk(watch, fetcher, reader)


def _open_watch() -> Watch:
    with open_board() as board:
        return open_watch(load_settings(), utc_now, board)


@asynccontextmanager
async def open_store_alone() -> AsyncIterator[Look]:
    """The store with now and the zone, for what needs neither rules nor channels: quicker than a desk."""
    logging.getLogger("pantau").setLevel(logging.INFO)
    with look_at_store(load_settings()) as look:
        yield look


def shares(number: int) -> tuple[int, ...]:
    """The number dealt out to tasks: about fifty each, eight tasks at most; empty for none."""
    count = min(MOST_TASKS, ceil(number / SHARE))
    return tuple(number // count + (i < number % count) for i in range(count))


async def name_run(name: str) -> None:
    """Gives the present run a name that says what was done; outside a run nothing happens."""
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        return
    async with get_client() as client:
        await client.update_flow_run(context.flow_run.id, name=name)


def final_state(verdict: Verdict, watch: Watch | None = None) -> State:
    """Green only when the verdict is; the message is its reason, then what operators ordered and what was refused."""
    message = verdict.why if watch is None else "; ".join([verdict.why, *ordered(watch)])
    if verdict.is_green:
        return Completed(message=message)
    return Failed(name=verdict.name, message=message)


def ordered(watch: Watch) -> list[str]:
    """What a run's message says of orders and of blocks and variables that were refused."""
    orders = [f"ordered: {watch.standing.line}"] if watch.standing.line else []
    return [*orders, *watch.refused]


async def publish_coverage(watch: Watch) -> None:
    """The standing table of all feeds, under the key `coverage`."""
    states = await asyncio.to_thread(watch.store.feed_states)
    extractors = await asyncio.to_thread(extractors_of, watch.store)
    lost = await asyncio.to_thread(faults_of, watch, watch.clock())
    changed = {fault.publisher: fault.words for fault in lost}
    now, zone = watch.clock(), watch.settings.tz
    rows = coverage_rows(watch.feeds, states, now, zone, extractors, changed, watch.standing.orders.reads)
    await _stand("coverage", "table", json.dumps(rows), f"{local(now, zone)}: {coverage_line(rows)}")


async def publish_overview(watch: Watch) -> None:
    """The standing page of orders, receivers and what is refused, under the key `overview`."""
    now = watch.clock()
    problems = await asyncio.to_thread(lambda: watch.problems)
    page = overview_page(watch, now, problems)
    line = overview_line(watch, problems)
    await stand_alone("overview", "markdown", page, f"{local(now, watch.settings.tz)}: {line}")


async def publish_deliveries(watch: Watch) -> None:
    """The standing table of recent deliveries, under the key `deliveries`."""
    now = watch.clock()
    recent = await asyncio.to_thread(watch.store.deliveries, now - RECENT)
    rows = delivery_rows(recent, now, watch.settings.tz)
    await _stand("deliveries", "table", json.dumps(rows), f"{local(now, watch.settings.tz)}: {delivery_line(recent)}")


async def _stand(key: str, kind: str, data: str, description: str) -> None:
    """One artifact that is brought up to date in place: its address stays good and the database does not grow.

    Once a day a new version is made, so that the UI keeps a history.
    """
    async with get_client() as client:
        known = await _latest(client, key)
        if known and known.created and datetime.now(UTC) - known.created < STANDING:
            await client.update_artifact(known.latest_id, ArtifactUpdate(data=data, description=description))
            return
        context = FlowRunContext.get()
        run_id = context.flow_run.id if context and context.flow_run else None
        await client.create_artifact(
            ArtifactCreate(key=key, type=kind, data=data, description=description, flow_run_id=run_id)
        )


async def stand_alone(key: str, kind: str, data: str, description: str) -> str:
    """The id of one artifact of no run, always the same: Prefect drops those of a run with the run, after a week."""
    async with get_client() as client:
        if known := await _latest(client, key):
            with suppress(ObjectNotFound):  # it went with its run just now; Prefect's table of keys lags behind
                await client.update_artifact(known.latest_id, ArtifactUpdate(data=data, description=description))
                return str(known.latest_id)
        made = await client.create_artifact(ArtifactCreate(key=key, type=kind, data=data, description=description))
        return str(made.id)


async def _latest(client: PrefectClient, key: str) -> ArtifactCollection | None:
    wanted = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[key]))
    return next(iter(await client.read_latest_artifacts(artifact_filter=wanted)), None)


async def publish_cycle(
    watch: Watch, report: CycleReport, verdict: Verdict, polls: Sequence[FeedPoll], pages: Mapping[str, str]
) -> None:
    """The run's own page, under the key `poll`, and the same in its log, which is what a run shows first."""
    shown = min(report.articles_read, MOST_SHOWN)
    articles = await asyncio.to_thread(articles_read_since, watch.store, report.started_at, shown)
    for article in articles[:MOST_LOGGED]:
        log.info("%s", article_line(article))
    if len(articles) > MOST_LOGGED:
        log.info("%d more articles stand in the artifact poll", len(articles) - MOST_LOGGED)
    page = cycle_page(report, verdict, polls, articles, watch.settings.tz, pages)
    read = f"why each of {report.articles_read} articles was told or not; " if report.articles_read else ""
    await acreate_markdown_artifact(page, key="poll", description=f"{read}{verdict.why}")


async def publish_words(key: str, text: str, description: str) -> None:
    """Plain text of ours as this run's artifact; whatever stands in it is inert."""
    page = "\n".join(f"{md(line)}  " for line in text.splitlines())
    await acreate_markdown_artifact(page, key=key, description=inert(description))


def announce(event: str, subject: str, name: str, **payload: str) -> None:
    """An event for automations: `pantau.alert.raised` about `pantau.alert.K7Q2-1`."""
    emit_event(event, resource={"prefect.resource.id": subject, "prefect.resource.name": name}, payload=payload)
