"""Orders for the night: what an operator changes while the watch runs, as Prefect variables `pantau_...`.

They are read at the beginning of each run and hold for all of it. A wrong value is told in one sentence and the last
good one stays; the runs keep it in the home, where the command line reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from flows.alerts.decide import STORM_CAP
from flows.alerts.event import Alert, State
from flows.app.board import Board, BoardError, Variable, keep, recall
from flows.sources.feed import Feed
from rules import Severity

PREFIX = "pantau_"
KEPT = "orders-good.json"
HELD_AT_MOST = 24.0  # hours
SHIFT = timedelta(hours=8)
AMENDS = (State.CORRECTION, State.WITHDRAWN, State.DENIED)


def _names(value: object) -> object:
    """`antara, tempo` as well as a list."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class Orders(BaseModel):
    """The variables with their defaults; each is named `pantau_` and the field's name."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    wake_severity: Severity = Field(
        default=Severity.LOW,
        title="low to critical",
        description="Least severity sent at once: low, medium, high, critical. The rest waits for the shift.",
    )
    hold_hours: float = Field(
        default=0,
        title="hours, 24 at most",
        ge=0,
        le=HELD_AT_MOST,
        description="Nothing is sent for so many hours from now on; 24 at most, 0 sends.",
    )
    paused_publishers: Annotated[tuple[str, ...], BeforeValidator(_names)] = Field(
        default=(), title="antara, tempo", description="Publishers whose feeds are not read, such as antara, tempo."
    )
    least_weight: int = Field(
        default=1,
        title="1, 2 or 3",
        ge=1,
        le=3,
        description="Least weight of a feed that is read: 1 all, 2 known, 3 wires and papers of record.",
    )
    storm_cap: int = Field(
        default=STORM_CAP,
        title="alerts an hour",
        ge=1,
        le=1000,
        description="Alerts of one rule in an hour before a list is made.",
    )

    def reads(self, feed: Feed) -> bool:
        """False for a feed that an order keeps from being polled."""
        return feed.weight >= self.least_weight and feed.publisher not in self.paused_publishers

    def wakes(self, alert: Alert) -> bool:
        """True when the alert is sent at once; what takes back a graver one counts like that."""
        gravest = max(alert.severity, alert.event.severity, key=lambda s: s.rank)
        return (gravest if alert.state in AMENDS else alert.severity).rank >= self.wake_severity.rank


@dataclass(frozen=True, slots=True)
class Standing:
    """The orders in force and since when each was set; `problems` says which values were refused, and why."""

    orders: Orders = Orders()  # noqa: RUF009 (frozen)
    set_at: Mapping[str, datetime] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def held_until(self) -> datetime | None:
        """Until when nothing is sent, None when messages go out."""
        since = self.set_at.get("hold_hours")
        return since + timedelta(hours=self.orders.hold_hours) if since and self.orders.hold_hours else None

    @property
    def given(self) -> dict[str, str]:
        """The orders that differ from the default, in words, by variable."""
        default = Orders()
        return {
            PREFIX + name: words(getattr(self.orders, name))
            for name in Orders.model_fields
            if getattr(self.orders, name) != getattr(default, name)
        }

    @property
    def line(self) -> str:
        """`pantau_wake_severity critical`, for a run's message; empty when nothing was ordered."""
        return ", ".join(f"{name} {value}" for name, value in self.given.items())


def words(value: object) -> str:
    """A value as an operator would write it."""
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def orders_in_force(home: Path, board: Board | None, publishers: Iterable[str]) -> Standing:
    """The orders: as Prefect holds them when it answers, else as the last run saw them.

    What is good is kept in the home; a wrong value gives one sentence, and what was good before stays.
    """
    kept = _kept(home)
    if board is None:
        return _standing(kept, ())
    try:
        asked = board.variables()
    except BoardError as error:
        return _standing(kept, (f"variables: {error}; as the last run saw them they stay in force",))
    known = frozenset(publishers)
    good: dict[str, Variable] = {}
    problems = [_unknown(name) for name in sorted(asked) if name not in Orders.model_fields]
    for name in Orders.model_fields:
        if name not in asked:
            continue
        why = _fault(name, asked[name].value, known)
        if not why:
            good[name] = asked[name]
            continue
        if name in kept:
            good[name] = kept[name]
        stays = f"{words(getattr(_orders(good), name))} stays"
        problems.append(f"variable: {PREFIX}{name}: {why}: correct it in the UI under Variables; {stays}")
    _keep(home, good)
    return _standing(good, problems)


def at_next_shift(now: datetime, times: Iterable[time], zone: ZoneInfo) -> datetime:
    """When the next shift begins, in UTC: the next digest time, or eight hours on where there are none."""
    local = now.astimezone(zone)
    days = (local.date(), local.date() + timedelta(days=1))
    starts = (datetime.combine(day, clock, zone) for day in days for clock in times)
    return min((start.astimezone(UTC) for start in starts if start > local), default=now + SHIFT)


def _fault(name: str, value: object, publishers: frozenset[str]) -> str:
    """Why the value cannot be taken, empty when it can."""
    try:
        orders = Orders.model_validate({name: value})
    except ValidationError as error:
        said = error.errors(include_input=False, include_url=False)[0]["msg"]
        return said.removeprefix("Value error, ").replace("Input should be", "it should be").lower()
    stranger = next((p for p in orders.paused_publishers if p not in publishers), None)
    if stranger is None:
        return ""
    near = get_close_matches(stranger, sorted(publishers), 1)
    return f"{stranger[:40]} is no publisher" + (f", did you mean {near[0]}?" if near else "")


def _unknown(name: str) -> str:
    near = get_close_matches(name, list(Orders.model_fields), 1)
    meant = (
        f"did you mean {PREFIX}{near[0]}?"
        if near
        else f"there are {', '.join(PREFIX + n for n in Orders.model_fields)}"
    )
    return f"variable: {PREFIX}{name}: pantau knows none of that name: {meant}"


def _orders(good: Mapping[str, Variable]) -> Orders:
    return Orders.model_validate({name: variable.value for name, variable in good.items()})


def _standing(good: Mapping[str, Variable], problems: Iterable[str]) -> Standing:
    return Standing(_orders(good), {name: v.set_at for name, v in good.items()}, tuple(problems))


def _kept(home: Path) -> dict[str, Variable]:
    found: dict[str, Variable] = {}
    for name, held in recall(home / KEPT).items():
        try:
            variable = Variable(held["value"], datetime.fromisoformat(held["set_at"]))
            Orders.model_validate({name: variable.value})
        except (KeyError, TypeError, ValueError):  # of another version
            continue
        found[name] = variable
    return found


def _keep(home: Path, good: Mapping[str, Variable]) -> None:
    what: dict[str, Any] = {n: {"value": v.value, "set_at": v.set_at.isoformat()} for n, v in sorted(good.items())}
    keep(home / KEPT, what)
