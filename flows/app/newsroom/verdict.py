"""Expected against received: was an officer told of each development once, and of nothing else?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.alerts.event import Alert
from flows.app.newsroom.inbox import Received
from flows.app.newsroom.story import Expected

REPEAT = "ULANGAN"  # how a message says so
# Letters and digits of event ids: no 0, O, 1, I.
_ALERT_ID = re.compile(r"\b[2-9A-HJ-NP-Z]{4,6}-\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class Line:
    """One development of the story and what came of it."""

    expected: Expected
    alert: Alert | None  # None: nobody was told
    messages: int  # how often it arrived
    repeats: int = 0  # of these, how many say that they are sent once more because an answer was lost

    @property
    def is_right(self) -> bool:
        """True when it was told, and once but for messages that say themselves that they may be a repeat."""
        return self.alert is not None and self.messages >= 1 and self.messages - self.repeats <= 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole story compared."""

    lines: tuple[Line, ...]
    unexpected: tuple[Alert, ...]  # told although the story holds no such development
    unknown: tuple[Received, ...]  # messages that belong to no alert

    @property
    def is_right(self) -> bool:
        """True when everything was told once and nothing else was told."""
        return all(line.is_right for line in self.lines) and not self.unexpected and not self.unknown


def alert_id_of(message: Received) -> str:
    """The message's own alert id; later ones in the text name earlier alerts."""
    found = _ALERT_ID.search(f"{message.title}\n{message.body}")
    return found.group() if found else ""


def compare(expected: Iterable[Expected], alerts: Iterable[Alert], messages: Sequence[Received]) -> Comparison:
    """Each expected message with the alert that it became, in the story's order."""
    ids = [alert_id_of(m) for m in messages]
    free = sorted(alerts, key=lambda a: (a.created_at, a.event.id, a.number))
    events: dict[str, str] = {}
    lines = []
    for one in expected:
        alert = next((a for a in free if _fits(one, a, events.get(one.follows))), None)
        if alert is not None:
            free.remove(alert)
            events[one.id] = alert.event.id
        its = [m for m, found in zip(messages, ids, strict=True) if alert and found == alert.id]
        lines.append(Line(one, alert, len(its), sum(REPEAT in f"{m.title}\n{m.body}" for m in its)))
    known = {line.alert.id for line in lines if line.alert} | {a.id for a in free}
    unknown = tuple(m for m, its in zip(messages, ids, strict=True) if its not in known)
    return Comparison(tuple(lines), tuple(free), unknown)


def _fits(expected: Expected, alert: Alert, event_id: str | None) -> bool:
    if alert.state.value != expected.state or (expected.follows and alert.event.id != event_id):
        return False
    mention = alert.decision.mention
    return (
        (not expected.stage or mention.stage.value == expected.stage)
        and _same(expected.suppliers, mention.suppliers or alert.event.suppliers)
        and _same(expected.recipients, mention.recipients or alert.event.recipients)
        and _same(expected.parties, mention.parties or alert.event.parties)
        and set(expected.weapons) <= set(mention.weapons or alert.event.weapons)  # a wider class may stand beside it
    )


def _same(wanted: Sequence[str], told: Sequence[str]) -> bool:
    return not wanted or sorted(wanted) == sorted(told)
