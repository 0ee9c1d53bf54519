"""Sides still open: what the neighbour clause, the speaker or the wielder of the weapon says about them.

**A new reading** is a function of its own, in its place in `_READINGS`: the first that fills a side leaves less to the
next ones.
"""

from __future__ import annotations

from collections.abc import Callable

from rules.engine.arms import index_of, wielders_of
from rules.engine.claims import Claim
from rules.engine.frames import Lexeme
from rules.engine.headline import STRUCK, blamed, giver_beside, struck
from rules.engine.roles import codes_of
from rules.engine.slots import Slots

_ENDED = ("suspended", "refused")


def open_side(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """Fills in place the sides that the trigger's own grammar leaves open."""
    for reading in _READINGS:
        reading(claim, lexeme, slots)


def _speakers(claim: Claim, slots: Slots) -> list[str]:
    return [c for c in codes_of(slots.claimed_by) if c not in claim.suppliers]


def _struck_subject(claim: Claim, _: Lexeme, slots: Slots) -> None:
    """The subject of a stopped supply that is told to suffer from it receives it."""
    if claim.stage not in _ENDED or claim.recipients or not slots.subject:
        return
    units = claim.sentence.units
    at = index_of(units, slots.subject[0])
    if any(u.norm in STRUCK for u in units[at + 1 : at + 3]):
        claim.recipients = [c for c in codes_of(slots.subject) if c not in claim.suppliers]


def _builder_gives(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`diperkuat jet buatan X`, `kapal buatan X untuk Y`: who built it gives."""
    built_for = "for" in slots.groups and "maker" in slots.groups and not slots.antecedent
    if (lexeme.root == "diperkuat" or (built_for and lexeme.wire == "give")) and not claim.suppliers:
        claim.suppliers = [c for c in codes_of(slots.groups.get("maker", [])) if c not in claim.recipients]


def _licensor_tells(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`izin ekspor ...`: who licenses, tells."""
    front = claim.sentence.units[max(0, claim.trigger - 2) : claim.trigger]
    if lexeme.root != "ekspor" or claim.suppliers or not any(u.norm in ("izin", "lisensi") for u in front):
        return
    told = [c for u in slots.mods for c in codes_of(slots.op_subjects.get(id(u), []))]
    told.extend(codes_of(slots.subject) if any(u.op == "confirm" for u in slots.mods) else [])
    claim.suppliers = [c for c in [*_speakers(claim, slots), *told] if c not in claim.recipients][:1]


def _give_us(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`Zelensky ke Kongres AS: Beri kami jet`."""
    units, speakers = claim.sentence.units, _speakers(claim, slots)
    asked = units[claim.trigger + 1 : claim.trigger + 2]
    if slots.imperative and speakers and lexeme.wire == "give" and asked and asked[0].norm in ("kami", "kita"):
        colon = next((n for n in range(claim.trigger - 1, -1, -1) if units[n].norm == ":"), 0)
        addressed = [u.code for n, u in enumerate(units[:colon]) if n and u.code and units[n - 1].prep == "to"]
        claim.recipients, claim.stage = speakers[:1], "sought"
        claim.suppliers = [c for c in addressed if c not in claim.recipients][:1]


def _giver_in_headline(claim: Claim, lexeme: Lexeme, _: Slots) -> None:
    if claim.sentence.field == "title" and lexeme.wire == "get" and claim.recipients and not claim.suppliers:
        claim.suppliers = giver_beside(claim.sentence.units, claim.start, claim.recipients)


def _speaker_receives(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`Anggota parlemen Iran: MiG-29 dari Rusia sudah datang`."""
    if lexeme.weapon_subject and not claim.recipients:
        claim.recipients = _speakers(claim, slots)[:1]


def _speaker_sells(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`Erdogan: RI bakal dapat 48 jet KAAN`."""
    if lexeme.wire == "get" and lexeme.frame == "transfer" and set(claim.origins) & set(_speakers(claim, slots)):
        claim.maker_sells = True


def _stopped_in_headline(claim: Claim, lexeme: Lexeme, _: Slots) -> None:
    """The side that a stopped supply strikes stands in the neighbour clause."""
    if claim.sentence.field != "title" or lexeme.frame != "transfer" or claim.recipients or claim.stage not in _ENDED:
        return
    units = claim.sentence.units
    if claim.suppliers:
        claim.recipients = struck(units, claim.start, claim.end, claim.suppliers)
    else:
        claim.suppliers, claim.recipients = blamed(units, claim.end)


def _wielder_uses(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`rudal yang dipasok X ditembakkan Y`: who wields what was given uses it."""
    if not slots.antecedent or not claim.weapons or lexeme.frame != "transfer":
        return
    units = claim.sentence.units
    wielder = [c for c in wielders_of(units, index_of(units, claim.weapons[0])) if c not in claim.suppliers]
    if wielder and not (set(claim.recipients) - set(wielder)):
        claim.frame, claim.stage, claim.recipients = "use", "used", wielder


_READINGS: tuple[Callable[[Claim, Lexeme, Slots], None], ...] = (
    _struck_subject, _builder_gives, _licensor_tells, _give_us, _giver_in_headline, _speaker_receives, _speaker_sells,
    _stopped_in_headline, _wielder_uses,
)  # fmt: skip
