"""Commands for rule authors: rules check, test, explain, schema."""

from __future__ import annotations

import typer

app = typer.Typer(
    help="Checks, tests and explains rules, for their authors.", no_args_is_help=True, rich_markup_mode=None
)


def register(parent: typer.Typer) -> None:
    """Adds this topic's commands."""
    parent.add_typer(app, name="rules")


@app.command("check")
def check() -> None:
    """Pending."""
