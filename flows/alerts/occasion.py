"""One alert for one reader: what the forms of a message share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flows.alerts.budget import Budget
from flows.alerts.event import Alert
from flows.alerts.headline import Style, headline
from flows.alerts.hostile import clean, defuse
from flows.alerts.roles import Names, Roles
from flows.alerts.telling import state_word
from flows.alerts.wording import Words

STYLES = (Style.FULL, Style.SHORT, Style.MODEL, Style.PLAIN, Style.TERSE, Style.BARE, Style.CODES)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One alert for one reader."""

    alert: Alert
    names: Names
    words: Words
    language: str
    zone: str
    delayed: timedelta | None
    repeat: bool
    roles: Roles
    budget: Budget


def start(t: Occasion, between: str) -> str:
    """`TINGGI BARU`, behind UJI when it is a test."""
    return f"{mark(t)}{t.words.severity[t.alert.severity]}{between}{state_word(t.alert, t.words)}"


def first_fitting(t: Occasion, start: str, fits: Callable[[str], bool]) -> tuple[Style, str]:
    """The roomiest headline that fits behind the start, codes if need be."""
    text = start
    for style in STYLES[1:]:
        text = start + headline(t.alert, t.names, t.words, t.language, style)
        if fits(text):
            return style, text
    return Style.CODES, text


def show(t: Occasion, text: str) -> str:
    """Text from outside as this channel may carry it."""
    return defuse(text) if t.budget.defuse else clean(text)


def mark(t: Occasion) -> str:
    """`UJI – ` for a test message."""
    return f"{t.words.labels['test']} – " if t.alert.test else ""
