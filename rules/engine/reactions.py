"""Acts upon somebody else's supply that nevertheless tell it: protest against it, a veto on passing it on."""

from __future__ import annotations

from rules.engine.claims import Claim
from rules.engine.frames import Lexeme
from rules.engine.roles import codes_of
from rules.engine.slots import Slots
from rules.engine.units import Kind, Unit
from rules.indonesian.grammar import word_set

_CONDEMNS = (
    "kecam", "mengecam", "kutuk", "mengutuk", "protes", "memprotes", "kritik", "mengkritik", "menyesalkan", "sesalkan",
    "menyayangkan", "sayangkan", "menentang", "tentang", "pertanyakan", "mempertanyakan", "khawatirkan",
    "mengkhawatirkan",
)  # fmt: skip
"""What one protests against has happened, or has been decided; what one urges or hopes for has not."""


def protested(claim: Claim, slots: Slots) -> bool:
    """`Armenia mengecam ekspor drone Israel ke Azerbaijan`: a supply with both its sides, told by who resents it."""
    if claim.reject != "demand" or not (claim.suppliers and claim.recipients) or claim.denied:
        return False
    if claim.frame != "transfer" or claim.stage in ("suspended", "refused", "withdrawn", "sought"):
        return False
    calls = [u for u in slots.mods if u.op in ("demand", "seek", "question")]
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
    if claim.reject != "prevention" or not claim.recipients or claim.frame != "transfer":
        return False
    if not claim.suppliers:
        return _refused_buyer(claim, slots)
    again = claim.sentence.units[claim.trigger].norm in ("ekspor ulang", "reekspor")
    if (
        (claim.noun and not again)
        or set(claim.suppliers) & _ADVERSARIES
        or any(not c.isupper() for c in claim.suppliers)
    ):
        return False
    ban = next((u for u in slots.mods if u.op == "refuse" and u.norm in _FORBIDS), None)
    holder = codes_of(slots.op_subjects.get(id(ban), [])) if ban is not None else []
    if len(holder) != 1 or set(holder) & {*claim.suppliers, *claim.recipients}:
        return False
    claim.suppliers = [*holder, *claim.suppliers]
    claim.stage = "refused"
    return True


def _refused_buyer(claim: Claim, slots: Slots) -> bool:
    """`Washington tolak Jakarta beli F-35`: who builds it and forbids another to buy it refuses to sell."""
    ban = next((u for u in slots.mods if u.op == "refuse" and u.norm in _FORBIDS), None)
    holder = codes_of(slots.op_subjects.get(id(ban), [])) if ban is not None else []
    if len(holder) != 1 or holder[0] not in claim.origins or holder[0] in claim.recipients:
        return False
    claim.suppliers, claim.stage = holder, "refused"
    return True


_PENALTIES = word_set("sanksi sanksinya hukuman hukum menghukum sanksikan denda embargo boikot")


def punished_for(claim: Claim, lexeme: Lexeme) -> None:
    """`China menjatuhkan sanksi kepada Lockheed atas penjualan senjata ke Taiwan`: who is punished has supplied."""
    if claim.suppliers or not claim.recipients or lexeme.wire != "give" or not claim.noun:
        return
    units = claim.sentence.units
    link = claim.trigger - 1
    if link < 2 or not (
        units[link].prep == "about" or units[link].norm in ("karena", "lantaran", "akibat", "menyusul")
    ):
        return
    named = next((n for n in range(link - 1, max(-1, link - 5), -1) if units[n].kind is Kind.ACTOR), -1)
    before = {u.norm for u in units[max(0, named - 5) : named]} if named > 0 else set()
    if named > 0 and before & _PENALTIES and units[named].code not in claim.recipients:
        claim.suppliers = [units[named].code]
        claim.passing = False
