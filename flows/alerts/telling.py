"""The parts of a message beside its headline: certainty, changes, support, source, time; one safe line each."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.alerts.event import Alert, Change, StageStep, State
from flows.alerts.hostile import clean, defuse
from flows.alerts.naming import listed
from flows.alerts.novelty import UNKNOWN_DENIER
from flows.alerts.roles import Names, Roles
from flows.alerts.sentences import goes_on, step_so_far
from flows.alerts.wording import Words
from rules import CertaintyDetail, Mention, MentionType, Stage

NOT_YET = frozenset({Stage.SOUGHT, Stage.NEGOTIATING, Stage.PLANNED})
_HYPHEN = re.compile(r"(?<=\w) - (?=\w)")  # tokens of a name put together again
_INSIDE = re.compile(r"(?<=\() +| +(?=\))")
_ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def state_word(alert: Alert, words: Words) -> str:
    """BARU, PERKEMBANGAN, DIPERKUAT, DIBANTAH, KOREKSI or DICABUT."""
    axes = {c.axis for c in alert.decision.changed}
    if alert.state is State.UPDATE and axes == {"certainty"}:
        return words.strengthened
    return words.state[alert.state]


def certainty_word(alert: Alert, roles: Roles, words: Words) -> str:
    """DIAKUI, KLAIM RESMI, ...; with RENCANA in front while it has not happened; a denial beside the claim it meets."""
    word = words.certainty[roles.detail]
    if roles.detail is CertaintyDetail.DENIED:
        claim = alert.event.detail
        return (
            word if claim is CertaintyDetail.DENIED else f"{word} ({words.labels['claim']}: {words.certainty[claim]})"
        )
    return f"{words.planned}, {word}" if roles.stage in NOT_YET else word


def claimant(alert: Alert, names: Names, words: Words, language: str) -> str:
    """Who says so: the text's own words, with the actor in brackets; empty when nobody is named."""
    mention = alert.decision.mention
    if alert.state is State.DENIED and mention.deniers and not set(mention.claimants) <= set(mention.deniers):
        return ""  # who claimed what is denied stands in no line about the denial
    said = _HYPHEN.sub("-", defuse(mention.claimant_words or ""))[:80].strip()
    said = _INSIDE.sub("", said)
    for code in mention.claimants:
        said = said.removesuffix(f" ({names.short_actor(code, language)})")
    said = _without_state(said, [names.actor(c, language) for c in mention.claimants])
    unsaid = [c for c in mention.claimants if not _is_named(c, said, names, language)]
    actors = listed(unsaid, lambda c: names.short_actor(c, language), words, 2)
    if said.casefold() in {names.actor(c, language).casefold() for c in mention.claimants}:
        return said[:1].upper() + said[1:]
    if said and actors:
        return f"{said} ({actors})"
    return said or actors


def _without_state(said: str, states: list[str]) -> str:
    """`Boris Pistorius` for `Jerman Boris Pistorius`: the state stands behind in brackets."""
    for state in states:
        rest = said.removeprefix(f"{state} ")
        if rest != said and rest[:1].isupper():
            return rest
    return said


def _is_named(code: str, said: str, names: Names, language: str) -> bool:
    return any(
        n.casefold() in said.casefold() for n in (names.actor(code, language), names.short_actor(code, language))
    )


def stage_word(stage: str, kind: MentionType, words: Words) -> str:
    """`dikirim` for delivered; the code itself for a stage that we do not know."""
    try:
        known = Stage(stage)
    except ValueError:
        return clean(stage)
    return words.staged(known, kind)


def step_note(mention: Mention, words: Words) -> str:
    """` (baru ancaman)` behind the word for a stage that has not come all the way."""
    step = step_so_far(mention)
    return f" ({words.labels[f'act_{step}']})" if step else ""


def changes(alert: Alert, names: Names, words: Words, language: str) -> str:
    """What moved since the last message: `tahap dirundingkan → dikirim; senjata + drone`."""
    if alert.state is State.WITHDRAWN:
        return words.labels["gone" if alert.decision.reason == "gone" else "withdrawn"]
    said_above = {"denied"} if alert.state is State.DENIED else set()
    told = [_change(c, alert, names, words, language) for c in alert.decision.changed if c.axis not in said_above]
    return "; ".join(dict.fromkeys(t for t in told if t))


def first_change(alert: Alert, names: Names, words: Words, language: str) -> str:
    """The first change alone and without its days, for short forms: `dulu: diteken`, `senjata + drone`."""
    if alert.state is State.WITHDRAWN:
        return changes(alert, names, words, language)
    if alert.state is State.NEW and alert.event.follows:
        return f"{words.labels['follows_short']} {alert.event.follows}"
    if alert.state in (State.DENIED, State.NEW) or not alert.decision.changed:
        return ""
    first = alert.decision.changed[0]
    if first.axis == "certainty":
        return f"{words.labels['before']}: {_certainty(first.before, words)}"
    if first.axis == "stage":
        return f"{words.labels['before']}: {stage_word(first.before, alert.event.type, words)}"
    return _change(first, alert, names, words, language)


def support(alert: Alert, names: Names, words: Words) -> str:
    """`3 media, 1 sumber asal (Reuters)`: of what this message says, then of the whole event when that is more."""
    event = alert.event
    label = words.labels
    if alert.state is State.WITHDRAWN:
        return ""  # nobody says it any more
    step = _current_step(alert)
    outlets, origins = (step.outlets, step.origins) if step else (event.outlets, event.origins)
    if alert.state is State.DENIED:
        outlets = tuple(sorted({o for s in event.steps for o in s.outlets}))
        origins = tuple(sorted({o for s in event.steps for o in s.origins}))
        if not outlets:
            return ""
        return f"{label['support_claim']}: {_counts(outlets, origins, names, words)}"
    text = f"{label['support']}: {_counts(outlets, origins, names, words)}"
    if len(event.outlets) > len(outlets):
        text += f" ({label['whole_event']}: {_counts(event.outlets, event.origins, names, words)})"
    return text


def source(alert: Alert, words: Words, zone: str) -> str:
    """Outlet and time: `ANTARA, Sel 3 Sep 2024 10.00 WIB`; says so when the article names no date."""
    sighting = alert.decision.sighting
    outlet = defuse(sighting.outlet_name)[:60] or clean(sighting.outlet)[:60]
    when = local_time(sighting.at, words, zone)
    if sighting.dated:
        return f"{outlet}, {when}"
    return f"{outlet}, {words.labels['read_at']} {when} ({words.labels['undated']})"


def local_time(at: datetime, words: Words, zone: str, *, short: bool = False) -> str:
    """`Sel 3 Sep 2024 10.00 WIB`, or `3/9 10.00 WIB` when short."""
    local = at.astimezone(ZoneInfo(zone))
    clock = words.clock.format(h=local.hour, m=local.minute)
    name = _ZONE_NAMES.get(zone) or local.strftime("%Z")
    if short:
        return f"{local.day}/{local.month} {clock} {name}"
    return f"{words.days[local.weekday()]} {local_day(local.date(), words)} {clock} {name}"


def local_day(day: date, words: Words) -> str:
    """`3 Sep 2024`."""
    return f"{day.day} {words.months[day.month - 1]} {day.year}"


def age(delay: timedelta, words: Words) -> str:
    """`43 mnt`, `3 jam 5 mnt`."""
    minutes = max(0, int(delay.total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    parts = [words.labels["hours"].format(n=hours)] if hours else []
    if rest or not hours:
        parts.append(words.labels["minutes"].format(n=rest))
    return " ".join(parts)


def named(codes: tuple[str, ...], names: Names, words: Words, language: str) -> str:
    """Actors by their full names, `pihak yang tidak disebut` for the unknown denier."""
    return (
        listed([c for c in codes if c != UNKNOWN_DENIER], lambda c: names.actor(c, language), words) or words.somebody
    )


def _change(change: Change, alert: Alert, names: Names, words: Words, language: str) -> str:
    axis = words.axis.get(change.axis, clean(change.axis))
    kind = alert.event.type
    match change.axis:
        case "stage":
            before = _with_day(change.before, alert, words, kind)
            again = goes_on(alert) and alert.decision.mention.stage not in NOT_YET
            after = words.labels["resumed"] if again else stage_word(change.after, kind, words)
            return f"{axis} {before} → {after}{step_note(alert.decision.mention, words)}{_told_day(alert, words)}"
        case "ratified":
            before, after = (local_day(date.fromisoformat(day), words) for day in (change.before, change.after))
            return f"{axis} {after} ({words.labels['before']}: {before})"
        case "act":
            return f"{axis}: {words.labels.get(f'act_{change.after}', clean(change.after))}"
        case "certainty":
            return f"{axis} {_certainty(change.before, words)} → {_certainty(change.after, words)}"
        case "weapon":
            return f"{axis} + {_each(change.after, lambda c: names.weapon(c, language), words)}"
        case "party":
            return f"{axis} + {_each(change.after, lambda c: names.actor(c, language), words)}"
        case "denied":
            return f"{axis}: {named(tuple(change.after.split(',')), names, words, language)}"
        case "supplier" | "recipient" | "parties" | "weapons":
            name = names.weapon if change.axis == "weapons" else names.actor
            axis = words.axis.get(change.axis.removesuffix("s"), axis)
            before, after = (_each(v, lambda c: name(c, language), words) for v in (change.before, change.after))
            return f"{axis} {before or '?'} → {after or '?'}"
    return f"{axis} {defuse(change.before)[:40] or '?'} → {defuse(change.after)[:40] or '?'}"


def _each(codes: str, name: object, words: Words) -> str:
    return listed([c for c in codes.split(",") if c], name, words)  # type: ignore[arg-type]


def _certainty(detail: str, words: Words) -> str:
    return next((word for known, word in words.certainty.items() if known.value == detail), clean(detail))


def _with_day(stage: str, alert: Alert, words: Words, kind: MentionType) -> str:
    """The earlier stage with the day on which it was reached, where the history knows it."""
    steps = [s for s in alert.event.steps if s.stage.value == stage]
    word = stage_word(stage, kind, words)
    if not steps:
        return word
    day = date.fromisoformat(steps[-1].when) if steps[-1].when else steps[-1].at.date()
    return f"{word} ({local_day(day, words)})"


def _told_day(alert: Alert, words: Words) -> str:
    when = alert.decision.mention.when
    return f" ({local_day(when, words)})" if when else ""


def _current_step(alert: Alert) -> StageStep | None:
    """The step that this message is about: the last one of its stage."""
    stage = alert.decision.mention.stage
    return next((s for s in reversed(alert.event.steps) if s.stage is stage), None)


def _counts(outlets: tuple[str, ...], origins: tuple[str, ...], names: Names, words: Words) -> str:
    label = words.labels
    text = f"{label['media'].format(n=len(outlets))}, {label['origins'].format(n=len(origins))}"
    if len(origins) == 1 and origins[0] not in outlets:
        text += f" ({defuse(names.outlet(origins[0]))[:40]})"
    return text
