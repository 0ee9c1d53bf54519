"""Stage, certainty and who says so, once the words of mood around a trigger are known.

`settle` goes through what may still change the verb's own stage, in this order: how far the deed has come, who says
or asks it, what courts and embargoes do to it, what `tidak` makes of it (`negation.py`).
"""

from __future__ import annotations

from rules.engine.arms import index_of
from rules.engine.axes import Axes
from rules.engine.claims import Claim
from rules.engine.courts import court_of
from rules.engine.negation import settle_negation
from rules.engine.roles import codes_of
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.grammar import word_set


def settle(claim: Claim, axes: Axes, slots: Slots) -> None:
    """Puts stage, certainty and who says so on the claim."""
    claim.stage = axes.stage
    _how_far(claim, axes, slots)
    claim.alleged = axes.alleged
    claim.reject = axes.reject or claim.reject
    claim.possible = axes.possible
    claim.denied = axes.denied
    parties = set(claim.suppliers) | set(claim.recipients)
    for unit in slots.mods:
        _said(claim, unit, slots)
        _asked(claim, unit, slots)
    _accused(claim, axes, slots)
    claim.claimants.extend(codes_of(slots.claimed_by))
    _forbidden(claim, slots)
    _asked_by_speaker(claim, slots)
    settle_negation(claim, axes, slots, parties)


def before_subject(s: Sentence, slots: Slots) -> set[int]:
    """Identities of mood words that stand before the clause's subject."""
    return {id(u) for u in slots.mods if id(u) in slots.op_subjects or u.start < s.units[slots.first].start}


def _how_far(claim: Claim, axes: Axes, slots: Slots) -> None:
    """What the verb alone says too much or too little of: packages, blame, orders."""
    if axes.stage == "delivered" and not axes.ops and _bundle(claim):
        claim.stage = "agreed"
    if axes.stage == "agreed" and not axes.ops and _blamed(claim):
        claim.stage = "delivered"
    if _ordered(claim, slots):
        claim.stage = claim.sentence.units[claim.trigger].lexemes[0][0].stage


def _said(claim: Claim, unit: Unit, slots: Slots) -> None:
    holders = codes_of(slots.op_subjects.get(id(unit), []))
    if unit.op in ("accuse", "confirm"):
        claim.claimants.extend(holders)
        if _charged(claim, unit):
            claim.stage = "delivered"
    if unit.op == "deny":
        claim.deniers.extend(holders)


def _asked(claim: Claim, unit: Unit, slots: Slots) -> None:
    """Who asks: the receiver himself seeks, a stranger's demand is no news."""
    holders = codes_of(slots.op_subjects.get(id(unit), []))
    if unit.op == "seek" and unit.verbal == "active" and not holders and _strangers_before(claim, unit):
        claim.reject = claim.reject or "demand"
    if unit.op in ("seek", "demand") and holders and (unit.verbal == "active" or unit.noun):
        home = {u.of for u in slots.op_subjects.get(id(unit), []) if u.of}
        if home & set(claim.recipients):
            claim.recipients = holders  # Hamas asks for arms to Gaza
        asked_for = not claim.recipients or set(holders) & set(claim.recipients)
        if asked_for and claim.frame in ("transfer", "tech") and claim.stage not in ("suspended", "refused"):
            claim.recipients = claim.recipients or [h for h in holders if h not in claim.suppliers]
            claim.stage, claim.reject = "sought", ""
        elif claim.recipients:
            claim.reject = "demand"
    if unit.op == "demand" and claim.frame == "transfer" and set(_pressing(claim, unit)) & set(claim.recipients):
        claim.stage, claim.reject = "sought", ""


def _asked_by_speaker(claim: Claim, slots: Slots) -> None:
    """`Zelensky: Jerman harus kirim Taurus`: who demands it for nobody else, seeks it."""
    if claim.reject == "demand" and slots.claimed_by and not claim.recipients and claim.frame == "transfer":
        speaker = codes_of(slots.claimed_by)
        if not set(speaker) & set(claim.suppliers):
            claim.recipients, claim.stage, claim.reject = speaker, "sought", ""


def _accused(claim: Claim, axes: Axes, slots: Slots) -> None:
    """All who accuse, when each is named and nothing else hedges."""
    accusers = [u for u in slots.mods if u.op == "accuse"]
    if axes.alleged and accusers and not any(u.cue is not None and not u.op for u in slots.mods):
        voices = [codes_of(slots.op_subjects.get(id(u), [])) for u in accusers]
        claim.accusers = [code for voice in voices for code in voice] if all(voices) else []


def _forbidden(claim: Claim, slots: Slots) -> None:
    """What a court or an embargo stops is suspended, and a court stops what its own state sends."""
    if claim.stage == "refused" and _court(claim.sentence.units, slots):
        claim.stage, claim.reject = "suspended", ""
    if claim.stage == "suspended" and claim.frame == "transfer" and not claim.suppliers:
        claim.suppliers = [c for c in court_of(claim.sentence.units, claim.trigger) if c not in claim.recipients]
    if claim.stage == "refused" and any("embargo" in u.norm and not u.verbal for u in slots.mods):
        claim.stage = "suspended"


_PEOPLE = word_set(
    """
    politikus aktivis warga senator anggota pegiat tokoh kelompok koalisi organisasi lsm rakyat masyarakat mantan
    akademisi partai oposisi legislator demonstran pengunjuk ilmuwan jenderal ormas
    """
)


def _strangers_before(claim: Claim, unit: Unit) -> bool:
    """`Sejumlah politikus meminta Prancis mengirim tank`: who asks is nobody's government."""
    units = claim.sentence.units
    at = index_of(units, unit)
    return any(u.norm in _PEOPLE for u in units[max(0, at - 4) : at])


def _court(units: list[Unit], slots: Slots) -> bool:
    """`Pengadilan Belanda melarang ekspor ...`: the subject is a court of the supplier."""
    return bool(slots.subject) and court_of(units, index_of(units, slots.subject[0]) + 1) != []


def _bundle(claim: Claim) -> bool:
    """`Biden lepas paket senjata buat Taiwan`: a package is granted first, and comes later."""
    units = claim.sentence.units
    trigger = units[claim.trigger]
    told = any(
        u.norm in ("telah", "sudah", "tiba", "akhirnya") for u in units[max(0, claim.trigger - 3) : claim.trigger]
    )
    bundle = any(u.norm.startswith("paket") for u in units[claim.trigger + 1 : claim.trigger + 4])
    return bundle and not told and not trigger.noun and any(x.wire == "give" for x, _ in trigger.lexemes)


def _ordered(claim: Claim, slots: Slots) -> bool:
    """`Hanwha mendapat pesanan howitzer dari Rumania`: who gets an order has delivered nothing."""
    trigger = claim.sentence.units[claim.trigger]
    order = any(x.root == "pesan" or x.deal for x, _ in trigger.lexemes)
    got = any(u.op == "receive" or u.norm == "dapat" for u in slots.mods)
    return order and got and bool(set(codes_of(slots.subject)) & set(claim.suppliers))


def _pressing(claim: Claim, unit: Unit) -> list[str]:
    """`di bawah tekanan dari Kyiv dan sekutunya agar ...`: who presses, behind the noun."""
    units = claim.sentence.units
    at = index_of(units, unit)
    return [u.code for u in units[at + 1 : claim.trigger] if u.kind is Kind.ACTOR] if unit.norm == "tekanan" else []


_CHARGES = ("tuduh", "tuding", "uduh", "uding", "bukti", "curiga", "endus", "sinyalir")


def _charged(claim: Claim, unit: Unit) -> bool:
    """`Panel PBB menuduh Juba membeli panser`, `BUMN RI dituding jual senjata`: what is charged has happened."""
    trigger = claim.sentence.units[claim.trigger]
    charge = unit.op == "accuse" and any(root in unit.norm for root in _CHARGES)
    return charge and _trades(trigger) and claim.stage == "agreed"


def _trades(trigger: Unit) -> bool:
    return bool({x.root for x, _ in trigger.lexemes} & {"jual", "beli", "impor", "borong", "belanja"})


def _blamed(claim: Claim) -> bool:
    """`Belanda digugat karena menjual senjata ke ...`: what one is blamed for has happened."""
    units, at = claim.sentence.units, claim.trigger
    reason = at > 1 and units[at - 1].norm in ("karena", "lantaran", "sebab", "gara-gara")
    return reason and units[at - 2].norm.startswith("di") and _trades(units[at]) and not units[at].noun
