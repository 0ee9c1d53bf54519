"""Whether a mute covers a decision, and whether the news is loud enough to break through it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flows.alerts.event import Event, Sighting, Silence, SilenceScope
from rules import Mention, Severity

# A higher stage, a resumption and a denial are heard through every mute; so is anything critical.
BREAKS_THROUGH = frozenset({"stage", "resumed", "ratified", "act", "denied"})


def silence_over(
    silences: Sequence[Silence], mention: Mention, sighting: Sighting, event: Event | None, now: datetime
) -> Silence | None:
    """The first mute in force that covers the mention, None when nobody asked for quiet."""
    return next((s for s in silences if s.until > now and covers(s, mention, sighting, event)), None)


def covers(silence: Silence, mention: Mention, sighting: Sighting, event: Event | None) -> bool:
    """True when the mute is about this event, pair, rule or publisher."""
    match silence.scope:
        case SilenceScope.EVENT:
            return event is not None and silence.target.strip().upper() == event.id
        case SilenceScope.PAIR:
            return _covers_pair(silence.target, mention)
        case SilenceScope.RULE:
            return silence.target == mention.rule
        case SilenceScope.PUBLISHER:
            return silence.target == sighting.outlet
    return False


def breaks_through(severity: Severity, reason: str) -> bool:
    """True when a mute must not hold this back."""
    return severity is Severity.CRITICAL or reason in BREAKS_THROUGH


def _covers_pair(target: str, mention: Mention) -> bool:
    """`KP>RU` covers that direction; `*` stands for anybody. A treaty is covered whatever the order."""
    left, _, right = (part.strip() for part in target.partition(">"))
    if not right:
        return False
    if mention.parties and not mention.suppliers and not mention.recipients:
        return all(side == "*" or side in mention.parties for side in (left, right))
    return _is_in(left, mention.suppliers) and _is_in(right, mention.recipients)


def _is_in(side: str, actors: Sequence[str]) -> bool:
    return side == "*" or side in actors
