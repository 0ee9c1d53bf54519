"""Right of a treaty's name: passive acts, agents, partners and the verb of a clause that it opens."""

from __future__ import annotations

from dataclasses import dataclass

from rules.engine import treaty_words as words
from rules.engine.hanging import names_a_foe
from rules.engine.lists import coordinated, opens_clause
from rules.engine.treaty_clause import Clause
from rules.engine.treaty_phrases import CONTENT
from rules.engine.treaty_stages import NEUTRAL, STAGES
from rules.engine.units import Kind, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

_REACH = 40
_PASSED = ("plan", "enact", "void", "announced", "complete", "consider")
_KEPT = ("demand", "accuse", "deny", "condition")


def look_right(units: list[Unit], i: int, clause: Clause, *, governed: bool, noun: bool) -> int | None:
    """Reads what follows the treaty; returns the predicate of a relative clause."""
    walk = _Walk(units, i, clause, governed=governed, noun=noun)
    j: int | None = i + 1
    while j is not None and j < len(units) and j - i < _REACH:
        j = walk.step(j)
    told = clause.main or governed or noun
    return None if told else walk.relative


@dataclass(slots=True)
class _Walk:
    """One walk to the right; each step says where to go on, None to stop."""

    units: list[Unit]
    i: int
    clause: Clause
    governed: bool
    noun: bool
    relative: int | None = None
    inside: bool = False  # in a relative clause
    spent: bool = False  # whose verb is read

    def step(self, j: int) -> int | None:
        """The next place to the right of `j`."""
        u, clause = self.units[j], self.clause
        if u.kind is Kind.MARK:
            return self._mark(u, j)
        after = self.units[j + 1] if j + 1 < len(self.units) else None
        if u.kind is Kind.AND and not self.inside and after is not None and _upon_it(after) and clause.acts:
            clause.acts.append(after.op)  # `... dan menekennya`
        if u.kind is Kind.REL:
            self.inside, self.spent = True, False
            return j + 1
        if u.norm == "selama" and after is not None and after.kind is Kind.NUMBER:
            return j + 1  # `selama 10 tahun`
        if u.norm in ("yakni", "yaitu") and not self.inside and self._named_after(j):
            return None
        if u.norm in _ASIDES and self.units[j - 1].norm == ",":
            closed = next((n for n in range(j, min(len(self.units), j + 12)) if self.units[n].norm == ","), None)
            return None if closed is None else closed + 1  # `pakta itu, termasuk klausulnya, berlaku`
        if u.kind in (Kind.SUB, Kind.SPEECH):
            if clause.main and u.norm in grammar.CONDITIONALS and "threat" not in clause.acts:
                clause.acts.append("condition")
            return None
        if u.norm in words.BOTH and not self.inside and u.kind is not Kind.OP:
            clause.both = max(clause.both, 3 if u.norm == "ketiga" else 2)
        if u.kind is Kind.ACTOR:
            return self._actor(j)
        if u.kind in (Kind.OP, Kind.LEX) and (u.op in STAGES or u.op in NEUTRAL) and not u.noun:
            return self._act(u, j)
        if u.kind in (Kind.VERB, Kind.ATTACK):
            return self._verb(u, j)
        if u.kind is Kind.WORD and not self.inside and j - self.i <= 3:
            self._partner(u, j)
        return j + 1

    def _mark(self, u: Unit, j: int) -> int | None:
        if u.norm in ".;?!:":
            return None
        if u.norm == ",":
            self.inside = self.inside and not self.spent
        return j + 1

    def _actor(self, j: int) -> int | None:
        finite = self.governed and not self.noun
        if finite and self.units[j - 1].kind is Kind.AND and opens_clause(self.units, j, alone=True, finite=True):
            return None  # `..., dan [Bolivia langsung bereaksi]`
        group, end = coordinated(self.units, j, Kind.ACTOR, finite=finite)
        if _foe(self.units, j):
            return max(end, j + 1)
        if _party(self.units, self.i, j, inside=self.inside):
            house = {n for x in self.units[max(self.clause.last, j - 3) : j + 1] for n in x.norm.split()}
            self.clause.legislature |= self.clause.main and bool(house & words.LEGISLATURES)  # `disetujui parlemen X`
            self.clause.complement.extend(x.code for x in group if not x.company)
            self.clause.complement.extend(_peer(self.units, end))
            self.clause.last = max(self.clause.last, end - 1)
        elif self._hosts(j) or self._serves(j) or self._announces(j) or self._sends(j):
            self.clause.complement.extend(x.code for x in group)
        return max(end, j + 1)

    def _named_after(self, j: int) -> bool:
        """`dengan empat negara, yakni A, B, C, dan D`: who they are."""
        if not any(x.norm == "negara" for x in self.units[max(self.i, j - 4) : j]):
            return False
        for x in self.units[j + 1 : j + 16]:
            if x.kind is Kind.ACTOR and not x.company:
                self.clause.complement.append(x.code)
            elif x.kind is not Kind.AND and x.norm not in (",", "serta", "kerajaan", "republik"):
                break
        return bool(self.clause.complement)

    def _hosts(self, j: int) -> bool:
        """`perjanjian penempatan pasukan di X`: the state where foreign forces stand is a side."""
        if self.units[self.i].treaty_class != "visiting-forces" or self.units[j - 1].norm != "di":
            return False
        forces = any(x.kind is Kind.TROOPS for x in self.units[self.i + 1 : j])
        return (not self.governed or forces) and not self.inside and not self.clause.main

    def _serves(self, j: int) -> bool:
        """`perjanjian sewa pangkalan untuk militer X`: whom the bases serve is a side."""
        if self.units[self.i].treaty_class != "visiting-forces" or self.inside:
            return False
        k = j - 1
        while k > self.i and self.units[k].norm in ("militer", "tentara", "pasukan", "armada", "pemerintah"):
            k -= 1
        return self.units[k].prep == "for" and j - self.i <= 6

    def _sends(self, j: int) -> bool:
        """`pemberitahuan pemutusan perjanjian dari X`: who sends it ends it."""
        ended = self.clause.acts[:1] in (["leave"], ["end"], ["cancel"])
        return self.units[self.i - 1].noun and ended and self.units[j - 1].norm == "dari" and not self.inside

    def _announces(self, j: int) -> bool:
        """`... diumumkan X`: who announces it is a side."""
        if self.clause.main and self.units[j - 1].op == "announced":
            return True
        return self.noun and any(x.op == "announced" for x in self.units[max(self.i, j - 4) : j])

    def _act(self, u: Unit, j: int) -> int | None:
        passive = u.voice in (Voice.PASSIVE, Voice.MIDDLE) or u.verbal == "passive" or u.op == "in-force"
        predicate = passive and u.op in STAGES
        if predicate and (not self.inside or self.spent) and not self.clause.main and not self.governed:
            self._predicate(u, j)
        elif predicate and self.inside and self.relative is None:
            self.relative, self.spent = j, True
            self.clause.dated_from = max(self.clause.dated_from, u.start)
        elif self.inside and not self.spent:
            self.spent = True
        elif u.op not in _PASSED and not predicate and not self.inside and u.verbal == "active":
            return None
        return j + 1

    def _predicate(self, u: Unit, j: int) -> None:
        """The verb of the clause that the treaty opens: the acts in front of it work upon it, not on the name."""
        clause, moods = self.clause, before_main(self.units, self.i, j)
        if j + 1 < len(self.units) and self.units[j + 1].norm in ("sebelum", "jelang") and u.op in ("sign", "ratify"):
            moods = [*moods, "plan"]  # `diteken sebelum akhir tahun`
        if self.units[j - 1].norm in ("untuk", "guna", "agar"):
            moods = [*moods, "plan"]  # `dikirim ke Senat untuk diratifikasi`
        if self.noun:
            clause.acts += [u.op, *moods]
        else:
            aimed = [
                a for a in clause.acts if a == "plan" and u.op in ("sign", "finish", "ratify", "in-force", "approve")
            ]
            clause.acts = [u.op, *moods, *[a for a in clause.acts if a in _KEPT], *aimed]
            clause.dated_from, clause.head = u.start, self.i
        clause.main, clause.passive, clause.last = True, True, j

    def _verb(self, u: Unit, j: int) -> int | None:
        if self.inside and not self.spent:
            self.spent = True
        elif not self.inside and u.verbal == "active":
            return None
        return j + 1

    def _partner(self, u: Unit, j: int) -> None:
        """`dengan mitranya, Yasar Guler` is the other side, `dengan universitas` is none that counts."""
        if self.units[j - 1].norm not in ("dengan", "bersama"):
            return
        if u.norm in _MANNER:
            return
        self.clause.stranger = not any(x.kind is Kind.ACTOR for x in self.units[j : j + 6])
        if u.norm in words.PEERS and self.clause.stranger:
            self.clause.both, self.clause.stranger = 2, False


def _foe(units: list[Unit], j: int) -> bool:
    """`di tengah ketegangan dengan X`: the actor at `j` hangs on a noun of its own."""
    k = j - 1
    while k > 0 and units[k].norm in ("presiden", "perdana", "menteri", "raja", "pangeran", "negara", "pemimpin"):
        k -= 1
    return bool(units[k].prep) and names_a_foe(units, k)


def _peer(units: list[Unit], end: int) -> list[str]:
    """`... oleh Menhan X dan mitranya dari Y`: the peer's state."""
    near = units[end : end + 6]
    joint = next((n for n, x in enumerate(near[:3]) if x.kind is Kind.AND), None)
    if joint is None or joint + 1 >= len(near) or near[joint + 1].norm not in words.PEERS:
        return []
    return [x.code for x in near[joint + 2 :] if x.kind is Kind.ACTOR and not x.company][:1]


_ASIDES = frozenset(("termasuk", "yakni", "yaitu", "alias", "atau", "seperti", "beserta"))
_MANNER = word_set(
    """
    imbalan syarat suara tujuan cara hasil mayoritas nama efek alasan kondisi janji nilai masa dukungan jangka tenggat
    bantuan dalih catatan prinsip semangat upacara disaksikan ketentuan begitu demikian
    """
)
"""What stands behind `dengan` and is no partner."""


def _upon_it(u: Unit) -> bool:
    return u.kind is Kind.OP and u.verbal == "active" and u.op in STAGES and u.norm.endswith("nya")


def before_main(units: list[Unit], i: int, at: int) -> list[str]:
    """The negations, acts and moods between two places, the nearest to the verb first."""
    found: list[str] = []
    for u in reversed(units[i + 1 : at]):
        if u.kind is Kind.REL or u.norm == "," or u.kind is Kind.ACTOR:
            break
        if u.norm in ("sulit", "susah"):
            found.append("plan")
        elif u.kind is Kind.NEG or u.norm == "gagal":
            found.append("belum" if u.norm == "belum" else "void" if u.norm == "gagal" else "neg")
        elif u.kind in (Kind.OP, Kind.LEX) and u.op and not u.noun:
            found.append(u.op)
        elif u.cue is not None and u.cue.axis == "mood":
            found.append(
                "may" if u.cue.value == "possible" else "condition" if u.cue.value == "condition" else "demand"
            )
    return found


_PRESENCE = frozenset(("keberadaan", "kehadiran", "penempatan", "masuknya", "kedatangan"))


def _party(units: list[Unit], i: int, j: int, *, inside: bool) -> bool:
    """Whether the actor at `j` behind the treaty at `i` is a side of it."""
    slot, steps = "", 0
    forces = units[j - 1].kind is Kind.TROOPS or units[j - 1].norm in words.MILITARY
    if inside and forces and (units[j - 2].norm in CONTENT or units[j - 2].norm in _PRESENCE):
        return True  # `yang mengizinkan pasukan X`
    k = j - 1
    while k > i and steps < 7:
        u = units[k]
        if u.prep:
            slot = u.prep
            if u.norm == "antar":
                slot = "between"
            break
        if u.norm == "," and units[k - 1].norm in words.PEERS:
            k -= 1
            continue  # `dengan mitranya, X`
        if u.kind is Kind.MARK and u.norm not in '"“”()':
            return False
        if u.kind in (Kind.OP, Kind.LEX) and not u.noun:
            return (not inside and u.verbal == "passive" and u.op in STAGES and steps <= 2) or (
                inside and u.verbal == "passive" and u.op in ("sign", "offer", "propose", "seek") and steps <= 1
            )
        if u.kind in (Kind.VERB, Kind.REL, Kind.ATTACK):
            return False
        k -= 1
        steps += 1
    if slot == "by":
        return True
    if inside and slot == "with":  # `pakta yang diteken rezim lama dengan X`
        between = units[i + 1 : j]
        return any(x.op == "sign" for x in between) and not any(x.kind is Kind.MARK for x in between)
    if inside:
        return False
    if slot in ("with", "between"):
        return True
    if slot == "to":
        return units[i].treaty_class == "alliance-accession" or any(
            u.op in ("offer", "propose", "seek", "negotiate") for u in units[:i]
        )
    return slot == "" and steps <= 2 and k <= i
