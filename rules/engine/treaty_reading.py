"""The clause around a treaty's name: the acts that govern it, who acts, and with whom."""

from __future__ import annotations

from rules.engine import treaty_words as words
from rules.engine.control import stands_beside
from rules.engine.lists import coordinated
from rules.engine.treaty_clause import Clause, note_candidate, note_opinion
from rules.engine.treaty_left import look_left
from rules.engine.treaty_right import before_main, look_right
from rules.engine.treaty_speaker import find_speaker, quoted_speaker
from rules.engine.treaty_stages import STAGES, course_of
from rules.engine.treaty_subject import find_subject, fronted_act, shared_subject
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.dates import MONTHS


def read_clause(s: Sentence, i: int, treaty: Unit) -> Clause | None:
    """The clause of the treaty at `i`, None when nothing acts upon it."""
    clause = Clause(first=i, last=i, head=i)
    units = s.units
    if any(u.norm in ("mana", "manapun", "apapun") for u in units[i + 1 : i + 2]):
        return None  # `pakta militer mana pun`
    if i > 1 and units[i - 1].norm == "-" and units[i - 2].norm in words.BOOKS:
        return None  # `pakta-pakta militer`
    if i and units[i - 1].norm in words.MEETINGS:
        return None  # `sidang TPNW dibuka`
    noun_only = look_left(units, i, clause)
    if clause.acts and units[i - 1].norm in words.CONTENTS and set(clause.acts) <= {"seek", "demand", "plan", "apply"}:
        return None  # `minta pemerintah jelaskan isi perjanjian`
    acted = any(a in STAGES for a in clause.acts)
    told = clause.head if not acted and set(clause.acts) <= {"enact", "confirm", "announce"} else i
    if not clause.acts:
        _through(units, i, clause)
    if clause.acts in ([], ["plan"]) and treaty.treaty_class == "alliance-accession":
        _opened(units, i, clause)
    relative = look_right(units, i, clause, governed=acted and not noun_only, noun=acted and noun_only)
    if clause.acts == ["deny"] and not clause.main and units[i - 1].norm in _RUMOURED:
        clause.acts = ["create", "deny"]  # `membantah adanya pakta dengan X`
    if not clause.acts and not clause.main:
        front = fronted_act(units, i)
        if front is not None:
            clause.acts, clause.main, clause.passive = [units[front].op], True, True
            clause.acts += before_main(units, -1, front)
        elif relative is not None:
            clause.acts, clause.main = [units[relative].op], True
            clause.background = not (_listed(units, i, relative) or _today(units, relative))
    if not clause.acts:
        _topic(units, i, clause)
    if not clause.acts and s.field == "title":
        _headed(units, i, clause)
    if not clause.acts and s.field == "title":
        _new_pair(units, i, clause)
    talks = treaty.norm.startswith("perundingan ")
    if not clause.acts and not talks:
        return None
    _announced(units, i, clause)
    if clause.main and told < i and len(clause.complement) == 1:
        clause.head = told  # `Presiden Serbia memastikan perjanjian dengan Prancis diteken`
    if not clause.main or clause.head < i:
        find_subject(units, clause)
    first = not any(u.kind is not Kind.AUX for u in units[: clause.head])
    if not clause.subject and not clause.both and first and s.field == "title":
        shared_subject(units, i, clause)
    if not clause.subject and any(u.norm in ("kami", "kita") for u in units[max(0, clause.head - 4) : clause.head]):
        clause.subject.extend(quoted_speaker(units, clause.last) or _before_colon(units, clause.head))
    find_speaker(units, clause)
    note_opinion(units[max(0, clause.first - 8) : clause.first], clause)
    note_candidate(units, i, clause)
    if clause.law and s.field == "title" and _left_behind(units, i):
        clause.acts = ["leave"]
    if clause.legislature and clause.course.reject == "":
        _own_house(units, clause)
    if clause.reject == "" and any(a == "condition" for a in clause.acts):
        clause.reject = "condition"
    acts = [a for a in clause.acts if a != "condition"]
    before = [u.norm for u in units[max(0, clause.head - 4) : clause.head]]
    filed = bool(before and units[clause.head - 1].prep and words.FILED & set(before))  # `surat tentang ratifikasi ...`
    if acts == ["ratify"] and noun_only and before and (before[-1] in words.PENDING or filed):
        acts.append("plan")  # `urgensi ratifikasi`
    clause.course = course_of(
        acts, legislature=clause.legislature, law=clause.law, alliance=treaty.treaty_class == "alliance-accession",
        passive=clause.passive,
    )  # fmt: skip
    if clause.course.stage == "ratified" and any(u.op == "forward" for u in units):
        clause.course.stage = "agreed"  # `menyepakati RUU ... untuk dibawa ke paripurna`
    return clause


def _before_colon(units: list[Unit], head: int) -> list[str]:
    """`Menlu X: Kami sepakat ...`: who says `kami`."""
    colon = next((k for k in range(head, max(-1, head - 6), -1) if units[k].norm == ":"), None)
    return [] if colon is None else [u.code for u in units[max(0, colon - 5) : colon] if u.kind is Kind.ACTOR][-1:]


_RUMOURED = frozenset(("ada", "adanya", "keberadaan", "soal", "isu", "kabar", "rumor", "laporan", "spekulasi", "punya"))


def _topic(units: list[Unit], i: int, clause: Clause) -> None:
    """`Perjanjian X, Putin tangguhkan partisipasinya`: `-nya` behind the comma points to the name in front."""
    comma = next((k for k in range(i + 1, min(len(units), i + 6)) if units[k].norm == ","), None)
    if comma is None or any(u.verbal or u.kind is Kind.PREP for u in units[i + 1 : comma]):
        return
    for k in range(comma + 1, min(len(units) - 1, comma + 8)):
        u, after = units[k], units[k + 1]
        if u.kind is Kind.OP and u.op in STAGES and u.verbal == "active" and after.norm in _SHARES:
            clause.acts, clause.head = [u.op], k
            clause.complement.extend(x.code for x in units[i + 1 : comma] if x.kind is Kind.ACTOR)
            return


def _headed(units: list[Unit], i: int, clause: Clause) -> None:
    """`Pakta X: A dan B bubuhkan tanda tangan`: what stands before the colon is what the clause behind is about."""
    colon = next((k for k in range(i + 1, min(len(units), i + 5)) if units[k].norm == ":"), None)
    if colon is None or any(u.kind is Kind.TREATY for u in units[colon:]):
        return
    for k in range(colon + 1, min(len(units), colon + 9)):
        u = units[k]
        if u.kind is Kind.OP and u.op in STAGES and u.op != "plan" and not u.noun:
            clause.acts, clause.head, clause.last = [u.op], k, k
            clause.complement.extend(x.code for x in units[colon + 1 : k] if x.kind is Kind.ACTOR)
            clause.acts += [x.op for x in units[colon + 1 : k] if x.op == "plan"]
            if any(x.kind is Kind.NEG for x in units[colon + 1 : k]):
                clause.acts.append("neg")
            return


_SHARES = frozenset(("partisipasinya", "keikutsertaannya", "keanggotaannya", "pelaksanaannya", "penerapannya"))


def _new_pair(units: list[Unit], i: int, clause: Clause) -> None:
    """`Kerja sama militer baru A dan B permudah ...`: a headline about the new instrument of a pair."""
    if i + 1 >= len(units) or units[i + 1].norm != "baru" or i:
        return
    pair, end = coordinated(units, i + 2, Kind.ACTOR)
    if len({u.code for u in pair}) == 2 and not any(u.norm in "?" for u in units[end:]):
        clause.acts = ["create"]
        clause.complement.extend(u.code for u in pair)


def _own_house(units: list[Unit], clause: Clause) -> None:
    """`Parlemen X desak pemerintah keluar dari ...`: a house that presses its own government to stop threatens to."""
    own = any(u.norm in ("pemerintah", "presiden", "kabinet") for u in units[max(0, clause.head - 2) : clause.head + 6])
    if own and clause.acts and clause.acts[0] in ("leave", "end", "cancel", "suspend", "refuse"):
        clause.acts = ["threat" if a == "demand" else a for a in clause.acts]


def _left_behind(units: list[Unit], i: int) -> bool:
    """`X teken dekret soal Konvensi Y, X resmi mundur`: the clause behind the comma says what the law does."""
    comma = next((k for k in range(i + 1, min(len(units), i + 3)) if units[k].norm == ","), None)
    behind = units[comma + 1 : comma + 6] if comma is not None else []
    return any(u.op == "leave" and not u.noun for u in behind) and not any(u.kind is Kind.NEG for u in behind)


def _listed(units: list[Unit], i: int, relative: int) -> bool:
    """`3. Kesepakatan X, yang ditandatangani oleh Menteri A dan Menteri B;`: an item of a list of what was signed."""
    start = next((k + 1 for k in range(i - 1, -1, -1) if units[k].norm in ";."), 0)
    end = next((k for k in range(relative, len(units)) if units[k].norm in ";."), len(units))
    agents = units[relative + 1 : end]
    if units[relative].op != "sign" or agents[:1] == [] or agents[0].norm != "oleh":
        return False
    others = [u for u in (*units[start:i], *agents) if u.verbal and u.kind is not Kind.PREP]
    return not others and len({u.code for u in agents if u.kind is Kind.ACTOR}) > 1


_NOW = ("hari ini", "baru saja", "barusan", "malam ini", "pagi tadi", "siang tadi")
_DAYS = frozenset(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "jum'at"))


def _today(units: list[Unit], relative: int) -> bool:
    """`perjanjian yang ditandatangani hari ini`: told by the way, and new."""
    near = " ".join(u.norm for u in units[relative - 1 : relative + 8])
    weekday = bool(_DAYS & set(near.split())) and not {"lalu", "silam"} & set(near.split())
    return weekday or any(
        word in near for word in ("hari ini", "baru saja", "barusan", "malam ini", "pagi tadi", "siang tadi")
    )


def _announced(units: list[Unit], i: int, clause: Clause) -> None:
    """`mengumumkan pakta pertahanan baru`: to announce an instrument is to have it."""
    if any(a in STAGES for a in clause.acts) or clause.law:
        return
    near = [u.norm for u in units[max(0, i - 2) : i]]
    if near[-1:] in (["meresmikan"], ["resmikan"]):
        clause.acts.insert(0, "in-force")
        return
    behind = [u for u in units[i + 1 : i + 8] if u.norm == "diumumkan"]
    if any(n in ("mengumumkan", "umumkan", "mendeklarasikan") for n in near) or (behind and "announced" in clause.acts):
        clause.acts.insert(0, "create")


def _opened(units: list[Unit], i: int, clause: Clause) -> None:
    """`Parlemen X ketok palu, Y tinggal selangkah ke NATO`: the clause in front opens the way."""
    way = next(
        (k for k in range(i - 1, max(-1, i - 5), -1) if {"selangkah", "jalan"} & set(units[k].norm.split())), None
    )
    comma = next((k for k in range(way or 0, 0, -1) if units[k].norm == ","), None)
    if way is None or comma is None:
        return
    act = next((k for k in range(comma - 1, -1, -1) if units[k].op in ("ratify", "approve")), None)
    if act is not None and not units[act].noun:
        clause.acts, clause.head = ["join", units[act].op], act
        clause.complement.extend(x.code for x in units[comma + 1 : i] if x.kind is Kind.ACTOR)


def _through(units: list[Unit], i: int, clause: Clause) -> None:
    """`mengizinkan ... lewat EDCA`: the treaty is the means of what is agreed."""
    if not i or units[i - 1].norm not in ("lewat", "melalui", "via"):
        return
    for k in range(i - 2, max(-1, i - 14), -1):
        u = units[k]
        if u.kind in (Kind.REL, Kind.SUB, Kind.NEG) or u.norm in ".;?!:":
            return
        if u.kind is Kind.OP and u.verbal == "active" and u.op in ("approve", "sign", "create", "upgrade", "extend"):
            clause.acts, clause.head = [u.op], k
            clause.complement.extend(x.code for x in units[k + 1 : i] if x.kind is Kind.ACTOR and not x.company)
            return


def recalled(s: Sentence, i: int, clause: Clause) -> bool:
    """Whether the sentence itself says that its act is an old one: `sebelumnya`, `sejak`, `awal tahun ini`."""
    if "arsip" in s.norms:
        return True  # what an archive reveals is long past
    if s.field == "title":
        return False
    opens = max(0, min(clause.first, clause.head) - 3)
    front = [u.norm for n, u in enumerate(s.units[opens:i], opens) if not stands_beside(s.units, n, i)]
    if "sebelumnya" in front or set(front[-4:]) & words.SINCE or set(front) & words.WISHES:
        return True
    base = clause.course.base
    if base == "violate" and s.index > 1:
        return True  # a breach is news when found, not each time it is spoken of
    behind = [u.norm for u in s.units[i + 1 : i + 9]]
    since = next((k for k, n in enumerate(behind) if n in words.SINCE), None)
    told_of = since is not None and any(u.kind is Kind.REL for u in s.units[i + 1 : i + 1 + since])
    if since is not None and base != "in-force" and not told_of:
        return any(n in MONTHS or n == "tahun" or (n.isdigit() and len(n) == 4) for n in behind[since + 1 : since + 4])
    told = " ".join(behind)
    return any(f"{part} tahun ini" in told for part in ("awal", "pertengahan")) and clause.course.stage != "planned"
