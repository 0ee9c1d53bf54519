"""The `pantau` command: one screen of help, one sentence for expected trouble, a sensible exit code.

Commands live in `commands_*.py` by topic and import what they need when they run, so that `--help` stays quick.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated

import typer

from flows.app import (
    commands_backup,
    commands_channels,
    commands_events,
    commands_feeds,
    commands_people,
    commands_rules,
    commands_text,
    commands_watch,
)
from flows.app.overview import Overview
from flows.app.terminal import CANNOT, FAULTS, note

app = typer.Typer(
    name="pantau",
    help="Watches Indonesian news for weapons transfers and treaty developments and tells watch officers once.",
    cls=Overview,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)

for topic in (
    commands_watch,
    commands_text,
    commands_events,
    commands_people,
    commands_channels,
    commands_feeds,
    commands_rules,
    commands_backup,
):
    topic.register(app)

MOST_LINES = 12

# Where each room keeps its family of errors; looked up only in modules that the command has loaded.
EXPECTED = (
    ("flows.app.config", "SettingsError"),
    ("flows.app.jsonl", "InputError"),
    ("flows.store.base", "StoreError"),
    ("flows.sources.catalogue", "CatalogueError"),
    ("flows.sources.opml", "OpmlError"),
    ("flows.alerts.receivers", "ReceiversError"),
    ("flows.alerts.channels", "ChannelError"),
    ("flows.app.ruleset", "UnsoundRulesError"),
    ("rules", "RulesError"),
)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"pantau {version('pantau')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Watches Indonesian news for weapons transfers and treaty developments and tells watch officers once."""


def expected_errors() -> tuple[type[Exception], ...]:
    """The families of expected trouble among the modules loaded so far."""
    found = (getattr(sys.modules.get(module), name, None) for module, name in EXPECTED)
    return tuple(kind for kind in found if kind is not None)


def in_short(said: str) -> str:
    """The trouble in one sentence, or the first lines of many."""
    lines = [line for line in said.splitlines() if line.strip()]
    shown = "\n".join(lines[:MOST_LINES]) or "it failed without a word; please report this"
    more = f"\nand {len(lines) - MOST_LINES} more; `pantau rules check` lists all" if len(lines) > MOST_LINES else ""
    return f"pantau: {shown}{more}"


def main() -> None:
    """Runs the command line and exits."""
    try:
        app()
    except KeyboardInterrupt:
        note("pantau: interrupted")
        sys.exit(128 + signal.SIGINT)
    except BrokenPipeError:
        # The reader went away (`| head`): Python would complain once more while closing standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAULTS)
    except Exception as error:
        if not isinstance(error, expected_errors()):
            raise
        note(in_short(str(error)))
        sys.exit(CANNOT)


if __name__ == "__main__":
    main()
