"""Who speaks of the clause, and what that does to it: accuse, demand, deny, report, consent."""

from __future__ import annotations

from rules.engine import treaty_words as words
from rules.engine.treaty_clause import REPORTED, Clause, note_opinion, note_since, take_cue
from rules.engine.treaty_groups import holder
from rules.engine.units import Kind, Unit
from rules.indonesian import grammar

_REPORTS = frozenset(("laporan", "tuduhan", "tudingan", "dugaan", "klaim"))
_ASKING = ("demand", "seek", "refuse", "offer", "propose", "question")


def find_speaker(units: list[Unit], clause: Clause) -> None:
    """What others do to the whole clause: accuse, demand, deny, report."""
    start = min(clause.first, clause.head) - 1
    for k in range(start, max(-1, start - 16), -1):
        if not _boundary(units, k, start, clause):
            u = units[k]
            if u.cue is not None and not u.op:
                take_cue(u, clause)
                continue
            if not (u.op and u.kind in (Kind.OP, Kind.LEX)) or _passed(units, k, clause):
                continue
        return


def _boundary(units: list[Unit], k: int, start: int, clause: Clause) -> bool:
    """Whether the clause of the speaker cannot reach beyond `k`; what the boundary says enters the clause."""
    u = units[k]
    if u.kind is Kind.MARK and u.norm in ".;?!:":
        if u.norm == ":":
            note_opinion(units[max(0, k - 6) : k], clause)
            clause.claimants.extend(x.code for x in units[max(0, k - 10) : k] if x.kind is Kind.ACTOR)
        return True
    if u.kind is Kind.MARK and u.norm == "," and (start - k > 1 or _fronted(units, k)):
        return True
    if u.kind is Kind.SUB and u.norm in grammar.CONDITIONALS:
        clause.acts.append("condition")
        return True
    if u.norm in words.AFTER and u.kind in (Kind.SUB, Kind.PREP):
        clause.after = True
        note_since(u, units[k : start + 1], clause)
        return True
    if u.kind is Kind.SUB and u.norm in ("agar", "supaya"):
        clause.acts.append("demand")
        return True
    return False


def _passed(units: list[Unit], k: int, clause: Clause) -> bool:
    """What the act at `k` does to the clause; whether the search goes on beyond it."""
    u, by = units[k], holder(units, k)
    joining = "join" in clause.acts
    if u.op == "accuse":
        clause.alleged = clause.alleged or u.norm.startswith(REPORTED)
        clause.claimants.extend(by)
        if {"join", "seek"} <= set(clause.acts) and by and not set(by) & set(clause.subject):
            clause.reject = clause.reject or "opinion"  # `Lavrov menyebut Ukraina ingin bergabung ...`
        return not u.verbal and u.norm in _REPORTS  # `membantah laporan bahwa ...`
    if u.op == "deny":
        clause.acts.append("deny")
        return False
    if u.norm in words.REGRETTING and clause.subject and not set(by) & set(clause.subject):
        return False  # `X menyesalkan keputusan Y mencabut ...`: what is regretted has happened
    if u.op in _ASKING and u.norm not in ("siap", "ingin"):
        if u.op == "refuse" and joining:
            clause.acts.append("refuse")
        elif not set(by) & set(clause.subject) and (u.verbal == "active" or u.op == "demand"):
            clause.acts.append("demand")
        return False
    if joining and u.op in ("plan", "offer", "propose", "consider", "seek") and by:
        clause.acts.append("plan")  # `NATO janjikan X jadi anggota`
        return False
    if u.norm.endswith("dukung") and joining:
        clause.acts.append("approve")
        clause.subject.extend(by)
        return False
    if u.op in ("confirm", "announce", "enact"):
        clause.claimants.extend(by)
        return False
    if u.op in ("approve", "ratify") and joining:
        clause.acts.append("ratify")
        m = k - 1
        while (
            m >= 0 and k - m < 5 and (units[m].op == "plan" or units[m].kind is Kind.AUX or units[m].norm == "pernah")
        ):
            m -= 1
        if m >= 0 and units[m].kind is Kind.NEG:
            clause.acts[-1:] = [
                "belum" if units[m].norm == "belum" else "refuse"
            ]  # `tidak akan menyetujui X masuk NATO`
        elif k and units[k - 1].op == "plan":
            clause.acts.append("plan")  # `akan menyetujui X masuk NATO`
        clause.subject.extend(by)
        return False
    return not u.verbal


def _passing(u: Unit) -> bool:
    return u.kind is Kind.AUX or u.norm == "pernah"


def _fronted(units: list[Unit], comma: int) -> bool:
    """`Tak indahkan kritik X, Y teken ...`: an adverbial clause without a subject of its own stands in front."""
    front = units[:comma]
    verb = next((n for n, u in enumerate(front) if u.verbal or u.kind is Kind.NEG), None)
    return verb is not None and not any(u.kind is Kind.ACTOR for u in front[:verb])


def quoted_speaker(units: list[Unit], last: int) -> list[str]:
    """`"Kami sepakat ...," ujar Menhan X`: who says `kami`."""
    speech = next((k for k in range(last, len(units)) if units[k].kind is Kind.SPEECH), len(units))
    return [u.code for u in units[speech : speech + 7] if u.kind is Kind.ACTOR][:1]
