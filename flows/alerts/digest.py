"""The shift digest: what is open, changed, denied, muted; and when nothing was, the proof that somebody looked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.alerts.budget import BUDGETS, Budget
from flows.alerts.event import Alert, Decision, Event, Message, Silence, SilenceScope, State
from flows.alerts.headline import Style, headline
from flows.alerts.hostile import clean
from flows.alerts.message import words_of
from flows.alerts.page import list_page
from flows.alerts.roles import Names
from flows.alerts.telling import local_time, stage_word, state_word
from flows.alerts.wording import Words
from rules import Severity

MOST_LINES = 40  # of one list


@dataclass(frozen=True, slots=True)
class Blind:
    """A feed that cannot be read: its name, why in words, since when (UTC) or None when it never could."""

    name: str
    why: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures that give silence its meaning."""

    feeds_ok: int
    feeds: int
    articles: int
    partial: int = 0  # of them, read in part (paywall, feed text only)
    blind: tuple[Blind, ...] = ()
    shadow_rules: int = 0
    undelivered: int = 0  # deliveries retrying or given up in the shift


@dataclass(frozen=True, slots=True)
class Shift:
    """Everything a digest is composed from. `held` are alerts that were capped, deferred or kept from a backfill."""

    since: datetime
    until: datetime
    coverage: Coverage
    alerts: tuple[Alert, ...] = ()
    held: tuple[Decision, ...] = ()
    still_open: tuple[Event, ...] = ()
    acknowledged: Mapping[str, str] | None = None  # event id -> owner
    silences: tuple[Silence, ...] = ()


class Gathering(StrEnum):
    """Why several decisions come in one message."""

    STORM = "storm"
    BACKFILL = "backfill"


def compose_digest(
    shift: Shift,
    names: Names,
    *,
    budget: Budget | None = None,
    language: str = "id",
    zone: str = "Asia/Jakarta",
) -> Message:
    """The digest as one message, with an HTML form beside the text for mail; lists are cut to fit and say so."""
    words = words_of(language)
    room = budget or BUDGETS["log"]
    title = _title(shift, words, zone)
    sections = _sections(shift, names, words, language, zone)
    most = max((len(lines) for _, lines in sections), default=0)
    for keep in (*range(min(most, MOST_LINES), 0, -1), 0):
        body = _text(sections, words, keep)
        if room.fits(title, body):
            return Message(title, body, html=_page(title, sections, words))
    return Message(title[: max(0, room.title)] if room.title else "", _plain_line(shift, words))


def compose_list(
    decisions: Sequence[Decision],
    names: Names,
    kind: Gathering,
    *,
    now: datetime,
    budget: Budget | None = None,
    language: str = "id",
) -> Message:
    """Many decisions in one message: counts first, the most severe lines first, as many as fit."""
    words, room = words_of(language), budget or BUDGETS["log"]
    ordered = sorted(decisions, key=lambda d: (-d.mention.severity.rank, d.sighting.at))
    critical = sum(d.mention.severity is Severity.CRITICAL for d in ordered)
    title = words.labels[kind.value].format(n=len(ordered), critical=critical)
    lines = [_held_line(d, names, words, language, now) for d in ordered]
    for keep in range(len(lines), -1, -1):
        body = "\n".join([*lines[:keep], *_rest(len(lines) - keep, words)]) or title
        if room.fits(title, body):
            return Message(title, body, urgent=critical > 0)
    return Message("", title)


# -- sections


Section = tuple[str, list[str]]


def _sections(shift: Shift, names: Names, words: Words, language: str, zone: str) -> list[Section]:
    label = words.labels

    def line(alert: Alert, *, with_state: bool) -> str:
        when = local_time(alert.created_at, words, zone, short=True)
        owner = (shift.acknowledged or {}).get(alert.event.id)
        taken = f" · {label['taken_by'].format(owner=clean(owner)[:40])}" if owner else ""
        sentence = headline(alert, names, words, language)
        state = f" {state_word(alert, words)}" if with_state else ""
        return f"{words.severity[alert.severity]}{state} {alert.id} · {when}: {sentence}{taken}"

    def of(*states: State) -> list[str]:
        return [line(a, with_state=len(states) > 1) for a in _by_weight(shift.alerts) if a.state in states]

    told = {a.event.id for a in shift.alerts}
    held = [_held_line(d, names, words, language, shift.until) for d in shift.held]
    waiting = [_open_line(e, names, words, language, shift) for e in shift.still_open if e.id not in told]
    muted = [_muted_line(s, names, words, language, zone) for s in shift.silences]
    found = [
        (label["digest_new"], of(State.NEW)),
        (label["digest_changed"], of(State.UPDATE, State.CORROBORATED)),
        (label["digest_denied"], of(State.DENIED)),
        (label["digest_amended"], of(State.CORRECTION, State.WITHDRAWN)),
        (label["digest_held"], held),
        (label["digest_open"], waiting),
        (label["digest_muted"], muted),
    ]
    return [*((head, lines) for head, lines in found if lines), _coverage(shift, words, zone)]


def _coverage(shift: Shift, words: Words, zone: str) -> Section:
    label, seen = words.labels, shift.coverage
    lines = [_plain_line(shift, words)]
    for blind in seen.blind:
        since = local_time(blind.since, words, zone, short=True) if blind.since else label["never"]
        lines.append(label["blind"].format(name=clean(blind.name)[:60], why=clean(blind.why)[:120], since=since))
    if seen.partial:
        lines.append(label["partial"].format(n=seen.partial))
    if seen.shadow_rules:
        lines.append(label["shadow"].format(n=seen.shadow_rules))
    if seen.undelivered:
        lines.append(label["undelivered"].format(n=seen.undelivered))
    return label["digest_coverage"], lines


def _plain_line(shift: Shift, words: Words) -> str:
    hours = max(1, round((shift.until - shift.since).total_seconds() / 3600))
    seen = shift.coverage
    return words.labels["coverage"].format(
        hours=hours, ok=seen.feeds_ok, feeds=seen.feeds, articles=seen.articles, alerts=len(shift.alerts)
    )


def _title(shift: Shift, words: Words, zone: str) -> str:
    label, when = words.labels, local_time(shift.until, words, zone, short=True)
    if not shift.alerts and not shift.held:
        return label["digest_nothing"].format(when=when)
    critical = sum(a.severity is Severity.CRITICAL for a in shift.alerts)
    text = label["digest_title"].format(when=when, n=len(shift.alerts) + len(shift.held))
    return f"{text}, {critical} {words.severity[Severity.CRITICAL]}" if critical else text


def _by_weight(alerts: Sequence[Alert]) -> list[Alert]:
    return sorted(alerts, key=lambda a: (-a.severity.rank, a.created_at, a.id))


def _open_line(event: Event, names: Names, words: Words, language: str, shift: Shift) -> str:
    def joined(codes: Sequence[str], between: str) -> str:
        return between.join(names.short_actor(a, language) for a in codes[:4])

    pair = (joined(event.suppliers, "+"), joined(event.recipients, "+"))
    who = " → ".join(side or words.labels["unknown"] for side in pair) if any(pair) else joined(event.parties, "-")
    what = ", ".join(names.weapon(w, language) for w in event.weapons[:3])
    if not what and (event.treaty or event.treaty_class):
        what = names.treaty(event.treaty or event.treaty_class or "", language)
    owner = (shift.acknowledged or {}).get(event.id)
    taken = words.labels["taken_by"].format(owner=clean(owner)[:40]) if owner else words.labels["not_taken"]
    return f"{event.id} {clean(who)}: {clean(what)} ({stage_word(event.stage.value, event.type, words)}) · {taken}"


def _muted_line(silence: Silence, names: Names, words: Words, language: str, zone: str) -> str:
    target = clean(silence.target)[:40]
    if silence.scope is SilenceScope.PAIR:
        sides = (clean(names.short_actor(code.strip(), language)) for code in target.split(">"))
        target = " → ".join(words.labels["anybody"] if side == "*" else side for side in sides)
    scope, until = words.labels[f"muted_{silence.scope.value}"], local_time(silence.until, words, zone, short=True)
    why = f"{clean(silence.owner)[:40]}: {clean(silence.reason)[:80]}"
    return f"{scope} {target}, {words.labels['until']} {until} ({why})"


def _held_line(decision: Decision, names: Names, words: Words, language: str, now: datetime) -> str:
    severity = words.severity[decision.mention.severity]
    if decision.event is None:
        return f"{severity} {clean(decision.sighting.title)[:120]}"
    alert = Alert(decision.event.id, decision.event, 0, decision.state, decision.mention.severity, now, decision, ())
    why = words.labels.get(f"held_{decision.reason}", "")
    return f"{severity} {decision.event.id}: {headline(alert, names, words, language, Style.SHORT)}{why}"


def _rest(count: int, words: Words) -> list[str]:
    return [f"… {words.others.format(n=count)}"] if count > 0 else []


def _text(sections: Sequence[Section], words: Words, keep: int) -> str:
    blocks = []
    for head, lines in sections:
        blocks.append("\n".join([head.upper(), *(f"- {x}" for x in lines[:keep]), *_rest(len(lines) - keep, words)]))
    return "\n\n".join(blocks)


def _page(title: str, sections: Sequence[Section], words: Words) -> str:
    cut = [(head, [*lines[:MOST_LINES], *_rest(len(lines) - MOST_LINES, words)]) for head, lines in sections]
    return list_page(title, cut, words.code)
