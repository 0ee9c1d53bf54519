"""What a mention adds to an event that it fits: the changes, what they are worth, the event as it stands afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from flows.alerts.event import Change, Event, Sighting, StageStep
from flows.alerts.further import further_because, other_count, says_again, says_resumed
from flows.alerts.likeness import Fit
from flows.alerts.stages import (
    DONE,
    HALTS,
    Lineage,
    added_classes,
    is_unspecific,
    merged_classes,
    rank,
    related,
    steps_about,
    strength,
)
from rules import Certainty, CertaintyDetail, Mention, MentionType, Quantity, Severity, Stage

# The same claim is told buyer-first ("membeli") and seller-first ("memasok") on one day; that is no progress.
RETOLD_WITHIN = timedelta(hours=24)
BACKED_AFTER = timedelta(hours=20)
HALT_RETOLD_WITHIN = timedelta(days=3)  # ditangguhkan, ditolak, dibatalkan: one decision in three outlets' words
ROLE_GAIN_IS_DETAIL = timedelta(hours=24)
MOST_COUNTS = 12  # counts remembered of one event
UNKNOWN_DENIER = "?"
_RETOLD = frozenset(
    {(Stage.AGREED, Stage.SIGNED), (Stage.AGREED, Stage.DELIVERED), (Stage.PLANNED, Stage.AGREED)},
)


@dataclass(frozen=True, slots=True)
class Novelty:
    """What is new. `reason` names it, or names why there is nothing; `worth_telling` decides about a message.

    `seconded` says that an independent origin tells for the first time what was known.
    `another` says that the mention cannot belong to this event: it is a further shipment, for the reason given.
    """

    event: Event
    reason: str
    worth_telling: bool = False
    changes: tuple[Change, ...] = ()
    is_denial: bool = False
    another: bool = False
    seconded: bool = False


def is_denial(mention: Mention) -> bool:
    """True when the text denies the development itself."""
    return mention.certainty is Certainty.DENIED or mention.stage is Stage.DENIED


def weigh(mention: Mention, sighting: Sighting, fit: Fit, lineage: Lineage) -> Novelty:
    """What the mention adds to the event of this fit."""
    if is_denial(mention):
        return _denial(mention, sighting, fit.event, lineage)
    stage = _stage_news(mention, sighting, fit, lineage)
    if stage.another:
        return Novelty(fit.event, stage.reason, another=True)
    found = [
        *stage.changes,
        *_weapon_news(mention, fit.event, lineage),
        *_party_news(mention, sighting, fit.event),
        *_claim_news(mention, sighting, fit.event),
        *_denier_news(mention, fit.event),
        *_quantity_news(mention, sighting, fit.event, lineage),
    ]
    event = grown(fit.event, mention, sighting, lineage)
    event = _with_step(event, fit.event, mention, sighting, stage, lineage)
    if not found:
        seconded = stage.reason in ("repeat", "retold") and _is_seconded(mention, sighting, fit.event, lineage)
        return Novelty(event, stage.reason, seconded=seconded)
    reason = found[0].axis
    if stage.changes and stage.reason != "stage":
        reason = stage.reason
    return Novelty(
        replace(event, updated_at=max(event.updated_at, sighting.at)), reason, True, tuple(found), reason == "denied"
    )


def grown(event: Event, mention: Mention, sighting: Sighting, lineage: Lineage) -> Event:
    """The event with what the mention adds beside a stage: roles, sources and counts."""
    stronger = strength(mention.detail) > strength(event.detail)
    return replace(
        event,
        certainty=mention.certainty if stronger or event.certainty is Certainty.DENIED else event.certainty,
        detail=mention.detail if stronger else event.detail,
        severity=max(event.severity, mention.severity, key=lambda s: s.rank),
        last_seen_at=max(event.last_seen_at, sighting.at),
        suppliers=_union(event.suppliers, mention.suppliers),
        recipients=_union(event.recipients, mention.recipients),
        parties=_union(event.parties, mention.parties),
        weapons=merged_classes(event.weapons, mention.weapons, lineage),
        systems=_union(event.systems, mention.systems),
        quantity=event.quantity or mention.quantity,
        quantities=_counted(event, mention),
        treaty=event.treaty or mention.treaty,
        treaty_class=event.treaty_class or mention.treaty_class,
        when=event.when or (mention.when.isoformat() if mention.when else None),
        place=event.place or mention.place,
        deniers=_union(event.deniers, mention.deniers),
        outlets=_union(event.outlets, (sighting.outlet,)),
        origins=_union(event.origins, (sighting.origin,)),
        articles=event.articles + 1,
        steps=tuple(
            _seconded(s, sighting) if s.stage is mention.stage and related(s.weapons, mention.weapons, lineage) else s
            for s in event.steps
        ),
    )


def step_of(mention: Mention, sighting: Sighting) -> StageStep:
    """The step that this mention adds to an event's history."""
    return StageStep(
        stage=mention.stage,
        certainty=mention.certainty,
        at=sighting.at,
        article_id=sighting.article_id,
        weapons=mention.weapons,
        outlets=(sighting.outlet,),
        origins=(sighting.origin,),
        when=mention.when.isoformat() if mention.when else None,
    )


def deniers_of(mention: Mention) -> tuple[str, ...]:
    """Who denies; the claimant when the text names no denier, `?` when it names nobody."""
    return mention.deniers or mention.claimants or (UNKNOWN_DENIER,)


def _with_step(
    event: Event, before: Event, mention: Mention, sighting: Sighting, stage: _StageNews, lineage: Lineage
) -> Event:
    """The event with the stage in its history; a weapon class that is new always brings its own step."""
    step = step_of(mention, sighting)
    if stage.counts:
        return replace(event, steps=(*event.steps, step), stage=mention.stage if stage.current else event.stage)
    if added := added_classes(before.weapons, mention.weapons, lineage):
        return replace(event, steps=(*event.steps, replace(step, weapons=added)))
    return event


# -- one axis each


@dataclass(frozen=True, slots=True)
class _StageNews:
    reason: str
    changes: tuple[Change, ...] = ()
    counts: bool = False  # the step enters the history
    current: bool = True  # and the event stands there now
    another: bool = False


def _stage_news(mention: Mention, sighting: Sighting, fit: Fit, lineage: Lineage) -> _StageNews:
    event = fit.event
    steps = steps_about(event, mention.weapons, lineage) if fit.same_weapon else ()
    if not steps:
        # New weapons, or an event known from its denial alone: their first stage comes with them.
        told_apart = event.steps and not added_classes(event.weapons, mention.weapons, lineage)
        change = Change("stage", event.stage.value, mention.stage.value)
        return _StageNews("stage", (change,) if told_apart else (), counts=True)
    if mention.stage in HALTS:
        return _halt_news(mention, sighting, event, steps)
    told = rank(event.type, mention.stage)
    reached = max(rank(event.type, s.stage) for s in steps)
    change = Change("stage", event.stage.value, mention.stage.value)
    halted = event.stage in HALTS
    if told > reached:
        if _is_out_of_order(event, sighting, steps):
            return _StageNews("out-of-order", counts=True, current=False)
        if halted and mention.stage is Stage.SOUGHT:
            return _StageNews("earlier-stage")  # asking again for what was refused changes nothing yet
        if not halted and _is_retold(mention, sighting, steps):
            return _StageNews("retold")
        return _StageNews("resumed" if halted else "stage", (change,), counts=True)
    if halted:
        halt = [s for s in steps if s.stage in HALTS] or list(steps)
        if says_resumed(mention) or further_because(mention, event, sighting, halt, lower=True):
            return _StageNews("resumed", (change,), counts=True)
        return _StageNews("repeat" if told == reached else "earlier-stage")
    top = [s for s in steps if rank(event.type, s.stage) >= told]
    lower = told < reached
    may_start_again = not lower or any(s.stage in DONE for s in steps)
    if may_start_again and (why := further_because(mention, event, sighting, top, lower=lower)):
        return _StageNews(f"further-{why}", another=True)
    return _StageNews("earlier-stage" if lower else "repeat")


def _halt_news(mention: Mention, sighting: Sighting, event: Event, steps: tuple[StageStep, ...]) -> _StageNews:
    if event.stage is mention.stage:
        return _StageNews("repeat")
    change = Change("stage", event.stage.value, mention.stage.value)
    known = [s for s in steps if s.stage is mention.stage]
    if known:  # halted before and resumed since: only a new halt is news
        fresh = further_because(mention, event, sighting, [*known, steps[-1]], lower=True)
        return _StageNews("stage", (change,), counts=True) if fresh else _StageNews("earlier-stage")
    if _is_out_of_order(event, sighting, steps):
        return _StageNews("out-of-order", counts=True, current=False)
    if event.stage in HALTS and abs(sighting.at - steps[-1].at) <= HALT_RETOLD_WITHIN:
        return _StageNews("retold")
    return _StageNews("stage", (change,), counts=True)


def _is_out_of_order(event: Event, sighting: Sighting, steps: tuple[StageStep, ...]) -> bool:
    """An older article read late: what it says was overtaken by a halt or a resumption that is known already."""
    later = [s for s in steps if s.at > sighting.at]
    return sighting.dated and any(s.stage in HALTS for s in later) and event.updated_at > sighting.at


def _is_retold(mention: Mention, sighting: Sighting, steps: tuple[StageStep, ...]) -> bool:
    """The same source or claimant tells the same thing with another verb within a day."""
    last = steps[-1]
    if (last.stage, mention.stage) not in _RETOLD or abs(sighting.at - last.at) > RETOLD_WITHIN:
        return False
    if mention.when is not None and last.when is not None and mention.when.isoformat() != last.when:
        return False
    same_source = sighting.origin in last.origins and (sighting.outlet not in last.outlets or bool(sighting.copy_of))
    both_claimed = mention.certainty is Certainty.ALLEGED and last.certainty is Certainty.ALLEGED
    return same_source or both_claimed


def _weapon_news(mention: Mention, event: Event, lineage: Lineage) -> list[Change]:
    added = added_classes(event.weapons, mention.weapons, lineage)
    if added:
        return [Change("weapon", ",".join(event.weapons), ",".join(added))]
    finer = is_unspecific(event.weapons) and not is_unspecific(mention.weapons)
    if finer and mention.severity is Severity.CRITICAL and event.severity is not Severity.CRITICAL:
        return [Change("weapon", ",".join(event.weapons), ",".join(mention.weapons))]
    return []


def _party_news(mention: Mention, sighting: Sighting, event: Event) -> list[Change]:
    """An actor beside those known, or a role known only now; within the first day the latter is the same story."""
    found = []
    for told, known in (
        (mention.suppliers, event.suppliers),
        (mention.recipients, event.recipients),
        (mention.parties, event.parties),
    ):
        added = sorted(set(told) - set(known))
        if not added:
            continue
        gained = not known or (event.type is MentionType.TREATY and len(known) < 2)
        if gained and sighting.at - event.opened_at < ROLE_GAIN_IS_DETAIL:
            continue
        found.append(Change("party", ",".join(known), ",".join(added)))
    return found


def _claim_news(mention: Mention, sighting: Sighting, event: Event) -> list[Change]:
    """A certainty that rises far enough: a party admits what was alleged, an official backs a rumour.

    An outlet that drops the attribution ("Rusia membeli roket") asserts nothing new, so `media` never counts as a rise;
    nor does a party that speaks of what nobody doubted. A rumour and its official are one story on the first day,
    told with the hedge here and with the name there.
    """
    change = Change("certainty", event.detail.value, mention.detail.value)
    if event.certainty is Certainty.DENIED:
        return [change]
    if event.certainty is not Certainty.ALLEGED:
        return []
    if mention.detail is CertaintyDetail.ADMITTED:
        return [change]
    weak = strength(event.detail) <= strength(CertaintyDetail.SUSPICION)
    asserted = mention.certainty is Certainty.ASSERTED
    backed = mention.detail is CertaintyDetail.OFFICIAL_CLAIM and (weak or asserted)
    fresh = sighting.at - event.opened_at >= BACKED_AFTER and sighting.copy_of is None
    return [change] if backed and (fresh or asserted) else []


def _denier_news(mention: Mention, event: Event) -> list[Change]:
    added = sorted(set(mention.deniers) - set(event.deniers))
    return [Change("denied", ",".join(event.deniers), ",".join(added))] if added else []


def _quantity_news(mention: Mention, sighting: Sighting, event: Event, lineage: Lineage) -> list[Change]:
    """Another count of the same shipment; of a further one when the text says so."""
    told, known = mention.quantity, event.quantity
    if told is None or known is None or not other_count(told, event) or sighting.copy_of is not None:
        return []
    if added_classes(event.weapons, mention.weapons, lineage):
        return []  # the count is of other weapons
    axis = "tranche" if says_again(mention) else "quantity"
    return [Change(axis, known.words, told.words)]


def _denial(mention: Mention, sighting: Sighting, event: Event, lineage: Lineage) -> Novelty:
    """A denial is told once per denier; an unnamed denier is told only when nobody has denied yet."""
    deniers = deniers_of(mention)
    fresh = sorted(set(deniers) - set(event.deniers))
    if fresh == [UNKNOWN_DENIER] and event.deniers:
        fresh = []
    after = replace(
        event,
        deniers=_union(event.deniers, deniers),
        last_seen_at=max(event.last_seen_at, sighting.at),
        outlets=_union(event.outlets, (sighting.outlet,)),
        origins=_union(event.origins, (sighting.origin,)),
        suppliers=event.suppliers or mention.suppliers,
        recipients=event.recipients or mention.recipients,
        weapons=merged_classes(event.weapons, mention.weapons, lineage)
        if related(event.weapons, mention.weapons, lineage)
        else event.weapons,
        articles=event.articles + 1,
    )
    if not fresh:
        return Novelty(after, "repeat")
    change = Change("denied", ",".join(event.deniers), ",".join(fresh))
    return Novelty(
        replace(after, updated_at=max(after.updated_at, sighting.at)), "denied", True, (change,), is_denial=True
    )


def _is_seconded(mention: Mention, sighting: Sighting, event: Event, lineage: Lineage) -> bool:
    """An origin of its own that has not told this stage of the event yet."""
    told = [s for s in event.steps if s.stage is mention.stage and related(s.weapons, mention.weapons, lineage)]
    known = {o for s in told for o in s.origins} if told else set(event.origins)
    return sighting.copy_of is None and sighting.origin not in known


def _seconded(step: StageStep, sighting: Sighting) -> StageStep:
    return replace(
        step,
        outlets=_union(step.outlets, (sighting.outlet,)),
        origins=_union(step.origins, (sighting.origin,)),
    )


def _counted(event: Event, mention: Mention) -> tuple[Quantity, ...]:
    if mention.quantity is None or mention.quantity in event.quantities or len(event.quantities) >= MOST_COUNTS:
        return event.quantities
    return (*event.quantities, mention.quantity)


def _union(known: tuple[str, ...], told: tuple[str, ...]) -> tuple[str, ...]:
    return known if set(told) <= set(known) else tuple(sorted({*known, *told}))
