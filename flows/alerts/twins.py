"""Two readings of one article that are each other's mirror image: one of them is a misreading.

Supplier and recipient must never be told the wrong way round. An article that says both "KR to PL" and "PL to KR" of
the same weapons has been read wrongly once (a verbless headline, as a rule); what less speaks for stays silent.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.alerts.event import Event, Sighting
from flows.alerts.likeness import fitting_events
from flows.alerts.stages import Lineage, related
from rules import Mention


def is_reversed_twin(
    mention: Mention, mentions: Sequence[Mention], sighting: Sighting, events: Sequence[Event], lineage: Lineage
) -> bool:
    """True when the article holds the mirror image of this mention and more speaks for that one."""
    mirrored = [m for m in mentions if _is_mirror(mention, m, lineage)]
    if not mirrored:
        return False
    own = _weight(mention, sighting, events, lineage)
    return any(_weight(m, sighting, events, lineage) > own for m in mirrored)


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
