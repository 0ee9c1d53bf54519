"""`rematch`: stored articles through today's rules; what is new in them builds state, or is told."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import BaseModel, Field

from flows.app.rematch import RematchReport, next_share, rematch
from flows.control_room import Desk, name_run, open_desk
from flows.event_pages import publish_alerts
from flows.store.base import StoredArticle


class RematchOptions(BaseModel):
    """Which articles today's rules look at again."""

    days: int = Field(
        default=7, ge=1, le=90, title="Days", description="How far back; the texts of articles are kept for 90 days."
    )
    silently: bool = Field(
        default=True,
        title="Silently",
        description="On: what is new is kept with its event, and only critical news of the last day is told. "
        "Off: officers are told of whatever is new and not older than a week.",
    )
    most: int = Field(
        default=20_000, ge=1, le=1_000_000, title="Most articles", description="Stop after this many articles."
    )


@task(name="rematch", task_run_name="rematch {label}", cache_policy=NO_CACHE, persist_result=False)
async def rematch_share(
    desk: Desk,
    articles: tuple[StoredArticle, ...],
    report: RematchReport,
    silently: bool,
    label: str,  # noqa: ARG001 (names the task run)
) -> None:
    """Adds to the report what today's rules made of these articles."""
    await asyncio.to_thread(rematch, desk.watch, articles, desk.watch.clock(), report, silently=silently)


@flow(name="rematch", flow_run_name="rematch", persist_result=False)
async def rematch_articles(options: RematchOptions = RematchOptions()) -> State:  # noqa: B008 (the form's defaults)
    """Reads stored articles again with today's rules, after a rule was corrected. Run twice, it changes nothing.

    What was told stays told: an article in which the rules no longer see anything is only counted. Messages leave with
    the next run of deliver. Try the rules with backtest first.

    Args:
        options: Which articles, and whether officers are told.
    """
    report = RematchReport()
    async with open_desk() as desk:
        until = desk.watch.clock()
        since, left = until - timedelta(days=options.days), options.most
        after: StoredArticle | None = None
        while articles := await _next(desk, since, until, left, after):
            label = f"{len(articles)} articles from {articles[0].fetched_at:%Y-%m-%d}"
            await rematch_share(desk, articles, report, options.silently, label)
            left, after = left - len(articles), articles[-1]
        if report.alerts:
            await publish_alerts(desk.watch, report.alerts)
    await name_run(f"rematch: {report.words}")
    return Failed(message=report.faults[0]) if report.faults else Completed(message=report.words)


async def _next(
    desk: Desk, since: datetime, until: datetime, left: int, after: StoredArticle | None
) -> tuple[StoredArticle, ...]:
    return await asyncio.to_thread(next_share, desk.watch.store, since, until, left, after)
