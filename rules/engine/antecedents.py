"""What `yang` refers to: the weapon or the actor that its noun phrase names."""

from __future__ import annotations

from rules.engine.governors import governor, opening_bracket, position, weapons_left
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit


def antecedent(s: Sentence, at: int, slots: Slots) -> None:
    """What `yang` at `at` refers to: the weapon or actor that its noun phrase names."""
    units = s.units
    k = at - 1
    passed: list[Unit] = []
    inside = False
    while k >= 0 and at - k < 14:
        unit = units[k]
        if unit.kind is Kind.WEAPON:
            if slots.object:
                slots.first = k
                return
            slots.object = weapons_left(units, k)
            slots.first = k
            _existing(units, k, slots)
            m = k - 1
            while m > 0 and units[m].norm in '"“”':
                m -= 1
            if m > 0 and units[m].kind is Kind.ACTOR and units[m - 1].kind is Kind.WEAPON:
                passed = passed or [units[m]]  # `sistem pertahanan udara Jerman "Iris-T"`
            if passed:
                slots.add("holder", passed)
            return
        if unit.kind is Kind.TREATY:
            slots.object = [unit]
            slots.first = k
            return
        if unit.kind is Kind.ACTOR:
            ruler = governor(units, k)
            if ruler is not None and (ruler.kind is Kind.WEAPON or ruler.prep == "maker"):
                passed = [unit]
                k -= 1
                continue
            if _noun_of(units, k):
                return
            if ruler is not None and ruler.kind is Kind.PREP and ruler.prep == "at":
                k = position(units, ruler) - 1  # `kapal Francop di dekat Siprus yang membawa ...`
                inside = True
                continue
            if inside:
                return
            slots.subject = [unit]
            if units[k - 1].norm in ("negara", "pihak", "anggota"):
                slots.subject = _first_of(units, k) or [unit]
            slots.first = k
            return
        if unit.unnamed or unit.norm in _ONES:
            first = _one_of_them(units, k)
            if first:
                slots.subject, slots.first = first, k
                return
        if unit.unnamed and k == at - 1:
            return
        if unit.kind in (Kind.LEX,) and unit.noun:
            slots.anaphor = True
            slots.first = k
            return
        if unit.kind is Kind.MARK and unit.norm == ")":
            k = opening_bracket(units, k) - 1
            continue
        if unit.kind is Kind.MARK and unit.norm in (",", '"', "“", "”", "-", "'"):
            k -= 1
            continue
        if unit.kind in (Kind.MARK, Kind.SUB, Kind.SPEECH):
            return
        if unit.kind in (Kind.VERB, Kind.OP, Kind.PREP) and at - k > 1 and not unit.norm.startswith("ber"):
            return
        k -= 1


def _first_of(units: list[Unit], k: int) -> list[Unit]:
    """`[Slovenia] jadi negara UE pertama yang ...`: the one who is the first of them."""
    if k > 2 and units[k - 2].norm in ("jadi", "menjadi", "adalah", "merupakan") and units[k - 3].kind is Kind.ACTOR:
        return [units[k - 3]]
    return []


_ONES = frozenset(("negara", "pelanggan", "pembeli", "operator", "pengguna", "penerima", "anggota", "satu-satunya"))
_BECOMES = frozenset(("jadi", "menjadi", "adalah", "merupakan", "tercatat", "termasuk"))


def _one_of_them(units: list[Unit], k: int) -> list[Unit]:
    """`[Bahrain] menjadi negara keempat yang menerima F-16`: who is one of those that do."""
    n = k - 1
    while n > 0 and k - n < 4 and units[n].norm not in _BECOMES and units[n].kind in (Kind.WORD, Kind.AUX, Kind.NUMBER):
        n -= 1
    if n < 1 or units[n].norm not in _BECOMES:
        return []
    m = n - 1
    while m > 0 and units[m].kind is Kind.AUX:
        m -= 1
    if units[m].kind is not Kind.ACTOR or (m and units[m - 1].prep):
        return []
    return [units[m]]


def _existing(units: list[Unit], at: int, slots: Slots) -> None:
    """`Di UEA sudah terdapat laser yang dipinjamkan Israel`: what is there was given to those who live there."""
    if (
        units[0].norm == "di"
        and units[1].kind is Kind.ACTOR
        and any(u.norm in ("terdapat", "ada") for u in units[2:at])
    ):
        slots.add("for", [units[1]])


def _noun_of(units: list[Unit], k: int) -> bool:
    return k > 0 and units[k - 1].kind is Kind.LEX and units[k - 1].noun
