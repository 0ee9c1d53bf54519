"""The standing page `overview`: what operators have ordered, who is told, what is refused and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from flows.app.artifacts import md, moment, standing
from flows.app.orders import PREFIX, Orders, words
from flows.app.terminal import local

if TYPE_CHECKING:
    from flows.alerts.receivers import Receiver
    from flows.app.wiring import Watch


def overview_line(watch: Watch, problems: tuple[str, ...]) -> str:
    """`6 receivers; ordered: pantau_wake_severity critical; 1 problem`, as the artifact's description."""
    told = sum(receiver.enabled for receiver in watch.receivers)
    parts = [f"{told} of {len(watch.receivers)} receivers are enabled"]
    parts.append(f"ordered: {watch.standing.line}" if watch.standing.line else "no order differs from its default")
    if problems:
        parts.append(f"{len(problems)} problems: {problems[0]}")
    return "; ".join(parts)


def overview_page(watch: Watch, now: datetime, problems: tuple[str, ...]) -> str:
    """The page, as Markdown in which foreign text is inert; no address and no secret is on it."""
    zone = watch.settings.tz
    links = ", ".join(standing(key, key) for key in ("coverage", "deliveries", "health"))
    lines = [f"As the run of {local(now, zone)} saw it. {links}.", ""]
    lines += [f"> **Refused or lost:** {md(problem)}\n" for problem in problems]
    lines += ["### Variables", "", "| variable | in force | set | default | means |", "|---|---|---|---|---|"]
    lines += list(_variables(watch, now))
    if watch.standing.held_until is not None and now < watch.standing.held_until:
        lines += ["", f"**Nothing is sent until {local(watch.standing.held_until, zone)}.**"]
    lines += ["", "### Receivers", "", "| id | shown as | channel | tags | from | quiet | enabled | stands in |"]
    lines += ["|---|---|---|---|---|---|---|---|", *(_receiver(watch, one) for one in watch.receivers), ""]
    lines += ["Change variables under *Variables*, receivers that stand in blocks under *Blocks*."]
    return "\n".join(lines)


def _variables(watch: Watch, now: datetime) -> Iterator[str]:
    standing_orders, default = watch.standing, Orders()
    for name, field in Orders.model_fields.items():
        value, usual = words(getattr(standing_orders.orders, name)), words(getattr(default, name))
        shown = md(value) if value == usual else f"**{md(value)}**"
        since = moment(standing_orders.set_at.get(name), now, watch.settings.tz, "-")
        yield f"| `{PREFIX}{name}` | {shown} | {since} | {md(usual)} | {md(field.description or '')} |"


def _receiver(watch: Watch, one: Receiver) -> str:
    quiet = f"{one.quiet.start:%H.%M} to {one.quiet.until:%H.%M}" if one.quiet else "-"
    where = "a block" if one.id in watch.from_blocks else "the file"
    cells = (one.id, one.name, one.budget.channel, ", ".join(one.tags), one.min_severity.value, quiet)
    return f"| {' | '.join(md(cell) for cell in cells)} | {'yes' if one.enabled else 'no'} | {where} |"
