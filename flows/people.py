"""What an operator does by hand in the UI: take an event, mute, unmute, test a channel, ask why."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import BaseModel, Field

from flows.alerts.event import Acknowledgement, SilenceScope
from flows.app.commands_people import event_code_of, target_of, unknown_target
from flows.app.explain import why
from flows.app.operators import try_channels
from flows.app.terminal import inert
from flows.control_room import name_run, open_desk, open_store_alone, publish_words

EVENT = r"^\s*[A-Za-z0-9]{4,6}(-\d+)?\s*$"
WEEK = 24 * 7
MOST_LINES = 60  # of an answer in the run's log, which is what a run shows first

log = logging.getLogger("pantau.flows")


class AcknowledgeOptions(BaseModel):
    """Which event is taken, and by whom."""

    event: str = Field(title="Event", description="Event or alert id, such as K7Q2.", pattern=EVENT)
    by: str = Field(title="By", description="Who takes it.", min_length=1, max_length=80)
    note: str = Field(default="", title="Note", description="A word for the others.", max_length=500)


class MuteOptions(BaseModel):
    """What is silenced, for how long, by whom and why."""

    scope: SilenceScope = Field(title="What", description="Kind of thing that is silenced.")
    target: str = Field(
        title="Which", description="K7Q2, KP>RU, a rule's id, or a publisher's slug.", min_length=1, max_length=120
    )
    hours: float = Field(default=8, gt=0, le=WEEK, title="Hours", description="For how long; a week at most.")
    by: str = Field(title="By", description="Who answers for it.", min_length=1, max_length=80)
    reason: str = Field(title="Reason", description="Shown in every digest meanwhile.", min_length=3, max_length=500)


class WhyOptions(BaseModel):
    """What is asked about."""

    what: str = Field(
        title="About", description="An event, an alert, an address, or words of a title.", min_length=2, max_length=500
    )


class ChannelOptions(BaseModel):
    """Whose channel is tested."""

    receivers: list[str] = Field(default_factory=list, title="Receivers", description="Their ids; empty for all.")


@flow(name="acknowledge", flow_run_name="acknowledge {options.event}", persist_result=False)
async def acknowledge_event(options: AcknowledgeOptions) -> State:
    """Takes an event: reminders and escalation stop, later developments are still sent.

    Args:
        options: Which event, and by whom.
    """
    code = event_code_of(options.event)
    async with open_store_alone() as look:
        if await asyncio.to_thread(look.store.event, code) is None:
            return Failed(message=f"{code}: no such event")
        taken = Acknowledgement(code, options.by, look.now, options.note)
        await asyncio.to_thread(look.store.acknowledge, taken)
    return Completed(message=f"{code} taken by {options.by}")


@flow(name="mute", flow_run_name="mute {options.scope.value} {options.target}", persist_result=False)
async def mute_target(options: MuteOptions) -> State:
    """Silences an event, a pair, a rule or a publisher for a while. Critical news, a higher stage and denials pass.

    Args:
        options: What, for how long, by whom and why.
    """
    target = target_of(options.scope.value, options.target)
    async with open_store_alone() as look:
        if stranger := await asyncio.to_thread(unknown_target, look, options.scope, target):
            return Failed(message=stranger)
        until = look.now + timedelta(hours=options.hours)
        silence = await asyncio.to_thread(
            look.store.add_silence, options.scope, target, until, options.by, options.reason, look.now
        )
    await name_run(f"mute {options.scope.value} {silence.target} for {options.hours:g} h: silence {silence.id}")
    return Completed(message=f"silence {silence.id}: {options.scope.value} {silence.target} for {options.hours:g} h")


@flow(name="unmute", flow_run_name="unmute {silence}", persist_result=False)
async def end_silence(silence: int) -> State:
    """Ends a silence before its time.

    Args:
        silence: Its number, as the mute run and every digest name it.
    """
    async with open_store_alone() as look:
        ended = await asyncio.to_thread(look.store.lift_silence, silence, look.now)
    if not ended:
        return Failed(message=f"{silence}: no silence in force has this number")
    return Completed(message=f"silence {silence} ended")


@flow(name="why", flow_run_name="why {options.what}", persist_result=False)
async def explain(options: WhyOptions) -> State:
    """Everything that is known of an article, an event or an alert: what was read, matched, decided and sent, and why.

    The answer is this run's artifact.

    Args:
        options: What is asked about.
    """
    async with open_store_alone() as look:
        told = await asyncio.to_thread(why, look.store, options.what, look.zone, look.now)
    if told is None:
        return Failed(message="nothing is known of it: it was never in a feed, or its texts are past their retention")
    for line in filter(None, told.text.splitlines()[:MOST_LINES]):
        log.info("%s", inert(line))
    await publish_words("why", told.text, options.what)
    return Completed(message="the answer is in this run's log, and whole in its artifact")


@flow(name="test-channel", flow_run_name="test-channel", persist_result=False)
async def send_trials(options: ChannelOptions = ChannelOptions()) -> State:  # noqa: B008 (the form's defaults)
    """Sends a message marked UJI and says what each channel answered.

    Args:
        options: Whose channels.
    """
    async with open_desk() as desk:
        answers = await asyncio.to_thread(try_channels, desk.watch, options.receivers)
    words = ", ".join(f"{receiver}: {answer}" for receiver, answer in answers.items())
    await name_run(f"test-channel: {words}"[:150])
    good = bool(answers) and all(answer == "accepted" for answer in answers.values())
    return Completed(message=words) if good else Failed(message=words or "there is no such receiver")
