"""Treaty developments: which treaty, which parties, how far."""

from __future__ import annotations

from dataclasses import replace

from rules.engine.axes import read_axes
from rules.engine.claims import Claim
from rules.engine.lexicon import Lexicon
from rules.engine.slots import Slots, coordinated, look_left
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Voice

STAGES = {
    "sign": "signed", "approve": "agreed", "ratify": "ratified", "in-force": "in-force", "suspend": "suspended",
    "cancel": "withdrawn", "leave": "withdrawn", "negotiate": "negotiating", "offer": "negotiating",
    "propose": "negotiating", "plan": "planned", "consider": "planned", "refuse": "refused", "seek": "sought",
    "join": "in-force", "extend": "agreed", "violate": "suspended", "create": "agreed", "question": "planned",
    "resume": "negotiating",
}  # fmt: skip
"""Stage that an operator gives a treaty when told as a fact."""

_PARTY_SLOTS = ("with", "between", "owner", "by", "to")


def read_treaties(s: Sentence, lexicon: Lexicon, alliances: frozenset[str]) -> list[Claim]:
    """Every treaty development of the sentence."""
    claims: list[Claim] = []
    for i, unit in enumerate(s.units):
        if unit.kind is Kind.TREATY:
            claim = _claim(s, i, unit, lexicon)
        elif unit.op == "negotiate" and i + 1 < len(s.units) and s.units[i + 1].norm == "nuklir":
            talks = replace(unit, kind=Kind.TREATY, treaty_class="arms-control", op="", end=s.units[i + 1].end)
            talks.norm = f"perundingan {unit.norm} nuklir"
            stand_in = s.with_units([*s.units[:i], talks, *s.units[i + 2 :]])
            claim = _claim(stand_in, i, talks, lexicon)
            if claim is not None and len(claim.parties) == 1:
                claim.parties.extend(c for c in claim.claimants if c not in claim.parties)
            if claim is not None and len(claim.parties) < (2 if claim.stage == "negotiating" else 1):
                claim = None
        elif unit.kind is Kind.ACTOR and unit.code in alliances:
            claim = _membership(s, i, unit, lexicon)
        else:
            continue
        if claim is not None:
            claims.append(claim)
    return claims


_MEMBER = frozenset(("keanggotaan", "aksesi", "anggota"))


def _membership(s: Sentence, i: int, unit: Unit, lexicon: Lexicon) -> Claim | None:
    """`bergabung dengan NATO`, `keanggotaan Swedia di NATO`, `keluar dari NATO`: an alliance as a treaty."""
    units = s.units
    member: list[Unit] = []
    for k in range(i - 1, max(-1, i - 7), -1):
        near = units[k]
        if (near.op in ("join", "leave", "cancel") and not near.noun) or near.norm in (
            "keanggotaan",
            "aksesi",
            "keanggotaannya",
        ):
            break
        if near.kind is Kind.ACTOR:
            member.append(near)
        if near.norm != "-" and near.kind in (Kind.MARK, Kind.SUB, Kind.REL, Kind.VERB):
            return None
    else:
        return None
    pact = replace(unit, kind=Kind.TREATY, code="", treaty_class="alliance-accession", start=units[k].start)
    stand_in = s.with_units([*units[:k], *([units[k]] if units[k].op else []), pact, *units[i + 1 :]])
    at = next(n for n, u in enumerate(stand_in.units) if u is pact)
    claim = _claim(stand_in, at, pact, lexicon)
    if claim is not None:
        claim.parties = list(dict.fromkeys([*(u.code for u in member), *claim.parties]))
    return claim


def _claim(s: Sentence, i: int, unit: Unit, lexicon: Lexicon) -> Claim | None:
    slots = Slots(first=i, last=i)
    look_left(s, i, slots)
    parties: list[str] = []
    end, main, relative = _right(s, i, parties)
    operators = [u for u in slots.mods if u.op in STAGES]
    ruling: Unit | None = None
    background = False
    if main is not None:
        ruling = main
    elif operators:
        ruling = operators[0]
    elif relative is not None:
        ruling, background = relative, True
    talks = unit.norm.startswith(("negosiasi", "perundingan", "pembicaraan", "dialog"))
    if ruling is None and unit.treaty_class == "alliance-accession":
        op = _implied(unit.norm)
        ruling = Unit(Kind.OP, unit.start, unit.end, unit.norm, op=op) if op else None
    elif (
        unit.treaty_class == "alliance-accession"
        and ruling is not None
        and _implied(unit.norm)
        and ruling.op not in ("ratify", "approve")
    ):
        mods_first = ruling
        ruling = Unit(Kind.OP, unit.start, unit.end, unit.norm, op=_implied(unit.norm))
        slots.mods = slots.mods if any(u is mods_first for u in slots.mods) else [mods_first, *slots.mods]
    if ruling is None and talks:
        ruling = Unit(Kind.OP, unit.start, unit.end, unit.norm, op="negotiate", noun=True)
    if ruling is None:
        return None
    if (
        not talks
        and ruling.op != "question"
        and any(u.kind is Kind.VERB and s.units.index(u) > s.units.index(ruling) for u in slots.mods)
        and ruling in slots.mods
        and ruling.verbal
    ):
        return None
    stage = STAGES[ruling.op]
    if unit.norm.startswith(_LOOSE) and ruling.op not in _BINDING:
        return None
    mods = [u for u in slots.mods if u is not ruling]
    if talks and stage in ("planned", "agreed", "sought"):
        stage = "negotiating"
    if main is not None:
        mods = _between(s.units, i, main) + (
            [] if main.voice is Voice.PASSIVE else [u for u in mods if u.op in ("accuse", "confirm", "deny") or u.cue]
        )
    before = {id(u) for u in mods if u.start < s.units[slots.first].start}
    axes = read_axes(stage, mods, buying=True, before_subject=before, treaty=True)
    claim = Claim(
        "treaty",
        s,
        min(slots.first, i),
        max(end, slots.last, i) + 1,
        i,
        axes.stage,
        treaty=unit.treaty,
        treaty_class=unit.treaty_class,
    )
    claim.noun = ruling.noun
    claim.dated_from = main.start if main is not None else 0
    subject = [u.code for u in slots.subject if u.code]
    if subject and not (False):
        parties[:0] = subject
    for u in slots.mods:
        if u.op in ("approve", "ratify", "refuse", "suspend"):
            parties.extend(x.code for x in slots.op_subjects.get(id(u), []))
    if ruling.op == "create" and _purpose(s.units, ruling):
        claim.stage = "sought"
    for n, near in enumerate(s.units):
        if (
            near.kind is Kind.ACTOR
            and near.start < ruling.start
            and any(u.norm in _PEERS for u in s.units[max(0, n - 2) : n])
        ):
            parties.append(near.code)
    if ruling.start < unit.start:
        for n, near in enumerate(s.units[:i]):
            if near.kind is Kind.ACTOR and near.start > ruling.start and _slot(s.units, n) in ("with", "between"):
                parties.extend(u.code for u in coordinated(s.units, n, Kind.ACTOR)[0])
    claim.parties = [p for p in dict.fromkeys(parties) if p not in ("un",)]
    named = lexicon.treaties.get(unit.treaty)
    if named is not None and 0 < len(named.parties) <= 2:
        claim.parties = list(dict.fromkeys([*claim.parties, *named.parties]))
    claim.alleged, claim.reject, claim.denied = axes.alleged, axes.reject, axes.denied
    claim.background = background or (slots.antecedent and main is None)
    claim.relative = slots.antecedent
    if axes.denied:
        claim.stage, claim.reject = "denied", ""
    elif axes.negated:
        claim.reject = claim.reject or "negated"
    for u in slots.mods:
        if u.op in ("accuse", "confirm"):
            claim.claimants.extend(x.code for x in slots.op_subjects.get(id(u), []))
    claim.claimants.extend(u.code for u in slots.claimed_by)
    return claim


_LOOSE = (
    "kerja sama",
    "kerjasama",
    "kemitraan",
    "kerangka",
    "jaminan",
    "rencana aksi",
    "pengendalian",
    "aliansi",
    "peta jalan",
    "kontrol",
    "kendali",
    "zona",
    "kawasan",
    "moratorium",
)
"""Relations, not instruments: only a binding act upon them is a development."""

_BINDING = frozenset(("sign", "ratify", "suspend", "cancel", "leave", "in-force"))


_PEERS = frozenset(("mitranya", "mitra", "rekannya", "timpalannya", "sejawatnya", "koleganya"))


def _purpose(units: list[Unit], ruling: Unit) -> bool:
    at = next((n for n, u in enumerate(units) if u is ruling), 0)
    return any(
        u.prep == "for" or u.norm in ("agar", "bisa", "dapat", "demi", "hampir") for u in units[max(0, at - 2) : at]
    )


def _implied(norm: str) -> str:
    """The act that a phrase of accession carries in itself: `bergabung dengan NATO`."""
    if norm.startswith(("keluar", "penarikan")):
        return "leave"
    if norm.startswith(("permohonan", "tawaran", "bid")):
        return "seek"
    if norm.startswith(("bergabung", "gabung", "masuk", "menjadi", "jadi", "resmi")):
        return "join"
    return ""


def _right(s: Sentence, i: int, parties: list[str]) -> tuple[int, Unit | None, Unit | None]:
    """Parties behind the treaty, the operator of its own clause and that of a relative clause."""
    units = s.units
    main: Unit | None = None
    relative: Unit | None = None
    inside = False
    last = i
    j = i + 1
    while j < len(units) and j - i < 40:
        unit = units[j]
        if unit.kind is Kind.MARK:
            if unit.norm in ".;?!:":
                break
            if unit.norm == ",":
                inside = False if relative is not None else inside
            j += 1
            continue
        if unit.kind is Kind.REL:
            inside = True
            j += 1
            continue
        if unit.kind in (Kind.SUB, Kind.SPEECH):
            if inside and unit.norm in ("setelah", "ketika", "saat"):
                break
            break
        if unit.kind is Kind.ACTOR:
            group, k = coordinated(units, j, Kind.ACTOR)
            before = units[j - 1]
            slot = _slot(units, j)
            named = slot in ("with", "between", "", "by", "to") and not (slot == "" and units[j - 1].norm == ",")
            if named and (not inside or slot == "by"):
                parties.extend(u.code for u in group)
                last = k - 1
            del before
            j = k
            continue
        if unit.op in STAGES and (unit.kind in (Kind.OP, Kind.LEX)):
            passive = unit.voice is Voice.PASSIVE or unit.op == "in-force"
            if passive and not inside and main is None:
                main = unit
                last = j
            elif passive and inside and relative is not None and main is None:
                main = unit  # `yang diteken Juni lalu kini resmi berlaku`: the second act is the clause's own
                last = j
            elif passive and inside and relative is None:
                relative = unit
                last = max(last, j) if main is None else last
            elif not unit.noun and not inside and unit.op not in ("plan",):
                break
            j += 1
            continue
        if unit.kind in (Kind.VERB, Kind.ATTACK) and not inside:
            break
        j += 1
    return last, main, relative


def _slot(units: list[Unit], j: int) -> str:
    for k in range(j - 1, max(-1, j - 4), -1):
        if units[k].prep:
            return units[k].prep
        if units[k].kind is not Kind.WORD:
            return ""
    return ""


def _between(units: list[Unit], i: int, main: Unit) -> list[Unit]:
    at = next(n for n, u in enumerate(units) if u is main)
    found: list[Unit] = []
    for u in reversed(units[i + 1 : at]):
        inner = u.op in STAGES and u.voice is Voice.PASSIVE and any(r.kind is Kind.REL for r in units[i + 1 : at])
        if u.kind is Kind.REL or u.norm == "," or inner:
            break
        if u.kind in (Kind.OP, Kind.CUE, Kind.NEG) or (u.kind is Kind.LEX and u.op):
            found.append(u)
    return found
