"""The weapon of a clause: whose object it is, what carries it, who strikes with it, which class it has."""

from __future__ import annotations

from rules.engine.claims import Claim
from rules.engine.slots import Slots
from rules.engine.units import Kind, Unit
from rules.indonesian.grammar import word_set

_CARRIERS = frozenset(("transport-aircraft", "warship", "helicopter"))


_CARRYING = word_set("membawa mengangkut bermuatan memuat bawa angkut mengantar antar menurunkan")


def carried(units: list[Unit], i: int, slots: Slots) -> None:
    """`C-17 milik India mendarat di Clark membawa [rudal]`: what a carrier brings arrives, its owner brings it."""
    at = index_of(units, slots.object[0])
    if slots.object[0].weapon in _CARRIERS:
        verb = next((n for n in range(at + 1, min(len(units), i + 8)) if units[n].norm in _CARRYING), -1)
        cargo = next((u for u in units[verb + 1 : verb + 8] if u.kind is Kind.WEAPON), None) if verb > 0 else None
        if cargo is None:
            slots.object = slots.object if verb < 0 else []  # it brings people
            return
        owner, slots.object = at, [cargo]
    else:
        verb = next((n for n in range(at - 1, max(-1, at - 4), -1) if units[n].norm in _CARRYING), -1)
        owner = verb - 3 if verb > 0 else len(units)
    named = [u for u in units[max(0, owner) : verb] if u.kind is Kind.ACTOR] if verb > 0 else []
    slots.carried = verb > 0
    if named and "holder" not in slots.groups and "from" not in slots.groups:
        slots.add("holder", named[:1])


def wielders_of(units: list[Unit], at: int) -> list[str]:
    """`Pasukan Kyiv menghantam gudang dengan [HIMARS] kiriman AS`: who strikes with the weapon at `at`."""
    k = at - 1
    while k > 0 and at - k < 4 and units[k].kind in (Kind.WORD, Kind.NUMBER, Kind.AUX, Kind.WEAPON):
        k -= 1
    if k < 1 or units[k].prep != "with":
        return []
    for n in range(k - 1, max(-1, k - 10), -1):
        if units[n].kind is Kind.MARK:
            return []
        if units[n].kind is Kind.ATTACK and units[n].verbal == "active":
            for m in range(n - 1, max(-1, n - 10), -1):
                if units[m].kind is Kind.ACTOR and not (m and units[m - 1].prep):
                    return [units[m].code]
                if units[m].kind is Kind.MARK and units[m].norm in ".;:":
                    return []
    return []


def governed(units: list[Unit], at: int) -> bool:
    """Whether the weapon at `at` is the object of a verb: what stands behind it belongs to that verb."""
    for k in range(at - 1, max(-1, at - 6), -1):
        unit = units[k]
        if unit.verbal == "active" or unit.kind is Kind.ATTACK:
            return True
        if unit.kind not in (Kind.WORD, Kind.NUMBER, Kind.AUX, Kind.WEAPON):
            return False
    return False


def index_of(units: list[Unit], unit: Unit) -> int:
    """Index of the unit itself, -1 when it is not there."""
    return next((n for n, u in enumerate(units) if u is unit), -1)


def modified(units: list[Unit], i: int) -> int:
    """Index of the weapon on which the noun at `i` hangs: `Rafale pertama pesanan Indonesia`; -1 when none."""
    for k in range(i - 1, max(-1, i - 4), -1):
        if units[k].kind is Kind.WEAPON:
            return k
        if units[k].kind is Kind.ACTOR and k == i - 1 and k and units[k - 1].kind is Kind.WEAPON:
            return k - 1  # `kapal selam Thailand pesanan dari China`
        if units[k].kind not in (Kind.WORD, Kind.AUX, Kind.NUMBER):
            return -1
    return -1


def modifies_weapon(units: list[Unit], i: int) -> bool:
    """`drone kiriman Iran`, `A400M pesanan TNI AU`: the noun hangs on the weapon before it."""
    norm = units[i].norm
    return (norm == "hibah" or (norm.endswith("an") and not norm.startswith("pen"))) and modified(units, i) >= 0


def attacked(units: list[Unit], k: int) -> bool:
    """Whether the weapon at `k` is the target of an attack."""
    for n in range(k - 1, max(-1, k - 5), -1):
        if units[n].prep == "with":
            return False  # the weapon strikes, it is not struck
        if units[n].kind is Kind.ATTACK:
            return units[n].verbal != "passive"  # `kapal dihantam rudal`: the weapon strikes
    return False


NUCLEAR_STATES = ("US", "RU", "GB", "FR", "CN", "IN", "PK", "KP", "IL")
"""Who alone can station such weapons with another."""


def name_classes(claim: Claim) -> None:
    """Puts the classes, systems and origins of the weapons on the claim."""
    units = claim.sentence.units
    for unit in claim.weapons:
        at = next((n for n, u in enumerate(units) if u is unit), -1)
        if not unit.system and 0 <= at < len(units) - 1 and units[at + 1].system and units[at + 1].kind is Kind.WEAPON:
            claim.weapons = [*claim.weapons, units[at + 1]] if units[at + 1] not in claim.weapons else claim.weapons
    for unit in claim.weapons:
        at = next((n for n, u in enumerate(units) if u is unit), -1)
        named = not unit.system and 0 <= at < len(units) - 1 and units[at + 1].system and len(claim.weapons) > 1
        if named and unit.weapon not in ("components", "ammunition", "artillery-shell"):
            continue  # `rudal Patriot`: the system says what it is
        if unit.weapon and unit.weapon not in claim.classes:
            claim.classes.append(unit.weapon)
        if unit.system and unit.system not in claim.systems:
            claim.systems.append(unit.system)
        claim.origins.extend(NUCLEAR_STATES if unit.weapon == "nuclear-weapon" else unit.origin)


def join_claims(claims: list[Claim]) -> None:
    """Claims about the very same weapon words complete each other.

    `Rusia menembakkan [rudal yang dipasok Korut]`: the supply names the source, the use names the receiver.
    `[Rafale pesanan Indonesia] tiba`: the order names the buyer, the arrival says how far it is.
    """
    for one in claims:
        for two in claims:
            if one is two or not any(w is v for w in one.weapons for v in two.weapons):
                continue
            arrived = one.stage == "delivered" and not (one.relative or one.reject) and one.frame == two.frame
            if arrived and two.relative and two.stage in ("agreed", "signed", "planned"):
                two.stage = "delivered"  # `roket sumbangan Ceko [tiba]`
            if "own" in (one.frame, two.frame) and (one.parties or two.parties):
                continue  # `pamer kesepakatan senjata dengan X`: shows off a deal, has nothing yet
            if one.frame == "own" and two.frame == "transfer" and two.stage == "agreed" and not one.reject:
                two.stage = "delivered"  # who has what was bought, has received it
            if two.suppliers and not one.suppliers and not set(two.suppliers) & set(one.recipients):
                one.suppliers = list(two.suppliers)
            if two.recipients and not one.recipients and not set(two.recipients) & set(one.suppliers):
                one.recipients = list(two.recipients)
    _join_parts(claims)


def _join_parts(claims: list[Claim]) -> None:
    """`Fregat pertama dari dua kapal yang dipesan Filipina dari Korsel telah diserahkan`: the order names who gets."""
    for one in claims:
        for two in claims:
            ordered = two.relative and two.recipients and two.frame == "transfer" and two.stage in ("agreed", "signed")
            if one is two or not ordered or one.relative or one.recipients or one.frame != "transfer" or one.reject:
                continue
            if one.suppliers == two.suppliers and not set(two.recipients) & set(one.suppliers):
                one.recipients = list(two.recipients)
