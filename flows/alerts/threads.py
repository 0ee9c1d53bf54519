"""How long a thread takes new articles: a window for what is told again, a long memory for what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flows.alerts.event import Event
from flows.alerts.stages import DONE, HALTS, Lineage, is_unspecific, rank, related
from rules import Certainty, Mention, MentionType

# A thread that is mentioned every day would otherwise stay open for ever and swallow next year's deliveries.
LONGEST_IN_WINDOWS = 3

# Jets are negotiated in February, signed for in June and delivered the year after. Only a next stage reaches back so
# far, so nothing is silenced that would have been told: it is told as a development instead of as news without a past.
REMEMBERED_WINDOWS = 6


def takes(event: Event, mention: Mention, at: datetime, lineage: Lineage) -> bool:
    """True when an article of that time may speak of the event: within its window, or of the stage that comes next."""
    return in_window(event, at, mention.window_days) or _is_awaited(event, mention, at, lineage)


def in_window(event: Event, at: datetime, window_days: int) -> bool:
    """True while an article of that time still speaks of the event, before or after what is known of it.

    Measured in article time: from the last mention, but no longer than three windows after the last change.
    """
    window = timedelta(days=window_days)
    return event.opened_at - window <= at <= event.last_seen_at + window and (
        at <= event.updated_at + LONGEST_IN_WINDOWS * window
    )


def remembered(mentions: Sequence[Mention]) -> timedelta:
    """How far back the events must reach among which the article's mentions look for theirs."""
    return timedelta(days=max(_memory(m) for m in mentions) + 1)


def _memory(mention: Mention) -> int:
    return mention.window_days * (1 if mention.type in (MentionType.TREATY, MentionType.TOPIC) else REMEMBERED_WINDOWS)


def _is_awaited(event: Event, mention: Mention, at: datetime, lineage: Lineage) -> bool:
    """The next stage of an unfinished deal: exactly these two sides, the same kind of weapon, no other model."""
    if mention.type is not event.type or mention.type in (MentionType.TREATY, MentionType.TOPIC) or not event.steps:
        return False
    if event.stage in DONE or mention.certainty is Certainty.DENIED or mention.background:
        return False
    if not event.last_seen_at <= at <= event.last_seen_at + timedelta(days=_memory(mention)):
        return False
    sides = (event.suppliers, event.recipients)
    if not all(sides) or sides != (mention.suppliers, mention.recipients):
        return False
    if is_unspecific(mention.weapons) or is_unspecific(event.weapons):
        return False
    if not related(mention.weapons, event.weapons, lineage):
        return False
    if event.systems and mention.systems and not set(event.systems) & set(mention.systems):
        return False
    reached = max(rank(event.type, s.stage) for s in event.steps)
    return mention.stage in HALTS - {event.stage} or rank(event.type, mention.stage) > reached
