"""Sides that one sentence leaves open and the article as a whole names: headline says who, body says what."""

from __future__ import annotations

from collections.abc import Set

from rules.engine.claims import Claim

Hostile = Set[tuple[str, str]]


def complete_from_topic(claims: list[Claim], hostile: Hostile) -> None:
    """Fills in place the side of a supply that only the rest of the article names; a side is never replaced."""
    supplies = [c for c in claims if c.frame == "transfer" and not c.reject and not c.background]
    full = [c for c in supplies if c.suppliers and c.recipients and not c.denied]
    for claim in supplies:
        if claim.suppliers and not claim.recipients and not claim.parties:
            _receiver(claim, full)
    _complements(supplies, hostile)


def _near(claim: Claim, other: Claim) -> bool:
    a, b = other.sentence, claim.sentence
    return (a.section == b.section or a.field == "title") and (a.lead or 0 < b.index - a.index <= 3)


def _receiver(claim: Claim, full: list[Claim]) -> None:
    """`Prancis akan memberikan SCALP`: in an article about arms for one receiver, what others give is for him."""
    near = [c for c in full if c is not claim and _near(claim, c)]
    if claim.noun or not claim.gives:
        near = [c for c in near if set(c.suppliers) & set(claim.suppliers)]  # the same giver, told with a noun
        if claim.stage not in ("suspended", "refused", "withdrawn"):
            return
    receivers = {r for c in near for r in c.recipients}
    if len(receivers) == 1 and not receivers & set(claim.suppliers):
        claim.recipients = sorted(receivers)


def _complements(supplies: list[Claim], hostile: Hostile) -> None:
    """One giver and one receiver in the whole article, each told by a clause that leaves the other open."""
    givers = {s for c in supplies for s in c.suppliers}
    receivers = {r for c in supplies for r in c.recipients}
    if len(givers) != 1 or len(receivers) != 1 or givers & receivers or any(c.parties for c in supplies):
        return
    giver, receiver = next(iter(givers)), next(iter(receivers))
    if (giver, receiver) in hostile or not any(c.sentence.lead for c in supplies):
        return
    for claim in supplies:
        if len({c.sentence.section for c in supplies if c.sentence.field != "title"}) > 1:
            return
        claim.suppliers = claim.suppliers or [giver]
        claim.recipients = claim.recipients or [receiver]
