"""Who gives and who gets when an operator has a weapon as its own object."""

from __future__ import annotations

from dataclasses import dataclass

from rules.engine.arms import index_of
from rules.engine.claims import Claim
from rules.engine.cues import Cues
from rules.engine.roles import codes_of, split_by_origin
from rules.engine.sides import by_company
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

_WISHES = ("minat", "keinginan", "ketertarikan")
_GETS = ("dapat", "mendapat", "kantongi", "mengantongi", "peroleh", "memperoleh")
"""A permission that somebody gets, not gives."""
_PAYS = ("danai", "mendanai", "pendanaan", "pembiayaan", "biayai", "membiayai", "pembayaran", "membayar", "bayar")
"""Who pays for another's weapons is not their supplier."""
_SERVICES = word_set("perbaikan perawatan pemeliharaan pemutakhiran modernisasi peningkatan perpanjangan")
_FREED = ("bebas", "terbebas", "lepas", "lolos")
_MORE = word_set(
    """
    tambahan lagi dua tiga empat lima enam jet pesawat soal pembelian penambahan pasokan kontribusi iuran proyek
    program harga
    """
)
"""What may stand between a verb and its object."""


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator, its slots, and the weapons that are its object."""

    s: Sentence
    i: int
    unit: Unit
    slots: Slots
    weapons: list[Unit]

    @property
    def embargo(self) -> bool:
        """Whether it is an embargo."""
        return "embargo" in self.unit.norm

    @property
    def wanted(self) -> bool:
        """`Patriot diincar oleh X`: a passive whose agent seeks."""
        return self.unit.op == "seek" and "by" in self.slots.groups and self.unit.norm != "diminta"

    def first_of(self, *slots: str) -> list[str]:
        """The codes in the first of these slots that anybody stands in."""
        return codes_of(next((g for g in map(self.slots.groups.get, slots) if g), []))

    def units_between(self) -> list[Unit]:
        """What stands between it and its object."""
        return self.s.units[self.i + 1 : max(self.i + 1, index_of(self.s.units, self.weapons[0]))]

    def units_behind(self, count: int) -> list[Unit]:
        """The next few units."""
        return self.s.units[self.i + 1 : self.i + 1 + count]


def is_permitted(operator: Operator) -> bool:
    """`RI dapat lampu hijau 36 F-15`: who is permitted, buys."""
    return operator.unit.op == "approve" and operator.unit.norm.startswith(_GETS)


def fill_sides(claim: Claim, operator: Operator, wire: str, cues: Cues) -> bool:
    """Fills the sides of the claim; whether it is one at all."""
    subject = codes_of(operator.slots.subject)
    if operator.wanted:
        _wanted(claim, operator)
    elif operator.unit.voice is Voice.PASSIVE and not subject:
        _passive(claim, operator)
    elif wire == "get":
        _getting(claim, operator, subject)
    else:
        return _giving(claim, operator, subject, cues)
    return True


# each kind of operator


def _wanted(claim: Claim, operator: Operator) -> None:
    """`Patriot AS diincar Polandia`: the agent gets."""
    between = _between_weapon(operator)
    claim.recipients = operator.first_of("by")
    holder = operator.first_of("holder", "maker", "owner") or codes_of(operator.slots.subject)
    suppliers = between.get("owner") or between.get("maker") or holder
    claim.suppliers = [c for c in suppliers if c not in claim.recipients]


def _passive(claim: Claim, operator: Operator) -> None:
    """`Rudal AS untuk Ukraina disetop`: agent or owner gives, the beneficiary gets."""
    between = _between_weapon(operator)
    claim.suppliers = (
        operator.first_of("by") or between.get("from", []) or between.get("owner", []) or operator.first_of("owner")
    )
    claim.recipients = between.get("for", []) or operator.first_of("to", "for")


def _between_weapon(operator: Operator) -> dict[str, list[str]]:
    """Owner and beneficiary between a weapon and the passive operator behind it."""
    found: dict[str, list[str]] = {}
    units, last = operator.s.units, operator.weapons[-1]
    at = next((n for n, u in enumerate(units) if u is last), len(units))
    slot = "owner"
    for unit in units[at + 1 : operator.i]:
        if unit.prep:
            slot = "for" if unit.prep in ("for", "to") else unit.prep
        elif unit.kind is Kind.ACTOR:
            found.setdefault(slot, []).append(unit.code)
    return found


def _getting(claim: Claim, operator: Operator, subject: list[str]) -> None:
    """`Ukraina minta Patriot dari Jerman`: the subject gets."""
    units, groups = operator.s.units, operator.slots.groups
    claim.recipients = subject or operator.first_of("noun-owner")
    asker = _asker(units, operator.slots) if not operator.unit.noun and operator.unit.op == "seek" else []
    if asker:
        groups.setdefault("from", operator.slots.subject)
        claim.recipients = asker
    named = units[operator.i + 1] if operator.i + 1 < len(units) else operator.unit
    source = operator.first_of("from", "to", "object-actor", "owner", "maker", "visited")
    if operator.unit.norm in _WISHES:
        if named.kind is Kind.ACTOR:
            claim.recipients = [named.code]  # `minat Malaysia terhadap panser buatan Pindad`
        source = operator.first_of("from", "maker", "owner") or _owner_behind(operator)
        source = source or codes_of(operator.slots.subject)
    claim.suppliers = [c for c in source if c not in claim.recipients]
    claim.maker_sells = claim.maker_near = True


def _owner_behind(operator: Operator) -> list[str]:
    """`minat Thailand atas kapal selam [Korsel]`: whose the weapon is."""
    at = index_of(operator.s.units, operator.weapons[-1]) + 1
    return [u.code for u in operator.s.units[at : at + 1] if u.kind is Kind.ACTOR]


def _asker(units: list[Unit], slots: Slots) -> list[str]:
    """`[Maduro] surati Putin minta rudal`: behind an unknown bare verb and its object the first actor asks."""
    if not slots.subject:
        return []
    at = index_of(units, slots.subject[0])
    if at < 2 or units[at - 1].kind is not Kind.WORD or not units[at - 1].capital:
        return []
    first = units[at - 2]
    return [first.code] if first.kind is Kind.ACTOR and first.code not in codes_of(slots.subject) else []


def _giving(claim: Claim, operator: Operator, subject: list[str], cues: Cues) -> bool:
    """`AS setop senjata untuk Ukraina`: the subject gives; False when the weapon is somebody else's."""
    claim.suppliers = operator.first_of("from") or subject
    claim.recipients = operator.first_of("to", "for", "object-actor", "against", "with")
    owner = operator.first_of("owner")
    if _is_bargain(claim, operator):
        if operator.unit.op == "negotiate" and {w.weapon for w in operator.weapons} == {"nuclear-weapon"}:
            return False  # talks about nuclear arms limit them
        if "for" not in operator.slots.groups:
            _talks(claim, operator, subject)
        claim.parties = claim.parties if operator.unit.op == "negotiate" else []
        return True
    if operator.unit.op == "cancel" and _called_off(claim, operator, subject, owner, cues.builders):
        return True
    anothers = bool(owner) and owner != claim.suppliers and not claim.recipients and bool(subject)
    return not anothers or operator.embargo or _serviced(operator)


def _is_bargain(claim: Claim, operator: Operator) -> bool:
    """`Modi-Putin bahas S-400`: talks, or an approval of which nobody is told who gets."""
    unit = operator.unit
    if unit.op not in ("negotiate", "consider", "approve") or "tinjau" in unit.norm:
        return False
    return (unit.op == "negotiate" and (_directly(operator) or _topic(operator))) or (
        _directly(operator) and not claim.recipients
    )


def _directly(operator: Operator) -> bool:
    """Whether nothing but counts stands between the verb and its object."""
    counts = (Kind.NUMBER, Kind.AUX, Kind.WEAPON)
    return all(u.kind in counts or u.norm in _MORE for u in operator.units_between())


def _topic(operator: Operator) -> bool:
    """`berunding dengan Ankara [untuk] 48 KAAN`, `... [soal] 16 Gripen`: what the talks are about."""
    between = operator.units_between()
    while between and (between[-1].kind in (Kind.NUMBER, Kind.AUX, Kind.WEAPON) or between[-1].norm in _MORE):
        between = between[:-1]
    return bool(between) and between[-1].prep in ("for", "about")


def _talks(claim: Claim, operator: Operator, subject: list[str]) -> None:
    """`Modi-Putin bahas S-400`, `TNI AL negosiasi kapal bekas Italia`: who builds or owns it sells it."""
    partners = operator.slots.groups.get("with", [])
    sides = list(dict.fromkeys([*subject, *codes_of(partners), *claim.recipients]))
    origins = [c for w in operator.weapons for c in w.origin]
    sellers = operator.first_of("from", "maker", "owner")
    if len(sides) >= 2:
        claim.suppliers, claim.recipients = split_by_origin(sides, sellers or origins)
        if not claim.suppliers:
            by_company(claim, [*_in_front(claim), *partners])
        claim.parties = [] if claim.suppliers else sides
        return
    sellers = sellers or list(dict.fromkeys(origins))
    if len(sellers) == 1 and not set(sellers) & set(sides):
        claim.suppliers, claim.recipients = sellers, sides


def _in_front(claim: Claim) -> list[Unit]:
    return [u for u in claim.sentence.units[claim.start : claim.trigger] if u.kind is Kind.ACTOR]


def _called_off(
    claim: Claim, operator: Operator, subject: list[str], owner: list[str], builders: frozenset[str]
) -> bool:
    """`Prayut batalkan kapal selam China`: of caller-off and owner, who has built it is the seller."""
    origins = {c for w in operator.weapons for c in w.origin}
    if len(subject) != 1 or len(owner) != 1 or subject == owner:
        return False
    if subject[0] in origins and owner[0] not in origins:
        claim.suppliers, claim.recipients = subject, owner
        return True
    generic = not origins and all(w.weapon not in ("weapons", "missile") for w in operator.weapons)
    if owner[0] in origins or (generic and owner[0] in builders and subject[0] not in builders):
        claim.suppliers, claim.recipients = owner, subject
        return True
    return False


# what the words around it change


def correct_sides(claim: Claim, operator: Operator) -> None:
    """Permissions that are got, embargoes, services and payments move the sides."""
    subject = codes_of(operator.slots.subject)
    if is_permitted(operator) and subject:
        claim.recipients = subject  # `RI dapat lampu hijau 36 F-15`: who is permitted, buys
        claim.suppliers = operator.first_of("from", "by")
        claim.maker_sells = True
    claim.recipients = [c for c in claim.recipients if c not in claim.suppliers]
    if operator.unit.op == "refuse" and operator.embargo and not claim.recipients:
        claim.recipients = [c for c in operator.first_of("owner", "noun-owner") if c not in claim.suppliers]
    if operator.unit.op in ("approve", "offer") and not claim.recipients and subject and _serviced(operator):
        claim.recipients = [c for c in operator.first_of("owner") if c not in subject]
    if any(u.norm.startswith(_PAYS) for u in operator.units_between()):
        claim.suppliers = operator.first_of("owner", "from", "maker")
    if operator.unit.norm == "embargo" and subject and _freed(operator):
        claim.suppliers = [c for c in operator.first_of("owner", "from") if c not in subject]
        claim.recipients, claim.stage = subject, "agreed"


def _serviced(operator: Operator) -> bool:
    """`AS restui perbaikan F-16 Pakistan`: whose aircraft are mended gets parts and help."""
    return any(u.norm in _SERVICES for u in operator.units_between())


def _freed(operator: Operator) -> bool:
    """`Turki bebas dari embargo senjata Kanada`: the embargo is lifted, and its owner sells again."""
    before = [u.norm for u in operator.s.units[max(0, operator.i - 3) : operator.i]]
    return "dari" in before and any(norm in _FREED for norm in before)
