"""Commands about receivers and their channels: channels list, channels test."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.app.overview import Topic
from flows.app.terminal import FAULTS, say, stop, table

app = typer.Typer(
    cls=Topic, help="Who is told, and whether their channels work.", no_args_is_help=True, rich_markup_mode=None
)


def register(parent: typer.Typer) -> None:
    """Adds this topic's commands."""
    parent.add_typer(app, name="channels")


@app.command("list")
def list_channels() -> None:
    """Receivers with their channel's kind, tags, severity, quiet hours and form; addresses are never shown.

    Example: pantau channels list
    """
    from flows.app.wiring import open_watch

    watch = open_watch()
    try:
        table(
            f"Receivers ({watch.settings.receivers_path or 'the inbox alone: no receivers.yaml in the home'})",
            ("receiver", "channel", "tags", "from", "quiet hours", "form", "language", "zone", "enabled"),
            [
                (
                    r.id,
                    r.budget.channel,
                    ", ".join(r.tags),
                    r.min_severity,
                    f"{r.quiet.start:%H:%M}-{r.quiet.until:%H:%M}" if r.quiet else "-",
                    r.shape,
                    r.language,
                    r.zone,
                    "yes" if r.enabled else "no",
                )
                for r in watch.receivers
            ],
        )
        problems = watch.problems
    finally:
        watch.close()
    for problem in problems:
        say(f"TROUBLE: {problem}")
    if problems:
        raise typer.Exit(FAULTS)


@app.command("test")
def send_trials(
    receiver: Annotated[list[str] | None, typer.Argument(metavar="[RECEIVER]...", help="All when absent.")] = None,
) -> None:
    """Sends everybody a message marked UJI and says what each channel answered; nothing of it is stored.

    Examples: pantau channels test; pantau channels test rina
    """
    from flows.alerts.channels import ChannelError
    from flows.app.trial import trial_outcome
    from flows.app.wiring import open_watch

    watch = open_watch()
    try:
        known = {r.id: r for r in watch.receivers}
        unknown = [name for name in receiver or () if name not in known]
        if unknown:
            stop(f"channels: {unknown[0]}: no such receiver; `pantau channels list` shows them")
        chosen = [known[name] for name in receiver] if receiver else [r for r in watch.receivers if r.enabled]
        rows = []
        for one in chosen:
            try:
                outcome = trial_outcome(watch, one)
                rows.append((one.id, one.budget.channel, outcome.kind.value, outcome.reason or "-"))
            except ChannelError as error:
                rows.append((one.id, one.budget.channel, "give-up", str(error)))
    finally:
        watch.close()
    table("Test messages", ("receiver", "channel", "answer", "reason"), rows)
    if any(row[2] != "accepted" for row in rows):
        raise typer.Exit(FAULTS)
