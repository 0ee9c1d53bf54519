"""Names side by side: a group of actors with their titles, what it hangs on, and names that are only places."""

from __future__ import annotations

from rules.engine import treaty_words as words
from rules.engine.lexicon import TermKind
from rules.engine.units import Kind, Unit

_TITLES = (Kind.WORD, Kind.VOID, Kind.TROOPS, Kind.NUMBER)
_REPORTING = ("accuse", "demand", "deny", "confirm", "seek", "refuse", "announce", "enact", "offer")


_QUOTES = ('"', "“", "”", "'")


def only_place(units: list[Unit], j: int) -> bool:
    """`perundingan Wina`: a city that lends talks its name."""
    u = units[j]
    city = u.term is not None and u.term.kind is TermKind.CAPITAL
    return city and j > 0 and units[j - 1].norm in words.GATHERINGS


def group_left(units: list[Unit], j: int) -> tuple[list[str], int]:
    """The coordinated actors that end at `j`, titles between them passed, and the index of the first."""
    found = [units[j].code] if not units[j].company else []
    first = j
    k = j - 1
    while k >= 0:
        m = _past_titles(units, k, first, j)
        if m >= 0 and units[m].kind is Kind.ACTOR and units[m].code == found[0] and j - m < 24:
            first, k = m, m - 1  # `Presiden Amerika Serikat Barack Obama`
            continue
        if m < 0 or not _joins(units, m, len(found)):
            break
        m = _past_apposition(units, m, first, j)
        if m < 0 or units[m].kind is not Kind.ACTOR:
            break
        found.insert(0, units[m].code)
        first, k = m, m - 1
    return [c for c in dict.fromkeys(found) if c], first


def _past_titles(units: list[Unit], k: int, first: int, last: int) -> int:
    """The place in front of the titles that end at `k`."""
    while k >= 0 and last - k < 24 and first - k <= 6:
        of_peer = units[k].norm == "dari" and k and units[k - 1].norm in words.PEERS
        if units[k].kind not in _TITLES and not of_peer and units[k].norm not in _QUOTES:
            break
        k -= 1
    return k


def _joins(units: list[Unit], m: int, members: int) -> bool:
    """Whether the unit at `m` joins the names on both its sides."""
    u = units[m]
    if u.kind is Kind.AND or u.norm in ("/", "bersama"):
        return True
    if u.norm != ",":
        return False
    if members > 1:
        return True
    listed = m > 1 and units[m - 2].norm == ","
    return m > 0 and units[m - 1].kind is Kind.ACTOR and (listed or units[m + 1].kind is Kind.AND)


def _past_apposition(units: list[Unit], joint: int, first: int, last: int) -> int:
    """The place of the name in front of `joint`, brackets, commas and apposed names passed."""
    peer = any(w.norm in words.PEERS for w in units[joint:first])
    listed = units[joint].norm != "," or any(u.norm == "," for u in units[first:last])
    m = joint - 1
    while m >= 0 and units[m].norm in (",", "-"):
        m -= 1
    if m >= 0 and units[m].norm == ")":
        m = next((n for n in range(m - 1, max(-1, m - 8), -1) if units[n].norm == "("), 0) - 1
    steps = 0
    while m >= 0 and steps < 4 and listed and units[m].kind is Kind.WORD:
        if not (units[m].capital or peer or units[m].norm in ("lain", "lainnya")):
            break
        m -= 1
        steps += 1
    return m


def governor_of(units: list[Unit], first: int) -> Unit | None:
    """What the noun phrase at `first` hangs on: a preposition or an active verb right before its titles."""
    k = first - 1
    while k >= 0 and first - k <= 6:
        u = units[k]
        if u.norm in words.ACT_HEADS or u.norm in words.PEERS:
            return None
        if u.norm == "dari" and k and units[k - 1].norm in words.PEERS:
            k -= 2
            continue
        if u.kind is Kind.PREP or (u.prep and u.kind is not Kind.LEX):
            return u if u.norm not in ("rancangan",) else None
        if u.verbal == "active" and u.kind in (Kind.VERB, Kind.OP, Kind.LEX, Kind.ATTACK):
            return u if u.op not in _REPORTING else None
        if u.kind not in (*_TITLES, Kind.AUX):
            return None
        k -= 1
    return None


def holder(units: list[Unit], k: int) -> list[str]:
    """The actor nearest in front of `k`."""
    for m in range(k - 1, max(-1, k - 16), -1):
        if units[m].kind is Kind.ACTOR and not (m and units[m - 1].prep == "at"):
            return [units[m].code]
        if units[m].norm in ".;?!:":
            return []
    return []
