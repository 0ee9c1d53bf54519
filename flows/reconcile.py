"""Ends runs that a kill or a power loss left behind: Prefect would show them as running for ever.

On one machine that is done at start (`end_stranded_runs`). With workers on several machines nobody knows at start who
is alive, so the deployment `reconcile` looks for runs whose heartbeat has stopped. Such a run keeps its slot, and no
other poll may start; without the sweep that lasts five minutes, the time of Prefect's own lease on the slot.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from prefect import flow, get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.events.filters import EventFilter, EventNameFilter, EventOccurredFilter, EventResourceFilter
from prefect.settings import get_current_settings
from prefect.states import Completed, Crashed
from pydantic import BaseModel, Field

from flows.control_room import name_run

AT_A_TIME = 200
NEVER_BEGAN = timedelta(minutes=10)  # submitted and not begun for so long: the worker that took it is gone
HEARTBEAT = "prefect.flow-run.heartbeat"


class ReconcileOptions(BaseModel):
    """When a run counts as dead."""

    silent_seconds: int = Field(
        default=120,
        ge=90,
        le=3600,
        title="Silent, seconds",
        description="End a run whose last heartbeat is older; three times PREFECT_FLOWS_HEARTBEAT_FREQUENCY at least.",
    )


@flow(name="reconcile", flow_run_name="reconcile", timeout_seconds=120, persist_result=False)
async def end_dead_runs(options: ReconcileOptions = ReconcileOptions()) -> State:  # noqa: B008 (the form's defaults)
    """Ends runs whose worker died, so that the next one may start. For work pools; `pantau up` needs it not.

    The first heartbeat is sent at a run's first second, and may be lost with the server that took it. So a run that was
    never heard counts as dead too, unless heartbeats are switched off here and so, presumably, where it runs.

    Args:
        options: When a run counts as dead.
    """
    ended = await end_silent_runs(timedelta(seconds=options.silent_seconds))
    words = ", ".join(ended) if ended else "every run is alive"
    await name_run(f"reconcile: {words}"[:150])
    return Completed(message=words)


async def end_silent_runs(silent: timedelta, tag: str = "pantau", now: datetime | None = None) -> tuple[str, ...]:
    """Names of the runs that were ended because their heartbeat stopped, or because they never began."""
    now = now or datetime.now(UTC)
    ended = []
    async with get_client() as client:
        runs = await client.read_flow_runs(flow_run_filter=_unfinished(), deployment_filter=_ours(tag), limit=AT_A_TIME)
        for run in runs:
            if await _is_dead(client, run, now, silent):
                state: State = Crashed(message=f"no heartbeat for {silent}: its worker is gone")
                await client.set_flow_run_state(run.id, state, force=True)
                ended.append(run.name)
    return tuple(ended)


async def _is_dead(client: PrefectClient, run: FlowRun, now: datetime, silent: timedelta) -> bool:
    since = run.state.timestamp if run.state else None
    if since is None or now - since < silent:
        return False
    if run.state_type == StateType.PENDING:
        return now - since > NEVER_BEGAN
    beats = EventFilter(
        event=EventNameFilter(name=[HEARTBEAT]),
        resource=EventResourceFilter(id=[f"prefect.flow-run.{run.id}"]),
        occurred=EventOccurredFilter(since=since - silent, until=now),  # type: ignore[arg-type]
    )
    found = (await client.read_events(beats, limit=1)).events  # the newest first
    if not found:
        return get_current_settings().flows.heartbeat_frequency is not None
    return now - found[0].occurred > silent


def _unfinished() -> FlowRunFilter:
    return FlowRunFilter(
        state=FlowRunFilterState(
            type=FlowRunFilterStateType(any_=[StateType.PENDING, StateType.RUNNING, StateType.CANCELLING])
        )
    )


def _ours(tag: str) -> DeploymentFilter:
    return DeploymentFilter(tags=DeploymentFilterTags(all_=[tag]))


async def end_stranded_runs(tag: str = "pantau") -> int:
    """How many unfinished runs of our deployments were marked as crashed.

    Call it before the runner starts, and only where this is the one runner of these deployments: it cannot tell a run
    that another machine is working on from one that nobody works on.
    """
    stranded, ours = _unfinished(), _ours(tag)
    ended = 0
    async with get_client() as client:
        while runs := await client.read_flow_runs(flow_run_filter=stranded, deployment_filter=ours, limit=AT_A_TIME):
            for run in runs:
                state: State = Crashed(message="cut off by a restart; the next scheduled run does its work")
                await client.set_flow_run_state(run.id, state, force=True)
            ended += len(runs)
    return ended
