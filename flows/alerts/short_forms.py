"""The short forms: a push for the lock screen, one SMS, and the bare notice for a telephone that others may see."""

from __future__ import annotations

import re

from flows.alerts.budget import Budget, Unit
from flows.alerts.gsm7 import to_gsm7
from flows.alerts.headline import Style, clipped, headline
from flows.alerts.hostile import defuse, safe_url
from flows.alerts.occasion import Occasion, first_fitting, mark, start
from flows.alerts.telling import certainty_word, claimant, first_change, local_time, support

PUSH_TITLE = 60
PUSH_BODY = 180
SMS_SEPTETS = 160
_TOP_LEVEL = re.compile(r"(?:\.[a-z]{2,3}){1,2}$", re.IGNORECASE)


def push_form(t: Occasion) -> tuple[str, str]:
    """The news as a title, its proof in two lines."""
    lead = f"{start(t, ' ')}: "
    style, title = first_fitting(t, lead, lambda text: len(text) <= PUSH_TITLE and _title_fits(t.budget, text))
    if style is Style.CODES:
        # A sentence whose end a lock screen cuts off still says more than codes.
        sentence = lead + headline(t.alert, t.names, t.words, t.language, Style.BARE)
        room = (t.budget.title or PUSH_TITLE) - len(lead)
        cut = clipped(t.alert, t.names, t.words, t.language, room)
        title = sentence if _title_fits(t.budget, sentence) else lead + cut if cut else title
    must = [certainty_word(t.alert, t.roles, t.words), t.alert.id]
    if t.repeat:
        must.insert(0, t.words.labels["repeat_short"])
    said = claimant(t.alert, t.names, t.words, t.language)
    if said and f"{said}: " not in title and _body_fits(t, title, [*must[:-2], f"{must[-2]}: {said}", must[-1]]):
        must[-2] = f"{must[-2]}: {said}"
    optional = (
        first_change(t.alert, t.names, t.words, t.language),
        _whole(t, title),
        support(t.alert, t.names, t.words).partition(": ")[2].partition(" (")[0],
        _outlet(t),
        local_time(t.alert.decision.sighting.at, t.words, t.zone, short=True),
    )
    chosen: list[str] = []
    for text in optional:
        if text and _body_fits(t, title, [*must[:-1], *chosen, text, must[-1]]):
            chosen.append(text)
    body = " · ".join([*must[:-1], *chosen, must[-1]])
    link = safe_url(t.alert.decision.sighting.url)
    if link and t.budget.fits(title, f"{body}\n{link}"):
        body = f"{body}\n{link}"
    return title, body


def _whole(t: Occasion, title: str) -> str:
    """The full headline, when the title had to leave some of it out."""
    short, full = (headline(t.alert, t.names, t.words, t.language, s) for s in (Style.SHORT, Style.FULL))
    return "" if title.endswith((short, full)) else full


def _outlet(t: Occasion) -> str:
    """The outlet without `.com`: an SMS would have to spell a domain apart."""
    return defuse(_TOP_LEVEL.sub("", t.alert.decision.sighting.outlet_name))[:30]


def _body_fits(t: Occasion, title: str, parts: list[str]) -> bool:
    body = " · ".join(parts)
    return len(body) <= PUSH_BODY and t.budget.fits(title, body)


def _title_fits(budget: Budget, title: str) -> bool:
    return budget.title == 0 or budget.cost(title) <= budget.title


def sms_form(t: Occasion) -> tuple[str, str]:
    """One line in the cheap alphabet, without a link: the id finds the rest."""
    label = t.words.labels
    lead = f"{start(t, ' ')}: "
    if t.repeat:
        lead = f"{label['repeat_short']} {lead}"
    certainty = certainty_word(t.alert, t.roles, t.words)

    def room(parts: list[str]) -> bool:
        text = to_gsm7(". ".join(parts))
        return len(text) <= SMS_SEPTETS and t.budget.fits("", text)

    _, first = first_fitting(t, lead, lambda text: room([text, certainty, t.alert.id]))
    said = claimant(t.alert, t.names, t.words, t.language)
    chosen = (
        [f"{certainty}: {said}"]
        if said and f"{said}: " not in first and room([first, f"{certainty}: {said}", t.alert.id])
        else [certainty]
    )
    for text in (
        first_change(t.alert, t.names, t.words, t.language),
        support(t.alert, t.names, t.words).partition(": ")[2].partition(" (")[0],
        local_time(t.alert.decision.sighting.at, t.words, t.zone, short=True),
        _outlet(t),
    ):
        if text and room([first, *chosen, text, t.alert.id]):
            chosen.append(text)
    return "", to_gsm7(". ".join([first, *chosen, t.alert.id]))


def private_form(t: Occasion) -> tuple[str, str]:
    """Severity and id, nothing of what it is about."""
    severity = t.words.severity[t.alert.severity]
    title = f"{mark(t)}{severity} {t.alert.id}"
    body = t.words.labels["private"].format(severity=severity, id=t.alert.id)
    return ("", f"{mark(t)}{body}") if t.budget.unit is Unit.SEPTETS else (title, body)
