"""Left of a treaty's name: the acts that govern it, whose they are, and what makes it background."""

from __future__ import annotations

from rules.engine import treaty_words as words
from rules.engine.treaty_clause import Clause, note_act, take_cue
from rules.engine.treaty_stages import NEUTRAL, STAGES
from rules.engine.treaty_subject import only_place
from rules.engine.units import Kind, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice

_ADJUNCT = frozenset(("with", "by", "via", "without", "according", "besides", "between"))


_LAID_DOWN = frozenset(
    ("ditetapkan", "diatur", "tercantum", "termuat", "dimuat", "disyaratkan", "ditentukan", "tertuang")
)


def look_left(units: list[Unit], i: int, clause: Clause) -> bool:
    """Collects the acts in front of the treaty; returns whether the outermost of them is a noun."""
    j = i - 1
    noun_only = False
    plain = 0
    while j >= 0 and i - j <= 18:
        u = units[j]
        if u.kind is Kind.NEG:
            if clause.acts:
                clause.acts.append("belum" if u.norm in ("belum", "gagal") else "neg")
                clause.head = j
            elif u.norm in ("bukan", "tanpa", "gagal"):
                return False
            j -= 1
            continue
        if u.op == "void" and not clause.acts and u.norm == "gagal":
            j -= 1
            continue
        if u.kind in (Kind.OP, Kind.LEX) and (u.op in STAGES or u.op in NEUTRAL):
            if u.norm in _LAID_DOWN and not clause.acts:
                j -= 1
                continue
            if u.verbal == "passive" and not clause.acts and u.op not in ("plan", "accuse", "demand", "seek"):
                return noun_only  # `... ditandatangani, perjanjian ...` belongs to what stands before
            clause.acts.append(_act(u, inner=not clause.acts))
            clause.head = j
            noun_only = u.noun or (u.voice is Voice.NOUN)
            note_act(u, clause)
            plain = 0
            j -= 1
            continue
        if u.cue is not None and not u.op:
            if u.norm.startswith("kemungkinan") and not clause.acts:
                clause.reject = "possible"
            take_cue(u, clause)
            j -= 1
            continue
        if u.norm in words.LAWS:
            clause.law = True
            j -= 1
            continue
        if u.kind is Kind.REL:
            if not clause.acts:
                if any(x.norm in _LAID_DOWN for x in units[j + 1 : min(i, j + 3)]):
                    j -= 1  # `pembatasan yang ditetapkan perjanjian X`
                    continue
                return noun_only
            if not _antecedent(units, j):
                clause.background = True
                clause.head = j
                return False
            j -= 1
            while j >= 0 and (
                units[j].norm in words.LAWS
                or units[j].norm in ("negara", "pertama", "kedua", "anggota", "satu", "-", "ke")
                or units[j].kind is Kind.NUMBER
            ):
                clause.law = clause.law or units[j].norm in words.LAWS
                j -= 1
            continue
        if u.kind is Kind.AND:
            before = units[j - 1] if j else None
            if before is not None and not clause.acts and before.kind in (Kind.TREATY, Kind.VOID):
                j -= 2
                continue
            if (
                before is not None
                and (before.op in STAGES and before.noun == noun_only)
                and clause.acts
                and j
                and before.kind is Kind.OP
            ):
                return noun_only
            if not clause.acts and before is not None and before.kind in (Kind.WORD, Kind.LEX, Kind.NUMBER):
                j -= 2
                continue
            return noun_only
        if only_place(units, j):
            j -= 1
            continue
        if u.kind is Kind.ACTOR:
            k = j
            while (
                k > 0
                and units[k - 1].kind in (Kind.WORD, Kind.AND, Kind.ACTOR)
                and j - k < 5
                and units[k - 1].norm not in words.LEGISLATURES
            ):
                if units[k - 1].kind is Kind.WORD and units[k - 1].capital and units[k - 1].norm not in words.ACT_HEADS:
                    pass
                k -= 1
            head = units[k - 1] if k else None
            if head is not None and head.prep == "between" and k > 1:
                k -= 1
                head = units[k - 1]
            noun_head = (
                head is not None
                and (head.noun or (head.norm in ("tarik", "menarik", "sokong") and head.op == "leave"))
                and head.kind is Kind.OP
            )
            if noun_head and (
                not clause.acts
                or noun_only
                or (
                    head is not None
                    and (head.op in ("enact", "approve", "leave", "apply", "join", "seek", "plan", "negotiate"))
                )
            ):
                clause.complement.extend(u2.code for u2 in units[k : j + 1] if u2.kind is Kind.ACTOR)
                j = k - 1
                continue
            if not clause.acts and any(
                w.norm in ("keikutsertaan", "partisipasi", "kewajiban", "komitmen", "keanggotaan", "keterlibatan")
                for w in units[max(0, k - 1) : j]
            ):
                clause.complement.append(u.code)
                j -= 1
                continue
            return noun_only
        if u.kind is Kind.PREP:
            joining = u.prep == "with" and j and units[j - 1].op == "join"
            if not clause.acts and u.prep in _ADJUNCT and not joining:
                return noun_only
            aim = u.norm in ("untuk", "guna") and clause.acts and not noun_only
            if aim and j and units[j - 1].kind not in (Kind.OP, Kind.LEX, Kind.AUX):
                clause.acts.append("plan" if "join" in clause.acts else "seek")  # `naskah untuk memulihkan ...`
            j -= 1
            continue
        if u.kind is Kind.SUB or u.norm in words.AFTER:
            clause.after = u.norm in words.AFTER
            clause.background = clause.background or u.norm in words.SINCE
            if u.norm in grammar.CONDITIONALS and clause.acts:
                clause.acts.append("condition")
            if u.norm in ("agar", "supaya") and clause.acts:
                clause.acts.append("demand")
            return noun_only
        if u.kind is Kind.MARK:
            if u.norm in "\"“”'-":
                j -= 1
                continue
            if u.norm == ")":
                k = next((k for k in range(j - 1, max(-1, j - 12), -1) if units[k].norm == "("), -1)
                if k >= 0:
                    j = k - 1
                    continue
            return noun_only
        if u.kind in (Kind.VERB, Kind.ATTACK, Kind.SPEECH) or (u.kind is Kind.LEX and not u.noun):
            light = (
                u.norm in ("memberikan", "memberi", "berikan", "beri") and units[i].treaty_class == "alliance-accession"
            )
            if (u.norm.startswith("ber") or light) and not clause.acts:
                j -= 1
                continue
            return noun_only
        if u.kind is Kind.TREATY and not clause.acts:
            j -= 1
            continue
        if u.kind in (Kind.PRONOUN,) and clause.acts and not noun_only:
            return noun_only
        plain += 1
        if plain > (7 if not clause.acts else 6):
            return noun_only
        decision = u.norm.removesuffix("nya") in words.ACT_HEADS
        if clause.acts and not (noun_only or decision) and u.kind is Kind.WORD and not _noun_act_ahead(units, j):
            return noun_only  # the subject's noun phrase begins
        j -= 1
    return noun_only


def _noun_act_ahead(units: list[Unit], j: int) -> bool:
    """`permohonan kilat [jadi anggota]`: an act told as a noun stands right behind the word at `j`."""
    return any(u.noun and u.op in STAGES for u in units[max(0, j - 2) : j])


def _act(u: Unit, *, inner: bool) -> str:
    if u.norm in ("memutuskan", "putuskan", "diputuskan", "keputusan") and not inner:
        return "enact"
    if u.op == "seek" and u.norm.startswith(
        ("aju", "mengaju", "diaju", "permohonan", "pengajuan", "minta", "memohon", "mohon", "meminta")
    ):
        return "apply"
    if u.norm in ("perlu", "harus", "sebaiknya", "wajib"):
        return "demand"
    if u.op == "refuse" and inner and u.norm in ("larang", "melarang", "dilarang", "larangan"):
        return "refuse"
    return u.op


def _antecedent(units: list[Unit], j: int) -> bool:
    """Whether `yang` at `j` hangs on a law or on `negara pertama`, so that the clause goes on to its left."""
    near = [u.norm for u in units[max(0, j - 4) : j]]
    new = {"menjadi", "jadi", "pertama", "sebagai"} & {u.norm for u in units[max(0, j - 8) : j]}
    return bool(near) and (near[-1] in words.LAWS or bool(new and {"negara", "anggota"} & set(near)))
