"""Commands that run the watch or say how it stands: up, demo, poll, deliver, status, digest, settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.app.terminal import BUSY, FAULTS, note, say, say_json, stop, table

Home = Annotated[Path | None, typer.Option("--home", metavar="DIR", help="Home of this watch, instead of PANTAU_HOME.")]


def register(app: typer.Typer) -> None:
    """Adds this topic's commands."""
    app.command("up")(up)
    app.command("demo")(demo)
    app.command("poll")(poll)
    app.command("deliver")(deliver)
    app.command("status")(status)
    app.command("digest")(digest)
    app.command("settings")(settings)


def up(home: Home = None) -> None:
    """Runs the whole watch: store, Prefect server and UI, polls, deliveries, digests; Ctrl-C stops all of it.

    Example: pantau up
    """
    from flows.app.config import load_settings
    from flows.app.supervisor import run_up

    raise typer.Exit(run_up(load_settings(home)))


def demo(
    home: Home = None,
    keep: Annotated[bool, typer.Option("--keep", help="Leave server and UI running after the summary.")] = False,
) -> None:
    """Runs the same machinery against a newsroom on this machine and prints every message; needs no network.

    Example: pantau demo
    """
    from flows.app.config import load_settings
    from flows.app.demo import run_demo

    raise typer.Exit(run_demo(load_settings(home), keep=keep))


def poll(
    feed: Annotated[
        list[str] | None, typer.Option("--feed", "-f", help="Only this feed, due or not; repeatable.")
    ] = None,
    send: Annotated[bool, typer.Option("--send/--no-send", help="Sweep the outbox afterwards.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """One cycle without Prefect: polls what is due, reads what is new, decides, and sends.

    Examples: pantau poll; pantau poll --feed antara-dunia --no-send
    """
    import asyncio

    from flows.app.dispatch import dispatch
    from flows.app.ingest import cycle
    from flows.app.summary import cycle_words, dispatch_words, report_to_json
    from flows.app.wiring import open_watch

    watch = open_watch()
    try:
        for problem in watch.problems:
            note(f"pantau: {problem}")
        report = asyncio.run(cycle(watch, only=tuple(feed or ()), progress=note))
        if report is None:
            stop("poll: another poller holds the cycle; it ends by itself, or its lease does", BUSY)
        sent = (
            asyncio.run(dispatch(watch, watch.worker, watch.clock(), watch.settings.deliveries_per_sweep))
            if send
            else None
        )
    finally:
        watch.close()
    if as_json:
        say_json(report_to_json(report, sent))
        return
    say(cycle_words(report))
    for line in report.notes:
        say(f"  {line}")
    if sent is not None:
        say(dispatch_words(sent))


def deliver() -> None:
    """Sends what is due in the outbox and the shift digests whose time has come, once.

    Example: pantau deliver
    """
    import asyncio

    from flows.app.dispatch import dispatch
    from flows.app.shift import post_digests
    from flows.app.summary import dispatch_words
    from flows.app.wiring import open_watch

    watch = open_watch()
    try:
        post_digests(watch, watch.clock())
        sent = asyncio.run(dispatch(watch, watch.worker, watch.clock(), watch.settings.deliveries_per_sweep))
    finally:
        watch.close()
    say(dispatch_words(sent))


def status(
    hours: Annotated[float, typer.Option("--hours", min=0.1, max=24 * 365, help="Counts of so many hours.")] = 24,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """What was read, matched and sent, what is blind and since when, and when each is tried again.

    The exit code is 1 when something is blind, held up or given up.

    Example: pantau status --hours 8
    """
    from datetime import timedelta

    from flows.app.status import status_of, status_to_json
    from flows.app.wiring import open_watch

    watch = open_watch()
    try:
        now = watch.clock()
        told = status_of(watch, now - timedelta(hours=hours), now)
    finally:
        watch.close()
    if as_json:
        say_json(status_to_json(told))
    else:
        say(told.headline)
        for line in told.lines:
            say(f"  {line}")
        for part in told.tables:
            say()
            table(part.title, part.headers, part.rows)
    if told.troubled:
        raise typer.Exit(FAULTS)


def digest(
    hours: Annotated[float, typer.Option("--hours", min=0.1, max=24 * 31, help="The span told of.")] = 8,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Also write it as an HTML page.")] = None,
) -> None:
    """The shift digest as it would be sent now: open, changed, denied, muted, and what is blind. Sends nothing.

    Example: pantau digest --hours 8
    """
    from datetime import timedelta

    from flows.app.shift import shift_digest
    from flows.app.wiring import open_watch

    watch = open_watch()
    try:
        now = watch.clock()
        told = shift_digest(watch, now - timedelta(hours=hours), now)
    finally:
        watch.close()
    say(told.text)
    if html is not None:
        try:
            html.write_text(told.html, encoding="utf-8")
        except OSError as error:
            stop(f"digest: {html}: {error.strerror}")


def settings() -> None:
    """Every setting with its value and what it means; secrets are shown as stars.

    Example: pantau settings
    """
    from flows.app.config import PREFIX, load_settings, misspelt_variables

    told = load_settings()
    for problem in misspelt_variables():
        note(f"pantau: {problem}")
    table(
        f"Settings ({PREFIX}<NAME>, or <name> in {told.home / 'pantau.toml'})",
        ("name", "value", "what it is"),
        [(name, getattr(told, name), field.description or "") for name, field in type(told).model_fields.items()],
    )
