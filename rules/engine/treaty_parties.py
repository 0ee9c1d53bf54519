"""Whose treaty it is: sides that the clause names, and sides that something with a name of its own gives."""

from __future__ import annotations

import itertools

from rules.engine import treaty_words as words
from rules.engine.claims import Claim
from rules.engine.treaty_clause import Clause
from rules.engine.treaty_groups import only_place
from rules.engine.treaty_memory import Memory
from rules.engine.units import Kind, Sentence, Unit

OF_ONE = {"jcpoa": ["IR"]}
"""Treaties that bind one state above all: it is a side of whatever happens to them."""


_REGIONS = {
    "baltik": ("EE", "LT", "LV"), "baltics": ("EE", "LT", "LV"), "nordik": ("DK", "FI", "NO", "SE"),
    "benelux": ("BE", "LU", "NL"),
}  # fmt: skip
"""States that the press names by their region."""

_THREE = frozenset(("e 3", "e3", "trio", "eropa", "kekuatan eropa"))
"""How the press calls the three European parties of the nuclear deal with Iran."""


def complete(claim: Claim, s: Sentence, i: int, unit: Unit, clause: Clause, memory: Memory, *, anaphor: bool) -> None:
    """Fills the claim's parties: the clause first, then the treaty's own entry, `kedua negara`, the text before."""
    parties = _joined([p for p in [*clause.subject, *clause.complement] if p not in ("un", "")])
    if clause.both and len(parties) < 2:
        parties = _joined(parties, memory.around(s))[: max(2, clause.both)]
    parties = _by_name(claim, parties, unit, clause, memory)
    if not parties and (clause.main or clause.course.base in ("end", "in-force", "sign", "void")):
        parties = list(memory.sides_of(unit) if anaphor else [])
        parties = parties or (bystanders(s, i) if not clause.background else [])
    parties = _with_home(claim, s, unit, clause, memory, parties)
    parties = _with_partner(s, i, unit, clause, memory, parties)
    parties = parties or _members_of(s, i, memory)
    if anaphor:
        parties = _as_before(s, i, unit, clause, memory, parties)
    nuclear = unit.treaty == "jcpoa" or (unit.norm.startswith("perundingan") and parties == ["IR"])
    if nuclear and any(u.norm in _THREE for u in s.units):
        parties = _joined(parties, ["DE", "FR", "GB"])
    if not parties:
        parties = next((list(_REGIONS[u.norm]) for u in s.units if u.norm in _REGIONS), [])
    if not parties and any(a.norm in ("dua", "kedua") and b.norm == "korea" for a, b in itertools.pairwise(s.units)):
        parties = ["KP", "KR"]
    bound = OF_ONE.get(unit.treaty, [])
    said = {u.code for u in s.units if u.kind is Kind.ACTOR}
    if bound and ((parties and ("iran" in unit.norm or set(bound) & said)) or unit.norm.startswith("sanksi")):
        parties = _joined(parties, bound)
    named = unit.treaty in memory.lexicon.treaties
    if len(parties) == 1 and claim.stage in ("agreed", "signed", "negotiating", "planned") and not named:
        parties = _joined(parties, _met(s, memory))
    claim.parties = parties
    if parties and not claim.reject:
        memory.parties.setdefault(unit.treaty or unit.treaty_class, list(parties))


def _with_partner(s: Sentence, i: int, unit: Unit, clause: Clause, memory: Memory, parties: list[str]) -> list[str]:
    """`Manila yakin pakta dengan Prancis bisa diteken`: the side that the clause leaves to what stands around it."""
    named = unit.treaty in memory.lexicon.treaties
    behind = [u.norm for u in s.units[i + 1 : i + 4]]
    if named or not clause.main or len(parties) != 1 or parties != clause.complement or "dengan" not in behind:
        return parties
    near = [u.code for u in [*reversed(s.units[:i]), *s.units[i:]] if u.kind is Kind.ACTOR]
    sides = bystanders(s, i)
    others = [c for c in near if c in sides and c not in parties and memory.is_state(c)]
    others = others or [c for c in memory.people() if c not in parties][:1]
    return _joined(parties, others[:1])


def own_call(claim: Claim, s: Sentence, unit: Unit, clause: Clause, memory: Memory) -> None:
    """`Kekuatan Eropa mendesak perundingan untuk memulihkan ...`: parties that call for talks of their own."""
    named = memory.lexicon.treaties.get(unit.treaty)
    if claim.reject != "demand" or named is None or "negotiate" not in clause.acts or not s.lead:
        return
    front = s.units[max(0, clause.head - 4) : clause.head]
    callers = [u.code for u in front if u.code in named.parties]
    if callers or any(u.norm in ("eropa", "kekuatan eropa", "e3") for u in front):
        claim.reject, claim.stage = "", "negotiating"
        clause.subject.extend(callers or OF_ONE.get(unit.treaty, []))


def bystanders(s: Sentence, i: int) -> list[str]:
    """States of the sentence that no preposition of place holds, when nothing else names the parties."""
    found: list[str] = []
    for n, u in enumerate(s.units):
        if u.kind is Kind.ACTOR and not u.company and u.code not in ("", "un") and abs(n - i) <= 12:
            before = s.units[n - 1] if n else None
            if (before is not None and before.prep in ("at", "about")) or only_place(s.units, n):
                continue
            found.append(u.code)
    return _joined(found)[:3]


def _joined(*parties: list[str]) -> list[str]:
    return list(dict.fromkeys(p for some in parties for p in some))


def _by_name(claim: Claim, parties: list[str], unit: Unit, clause: Clause, memory: Memory) -> list[str]:
    """What the treaty's own entry says about its sides; another pair signs another treaty."""
    named = memory.lexicon.treaties.get(unit.treaty)
    base = clause.course.base
    if named is None:
        if unit.treaty_class == "alliance-accession" and parties:
            return _joined(parties, sorted(a for a in memory.alliances if a in unit.norm.split()))
        return parties
    if not 0 < len(named.parties) <= 2:
        return parties
    strangers = [p for p in (clause.complement if len(parties) < 2 else parties) if p not in named.parties]
    others = len(set(parties) | set(named.parties)) > 2
    if strangers and len(named.parties) == 2 and others and base != "join":
        claim.treaty = ""
        return parties
    if base in ("join", "apply") or len(named.parties) == 1:
        return _joined(parties, list(named.parties))
    return _joined([p for p in parties if p in named.parties], list(named.parties))


def _with_home(claim: Claim, s: Sentence, unit: Unit, clause: Clause, memory: Memory, parties: list[str]) -> list[str]:
    """The home state, where the home press leaves it out."""
    alone = len(parties) == 1 and "ID" not in parties and not unit.treaty
    titled = _home_title(s, clause)
    bare = titled and s.field == "title" and bool(set(s.units[clause.head - 1].norm.split()) & words.HOME_TITLES)
    here = clause.both and any(u.norm in ("jakarta", "istana merdeka", "istana negara") for u in s.units)
    if alone and (
        (bare and not clause.subject)
        or here
        or (memory.home and not clause.subject and (clause.main or titled))
        or (clause.both and titled)
    ):
        parties = [*parties, "ID"]
    if alone and clause.main and s.field == "title" and len(claim.claimants) == 1 and ":" in s.norms:
        parties = _joined(parties, claim.claimants)  # `Prabowo: Perjanjian dengan X akan ...`
    with_one = bool(clause.complement) and any(u.norm == "dengan" for u in s.units[clause.first : clause.first + 12])
    if alone and clause.main and with_one and len(claim.claimants) == 1:
        parties = _joined(parties, claim.claimants)  # `Menhan X menyebut perjanjian dengan Y rampung`
    bill = clause.law or unit.norm.startswith("ruu ")
    if not parties and bill and clause.course.base == "ratify" and not memory.around(s):
        return ["ID"]  # a bill with no state named is one of the home parliament
    return parties


def _home_title(s: Sentence, clause: Clause) -> bool:
    """`Wamenhan Trenggono meneken ...`: a title with no state is one of the home state."""
    front = s.units[: clause.head]
    titled = [k for k, u in enumerate(front) if set(u.norm.split()) & words.HOME_TITLES]
    if not titled:
        return False
    peer = next((k for k in range(titled[0], len(front)) if front[k].kind is Kind.AND), None)
    named = next((k for k, u in enumerate(front) if u.kind is Kind.ACTOR), None)
    return named is None or (peer is not None and titled[0] < peer - 1 and peer < named)


def _members_of(s: Sentence, i: int, memory: Memory) -> list[str]:
    """`tiga negara AUKUS meneken ...`: a pact named as a group of states."""
    for before, u in zip(s.units[:i], s.units[1:i], strict=False):
        named = memory.lexicon.treaties.get(u.treaty)
        if named is not None and 0 < len(named.parties) <= 3 and before.norm in words.GROUPS:
            return list(named.parties)
    return []


def _as_before(s: Sentence, i: int, unit: Unit, clause: Clause, memory: Memory, parties: list[str]) -> list[str]:
    """`perjanjian itu` has the sides it had; `perjanjian serupa` has one of them."""
    before = memory.sides_of(unit)
    if len(parties) == 1 and before and parties[0] not in before:
        serupa = any(u.norm == "serupa" for u in s.units[i + 1 : i + 3])
        return [before[0], *parties] if serupa else parties
    if not parties and not clause.background:
        return list(before) or memory.around(s)[:2]
    return parties


def _met(s: Sentence, memory: Memory) -> list[str]:
    """`Setelah bertemu X, Y menyepakati ...`: who was met in front of the act is the other side."""
    for k, u in enumerate(s.units):
        if u.norm in words.MEETING:
            found = [x.code for x in s.units[k + 1 : k + 5] if x.kind is Kind.ACTOR]
            return [c for c in found if memory.is_state(c)][:1]
    return []
