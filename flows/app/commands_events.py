"""Commands about what was found: events, why, timeline."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.app.terminal import FAULTS, ago, local, say, say_json, stop, table

Json = Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")]


def register(app: typer.Typer) -> None:
    """Adds this topic's commands."""
    app.command("events")(events)
    app.command("why")(why)
    app.command("timeline")(timeline)


def events(
    days: Annotated[float, typer.Option("--days", min=0.01, max=3650, help="Seen within so many days.")] = 7,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000)] = 50,
    as_json: Json = False,
) -> None:
    """The developments on watch, newest first.

    Example: pantau events --days 30
    """
    from datetime import timedelta

    from flows.app.explain import certainty_of, event_to_json, roles_of
    from flows.app.wiring import look_at_store

    with look_at_store() as look:
        found = look.store.events(look.now - timedelta(days=days), limit)
        if as_json:
            say_json([event_to_json(event) for event in found])
            return
        table(
            f"Events seen in the last {days:g} days",
            ("event", "what", "who", "stage", "certainty", "severity", "media/origins", "alerts", "last seen"),
            [
                (
                    e.id,
                    e.type,
                    roles_of(e),
                    e.stage,
                    certainty_of(e),
                    e.severity,
                    f"{len(e.outlets)}/{len(e.origins)}",
                    e.alerts,
                    ago(e.last_seen_at, look.now),
                )
                for e in found
            ],
        )


def why(
    what: Annotated[str, typer.Argument(metavar="ARTICLE_OR_EVENT", help="Event, alert or article id, URL, or title.")],
    as_json: Json = False,
) -> None:
    """Why an article did or did not raise an alert: what was read, what the rules said, what was decided and sent.

    Examples: pantau why K7Q2; pantau why https://www.antaranews.com/berita/1/judul; pantau why "kapal selam"
    """
    from flows.app.explain import why as explain
    from flows.app.wiring import look_at_store

    with look_at_store() as look:
        told = explain(look.store, what, look.zone, look.now)
    if told is None:
        stop(f"why: {what}: no article, event or alert like this is in the store; `pantau events` lists them", FAULTS)
    if as_json:
        say_json(told.value)
    else:
        say(told.text)


def timeline(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Event id such as K7Q2.")],
    as_json: Json = False,
) -> None:
    """One event from the first article on: every article, decision, alert, delivery and acknowledgement in order.

    Example: pantau timeline K7Q2
    """
    from flows.app.explain import timeline_of
    from flows.app.wiring import look_at_store

    with look_at_store() as look:
        steps = timeline_of(look.store, event.strip().upper())
        zone = look.zone
    if steps is None:
        stop(f"timeline: {event}: no such event; `pantau events` lists them", FAULTS)
    if as_json:
        say_json([{"at": s.at, "kind": s.kind, "words": s.words, "reference": s.reference} for s in steps])
        return
    table(
        f"Timeline of {event.upper()}",
        ("when", "what", "", "reference"),
        [(local(s.at, zone), s.kind, s.words, s.reference) for s in steps],
    )
