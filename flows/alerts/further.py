"""Whether a text must mean another shipment, or round, than the one an event already holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.alerts.counts import other_count
from flows.alerts.event import Event, Sighting, StageStep
from flows.alerts.signs import Sign, says
from rules import Mention

# Indonesian newsrooms date their texts in WIB; a day's difference at the border never decides alone.
NEWSROOM_ZONE = ZoneInfo("Asia/Jakarta")

CLEAR_GAP = 5  # days after which a stated date alone says that it is another one
VAGUE_GAP = 14  # the same, when the known one was never dated
SIGN_GAP = 2  # days that count together with another sign
RETOLD_WITHIN = timedelta(hours=20)  # "kembali mengirim" in other outlets on the same day is the same news
AGAIN_UNDATED = timedelta(days=3)  # without a date the word is repeated as long as the news is


def further_because(
    mention: Mention, event: Event, sighting: Sighting, steps: Sequence[StageStep], *, lower: bool = False
) -> str | None:
    """Why the text means another shipment than those steps: `date`, `again`, `quantity`, `place`; None: it need not.

    `lower` says that the mention stands below what was reached: then only a date after it, or the word *again*, will
    do, because articles keep recalling how a delivery was once agreed.
    """
    since = _last_day(event, steps)
    gap = (mention.when - since).days if mention.when is not None else None
    if gap is not None and gap <= -SIGN_GAP:
        return None  # the text looks back
    later = sighting.at - _last_told(event, steps)
    if says(mention, Sign.AGAIN) and (later >= AGAIN_UNDATED if gap is None else gap >= 1 and later >= RETOLD_WITHIN):
        return "again"
    if lower:
        return "date" if gap is not None and gap >= SIGN_GAP and later >= RETOLD_WITHIN else None
    recount = other_count(mention.quantity, event) and not says(mention, Sign.IN_ALL)
    other_place = _other_place(mention.place, event.place)
    other_system = bool(mention.systems and event.systems) and not set(mention.systems) & set(event.systems)
    if gap is not None and gap >= (CLEAR_GAP if _is_dated(event, steps) else VAGUE_GAP):
        return "date"
    if gap is not None and gap >= SIGN_GAP and (recount or other_place or other_system):
        return "quantity" if recount else "place" if other_place else "date"
    if gap is None and later >= timedelta(days=SIGN_GAP) and (recount or other_place):
        return "quantity" if recount else "place"
    if other_place and (gap is None or gap != 0):
        return "place"
    return None


def article_day(at: datetime) -> date:
    """The newsroom's date at that moment."""
    return at.astimezone(NEWSROOM_ZONE).date()


def _last_day(event: Event, steps: Sequence[StageStep]) -> date:
    """The day of the last of these steps as the texts place it, else the day on which it was told."""
    days = [date.fromisoformat(s.when) if s.when else article_day(s.at) for s in steps]
    return max(days, default=article_day(event.opened_at))


def _is_dated(event: Event, steps: Sequence[StageStep]) -> bool:
    return event.when is not None or any(s.when for s in steps)


def _last_told(event: Event, steps: Sequence[StageStep]) -> datetime:
    return max((s.at for s in steps), default=event.opened_at)


def _other_place(told: str | None, known: str | None) -> bool:
    if not told or not known:
        return False
    a, b = told.casefold(), known.casefold()
    return a not in b and b not in a
