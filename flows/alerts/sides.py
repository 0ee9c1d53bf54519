"""Under which sides an event is kept, and where a mention looks for its own, so that nobody reads all events.

The store keeps a few pairs of words for every event and asks for those that meet an article's. This is a sieve: it
lets through everything that `fitting_events` or `recalled_event` may choose (tests/test_sides.py compares them), and
little else. A change to `likeness.py` that lets more events fit needs the same change here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.alerts.event import Event
from flows.alerts.likeness import VAGUE_ACTORS, WEAPON_DAYS
from flows.alerts.threads import may_recall
from rules import Certainty, Mention, MentionType

UNSAID = ""
Side = tuple[str, str]  # supplier and recipient; a party or a treaty's name stands alone beside UNSAID


@dataclass(frozen=True, slots=True)
class Sought:
    """Events with one of these firsts and one of these seconds, last seen since then; an empty set asks for nothing.

    `seconds` None means any.
    """

    firsts: tuple[str, ...] | None
    seconds: tuple[str, ...] | None
    since: datetime

    def meets(self, sides: Iterable[Side], last_seen: datetime) -> bool:
        """True when an event with these sides is among them."""
        return last_seen >= self.since and any(
            (self.firsts is None or a in self.firsts) and (self.seconds is None or b in self.seconds) for a, b in sides
        )


def sides_of(event: Event) -> tuple[Side, ...]:
    """The pairs under which the event is kept, sorted."""
    return tuple(sorted(set(_sides(event))))


def sought_by(mentions: Sequence[Mention], at: datetime, since: datetime) -> tuple[Sought, ...]:
    """Where the events of these mentions are to be found, for an article of that time."""
    return tuple(dict.fromkeys(s for m in mentions for s in _sought(m, at, since)))


def _sides(event: Event) -> Iterator[Side]:
    if event.type is MentionType.TOPIC:
        yield _topic(event.rule), UNSAID
        return
    if event.type is MentionType.TREATY:
        yield from ((name, UNSAID) for name in _treaty_names(event.parties, event.treaty))
        return
    if not event.suppliers and not event.recipients:
        yield from ((party, UNSAID) for party in event.parties)
        yield from ((UNSAID, party) for party in event.parties)
        return
    yield from ((s, r) for s in _or_unsaid(event.suppliers) for r in _or_unsaid(event.recipients))


def _sought(mention: Mention, at: datetime, since: datetime) -> Iterator[Sought]:
    if mention.type is MentionType.TOPIC:
        yield Sought((_topic(mention.rule),), None, since)
        return
    if mention.type is MentionType.TREATY:
        yield Sought(_treaty_names(mention.parties, mention.treaty), None, since)
        return
    may_be_late = mention.certainty is Certainty.DENIED or may_recall(mention)
    soon = since if may_be_late else max(since, at - timedelta(days=WEAPON_DAYS))
    suppliers, recipients = mention.suppliers, mention.recipients
    if suppliers and recipients:
        yield Sought((*suppliers, UNSAID), (*recipients, UNSAID), since)
    if suppliers and not _is_said(recipients):
        yield Sought(suppliers, None, since if recipients else soon)
    if recipients and not _is_said(suppliers):
        yield Sought(None, recipients, since if suppliers else soon)
    if not suppliers and not recipients:
        yield Sought(mention.parties, None, soon)
        yield Sought(None, mention.parties, soon)


def _or_unsaid(actors: tuple[str, ...]) -> tuple[str, ...]:
    """The actors; a word for many states may also be nobody in particular."""
    return actors if _is_said(actors) else (*actors, UNSAID)


def _is_said(actors: Iterable[str]) -> bool:
    return any(actor not in VAGUE_ACTORS for actor in actors)


def _topic(rule: str) -> str:
    return f"rule:{rule}"


def _treaty_names(parties: Sequence[str], slug: str | None) -> tuple[str, ...]:
    """`party:JP`, `treaty:raa-jp-ph`, `treaty:raa-jp`, `treaty:raa`: a kind's own name finds one of that kind."""
    parts = slug.split("-") if slug else []
    names = (f"treaty:{'-'.join(parts[:n])}" for n in range(len(parts), 0, -1))
    return (*(f"party:{party}" for party in parties), *names)
