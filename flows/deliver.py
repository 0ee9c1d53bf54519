"""`deliver`: sends what waits in the outbox."""

from __future__ import annotations

import asyncio
import logging
from zoneinfo import ZoneInfo

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import BaseModel, Field

from flows.app.dispatch import DispatchReport, dispatch
from flows.app.shift import post_digests
from flows.app.terminal import local
from flows.control_room import Desk, name_run, open_desk, publish_deliveries
from flows.event_pages import renew_pages

log = logging.getLogger("pantau.flows")


class DeliverOptions(BaseModel):
    """How much one sweep sends."""

    limit: int = Field(
        default=200, ge=1, le=10_000, title="Most messages", description="Stop after this many; the next run goes on."
    )


@task(name="send", task_run_name="send", cache_policy=NO_CACHE, persist_result=False)
async def send_alerts(desk: Desk, limit: int) -> DispatchReport:
    """What became of the deliveries that were due."""
    watch = desk.watch
    return await dispatch(watch, watch.worker, watch.clock(), limit)


@flow(name="deliver", flow_run_name="deliver", timeout_seconds=300, persist_result=False)
async def deliver_alerts(options: DeliverOptions = DeliverOptions()) -> State:  # noqa: B008 (the form's defaults)
    """Sends what is due: first tries, retries, repeats of messages whose answer was lost, and shift digests.

    A run that had to give a message up is red: somebody did not get it.

    Args:
        options: How much to send.
    """
    async with open_desk() as desk:
        started = desk.watch.clock()
        await asyncio.to_thread(post_digests, desk.watch, desk.watch.clock())
        report = await send_alerts(desk, options.limit)
        if report.sent or report.faults:
            await publish_deliveries(desk.watch)
            await renew_pages(desk.watch, started)
        words = "; ".join([delivery_words(report, desk.watch.settings.tz), *desk.watch.refused])
        log.info("%s", words)
        await name_run(f"deliver: {words}"[:150])
        return delivery_state(report, words)


def delivery_words(report: DispatchReport, zone: ZoneInfo = ZoneInfo("UTC")) -> str:  # noqa: B008 (frozen)
    """`2 sent, 1 tried again later (desk: unreachable)`."""
    if report.held_until is not None:
        return f"nothing is sent until {local(report.held_until, zone)} by order of pantau_hold_hours"
    parts = [f"{report.accepted} sent"] if report.accepted else []
    parts += [f"{report.retrying + report.unknown} tried again later"] if report.retrying + report.unknown else []
    parts += [f"{report.given_up} given up"] if report.given_up else []
    parts += [f"{len(report.notices)} digests and lists sent"] if report.notices else []
    why = ", ".join(f"{receiver}: {reason}" for receiver, reason in sorted(report.faults.items()))
    return (", ".join(parts) or "nothing was due") + (f" ({why})" if why else "")


def delivery_state(report: DispatchReport, words: str) -> State:
    """Red when a message was given up, or when nothing at all could be sent."""
    if report.given_up:
        return Failed(name="Undelivered", message=words)
    if report.faults and not report.sent:
        return Failed(name="Delayed", message=words)
    return Completed(message=words)
