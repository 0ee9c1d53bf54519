"""Sides that one sentence leaves open and the article as a whole names: headline says who, body says what."""

from __future__ import annotations

from collections.abc import Set

from rules.engine.claims import Claim
from rules.engine.headline import STRUCK
from rules.engine.units import Kind, Sentence
from rules.indonesian.grammar import word_set

Hostile = Set[tuple[str, str]]


def complete_from_topic(claims: list[Claim], hostile: Hostile, sentences: list[Sentence]) -> None:
    """Fills in place the side of a supply that only the rest of the article names; a side is never replaced."""
    told = [c for c in claims if c.frame == "transfer" and not c.reject]
    supplies = [c for c in told if not (c.background or c.passing)]
    full = [c for c in supplies if c.suppliers and c.recipients and not c.denied]
    pacts = [c for c in claims if c.frame == "treaty" and len(c.parties) == 2]
    for claim in told:
        if claim.suppliers and not claim.recipients and not claim.parties and "recipient" not in claim.unnamed:
            _receiver(claim, full)
            _partner(claim, pacts)
            _waiting(claim, hostile, sentences)
    _complements(supplies, {r for c in told for r in c.recipients}, hostile)


def _near(claim: Claim, other: Claim) -> bool:
    a, b = other.sentence, claim.sentence
    return (a.section == b.section or a.field == "title") and (a.lead or 0 < b.index - a.index <= 3)


def _receiver(claim: Claim, full: list[Claim]) -> None:
    """`Prancis akan memberikan SCALP`: beside what the same giver gives to one receiver; another giver lends none."""
    if (claim.noun or not claim.gives) and claim.stage not in _STOPPED:
        return
    near = [c for c in full if c is not claim and _near(claim, c) and set(c.suppliers) & set(claim.suppliers)]
    receivers = {r for c in near for r in c.recipients}
    if len(receivers) == 1 and not receivers & set(claim.suppliers):
        claim.recipients = sorted(receivers)


def _partner(claim: Claim, pacts: list[Claim]) -> None:
    """`Zelensky dan Sanchez meneken pakta. Spanyol akan memberi rudal`: what a signatory gives goes to the other."""
    if claim.recipients or not claim.gives or claim.noun or len(claim.suppliers) != 1:
        return
    near = [p for p in pacts if p.sentence.section == claim.sentence.section]
    near = [p for p in near if 0 <= claim.sentence.index - p.sentence.index <= 3 and claim.suppliers[0] in p.parties]
    others = {code for p in near for code in p.parties if code not in claim.suppliers}
    if len(others) == 1:
        claim.recipients = sorted(others)


_THANKS = word_set("berterima terima menanti menunggu berharap mengharapkan menyambut nantikan tunggu sambut")


def _waiting(claim: Claim, hostile: Hostile, sentences: list[Sentence]) -> None:
    """`Denmark menyerahkan F-16. Kyiv berterima kasih`: who thanks, waits or is struck beside it is the receiver."""
    if claim.recipients or claim.background or len(claim.suppliers) != 1:
        return
    words = STRUCK if claim.stage in _STOPPED else _THANKS
    at = claim.sentence.index
    found: set[str] = set()
    for s in sentences[max(0, at - 1) : at + 2]:
        if not words & set(s.norms):
            continue
        for n, unit in enumerate(s.units):
            if unit.kind is Kind.ACTOR and not (n and s.units[n - 1].prep):
                behind = s.units[n + 1 : n + 4]
                if any(u.norm in words for u in behind) and not any(u.kind is Kind.ACTOR for u in behind[:1]):
                    found.add(unit.code)
    if len(found) == 1 and not found & set(claim.suppliers):
        receiver = found.pop()
        if (claim.suppliers[0], receiver) not in hostile:
            claim.recipients = [receiver]


_STOPPED = frozenset(("suspended", "refused", "withdrawn"))


def _complements(supplies: list[Claim], all_receivers: set[str], hostile: Hostile) -> None:
    """One giver and one receiver in the whole article, each told by a clause that leaves the other open."""
    givers = {s for c in supplies for s in c.suppliers}
    receivers = {r for c in supplies for r in c.recipients}
    if (
        len(givers) != 1
        or len(receivers) != 1
        or givers & receivers
        or receivers != all_receivers
        or any(c.parties for c in supplies)
    ):
        return
    giver, receiver = next(iter(givers)), next(iter(receivers))
    if (giver, receiver) in hostile or not any(c.sentence.lead for c in supplies):
        return
    sections = {c.sentence.section for c in supplies if c.sentence.field != "title"}
    if len(sections) > 1 or len({c.stage in _STOPPED for c in supplies if not c.denied}) > 1:
        return  # what one stops is not what another gives
    for claim in supplies:
        if "supplier" not in claim.unnamed:
            claim.suppliers = claim.suppliers or [giver]
        if "recipient" not in claim.unnamed:
            claim.recipients = claim.recipients or [receiver]
