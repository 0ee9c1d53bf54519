"""`poll`: reads every feed that is due, and every new article, and tells the operator how far it could see."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel, Field

from flows.alerts.event import Alert
from flows.app.artifacts import Verdict, judge_sight, run_name
from flows.app.gathering import post_gatherings
from flows.app.ingest import claimed_batches, held_cycle, read_batch
from flows.app.polling import due_feeds, in_batches, poll_batch
from flows.app.quality import post_quality
from flows.app.recheck import recheck_due
from flows.app.report import BatchReport, cycle_report, merged
from flows.app.summary import cycle_words
from flows.control_room import (
    Desk,
    announce,
    final_state,
    name_run,
    open_desk,
    publish_coverage,
    publish_cycle,
    publish_deliveries,
    publish_overview,
    shares,
)
from flows.deliver import send_alerts
from flows.event_pages import publish_alerts
from flows.sources import Feed, FeedPoll
from flows.store.base import CycleReport, StoredEntry

log = logging.getLogger("pantau.flows")


class PollOptions(BaseModel):
    """What one poll looks at."""

    feeds: list[str] = Field(
        default_factory=list,
        title="Feeds",
        description="Ids from the coverage table, read now whether due or not. Empty: all that are due.",
    )
    max_articles: int = Field(
        default=400,
        ge=0,
        le=20_000,
        title="Most articles",
        description="Read at most this many new articles; 0 reads feeds only.",
    )
    send: bool = Field(
        default=True,
        title="Send",
        description="Send new alerts at the end of the run. Off: the deliver flow sends them.",
    )


@task(name="poll feeds", task_run_name="poll {label}", cache_policy=NO_CACHE, persist_result=False)
async def poll_some(desk: Desk, feeds: Sequence[Feed], label: str) -> tuple[FeedPoll, ...]:  # noqa: ARG001
    """What these feeds answered; `label` names the task run."""
    return await poll_batch(desk.watch, desk.fetcher, feeds, desk.watch.clock())


@task(name="read articles", task_run_name="read {label}", cache_policy=NO_CACHE, persist_result=False)
async def read_some(desk: Desk, batches: Iterator[tuple[StoredEntry, ...]], share: int, label: str) -> BatchReport:  # noqa: ARG001
    """What became of the next `share` entries or a few more; `label` names the task run."""
    reports = []
    taken = 0
    while taken < share and (entries := next(batches, ())):
        taken += len(entries)
        reports.append(await read_batch(desk.watch, desk.fetcher, entries, desk.watch.clock(), desk.reader))
    return merged(reports)


@task(name="look again", task_run_name="look again at told articles", cache_policy=NO_CACHE, persist_result=False)
async def look_again(desk: Desk) -> tuple[Alert, ...]:
    """Corrections and withdrawals of articles that were told of."""
    return await recheck_due(desk.watch, desk.fetcher, desk.reader, desk.watch.clock())


@flow(name="poll", flow_run_name="poll", timeout_seconds=420, persist_result=False)
async def poll_feeds(options: PollOptions = PollOptions()) -> State:  # noqa: B008 (Prefect makes the form from it)
    """Reads every feed that is due and every new article, decides, and sends what is new.

    A run that could not see enough ends Degraded or Blind, not green; its message says which feeds and why.

    Args:
        options: What to look at.
    """
    async with open_desk(reading=True) as desk, held_cycle(desk.watch) as is_ours:
        if not is_ours:
            await name_run("poll: another poller is at it")
            return Completed(name="Skipped", message="another poller is at it; nothing was done")
        started = desk.watch.clock()
        polls = await _poll(desk, options.feeds)
        batch = await _read(desk, options.max_articles)
        batch = merged([batch, BatchReport(alerts=await look_again(desk))])
        report = cycle_report(started, desk.watch.clock(), polls, batch)
        desk.watch.store.record_cycle(report)
        log.info("%s", cycle_words(report))
        verdict = judge_sight(polls, desk.watch.feeds, desk.watch.store.feed_states())
        if not verdict.is_green:
            log.error("%s: %s", verdict.name, verdict.why)
        gathered = await asyncio.to_thread(post_gatherings, desk.watch, desk.watch.clock())
        lost = await asyncio.to_thread(post_quality, desk.watch, desk.watch.clock())
        for fault in lost:
            log.warning("%s", fault.words)
        if options.send and (batch.alerts or gathered):
            await send_alerts(desk, desk.watch.settings.deliveries_per_sweep)
            await publish_deliveries(desk.watch)
        await _publish(desk, report, verdict, polls, batch)
        return final_state(verdict, desk.watch)


async def _poll(desk: Desk, only: Sequence[str]) -> tuple[FeedPoll, ...]:
    feeds = due_feeds(desk.watch, desk.watch.clock(), only)
    batches = in_batches(feeds)
    answers = await asyncio.gather(*(poll_some(desk, some, f"{len(some)} feeds") for some in batches))
    return tuple(poll for some in answers for poll in some)


async def _read(desk: Desk, most: int) -> BatchReport:
    """One task after the other: articles are judged in the order of their own time."""
    watch = desk.watch
    most = min(most, watch.settings.articles_per_cycle)
    waiting = len(watch.store.waiting_entries(watch.clock(), most)) if most else 0
    batches = claimed_batches(watch, most)
    reports = [await read_some(desk, batches, share, f"{share} articles") for share in shares(waiting)]
    return merged(reports)


async def _publish(
    desk: Desk, report: CycleReport, verdict: Verdict, polls: Sequence[FeedPoll], batch: BatchReport
) -> None:
    pages = await publish_alerts(desk.watch, batch.alerts)
    await publish_cycle(desk.watch, report, verdict, polls, pages)
    await publish_coverage(desk.watch)
    await publish_overview(desk.watch)
    for poll in polls:
        if poll.state.fault and poll.state.failures == 1:
            announce("pantau.feed.blind", f"pantau.feed.{poll.feed_id}", poll.feed_id, why=poll.state.fault.words)
    for problem in desk.watch.rules.problems:
        announce("pantau.rules.rejected", "pantau.rules", "rules", why=problem)
    await name_run(run_name(report, desk.watch.settings.tz, verdict))
