"""`digest`: the shift's summary, and proof that silence meant that nothing happened."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel, Field

from flows.app.artifacts import md
from flows.app.shift import post_digests, shift_digest
from flows.control_room import name_run, open_desk


class DigestOptions(BaseModel):
    """What the digest looks back on."""

    hours: float = Field(default=8, gt=0, le=744, title="Hours", description="How far back it looks.")


@flow(name="digest", flow_run_name="digest", persist_result=False)
async def send_digest(options: DigestOptions = DigestOptions()) -> State:  # noqa: B008 (the form's defaults)
    """What was told, changed, denied and muted in the shift, and what could not be seen.

    Receivers get theirs at their own times, once; running this by hand sends nothing that is not due.

    Args:
        options: What to look back on.
    """
    async with open_desk() as desk:
        now = desk.watch.clock()
        told = await asyncio.to_thread(shift_digest, desk.watch, now - timedelta(hours=options.hours), now)
        posted = await asyncio.to_thread(post_digests, desk.watch, now)
    lines = told.text.splitlines()
    await acreate_markdown_artifact(
        "\n".join(f"{md(line)}  " for line in lines), key="digest", description=lines[0] if lines else ""
    )
    await name_run(f"digest of {options.hours:g} h, {len(posted)} on their way")
    return Completed(message=lines[0] if lines else "nothing to tell")
