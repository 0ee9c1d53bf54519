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


_STOPPED = word_set(
    """
    sita menyita disita cegat mencegat dicegat gagalkan menggagalkan digagalkan tahan menahan ditahan tolak menolak
    ditolak larang melarang dilarang usir mengusir diusir periksa memeriksa diperiksa geledah menggeledah digeledah
    amankan mengamankan diamankan hentikan menghentikan dihentikan temukan menemukan ditemukan sergap menyergap
    """
)
_BARRED = word_set("larang melarang dilarang tolak menolak ditolak haramkan mengharamkan")
_VESSELS = word_set("kapal kapalnya pesawat perahu kontainer truk konvoi kargo kereta feri tongkang dhow penerbangan")
_LOADED = word_set(
    """
    membawa bawa mengangkut angkut bermuatan bermuatkan pembawa pengangkut berisi berisikan memuat pemuat mengirim
    pengirim
    """
)
_TOWARDS = word_set("tujuan bertujuan ditujukan diperuntukkan")


def read_transit(s: Sentence) -> Claim | None:
    """`Spanyol menolak kapal yang membawa roket dari India menuju Israel`: cargo on its way, told by who stops it.

    Whose it is comes from `dari` or from the ship's own flag, for whom from `menuju`, `tujuan`; a state that shuts its
    ports to what goes to one receiver stops it.
    """
    if _LOADED.isdisjoint(s.norms) or _VESSELS.isdisjoint(s.norms) or _STOPPED.isdisjoint(s.norms):
        return None
    norms = set(s.norms)
    units = s.units
    vessel = next((n for n, u in enumerate(units) if u.norm.split()[0] in _VESSELS), -1)
    laden = vessel >= 0 and bool(set(units[vessel].norm.split()[1:]) & _LOADED)  # `pesawat pengangkut senjata`
    load = (
        vessel
        if laden
        else next((n for n in range(max(vessel, 0) + 1, len(units)) if units[n].norm.split()[0] in _LOADED), -1)
    )
    if vessel < 0 or load < 0 or load - vessel > 9:
        return None
    weapon = next((n for n in range(load + 1, min(len(units), load + 7)) if units[n].kind is Kind.WEAPON), -1)
    if weapon < 0 or any(u.kind is Kind.MARK and u.norm in ".;:" for u in units[vessel:weapon]):
        return None
    stopper = next((n for n, u in enumerate(units) if u.norm in _STOPPED), -1)
    end = next((n for n in range(weapon, len(units)) if units[n].norm in ".;:"), len(units))
    end = next((n for n in range(weapon, end) if units[n].norm == ","), end)
    owner = _owner(units, weapon)
    source, goal = _leg(units, weapon + 1, end, "from"), _leg(units, vessel + 1, end, "to")
    source = source or (units[owner].code if 0 <= owner < end else "")
    flag = next((units[n].code for n in range(vessel + 1, load) if _free(units, n)), "")
    stopped_by = next((units[n].code for n in range(max(0, stopper) - 1, -1, -1) if _free(units, n, goal)), "")
    stage = "delivered"
    if source and not goal and flag not in ("", source, stopped_by):
        goal = flag  # `Panama cegat kapal Korut bermuatan rudal dari Kuba`
    elif goal and not source and flag not in ("", goal, stopped_by):
        source = flag
    elif goal and not source and stopped_by not in ("", goal) and norms & _BARRED:
        source, stage = stopped_by, "suspended"
    if not source or not goal or source == goal:
        return None
    claim = Claim("transfer", s, min(vessel, load), end, load, stage, weapons=[units[weapon]])
    claim.suppliers, claim.recipients = [source], [goal]
    claim.classes, claim.origins = [units[weapon].weapon], list(units[weapon].origin)
    return claim


def _free(units: list[Unit], n: int, but: str = "") -> bool:
    """Whether an actor stands there who hangs on no preposition: `kapal [Korut]`, not `kapal di dekat [Siprus]`."""
    return units[n].kind is Kind.ACTOR and units[n].code != but and not any(u.prep for u in units[max(0, n - 2) : n])


def _leg(units: list[Unit], first: int, end: int, side: str) -> str:
    """The state or group behind the first `dari` (or `menuju`, `tujuan`) between `first` and `end`; empty when none."""
    for n in range(first, end):
        bound = side == "to" and (units[n].prep in ("to", "for") or units[n].norm in _TOWARDS)
        if not (bound or (side == "from" and units[n].prep == "from")):
            continue
        for unit in units[n + 1 : min(end, n + 4)]:
            if unit.kind is Kind.ACTOR:
                return unit.code
            if unit.place:
                return unit.place
            if unit.kind is not Kind.WORD and unit.norm not in _TOWARDS:
                break
    return ""
