"""Who acts on a treaty: the subject, shared or fronted."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from rules.engine import treaty_words as words
from rules.engine.lists import coordinated
from rules.engine.treaty_clause import REPORTED, Clause, note_opinion
from rules.engine.treaty_groups import governor_of, group_left, holder, only_place
from rules.engine.treaty_stages import STAGES
from rules.engine.units import Kind, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice

_GROUNDS = frozenset(
    ("karena", "lantaran", "sebab", "akibat", "imbas", "gara-gara", "jika", "bila", "apabila", "kalau", "seandainya")
)
_OF_BOTH = ("negara", "pihak", "pemimpin", "menteri", "negeri", "menhan", "presiden")
_REACH = 30
_STOP = -1


def find_subject(units: list[Unit], clause: Clause) -> None:
    """The actors whose act it is: the nearest in front of the outermost act that hang on nothing else."""
    walk = _Walk(units, clause)
    j = clause.head - 1
    while j >= 0 and clause.head - j <= _REACH:
        j = walk.step(j)


@dataclass(slots=True)
class _Walk:
    """One walk to the left from the outermost act; each step says where to go on, or to stop."""

    units: list[Unit]
    clause: Clause
    linked: bool = False
    comma: bool = False

    def step(self, j: int) -> int:
        """The next place to the left of `j`."""
        u, clause = self.units[j], self.clause
        clause.legislature = clause.legislature or u.norm in words.LEGISLATURES
        clause.law = clause.law or u.norm in words.LAWS
        if u.norm in words.BOTH and u.kind in (Kind.PRONOUN, Kind.WORD, Kind.AUX) and not self.comma:
            clause.both = 3 if u.norm == "ketiga" else 2
            after = self.units[j + 1].norm if j + 1 < len(self.units) else ""
            if u.norm in ("mereka", "keduanya") or after in _OF_BOTH:
                clause.first = j
                return _STOP
        if u.norm in words.OURSELVES and not clause.subject and not self.comma:
            clause.subject, clause.first = holder(self.units, j), j
            return j - 1  # `X mengumumkan bahwa negaranya mengakhiri ...`
        if u.kind is Kind.MARK:
            return self._mark(u, j)
        if u.kind is Kind.AND:
            self.linked = self.linked or j == clause.head - 1
            return j - 1
        if u.kind is Kind.SUB:
            return self._conjunction(u, j)
        if u.norm in words.REGRETTING and clause.complement:
            return _STOP
        if u.kind in (Kind.OP, Kind.LEX) and u.op and u.verbal and not self.comma and j < clause.head - 1:
            self._outer_act(u)
        if u.kind is Kind.ACTOR and u.code != "un" and not only_place(self.units, j):
            return self._actor(j)
        return j - 1

    def _mark(self, u: Unit, j: int) -> int:
        if u.norm in ".;?!":
            return _STOP
        if u.norm == ":":
            self._announced_by(j)
            return _STOP
        if u.norm == ")":
            opened = next((k for k in range(j - 1, max(-1, j - 12), -1) if self.units[k].norm == "("), None)
            return j - 1 if opened is None else opened - 1
        self.comma = self.comma or u.norm == ","
        return j - 1

    def _announced_by(self, colon: int) -> None:
        """`Putin: ...`: who stands before the colon speaks, and acts when nobody else does."""
        clause = self.clause
        speaker = [x.code for x in self.units[max(0, colon - 12) : colon] if x.kind is Kind.ACTOR]
        note_opinion(self.units[max(0, colon - 6) : colon], clause)
        clause.claimants.extend(speaker[:1])
        if speaker and not clause.subject and "violate" not in clause.acts:
            clause.subject = speaker[:1]
        clause.first = 0

    def _conjunction(self, u: Unit, j: int) -> int:
        if u.norm != "bahwa" and u.norm not in _GROUNDS:
            self.linked = True
            return j - 1
        if u.norm in grammar.CONDITIONALS:
            self.clause.acts.append("condition")
        return _STOP

    def _outer_act(self, u: Unit) -> None:
        if u.norm in words.WARNING:
            self.clause.acts.append("threat")  # `Iran memperingatkan pihaknya akan keluar`
        elif u.op == "refuse" and "join" in self.clause.acts:
            self.clause.acts.append("refuse")  # `X tutup pintu bagi Y masuk pakta`
        elif u.op in ("demand", "refuse", "offer"):
            self.clause.acts.append("demand")
        elif u.op == "accuse":
            self.clause.alleged = self.clause.alleged or u.norm.startswith(REPORTED)

    def _actor(self, j: int) -> int:
        units, clause = self.units, self.clause
        group, first = group_left(units, j)
        governor = governor_of(units, first)
        if first and units[first - 1].norm in words.INFORMING:
            clause.complement.extend(c for c in group if c not in clause.complement)
            return first - 2  # `memberi tahu X (bahwa) ...`: who is told is the other side
        if governor is not None and governor.prep == "against" and "violate" in clause.acts:
            clause.subject, clause.first = group, first
            return _STOP
        if governor is not None and governor.kind is Kind.PREP and governor.prep != "between":
            at = units.index(governor)
            joint = governor.norm == "bersama" or units[at - 1].norm == "bersama"
            if joint or (governor.norm in ("dengan", "dan") and not self.comma):
                clause.subject[:0] = group
            return min(first, at) - 1
        if governor is not None and governor.kind is not Kind.PREP and (self.linked or self.comma):
            return units.index(governor) - 1
        return self._acting(group, first, j)

    def _acting(self, group: list[str], first: int, j: int) -> int:
        """The group is the subject; its titles say whether it is a house of parliament or one of former days."""
        units, clause = self.units, self.clause
        if first > 1 and units[first - 1].kind is Kind.AND and units[first - 2].norm in words.OURSELVES:
            group = [*holder(units, first - 2), *group]  # `X mengatakan negaranya dan Y meneken ...`
        clause.subject[:0] = group
        clause.first = first
        former = {w.norm for w in units[max(0, first - 3) : j]} & words.FORMER
        clause.background = clause.background or bool(former)  # `mantan presiden X menarik ...`
        near = {w.norm for w in units[max(0, first - 5) : clause.head]}
        near |= {p for w in units[max(0, first - 1) : clause.head] for p in w.norm.split()}
        clause.legislature = clause.legislature or bool(near & words.LEGISLATURES)
        accused = first and units[first - 1].op == "accuse" and units[first - 1].voice is Voice.PASSIVE
        return first - 2 if accused else _STOP


def shared_subject(units: list[Unit], i: int, clause: Clause) -> None:
    """`Batalkan Pakta dengan X, Ini Alasan Y`: the clause in front borrows the subject of the one behind the comma."""
    comma = next((k for k in range(i + 1, min(len(units), i + 9)) if units[k].norm == ","), None)
    if comma is None:
        return
    for k in range(comma + 1, min(len(units), comma + 6)):
        u = units[k]
        if u.kind is Kind.ACTOR and not u.company and u.code not in clause.complement:
            group, end = coordinated(units, k, Kind.ACTOR)
            clause.subject = [x.code for x in group]
            for forces, owner in itertools.pairwise(units[end : end + 5]):
                if forces.kind is Kind.TROOPS and owner.kind is Kind.ACTOR and not clause.complement:
                    clause.complement.append(owner.code)  # `..., X izinkan tentara Y`
            return
        if u.prep or u.kind in (Kind.SUB, Kind.REL):
            return


def fronted_act(units: list[Unit], i: int) -> int | None:
    """`Mulai Berlaku Hari Ini, Apa Isi Perjanjian ...`: the predicate in front, a comma, then the name."""
    comma = next((k for k in range(i - 1, max(-1, i - 9), -1) if units[k].norm == ","), None)
    if comma is None:
        return None
    start = 0
    for k in range(start, min(comma, 5)):
        u = units[k]
        if u.kind is Kind.ACTOR or (u.kind in (Kind.VERB,)):
            return None
        told = u.voice in (Voice.PASSIVE, Voice.MIDDLE) or (u.op == "in-force" and not u.noun)
        if u.kind is Kind.OP and u.op in STAGES and told and u.op != "void":
            return k
    return None
