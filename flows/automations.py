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
from flows.app.operators import NO_POLL
from flows.blocks import hang_up_forms

# Names of our own states come as events of that name.
BAD = ("Failed", "Crashed", "TimedOut", "Degraded", "Blind", "Undelivered")
# Flows that nobody looks at while they run. Who starts one by hand sees how it ends; `trouble` is not among them
# either, or an operator's channel that is down would start it again and again.
UNATTENDED = ("poll", "deliver", "digest", "upkeep", "health", "reconcile")
MISSED_POLLS = 3
LATE_RUNS = 3
_RUN = ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"})


def _events(*states: str) -> set[str]:
    return {f"prefect.flow-run.{state}" for state in states}


def _ours(*flows: str) -> list[ResourceSpecification | dict[str, str | list[str]]]:
    """Runs of our deployments, and of these flows alone."""
    return [
        ResourceSpecification({"prefect.resource.id": "prefect.tag.pantau", "prefect.resource.role": "tag"}),
        ResourceSpecification({"prefect.resource.role": "flow", "prefect.resource.name": list(flows)}),
    ]


def automations(settings: Settings, trouble: UUID, silence: timedelta | None = None) -> tuple[AutomationCore, ...]:
    """Every automation; `trouble` is the deployment that tells the operators, `silence` how long polls may stay away.

    There is none for runs whose heartbeat stops: the runner sees its own runs die, the reconciliation at start sees the
    rest, and the automation also fired for short runs that had ended well (12 of 14 times when measured).
    """
    silence = silence or timedelta(minutes=MISSED_POLLS * settings.poll_minutes)
    told = "The operators are told once in half an hour at most."
    return (
        AutomationCore(
            name="pantau: a run failed",
            description=f"When a run of {', '.join(UNATTENDED)} ends {', '.join(BAD)}. {told}",
            trigger=EventTrigger(
                expect=_events(*BAD),
                match=_RUN,
                match_related=_ours(*UNATTENDED),
                posture=Posture.Reactive,
                threshold=1,
                within=timedelta(0),
            ),
            actions=[
                _tell(
                    trouble,
                    "{{ flow.name }} {{ flow_run.state.name }}",
                    "{{ flow.name }} ended {{ flow_run.state.name }}: {{ flow_run.state.message }}",
                )
            ],
        ),
        AutomationCore(
            name="pantau: a run is late",
            description=f"When {LATE_RUNS} runs in ten minutes come late: the runner is down or overloaded. {told}",
            trigger=EventTrigger(
                expect=_events("Late"),
                match=_RUN,
                match_related=_ours(*UNATTENDED),
                posture=Posture.Reactive,
                threshold=LATE_RUNS,
                within=timedelta(minutes=10),
            ),
            actions=[_tell(trouble, "late", "runs come late: nobody takes them up")],
        ),
        AutomationCore(
            name="pantau: no completed poll",
            description=f"When no poll ended well for {_words(silence)}: nobody would be told of anything. {told}",
            trigger=EventTrigger(
                expect=_events("Completed"),
                match=_RUN,
                match_related=_ours("poll"),
                posture=Posture.Proactive,
                threshold=1,
                within=silence,
            ),
            actions=[_tell(trouble, NO_POLL, f"no poll was completed in {_words(silence)}")],
        ),
    )


def _words(span: timedelta) -> str:
    return f"{span.total_seconds() / 60:g} minutes"


def _tell(trouble: UUID, about: str, what: str) -> ActionTypes:
    told = {
        name: {"__prefect_kind": "jinja", "template": text} for name, text in {"about": about, "what": what}.items()
    }
    return RunDeployment.model_validate({"source": "selected", "deployment_id": trouble, "parameters": told})


async def create_automations(settings: Settings, silence: timedelta | None = None) -> int:
    """Creates those that are not there yet and brings the others up to date; returns how many there are."""
    async with get_client() as client:
        trouble = await client.read_deployment_by_name("trouble/trouble")
        wanted = automations(settings, trouble.id, silence)
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
    asyncio.run(hang_up_forms())
    print(f"{asyncio.run(create_automations(load_settings()))} automations are in force")


if __name__ == "__main__":
    main()
