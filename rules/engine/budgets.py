"""Money for arms: `anggaran J-10 dari China sudah disetujui`, `DPR setujui pinjaman untuk beli Mirage`."""

from __future__ import annotations

from rules.engine.arms import name_classes
from rules.engine.claims import Claim
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.grammar import word_set

_MONEY = word_set("anggaran pinjaman kredit pendanaan pembiayaan dana")
_AGREES = word_set(
    """
    disetujui menyetujui setujui disepakati diloloskan restui merestui disahkan dicairkan cair dialokasikan disiapkan
    """
)
"""Verbs by which the money is there."""
_BUYING = word_set("pembelian pengadaan akuisisi beli membeli untuk pesanan sebesar senilai alutsista proyek program")


def read_budget(s: Sentence) -> Claim | None:
    """The purchase whose money is granted; nobody's budget as a whole, no demand for more."""
    units = s.units
    for i, unit in enumerate(units):
        if unit.norm not in _MONEY:
            continue
        at = _weapon_behind(units, i)
        if at < 0 or not _granted(units, i, at):
            continue
        claim = Claim("transfer", s, i, at + 1, i, "agreed", noun=True, weapons=[units[at]])
        source = next((n for n in range(at + 1, min(len(units), at + 5)) if units[n].prep in ("from", "maker")), -1)
        if source > 0:
            claim.suppliers = [u.code for u in units[source + 1 : source + 3] if u.kind is Kind.ACTOR][:1]
        claim.maker_sells = True
        name_classes(claim)
        return claim
    return None


def _weapon_behind(units: list[Unit], i: int) -> int:
    """Index of the weapon of a named kind that the money is for, -1 when there is none."""
    for n in range(i + 1, min(len(units), i + 8)):
        unit = units[n]
        if unit.kind is Kind.WEAPON:
            return n if unit.weapon != "weapons" and not unit.programme else -1
        if not (
            unit.kind in (Kind.NUMBER, Kind.AUX) or unit.norm in _BUYING or (unit.kind is Kind.WORD and not unit.verbal)
        ):
            return -1
    return -1


def _granted(units: list[Unit], i: int, at: int) -> bool:
    """Whether it is told that the money is granted, in front of it or behind the weapon."""
    for n in [*range(max(0, i - 3), i), *range(at + 1, min(len(units), at + 8))]:
        if units[n].norm in ",.;:?":
            if n > at:
                return False
            continue
        if units[n].norm in _AGREES:
            before = units[max(0, n - 3) : n]
            return not any(u.kind is Kind.NEG or u.op in ("demand", "seek", "plan") for u in before)
    return False
