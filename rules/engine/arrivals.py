"""What arrives: `Rafale pesanan Indonesia tiba di Jakarta`; the weapon is the subject, and it must be new there."""

from __future__ import annotations

from rules.engine.arms import carried
from rules.engine.cues import Cues
from rules.engine.frames import Frames, Lexeme
from rules.engine.governors import operators_before, speaker_before_colon
from rules.engine.left import look_left
from rules.engine.roles import codes_of
from rules.engine.slots import Slots, look_right
from rules.engine.units import Kind, Sentence
from rules.indonesian.affixes import Form


def read_arrival(frames: Frames, cues: Cues, s: Sentence, i: int, lexeme: Lexeme, form: Form, slots: Slots) -> bool:
    """`Rafale pesanan Indonesia tiba di Jakarta`: what arrives is the subject, and it must be new there."""
    units = s.units
    slots.object = []
    if form.noun:
        look_right(s, i, slots)
        look_left(s, i, slots)
    for k in range(i - 1, max(-1, i - 26), -1) if not slots.object else ():
        unit = units[k]
        if (unit.kind is Kind.MARK and unit.norm in ".;:?!") or (unit.kind is Kind.SUB and unit.norm != "bahwa"):
            break
        if unit.kind is Kind.SUB:
            break
        if unit.kind is Kind.WEAPON:
            slots.object = [unit]
            slots.first = k
            break
        if unit.kind in (Kind.OP, Kind.CUE, Kind.NEG):
            slots.mods.append(unit)
    if not slots.object:
        return False
    at = next((n for n, u in enumerate(units) if u is slots.object[0]), i)
    colon = next((n for n in range(at - 1, -1, -1) if units[n].norm == ":"), -1)
    if colon > 0:
        slots.claimed_by = speaker_before_colon(units, colon)
    for unit in units[at + 1 : min(at + 6, i) if at < i else at + 6]:
        if unit.kind is Kind.ACTOR and at < i:
            slots.add("holder", [unit])
        elif unit.prep in ("from", "maker") and at < i:
            behind = units[at + 1 : i]
            source = next((u for u in behind if u.kind in (Kind.ACTOR, Kind.REL)), None)
            if source is not None and source.kind is Kind.ACTOR:
                slots.add("from", [source])
            break
        elif at < i and (
            unit.kind in (Kind.NUMBER, Kind.AUX)
            or (unit.kind is Kind.WORD and (len(unit.norm) <= 2 or unit.norm in frames.new_marks))
        ):
            continue
        elif unit.kind is not Kind.WEAPON or not unit.system:
            break
    carried(units, i, slots)
    if not slots.object:
        return False
    visitor = slots.object[0].weapon in cues.visitors
    marked = any(mark in s.norms for mark in frames.new_marks if lexeme.root not in mark)
    sourced = "from" in slots.groups
    spoken = bool(slots.claimed_by) and not set(codes_of(slots.claimed_by)) & set(
        codes_of(slots.groups.get("from", []))
    )
    marked = marked or (sourced and spoken) or slots.carried
    if not marked and (visitor or not ("holder" in slots.groups or sourced)):
        return False
    if any(u.kind is Kind.ATTACK for u in units):
        return False
    before = units[max(0, slots.first - 4) : slots.first]
    if any(u.kind is Kind.NEG for u in before) and all(u.kind not in (Kind.MARK, Kind.ACTOR) for u in before[1:]):
        return False  # `belum satu pun tank tiba`
    if not form.noun and slots.first:
        operators_before(s, slots.first, slots)
    return True
