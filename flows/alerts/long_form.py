"""The long form, for chat, mail and the inbox: the news, what is known of it, the proof."""

from __future__ import annotations

from datetime import timedelta

from flows.alerts.event import State
from flows.alerts.headline import headline
from flows.alerts.hostile import clean, defuse, safe_url
from flows.alerts.naming import count_words, listed
from flows.alerts.occasion import STYLES, Occasion, first_fitting, show, start
from flows.alerts.quoting import best_evidence, shorten
from flows.alerts.sheet import Sheet
from flows.alerts.stages import UNSPECIFIC
from flows.alerts.telling import (
    age,
    certainty_word,
    changes,
    claimant,
    local_day,
    local_time,
    named,
    source,
    stage_word,
    step_note,
    support,
)
from rules import CertaintyDetail, MentionType, Stage


def long_form(t: Occasion) -> tuple[str, str]:
    """Title and body; what must be there is there, the rest while it fits."""
    title = _subject(t) or f"{start(t, ' · ')} · {t.alert.id}"
    for style in STYLES:
        sheet = Sheet(t.budget, title)
        sheet.must("headline", headline(t.alert, t.names, t.words, t.language, style))
        sheet.must("certainty", f"{t.words.labels['certainty']}: {certainty_word(t.alert, t.roles, t.words)}")
        if t.repeat:
            sheet.must("notice", t.words.labels["repeat"])
        if sheet.fits():
            return title, _fill(sheet, t)
    return title, sheet.text()


def _subject(t: Occasion) -> str:
    """For mail, whose list shows nothing but the subject: the news itself, then the id; empty for other channels."""
    if t.budget.channel != "mailto":
        return ""
    _, text = first_fitting(t, f"{start(t, ' ')}: ", lambda text: len(text) + len(t.alert.id) + 3 <= t.budget.title)
    return f"{text} [{t.alert.id}]"


def _fill(sheet: Sheet, t: Occasion) -> str:
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
    quote = show(t, best_evidence(t.alert.decision.mention.evidence, detail=t.roles.detail, names=_names_told(t)))
    if quote:
        sheet.add("quote", shorten(quote, lambda q: sheet.would_fit("quote", f"“{q}”")), wrap="“{}”")
    for slot, text in _secondary(t):
        sheet.add(slot, text)
    return sheet.text()


def _secondary(t: Occasion) -> list[tuple[str, str]]:
    label, event, mention = t.words.labels, t.alert.event, t.alert.decision.mention
    found: list[tuple[str, str]] = []
    if event.deniers and not _is_denial(t):
        found.append(("denied", f"{label['denied_by']}: {named(event.deniers, t.names, t.words, t.language)}"))
    if event.follows:
        goods = event.type in (MentionType.WEAPONS_TRANSFER, MentionType.WEAPONS_USE)
        found.append(("follows", f"{label['follows' if goods else 'follows_other']} {event.follows}"))
    found.append(("roles", _role_line(t)))
    what = _weapon_line(t)
    if what:
        found.append(("weapon", what))
    if _says_stage(t):
        day = f" ({local_day(mention.when, t.words)})" if mention.when else ""
        name = label["stage_denied" if _is_denial(t) else "stage"]
        step = step_note(mention, t.words)
        found.append(("stage", f"{name}: {stage_word(t.roles.stage.value, event.type, t.words)}{step}{day}"))
    if mention.place:
        found.append(("place", f"{label['place']}: {defuse(mention.place)[:60]}"))
    why = f"{label['why']}: {clean(mention.rule)[:60]} r{mention.revision} · {label['ack']}: pantau ack {event.id}"
    found.append(("why", why))
    if t.alert.previous_id:
        news = t.alert.previous_at and label["news_of"].format(at=local_time(t.alert.previous_at, t.words, t.zone))
        when = f" ({news})" if news else ""
        found.append(("previous", f"{label['previous']}: {t.alert.previous_id}{when}"))
    return found


def _is_denial(t: Occasion) -> bool:
    return t.roles.detail is CertaintyDetail.DENIED


def _says_stage(t: Occasion) -> bool:
    """Not where the line of changes says it already, nor where nothing but a denial is known."""
    if t.alert.event.type is MentionType.TOPIC or t.roles.stage is Stage.DENIED or t.alert.state is State.WITHDRAWN:
        return False
    if _is_denial(t):
        return bool(t.alert.event.steps)
    moved = {c.axis for c in t.alert.decision.changed} if t.alert.state is not State.NEW else set()
    return not moved & {"stage", "ratified", "act"}


def _role_line(t: Occasion) -> str:
    label, unknown = t.words.labels, t.words.labels["unknown"]

    def who(codes: tuple[str, ...]) -> str:
        return listed(codes, lambda c: t.names.actor(c, t.language), t.words, 6)

    nobody = not t.roles.suppliers and not t.roles.recipients
    if nobody or t.alert.event.type in (MentionType.TREATY, MentionType.TOPIC):
        return f"{label['parties']}: {who(t.roles.parties)}" if t.roles.parties else ""
    supplier, recipient = who(t.roles.suppliers) or unknown, who(t.roles.recipients) or unknown
    giver = label["sender" if t.alert.event.type is MentionType.TROOP_DEPLOYMENT else "supplier"]
    return f"{giver}: {supplier} → {label['recipient']}: {recipient}"


def _weapon_line(t: Occasion) -> str:
    mention = t.alert.decision.mention
    if t.alert.event.type is MentionType.TREATY:
        if not t.roles.treaty:
            return ""
        return f"{t.words.labels['treaty']}: {defuse(t.names.treaty(t.roles.treaty, t.language))[:80]}"
    named = [w for w in t.roles.weapons if w != UNSPECIFIC]
    weapons = listed(named, lambda w: t.names.weapon(w, t.language), t.words, 6)
    count = count_words(mention.quantity)[:40] if mention.quantity else ""
    systems = [defuse(s)[:40] for s in mention.systems[:4]]
    if not weapons and not systems:
        return f"{t.words.labels['amount']}: {count}" if count else ""
    more = [count, *systems] if count else systems
    details = f" ({'; '.join(more)})" if more else ""
    return f"{t.words.labels['weapon']}: {weapons or t.words.weapons}{details}"


def _names_told(t: Occasion) -> tuple[str, ...]:
    """What the sides are called, so that the quote is the passage that speaks of them."""
    actors = (*t.roles.suppliers, *t.roles.recipients, *t.roles.parties)
    return tuple(name for a in actors for name in (t.names.actor(a), t.names.short_actor(a)))
