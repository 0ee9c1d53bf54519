"""What `tidak` makes of a claim: a denial in a side's own mouth, a decision not to give, or nothing at all."""

from __future__ import annotations

import itertools

from rules.engine.axes import Axes
from rules.engine.claims import Claim
from rules.engine.roles import codes_of
from rules.engine.slots import Slots
from rules.indonesian.affixes import Voice


def settle_negation(claim: Claim, axes: Axes, slots: Slots, parties: set[str]) -> None:
    """Puts denial, refusal or the reason for silence on the claim; `parties` are its sides as first bound."""
    if axes.denied:
        claim.stage, claim.reject = "denied", ""
        if not claim.deniers:
            claim.deniers.extend(codes_of(slots.subject))
    elif slots.nothing and axes.negated:
        _nothing_given(claim, slots, parties)
    elif axes.negated:
        _not_done(claim, slots, parties)


def _nothing_given(claim: Claim, slots: Slots, parties: set[str]) -> None:
    """`Tidak ada senjata untuk Hamas, kata Iran`: who says so of himself denies."""
    speaker = codes_of(slots.claimed_by) or claim.claimants or codes_of(slots.subject)
    if not claim.suppliers and claim.frame == "transfer":
        claim.suppliers = [c for c in speaker if c not in claim.recipients][:1]
        parties = {*parties, *claim.suppliers}
    claim.deniers = speaker or list(claim.suppliers)
    if parties & set(speaker) or not speaker:
        claim.denied, claim.stage, claim.reject = True, "denied", ""
    else:
        claim.reject = claim.reject or "negated"


def _not_done(claim: Claim, slots: Slots, parties: set[str]) -> None:
    spoken = [u for u in slots.mods if u.op == "confirm"]
    itself = bool(spoken) and not any(slots.op_subjects.get(id(u)) for u in spoken)
    if _withheld(claim, slots):
        claim.stage = "refused"
    elif itself or set(codes_of(slots.claimed_by)) & parties or set(claim.claimants) & parties:
        claim.denied, claim.stage = True, "denied"
    elif _declined(claim, slots):
        claim.stage = "refused"
    else:
        claim.reject = claim.reject or "negated"


def _declined(claim: Claim, slots: Slots) -> bool:
    """`Trump Tak Beri Tomahawk`: in a headline the bare verb under a negation tells a decision not to give."""
    units = claim.sentence.units
    trigger = units[claim.trigger]
    before = units[max(0, claim.trigger - 4) : claim.trigger]
    return (
        claim.sentence.field == "title"
        and claim.frame == "transfer"
        and trigger.voice is Voice.BARE
        and any(x.wire == "give" for x, _ in trigger.lexemes)
        and bool(slots.subject)
        and bool(set(codes_of(slots.subject)) & set(claim.suppliers))
        and not any(u.norm in ("pernah", "belum", "terbukti", "gagal", "sempat") for u in before)
        and not slots.claimed_by
    )


def _withheld(claim: Claim, slots: Slots) -> bool:
    """`Berlin belum juga lepas Leopard ke Kiev`, `AS tak kunjung kirim F-16`: what is long awaited is withheld."""
    trigger = claim.sentence.units[claim.trigger]
    before = [u.norm for u in claim.sentence.units[max(0, claim.trigger - 4) : claim.trigger]]
    waited = any(
        a in ("belum", "tak", "tidak") and b in ("juga", "kunjung", "mau", "bersedia", "sudi")
        for a, b in itertools.pairwise(before)
    )
    return (
        waited
        and claim.frame == "transfer"
        and not trigger.noun
        and any(x.wire == "give" for x, _ in trigger.lexemes)
        and bool(claim.recipients)
        and bool(set(codes_of(slots.subject)) & set(claim.suppliers))
    )
