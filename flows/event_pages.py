"""The page of each event, under `alert-<event>`: it stands for as long as articles may still be held against the event.

It belongs to no run. An artifact of a run goes with it after a week, when the event is still open and the officers who
come back to it find nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey
from prefect.client.schemas.objects import ArtifactCollection
from prefect.exceptions import ObjectNotFound

from flows.app.artifacts import alert_key, alert_page
from flows.control_room import announce, stand_alone

if TYPE_CHECKING:
    from flows.alerts.event import Alert, Event
    from flows.app.wiring import Watch

KEPT = timedelta(days=180)  # for so long a deal is remembered (alerts/threads.py: six windows)
SETTLED = timedelta(days=2)  # older deliveries change no more
MOST_EVENTS = 10_000
AT_A_TIME = 200
MOST_RENEWED = 20  # pages that one deliver run brings up to date


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the standing pages."""

    written: int = 0
    dropped: int = 0

    @property
    def words(self) -> str:
        """`3 event pages written, 1 dropped`."""
        return f"{self.written} event pages written, {self.dropped} dropped"


async def publish_alerts(watch: Watch, alerts: Sequence[Alert]) -> dict[str, str]:
    """Writes the pages of the events that were told of, and an event of Prefect's for each alert.

    Returns the artifact of each event's page, by the event's id.
    """
    pages = await _write(watch, {alert.event.id: None for alert in alerts})
    for alert in alerts:
        told = {"state": alert.state.value, "severity": alert.severity.value, "rule": alert.decision.mention.rule}
        announce("pantau.alert.raised", f"pantau.alert.{alert.id}", alert.id, **told)
    return pages


async def renew_pages(watch: Watch, since: datetime) -> None:
    """Brings the pages up to date whose deliveries changed since then: a page says who has got the message."""
    recent = await asyncio.to_thread(watch.store.deliveries, since - SETTLED)
    changed = {d.alert_id.rpartition("-")[0]: None for d in recent if d.updated_at >= since}
    await _write(watch, list(changed)[:MOST_RENEWED])


async def keep_pages(watch: Watch, now: datetime) -> Kept:
    """Writes the pages that are missing and those of the last days, and drops those of events long past.

    Missing are those that Prefect's own history took along, and all of them when its database is a new one.
    """
    events = await asyncio.to_thread(watch.store.events, now - KEPT, MOST_EVENTS)
    told = {alert_key(event.id): event for event in events if event.alerts}
    async with get_client() as client:
        standing = {page.key: page for page in await _standing(client)}
        past = [page for key, page in standing.items() if key not in told]
        for page in past:
            with suppress(ObjectNotFound):
                await client.delete_artifact(page.latest_id)
    due = [e.id for key, e in told.items() if key not in standing or _is_fresh(e, now)]
    return Kept(len(await _write(watch, due)), len(past))


def _is_fresh(event: Event, now: datetime) -> bool:
    return now - event.last_seen_at < SETTLED


async def _standing(client: PrefectClient) -> list[ArtifactCollection]:
    ours = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(like_="alert-%"))
    found: list[ArtifactCollection] = []
    while page := await client.read_latest_artifacts(artifact_filter=ours, limit=AT_A_TIME, offset=len(found)):
        found += page
    return found


async def _write(watch: Watch, event_ids: Iterable[str]) -> dict[str, str]:
    written = {}
    for event_id in event_ids:
        if page := await asyncio.to_thread(page_of, watch, event_id):
            written[event_id] = await stand_alone(alert_key(event_id), "markdown", *page)
    return written


def page_of(watch: Watch, event_id: str) -> tuple[str, str] | None:
    """The page of an event and its line, None when nothing was ever told of it."""
    from flows.alerts import budget_for, compose

    timeline = watch.store.timeline(event_id)
    last = next((r.alert_id for r in reversed(timeline) if r.alert_id), None)
    alert = watch.store.alert(last) if last else None
    if alert is None:
        return None
    theirs = dict.fromkeys(r.alert_id for r in reversed(timeline) if r.alert_id)
    since = timeline[0].at - SETTLED
    deliveries = [d for alert_id in theirs for d in watch.store.deliveries(since, alert_id=alert_id)]
    message = compose(alert, watch.rules.names, budget=budget_for("log"), zone=watch.settings.zone)
    page = alert_page(alert, f"{message.title}\n{message.body}", timeline, deliveries, watch.settings.tz)
    return page, f"{alert.id}: {alert.state}"
