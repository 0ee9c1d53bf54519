"""`trouble`: tells the operators, through their own channels, what Prefect's automations noticed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.app.config import load_settings
from flows.app.operators import TOLD, tell_operators, tell_without_store
from flows.control_room import name_run, open_desk
from flows.store.base import StoreError


@flow(name="trouble", flow_run_name="trouble", persist_result=False)
async def tell_trouble(what: str = "test", about: str = "") -> State:
    """Tells every receiver with the tag `operator`. A run that reached nobody is red: Untold.

    Args:
        what: The trouble, in one line.
        about: Its kind; the same kind is told at most once in half an hour. Empty: the words themselves.
    """
    try:
        async with open_desk() as desk:
            told = await asyncio.to_thread(tell_operators, desk.watch, what, about)
    except StoreError as error:
        what = f"{what}; {error}"
        told = await asyncio.to_thread(tell_without_store, load_settings(), what, "store", datetime.now(UTC))
    await name_run(f"trouble: {what}"[:120])
    message = f"{told}: {what}"
    return Completed(message=message) if told.startswith(TOLD) else Failed(name="Untold", message=message)
