"""`health`: whether the watch is well, said by the colour of the run and by one table."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from pydantic import BaseModel, Field

from flows.app.health import check_health, health_rows, verdict_of
from flows.control_room import final_state, name_run, open_desk, publish_overview


class HealthOptions(BaseModel):
    """How closely the watch is looked at."""

    integrity: bool = Field(
        default=False, title="Integrity", description="Also read the whole store and say what is wrong with it: slow."
    )
    stuck_minutes: int = Field(
        default=15,
        ge=2,
        le=1440,
        title="Stuck after, minutes",
        description="A message that has waited for so long counts as stuck.",
    )


@flow(name="health", flow_run_name="health", timeout_seconds=600, persist_result=False)
async def look_after_health(options: HealthOptions = HealthOptions()) -> State:  # noqa: B008 (the form's defaults)
    """Asks whether polls run, feeds are seen, articles are read and messages arrive; red when one answer is no.

    The table `health` says what is wrong and what to do. The run's name is the worst answer.

    Args:
        options: How closely to look.
    """
    async with open_desk() as desk:
        stuck = timedelta(minutes=options.stuck_minutes)
        checks = await asyncio.to_thread(
            check_health, desk.watch, desk.watch.clock(), integrity=options.integrity, stuck=stuck
        )
        await publish_overview(desk.watch)
    verdict = verdict_of(checks)
    await acreate_table_artifact(health_rows(checks), key="health", description=verdict.why)
    await name_run(f"health: {verdict.why}"[:120] if not verdict.is_green else "health: all is well")
    return final_state(verdict)
