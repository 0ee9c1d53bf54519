"""How a clause is meant: from the words between subject and verb to stage, certainty and mood.

Precedence, from strongest to weakest, written down once and nowhere else:

1. denial by anybody (membantah, menyangkal, `tidak memasok` in a party's own mouth): stage denied, certainty denied
2. demand, appeal, hope, condition, question, prevention by others, not proven: no mention, a near miss with that reason
3. refusal, cancellation, suspension of a supply or treaty, and their own negation (`menolak menghentikan` = goes on)
4. seeking, offering, negotiating, considering, planning, approving, signing: the outermost word decides the stage
5. accusation and hedge: certainty alleged, the stage stays
6. the verb's own stage, asserted
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.engine.units import Kind, Unit
from rules.indonesian import grammar
from rules.indonesian.grammar import word_set

_DONE = frozenset(("delivered", "used", "agreed", "signed", "planned", "ratified", "in-force"))
_STOPPED = frozenset(("suspended", "refused", "withdrawn"))
_SOFT = frozenset(("nota kesepahaman", "mou", "letter of intent", "loi", "surat minat", "surat pernyataan minat"))
"""Papers that tell an intention: signing them binds nobody."""

_OWN = word_set(
    """
    plan seek approve offer consider negotiate
    """
)


@dataclass(slots=True)
class Axes:
    """The outcome of reading the mood words around one trigger."""

    stage: str
    alleged: bool = False
    denied: bool = False
    reject: str = ""
    negated: bool = False
    possible: bool = False
    ops: list[str] = field(default_factory=list)  # operators met, nearest first
    continues: bool = False


def read_axes(stage: str, mods: list[Unit], *, buying: bool, before_subject: set[int], treaty: bool = False) -> Axes:
    """Stage and mood of a trigger whose mood words are `mods`, nearest first.

    `before_subject` holds the identities of units that stand before the clause's subject: somebody else's act upon
    the clause (`AS mendesak [Iran mengirim ...]`).
    """
    axes = Axes(stage)
    inner = ""
    soft = False
    mere = False  # `kemungkinan penjualan`: whoever approves it makes it more
    for unit in mods:
        outer = id(unit) in before_subject
        if unit.kind is Kind.NEG or (unit.kind is Kind.SUB and unit.norm in grammar.NEGATORS):
            _negate(axes, inner, unit.norm)
            inner = "neg"
            continue
        if unit.cue is not None and not unit.op:
            mere = unit.norm in ("kemungkinan", "potensi") and not axes.alleged
            _cue(axes, unit)
            if unit.cue.axis == "mood":
                inner = unit.cue.value
            continue
        if unit.kind is Kind.SUB:
            if unit.norm in grammar.CONDITIONALS:
                axes.reject = axes.reject or "condition"
            if unit.norm in ("agar", "supaya"):
                inner = "purpose"
            continue
        if unit.norm in ("hampir", "nyaris") and axes.stage in ("agreed", "signed"):
            axes.stage = "planned"  # `hampir mengambil keputusan`
        if unit.norm == "lagi" and not inner and axes.stage in _DONE:
            inner = "again"
        op = unit.op
        if unit.kind is Kind.LEX and unit.norm.removesuffix("nya") in _SOFT:
            soft = True
        if not op:
            continue
        axes.ops.append(op)
        if mere and op in ("approve", "announce"):
            axes.alleged, mere = False, False
        if inner == "again" and op == "plan":
            continue  # `tak akan lagi memberi`
        _operate(axes, op, unit, outer=outer, buying=buying, treaty=treaty)
        if unit.cue is not None:
            _cue(axes, unit)
        inner = op
    if soft and axes.stage == "signed" and not treaty:
        axes.stage = "planned"
    return axes


def _operate(axes: Axes, op: str, unit: Unit, *, outer: bool, buying: bool, treaty: bool) -> None:
    stage = axes.stage
    match op:
        case "suspend":
            lifted = any(root in unit.norm for root in ("cabut", "longgar", "angkat"))
            if stage == "refused" or (stage == "suspended" and lifted):
                axes.stage, axes.reject = "agreed", ""  # a ban lifted
            elif treaty and "cabut" in unit.norm:
                axes.stage = "withdrawn"
            else:
                axes.stage = stage if stage == "withdrawn" else "suspended"
        case "resume":
            axes.stage = "agreed" if stage in ("agreed", "suspended") and not treaty else stage
        case "refuse":
            if outer and unit.verbal == "active":
                axes.reject = axes.reject or "prevention"
            elif stage in _STOPPED:
                axes.stage, axes.continues = "delivered", True
                if stage != "suspended" or not unit.verbal:
                    axes.reject = axes.reject or "continues"
            else:
                axes.stage = "suspended" if "embargo" in unit.norm and not treaty else "refused"
        case "cancel":
            axes.stage = "agreed" if stage in ("refused", "suspended") and not treaty else "withdrawn"
        case "approve":
            if stage in _STOPPED or stage == "denied" or (treaty and stage == "negotiating"):
                return
            axes.stage = "agreed" if stage not in ("sought",) or not outer else stage
        case "announce":
            axes.stage = "agreed" if stage == "delivered" and not treaty else stage
        case "ratify":
            axes.stage = "ratified" if treaty else "agreed"
        case "sign":
            axes.stage = stage if stage in _STOPPED else "signed"
        case "seek":
            if (unit.verbal == "passive" and not outer) or unit.norm == "perlu":
                axes.reject = axes.reject or "demand"
            if outer and unit.verbal == "active" and stage in _STOPPED:
                axes.reject = axes.reject or "demand"  # `meminta X menghentikan ...`
            if stage not in _STOPPED:
                axes.stage = (
                    "sought"
                    if buying
                    or outer
                    or unit.norm.startswith(("minta", "meminta", "perminta", "mohon", "memohon", "butuh", "membutuh"))
                    else "planned"
                )
        case "offer":
            axes.stage = stage if stage in _STOPPED else "negotiating"
        case "negotiate":
            axes.stage = stage if stage in _STOPPED else "negotiating"
        case "consider" | "plan":
            if (stage not in _STOPPED or treaty) and stage not in ("sought", "negotiating"):
                axes.stage = "planned"
        case "deny":
            axes.denied = True
        case "question" if not treaty:
            axes.reject = axes.reject or "demand"
        case "demand":
            axes.reject = axes.reject or "demand"
        case "accuse":
            axes.alleged = True
            if unit.norm in ("laporan", "melaporkan", "mengungkapkan", "mengungkap", "menyebut", "menyebutkan"):
                axes.alleged = axes.alleged
        case "receive":
            axes.stage = stage if stage in _STOPPED or stage == "planned" else "delivered"
        case _:
            pass


def _negate(axes: Axes, inner: str, norm: str) -> None:
    if norm == "jangan":
        axes.reject = axes.reject or "demand"
    elif inner in ("plan", "seek", "offer", "possible", "approve", "resume") and axes.stage in _STOPPED:
        axes.reject = axes.reject or "continues"
    elif inner == "resume" and norm != "belum":
        axes.stage = "withdrawn"  # `tidak melanjutkan pembelian`
    elif inner == "approve" and norm == "belum" and axes.stage == "agreed":
        axes.stage = "negotiating"  # `belum memutuskan pengiriman`: it is on the table
    elif inner in ("plan", "seek", "offer", "possible", "approve", "resume"):
        axes.stage = "refused" if norm != "belum" else axes.stage
        axes.negated = axes.negated or norm == "belum" or inner == "possible"
    elif inner == "again":
        axes.stage = "suspended"  # `tak akan lagi memberi`
    elif inner in ("suspend", "cancel", "refuse"):
        axes.stage, axes.continues = "delivered", True
        axes.reject = axes.reject or "continues"
    elif inner == "deny":
        axes.denied = False
    elif inner in ("accuse", "confirm"):
        axes.alleged = True
        axes.negated = axes.negated or norm == "belum"
    elif inner == "purpose" or inner == "demand":
        axes.reject = axes.reject or "demand"
    else:
        axes.negated = not axes.negated


def _cue(axes: Axes, unit: Unit) -> None:
    cue = unit.cue
    assert cue is not None
    if cue.axis == "certainty":
        axes.alleged = True
    elif cue.axis == "polarity":
        axes.reject = axes.reject or "unproven"
    elif cue.axis == "mood":
        if cue.value == "possible":
            axes.possible = True
            if axes.stage in _DONE:
                axes.stage = "planned"
        else:
            axes.reject = axes.reject or cue.value
