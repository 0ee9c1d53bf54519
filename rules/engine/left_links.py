"""Conjunctions and `yang` in front of a trigger: whose clause it is."""

from __future__ import annotations

from rules.engine.antecedents import antecedent
from rules.engine.control import punished, shared_subject, subjectless
from rules.engine.governors import operators_before
from rules.engine.left_walk import END, FOUND, LeftWalk
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice

COMPLEMENTS = frozenset(("agar", "supaya", "bahwa"))
"""Links whose clause is what the verb in front of them says, asks or denies."""


# `yang`


def relative(walk: LeftWalk, j: int) -> int:
    """`rudal yang dikirim ...`, and the cleft `Yang memasok amunisi itu adalah [Pakistan]`."""
    slots = walk.slots
    if j == 0 or walk.units[j - 1].kind is Kind.MARK:
        slots.subject = _clefted(walk.units, walk.i)
        if slots.subject:
            slots.first = j
            return FOUND
    slots.antecedent = True
    antecedent(walk.s, j, slots)
    _nonexistent(walk.s, slots)
    slots.sanctioned = not slots.subject and punished(walk.units, j)
    told = slots.subject or (slots.object and walk.trigger.voice is Voice.PASSIVE)
    slots.stranger = not told and slots.first == walk.i
    return FOUND


def _clefted(units: list[Unit], i: int) -> list[Unit]:
    """`Yang memasok amunisi itu adalah [Pakistan]`: the predicate of a cleft is its subject."""
    for n in range(i + 1, min(len(units), i + 12)):
        if units[n].norm in ("adalah", "ialah"):
            return [u for u in units[n + 1 : n + 3] if u.kind is Kind.ACTOR][:1]
        if units[n].kind is Kind.MARK:
            return []
    return []


def _nonexistent(s: Sentence, slots: Slots) -> None:
    """`memastikan [tidak ada] senjata yang dikirim`: what does not exist was not sent."""
    units = s.units
    k = slots.first - 1
    while k > 0 and slots.first - k < 4 and units[k].kind in (Kind.WORD, Kind.NUMBER, Kind.AUX):
        if units[k].norm in ("ada", "satupun", "pun") and units[k - 1].kind is Kind.NEG:
            slots.mods.append(units[k - 1])
            slots.nothing = True
            operators_before(s, k - 1, slots)
            return
        k -= 1
    if k >= 0 and k == slots.first - 1 and slots.object and units[k].norm in ("tiada", "tanpa"):
        slots.mods.append(units[k])
        slots.nothing = True


# `agar`, `bahwa`, `karena`


def conjunction(walk: LeftWalk, unit: Unit, j: int) -> int:
    """Control is passed, a complement opens the clause, any other conjunction may lend its neighbour's subject."""
    if unit.norm in grammar.CONTROL:
        walk.linked = True
        return j - 1
    if walk.comma and unit.norm in ("termasuk", "yakni", "yaitu") and j and walk.units[j - 1].norm == ",":
        return j - 1
    if unit.norm in COMPLEMENTS:
        return _complement(walk, unit, j)
    walk.slots.mods.append(unit)
    return _neighbours_subject(walk, j)


def _complement(walk: LeftWalk, unit: Unit, j: int) -> int:
    slots, trigger = walk.slots, walk.trigger
    if unit.norm != "bahwa":
        slots.mods.append(unit)
    bare = all(u.verbal or u.kind in (Kind.AUX, Kind.NEG, Kind.CUE) for u in walk.units[j + 1 : walk.i])
    passive = trigger.voice is Voice.PASSIVE
    if bare and unit.norm != "bahwa" and not (trigger.noun or passive):
        walk.linked = True  # `mendesak [AS] agar mengirim`: the object of the demand acts
        return j - 1
    slots.stranger = slots.stranger or not (bare or passive or j == walk.i - 1)
    return walk.open_at(j + 1)


def _neighbours_subject(walk: LeftWalk, j: int) -> int:
    """`Jerman dikecam [karena] memasok ...`: a clause without a subject has its neighbour's."""
    units, i, slots = walk.units, walk.i, walk.slots
    noun = units[i].noun and j == i - 1
    if (noun or subjectless(units, j, i)) and units[i].voice is not Voice.PASSIVE:
        slots.subject = shared_subject(units, j, noun=noun)
        if slots.subject:
            slots.first = j
            slots.shared = True
            return FOUND
    return END
