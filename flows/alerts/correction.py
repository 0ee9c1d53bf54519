"""What follows when an article that was told is edited or vanishes: a correction, a withdrawal, or nothing; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from flows.alerts.articles import decide_article
from flows.alerts.counts import clearly_other
from flows.alerts.event import Change, Decision, Event, EventStatus, Sighting, Silence, State
from flows.alerts.likeness import fitting_events
from flows.alerts.novelty import deniers_of, is_denial
from flows.alerts.stages import Lineage, plain_lineage, rank, related
from rules import Mention, MentionType, RuleStatus


def correct(
    old: Sequence[Mention],
    new: Sequence[Mention],
    sighting: Sighting,
    events: Sequence[Event],
    *,
    now: datetime,
    new_id: Callable[[str], str],
    silences: Sequence[Silence] = (),
    lineage: Lineage = plain_lineage,
) -> tuple[Decision, ...]:
    """Decisions about an edited article: `old` is what it said, `new` what it says, `events` what it had led to.

    A role, weapon or count that was replaced, a stage taken back or a claim turned into a denial is a CORRECTION. What
    is said no more, and by nobody else, is WITHDRAWN. What is said in addition is decided like any other news. Only
    an event that somebody was told of alerts.
    """
    made: list[Decision] = []
    rest = list(new)
    for told in _heard(old):
        event = _event_of(told, sighting, events, lineage)
        now_says = _counterpart(told, rest)
        if now_says is not None:
            rest.remove(now_says)
        if event is None:
            if now_says is not None:
                rest.append(now_says)
            continue
        if now_says is None:
            made.append(_withdrawn(told, sighting, event, "retracted"))
        elif changes := _replaced(told, now_says, lineage):
            made.append(_corrected(now_says, sighting, event, changes))
        elif now_says != told:
            rest.append(now_says)  # something was added: news like any other
    known = {e.id: e for e in events} | {d.event.id: d.event for d in made if d.event}
    added = decide_article(
        rest, sighting, tuple(known.values()), now=now, new_id=new_id, silences=silences, lineage=lineage
    )
    return (*made, *added)


def withdraw(
    old: Sequence[Mention], sighting: Sighting, events: Sequence[Event], *, lineage: Lineage = plain_lineage
) -> tuple[Decision, ...]:
    """Decisions about an article that is gone from its publisher's site."""
    found = ((told, _event_of(told, sighting, events, lineage)) for told in _heard(old))
    return tuple(_withdrawn(told, sighting, event, "gone") for told, event in found if event is not None)


def _heard(mentions: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if not m.background and m.status is RuleStatus.STABLE]


def _event_of(told: Mention, sighting: Sighting, events: Sequence[Event], lineage: Lineage) -> Event | None:
    fits = fitting_events(told, sighting, events, lineage)
    own = [f for f in fits if any(s.article_id == sighting.article_id for s in f.event.steps)]
    return (own or list(fits))[0].event if fits else None


def _counterpart(told: Mention, new: Sequence[Mention]) -> Mention | None:
    """The new mention that says the same thing, or the same thing otherwise; swapped roles are the same thing."""
    same_type = [m for m in new if m.type is told.type and not m.background]
    scored = [(_likeness(told, m), -i, m) for i, m in enumerate(same_type)]
    best = max(scored, key=lambda s: s[:2], default=None)
    return best[2] if best and best[0] >= 2 else None


def _likeness(a: Mention, b: Mention) -> int:
    actors_a = {*a.suppliers, *a.recipients, *a.parties}
    actors_b = {*b.suppliers, *b.recipients, *b.parties}
    same_treaty = a.type is MentionType.TREATY and (a.treaty, a.treaty_class) == (b.treaty, b.treaty_class)
    weapons = bool(set(a.weapons) & set(b.weapons)) or same_treaty
    return 2 * len(actors_a & actors_b) + 2 * weapons + (a.stage is b.stage) + (a.rule == b.rule)


def _replaced(told: Mention, says: Mention, lineage: Lineage) -> tuple[Change, ...]:
    """What the edit took back; what it only added or made finer is left to `decide`."""
    changes = []
    for axis, before, after in (
        ("supplier", told.suppliers, says.suppliers),
        ("recipient", told.recipients, says.recipients),
        ("parties", told.parties, says.parties),
    ):
        if set(before) - set(after):
            changes.append(Change(axis, ",".join(before), ",".join(after)))
    if told.weapons and not related(told.weapons, says.weapons, lineage):
        changes.append(Change("weapons", ",".join(told.weapons), ",".join(says.weapons)))
    if is_denial(says) and not is_denial(told):
        changes.append(Change("certainty", told.detail.value, says.detail.value))
    elif rank(told.type, says.stage) < rank(told.type, told.stage):
        changes.append(Change("stage", told.stage.value, says.stage.value))
    if told.quantity and says.quantity and clearly_other(says.quantity, told.quantity):
        changes.append(Change("quantity", told.quantity.words, says.quantity.words))
    return tuple(changes)


def _corrected(says: Mention, sighting: Sighting, event: Event, changes: tuple[Change, ...]) -> Decision:
    """The event follows the edit when it rests on this origin alone; else it stays, and the message tells."""
    if _is_sole(event, sighting):
        denied = is_denial(says)
        event = replace(
            event,
            suppliers=says.suppliers,
            recipients=says.recipients,
            parties=says.parties,
            weapons=says.weapons,
            systems=says.systems,
            quantity=says.quantity,
            stage=event.stage if denied else says.stage,
            certainty=says.certainty,
            detail=says.detail,
            when=says.when.isoformat() if says.when else None,
            place=says.place,
            deniers=tuple(sorted({*event.deniers, *deniers_of(says)})) if denied else event.deniers,
            steps=tuple(
                replace(s, stage=s.stage if denied else says.stage, weapons=says.weapons)
                if s.article_id == sighting.article_id
                else s
                for s in event.steps
            ),
        )
    return _told_again(Decision(State.CORRECTION, "edited", True, says, sighting, event, changes))


def _withdrawn(told: Mention, sighting: Sighting, event: Event, reason: str) -> Decision:
    if not _is_sole(event, sighting):
        return Decision(State.NONE, f"{reason}-others-remain", False, told, sighting, event)
    closed = replace(event, status=EventStatus.CLOSED)
    return _told_again(Decision(State.WITHDRAWN, reason, True, told, sighting, closed))


def _told_again(decision: Decision) -> Decision:
    """Alerts only those who were told; an event that nobody heard of is set right in silence."""
    assert decision.event is not None
    if decision.event.alerts == 0:
        return replace(decision, alert=False, reason=f"{decision.reason}-untold")
    return replace(decision, event=replace(decision.event, alerts=decision.event.alerts + 1))


def _is_sole(event: Event, sighting: Sighting) -> bool:
    return set(event.origins) <= {sighting.origin}
