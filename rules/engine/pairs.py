"""Lists of pairs under one verb: `fregat dari Korsel, rudal dari India`, `rudal untuk Estonia dan radar untuk Latvia`.

Each weapon has a side of its own, so each pair is a development of its own.
"""

from __future__ import annotations

from dataclasses import replace

from rules.engine.arms import name_classes
from rules.engine.claims import Claim
from rules.engine.frames import Lexeme
from rules.engine.lists import coordinated
from rules.engine.roles import codes_of
from rules.engine.units import Kind, Sentence, Unit

Pair = tuple[list[Unit], list[Unit]]
_REACH = 60


def split_pairs(claim: Claim, lexeme: Lexeme) -> list[Claim]:
    """The further claims that the list behind the verb holds; the claim itself keeps the first pair."""
    if claim.frame != "transfer" or claim.relative or claim.denied or lexeme.deal:
        return []
    side = {"buy": "from", "get": "from", "give": "to", "ask": "from", "lend": "to"}.get(lexeme.wire, "")
    role = "suppliers" if side == "from" else "recipients"
    other = claim.recipients if side == "from" else claim.suppliers
    if not side or not other:
        return []
    pairs = pairs_behind(claim.sentence, claim.trigger, side)
    if len(pairs) < 2 or any(set(codes_of(actors)) & set(other) for _, actors in pairs):
        return []
    claims = [claim, *(replace(claim) for _ in pairs[1:])]
    for one, (weapons, actors) in zip(claims, pairs, strict=True):
        one.weapons, one.classes, one.systems, one.origins = list(weapons), [], [], []
        one.suppliers, one.recipients = list(claim.suppliers), list(claim.recipients)
        one.claimants, one.deniers, one.parties = list(claim.claimants), list(claim.deniers), []
        setattr(one, role, codes_of(actors))
        name_classes(one)
    last = claim.sentence.units.index(pairs[-1][1][-1])
    for one in claims:
        one.end = max(one.end, last + 1)
    return claims[1:]


def pairs_behind(s: Sentence, i: int, side: str) -> list[Pair]:
    """Weapons and actors in turn behind unit `i`, each pair joined by the preposition of that side."""
    units = s.units
    found: list[Pair] = []
    weapons: list[Unit] = []
    n = i + 1
    while n < min(len(units), i + _REACH):
        unit = units[n]
        if unit.kind is Kind.WEAPON and not unit.programme:
            weapons.append(unit)
        elif unit.prep and _leads(unit, side):
            if n + 1 >= len(units) or units[n + 1].kind is not Kind.ACTOR or not weapons:
                break
            actors, n = coordinated(units, n + 1, Kind.ACTOR)
            found.append((weapons, actors))
            weapons = []
            continue
        elif unit.prep == "maker" and n + 1 < len(units) and units[n + 1].kind is Kind.ACTOR:
            n += 1  # `rudal buatan Turki dari ...`
        elif _ends(unit):
            break
        n += 1
    return found


def _ends(unit: Unit) -> bool:
    if unit.kind is Kind.MARK:
        return unit.norm not in (",", ":", "(", ")")
    return unit.kind in _OTHER or bool(unit.prep) or bool(unit.verbal)


_OTHER = (Kind.SUB, Kind.REL, Kind.ACTOR, Kind.SPEECH)


def _leads(unit: Unit, side: str) -> bool:
    return unit.prep == "from" if side == "from" else unit.prep in ("to", "for")
