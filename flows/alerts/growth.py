"""An event as it stands after one more article: roles, sources, counts and steps added, nothing taken away."""

from __future__ import annotations

from dataclasses import replace

from flows.alerts.event import Event, Sighting, StageStep
from flows.alerts.signs import Sign, act_of, says
from flows.alerts.stage_news import StageNews
from flows.alerts.stages import HALTS, Lineage, added_classes, merged_classes, related, strength
from rules import Certainty, Mention, Quantity

MOST_COUNTS = 12  # counts remembered of one event


def grown(event: Event, mention: Mention, sighting: Sighting, lineage: Lineage) -> Event:
    """The event with what the mention adds beside a stage: roles, sources and counts."""
    stronger = strength(mention.detail) > strength(event.detail)
    return replace(
        event,
        certainty=mention.certainty if stronger or event.certainty is Certainty.DENIED else event.certainty,
        detail=mention.detail if stronger else event.detail,
        severity=max(event.severity, mention.severity, key=lambda s: s.rank),
        last_seen_at=max(event.last_seen_at, sighting.at),
        suppliers=union(event.suppliers, mention.suppliers),
        recipients=union(event.recipients, mention.recipients),
        parties=union(event.parties, mention.parties),
        weapons=merged_classes(event.weapons, mention.weapons, lineage),
        systems=union(event.systems, mention.systems),
        quantity=event.quantity or mention.quantity,
        quantities=_counted(event, mention),
        treaty=event.treaty or mention.treaty,
        treaty_class=event.treaty_class or mention.treaty_class,
        when=event.when or (mention.when.isoformat() if mention.when else None),
        place=event.place or mention.place,
        deniers=union(event.deniers, mention.deniers),
        claimants=union(event.claimants, mention.claimants),
        outlets=union(event.outlets, (sighting.outlet,)),
        origins=union(event.origins, (sighting.origin,)),
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
        act=act_of(mention),
        by=mention.parties if mention.stage in HALTS else (),
    )


def with_step(
    event: Event, before: Event, mention: Mention, sighting: Sighting, stage: StageNews, lineage: Lineage
) -> Event:
    """The event with the stage in its history; a weapon class that is new always brings its own step."""
    step = step_of(mention, sighting)
    if stage.counts:
        return replace(event, steps=(*event.steps, step), stage=mention.stage if stage.current else event.stage)
    if added := added_classes(before.weapons, mention.weapons, lineage):
        return replace(event, steps=(*event.steps, replace(step, weapons=added)))
    return event


def union(known: tuple[str, ...], told: tuple[str, ...]) -> tuple[str, ...]:
    """Both, sorted; the known one itself when nothing is added."""
    return known if set(told) <= set(known) else tuple(sorted({*known, *told}))


def _seconded(step: StageStep, sighting: Sighting) -> StageStep:
    return replace(
        step,
        outlets=union(step.outlets, (sighting.outlet,)),
        origins=union(step.origins, (sighting.origin,)),
    )


def _counted(event: Event, mention: Mention) -> tuple[Quantity, ...]:
    if mention.quantity is None or mention.quantity in event.quantities or len(event.quantities) >= MOST_COUNTS:
        return event.quantities
    if says(mention, Sign.IN_ALL):
        return event.quantities  # a sum over years must not hide a shipment of that size
    return (*event.quantities, mention.quantity)
