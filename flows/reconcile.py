"""Ends runs that a kill or a power loss left behind: Prefect would show them as running for ever."""

from __future__ import annotations

from prefect import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.states import Crashed

AT_A_TIME = 200


async def end_stranded_runs(tag: str = "pantau") -> int:
    """How many unfinished runs of our deployments were marked as crashed.

    Call it before the runner starts, and only where this is the one runner of these deployments: it cannot tell a run
    that another machine is working on from one that nobody works on.
    """
    stranded = FlowRunFilter(
        state=FlowRunFilterState(
            type=FlowRunFilterStateType(any_=[StateType.PENDING, StateType.RUNNING, StateType.CANCELLING])
        )
    )
    ours = DeploymentFilter(tags=DeploymentFilterTags(all_=[tag]))
    ended = 0
    async with get_client() as client:
        while runs := await client.read_flow_runs(flow_run_filter=stranded, deployment_filter=ours, limit=AT_A_TIME):
            for run in runs:
                state: State = Crashed(message="cut off by a restart; the next scheduled run does its work")
                await client.set_flow_run_state(run.id, state, force=True)
            ended += len(runs)
    return ended
