"""Acts upon somebody else's supply that nevertheless tell it: protest against it, a veto on passing it on."""

from __future__ import annotations

from rules.engine.claims import Claim
from rules.engine.roles import codes_of
from rules.engine.slots import Slots
from rules.engine.units import Unit
from rules.indonesian.grammar import word_set

_CONDEMNS = (
    "kecam", "mengecam", "kutuk", "mengutuk", "protes", "memprotes", "kritik", "mengkritik", "menyesalkan", "sesalkan",
    "menyayangkan", "sayangkan", "menentang", "tentang",
)  # fmt: skip
"""What one protests against has happened, or has been decided; what one urges or hopes for has not."""


def protested(claim: Claim, slots: Slots) -> bool:
    """`Armenia mengecam ekspor drone Israel ke Azerbaijan`: a supply with both its sides, told by who resents it."""
    if claim.reject != "demand" or not (claim.suppliers and claim.recipients) or claim.denied:
        return False
    if claim.frame != "transfer" or claim.stage in ("suspended", "refused", "withdrawn", "sought"):
        return False
    calls = [u for u in slots.mods if u.op in ("demand", "seek")]
    if not calls or not all(_resents(u) for u in calls):
        return False
    angry = {c for u in calls for c in codes_of(slots.op_subjects.get(id(u), []))} | set(codes_of(slots.claimed_by))
    return not angry & set(claim.suppliers)


def _resents(unit: Unit) -> bool:
    return unit.norm.startswith(_CONDEMNS)


_FORBIDS = word_set(
    """
    larang melarang dilarang halangi menghalangi blokir memblokir veto memveto tolak menolak cegah mencegah jegal
    menjegal haramkan mengharamkan
    """
)
_ADVERSARIES = frozenset(("IR", "KP", "RU", "CN", "SY", "BY", "CU", "VE"))
"""Whom others hinder by force or sanctions: no licence of theirs is asked."""


def vetoed(claim: Claim, slots: Slots) -> bool:
    """`Jerman halangi Estonia berikan howitzer`: who may forbid another to pass arms on refuses them with him."""
    if claim.reject != "prevention" or not (claim.suppliers and claim.recipients) or claim.frame != "transfer":
        return False
    if claim.noun or set(claim.suppliers) & _ADVERSARIES or any(not c.isupper() for c in claim.suppliers):
        return False
    ban = next((u for u in slots.mods if u.op == "refuse" and u.norm in _FORBIDS), None)
    holder = codes_of(slots.op_subjects.get(id(ban), [])) if ban is not None else []
    if len(holder) != 1 or set(holder) & {*claim.suppliers, *claim.recipients}:
        return False
    claim.suppliers = [*holder, *claim.suppliers]
    claim.stage = "refused"
    return True
