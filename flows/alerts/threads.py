"""How long a thread takes new articles: a window for what is told again, a long memory for what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flows.alerts.counts import count_of
from flows.alerts.event import Event, EventStatus, Sighting
from flows.alerts.signs import Sign, is_dated_news, is_in_headline, says
from flows.alerts.stages import DONE, HALTS, Lineage, is_unspecific, rank, related
from rules import Certainty, CertaintyDetail, Mention, MentionType

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


def recalled_event(mention: Mention, sighting: Sighting, candidates: Sequence[Event], lineage: Lineage) -> Event | None:
    """The event of some weeks or months ago that an article mentions in passing, None when it may be news.

    In passing: not in the headline, with no date, place or number of its own and no word for a further one, no further
    than is known and no surer. Any of these, and the window alone decides.
    """
    if not may_recall(mention):
        return None
    past = [e for e in candidates if e.status is EventStatus.OPEN and _is_recalled(e, mention, sighting.at, lineage)]
    return max(past, key=lambda e: (e.last_seen_at, e.id), default=None)


def earlier_shipment(
    mention: Mention, sighting: Sighting, candidates: Sequence[Event], lineage: Lineage
) -> Event | None:
    """The delivery of some months ago to these very sides that a further one follows, None when none is known."""
    if mention.stage not in DONE or mention.certainty is Certainty.DENIED:
        return None
    past = [
        e
        for e in candidates
        if e.type is mention.type
        and e.stage in DONE
        and e.last_seen_at <= sighting.at <= e.last_seen_at + timedelta(days=_memory(mention))
        and _is_same_deal(e, mention, lineage)
    ]
    return max(past, key=lambda e: (e.last_seen_at, e.id), default=None)


def may_recall(mention: Mention) -> bool:
    """True when nothing in the mention itself makes it news."""
    if mention.type in (MentionType.TREATY, MentionType.TOPIC) or mention.when or mention.place:
        return False
    return not (is_in_headline(mention) or is_dated_news(mention) or says(mention, Sign.AGAIN))


def _is_recalled(event: Event, mention: Mention, at: datetime, lineage: Lineage) -> bool:
    if mention.certainty is Certainty.DENIED or mention.type is not event.type or not event.steps:
        return False
    if not event.last_seen_at <= at <= event.last_seen_at + timedelta(days=_memory(mention)):
        return False
    if not _may_be_same_deal(event, mention, lineage):
        return False
    if mention.quantity and count_of(mention.quantity) and mention.quantity not in event.quantities:
        return False
    if mention.detail is CertaintyDetail.ADMITTED and event.certainty is not Certainty.ASSERTED:
        return False
    reached = max(rank(event.type, s.stage) for s in event.steps)
    return -1 < rank(event.type, mention.stage) <= reached


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
    reached = max(rank(event.type, s.stage) for s in event.steps)
    further = mention.stage in HALTS - {event.stage} or rank(event.type, mention.stage) > reached
    return further and _is_same_deal(event, mention, lineage)


def _is_same_deal(event: Event, mention: Mention, lineage: Lineage) -> bool:
    """Exactly these two sides, both named, the same kind of weapon, no other model."""
    return bool(mention.suppliers and mention.recipients) and _may_be_same_deal(event, mention, lineage)


def _may_be_same_deal(event: Event, mention: Mention, lineage: Lineage) -> bool:
    """The same, but the mention may leave out one of the sides."""
    told, known = (mention.suppliers, mention.recipients), (event.suppliers, event.recipients)
    if not all(known) or not any(told) or any(said and said != there for said, there in zip(told, known, strict=True)):
        return False
    if is_unspecific(mention.weapons) or is_unspecific(event.weapons):
        return False
    if not related(mention.weapons, event.weapons, lineage):
        return False
    return not (event.systems and mention.systems) or bool(set(event.systems) & set(mention.systems))
