"""Who governs whom in front of a verb: prepositions, lists, speakers, the operators over a whole clause."""

from __future__ import annotations

from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.grammar import word_set

_EVENTS = word_set(
    """
    serangan invasi perang ancaman sanksi tekanan agresi konflik krisis pemboman gempuran operasi pendudukan ketegangan
    musuh lawan wilayah perbatasan langit pangkalan pelabuhan kapal warga rakyat perairan kebijakan ekonomi hubungan
    pengaruh kekhawatiran kemarahan kritik reaksi respons tanggapan ambisi dominasi kekuatan sejarah media pengamat
    oposisi kepentingan keamanan stabilitas kota ibukota provinsi bursa pasar ancamannya tudingan tuduhan desakan
    """
)


def position(units: list[Unit], unit: Unit) -> int:
    """Index of the unit itself, which must be there."""
    return next(n for n, u in enumerate(units) if u is unit)


def opening_bracket(units: list[Unit], j: int) -> int:
    """Index of the bracket that the one at `j` closes."""
    for k in range(j - 1, max(-1, j - 14), -1):
        if units[k].norm == "(":
            return k
    return j


def weapons_left(units: list[Unit], j: int) -> list[Unit]:
    """The list of weapons that ends at `j`."""
    found = [units[j]]
    k = j - 1
    while k >= 1 and (units[k].kind is Kind.AND or units[k].norm == ","):
        m = k - 1
        if units[m].kind is Kind.WEAPON:
            found.insert(0, units[m])
            k = m - 1
            continue
        break
    return found


def prep_before(units: list[Unit], j: int) -> Unit | None:
    """The preposition of the noun phrase that ends before `j`."""
    for k in range(j - 1, max(-1, j - 4), -1):
        if units[k].kind is Kind.PREP:
            return units[k]
        if units[k].kind not in (Kind.WORD, Kind.NUMBER, Kind.AUX):
            return None
    return None


def coordinated_left(units: list[Unit], j: int) -> tuple[list[Unit], int]:
    """The list that ends at `j` and the index of its first member."""
    found = [units[j]]
    first = j
    k = j - 1
    titles = k
    while titles >= 1 and k - titles < 4 and units[titles].kind is Kind.WORD and not units[titles].verbal:
        titles -= 1  # `... dan utusan khusus AS`
    if titles != k and titles >= 1 and units[titles].kind is Kind.AND:
        k = titles
    while k >= 1 and (units[k].kind is Kind.AND or units[k].norm in (",", "/")):
        m = k - 1
        while m > 0 and k - m <= 3 and units[k].kind is Kind.AND and units[m].kind is Kind.WORD and units[m].capital:
            m -= 1  # `Menlu Iran Abbas Araghchi dan ...`
        if m > 0 and units[k].kind is Kind.AND and units[m].norm == ",":
            m -= 1  # `Mali, Niger, dan Burkina Faso`
        if units[m].norm == ")":
            m = opening_bracket(units, m) - 1
        if m >= 0 and units[m].kind is Kind.ACTOR and (units[k].kind is Kind.AND or len(found) > 1):
            if len(found) == 1 and _new_clause(units, m, k, j):
                break
            if units[k].norm == "," and len(found) > 1 and units[position(units, found[0]) + 1].norm == "-":
                break  # `Tak gubris ancaman AS, India-Rusia ...`: a hyphenated pair is whole
            ruler = governor(units, m) if units[k].norm == "," else None
            if ruler is not None and ruler.kind is Kind.PREP:
                break  # `di Jakarta, Rusia dan Iran ...`
            found.insert(0, units[m])
            first = m
            k = m - 1
            continue
        break
    return found, first


def _new_clause(units: list[Unit], m: int, k: int, j: int) -> bool:
    """`Iran mengirim drone ke Rusia, dan Rusia mengirim jet ...`: behind the comma a subject with its own verb."""
    if units[m].code == units[j].code:
        return True
    ruler = governor(units, m)
    verb = units[j + 1] if j + 1 < len(units) else units[j]
    return (
        units[k - 1].norm == ","
        and ruler is not None
        and ruler.kind is Kind.PREP
        and verb.verbal == "active"
        and verb.kind in (Kind.LEX, Kind.OP, Kind.VERB)
    )


def governor(units: list[Unit], first: int) -> Unit | None:
    """What the noun phrase that starts at `first` hangs on: a preposition, a verb, a weapon that it owns."""
    k = first - 1
    steps = 0
    while k >= 0 and steps < 5:
        unit = units[k]
        if unit.kind in (Kind.PREP, Kind.WEAPON, Kind.SUB) or unit.prep:
            return unit
        if unit.verbal == "active" and unit.kind in (Kind.VERB, Kind.OP, Kind.ATTACK, Kind.LEX):
            return unit
        if unit.norm == "-":
            k -= 1
            continue
        if unit.kind is Kind.AND and k and units[k - 1].kind is Kind.ACTOR:
            k -= 2  # `ke China dan negara-negara bekas Uni Soviet`
            continue
        if unit.kind not in (Kind.WORD, Kind.AUX, Kind.NUMBER):
            return None
        if unit.capital is False and unit.norm in ("itu", "tersebut", "ini"):
            return None
        k -= 1
        steps += 1
    return None


def event_head(units: list[Unit], first: int) -> bool:
    """Whether an event noun (`serangan`, `perang`) owns the actor at `first`."""
    k = first - 1
    while k >= 0 and first - k <= 3 and units[k].kind is Kind.WORD and not units[k].capital:
        if units[k].norm in _EVENTS:
            return True
        k -= 1
    return first > 0 and units[first - 1].norm in _EVENTS


_ONLOOKERS = word_set("eks mantan pengamat analis pakar peneliti guru profesor")
"""Who speaks about a state's affairs without speaking for it."""


def speaker_before_colon(units: list[Unit], j: int) -> list[Unit]:
    """`Dubes Iran di Tengah Perang dengan Israel: ...`: the first actor that hangs on no preposition."""
    found: list[Unit] = []
    for k in range(j - 1, max(-1, j - 14), -1):
        if units[k].kind is Kind.ACTOR and not (k and units[k - 1].prep):
            found = [] if any(u.norm in _ONLOOKERS for u in units[max(0, k - 4) : k]) else [units[k]]
        if units[k].kind is Kind.MARK and units[k].norm in ".;:?!":
            break
    return found


_SPOKEN_NOUNS = frozenset(("accuse", "deny", "demand", "seek", "negotiate", "plan"))


def operators_before(s: Sentence, first: int, slots: Slots) -> None:
    """Operators that govern the whole clause: `AS menuduh [Iran mengirim ...]`, `Bantah [X memasok ...]`."""
    units = s.units
    steps = 0
    k = first - 1
    while k >= 0 and steps < 14:
        unit = units[k]
        if unit.kind is Kind.MARK and unit.norm in ".;?!":
            return
        if unit.kind is Kind.MARK and unit.norm == ":":
            slots.claimed_by = slots.claimed_by or speaker_before_colon(units, k)
            return
        if unit.kind is Kind.MARK and unit.norm == "," and (steps > 0 or not _says(units, k - 1)):
            return  # `Setelah ditunda, Jerman ...`: what stands in front is a clause of its own
        if unit.kind in (Kind.VERB, Kind.ATTACK) or (unit.kind is Kind.LEX and unit.verbal and not unit.op):
            return
        if unit.prep == "about":
            return
        if unit.kind is Kind.OP or (unit.kind is Kind.LEX and unit.op and unit.verbal):
            decided = unit.op == "approve" and k == first - 1  # `keputusan [Berlin mengirim ...]`
            if not unit.noun or decided or unit.op in _SPOKEN_NOUNS:
                slots.mods.append(unit)
                holder = subject_of(units, k)
                if holder:
                    slots.op_subjects[id(unit)] = holder
            if unit.verbal and unit.op in ("accuse", "confirm", "demand", "deny", "seek", "refuse", "offer"):
                _negation_before(units, k, slots)
                _denied_report(units, k, slots)
                if k and units[k - 1].norm == ":":
                    slots.claimed_by = slots.claimed_by or speaker_before_colon(units, k - 1)
                return
        elif unit.kind is Kind.CUE or (
            unit.kind is Kind.NEG and k + 1 < first and units[k + 1].kind in (Kind.OP, Kind.CUE)
        ):
            slots.mods.append(unit)
        elif unit.kind is Kind.SUB and unit.norm not in ("bahwa", "agar", "supaya"):
            slots.mods.append(unit)
            return
        elif unit.kind is Kind.REL:
            return
        k -= 1
        steps += 1


def _says(units: list[Unit], k: int) -> bool:
    return k >= 0 and units[k].op in ("accuse", "confirm") and units[k].verbal == "active"


def _negation_before(units: list[Unit], k: int, slots: Slots) -> None:
    for m in range(k - 1, max(-1, k - 4), -1):
        if units[m].kind is Kind.NEG:
            slots.mods.append(units[m])
        elif units[m].kind is not Kind.AUX:
            return


def _denied_report(units: list[Unit], k: int, slots: Slots) -> None:
    """`membantah kabar yang menyebut [X telah menerima ...]`: the denial reaches through the report."""
    if k < 3 or units[k].op != "accuse" or units[k - 1].kind is not Kind.REL:
        return
    for m in range(k - 2, max(-1, k - 6), -1):
        if units[m].op == "deny" and not units[m].noun:
            slots.mods.append(units[m])
            holder = subject_of(units, m)
            if holder:
                slots.op_subjects[id(units[m])] = holder
            return
        if units[m].kind not in (Kind.WORD, Kind.CUE, Kind.OP, Kind.CARGO):
            return


def subject_of(units: list[Unit], k: int) -> list[Unit]:
    """The actors that are subject of the verb or owner of the noun at `k`."""
    if units[k].noun and k + 1 < len(units) and units[k + 1].kind is Kind.ACTOR:
        return [units[k + 1]]
    for m in range(k - 1, max(-1, k - 25), -1):
        unit = units[m]
        if unit.kind is Kind.ACTOR:
            group, first = coordinated_left(units, m)
            ruler = governor(units, first)
            if ruler is not None and ruler.kind is Kind.PREP:
                continue
            return group
        if unit.kind is Kind.MARK and unit.norm in ".;?!:":
            return []
    return []
