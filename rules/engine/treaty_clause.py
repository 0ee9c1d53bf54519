"""The clause around a treaty's name: the acts that govern it, who acts, and with whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.engine import treaty_phrases as phrases
from rules.engine import treaty_words as words
from rules.engine.lexicon import TermKind
from rules.engine.slots import coordinated
from rules.engine.treaty_stages import NEUTRAL, STAGES, Course, course_of
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice
from rules.indonesian.dates import MONTHS

_ADJUNCT = frozenset(("with", "by", "via", "without", "according", "besides", "between"))
_REPORTED = (
    "tuduh", "menuduh", "dituduh", "tuding", "menuding", "dituding", "klaim", "mengklaim", "diklaim", "diduga",
    "menduga", "duga", "curiga", "mencurigai", "sinyalir", "disinyalir", "disebut-sebut",
    "dilaporkan", "dikabarkan", "tuduhan", "tudingan",
)  # fmt: skip
_GROUNDS = frozenset(
    ("karena", "lantaran", "sebab", "akibat", "imbas", "gara-gara", "jika", "bila", "apabila", "kalau", "seandainya")
)


@dataclass(slots=True)
class Clause:
    """What stands around one treaty."""

    acts: list[str] = field(default_factory=list)  # innermost first
    subject: list[str] = field(default_factory=list)
    complement: list[str] = field(default_factory=list)
    claimants: list[str] = field(default_factory=list)
    course: Course = field(default_factory=Course)
    alleged: bool = False
    reject: str = ""
    background: bool = False
    main: bool = False  # told by a predicate behind the name
    both: int = 0  # `kedua negara`: how many
    first: int = 0
    last: int = 0
    dated_from: int = 0
    legislature: bool = False
    law: bool = False
    stranger: bool = False
    passive: bool = False
    head: int = 0  # leftmost act
    after: bool = False  # in a clause of time: `setelah Finlandia bergabung dengan NATO`


def read_clause(s: Sentence, i: int, treaty: Unit) -> Clause | None:
    """The clause of the treaty at `i`, None when nothing acts upon it."""
    clause = Clause(first=i, last=i, head=i)
    units = s.units
    if any(u.norm in ("mana", "manapun", "apapun") for u in units[i + 1 : i + 2]):
        return None  # `pakta militer mana pun`
    if i > 1 and units[i - 1].norm == "-" and units[i - 2].norm in words.BOOKS:
        return None  # `pakta-pakta militer`
    noun_only = _left(units, i, clause)
    acted = any(a in STAGES for a in clause.acts)
    told = clause.head if not acted and set(clause.acts) <= {"enact", "confirm", "announce"} else i
    if not clause.acts:
        _through(units, i, clause)
    if not clause.acts and treaty.treaty_class == "alliance-accession":
        _opened(units, i, clause)
    relative = _right(units, i, clause, governed=acted and not noun_only, noun=acted and noun_only)
    if not clause.acts and not clause.main:
        fronted = _fronted(units, i)
        if fronted is not None:
            clause.acts, clause.main, clause.passive = [units[fronted].op], True, True
            clause.acts += _before_main(units, -1, fronted)
        elif relative is not None:
            clause.acts, clause.background, clause.main = [units[relative].op], True, True
    talks = treaty.norm.startswith("perundingan ")
    if not clause.acts and not talks:
        return None
    _announced(units, i, clause)
    if clause.main and told < i and len(clause.complement) == 1:
        clause.head = told  # `Presiden Serbia memastikan perjanjian dengan Prancis diteken`
    if not clause.main or clause.head < i:
        _subject(units, clause)
    if not clause.subject and not clause.both and clause.head == 0 and s.field == "title":
        _shared_subject(units, i, clause)
    _outer(units, clause)
    _opinion(units[max(0, clause.first - 8) : clause.first], clause)
    if clause.reject == "" and any(a == "condition" for a in clause.acts):
        clause.reject = "condition"
    acts = [a for a in clause.acts if a != "condition"]
    if acts == ["ratify"] and noun_only and clause.head and units[clause.head - 1].norm in words.PENDING:
        acts.append("plan")  # `urgensi ratifikasi`
    clause.course = course_of(
        acts, legislature=clause.legislature, law=clause.law, alliance=treaty.treaty_class == "alliance-accession",
        passive=clause.passive,
    )  # fmt: skip
    if clause.course.stage == "ratified" and any(u.op == "forward" for u in units):
        clause.course.stage = "agreed"  # `menyepakati RUU ... untuk dibawa ke paripurna`
    return clause


def _announced(units: list[Unit], i: int, clause: Clause) -> None:
    """`mengumumkan pakta pertahanan baru`: to announce an instrument is to have it."""
    if any(a in STAGES for a in clause.acts) or clause.law:
        return
    near = [u.norm for u in units[max(0, i - 2) : i]]
    behind = [u for u in units[i + 1 : i + 8] if u.norm == "diumumkan"]
    if any(n in ("mengumumkan", "umumkan", "mendeklarasikan") for n in near) or (behind and "announced" in clause.acts):
        clause.acts.insert(0, "create")


def _opened(units: list[Unit], i: int, clause: Clause) -> None:
    """`Parlemen X ketok palu, Y tinggal selangkah ke NATO`: the clause in front opens the way."""
    way = next((k for k in range(i - 1, max(-1, i - 5), -1) if units[k].norm in ("selangkah", "jalan")), None)
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
        if u.kind is Kind.OP and u.verbal == "active" and u.op in ("approve", "sign", "create"):
            clause.acts, clause.head = [u.op], k
            clause.complement.extend(x.code for x in units[k + 1 : i] if x.kind is Kind.ACTOR and not x.company)
            return


# ---- acts in front of the name


def _left(units: list[Unit], i: int, clause: Clause) -> bool:
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
            _note(u, clause)
            plain = 0
            j -= 1
            continue
        if u.cue is not None and not u.op:
            if u.norm.startswith("kemungkinan") and not clause.acts:
                clause.reject = "possible"
            _cue(u, clause)
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


def _note(u: Unit, clause: Clause) -> None:
    if u.norm.startswith(_REPORTED) and u.op == "accuse":
        clause.alleged = True


def _cue(u: Unit, clause: Clause) -> None:
    assert u.cue is not None
    if u.cue.axis == "certainty":
        clause.alleged = True
    elif u.cue.axis == "polarity":
        clause.reject = clause.reject or "unproven"
    elif u.cue.axis == "mood":
        if u.cue.value == "possible":
            if clause.acts:
                clause.acts.append("may")
        elif u.cue.value == "condition":
            if clause.acts:
                clause.acts.append("condition")
        else:
            clause.reject = clause.reject or u.cue.value


_LAID_DOWN = frozenset(
    ("ditetapkan", "diatur", "tercantum", "termuat", "dimuat", "disyaratkan", "ditentukan", "tertuang")
)


def recalled(s: Sentence, i: int, clause: Clause) -> bool:
    """Whether the sentence itself says that its act is an old one: `sebelumnya`, `sejak`, `awal tahun ini`."""
    if s.field == "title":
        return False
    front = [u.norm for u in s.units[max(0, min(clause.first, clause.head) - 3) : i]]
    if "sebelumnya" in front or set(front[-4:]) & words.SINCE or set(front) & words.WISHES:
        return True
    base = clause.course.base
    if base == "violate" and s.index > 1:
        return True  # a breach is news when found, not each time it is spoken of
    behind = [u.norm for u in s.units[i + 1 : i + 9]]
    since = next((k for k, n in enumerate(behind) if n in words.SINCE), None)
    if since is not None and base != "in-force":
        return any(n in MONTHS or n == "tahun" or (n.isdigit() and len(n) == 4) for n in behind[since + 1 : since + 4])
    told = " ".join(behind)
    return any(f"{part} tahun ini" in told for part in ("awal", "pertengahan")) and clause.course.stage != "planned"


def _antecedent(units: list[Unit], j: int) -> bool:
    """Whether `yang` at `j` hangs on a law or on `negara pertama`, so that the clause goes on to its left."""
    near = [u.norm for u in units[max(0, j - 4) : j]]
    new = {"menjadi", "jadi", "pertama", "sebagai"} & {u.norm for u in units[max(0, j - 8) : j]}
    return bool(near) and (near[-1] in words.LAWS or bool(new and {"negara", "anggota"} & set(near)))


# ---- predicates and parties behind the name


def _right(units: list[Unit], i: int, clause: Clause, *, governed: bool, noun: bool) -> int | None:
    """Reads what follows the treaty; returns the predicate of a relative clause."""
    relative: int | None = None
    inside = spent = False
    j = i + 1
    while j < len(units) and j - i < 40:
        u = units[j]
        if u.kind is Kind.MARK:
            if u.norm in ".;?!:":
                break
            if u.norm == ",":
                inside = inside and not spent
            j += 1
            continue
        if u.kind is Kind.AND and not inside and j + 1 < len(units) and _upon_it(units[j + 1]) and clause.acts:
            clause.acts.append(units[j + 1].op)  # `... dan menekennya`
        if u.kind is Kind.REL:
            inside, spent = True, False
            j += 1
            continue
        if u.kind in (Kind.SUB, Kind.SPEECH):
            if clause.main and u.norm in grammar.CONDITIONALS and "threat" not in clause.acts:
                clause.acts.append("condition")
            break
        if u.norm in words.BOTH and not inside and u.kind is not Kind.OP:
            clause.both = max(clause.both, 3 if u.norm == "ketiga" else 2)
        if u.kind is Kind.ACTOR:
            group, k = coordinated(units, j, Kind.ACTOR)
            if _party(units, i, j, inside=inside):
                clause.complement.extend(x.code for x in group if not x.company)
                clause.last = max(clause.last, k - 1)
            elif (
                (
                    units[i].treaty_class == "visiting-forces"
                    and units[j - 1].norm == "di"
                    and (not governed or any(x.kind is Kind.TROOPS for x in units[i + 1 : j]))
                    and not inside
                    and not clause.main
                )
                or (clause.main and units[j - 1].op == "announced")
                or (noun and any(units[m].op == "announced" for m in range(max(i, j - 4), j)))
            ):
                clause.complement.extend(x.code for x in group)
            j = max(k, j + 1)
            continue
        if u.kind in (Kind.OP, Kind.LEX) and (u.op in STAGES or u.op in NEUTRAL) and not u.noun:
            predicate = u.voice in (Voice.PASSIVE, Voice.MIDDLE) or u.verbal == "passive" or u.op == "in-force"
            predicate = predicate and u.op in STAGES
            if predicate and (not inside or spent) and not clause.main and not governed:
                mods = _before_main(units, i, j)
                inner = [] if noun else [u.op]
                if noun:
                    clause.acts.append(u.op)
                    clause.acts.extend(mods)
                else:
                    clause.acts = [
                        *inner,
                        *mods,
                        *[a for a in clause.acts if a in ("demand", "accuse", "deny", "condition")],
                    ]
                    clause.dated_from = u.start
                    clause.head = i
                clause.main, clause.passive, clause.last = True, True, j
                j += 1
                continue
            if predicate and inside and relative is None:
                relative, spent = j, True
                clause.dated_from = max(clause.dated_from, u.start)
            elif inside and not spent:
                spent = True
            elif u.op in ("plan", "enact", "void", "announced", "complete", "consider") or predicate:
                pass
            elif not inside and u.verbal == "active":
                break
            j += 1
            continue
        if u.kind in (Kind.VERB, Kind.ATTACK):
            if inside and not spent:
                spent = True
            elif not inside and u.verbal == "active":
                break
        elif u.kind is Kind.WORD and units[j - 1].norm in ("dengan", "bersama") and not inside and j - i <= 3:
            clause.stranger = not any(x.kind is Kind.ACTOR for x in units[j : j + 6])
            if u.norm in words.PEERS and clause.stranger:
                clause.both, clause.stranger = 2, False  # `dengan mitranya, Yasar Guler`
        j += 1
    if relative is not None and not clause.main and not governed and not noun:
        return relative
    return None


def _upon_it(u: Unit) -> bool:
    return u.kind is Kind.OP and u.verbal == "active" and u.op in STAGES and u.norm.endswith("nya")


def _before_main(units: list[Unit], i: int, at: int) -> list[str]:
    found: list[str] = []
    for u in reversed(units[i + 1 : at]):
        if u.kind is Kind.REL or u.norm == "," or u.kind is Kind.ACTOR:
            break
        if u.kind is Kind.NEG or u.norm == "gagal":
            found.append("belum" if u.norm == "belum" else "void" if u.norm == "gagal" else "neg")
        elif u.kind in (Kind.OP, Kind.LEX) and u.op and not u.noun:
            found.append(u.op)
        elif u.cue is not None and u.cue.axis == "mood":
            found.append(
                "may" if u.cue.value == "possible" else "condition" if u.cue.value == "condition" else "demand"
            )
    return found


def _party(units: list[Unit], i: int, j: int, *, inside: bool) -> bool:
    """Whether the actor at `j` behind the treaty at `i` is a side of it."""
    slot, steps = "", 0
    forces = units[j - 1].kind is Kind.TROOPS or units[j - 1].norm in words.MILITARY
    if inside and forces and units[j - 2].norm in phrases.CONTENT:
        return True  # `yang mengizinkan pasukan X`
    k = j - 1
    while k > i and steps < 7:
        u = units[k]
        if u.prep:
            slot = u.prep
            if u.norm == "antar":
                slot = "between"
            break
        if u.kind is Kind.MARK and u.norm not in '"“”()':
            return False
        if u.kind in (Kind.OP, Kind.LEX) and not u.noun:
            return (not inside and u.verbal == "passive" and u.op in STAGES and steps <= 2) or (
                inside and u.verbal == "passive" and u.op == "sign" and steps <= 1
            )
        if u.kind in (Kind.VERB, Kind.REL, Kind.ATTACK):
            return False
        k -= 1
        steps += 1
    if slot == "by":
        return True
    if inside:
        return False
    if slot in ("with", "between"):
        return True
    if slot == "to":
        return units[i].treaty_class == "alliance-accession" or any(
            u.op in ("offer", "propose", "seek", "negotiate") for u in units[:i]
        )
    return slot == "" and steps <= 2 and k <= i


def _fronted(units: list[Unit], i: int) -> int | None:
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


# ---- who acts


def _subject(units: list[Unit], clause: Clause) -> None:
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
                _opinion(units[max(0, j - 6) : j], clause)
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
            if u.op in ("demand", "refuse", "offer"):
                clause.acts.append("demand")
            elif u.op == "accuse":
                clause.alleged = clause.alleged or u.norm.startswith(_REPORTED)
        if u.kind is Kind.ACTOR and (u.code == "un" or only_place(units, j)):
            j -= 1
            continue
        if u.kind is Kind.ACTOR:
            group, first = _group_left(units, j)
            governor = _governor(units, first)
            if governor is not None and governor.prep == "against" and "violate" in clause.acts:
                clause.subject, clause.first = group, first
                return
            if governor is not None and governor.kind is Kind.PREP and governor.prep != "between":
                if governor.norm in ("bersama", "dengan", "dan") and not comma:
                    clause.subject[:0] = group
                j = min(first, units.index(governor)) - 1
                continue
            if governor is not None and governor.kind is not Kind.PREP and (linked or comma):
                j = units.index(governor) - 1
                continue
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


_NO_TITLES = frozenset(("tahun", "hari", "pekan"))


def _shared_subject(units: list[Unit], i: int, clause: Clause) -> None:
    """`Batalkan Pakta dengan X, Ini Alasan Y`: the clause in front borrows the subject of the one behind the comma."""
    comma = next((k for k in range(i + 1, min(len(units), i + 9)) if units[k].norm == ","), None)
    if comma is None:
        return
    for k in range(comma + 1, min(len(units), comma + 6)):
        u = units[k]
        if u.kind is Kind.ACTOR and not u.company and u.code not in clause.complement:
            group, _ = coordinated(units, k, Kind.ACTOR)
            clause.subject = [x.code for x in group]
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


def _outer(units: list[Unit], clause: Clause) -> None:
    """What others do to the whole clause: accuse, demand, deny, report."""
    k = clause.first - 1
    steps = 0
    while k >= 0 and steps < 16:
        u = units[k]
        if u.kind is Kind.MARK and u.norm in ".;?!:":
            if u.norm == ":":
                _opinion(units[max(0, k - 6) : k], clause)
                clause.claimants.extend(x.code for x in units[max(0, k - 10) : k] if x.kind is Kind.ACTOR)
            return
        if u.kind is Kind.MARK and u.norm == "," and steps > 1:
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
            _cue(u, clause)
        elif u.op and u.kind in (Kind.OP, Kind.LEX):
            holder = _holder(units, k)
            if u.op == "accuse":
                clause.alleged = clause.alleged or u.norm.startswith(_REPORTED)
                clause.claimants.extend(holder)
                return
            if u.op == "deny":
                clause.acts.append("deny")
                return
            if u.op in ("demand", "seek", "refuse", "offer", "question") and u.norm not in ("siap", "ingin"):
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
                clause.subject.extend(holder)
                return
            if u.verbal:
                return
        k -= 1
        steps += 1


def _opinion(said: list[Unit], clause: Clause) -> None:
    """What an expert says that somebody may or should do is no news of it."""
    wishes = {"plan", "may", "seek", "consider", "threat", "demand"}
    if any(u.norm in words.EXPERTS for u in said) and set(clause.acts) & wishes:
        clause.reject = clause.reject or "opinion"


def _holder(units: list[Unit], k: int) -> list[str]:
    for m in range(k - 1, max(-1, k - 16), -1):
        if units[m].kind is Kind.ACTOR:
            return [units[m].code]
        if units[m].norm in ".;?!:":
            return []
    return []
