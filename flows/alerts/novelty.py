"""What a mention adds to an event that it fits: the changes, what they are worth, the event as it stands afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from flows.alerts.counts import count_of, other_count
from flows.alerts.event import Change, Event, Sighting
from flows.alerts.growth import grown, union, with_step
from flows.alerts.likeness import Fit
from flows.alerts.roles import is_state
from flows.alerts.signs import Sign, is_dated_news, is_in_headline, says
from flows.alerts.stage_news import stage_news
from flows.alerts.stages import HALTS, Lineage, added_classes, is_unspecific, merged_classes, rank, related, strength
from rules import Certainty, CertaintyDetail, Mention, MentionType, Severity, Stage

BACKED_AFTER = timedelta(hours=20)
ROLE_GAIN_IS_DETAIL = timedelta(hours=20)
CLASS_IS_DETAIL = timedelta(days=3)
UNKNOWN_DENIER = "?"


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
    stage = stage_news(mention, sighting, fit, lineage)
    if stage.another:
        return Novelty(fit.event, stage.reason, another=True)
    found = [
        *stage.changes,
        *_weapon_news(mention, sighting, fit.event, stage.reason, lineage),
        *_party_news(mention, sighting, fit.event),
        *_claim_news(mention, sighting, fit.event),
        *_denier_news(mention, fit.event),
        *_quantity_news(mention, sighting, fit.event, lineage),
    ]
    event = grown(fit.event, mention, sighting, lineage)
    event = with_step(event, fit.event, mention, sighting, stage, lineage)
    if not found:
        seconded = stage.reason in ("repeat", "retold") and _is_seconded(mention, sighting, fit.event, lineage)
        return Novelty(event, stage.reason, seconded=seconded)
    reason = found[0].axis
    if stage.changes and stage.reason != "stage":
        reason = stage.reason
    return Novelty(
        replace(event, updated_at=max(event.updated_at, sighting.at)), reason, True, tuple(found), reason == "denied"
    )


def deniers_of(mention: Mention) -> tuple[str, ...]:
    """Who denies; the claimant when the text names no denier, `?` when it names nobody."""
    return mention.deniers or mention.claimants or (UNKNOWN_DENIER,)


# -- one axis each


def _weapon_news(mention: Mention, sighting: Sighting, event: Event, stage: str, lineage: Lineage) -> list[Change]:
    """Another class; or the first one named of what was only "senjata", once it can be no detail of the same news."""
    added = added_classes(event.weapons, mention.weapons, lineage)
    if added:
        return [Change("weapon", ",".join(event.weapons), ",".join(added))]
    if not is_unspecific(event.weapons) or is_unspecific(mention.weapons):
        return []
    later = sighting.at - event.opened_at >= CLASS_IS_DETAIL and stage == "repeat" and event.stage not in HALTS
    if (
        later
        or _is_claim_of_its_own(mention, sighting, event)
        or (mention.severity is Severity.CRITICAL and event.severity is not Severity.CRITICAL)
    ):
        return [Change("weapon", ",".join(event.weapons), ",".join(mention.weapons))]
    return []


def _is_claim_of_its_own(mention: Mention, sighting: Sighting, event: Event) -> bool:
    """Of an accusation in general words: another accuser names the goods, or somebody has counted them since."""
    if event.certainty is not Certainty.ALLEGED or sighting.copy_of is not None:
        return False
    if mention.certainty is Certainty.ALLEGED:
        others = bool(event.claimants and mention.claimants) and not set(event.claimants) & set(mention.claimants)
        return others and is_in_headline(mention)
    counted = mention.quantity is not None and event.quantity is None and is_dated_news(mention)
    return counted and sighting.at - event.opened_at >= BACKED_AFTER


def _party_news(mention: Mention, sighting: Sighting, event: Event) -> list[Change]:
    """An actor beside those known, or a role known only now; within the first day the latter is the same story."""
    found = []
    for told, known in (
        (mention.suppliers, event.suppliers),
        (mention.recipients, event.recipients),
        (mention.parties, event.parties),
    ):
        added = sorted(set(told) - set(known))
        if mention.type is MentionType.TREATY and mention.stage in HALTS:
            added = [a for a in added if is_state(a)]  # who keeps the treaty's books does not leave it
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
    least = CertaintyDetail.CLAIM if says(mention, Sign.CONFIRMED) else CertaintyDetail.SUSPICION
    weak = strength(event.detail) <= strength(least)
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
    if says(mention, Sign.IN_ALL) and not says(mention, Sign.AGAIN):
        return []  # a sum over years
    if _is_first_part(mention, event):
        return []
    if mention.systems and event.systems and not set(mention.systems) & set(event.systems):
        return [Change("weapon", ",".join(event.systems), ",".join(mention.systems))]  # the count is of another model
    axis = "tranche" if says(mention, Sign.AGAIN) else "quantity"
    return [Change(axis, known.words, told.words)]


def _is_first_part(mention: Mention, event: Event) -> bool:
    """Six of the ninety that were ordered have come: no correction of the order."""
    ordered = any(rank(event.type, s.stage) < rank(event.type, Stage.DELIVERED) for s in event.steps)
    told, known = (count_of(q) if q else None for q in (mention.quantity, event.quantity))
    return mention.stage is Stage.DELIVERED and ordered and bool(told and known and told < known)


def _denial(mention: Mention, sighting: Sighting, event: Event, lineage: Lineage) -> Novelty:
    """A denial is told once per denier; an unnamed denier is told only when nobody has denied yet."""
    deniers = deniers_of(mention)
    fresh = sorted(set(deniers) - set(event.deniers))
    if fresh == [UNKNOWN_DENIER] and event.deniers:
        fresh = []
    after = replace(
        event,
        deniers=union(event.deniers, deniers),
        last_seen_at=max(event.last_seen_at, sighting.at),
        outlets=union(event.outlets, (sighting.outlet,)),
        origins=union(event.origins, (sighting.origin,)),
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
