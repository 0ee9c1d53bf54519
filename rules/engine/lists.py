"""Lists of names: `Iran, China dan Rusia`, `rudal buatan Iran, drone dan radar`."""

from __future__ import annotations

from rules.engine.units import Kind, Unit
from rules.indonesian.grammar import word_set

_ADVERBS = word_set("langsung segera lantas pun kemudian lalu sontak juga tetap sudah telah akan pernah kini")
_AMOUNTS = word_set("bernilai berjumlah berupa senilai seharga sebanyak")


def coordinated(units: list[Unit], i: int, kind: Kind, *, finite: bool = False) -> tuple[list[Unit], int]:
    """The list that starts at `i` (`Iran, China dan Rusia`) and the index behind it.

    `finite`: the clause has its verb, so that `ke Peru dan [Bolivia mengecam ...]` opens another one.
    """
    found = [units[i]]
    pending: list[Unit] = []  # joined by commas only: a list once `dan` follows
    j = ended = i + 1
    while j < len(units):
        k = _past_joints(units, j)
        if k == j or k - j > 2:
            break
        m = _past_counts(units, k) if kind is Kind.WEAPON else k
        if m >= len(units) or units[m].kind is not kind:
            break
        if kind is Kind.ACTOR and opens_clause(units, m, alone=len(found) == 1 and not pending, finite=finite):
            break
        j = m + 1
        if kind is Kind.WEAPON:
            found.append(units[m])
            j = ended = _past_modifier(units, j)
            continue
        pending.append(units[m])
        if any(u.kind is Kind.AND for u in units[k - 1 : m]):
            found.extend(pending)
            pending = []
            ended = j
    return found, ended


def _past_joints(units: list[Unit], j: int) -> int:
    while j < len(units) and (units[j].kind is Kind.AND or units[j].norm in (",", "/", "&")):
        j += 1
    return j


def _past_counts(units: list[Unit], k: int) -> int:
    """`dan [sejumlah besar] rudal`: what may stand between the joint and the next weapon."""
    m = k
    while m < len(units) and m - k < 4 and units[m].kind in (Kind.NUMBER, Kind.AUX, Kind.WORD):
        m += 1
    return m


def opens_clause(units: list[Unit], i: int, *, alone: bool, finite: bool) -> bool:
    """`..., Rusia mengatakan`: the actor after a comma opens what follows; behind `, dan` too, after a single one."""
    passed = _ADVERBS if finite and units[i - 1].kind is Kind.AND else frozenset()
    after = next((u for u in units[i + 1 : i + 4] if u.norm not in passed), None)
    if units[i - 1].kind is Kind.AND:
        comma = alone and i > 1 and units[i - 2].norm == ","
        if finite and after is not None and after.norm in _AMOUNTS:
            return False
        return (
            (comma or (alone and finite))
            and after is not None
            and after.verbal == "active"
            and after.kind in (Kind.LEX, Kind.OP, Kind.VERB)
        )
    return after is not None and (after.kind in (Kind.VERB, Kind.OP, Kind.LEX, Kind.ATTACK) and not after.noun)


def _past_modifier(units: list[Unit], j: int) -> int:
    """Skips `buatan Iran`, `jarak dekat`, a possessor between the members of a list."""
    steps = 0
    while j < len(units) and steps < 4:
        unit = units[j]
        if (
            unit.prep == "maker"
            or (unit.kind is Kind.WORD and not unit.verbal)
            or (unit.kind is Kind.ACTOR and j and units[j - 1].prep == "maker")
        ):
            j += 1
        else:
            break
        steps += 1
    return j
