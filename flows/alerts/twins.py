"""Two readings of one article that cannot both stand: a mirror image, and a headline beside its own text.

Supplier and recipient must never be told the wrong way round. An article that says both "KR to PL" and "PL to KR" of
the same weapons has been read wrongly once (a verbless headline, as a rule); what less speaks for stays silent.

A headline is short for what the text says, often in the present for the future and in other words for the weapon. Where
the text itself speaks of the development, the headline adds nothing to it; alone it counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flows.alerts.event import Event, Sighting
from flows.alerts.likeness import fitting_events, same_sides
from flows.alerts.roles import is_state
from flows.alerts.signs import Sign, says
from flows.alerts.stages import HALTS, Lineage, rank, related
from rules import Certainty, Mention, MentionType, Stage

COPIED_WITHIN = timedelta(days=2)


def is_reversed_twin(
    mention: Mention, mentions: Sequence[Mention], sighting: Sighting, events: Sequence[Event], lineage: Lineage
) -> bool:
    """True when the article holds the mirror image of this mention and more speaks for that one."""
    mirrored = [m for m in mentions if _is_mirror(mention, m, lineage)]
    if not mirrored:
        return False
    own = _weight(mention, sighting, events, lineage)
    return any(_weight(m, sighting, events, lineage) > own for m in mirrored)


def is_headline(mention: Mention) -> bool:
    """True when only the headline says it."""
    return bool(mention.evidence) and all(e.field == "title" for e in mention.evidence)


def outdone_headline(mention: Mention, sighting: Sighting, told: Sequence[Event], lineage: Lineage) -> Event | None:
    """The event of which the article's own text speaks already, when this is the headline's word on it.

    A denial in the headline is heard all the same.
    """
    if not is_headline(mention) or mention.certainty is Certainty.DENIED:
        return None
    fits = fitting_events(mention, sighting, told, lineage)
    return fits[0].event if fits else None


def is_contradicted_headline(mention: Mention, mentions: Sequence[Mention], lineage: Lineage) -> bool:
    """True when the headline states as fact what the text denies: then the text is told, as a denial."""
    if not is_headline(mention) or mention.certainty is not Certainty.ASSERTED:
        return False
    return any(
        m.certainty is Certainty.DENIED
        and not is_headline(m)
        and set(m.suppliers) == set(mention.suppliers)
        and set(m.recipients) == set(mention.recipients)
        and set(m.parties) == set(mention.parties)
        and related(m.weapons, mention.weapons, lineage)
        for m in mentions
    )


def is_supply_behind_use(mention: Mention, mentions: Sequence[Mention], lineage: Lineage) -> bool:
    """True when a sentence about weapons in use names their supplier: `menembakkan rudal pasokan X ke sasaran di Y`.

    Whoever else it names is no recipient.
    """
    if mention.type is not MentionType.WEAPONS_TRANSFER or mention.stage is not Stage.DELIVERED:
        return False
    return any(
        m.type is MentionType.WEAPONS_USE
        and not m.background
        and m.suppliers == mention.suppliers
        and set(mention.evidence) <= set(m.evidence)
        and related(m.weapons, mention.weapons, lineage)
        for m in mentions
    )


def copied_under_other_headline(
    mention: Mention, sighting: Sighting, events: Sequence[Event], lineage: Lineage
) -> Event | None:
    """The event that a copied text told already, when its new headline only words it as another kind of deal.

    One newsroom writes *memilih fregat Jepang* over the wire's text, the next *Jepang bangun fregat untuk Australia*.
    """
    if sighting.copy_of is None or not is_headline(mention) or mention.certainty is Certainty.DENIED:
        return None
    return next(
        (
            e
            for e in events
            if e.type is not mention.type
            and same_sides(e, mention)
            and related(e.weapons, mention.weapons, lineage)
            and abs(sighting.at - e.last_seen_at) <= COPIED_WITHIN
        ),
        None,
    )


def is_denied_below(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """True when a headline denies in other words what the text denies below it."""
    if not is_headline(mention) or mention.certainty is not Certainty.DENIED:
        return False
    below = [m for m in mentions if m.certainty is Certainty.DENIED and not is_headline(m) and same_sides(m, mention)]
    return any(m.type is not mention.type for m in below)


def is_halted_beside(mention: Mention, mentions: Sequence[Mention], lineage: Lineage) -> bool:
    """True when the article tells that this very supply was halted: what it had been before is no resumption."""
    if mention.stage in HALTS or says(mention, Sign.RESUMED):
        return False
    return any(
        m.stage in HALTS
        and not m.background
        and set(m.suppliers) & set(mention.suppliers)
        and (not m.recipients or not mention.recipients or set(m.recipients) & set(mention.recipients))
        and related(m.weapons, mention.weapons, lineage)
        for m in mentions
    )


def is_land_for_group(mention: Mention, mentions: Sequence[Mention], lineage: Lineage) -> bool:
    """True when a headline names the land (`ke Libya`) for the armed group in it that the text names (`Haftar`)."""
    if not is_headline(mention) or not mention.suppliers or any(not is_state(r) for r in mention.recipients):
        return False
    return any(
        m.type is mention.type
        and m.suppliers == mention.suppliers
        and m.recipients
        and not any(is_state(r) for r in m.recipients)
        and not is_headline(m)
        and related(m.weapons, mention.weapons, lineage)
        for m in mentions
    )


def is_treaty_content(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """True when words about troops or bases are the content of a treaty of the text: `boleh memakai pangkalan`.

    They stand in the headline, or in the very sentence about the treaty.
    """
    if mention.treaty or mention.type not in (MentionType.TROOP_DEPLOYMENT, MentionType.TREATY):
        return False
    sides = {*mention.suppliers, *mention.recipients, *mention.parties}
    told = {e for e in mention.evidence if e.field != "title"}
    return any(
        m is not mention
        and m.type is MentionType.TREATY
        and not m.background
        and not is_headline(m)
        and sides <= set(m.parties)
        and told <= set(m.evidence)
        and (not told or rank(m.type, m.stage) > rank(m.type, mention.stage) >= 0)
        for m in mentions
    )


def _is_mirror(one: Mention, other: Mention, lineage: Lineage) -> bool:
    if not one.suppliers or not one.recipients or one.type is not other.type:
        return False
    turned = set(one.suppliers) & set(other.recipients) and set(one.recipients) & set(other.suppliers)
    return bool(turned) and related(one.weapons, other.weapons, lineage)


def _weight(mention: Mention, sighting: Sighting, events: Sequence[Event], lineage: Lineage) -> tuple[bool, int, int]:
    """Known already; then evidence from the body, which outweighs the headline; then all evidence."""
    known = any(f.same_weapon for f in fitting_events(mention, sighting, events, lineage))
    body = sum(e.field != "title" for e in mention.evidence)
    return (known, body, len(mention.evidence))
