"""Neighbouring units that are one: the names of one actor, a doubled word."""

from __future__ import annotations

from rules.engine.lexicon import TermKind
from rules.engine.units import Kind, Unit
from rules.indonesian.grammar import word_set

_KIN = word_set("sekutu musuh rival seteru tetangga sahabat kawan antek boneka proksi")
"""Nouns before a state that name another one: its ally, its foe."""

_NEAR = word_set("dekat terdekat utama setia lama lawas arab dagang terbesar terkuat bebuyutan abadi lain karib baru")


def set_apart_kin(units: list[Unit]) -> None:
    """`sekutu Arab AS kirim rudal`: in place, whose ally it is becomes a word, for it does not act."""
    for i, unit in enumerate(units[:-1]):
        if unit.kind is not Kind.WORD or unit.norm not in _KIN:
            continue
        at = i + 2 if units[i + 1].norm in _NEAR and i + 2 < len(units) else i + 1
        state = units[at]
        if state.kind is Kind.ACTOR and len(state.code) == 2 and not state.company:
            state.kind, state.code, state.term = Kind.WORD, "", None
            unit.unnamed = ""  # a state like any other, only that its name is not given here


def join_names(units: list[Unit]) -> list[Unit]:
    """Neighbouring names of one actor as one unit: `Presiden Rusia Vladimir Putin`, `Amerika Serikat (AS)`."""
    out: list[Unit] = []
    i = 0
    _namesakes(units)
    while i < len(units):
        last = out[-1] if out else None
        taken = _taken(units, i, last) if last is not None else 0
        if not taken:
            out.append(units[i])
        i += taken or 1
    return out


def _namesakes(units: list[Unit]) -> None:
    """`Kepala Angkatan Udara Peru Carlos Chavez`: behind a state and a first name it is somebody of that state."""
    for n in range(2, len(units)):
        person, given, state = units[n], units[n - 1], units[n - 2]
        if person.kind is not Kind.ACTOR or person.term is None or person.term.kind is not TermKind.PERSON:
            continue
        named = given.kind is Kind.WORD and given.capital and state.kind is Kind.ACTOR and state.code != person.code
        lower = any(u.kind in (Kind.WORD, Kind.VERB, Kind.AUX, Kind.LEX, Kind.OP) and not u.capital for u in units[n:])
        if named and person.end == person.start + 1 and lower and not state.company:
            person.kind, person.code, person.of = Kind.WORD, "", ""


def _taken(units: list[Unit], i: int, last: Unit) -> int:
    """How many units from `i` on belong to `last`, which grows by them; 0 when none."""
    unit = units[i]
    if last.kind is Kind.ACTOR:
        if unit.kind is Kind.ACTOR and unit.code == last.code:
            last.end = unit.end
            last.company = last.company or unit.company  # `Turki Baykar`
            return 1
        if unit.kind is Kind.ACTOR and last.of == unit.code and not last.company:
            last.end = unit.end  # `Houthi Yaman`, `Hizbullah Lebanon`
            return 1
        if unit.norm == "," and _apposed(units, i, last):
            last.end, last.company = units[i + 1].end, last.company or units[i + 1].company
            return 3
        if unit.norm == "(" and _short_name(units, i, last.code):
            last.end = units[i + 2].end
            return 3
    if unit.norm == "-" and i + 1 < len(units):
        return _hyphened(unit, units[i + 1], last)
    return 0


def _apposed(units: list[Unit], i: int, last: Unit) -> bool:
    """`pabrikan asal Prancis[, Dassault,] ...`: between commas, the name of whom stands before."""
    if i + 2 >= len(units) or units[i + 2].norm != ",":
        return False
    return units[i + 1].kind is Kind.ACTOR and units[i + 1].code == last.code


def _short_name(units: list[Unit], i: int, code: str) -> bool:
    """`Amerika Serikat [(AS)]`: one word in brackets, the same actor's or unknown."""
    if i + 2 >= len(units) or units[i + 2].norm != ")":
        return False
    return units[i + 1].code == code or units[i + 1].kind is Kind.WORD


def _hyphened(hyphen: Unit, after: Unit, last: Unit) -> int:
    """`Rusia-Iran` are two, `rudal-rudal` is one."""
    if last.kind is Kind.ACTOR and after.kind is Kind.ACTOR:
        hyphen.kind = Kind.AND
    doubled = after.kind is last.kind and after.norm.startswith(last.norm)
    if last.kind not in (Kind.WEAPON, Kind.LEX, Kind.TROOPS) or not doubled:
        return 0
    last.end = after.end
    if last.norm in ("tiba",):
        last.kind, last.lexemes = Kind.WORD, ()  # tiba-tiba: suddenly
    return 2
