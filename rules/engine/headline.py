"""Headlines of two clauses: the other one names whom it strikes, `Serbia setop ekspor amunisi, Israel kena imbas`."""

from __future__ import annotations

import itertools

from rules.engine.control import blames
from rules.engine.units import Kind, Unit
from rules.indonesian.grammar import word_set

STRUCK = word_set(
    """
    kesal kecewa imbas imbasnya gigit jari hampa protes geram marah gerah murka menjerit merana memelas kelimpungan
    kena terancam terpukul rugi merugi pusing panik ketar-ketir gusar meradang ngamuk mengeluh sesalkan menyesalkan
    """
)
"""What is told of somebody who does not get what he waited for."""


def struck(units: list[Unit], start: int, end: int, known: list[str]) -> list[str]:
    """The side that a stopped or refused supply strikes, as the neighbour clause between commas tells; else nobody."""
    for first, last in _clauses(units):
        if first <= start < last or first <= end - 1 < last:
            continue
        clause = units[first:last]
        actors = [n for n, u in enumerate(clause) if u.kind is Kind.ACTOR and u.code not in known]
        if not actors or (actors[0] and clause[actors[0] - 1].prep) or len({clause[n].code for n in actors}) > 1:
            continue
        blamed = [u.code for u in clause[actors[0] + 1 :] if u.kind is Kind.ACTOR]
        complains = any(blames(u) for u in clause) and bool(blamed) and set(blamed) <= set(known)
        if complains or any(u.norm in STRUCK for u in clause):
            return [clause[actors[0]].code]
    return []


_PAYING = word_set(
    """
    gelontorkan kucurkan hibahkan guyur sumbang sumbangkan donasikan beri berikan kirim serahkan hadiahkan tepati
    """
)


def giver_beside(units: list[Unit], start: int, known: list[str]) -> list[str]:
    """`[Tokyo] gelontorkan miliaran yen, TNI AL dapat kapal patroli`: who gives in the clause before the comma."""
    for first, last in _clauses(units):
        clause = units[first:last]
        if last > start or not clause or clause[0].kind is not Kind.ACTOR or clause[0].code in known:
            continue
        if len(clause) > 1 and clause[1].norm in _PAYING and len({u.code for u in clause if u.code}) == 1:
            return [clause[0].code]
    return []


def blamed(units: list[Unit], end: int) -> tuple[list[str], list[str]]:
    """`Ekspor senjata disetop, [Netanyahu] semprot [Inggris]`: who is blamed did it, who blames is struck."""
    comma = next((n for n in range(end, len(units)) if units[n].norm == ","), -1)
    if comma < 0:
        return [], []
    actors = [n for n in range(comma + 1, len(units)) if units[n].kind is Kind.ACTOR]
    if len(actors) != 2 or actors[0] != comma + 1 or units[actors[1] - 1].prep:
        return [], []
    if not any(blames(u) and not u.norm.startswith("di") for u in units[actors[0] + 1 : actors[1]]):
        return [], []
    return [units[actors[1]].code], [units[actors[0]].code]


def _clauses(units: list[Unit]) -> list[tuple[int, int]]:
    commas = [n for n, u in enumerate(units) if u.norm == ","]
    edges = [-1, *commas, len(units)]
    return [(a + 1, b) for a, b in itertools.pairwise(edges)]
