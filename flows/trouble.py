"""`trouble`: tells the operators, through their own channels, what Prefect's automations noticed."""

from __future__ import annotations

import asyncio

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.app.operators import tell_operators
from flows.control_room import name_run, open_desk


@flow(name="trouble", flow_run_name="trouble", persist_result=False)
async def tell_trouble(what: str = "test", about: str = "") -> State:
    """Tells every receiver with the tag `operator`; without one the words stay here and in the log.

    Args:
        what: The trouble, in one line.
        about: Its kind; the same kind is told at most once in half an hour. Empty: the words themselves.
    """
    async with open_desk() as desk:
        told = await asyncio.to_thread(tell_operators, desk.watch, what, about)
    await name_run(f"trouble: {what}"[:120])
    return Failed(message=f"{told}: {what}") if told.startswith("not told") else Completed(message=f"{told}: {what}")
