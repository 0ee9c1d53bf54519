"""Commands about feeds."""

from __future__ import annotations

import typer

app = typer.Typer(help="Feeds.", no_args_is_help=True, rich_markup_mode=None)


def register(parent: typer.Typer) -> None:
    """Adds this topic's commands."""
    parent.add_typer(app, name="feeds")


@app.command("check")
def check() -> None:
    """Pending."""
