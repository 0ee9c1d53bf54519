"""Commands that keep the store safe: backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.app.terminal import FAULTS, say


def register(app: typer.Typer) -> None:
    """Adds this topic's commands."""
    app.command("backup")(backup)
    app.command("restore")(put_back)


def backup(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="The home's `backups` when absent.")] = None,
    keep: Annotated[int, typer.Option("--keep", min=1, max=365, help="So many stay in the home.")] = 7,
) -> None:
    """Copies the store while the watch goes on, and checks the copy; SQLite only, PostgreSQL has pg_dump.

    Examples: pantau backup; pantau backup /mnt/usb/pantau.sqlite3
    """
    from flows.app.backups import take_backup
    from flows.app.wiring import look_at_store

    with look_at_store() as look:
        path = take_backup(look.store, look.settings, look.now, file, keep)
    say(f"backup: {path}, {path.stat().st_size:,} bytes")


def put_back(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup; an older one is migrated.")],
) -> None:
    """Puts a backup in the store's place. Stop pantau first; the store that was there is kept beside it.

    Example: pantau restore ~/.local/share/pantau/backups/pantau-20260102T034000Z.sqlite3
    """
    from flows.app.backups import restore
    from flows.app.config import load_settings
    from flows.app.wiring import look_at_store, make_home, utc_now

    settings = load_settings()
    make_home(settings)
    there, aside = restore(settings, file, utc_now())
    say(f"restored: {there}")
    if aside is not None:
        say(f"what was there is {aside}; remove it when all is well")
    with look_at_store(settings) as look:
        faults = look.store.check_integrity()
    for fault in faults:
        say(f"TROUBLE: {fault}")
    if faults:
        raise typer.Exit(FAULTS)
