"""What arrives: `Rafale pesanan Indonesia tiba di Jakarta`; the weapon is the subject, and it must be new there."""

from __future__ import annotations

import itertools

from rules.engine.arms import carried, index_of, name_classes
from rules.engine.claims import Claim
from rules.engine.cues import Cues
from rules.engine.frames import Frames, Lexeme
from rules.engine.governors import operators_before, speaker_before_colon
from rules.engine.left import look_left
from rules.engine.right import look_right
from rules.engine.roles import codes_of
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Form
from rules.indonesian.grammar import word_set


def read_arrival(frames: Frames, cues: Cues, s: Sentence, i: int, lexeme: Lexeme, form: Form, slots: Slots) -> bool:
    """Fills the slots of an arrival; False when nothing arrives, or what comes may be on a visit."""
    units = s.units
    slots.object = []
    if form.noun:
        look_right(s, i, slots)
        look_left(s, i, slots)
    if not slots.object:
        _what_arrives(units, i, slots)
    if not slots.object:
        return False
    at = index_of(units, slots.object[0])
    colon = next((n for n in range(at - 1, -1, -1) if units[n].norm == ":"), -1)
    if colon > 0:
        slots.claimed_by = speaker_before_colon(units, colon)
    _whence(frames, units, at, i, slots)
    carried(units, i, slots)
    if not slots.object or any(u.kind is Kind.ATTACK for u in units):
        return False
    if units[i].norm.startswith("meluncur") and slots.object[0].weapon in _FLYING and not _permitted(units[:i]):
        return False  # it is launched
    sourced = "from" in slots.groups
    spoken = set(codes_of(slots.claimed_by)) - set(codes_of(slots.groups.get("from", [])))
    marked = any(mark in s.norms for mark in frames.new_marks if lexeme.root not in mark)
    marked = marked or (sourced and bool(spoken)) or slots.carried or (at < i and "for" in slots.groups)
    marked = marked or any(u.op in ("suspend", "cancel", "refuse") for u in slots.mods)
    marked = marked or (lexeme.root == "perjalanan" and _permitted(units[:i]))
    marked = marked or lexeme.root in _KEPT or _redirected(units[:at]) or _announced(slots, cues)
    marked = marked or (("holder" in slots.groups or sourced) and _at_war(units, i, cues))
    if (
        not marked
        and (lexeme.stage == "delivered" or (lexeme.root == "perjalanan" and slots.object[0].weapon in cues.visitors))
        and (
            slots.object[0].weapon in cues.visitors
            or not (sourced or "holder" in slots.groups)
            or _own(slots, slots.object[0])
        )
        and not _fetched(slots)
    ):
        slots.visit = True
    before = units[max(0, slots.first - 4) : slots.first]
    if any(u.kind is Kind.NEG for u in before) and all(u.kind not in (Kind.MARK, Kind.ACTOR) for u in before[1:]):
        return False  # `belum satu pun tank tiba`
    if not form.noun and slots.first:
        operators_before(s, slots.first, slots)
        _assured(units[slots.first : i], slots)
    return True


_KEPT = frozenset(("kepemilikan", "inventaris"))
"""Verbs by which the goods change hands for good: no visitor does."""

_FLYING = frozenset(("missile", "rocket", "ballistic-missile", "cruise-missile", "drone", "nuclear-weapon"))
"""What is launched *at* somebody as soon as it is on its way."""


def _permitted(before: list[Unit]) -> bool:
    """`Trump cabut larangan, bom meluncur ke Israel`: what has been let go is shipped."""
    return any(u.op in ("approve", "suspend", "cancel", "resume") for u in before) or any(
        u.norm in ("segera", "bakal", "siap") for u in before[-2:]
    )


def _redirected(before: list[Unit]) -> bool:
    """`Batal ke Kairo, 30 Su-35 bakal mendarat di Aljazair`: they were another's order."""
    return any(
        a.norm in ("batal", "gagal", "urung", "semula") and (b.prep in ("to", "for") or b.norm in ("dibeli", "dikirim"))
        for a, b in itertools.pairwise(before)
    )


def _announced(slots: Slots, cues: Cues) -> bool:
    """`Erdogan: sepuluh hari lagi S-400 sampai`: of what visits nobody, the builder or the receiver tells."""
    weapon = slots.object[0]
    told = set(codes_of(slots.claimed_by))
    return bool(told) and weapon.weapon not in cues.visitors and bool(weapon.origin)


def _at_war(units: list[Unit], i: int, cues: Cues) -> bool:
    """Whether the goal is a state at war, to which nobody sends its own on a visit."""
    goal = next((u for u in units[i : i + 6] if u.kind is Kind.ACTOR or u.place), None)
    return goal is not None and bool({goal.code, goal.place} & cues.at_war)


def _own(slots: Slots, weapon: Unit) -> bool:
    """`A400M milik TNI AU tiba`: whose it is did not build it, so that he is the one who gets it."""
    holder = set(codes_of(slots.groups.get("holder", [])))
    elsewhere = set(codes_of(slots.groups.get("at", [])) + codes_of(slots.groups.get("to", []))) - holder
    return bool(holder and weapon.origin) and not (holder & set(weapon.origin) or elsewhere)


def _assured(clause: list[Unit], slots: Slots) -> None:
    """`KSAU pastikan enam Rafale tiba tahun ini`: who assures it gets them, and they are on their way."""
    told = next((u for u in slots.mods if u.op == "confirm" and u.norm.endswith("pastikan")), None)
    teller = slots.op_subjects.get(id(told), []) if told is not None else []
    if teller and slots.object[0].origin and not set(codes_of(teller)) & set(slots.object[0].origin):
        slots.claimed_by = slots.claimed_by or teller
        slots.visit = False
        if told is not None and not any(u.norm in ("telah", "sudah") for u in clause):
            ahead = told.copy()
            ahead.op = "plan"
            slots.mods.append(ahead)


def _fetched(slots: Slots) -> bool:
    """`KRI Brawijaya tiba dari Italia`: a ship of one's own that comes from where it was built is new."""
    weapon = slots.object[0]
    return weapon.norm.startswith("kri ") and bool(set(codes_of(slots.groups.get("from", []))) & set(weapon.origin))


def _what_arrives(units: list[Unit], i: int, slots: Slots) -> None:
    """The weapon in front of the verb at `i`, with the words of mood passed on the way."""
    for k in range(i - 1, max(-1, i - 26), -1):
        unit = units[k]
        if unit.kind is Kind.SUB or (unit.kind is Kind.MARK and unit.norm in ".;:?!"):
            return
        if unit.kind is Kind.WEAPON:
            slots.object = [unit]
            slots.first = k
            return
        if unit.kind in (Kind.OP, Kind.CUE, Kind.NEG):
            slots.mods.append(unit)


def _whence(frames: Frames, units: list[Unit], at: int, i: int, slots: Slots) -> None:
    """Owner, maker and goal between the weapon at `at` and its verb at `i`."""
    for n, unit in enumerate(units[at + 1 : min(at + 6, i) if at < i else at + 6], at + 1):
        if unit.kind is Kind.ACTOR and at < i:
            slots.add("for" if units[n - 1].prep == "for" else "holder", [unit])
        elif unit.prep in ("from", "maker") and at < i:
            source = next((u for u in units[n:i] if u.kind in (Kind.ACTOR, Kind.REL)), None)
            if source is not None and source.kind is Kind.ACTOR:
                slots.add("from", [source])
            return
        elif at < i and (
            unit.kind in (Kind.NUMBER, Kind.AUX)
            or unit.prep in ("for", "owner")
            or (unit.kind is Kind.WORD and (len(unit.norm) <= 2 or unit.norm in frames.new_marks))
        ):
            continue
        elif unit.kind is not Kind.WEAPON or not unit.system:
            return


def read_bound(s: Sentence) -> Claim | None:
    """`Putin cabut larangan, S-300 segera ke Iran`: a headline without a verb by which goods are on their way."""
    units = s.units
    if s.field != "title":
        return None
    for n, unit in enumerate(units[:-3]):
        soon, to, goal = units[n + 1], units[n + 2], units[n + 3]
        bound = unit.kind is Kind.WEAPON and soon.norm in ("segera", "akan segera", "bakal", "siap", "akan")
        if not (bound and to.prep == "to" and goal.kind is Kind.ACTOR):
            continue
        if n + 4 < len(units) and units[n + 4].kind is not Kind.MARK:
            return None
        claim = Claim("transfer", s, n, n + 4, n, "planned", weapons=[unit])
        name_classes(claim)
        named = {u.code for u in units[:n] if u.kind is Kind.ACTOR}
        claim.recipients = [goal.code]
        claim.suppliers = sorted(named & set(claim.origins)) if len(named) == 1 else []
        return claim
    return None


def owned_on_arrival(claim: Claim, slots: Slots) -> None:
    """`A400M TNI AU tiba di Halim`: the owner is no giver where he did not build it, and the place is his own."""
    holder = codes_of(slots.groups.get("holder", []))
    if not holder or "from" in slots.groups or not claim.origins or set(holder) & set(claim.origins):
        return
    if set(claim.recipients) <= set(holder) and claim.suppliers == holder:
        claim.suppliers, claim.recipients = [], holder


_NEW = word_set(
    """
    dipesan pesanan memesan pesan dibeli pembelian membeli beli kontrak kontraknya pengadaan hibah dihibahkan
    diserahterimakan diserahkan penyerahan akuisisi diakuisisi
    """
)
"""Words beside an arrival that tell that the goods are new there."""

_GUESTS = word_set("kunjungan latihan lawatan singgah muhibah persahabatan reception berkunjung pelayaran")
"""Words of a visit."""


def settle_visits(claims: list[Claim], sentences: list[Sentence]) -> None:
    """Arrivals that may be visits stay only where title, lead or a sentence nearby speaks of an order or a delivery."""
    for claim in claims:
        if not claim.visit or claim.reject:
            continue
        at = claim.sentence.index
        near = [s for s in sentences if s.field == "title" or s.lead or abs(s.index - at) <= 4]
        foreign = bool(claim.suppliers or set(claim.origins) - set(claim.recipients))
        beside = any(_NEW & set(s.norms) for s in near if s.section == claim.sentence.section or s.field == "title")
        guest = any(_GUESTS & set(s.norms) for s in near)
        if guest or not (beside and foreign and claim.recipients):
            claim.reject = "visit"
