"""What the terminal says of the watch's sight: the first poll, and then only when seeing turns to blindness or back."""

from __future__ import annotations

from datetime import datetime

from flows.app.summary import cycle_words
from flows.app.supervisor_lookout import Seen
from flows.store.base import CycleReport

DEMO = "No network here? `pantau demo` shows the whole watch against a newsroom of its own."


class Sight:
    """Remembers whether the watch saw anything; `since` is when it began."""

    def __init__(self, since: datetime) -> None:
        self._since = since
        self._sees: bool | None = None

    def judge(self, seen: Seen) -> str:
        """A sentence when something is new to say, else nothing; a store in trouble says nothing either."""
        last = seen.cycle
        if last is None or last.started_at < self._since or not last.feeds:
            return ""
        sees = last.feeds_ok > 0
        if sees == self._sees:
            return ""
        first, self._sees = self._sees is None, sees
        return seeing_words(last, first=first) if sees else blind_words(last)


def seeing_words(report: CycleReport, *, first: bool) -> str:
    """The first poll, or sight that came back."""
    return f"{'First poll' if first else 'The watch sees again'}: {cycle_words(report)}"


def blind_words(report: CycleReport) -> str:
    """Nothing could be read: why, when it is tried again, and what can be done without a network."""
    why = report.notes[0] if report.notes else "no reason is known"
    return (
        f"No feed answered ({report.feeds} asked; {why}).\n"
        "The watch goes on and tries each again; reasons and next tries: pantau status, or the coverage page.\n" + DEMO
    )
