"""When an operator with a weapon as its object claims nothing: another word says it, or money is asked for."""

from __future__ import annotations

from rules.engine.arms import index_of
from rules.engine.claims import Claim
from rules.engine.lone_sides import Operator
from rules.engine.units import Kind
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

_ASKS = (
    "minta", "meminta", "permintaan", "mencari", "butuh", "membutuh", "perlu", "memerlu", "incar", "mengincar",
    "memohon", "kejar", "mengejar", "dikejar", "taksir", "menaksir", "ditaksir", "naksir", "minati", "meminati",
    "diminati", "lirik", "melirik", "dilirik", "diincar", "tertarik", "ketertarikan", "minat", "berminat", "kepincut",
    "ngebet",
)  # fmt: skip
_NEEDS = ("butuh", "membutuh", "perlu", "memerlu")
_MONEY = word_set("anggaran dana pendanaan pagu")
_STEPS = ("seek", "plan", "offer", "consider", "negotiate")


def is_none(operator: Operator) -> bool:
    """Whether the operator claims nothing, whoever its sides are."""
    slots, weapons = operator.slots, operator.weapons
    if not weapons or weapons[0].programme or (slots.antecedent and not slots.subject):
        return True
    if any(u.kind is Kind.LEX and u.noun for u in operator.units_between()):
        return True  # the noun between carries the claim
    if operator.unit.voice is Voice.PASSIVE and operator.unit.op in _STEPS and not operator.wanted:
        return True
    return operator.unit.op == "seek" and _asks_nothing(operator)


def _asks_nothing(operator: Operator) -> bool:
    """Whether the seeking is for money, for something done to the weapon, or told by the answer to it."""
    unit, units, i = operator.unit, operator.s.units, operator.i
    if any(u.norm in _MONEY for u in operator.units_between()):
        return True  # `meminta tambahan anggaran untuk bantuan militer`: of one's own parliament
    if not unit.norm.startswith(_ASKS) or _undone(operator):
        return True
    return unit.noun and i > 0 and units[i - 1].op in ("refuse", "approve")  # `menolak permintaan ...`


def _undone(operator: Operator) -> bool:
    """`China meminta Typhon ditarik`: what is asked is done to the weapon, nobody gets it."""
    units = operator.s.units
    behind = units[index_of(units, operator.weapons[-1]) + 1 :][:2]
    return any(
        u is not operator.unit
        and u.verbal == "passive"
        and not any(x.frame == "transfer" for x, _ in u.lexemes)
        and u.norm != "dari"
        for u in behind
    )


def needs_only(claim: Claim, operator: Operator) -> bool:
    """`Ukraina butuh rudal`: a need without anybody asked is a wish."""
    return operator.unit.norm.startswith(_NEEDS) and not claim.suppliers
