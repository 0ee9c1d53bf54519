"""Seized cargo: `kapal pembawa senjata Iran untuk Houthi dicegat` tells who sent what to whom, though not by a verb."""

from __future__ import annotations

from rules.engine.claims import Claim
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.grammar import word_set

_SEIZED = word_set(
    """
    sita menyita disita penyitaan cegat mencegat dicegat pencegatan gagalkan menggagalkan digagalkan amankan mengamankan
    diamankan rampas merampas dirampas
    """
)
_CARRIED = word_set(
    """
    kapal kapalnya perahu kargo kontainer muatan bermuatan pengiriman konvoi truk pesawat ton paket selundupan
    penyelundupan pembawa membawa pengangkut mengangkut
    """
)
_BOUND = word_set("untuk bagi buat tujuan kepada")


def read_seizure(s: Sentence) -> Claim | None:
    """The supply that a seizure stopped: weapon, whose it is, for whom it was; None when one of them is not named."""
    norms = set(s.norms)
    if not (_SEIZED & norms and _CARRIED & norms):
        return None
    units = s.units
    for n, unit in enumerate(units):
        if unit.kind is Kind.WEAPON:
            owner = _owner(units, n)
            if owner < 0:
                continue
            goal = _goal(units, owner)
            if goal < 0 or units[goal].code == units[owner].code:
                continue
            claim = Claim("transfer", s, n, goal + 1, owner, "delivered", weapons=[unit])
            claim.suppliers, claim.recipients = [units[owner].code], [units[goal].code]
            claim.classes, claim.origins = [unit.weapon], list(unit.origin)
            return claim
    return None


def _owner(units: list[Unit], at: int) -> int:
    """Index of the actor right behind the weapon: `senjata Iran`, `rudal kiriman Iran`, `drone asal Iran`."""
    for k in range(at + 1, min(len(units), at + 4)):
        if units[k].kind is Kind.ACTOR:
            return k
        light = units[k].prep in ("from", "maker") or (units[k].kind is Kind.LEX and units[k].noun)
        if not light and units[k].kind not in (Kind.WORD, Kind.WEAPON, Kind.AND):
            return -1
    return -1


def _goal(units: list[Unit], owner: int) -> int:
    """Index of the actor for whom the goods were: `untuk Houthi`, `tujuan milisi Houthi`."""
    bound = False
    for k in range(owner + 1, min(len(units), owner + 6)):
        if units[k].norm in _BOUND:
            bound = True
        elif units[k].kind is Kind.ACTOR:
            return k if bound else -1
        elif units[k].kind not in (Kind.WORD, Kind.REL) and units[k].norm not in ("ditujukan", "diperuntukkan"):
            return -1
    return -1
