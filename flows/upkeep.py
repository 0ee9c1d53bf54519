"""`upkeep`: copies the store, drops what has served, and checks that it is sound."""

from __future__ import annotations

import asyncio
from dataclasses import asdict

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import BaseModel, Field

from flows.app.artifacts import md
from flows.app.backups import nightly_backup
from flows.control_room import name_run, open_desk
from flows.event_pages import keep_pages
from flows.store.base import Pruned


class UpkeepOptions(BaseModel):
    """How long what is kept. Mentions, decisions, alerts and the identity of articles stay for ever."""

    articles_days: int = Field(
        default=90, ge=1, le=3650, title="Texts", description="Days that article texts are kept."
    )
    entries_days: int = Field(
        default=30, ge=1, le=3650, title="Feed texts", description="Days that feed entries' texts are kept."
    )
    history_days: int = Field(
        default=90, ge=7, le=3650, title="History", description="Days that polls and cycles are kept."
    )
    backups: int = Field(
        default=3,
        ge=0,
        le=60,
        title="Backups",
        description="Copy the store first, so many nights stay; 0 for none. A store on PostgreSQL is not copied here.",
    )
    check: bool = Field(
        default=True, title="Check", description="Read the whole store and say what is wrong with it: slow."
    )


@flow(name="upkeep", flow_run_name="upkeep", persist_result=False)
async def keep_house(options: UpkeepOptions = UpkeepOptions()) -> State:  # noqa: B008 (the form's defaults)
    """Copies the store, drops texts past their retention, checks what is left, renews the pages of events.

    Prefect's own history is dropped by its server after a week; the pages of events stay for half a year.

    Args:
        options: How long what is kept.
    """
    async with open_desk() as desk:
        store, now = desk.watch.store, desk.watch.clock()
        copied, trouble = await asyncio.to_thread(nightly_backup, store, desk.watch.settings, now, options.backups)
        pruned = await asyncio.to_thread(
            store.prune,
            now,
            articles_days=options.articles_days,
            entries_days=options.entries_days,
            history_days=options.history_days,
        )
        found = await asyncio.to_thread(store.check_integrity) if options.check else ()
        pages = await keep_pages(desk.watch, now)
    faults = (*([trouble] if trouble else []), *found)
    await acreate_markdown_artifact(
        upkeep_page(pruned, faults, copied, pages.words), key="upkeep", description=_line(pruned, faults)
    )
    await name_run(f"upkeep: {_line(pruned, faults)}")
    return Failed(message=faults[0]) if faults else Completed(message=_line(pruned, faults))


def upkeep_page(pruned: Pruned, faults: tuple[str, ...], *more: str) -> str:
    """What was dropped and what is wrong, as Markdown."""
    dropped = [f"| {md(name.replace('_', ' '))} | {count} |" for name, count in asdict(pruned).items()]
    wrong = [f"- {md(fault)}" for fault in faults] or ["Nothing is wrong with the store."]
    return "\n".join(["| dropped | rows |", "|---|---|", *dropped, "", *wrong, *(f"\n{md(words)}" for words in more)])


def _line(pruned: Pruned, faults: tuple[str, ...]) -> str:
    rows = sum(asdict(pruned).values())
    return f"{rows} rows dropped, " + (f"{len(faults)} faults found" if faults else "the store is sound")
