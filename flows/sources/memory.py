"""What a fetcher remembers of hosts beyond one run: their robots.txt and the silence they asked for.

A cycle may be a process of its own; without this every cycle would ask for every robots.txt again and forget which
host had asked to be left alone.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flows.sources.robots import Robots

log = logging.getLogger("pantau.fetch")

LONGEST = timedelta(hours=6)  # an entry that claims to last longer comes from a clock that was wrong
HOSTS = 1_024
RULES = 1_000  # a longer robots.txt is asked for again rather than kept


@dataclass(slots=True)
class HostMemory:
    """Robots by origin (`https://www.kompas.com`) and holds by host, each with the moment until which it counts."""

    robots: dict[str, tuple[Robots, datetime]] = field(default_factory=dict)
    holds: dict[str, datetime] = field(default_factory=dict)

    def robots_of(self, origin: str, now: datetime) -> Robots | None:
        """The origin's rules while they are fresh, else None."""
        known = self.robots.get(origin)
        return known[0] if known is not None and now < known[1] <= now + LONGEST else None

    def keep_robots(self, origin: str, robots: Robots, until: datetime) -> None:
        """Remembers the rules; beyond 1,024 origins the oldest are forgotten."""
        self.robots.pop(origin, None)
        self.robots[origin] = (robots, until)
        while len(self.robots) > HOSTS:
            del self.robots[next(iter(self.robots))]

    def held(self, host: str, now: datetime) -> float | None:
        """Seconds of silence still owed to the host, or None."""
        until = self.holds.get(host)
        return (until - now).total_seconds() if until is not None and now < until <= now + LONGEST else None

    def hold(self, host: str, until: datetime) -> None:
        """The host asked for silence until then."""
        self.holds[host] = max(until, self.holds.get(host, until))

    def save(self, path: Path, now: datetime) -> None:
        """Writes what still counts, whole or not at all; a folder that cannot be written is logged and no harm."""
        kept = {
            "robots": {
                origin: {"rules": robots.rules, "delay": robots.crawl_delay, "until": until.isoformat()}
                for origin, (robots, until) in self.robots.items()
                if now < until and len(robots.rules) <= RULES
            },
            "holds": {host: until.isoformat() for host, until in self.holds.items() if now < until},
        }
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            beside.write_text(json.dumps(kept), encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            log.warning("%s: host memory not saved: %s", path.name, error.strerror)


def load_memory(path: Path) -> HostMemory:
    """What was saved; an empty memory where the file is missing or damaged."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return HostMemory(
            {origin: (_robots(kept), _moment(kept["until"])) for origin, kept in data["robots"].items()},
            {host: _moment(until) for host, until in data["holds"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return HostMemory()


def _robots(kept: dict[str, Any]) -> Robots:
    delay = kept["delay"]
    rules = tuple((str(pattern), bool(allowed)) for pattern, allowed in kept["rules"])
    return Robots(rules, float(delay) if delay is not None else None)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without zone")
    return moment
