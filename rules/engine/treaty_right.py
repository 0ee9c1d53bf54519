"""Right of a treaty's name: passive acts, agents, partners and the verb of a clause that it opens."""

from __future__ import annotations

from rules.engine import treaty_phrases as phrases
from rules.engine import treaty_words as words
from rules.engine.slots import coordinated
from rules.engine.treaty_clause import Clause
from rules.engine.treaty_stages import NEUTRAL, STAGES
from rules.engine.units import Kind, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice


def look_right(units: list[Unit], i: int, clause: Clause, *, governed: bool, noun: bool) -> int | None:
    """Reads what follows the treaty; returns the predicate of a relative clause."""
    relative: int | None = None
    inside = spent = False
    j = i + 1
    while j < len(units) and j - i < 40:
        u = units[j]
        if u.kind is Kind.MARK:
            if u.norm in ".;?!:":
                break
            if u.norm == ",":
                inside = inside and not spent
            j += 1
            continue
        if u.kind is Kind.AND and not inside and j + 1 < len(units) and _upon_it(units[j + 1]) and clause.acts:
            clause.acts.append(units[j + 1].op)  # `... dan menekennya`
        if u.kind is Kind.REL:
            inside, spent = True, False
            j += 1
            continue
        if u.kind in (Kind.SUB, Kind.SPEECH):
            if clause.main and u.norm in grammar.CONDITIONALS and "threat" not in clause.acts:
                clause.acts.append("condition")
            break
        if u.norm in words.BOTH and not inside and u.kind is not Kind.OP:
            clause.both = max(clause.both, 3 if u.norm == "ketiga" else 2)
        if u.kind is Kind.ACTOR:
            group, k = coordinated(units, j, Kind.ACTOR)
            if _party(units, i, j, inside=inside):
                clause.complement.extend(x.code for x in group if not x.company)
                clause.last = max(clause.last, k - 1)
            elif (
                (
                    units[i].treaty_class == "visiting-forces"
                    and units[j - 1].norm == "di"
                    and (not governed or any(x.kind is Kind.TROOPS for x in units[i + 1 : j]))
                    and not inside
                    and not clause.main
                )
                or (clause.main and units[j - 1].op == "announced")
                or (noun and any(units[m].op == "announced" for m in range(max(i, j - 4), j)))
            ):
                clause.complement.extend(x.code for x in group)
            j = max(k, j + 1)
            continue
        if u.kind in (Kind.OP, Kind.LEX) and (u.op in STAGES or u.op in NEUTRAL) and not u.noun:
            predicate = u.voice in (Voice.PASSIVE, Voice.MIDDLE) or u.verbal == "passive" or u.op == "in-force"
            predicate = predicate and u.op in STAGES
            if predicate and (not inside or spent) and not clause.main and not governed:
                mods = before_main(units, i, j)
                inner = [] if noun else [u.op]
                if noun:
                    clause.acts.append(u.op)
                    clause.acts.extend(mods)
                else:
                    clause.acts = [
                        *inner,
                        *mods,
                        *[a for a in clause.acts if a in ("demand", "accuse", "deny", "condition")],
                    ]
                    clause.dated_from = u.start
                    clause.head = i
                clause.main, clause.passive, clause.last = True, True, j
                j += 1
                continue
            if predicate and inside and relative is None:
                relative, spent = j, True
                clause.dated_from = max(clause.dated_from, u.start)
            elif inside and not spent:
                spent = True
            elif u.op in ("plan", "enact", "void", "announced", "complete", "consider") or predicate:
                pass
            elif not inside and u.verbal == "active":
                break
            j += 1
            continue
        if u.kind in (Kind.VERB, Kind.ATTACK):
            if inside and not spent:
                spent = True
            elif not inside and u.verbal == "active":
                break
        elif u.kind is Kind.WORD and units[j - 1].norm in ("dengan", "bersama") and not inside and j - i <= 3:
            clause.stranger = not any(x.kind is Kind.ACTOR for x in units[j : j + 6])
            if u.norm in words.PEERS and clause.stranger:
                clause.both, clause.stranger = 2, False  # `dengan mitranya, Yasar Guler`
        j += 1
    if relative is not None and not clause.main and not governed and not noun:
        return relative
    return None


def _upon_it(u: Unit) -> bool:
    return u.kind is Kind.OP and u.verbal == "active" and u.op in STAGES and u.norm.endswith("nya")


def before_main(units: list[Unit], i: int, at: int) -> list[str]:
    """The negations, acts and moods between two places, the nearest to the verb first."""
    found: list[str] = []
    for u in reversed(units[i + 1 : at]):
        if u.kind is Kind.REL or u.norm == "," or u.kind is Kind.ACTOR:
            break
        if u.kind is Kind.NEG or u.norm == "gagal":
            found.append("belum" if u.norm == "belum" else "void" if u.norm == "gagal" else "neg")
        elif u.kind in (Kind.OP, Kind.LEX) and u.op and not u.noun:
            found.append(u.op)
        elif u.cue is not None and u.cue.axis == "mood":
            found.append(
                "may" if u.cue.value == "possible" else "condition" if u.cue.value == "condition" else "demand"
            )
    return found


def _party(units: list[Unit], i: int, j: int, *, inside: bool) -> bool:
    """Whether the actor at `j` behind the treaty at `i` is a side of it."""
    slot, steps = "", 0
    forces = units[j - 1].kind is Kind.TROOPS or units[j - 1].norm in words.MILITARY
    if inside and forces and units[j - 2].norm in phrases.CONTENT:
        return True  # `yang mengizinkan pasukan X`
    k = j - 1
    while k > i and steps < 7:
        u = units[k]
        if u.prep:
            slot = u.prep
            if u.norm == "antar":
                slot = "between"
            break
        if u.kind is Kind.MARK and u.norm not in '"“”()':
            return False
        if u.kind in (Kind.OP, Kind.LEX) and not u.noun:
            return (not inside and u.verbal == "passive" and u.op in STAGES and steps <= 2) or (
                inside and u.verbal == "passive" and u.op == "sign" and steps <= 1
            )
        if u.kind in (Kind.VERB, Kind.REL, Kind.ATTACK):
            return False
        k -= 1
        steps += 1
    if slot == "by":
        return True
    if inside:
        return False
    if slot in ("with", "between"):
        return True
    if slot == "to":
        return units[i].treaty_class == "alliance-accession" or any(
            u.op in ("offer", "propose", "seek", "negotiate") for u in units[:i]
        )
    return slot == "" and steps <= 2 and k <= i
