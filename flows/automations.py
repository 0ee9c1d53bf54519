"""What Prefect itself watches over: runs that fail, come late or die, and polls that stay away.

An automation cannot reach our channels itself, so it runs the `trouble` deployment, which can. The dead-man switch
lives in the server that it watches: whether the server itself lives is asked from outside, see the README.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

from prefect import get_client
from prefect.events.actions import ActionTypes, RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

from flows.app.config import Settings, load_settings

# Names of our own states come as events of that name.
BAD = ("Failed", "Crashed", "TimedOut", "Degraded", "Blind", "Undelivered")
MISSED_POLLS = 3
_RUN = ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"})


def _events(*states: str) -> set[str]:
    return {f"prefect.flow-run.{state}" for state in states}


def _of(tag: str) -> ResourceSpecification:
    return ResourceSpecification({"prefect.resource.id": f"prefect.tag.{tag}", "prefect.resource.role": "tag"})


def automations(settings: Settings, trouble: UUID) -> tuple[AutomationCore, ...]:
    """Every automation; `trouble` is the deployment that tells the operators.

    There is none for runs whose heartbeat stops: the runner sees its own runs die, the reconciliation at start sees the
    rest, and the automation also fired for short runs that had ended well (12 of 14 times when measured).
    """
    silence = timedelta(minutes=MISSED_POLLS * settings.poll_minutes)
    return (
        AutomationCore(
            name="pantau: a run failed",
            description="Tells the operators once in half an hour at most.",
            trigger=EventTrigger(
                expect=_events(*BAD),
                match=_RUN,
                match_related=_of("pantau"),
                posture=Posture.Reactive,
                threshold=1,
                within=timedelta(0),
            ),
            actions=[
                _tell(
                    trouble,
                    "{{ flow.name }} {{ flow_run.state.name }}",
                    "run {{ flow_run.name }} ended {{ flow_run.state.name }}: {{ flow_run.state.message }}",
                )
            ],
        ),
        AutomationCore(
            name="pantau: a run is late",
            description="Nobody takes up the runs: the runner is down or overloaded.",
            trigger=EventTrigger(
                expect=_events("Late"),
                match=_RUN,
                match_related=_of("pantau"),
                posture=Posture.Reactive,
                threshold=3,
                within=timedelta(minutes=10),
            ),
            actions=[_tell(trouble, "late", "runs come late: nobody takes them up")],
        ),
        AutomationCore(
            name="pantau: no completed poll",
            description=f"No poll ended well for {silence}: nobody would be told of anything.",
            trigger=EventTrigger(
                expect=_events("Completed"),
                match=_RUN,
                match_related=_of("poll"),
                posture=Posture.Proactive,
                threshold=1,
                within=silence,
            ),
            actions=[_tell(trouble, "no poll", f"no poll was completed in {silence}")],
        ),
    )


def _tell(trouble: UUID, about: str, what: str) -> ActionTypes:
    told = {
        name: {"__prefect_kind": "jinja", "template": text} for name, text in {"about": about, "what": what}.items()
    }
    return RunDeployment.model_validate({"source": "selected", "deployment_id": trouble, "parameters": told})


async def create_automations(settings: Settings) -> int:
    """Creates those that are not there yet and brings the others up to date; returns how many there are."""
    async with get_client() as client:
        trouble = await client.read_deployment_by_name("trouble/trouble")
        wanted = automations(settings, trouble.id)
        for core in wanted:
            known = await client.read_automations_by_name(core.name)
            if not known:
                await client.create_automation(core)
                continue
            await client.update_automation(known[0].id, core)
            for extra in known[1:]:
                await client.delete_automation(extra.id)
    return len(wanted)


def main() -> None:
    """`python -m flows.automations`: for a work pool, after `prefect deploy`; `pantau up` does it by itself."""
    print(f"{asyncio.run(create_automations(load_settings()))} automations are in force")


if __name__ == "__main__":
    main()
