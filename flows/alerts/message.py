"""An alert as one officer reads it: composed to the budget of the channel, never cut by it.

What must be there is there in every form: severity, state, who and what, certainty, id. The rest is added in the order
of its worth while it fits; the quote is what shrinks. Everything from outside has gone through `hostile`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flows.alerts.budget import Budget, Form, Unit
from flows.alerts.event import Alert, Message, State
from flows.alerts.gsm7 import to_gsm7
from flows.alerts.headline import Names, Roles, Style, headline, listed, roles_of
from flows.alerts.hostile import clean, defuse, safe_url
from flows.alerts.page import message_page
from flows.alerts.quoting import best_evidence, shorten
from flows.alerts.telling import (
    age,
    certainty_word,
    changes,
    claimant,
    first_change,
    local_day,
    local_time,
    named,
    source,
    stage_word,
    state_word,
    support,
)
from flows.alerts.wording import Words
from flows.alerts.wording_en import EN
from flows.alerts.wording_id import ID
from rules import MentionType, Severity

PUSH_TITLE = 60
PUSH_BODY = 180
SMS_SEPTETS = 160
_STYLES = (Style.FULL, Style.SHORT, Style.TERSE, Style.BARE, Style.CODES)


class ComposeError(Exception):
    """Not even the mandatory parts fit: which channel; its budget in `budget.py` is too small to be of use."""


@dataclass(frozen=True, slots=True)
class _Telling:
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


def words_of(language: str) -> Words:
    """The words of `id` or `en`."""
    return EN if language == "en" else ID


def compose(
    alert: Alert,
    names: Names,
    *,
    budget: Budget,
    form: Form | None = None,
    language: str = "id",
    zone: str = "Asia/Jakarta",
    delayed: timedelta | None = None,
    repeat: bool = False,
    silent: bool = False,
) -> Message:
    """The message, inside the budget; `form` defaults to the channel's own.

    `delayed` is how long the alert has waited, said when it is five minutes or more. `repeat` marks a resend after an
    unknown outcome. Raises ComposeError when the budget cannot hold the mandatory parts.
    """
    telling = _Telling(alert, names, words_of(language), language, zone, delayed, repeat, roles_of(alert), budget)
    title, body = _FORMS[form or budget.form](telling)
    if budget.unit is Unit.SEPTETS:
        title, body = to_gsm7(title), to_gsm7(body)
    page = None
    if budget.channel == "mailto":
        page = message_page(title, body, safe_url(alert.decision.sighting.url), telling.words.code)
    if not budget.fits(title, body):
        raise ComposeError(f"message: {budget.channel}: {alert.id} does not fit {budget.body} {budget.unit.value}")
    return Message(title, body, urgent=alert.severity is Severity.CRITICAL, silent=silent, html=page)


# -- long


def _long(t: _Telling) -> tuple[str, str]:
    title = _subject(t) or f"{_start(t, ' · ')} · {t.alert.id}"
    for style in _STYLES:
        sheet = _Sheet(t.budget, title)
        sheet.must("headline", headline(t.alert, t.names, t.words, t.language, style))
        sheet.must("certainty", f"{t.words.labels['certainty']}: {certainty_word(t.alert, t.roles, t.words)}")
        if t.repeat:
            sheet.must("notice", t.words.labels["repeat"])
        if sheet.fits():
            return title, _fill(sheet, t)
    return title, sheet.text()


def _start(t: _Telling, between: str) -> str:
    return f"{_mark(t)}{t.words.severity[t.alert.severity]}{between}{state_word(t.alert, t.words)}"


def _subject(t: _Telling) -> str:
    """For mail, whose list shows nothing but the subject: the news itself, then the id; empty for other channels."""
    if t.budget.channel != "mailto":
        return ""
    _, text = _first_fitting(t, f"{_start(t, ' ')}: ", lambda text: len(text) + len(t.alert.id) + 3 <= t.budget.title)
    return f"{text} [{t.alert.id}]"


def _fill(sheet: _Sheet, t: _Telling) -> str:
    """The sheet with everything that fits, the most useful first."""
    label = t.words.labels
    said = claimant(t.alert, t.names, t.words, t.language)
    if said:
        sheet.add("certainty", f"{label['certainty']}: {certainty_word(t.alert, t.roles, t.words)} – {said}")
    moved = changes(t.alert, t.names, t.words, t.language)
    if moved and t.alert.state is not State.NEW:
        sheet.add("changed", f"{label['changed']}: {moved}")
    if t.delayed and t.delayed >= timedelta(minutes=5):
        late = label["delayed"].format(age=age(t.delayed, t.words))
        sheet.add("notice", f"{label['repeat']} · {late}" if t.repeat else late)
    sheet.add("support", support(t.alert, t.names, t.words))
    sheet.add("source", f"– {source(t.alert, t.words, t.zone)}")
    sheet.add("link", safe_url(t.alert.decision.sighting.url))
    quote = _show(t, best_evidence(t.alert.decision.mention.evidence))
    if quote:
        sheet.add("quote", shorten(quote, lambda q: sheet.would_fit("quote", f"“{q}”")), wrap="“{}”")
    for slot, text in _secondary(t):
        sheet.add(slot, text)
    return sheet.text()


def _secondary(t: _Telling) -> list[tuple[str, str]]:
    label, event, mention = t.words.labels, t.alert.event, t.alert.decision.mention
    found: list[tuple[str, str]] = []
    if event.deniers and t.alert.state is not State.DENIED:
        found.append(("denied", f"{label['denied_by']}: {named(event.deniers, t.names, t.words, t.language)}"))
    if event.follows:
        found.append(("follows", f"{label['follows']} {event.follows}"))
    found.append(("roles", _role_line(t)))
    what = _weapon_line(t)
    if what:
        found.append(("weapon", what))
    if event.type is not MentionType.TOPIC:
        day = f" ({local_day(mention.when, t.words)})" if mention.when else ""
        found.append(("stage", f"{label['stage']}: {stage_word(t.roles.stage.value, event.type, t.words)}{day}"))
    if mention.place:
        found.append(("place", f"{label['place']}: {defuse(mention.place)[:60]}"))
    why = f"{label['why']}: {clean(mention.rule)[:60]} r{mention.revision} · {label['ack']}: pantau ack {event.id}"
    found.append(("why", why))
    if t.alert.previous_id:
        when = f", {local_time(t.alert.previous_at, t.words, t.zone)}" if t.alert.previous_at else ""
        found.append(("previous", f"{label['previous']}: {t.alert.previous_id}{when}"))
    return found


def _role_line(t: _Telling) -> str:
    label, unknown = t.words.labels, t.words.labels["unknown"]

    def who(codes: tuple[str, ...]) -> str:
        return listed(codes, lambda c: t.names.actor(c, t.language), t.words, 6)

    if t.alert.event.type in (MentionType.TREATY, MentionType.TOPIC):
        return f"{label['parties']}: {who(t.roles.parties) or unknown}" if t.roles.parties else ""
    supplier, recipient = who(t.roles.suppliers) or unknown, who(t.roles.recipients) or unknown
    return f"{label['supplier']}: {supplier} → {label['recipient']}: {recipient}"


def _weapon_line(t: _Telling) -> str:
    mention = t.alert.decision.mention
    if t.alert.event.type is MentionType.TREATY:
        if not t.roles.treaty:
            return ""
        return f"{t.words.labels['treaty']}: {defuse(t.names.treaty(t.roles.treaty, t.language))[:80]}"
    weapons = listed(t.roles.weapons, lambda w: t.names.weapon(w, t.language), t.words, 6)
    more = [defuse(s)[:40] for s in mention.systems[:4]]
    if mention.quantity:
        more.insert(0, defuse(mention.quantity.words)[:40])
    if not weapons:
        return ""
    details = f" ({'; '.join(more)})" if more else ""
    return f"{t.words.labels['weapon']}: {weapons}{details}"


# -- push, SMS, private


def _push(t: _Telling) -> tuple[str, str]:
    start = f"{_start(t, ' ')}: "
    style, title = _first_fitting(t, start, lambda text: len(text) <= PUSH_TITLE and _title_fits(t.budget, text))
    if style is Style.CODES:
        # A sentence whose end a lock screen cuts off still says more than codes.
        sentence = start + headline(t.alert, t.names, t.words, t.language, Style.BARE)
        title = sentence if _title_fits(t.budget, sentence) else title
    must = [certainty_word(t.alert, t.roles, t.words), t.alert.id]
    if t.repeat:
        must.insert(0, t.words.labels["repeat_short"])
    optional = (
        claimant(t.alert, t.names, t.words, t.language),
        first_change(t.alert, t.names, t.words, t.language),
        headline(t.alert, t.names, t.words, t.language) if style is not Style.SHORT else "",
        support(t.alert, t.names, t.words).partition(": ")[2].partition(" (")[0],
        defuse(t.alert.decision.sighting.outlet_name)[:40],
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


def _body_fits(t: _Telling, title: str, parts: list[str]) -> bool:
    body = " · ".join(parts)
    return len(body) <= PUSH_BODY and t.budget.fits(title, body)


def _title_fits(budget: Budget, title: str) -> bool:
    return budget.title == 0 or budget.cost(title) <= budget.title


def _sms(t: _Telling) -> tuple[str, str]:
    """One line in the cheap alphabet, without a link: the id finds the rest."""
    label = t.words.labels
    start = f"{_start(t, ' ')}: "
    if t.repeat:
        start = f"{label['repeat_short']} {start}"
    certainty = certainty_word(t.alert, t.roles, t.words)

    def room(parts: list[str]) -> bool:
        text = to_gsm7(". ".join(parts))
        return len(text) <= SMS_SEPTETS and t.budget.fits("", text)

    _, first = _first_fitting(t, start, lambda text: room([text, certainty, t.alert.id]))
    said = claimant(t.alert, t.names, t.words, t.language)
    chosen = [f"{certainty}: {said}"] if said and room([first, f"{certainty}: {said}", t.alert.id]) else [certainty]
    for text in (
        first_change(t.alert, t.names, t.words, t.language),
        support(t.alert, t.names, t.words).partition(": ")[2].partition(" (")[0],
        local_time(t.alert.decision.sighting.at, t.words, t.zone, short=True),
        defuse(t.alert.decision.sighting.outlet_name)[:30],
    ):
        if text and room([first, *chosen, text, t.alert.id]):
            chosen.append(text)
    return "", to_gsm7(". ".join([first, *chosen, t.alert.id]))


def _private(t: _Telling) -> tuple[str, str]:
    severity = t.words.severity[t.alert.severity]
    title = f"{_mark(t)}{severity} {t.alert.id}"
    body = t.words.labels["private"].format(severity=severity, id=t.alert.id)
    return ("", f"{_mark(t)}{body}") if t.budget.unit is Unit.SEPTETS else (title, body)


def _first_fitting(t: _Telling, start: str, fits: Callable[[str], bool]) -> tuple[Style, str]:
    """The roomiest headline that fits behind the start, codes if need be."""
    text = start
    for style in _STYLES[1:]:
        text = start + headline(t.alert, t.names, t.words, t.language, style)
        if fits(text):
            return style, text
    return Style.CODES, text


_FORMS: dict[Form, Callable[[_Telling], tuple[str, str]]] = {
    Form.LONG: _long,
    Form.PUSH: _push,
    Form.SMS: _sms,
    Form.PRIVATE: _private,
}


# -- the sheet that a long message is written on

_ORDER = (
    ("notice", "headline"),
    ("changed", "roles", "weapon", "place", "stage", "certainty", "support", "denied", "follows"),
    ("quote", "source", "link"),
    ("previous", "why"),
)


class _Sheet:
    """Lines in their places; refuses what would not fit."""

    def __init__(self, budget: Budget, title: str) -> None:
        self._budget = budget
        self._title = title
        self._lines: dict[str, str] = {}

    def must(self, slot: str, text: str) -> None:
        """Puts the line there, whatever it costs."""
        self._lines[slot] = text

    def add(self, slot: str, text: str, wrap: str = "{}") -> None:
        """Puts the line there if it is not empty and fits."""
        if text and self.would_fit(slot, wrap.format(text)):
            self._lines[slot] = wrap.format(text)

    def would_fit(self, slot: str, text: str) -> bool:
        return self._budget.fits(self._title, self._written({**self._lines, slot: text}))

    def fits(self) -> bool:
        return self._budget.fits(self._title, self.text())

    def text(self) -> str:
        return self._written(self._lines)

    def _written(self, lines: dict[str, str]) -> str:
        blocks = ["\n".join(lines[slot] for slot in block if slot in lines) for block in _ORDER]
        return "\n\n".join(block for block in blocks if block)


def _show(t: _Telling, text: str) -> str:
    """Text from outside as this channel may carry it."""
    return defuse(text) if t.budget.defuse else clean(text)


def _mark(t: _Telling) -> str:
    return f"{t.words.labels['test']} – " if t.alert.test else ""
