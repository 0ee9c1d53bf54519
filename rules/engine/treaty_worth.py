"""Whether what is told of an instrument is a development: relations, inspections, treaties of peace, nameless sides."""

from __future__ import annotations

import itertools

from rules.engine import treaty_words as words
from rules.engine.claims import Claim
from rules.engine.lexicon import ActorKind
from rules.engine.treaty_clause import Clause
from rules.engine.treaty_memory import Memory
from rules.engine.treaty_parties import bystanders
from rules.engine.treaty_stages import BINDING
from rules.engine.treaty_talks import TALKS
from rules.engine.units import Kind, Sentence, Unit

_RELATIONS = (
    "kerja sama", "kerjasama", "kemitraan", "kerangka", "jaminan", "rencana aksi", "pengendalian", "aliansi",
    "peta jalan", "kontrol", "kendali", "zona", "kawasan", "moratorium", "larangan", "arms control",
)  # fmt: skip
"""Relations, not instruments: only a binding act upon them is a development."""

_FORMED = ("aliansi", "kemitraan", "kerangka")
"""Relations that are news once formed."""

_BY_MANY = frozenset(("in-force", "approve", "create", "sign", "end", "extend"))
_OF_AGENCY = frozenset(
    (
        "expel", "refuse", "suspend", "approve", "restore", "resume", "create", "sign", "end", "cancel", "leave",
        "announce",
    )
)  # fmt: skip
"""What can be done with inspections and deals of the agency."""

_PASSED = ("ratified", "agreed", "signed")
_TWO_SIDED = ("signed", "agreed", "negotiating", "planned")


def counts(claim: Claim, s: Sentence, unit: Unit, clause: Clause, memory: Memory, *, anaphor: bool) -> bool:
    """Whether the claim stands; its stage, background and last sides are settled on the way."""
    if not _is_instrument(claim, s, unit, clause) or not _is_of_agency(claim, s, unit, clause):
        return False
    _settle(claim, s, unit, clause, memory)
    if unit.treaty_class == "peace" and not _is_peace_of_states(claim, s, unit, memory):
        return False
    if not _has_states(claim, unit, clause, memory) or not _talks_have_sides(claim, s, unit):
        return False
    if not claim.parties and not claim.reject and not _of_many(claim, s, unit, clause, memory):
        claim.reject = "role:parties"
    return not (anaphor and not claim.parties)


def _is_instrument(claim: Claim, s: Sentence, unit: Unit, clause: Clause) -> bool:
    """A mere relation counts when bound, formed or taken up again."""
    base = clause.course.base
    agreed = _in_front(s, unit) in ("sepakati", "menyepakati", "disepakati", "mengadopsi", "adopsi")
    new = s.field == "title" and any(a is unit and b.norm == "baru" for a, b in itertools.pairwise(s.units))
    formed = (base in ("create", "negotiate", "finish") and (unit.norm.startswith(_FORMED) or new)) or (
        base == "approve" and agreed
    )
    formed = formed or claim.stage == "ratified" or (base == "approve" and unit.norm.startswith(_FORMED))
    resumed = base == "resume" and unit.treaty_class == "safeguards"
    pledged = unit.treaty_class == "alliance-accession" and unit.norm.startswith("rencana")
    relation = (
        unit.norm.startswith(_RELATIONS) and not pledged and not (unit.treaty and not unit.norm.startswith("kerja"))
    )
    if (
        relation
        and base not in BINDING
        and "sign" not in clause.acts
        and not resumed
        and not (formed and len(claim.parties) > 1)
    ):
        return False
    if resumed:
        claim.stage = "in-force"
    joins_pacts = (
        bool(unit.treaty)
        or bool(clause.complement)
        or unit.norm.startswith(TALKS)
        or unit.treaty_class == "alliance-accession"
    )
    return not (base == "join" and claim.stage == "refused" and not joins_pacts)


def _in_front(s: Sentence, unit: Unit) -> str:
    """The word right in front of the unit."""
    return next((a.norm for a, b in itertools.pairwise(s.units) if b is unit), "")


def _is_of_agency(claim: Claim, s: Sentence, unit: Unit, clause: Clause) -> bool:
    """Inspections and deals of the agency: who lets them in, throws them out, signs them."""
    base = clause.course.base
    if unit.norm not in ("inspeksi iaea", "kesepakatan iaea"):
        return base != "expel"
    if base not in _OF_AGENCY:
        return False
    if unit.norm == "inspeksi iaea" and (base == "refuse" or claim.stage in ("refused", "withdrawn")):
        claim.stage = "suspended"
    if unit.norm == "kesepakatan iaea" and "iaea" not in {*claim.parties, *(u.code for u in s.units)}:
        return False
    if not [p for p in claim.parties if p != "iaea"]:
        claim.parties = [p for p in bystanders(s, claim.trigger) if p != "iaea"]
    return True


def _settle(claim: Claim, s: Sentence, unit: Unit, clause: Clause, memory: Memory) -> None:
    """Stages that hang on who acts, and acts that can only be recalled."""
    base = clause.course.base
    by_sides = len(clause.subject) > 1 and not (clause.law or clause.legislature)
    if base == "ratify" and by_sides and "ratifikasi" not in " ".join(u.norm for u in s.units):
        claim.stage = "signed" if claim.stage == "ratified" else claim.stage  # two sides `mengesahkan` their pact
    if clause.course.base == "consider" and by_sides and claim.stage == "planned":
        claim.stage = "negotiating"
    if unit.treaty in words.LONG_SIGNED and base in ("sign", "create", "approve"):
        claim.background = claim.background or claim.stage in ("signed", "agreed")
    in_force = clause.main and base == "in-force"  # `berlatih setelah pakta berlaku`
    if clause.after and (memory.asked or not s.lead or in_force or unit.treaty_class == "alliance-accession"):
        claim.background = True
    if base == "review" and not unit.treaty:
        claim.stage = "planned"


def _is_peace_of_states(claim: Claim, s: Sentence, unit: Unit, memory: Memory) -> bool:
    """A treaty of peace counts when it is an old one between states, and is suspended, left or back in force."""
    around = {*claim.parties, *(u.code for u in s.units if u.kind is Kind.ACTOR), *memory.people()}
    marked = "camp david" in unit.norm or any(y in unit.norm for y in words.PEACE_YEARS)
    pair = any(p <= around for p in words.PEACE_STATES)
    if not (marked and around & {"EG", "JO", "IL"}) and not pair:
        return False
    if around & {"hamas", "hezbollah", "RU", "UA", "PS", "LB"}:
        return False
    if claim.stage not in ("suspended", "withdrawn", "in-force"):
        return False
    claim.treaty_class = "defence-pact"
    if marked and "EG" in around:
        claim.parties = list(dict.fromkeys([*claim.parties, "EG", "IL"]))
    return True


def _has_states(claim: Claim, unit: Unit, clause: Clause, memory: Memory) -> bool:
    """Whether states are the sides: no armed groups, no companies, no nameless partner."""
    kinds = {memory.lexicon.kind_of(p) for p in claim.parties}
    if ActorKind.ARMED_GROUP in kinds:
        return False
    public = ActorKind.STATE in kinds or bool({"iaea", "nato"} & set(claim.parties))
    if claim.parties and not unit.treaty and not public:
        return False
    nameless = clause.stranger and not unit.treaty and len(claim.parties) < 2
    return not (nameless and claim.stage in _TWO_SIDED)


def _talks_have_sides(claim: Claim, s: Sentence, unit: Unit) -> bool:
    if claim.denied and len(claim.parties) == 1 and unit.norm.startswith(TALKS):
        speech = next((k for k, u in enumerate(s.units) if u.kind is Kind.SPEECH), len(s.units))
        said = [u.code for u in s.units[speech : speech + 6] if u.kind is Kind.ACTOR]
        claim.parties.extend(c for c in said[:1] if c not in claim.parties)  # `tak ada perundingan, kata X`
    needed = 2 if claim.stage == "negotiating" else 1
    if not unit.norm.startswith(TALKS) or len(claim.parties) >= needed:
        return True
    claim.parties.extend(c for c in claim.claimants if c not in claim.parties)
    return len(claim.parties) >= needed


def _of_many(claim: Claim, s: Sentence, unit: Unit, clause: Clause, memory: Memory) -> bool:
    """`111 negara menyepakati Konvensi X`, `Traktat Y mulai berlaku`: a treaty of many needs no parties named."""
    named = memory.lexicon.treaties.get(unit.treaty)
    world = unit.treaty_class == "arms-control" and s.lead and not clause.background
    assembly = any(u.code == "un" for u in s.units[: claim.trigger] if u.kind is Kind.ACTOR)
    if world and assembly and clause.course.base in ("ratify", "approve", "create") and claim.stage in _PASSED:
        claim.stage = "agreed"  # `PBB sahkan traktat X`: a text adopted, not yet in force
        return True
    text = unit.norm.startswith(("traktat", "konvensi", "protokol", "perjanjian"))
    if named is None and world and text and clause.main and clause.course.base == "in-force":
        return "bebas" in unit.norm or "larangan" in unit.norm
    if named is None or len(named.parties) == 2 or unit.treaty_class != "arms-control" or not s.lead:
        return False
    if clause.legislature or clause.law or clause.background:
        return False
    return clause.course.base in _BY_MANY and claim.stage in ("agreed", "signed", "in-force", "withdrawn")
