"""Left of a treaty's name: the acts that govern it, whose they are, and what makes it background."""

from __future__ import annotations

from dataclasses import dataclass

from rules.engine import treaty_words as words
from rules.engine.treaty_clause import Clause, note_act, note_since, take_cue
from rules.engine.treaty_groups import only_place
from rules.engine.treaty_stages import NEUTRAL, STAGES
from rules.engine.units import Kind, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice

_ADJUNCT = frozenset(("with", "by", "via", "without", "according", "besides", "between"))
_LAID_DOWN = frozenset(
    ("ditetapkan", "diatur", "tercantum", "termuat", "dimuat", "disyaratkan", "ditentukan", "tertuang")
)
_SHARE = frozenset(("keikutsertaan", "partisipasi", "kewajiban", "komitmen", "keanggotaan", "keterlibatan"))
_OWNED = frozenset(("restore", "enact", "approve", "leave", "apply", "join", "seek", "plan", "negotiate"))
_FILED = ("aju", "mengaju", "diaju", "permohonan", "pengajuan", "minta", "memohon", "mohon", "meminta")

_TAKING = ("tarik", "menarik", "sokong", "keluarkan", "mengeluarkan", "bawa", "membawa")

_HOPED = frozenset(("sign", "ratify", "approve", "finish", "extend", "create"))
_REACH = 18
_STOP = -1


def look_left(units: list[Unit], i: int, clause: Clause) -> bool:
    """Collects the acts in front of the treaty; returns whether the outermost of them is a noun."""
    walk = _Walk(units, i, clause)
    j = _past_list(units, i)
    while j >= 0 and i - j <= _REACH:
        j = walk.step(j)
    return walk.noun


_INCLUDING = frozenset(("termasuk", "di antaranya", "diantaranya", "salah satunya", "antara lain", "yakni", "yaitu"))


def _past_list(units: list[Unit], i: int) -> int:
    """`menandatangani sejumlah dokumen, termasuk [perjanjian]`: the place of what is signed."""
    k = i - 1
    including = k > 1 and (units[k].norm in _INCLUDING or (units[k].norm == "lain" and units[k - 1].norm == "antara"))
    including = including or (k > 1 and units[k].norm == "antaranya" and units[k - 1].norm == "di")
    if not including:
        return k
    comma = next((n for n in range(k, max(0, k - 4), -1) if units[n].norm == ","), None)
    return k if comma is None else comma - 1


@dataclass(slots=True)
class _Walk:
    """One walk to the left; each step says where to go on, or to stop."""

    units: list[Unit]
    i: int
    clause: Clause
    noun: bool = False  # the outermost act so far is a noun
    plain: int = 0  # words since the last act that are none

    def step(self, j: int) -> int:
        """The next place to the left of `j`."""
        u = self.units[j]
        acted = bool(self.clause.acts)
        if u.kind is Kind.NEG:
            return self._negation(u, j)
        if u.op == "void" and u.norm == "gagal" and not acted:
            return j - 1
        if u.kind in (Kind.OP, Kind.LEX) and (u.op in STAGES or u.op in NEUTRAL):
            return self._act(u, j)
        if u.cue is not None and not u.op:
            return self._cue(u, j)
        if u.norm in words.LAWS:
            self.clause.law = True
            return j - 1
        if u.kind is Kind.REL:
            return self._relative(j)
        if u.kind is Kind.AND:
            return self._joint(j)
        if only_place(self.units, j):
            return j - 1
        if u.kind is Kind.ACTOR:
            return self._owner(u, j)
        if u.kind is Kind.PREP:
            return self._preposition(u, j)
        if u.kind is Kind.SUB or u.norm in words.AFTER:
            return self._conjunction(u, j)
        if u.kind is Kind.MARK:
            return self._mark(u, j)
        if u.kind in (Kind.VERB, Kind.ATTACK, Kind.SPEECH) or (u.kind is Kind.LEX and not u.noun):
            return j - 1 if self._light(u) and not acted else _STOP
        if u.kind is Kind.TREATY and not acted:
            return j - 1
        if u.kind is Kind.PRONOUN and acted and not self.noun:
            return _STOP
        return self._word(u, j)

    def _negation(self, u: Unit, j: int) -> int:
        if not self.clause.acts and self.units[self.i].norm.startswith("perundingan") and u.norm in ("tidak", "tak"):
            self.clause.acts, self.clause.head = ["negotiate", "deny"], j
        elif self.clause.acts:
            none = j + 1 < len(self.units) and self.units[j + 1].norm == "ada" and u.norm != "belum"
            word = "deny" if none else "belum" if u.norm in ("belum", "gagal") else "neg"
            self.clause.acts.append(word)  # `tidak ada perundingan` is a denial
            self.clause.head = j
        elif u.norm in ("bukan", "tanpa", "gagal"):
            self.noun = False
            return _STOP
        return j - 1

    def _act(self, u: Unit, j: int) -> int:
        first = not self.clause.acts
        if u.norm in words.REGRETTING and not first:
            return _STOP  # what is regretted has happened
        if first and u.norm in _LAID_DOWN:
            return j - 1
        if first and u.verbal == "passive" and u.op not in ("plan", "accuse", "demand", "seek"):
            return _STOP  # `... ditandatangani, perjanjian ...` belongs to what stands before
        own = u.norm in words.HOPING and not first and self.clause.acts[0] in _HOPED
        self.clause.acts.append("plan" if own else _meaning(u, inner=first))  # no object between: its own hope
        if u.norm in words.NEARING and not any(x.norm == "resmi" for x in self.units[max(0, j - 1) : j]):
            self.clause.acts.append("plan")
        self.clause.head = j
        self.noun = u.noun or u.voice is Voice.NOUN
        note_act(u, self.clause)
        self.plain = 0
        return j - 1

    def _cue(self, u: Unit, j: int) -> int:
        if u.norm.startswith("kemungkinan") and not self.clause.acts:
            self.clause.reject = "possible"
        take_cue(u, self.clause)
        return j - 1

    def _relative(self, j: int) -> int:
        """`yang`: the acts behind it are background, unless it hangs on a law or on `negara pertama`."""
        if not self.clause.acts:
            laid_down = any(x.norm in _LAID_DOWN for x in self.units[j + 1 : min(self.i, j + 3)])
            return j - 1 if laid_down else _STOP  # `pembatasan yang ditetapkan perjanjian X`
        if not _antecedent(self.units, j):
            self.clause.background, self.clause.head, self.noun = True, j, False
            return _STOP
        j -= 1
        while j >= 0 and _of_antecedent(self.units[j]):
            self.clause.law = self.clause.law or self.units[j].norm in words.LAWS
            j -= 1
        return j

    def _joint(self, j: int) -> int:
        """`A dan [traktat]`: what stands beside the name is passed, what stands beside its act ends the clause."""
        before = self.units[j - 1] if j else None
        beside = (Kind.TREATY, Kind.VOID, Kind.WORD, Kind.LEX, Kind.NUMBER)
        if before is None or self.clause.acts or before.kind not in beside:
            return _STOP
        return j - 2

    def _owner(self, u: Unit, j: int) -> int:
        """An actor whose act is told as a noun (`ratifikasi Rusia atas ...`) is a side; any other begins a clause."""
        k = j
        while k > 0 and j - k < 5 and _of_name(self.units[k - 1]):
            k -= 1
        head = self.units[k - 1] if k else None
        if head is not None and head.prep == "between" and k > 1:
            k -= 1
            head = self.units[k - 1]
        if head is not None and _noun_head(head) and (not self.clause.acts or self.noun or head.op in _OWNED):
            self.clause.complement.extend(x.code for x in self.units[k : j + 1] if x.kind is Kind.ACTOR)
            return k - 1
        if head is not None and head.prep == "with" and _talking(self.units, k - 1):
            self.clause.complement.extend(x.code for x in self.units[k : j + 1] if x.kind is Kind.ACTOR)
            return k - 2  # `berunding dengan X mengenai ...`
        if not self.clause.acts and any(w.norm in _SHARE for w in self.units[max(0, k - 1) : j]):
            self.clause.complement.append(u.code)
            return j - 1
        return _STOP

    def _preposition(self, u: Unit, j: int) -> int:
        before = self.units[j - 1] if j else None
        joining = u.prep == "with" and before is not None and before.op == "join"
        binding = u.prep == "by" and before is not None and before.norm.endswith("terikat")
        if not self.clause.acts and u.prep in _ADJUNCT and not (joining or binding):
            return _STOP
        aim = u.norm in ("untuk", "guna") and self.clause.acts and not self.noun
        if aim and before is not None and before.kind not in (Kind.OP, Kind.LEX, Kind.AUX):
            self.clause.acts.append("plan" if "join" in self.clause.acts else "seek")  # `naskah untuk memulihkan ...`
        return j - 1

    def _conjunction(self, u: Unit, j: int) -> int:
        self.clause.after = u.norm in words.AFTER
        note_since(u, self.units[j : self.i], self.clause)
        if self.clause.acts and u.norm in grammar.CONDITIONALS:
            self.clause.acts.append("condition")
        if self.clause.acts and u.norm in ("agar", "supaya"):
            self.clause.acts.append("demand")
        return _STOP

    def _mark(self, u: Unit, j: int) -> int:
        if u.norm in "\"“”'-":
            return j - 1
        if u.norm == "," and not self.clause.acts:
            return _past_aside(self.units, j)
        if u.norm == ")":
            opened = next((k for k in range(j - 1, max(-1, j - 12), -1) if self.units[k].norm == "("), None)
            return _STOP if opened is None else opened - 1
        return _STOP

    def _light(self, u: Unit) -> bool:
        """`beraliansi`, `memberikan keanggotaan`: a verb that only carries the name."""
        gives = u.norm in ("memberikan", "memberi", "berikan", "beri")
        return u.norm.startswith("ber") or (gives and self.units[self.i].treaty_class == "alliance-accession")

    def _word(self, u: Unit, j: int) -> int:
        self.plain += 1
        if self.plain > (6 if self.clause.acts else 7):
            return _STOP
        decision = u.norm.removesuffix("nya") in words.ACT_HEADS
        verbal = bool(self.clause.acts) and not (self.noun or decision)
        if verbal and u.kind is Kind.WORD and not _noun_act_ahead(self.units, j):
            return _STOP  # the subject's noun phrase begins
        return j - 1


def _of_name(u: Unit) -> bool:
    return u.kind in (Kind.WORD, Kind.AND, Kind.ACTOR) and u.norm not in words.LEGISLATURES


def _noun_head(u: Unit) -> bool:
    bare = u.norm in _TAKING and u.op in ("leave", "restore")
    return u.kind is Kind.OP and (u.noun or bare)


def _of_antecedent(u: Unit) -> bool:
    ordinal = u.norm in ("negara", "pertama", "kedua", "anggota", "satu", "-", "ke")
    return ordinal or u.norm in words.LAWS or u.norm in words.BOOKS or u.kind is Kind.NUMBER


def _past_aside(units: list[Unit], comma: int) -> int:
    """`membatalkan, dengan efek segera, [perjanjian]`: where an aside between two commas began, or to stop."""
    for k in range(comma - 1, max(-1, comma - 7), -1):
        if units[k].norm == ",":
            return k - 1 if units[k + 1].norm in ("dengan", "secara", "tanpa", "mulai", "per") else _STOP
        if units[k].kind in (Kind.ACTOR, Kind.VERB, Kind.SUB, Kind.REL):
            return _STOP
    return _STOP


def _talking(units: list[Unit], k: int) -> bool:
    """Whether what stands before the preposition at `k` is done with a partner: talks, agreeing, signing."""
    return k > 0 and units[k - 1].op in ("negotiate", "approve", "sign", "create") and bool(units[k - 1].op)


def _noun_act_ahead(units: list[Unit], j: int) -> bool:
    """`permohonan kilat [jadi anggota]`: an act told as a noun stands right behind the word at `j`."""
    return any(u.noun and u.op in STAGES for u in units[max(0, j - 2) : j])


def _meaning(u: Unit, *, inner: bool) -> str:
    if u.norm in ("memutuskan", "putuskan", "diputuskan", "keputusan") and not inner:
        return "enact"
    if u.op == "seek" and u.norm.startswith(_FILED):
        return "apply"
    if u.norm in ("memperingatkan", "peringatkan") and not inner:
        return "threat"  # no object between: it speaks of itself
    if u.norm in ("perlu", "harus", "sebaiknya", "wajib"):
        return "demand"
    return u.op


def _antecedent(units: list[Unit], j: int) -> bool:
    """Whether `yang` at `j` hangs on a law or on `negara pertama`, so that the clause goes on to its left."""
    near = [u.norm for u in units[max(0, j - 4) : j]]
    new = {"menjadi", "jadi", "pertama", "sebagai"} & {u.norm for u in units[max(0, j - 8) : j]}
    signed = bool(near) and near[-1] in words.BOOKS and units[j - 2].op == "sign" and j > 1
    return bool(near) and (near[-1] in words.LAWS or signed or bool(new and {"negara", "anggota"} & set(near)))
