"""Who acts on a treaty: the subject, shared or fronted, and who speaks of it."""

from __future__ import annotations

import itertools

from rules.engine import treaty_words as words
from rules.engine.lexicon import TermKind
from rules.engine.slots import coordinated
from rules.engine.treaty_clause import REPORTED, Clause, note_opinion, take_cue
from rules.engine.treaty_stages import STAGES
from rules.engine.units import Kind, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice

_GROUNDS = frozenset(
    ("karena", "lantaran", "sebab", "akibat", "imbas", "gara-gara", "jika", "bila", "apabila", "kalau", "seandainya")
)


_NO_TITLES = frozenset(("tahun", "hari", "pekan"))


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


def find_subject(units: list[Unit], clause: Clause) -> None:
    """The actors whose act it is: the nearest in front of the outermost act that hang on nothing else."""
    j = clause.head - 1
    linked = comma = False
    while j >= 0 and clause.head - j <= 30:
        u = units[j]
        if u.norm in words.LEGISLATURES:
            clause.legislature = True
        if u.norm in words.LAWS:
            clause.law = True
        if u.norm in words.BOTH and u.kind in (Kind.PRONOUN, Kind.WORD, Kind.AUX) and not comma:
            clause.both = 3 if u.norm == "ketiga" else 2
            if u.norm in ("mereka", "keduanya") or (
                j + 1 < len(units)
                and units[j + 1].norm in ("negara", "pihak", "pemimpin", "menteri", "negeri", "menhan", "presiden")
            ):
                clause.first = j
                return
        if u.kind is Kind.MARK:
            if u.norm in ".;?!":
                return
            if u.norm == ":":
                speaker = [x.code for x in units[max(0, j - 12) : j] if x.kind is Kind.ACTOR]
                note_opinion(units[max(0, j - 6) : j], clause)
                clause.claimants.extend(speaker[:1])
                if speaker and not clause.subject:
                    clause.subject = speaker[:1] if not any(a in ("violate",) for a in clause.acts) else []
                clause.first = 0
                return
            if u.norm == ")":
                k = next((k for k in range(j - 1, max(-1, j - 12), -1) if units[k].norm == "("), -1)
                j = k - 1 if k >= 0 else j - 1
                continue
            if u.norm == ",":
                comma = True
            j -= 1
            continue
        if u.kind is Kind.AND:
            linked = linked or j == clause.head - 1
            j -= 1
            continue
        if u.kind is Kind.REL:
            if not comma:
                j -= 1
                continue
            j -= 1
            continue
        if u.kind is Kind.SUB:
            if u.norm == "bahwa" or u.norm in _GROUNDS:
                if u.norm in grammar.CONDITIONALS:
                    clause.acts.append("condition")
                return
            linked = True
            j -= 1
            continue
        if u.kind in (Kind.OP, Kind.LEX) and u.op and u.verbal and not comma and j < clause.head - 1:
            if u.norm in words.WARNING:
                clause.acts.append("threat")  # `Iran memperingatkan pihaknya akan keluar`
            elif u.op in ("demand", "refuse", "offer"):
                clause.acts.append("demand")
            elif u.op == "accuse":
                clause.alleged = clause.alleged or u.norm.startswith(REPORTED)
        if u.kind is Kind.ACTOR and (u.code == "un" or only_place(units, j)):
            j -= 1
            continue
        if u.kind is Kind.ACTOR:
            group, first = _group_left(units, j)
            governor = _governor(units, first)
            if first and units[first - 1].norm in words.INFORMING:
                clause.complement.extend(c for c in group if c not in clause.complement)
                j = first - 2  # `memberi tahu X (bahwa) ...`: who is told is the other side
                continue
            if governor is not None and governor.prep == "against" and "violate" in clause.acts:
                clause.subject, clause.first = group, first
                return
            if governor is not None and governor.kind is Kind.PREP and governor.prep != "between":
                at = units.index(governor)
                joint = governor.norm == "bersama" or units[at - 1].norm == "bersama"
                if joint or (governor.norm in ("dengan", "dan") and not comma):
                    clause.subject[:0] = group
                j = min(first, at) - 1
                continue
            if governor is not None and governor.kind is not Kind.PREP and (linked or comma):
                j = units.index(governor) - 1
                continue
            if first > 1 and units[first - 1].kind is Kind.AND and units[first - 2].norm in words.OURSELVES:
                group = [*_holder(units, first - 2), *group]  # `X mengatakan negaranya dan Y meneken ...`
            clause.subject[:0] = group
            clause.first = first
            former = {w.norm for w in units[max(0, first - 3) : j]} & words.FORMER
            clause.background = clause.background or bool(former)  # `mantan presiden X menarik ...`
            near = {w.norm for w in units[max(0, first - 5) : clause.head]} | {
                p for w in units[max(0, first - 1) : clause.head] for p in w.norm.split()
            }
            clause.legislature = clause.legislature or bool(near & words.LEGISLATURES)
            if first and units[first - 1].op == "accuse" and units[first - 1].voice is Voice.PASSIVE:
                j = first - 2
                continue
            return
        j -= 1


def only_place(units: list[Unit], j: int) -> bool:
    """`perundingan Wina`: a city that lends talks its name."""
    u = units[j]
    city = u.term is not None and u.term.kind is TermKind.CAPITAL
    return city and j > 0 and units[j - 1].norm in words.GATHERINGS


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


def _group_left(units: list[Unit], j: int) -> tuple[list[str], int]:
    """The coordinated actors that end at `j`, titles between them passed, and the index of the first."""
    found = [units[j].code] if not units[j].company else []
    first = j
    k = j - 1
    while k >= 0:
        m = k
        while (
            m >= 0
            and j - m < 24
            and first - m <= 6
            and (
                units[m].kind in (Kind.WORD, Kind.VOID, Kind.TROOPS, Kind.NUMBER)
                or (units[m].norm == "dari" and m and units[m - 1].norm in words.PEERS)
            )
        ):
            m -= 1  # titles in front of a member
        if m >= 0 and units[m].kind is Kind.ACTOR and units[m].code == found[0] and j - m < 24:
            first = m  # `Presiden Amerika Serikat Barack Obama`
            k = m - 1
            continue
        if (
            m >= 0
            and units[m].norm == ","
            and m
            and units[m - 1].kind is Kind.ACTOR
            and (len(found) > 1 or [x.norm for x in units[m - 2 : m - 1]] == [","] or units[m + 1].kind is Kind.AND)
        ) or (
            m >= 0
            and (
                units[m].kind is Kind.AND
                or units[m].norm in ("/", "bersama")
                or (units[m].norm == "," and len(found) > 1)
            )
        ):
            joint = m
        else:
            break
        peer = any(w.norm in words.PEERS for w in units[joint:first])
        listed = units[joint].norm != "," or any(u.norm == "," for u in units[first:j])
        m = joint - 1
        while m >= 0 and units[m].norm in (",", "-"):
            m -= 1
        if m >= 0 and units[m].norm == ")":
            m = next((n for n in range(m - 1, max(-1, m - 8), -1) if units[n].norm == "("), 0) - 1
        steps = 0
        while (
            m >= 0
            and steps < 4
            and listed
            and units[m].kind is Kind.WORD
            and (units[m].capital or peer or units[m].norm in ("lain", "lainnya"))
        ):
            m -= 1
            steps += 1
        if m < 0 or units[m].kind is not Kind.ACTOR:
            break
        found.insert(0, units[m].code)
        first = m
        k = m - 1
    for n in range(first, j):
        if units[n].norm in words.PEERS:
            break
    return [c for c in dict.fromkeys(found) if c], first


def _governor(units: list[Unit], first: int) -> Unit | None:
    """What the noun phrase at `first` hangs on: a preposition or an active verb right before its titles."""
    k = first - 1
    steps = 0
    while k >= 0 and steps < 6:
        u = units[k]
        if u.norm in words.ACT_HEADS or u.norm in words.PEERS:
            return None
        if u.norm == "dari" and k and units[k - 1].norm in words.PEERS:
            k -= 2
            continue
        if u.kind is Kind.PREP or (u.prep and u.kind is not Kind.LEX):
            return u if u.norm not in ("rancangan",) else None
        if u.verbal == "active" and u.kind in (Kind.VERB, Kind.OP, Kind.LEX, Kind.ATTACK):
            return (
                u
                if u.op not in ("accuse", "demand", "deny", "confirm", "seek", "refuse", "announce", "enact", "offer")
                else None
            )
        if u.kind not in (Kind.WORD, Kind.AUX, Kind.NUMBER, Kind.VOID, Kind.TROOPS):
            return None
        k -= 1
        steps += 1
    return None


def find_speaker(units: list[Unit], clause: Clause) -> None:
    """What others do to the whole clause: accuse, demand, deny, report."""
    k = min(clause.first, clause.head) - 1
    steps = 0
    while k >= 0 and steps < 16:
        u = units[k]
        if u.kind is Kind.MARK and u.norm in ".;?!:":
            if u.norm == ":":
                note_opinion(units[max(0, k - 6) : k], clause)
                clause.claimants.extend(x.code for x in units[max(0, k - 10) : k] if x.kind is Kind.ACTOR)
            return
        if u.kind is Kind.MARK and u.norm == "," and (steps > 1 or _fronted(units, k)):
            return
        if u.kind is Kind.SUB and u.norm in grammar.CONDITIONALS:
            clause.acts.append("condition")
            return
        if u.norm in words.AFTER and u.kind in (Kind.SUB, Kind.PREP):
            clause.after = True
            clause.background = clause.background or u.norm in words.SINCE
            return
        if u.kind is Kind.SUB and u.norm in ("agar", "supaya"):
            clause.acts.append("demand")
            return
        if u.cue is not None and not u.op:
            take_cue(u, clause)
        elif u.op and u.kind in (Kind.OP, Kind.LEX):
            holder = _holder(units, k)
            if u.op == "accuse":
                clause.alleged = clause.alleged or u.norm.startswith(REPORTED)
                clause.claimants.extend(holder)
                if {"join", "seek"} <= set(clause.acts) and holder and not set(holder) & set(clause.subject):
                    clause.reject = clause.reject or "opinion"  # `Lavrov menyebut Ukraina ingin bergabung ...`
                return
            if u.op == "deny":
                clause.acts.append("deny")
                return
            if u.op in ("demand", "seek", "refuse", "offer", "propose", "question") and u.norm not in ("siap", "ingin"):
                if u.op == "refuse" and "join" in clause.acts:
                    clause.acts.append("refuse")
                    return
                same = set(holder) & set(clause.subject)
                if not same and (u.verbal == "active" or u.op == "demand"):
                    clause.acts.append("demand")
                return
            if u.norm.endswith("dukung") and "join" in clause.acts:
                clause.acts.append("approve")
                clause.subject.extend(holder)
                return
            if u.op in ("confirm", "announce", "enact"):
                clause.claimants.extend(holder)
                return
            if u.op in ("approve", "ratify") and "join" in clause.acts:
                clause.acts.append("ratify")
                if k and units[k - 1].op == "plan":
                    clause.acts.append("plan")  # `akan menyetujui X masuk NATO`
                clause.subject.extend(holder)
                return
            if u.verbal:
                return
        k -= 1
        steps += 1


def _fronted(units: list[Unit], comma: int) -> bool:
    """`Tak indahkan kritik X, Y teken ...`: an adverbial clause without a subject of its own stands in front."""
    front = units[:comma]
    verb = next((n for n, u in enumerate(front) if u.verbal or u.kind is Kind.NEG), None)
    return verb is not None and not any(u.kind is Kind.ACTOR for u in front[:verb])


def quoted_speaker(units: list[Unit], last: int) -> list[str]:
    """`"Kami sepakat ...," ujar Menhan X`: who says `kami`."""
    speech = next((k for k in range(last, len(units)) if units[k].kind is Kind.SPEECH), len(units))
    return [u.code for u in units[speech : speech + 7] if u.kind is Kind.ACTOR][:1]


def _holder(units: list[Unit], k: int) -> list[str]:
    for m in range(k - 1, max(-1, k - 16), -1):
        if units[m].kind is Kind.ACTOR:
            return [units[m].code]
        if units[m].norm in ".;?!:":
            return []
    return []
