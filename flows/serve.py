"""`python -m flows.serve`: serves every deployment from this process; `pantau up` starts it and keeps it alive."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, State
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import TerminationSignal
from prefect.runner import Runner
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.app.config import Settings, load_settings
from flows.app.wiring import open_watch
from flows.app.workers import end_with_parent, release_leftovers
from flows.automations import create_automations
from flows.backfill import backfill_feeds
from flows.backtest import backtest_rules
from flows.blocks import hang_up_forms
from flows.deliver import deliver_alerts
from flows.digest import send_digest
from flows.health import look_after_health
from flows.people import acknowledge_event, end_silence, explain, mute_target, send_trials
from flows.poll import poll_feeds
from flows.reconcile import end_stranded_runs
from flows.rematch import rematch_articles
from flows.trouble import tell_trouble
from flows.upkeep import keep_house

log = logging.getLogger("pantau.serve")

AsyncFlow = Flow[..., Coroutine[Any, Any, State]]

PARALLEL_RUNS = 4
TAG = "pantau"

HEALTH_MINUTES = 15
BY_HAND = (
    *(backtest_rules, rematch_articles, backfill_feeds),
    *(acknowledge_event, mute_target, end_silence, explain, send_trials),
)

# The next run is cancelled while one is at it: a backlog collapses into one pass. The grace period frees the slot of a
# run that never started; without it a power loss can wedge the deployment for good.
ONE_AT_A_TIME = ConcurrencyLimitConfig(
    limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW, grace_period_seconds=60
)


# What a person or an automation asks for waits its turn: a mute or a trouble that was cancelled would be lost.
ONE_AFTER_ANOTHER = ConcurrencyLimitConfig(
    limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE, grace_period_seconds=60
)


def every(minutes: int, zone: str) -> Schedule:
    """A schedule in whole minutes of the hour, or of the day when it is longer."""
    if minutes < 60:
        return Cron(f"*/{minutes} * * * *", timezone=zone)
    return Cron(f"0 */{min(minutes // 60, 23)} * * *", timezone=zone)


def deployments(settings: Settings) -> tuple[RunnerDeployment, ...]:
    """Everything that an operator finds under Deployments."""
    zone = settings.zone
    hours = ",".join(str(t.hour) for t in sorted(settings.digest_times))
    minute = min((t.minute for t in settings.digest_times), default=0)
    return (
        _deployed(poll_feeds, _POLL, every(settings.poll_minutes, zone)),
        _deployed(deliver_alerts, _DELIVER, every(settings.deliver_minutes, zone)),
        _deployed(send_digest, _DIGEST, Cron(f"{minute} {hours} * * *", timezone=zone) if hours else None),
        _deployed(keep_house, _UPKEEP, Cron("40 3 * * *", timezone=zone)),
        _deployed(tell_trouble, _TROUBLE, None),
        _deployed(look_after_health, "", every(HEALTH_MINUTES, zone)),
        *(_deployed(by_hand, "", None) for by_hand in BY_HAND),
    )


def _deployed(what: AsyncFlow, description: str, schedule: Schedule | None) -> RunnerDeployment:
    """The flow under its own name, one run at a time; what has no schedule is asked for and waits its turn."""
    made = what.to_deployment(
        what.name,
        schedule=schedule,
        tags=[TAG, what.name],
        description=description.strip() or None,  # None: the flow's own words
        concurrency_limit=ONE_AT_A_TIME if schedule else ONE_AFTER_ANOTHER,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    assert isinstance(made, RunnerDeployment)
    return made


_POLL = """
Reads every feed that is due and every new article, decides, and sends what is new.

**Red means blind**: a run that could not read enough feeds ends *Degraded* or *Blind* with the reason in its message.
All feeds: [coverage](/v2/artifacts/key/coverage). Each run's Artifacts tab says what was read and why each article was
told or not. An article that you miss: run the deployment *why* with a part of its title.
"""
_DELIVER = """
Sends what waits in the outbox: alerts that could not be sent at once, repeats after an unknown answer, deferred ones.

Receivers and states: [deliveries](/v2/artifacts/key/deliveries). Pausing this deployment holds back retries; nothing
is lost.
"""
_DIGEST = "The shift digest: what was told, changed, denied and muted, and proof that silence meant nothing happened."
_UPKEEP = "Every night: drops texts past their retention, checks the database, reports what is wrong."
_TROUBLE = (
    "Tells the operators' channels of trouble; automations run it, at most once in half an hour for the same trouble."
)


async def _prepare(settings: Settings) -> None:
    """Clears away what a kill or a power loss left behind, before anything new starts."""
    await asyncio.to_thread(_free_what_is_held, settings)
    ended = await end_stranded_runs(TAG)
    if ended:
        log.warning("%d runs were cut off by a restart; they are marked as crashed", ended)


def _free_what_is_held(settings: Settings) -> None:
    watch = open_watch(settings)
    try:
        receivers = [receiver.id for receiver in watch.receivers]
        for worker in release_leftovers(watch.store, settings.home, watch.clock(), receivers):
            log.warning("worker %s was cut off; what it held is free again", worker)
    finally:
        watch.close()


async def _serve(settings: Settings, served: Sequence[RunnerDeployment]) -> None:
    runner = Runner(name="pantau", limit=PARALLEL_RUNS, pause_on_shutdown=False)
    for deployment in served:
        await runner.aadd_deployment(deployment)
    await hang_up_forms()
    await create_automations(settings)
    await runner.start()


def main() -> None:
    """Serves until SIGTERM."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    end_with_parent()  # Prefect's runner has been seen to hang after SIGTERM, holding the home's lock
    settings = load_settings()
    served = deployments(settings)  # outside the event loop: inside one Prefect makes coroutines of them
    asyncio.run(_prepare(settings))
    with suppress(KeyboardInterrupt, TerminationSignal):
        asyncio.run(_serve(settings, served))


if __name__ == "__main__":
    main()
