"""`backfill`: older entries of feeds, and entries whose pages were given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from prefect import flow, task
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import BaseModel, Field

from flows.app.backfill import Older, backfill_words, older_entries, older_rows
from flows.app.ingest import claimed_batches, held_cycle
from flows.app.polling import due_feeds
from flows.app.report import BatchReport, merged
from flows.app.wiring import UnknownFeedError
from flows.control_room import Desk, name_run, open_desk, shares
from flows.event_pages import publish_alerts
from flows.poll import read_some
from flows.sources import Feed


class BackfillOptions(BaseModel):
    """What is read that was published before we looked, or while we could not."""

    feeds: list[str] = Field(
        default_factory=list, title="Feeds", description="Ids from the coverage table; empty for none."
    )
    pages: int = Field(
        default=1,
        ge=1,
        le=50,
        title="Pages",
        description="Further pages of each feed (?paged=2 and so on, as WordPress has them), until one brings nothing.",
    )
    addresses: list[str] = Field(
        default_factory=list,
        title="Addresses",
        description="Older feeds or news sitemaps on the same host, read as the first of the feeds.",
    )
    failed_days: int = Field(
        default=0,
        ge=0,
        le=30,
        title="Given up, days",
        description="Try pages again that were given up in so many days; 0 for none. Of all feeds when none is named.",
    )
    most: int = Field(
        default=400, ge=0, le=20_000, title="Most articles", description="Read so many now; poll reads the rest."
    )


@task(name="older entries", task_run_name="older entries of {label}", cache_policy=NO_CACHE, persist_result=False)
async def take_older(desk: Desk, feed: Feed, pages: int, addresses: Sequence[str], label: str) -> tuple[Older, ...]:  # noqa: ARG001
    """What the feed's older documents brought."""
    return await older_entries(desk.watch, desk.fetcher, feed, desk.watch.clock(), pages=pages, addresses=addresses)


@flow(name="backfill", flow_run_name="backfill", persist_result=False)
async def backfill_feeds(options: BackfillOptions = BackfillOptions()) -> State:  # noqa: B008 (the form's defaults)
    """Reads what feeds published earlier, and pages that were given up, without a flood of messages.

    Older entries build state and go out as one list; only critical news of the last day is told one by one.

    Args:
        options: Which feeds, how far back, and which pages again.
    """
    async with open_desk(reading=True) as desk, held_cycle(desk.watch) as is_ours:
        if not is_ours:
            await name_run("backfill: a poll is at it, run it again")
            return Failed(name="Busy", message="a poll is at it; run this again in a minute")
        now = desk.watch.clock()
        try:
            feeds = due_feeds(desk.watch, now, options.feeds) if options.feeds else ()
        except UnknownFeedError as error:
            return Failed(message=str(error))
        older: list[Older] = []
        for number, feed in enumerate(feeds):
            older += await take_older(desk, feed, options.pages, options.addresses if not number else [], feed.id)
        revived = 0
        if options.failed_days:
            since = now - timedelta(days=options.failed_days)
            revived = desk.watch.store.revive_entries(since, now, options.most, options.feeds)
        batch = await _read(desk, min(options.most, revived + sum(one.new for one in older)))
        if batch.alerts:
            await publish_alerts(desk.watch, batch.alerts)
    words = backfill_words(older, revived, batch)
    await acreate_table_artifact(older_rows(older), key="backfill", description=words)
    await name_run(f"backfill: {words}")
    faults = [one for one in older if one.fault]
    return Failed(message=words) if faults and len(faults) == len(older) else Completed(message=words)


async def _read(desk: Desk, most: int) -> BatchReport:
    batches = claimed_batches(desk.watch, most)
    return merged([await read_some(desk, batches, share, f"{share} articles") for share in shares(most)])
