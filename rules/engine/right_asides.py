"""What stands between a trigger and its actor: `[Angkatan Laut] Prancis`, `[yang mampu menjangkau ...] ke Mesir`."""

from __future__ import annotations

from rules.engine.units import Kind, Unit
from rules.indonesian.grammar import word_set

_INSTITUTIONS = word_set(
    """
    kementerian pertahanan menteri perdana presiden panglima angkatan laut udara darat bersenjata tentara pasukan
    kapal parlemen pihak pemerintah otoritas
    """
)
_ABLE = word_set("mampu dapat bisa sanggup")
_ABILITY = 14


def in_the_name(between: list[Unit]) -> bool:
    """`dikirim [Angkatan Laut] Prancis`, `diteken [Menteri Pertahanan] Prancis`: who acts for the state named."""
    return bool(between) and all(u.unnamed == "maker" or _INSTITUTIONS.issuperset(u.norm.split()) for u in between)


def past_ability(units: list[Unit], j: int, trigger: Unit) -> int:
    """Where `ke Mesir` stands in `rudal [yang mampu menjangkau sasaran sejauh 300 km] ke Mesir`; `j` when nowhere."""
    if j + 1 >= len(units) or units[j + 1].norm not in _ABLE:
        return j
    side = "from" if any(lexeme.wire in ("get", "buy") for lexeme, _ in trigger.lexemes) else "to"
    for k in range(j + 2, min(len(units) - 1, j + _ABILITY)):
        if units[k].kind is Kind.MARK:
            return j
        if units[k].prep == side and units[k + 1].kind is Kind.ACTOR:
            return k
    return j


def seat(units: list[Unit], j: int) -> bool:
    """`di La Spezia, Italia, kepada ...`: the state behind a town, between commas."""
    if j + 2 >= len(units) or units[j - 1].norm != "," or units[j + 1].norm != "," or not units[j + 2].prep:
        return False
    k = j - 2
    while k > 0 and j - k < 6 and units[k].kind is Kind.WORD and units[k].capital:
        k -= 1
    return units[k].norm == "di" and k < j - 2
