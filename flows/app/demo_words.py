"""What the demo says: greeting, days, messages as the officer sees them, and the summary."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from flows.app.newsroom.inbox import Received
from flows.app.newsroom.story import WEEKDAYS, Calendar, Day, Expected, Story
from flows.app.newsroom.verdict import Comparison, Line
from flows.app.terminal import inert

if TYPE_CHECKING:
    from flows.app.demo_home import DemoState


WIDTH = 100


def greeting(story: Story, ui: str, state: DemoState) -> str:
    """What is about to happen."""
    lines = [
        "pantau demo: the whole watch, with a made-up world outside.",
        f"{len(story.publishers)} newsrooms on this machine ({', '.join(story.publishers)}) tell a story.",
        f"Every message is printed as the officer gets it. Prefect starts now; its UI will be at {ui}",
    ]
    if state.resumed:
        lines.append(f"The last demo was cut off on day {state.day}; this one goes on from there.")
    return "\n".join(lines)


def day_words(story: Story, day: Day, calendar: Calendar) -> str:
    """The heading of a day, and what to look out for."""
    date = calendar.date(day.number)
    lines = [f"\n-- Day {day.number}, {WEEKDAYS[date.weekday()]} {date:%d/%m/%Y}: {day.title}"]
    lines += [f"   to be told: {_who(e)} - {e.why}" for e in day.expected]
    lines += [f"   not to be told: {_title(story, article)} - {why}" for article, why in day.silent.items()]
    return "\n".join(lines)


def _title(story: Story, article: str) -> str:
    return next((p.title for day in story.days for p in day.pieces if p.id == article), article)


def message_words(message: Received) -> str:
    """The message in a frame."""
    told = [part for line in [message.title, *message.body.splitlines()] for part in _wrapped(inert(line))]
    return "\n".join(["   +" + "-" * 72, *(f"   | {line}".rstrip() for line in told), "   +" + "-" * 72])


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False) or [""]


def summary_words(found: Comparison, story: Story, seconds: float, folder: Path) -> str:
    """Expected against received, one line a development."""
    silent = sum(len(day.silent) for day in story.days)
    articles = sum(len(day.pieces) for day in story.days)
    right = sum(line.is_right for line in found.lines)
    lines = [
        f"\n== Summary: {right} of {len(found.lines)} developments told, each once; "
        f"messages too many: {len(found.unexpected) + len(found.unknown)}; {seconds:.0f} s",
        *(_line(line) for line in found.lines),
        *(f"   TOO MANY  {a.id} {a.state.value}: {inert(a.decision.sighting.title)}" for a in found.unexpected),
        *(f"   TOO MANY  no alert behind it: {inert(m.title)}" for m in found.unknown),
        f"   {articles} articles were read; {silent} of them are traps that must stay silent "
        "(copies, appeals, exhibitions, history, related headlines).",
        f"   Everything is kept in {folder}: look with `PANTAU_HOME={folder} pantau status`.",
    ]
    lines.append("   All is as it should be." if found.is_right else "   Something is not as it should be.")
    return "\n".join(lines)


def _line(line: Line) -> str:
    mark = "told once" if line.is_right else "NOT TOLD " if line.alert is None else f"TOLD {line.messages}x "
    alert = line.alert.id if line.alert else "-"
    return f"   {mark}  day {line.expected.day}  {alert:8}  {_who(line.expected)}  ({line.expected.why})"


def _who(expected: Expected) -> str:
    if expected.parties:
        return f"{expected.state}: treaty of {' and '.join(expected.parties)}, {expected.stage}"
    what = f"{'/'.join(expected.suppliers)} to {'/'.join(expected.recipients)}, {'/'.join(expected.weapons)}"
    return f"{expected.state}: {what}" + (f", {expected.stage}" if expected.stage else "")
