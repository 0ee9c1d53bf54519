"""An operator with a weapon as its own object: `Ukraina minta Patriot`, `embargo senjata terhadap X`.

`read_operator` says in order what is done; who gives and who gets is in `lone_sides.py`, what is no claim at all in
`lone_refusals.py`. **A new operator** that may stand alone needs its line in `OPERATOR_ALONE`.
"""

from __future__ import annotations

from rules.engine.arms import name_classes
from rules.engine.axes import read_axes
from rules.engine.claims import Claim
from rules.engine.cues import Cues
from rules.engine.frames import Frames
from rules.engine.headline import struck
from rules.engine.left import look_left
from rules.engine.lone_refusals import is_none, needs_only
from rules.engine.lone_sides import Operator, correct_sides, fill_sides, is_permitted
from rules.engine.right import look_right
from rules.engine.roles import codes_of
from rules.engine.settling import before_subject, settle
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit

OPERATOR_ALONE = {
    "seek": ("sought", "get"), "suspend": ("suspended", "give"), "refuse": ("refused", "give"),
    "cancel": ("withdrawn", "give"), "approve": ("agreed", "give"), "resume": ("agreed", "give"),
    "offer": ("negotiating", "give"), "consider": ("planned", "give"), "plan": ("planned", "give"),
    "negotiate": ("negotiating", "give"), "announce": ("agreed", "give"),
}  # fmt: skip
"""The stage that each tells, and whether who does it gives or gets."""


def read_operator(frames: Frames, cues: Cues, s: Sentence, i: int, unit: Unit) -> Claim | None:
    """`Ukraina minta Patriot`, `Rudal AS untuk Ukraina disetop`, `embargo senjata terhadap X`."""
    slots = Slots(last=i, first=i)
    look_right(s, i, slots)
    look_left(s, i, slots)
    operator = Operator(s, i, unit, slots, [u for u in slots.object if u.kind is Kind.WEAPON])
    if is_none(operator):
        return None
    stage, wire = OPERATOR_ALONE[unit.op]
    claim = Claim(
        "transfer", s, slots.first, max(slots.last, i) + 1, i, "suspended" if operator.embargo else stage,
        noun=unit.noun, weapons=operator.weapons,
    )  # fmt: skip
    if not fill_sides(claim, operator, wire, cues):
        return None
    correct_sides(claim, operator)
    if set(claim.suppliers) & cues.bystanders:
        return None
    if claim.suppliers and not claim.recipients and s.field == "title" and claim.stage in ("refused", "suspended"):
        claim.recipients = struck(s.units, claim.start, claim.end, claim.suppliers)
    _accuser_waits(claim, operator)
    _hold_open(claim, operator)
    if not _tells_enough(claim, operator, wire):
        return None
    if any((a, b) in frames.hostile for a in claim.suppliers for b in claim.recipients):
        return None
    name_classes(claim)
    return _settled(claim, operator, wire)


def _accuser_waits(claim: Claim, operator: Operator) -> None:
    """`Netanyahu tuding AS tahan senjata`: who accuses another of holding arms back waits for them."""
    if claim.recipients or not claim.suppliers or claim.stage not in ("suspended", "refused"):
        return
    told = [u for u in operator.slots.mods if u.op == "accuse" and u.verbal == "active"]
    accusers = {c for u in told for c in codes_of(operator.slots.op_subjects.get(id(u), []))}
    if len(accusers) == 1 and not accusers & set(claim.suppliers):
        claim.recipients = sorted(accusers)


def _hold_open(claim: Claim, operator: Operator) -> None:
    """`siapkan paket bantuan militer`: a promise whose receiver the article may name."""
    bundled = operator.unit.op == "plan" and any(u.norm.startswith("paket") for u in operator.units_behind(2))
    claim.tentative = claim.gives = bundled and not claim.recipients and bool(claim.suppliers)


def _tells_enough(claim: Claim, operator: Operator, wire: str) -> bool:
    """Whether the sides that make the statement one are there: the receiver, and who gives unless he is not needed."""
    if claim.parties:
        return True
    given = wire != "give" or bool(claim.suppliers) or operator.embargo
    permitted = is_permitted(operator) and bool(claim.recipients)
    return (bool(claim.recipients) or claim.tentative) and (given or permitted)


def _settled(claim: Claim, operator: Operator, wire: str) -> Claim | None:
    slots = operator.slots
    axes = read_axes(
        claim.stage, slots.mods, buying=wire == "get", before_subject=before_subject(claim.sentence, slots)
    )
    if axes.continues and "approve" in axes.ops and claim.suppliers and claim.recipients:
        axes.stage, axes.reject = "agreed", ""  # `AS putuskan tak batasi senjata untuk Israel`
    elif axes.continues:
        return None
    if needs_only(claim, operator):
        return None
    settle(claim, axes, slots)
    return claim
