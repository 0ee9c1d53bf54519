"""What stands in front of a trigger: subject, antecedent, and the words of mood passed on the way.

`look_left` walks from the trigger to the left. Each step reads one unit and says where to go on (`left_walk.py`).
**A new grammatical step** goes into the function of the unit that calls for it: marks, prepositions and words are here,
conjunctions and `yang` in `left_links.py`; an actor, who may be subject, partner, holder, receiver or nobody, has one
small reading for each of these in `left_actors.py`.
"""

from __future__ import annotations

from rules.engine.control import apposition, embedded_stranger
from rules.engine.governors import (
    opening_bracket,
    operators_before,
    position,
    prep_before,
    speaker_before_colon,
    subject_of,
    weapons_left,
)
from rules.engine.left_actors import read_actor
from rules.engine.left_links import conjunction, relative
from rules.engine.left_walk import END, FOUND, LeftWalk
from rules.engine.slots import REACH, Slots
from rules.engine.units import GOODS, WHOLES, Kind, Sentence, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice

_MOOD = (Kind.OP, Kind.CUE, Kind.NEG, Kind.LEX, Kind.AUX)


def look_left(s: Sentence, i: int, slots: Slots) -> None:
    """Finds subject, antecedent and the words of mood in front of the trigger at `i`."""
    walk = LeftWalk(s, s.units, i, slots)
    slots.first = i
    j, floor = i - 1, max(0, i - REACH)
    while j >= floor:
        before = _step(walk, j)
        if before == FOUND:
            return
        if before == END:
            break
        j = before
    slots.first = min(slots.first, max(j + 1, 0))
    if walk.linked and not slots.subject and j < 0:
        slots.cataphoric = True


def _step(walk: LeftWalk, j: int) -> int:
    unit = walk.units[j]
    kind = unit.kind
    if kind is Kind.MARK:
        return _mark(walk, unit, j)
    if kind is Kind.REL:
        return relative(walk, j)
    if kind is Kind.SUB:
        return conjunction(walk, unit, j)
    if kind is Kind.AND:
        walk.joined = True
        return j - 1
    if unit.prep and (kind is Kind.PREP or (kind is Kind.LEX and unit.prep != "maker")):
        return _preposition(walk, unit, j)
    if kind is Kind.ACTOR:
        return read_actor(walk, j)
    if kind is Kind.PRONOUN:
        return _pronoun(walk, unit, j)
    if _relative_before(walk.units, j, walk.i):
        return j - 2  # `howitzer yang dijanjikan [telah] diserahkan`: the main verb, its subject is the howitzer
    if kind in _MOOD:
        walk.slots.mods.append(unit)
    elif kind in (Kind.VERB, Kind.ATTACK):
        walk.slots.crossed = True
        walk.slots.mods.append(unit)
    elif kind is Kind.WEAPON:
        return _weapon(walk, j)
    elif kind is Kind.WORD:
        return _word(walk, unit, j)
    return j - 1


def _mark(walk: LeftWalk, unit: Unit, j: int) -> int:
    if unit.norm in ".;?!":
        return END
    if unit.norm == ":":
        walk.slots.claimed_by = speaker_before_colon(walk.units, j)
        walk.slots.imperative = walk.units[j + 1].voice is Voice.BARE and j > 0
        return END
    if unit.norm == ")":
        return opening_bracket(walk.units, j) - 1
    if unit.norm in '"“”':
        return j - 1 if _short_quote(walk.units, j) else END
    if unit.norm == ",":
        opened = apposition(walk.units, j)
        if opened > 0:
            return opened - 1
        walk.comma = True
    return j - 1


def _short_quote(units: list[Unit], j: int) -> bool:
    """Whether the quote that ends at `j` began a few words before, or the sentence did."""
    return j <= 5 or any(u.norm in '"“”' for u in units[j - 5 : j])


# prepositions


def _preposition(walk: LeftWalk, unit: Unit, j: int) -> int:
    if unit.norm in grammar.CONTROL and _governs_verb(walk.units, j, walk.i):
        walk.linked = True
        aim = unit.prep == "for" and all(u.kind in (Kind.AUX, Kind.NEG) for u in walk.units[j + 1 : walk.i])
        walk.slots.purpose = walk.slots.purpose or aim
    if unit.prep == "about" and unit.norm != "atas" and not _talks_before(walk.units, j):
        _denied_subject(walk.units, j, walk.slots)
        return END
    return j - 1


def _governs_verb(units: list[Unit], j: int, i: int) -> bool:
    for unit in units[j + 1 : i + 1]:
        if unit.verbal:
            return True
        if unit.kind in (Kind.ACTOR, Kind.WEAPON):
            return False
    return True


def _talks_before(units: list[Unit], j: int) -> bool:
    """`perundingan antara AS dan Iran mengenai ...`: talks reach over `mengenai`, other verbs do not."""
    for k in range(j - 1, max(-1, j - 9), -1):
        unit = units[k]
        if unit.op in ("negotiate", "consider"):
            return True
        if unit.kind not in (Kind.ACTOR, Kind.AND, Kind.WORD, Kind.PREP, Kind.AUX) and unit.norm not in "()":
            return False
    return False


def _denied_subject(units: list[Unit], j: int, slots: Slots) -> None:
    """`Teheran tepis tudingan Barat soal [kiriman rudal]`: what the denial is about is denied."""
    for k in range(j - 1, max(-1, j - 6), -1):
        if units[k].op == "deny" and units[k].verbal == "active" and not (k and units[k - 1].kind is Kind.NEG):
            slots.mods.append(units[k])
            slots.subject = subject_of(units, k)
            slots.op_subjects[id(units[k])] = slots.subject
            slots.first = k
            return
        if units[k].kind in (Kind.VERB, Kind.MARK, Kind.LEX, Kind.REL):
            return


# pronouns, weapons, words


def _pronoun(walk: LeftWalk, unit: Unit, j: int) -> int:
    if j and walk.units[j - 1].prep:
        return j - 1
    walk.slots.pronoun = unit.norm
    return walk.open_at(j)


def _relative_before(units: list[Unit], j: int, i: int) -> bool:
    """Whether the passive at `j` is the whole of a relative clause and the passive at `i` the main verb behind it."""
    return (
        j > 1
        and units[j - 1].kind is Kind.REL
        and units[j - 2].kind is Kind.WEAPON
        and units[j].voice is Voice.PASSIVE
        and units[i].voice is Voice.PASSIVE
        and j < i - 1
        and all(u.kind is Kind.AUX or u.op == "plan" for u in units[j + 1 : i])
    )


def _weapon(walk: LeftWalk, j: int) -> int:
    """`[Rudal] dikirim ...`: in front of a passive the weapon is what is supplied."""
    units, slots, voice = walk.units, walk.slots, walk.trigger.voice
    beside = bool(slots.object) and voice is Voice.PASSIVE and position(units, slots.object[0]) > walk.i + 3
    if (slots.object and not beside) or voice not in (Voice.PASSIVE, Voice.MIDDLE):
        return j - 1
    slots.object = [*weapons_left(units, j), *slots.object]
    slots.first = j
    if prep_before(units, j) is not None:
        return j - 1
    operators_before(walk.s, j, slots)
    return FOUND


def _word(walk: LeftWalk, unit: Unit, j: int) -> int:
    """A word that stands for a weapon, a state or somebody unknown ends the way; any other is passed."""
    voice = walk.trigger.voice
    if voice is Voice.PASSIVE and _points_back(walk.units, j):
        walk.slots.goods = walk.slots.anaphor = True
        return walk.open_at(j)
    if (voice is Voice.ACTIVE and embedded_stranger(walk.units, j, walk.i)) or _stranger(walk, unit, j):
        walk.slots.stranger = True
        return walk.open_at(j)
    if unit.norm in ("negara", "negeri", "pemerintah") and _pointed_at(walk.units, j):
        walk.slots.pronoun = "negara itu"
        return walk.open_at(j)
    return j - 1


def _stranger(walk: LeftWalk, unit: Unit, j: int) -> bool:
    """`[perusahaan] memasok ...`: somebody whom the lexicon does not know acts."""
    trigger = walk.trigger
    acts = trigger.kind is Kind.LEX and not trigger.noun and trigger.voice is not Voice.PASSIVE
    if not unit.unnamed or not acts:
        return False
    return not _pointed_at(walk.units, j) and not _goes_along(walk.units, j)


def _goes_along(units: list[Unit], j: int) -> bool:
    """`Prancis bersama [sekutunya] mengirim ...`, `lewat [perusahaan] milik [negara]`: not who acts."""
    ruler = prep_before(units, j)
    return ruler is not None and ruler.prep in ("with", "via", "owner", "to")


def _points_back(units: list[Unit], j: int) -> bool:
    """`[pesawat itu] dikirim`, `[seluruhnya] dikirim`."""
    return units[j].norm in WHOLES or (units[j].norm in GOODS and _pointed_at(units, j))


def _pointed_at(units: list[Unit], j: int) -> bool:
    return j + 1 < len(units) and units[j + 1].norm in ("itu", "tersebut")
