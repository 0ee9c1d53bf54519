"""What is no supply at all: attacks, own deployments, things that stay in one country, roles that a verb lacks.

**A new guard** is a function with its example in `_GUARDS`; the first that holds drops the claim.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rules.engine.arms import index_of
from rules.engine.claims import Claim
from rules.engine.cues import Cues
from rules.engine.frames import Frames, Lexeme
from rules.engine.roles import codes_of
from rules.engine.sides import domestic, launches, made_at_home
from rules.engine.slots import Slots
from rules.indonesian.affixes import Voice

_OWN_ARMY = ("tni", "tentara", "angkatan", "militer", "polri", "mabes")
_BARGAINS = ("negotiate", "offer", "suspend", "refuse", "cancel", "resume")
_OFFERS = ("tawar", "sodor")


def guarded(frames: Frames, cues: Cues, claim: Claim, lexeme: Lexeme, slots: Slots) -> Claim | None:
    """The claim, or None when it tells of no supply."""
    case = _Case(frames, cues, claim, lexeme, slots)
    if any(guard(case) for guard in _GUARDS):
        return None
    if lexeme.wire not in ("buy", "get") or not claim.suppliers:
        claim.recipients = [c for c in claim.recipients if c not in cues.bystanders]
    claim.tentative = _tentative(case)
    return None if any(lack(case) for lack in _LACKS) else claim


@dataclass(frozen=True, slots=True)
class _Case:
    """A claim with all that the guards look at."""

    frames: Frames
    cues: Cues
    claim: Claim
    lexeme: Lexeme
    slots: Slots

    @property
    def sends(self) -> bool:
        """Whether the verb may tell of one's own forces on their way."""
        return self.lexeme.root in self.cues.deploy_verbs

    @property
    def visiting(self) -> bool:
        """Whether what is sent also comes on visits: ships, jets."""
        return any(c in self.cues.visitors for c in self.claim.classes)

    @property
    def firm(self) -> bool:
        """Whether a firm acts: a maker has no fleet of its own."""
        return bool(self.slots.subject) and bool(self.slots.subject[0].company)


def _to_oneself(case: _Case) -> bool:
    return bool(case.claim.suppliers) and case.claim.suppliers == case.claim.recipients


def _attack(case: _Case) -> bool:
    """`Rusia mengirim drone ke Ukraina`: launched, not given."""
    claim = case.claim
    aimed = [*claim.recipients, *codes_of(case.slots.groups.get("target", []))]
    hostile = any((s, r) in case.frames.hostile for s in claim.suppliers for r in aimed)
    return hostile and launches(claim, case.lexeme)


def _own_fleet(case: _Case) -> bool:
    return case.sends and any(c in case.cues.mobile for c in case.claim.classes) and not case.firm


def _sent_to_help(case: _Case) -> bool:
    return case.sends and "to" not in case.slots.groups and "for-weak" in case.slots.groups and case.visiting


def _dropped(case: _Case) -> bool:
    """`menerjunkan tank ke Suriah`: its own; what is dropped *for* somebody is given."""
    given = any(u.norm in ("kepada", "untuk", "bagi", "buat") for u in case.claim.sentence.units)
    return case.lexeme.root == "terjun" and not given


def _flown(case: _Case) -> bool:
    """Aircraft are flown by their owner."""
    return case.lexeme.root == "terbang" and case.visiting


def _own_army(case: _Case) -> bool:
    """`TNI mengirim kendaraan taktis ke lokasi gempa`."""
    sent = case.sends or case.lexeme.root in ("angkut", "antar")
    return sent and not case.claim.recipients and any(u.norm.startswith(_OWN_ARMY) for u in case.slots.subject)


def _deployment(case: _Case) -> bool:
    """`AS kirim jet ke Timur Tengah`: its own."""
    claim = case.claim
    behind = claim.sentence.units[claim.trigger + 1 : claim.end + 2]
    bargained = any(u.op in _BARGAINS for u in case.slots.mods)
    bargained = bargained or any(x.root == "pesan" for u in behind for x, _ in u.lexemes)
    gives = case.sends and case.visiting and case.lexeme.wire == "give"
    return gives and bool(claim.suppliers) and not (claim.recipients or bargained)


def _exercise(case: _Case) -> bool:
    return case.sends and "exercise" in case.claim.sentence.surroundings and not case.claim.noun


def _disarms(case: _Case) -> bool:
    """An armed group that hands over its arms disarms."""
    claim = case.claim
    arms_only = claim.classes == ["weapons"] or not claim.recipients
    return case.lexeme.root == "serah" and arms_only and any(not c.isupper() for c in claim.suppliers)


def _own_yard(case: _Case) -> bool:
    yards = case.slots.yards
    return bool(yards) and not case.claim.suppliers and case.claim.recipients == yards[:1]


def _at_home(case: _Case) -> bool:
    """`Pindad serahkan Maung untuk Kementerian Pertahanan`."""
    claim = case.claim
    if len(claim.suppliers) == 1 and not claim.recipients and domestic(claim):
        return True
    return claim.suppliers == [case.cues.home] and not claim.recipients and case.firm and _for_home(claim, case.cues)


def _for_home(claim: Claim, cues: Cues) -> bool:
    """Whether what stands behind the weapon names the home state's own forces or ministry without its name."""
    behind = " ".join(u.norm for u in claim.sentence.units[claim.trigger + 1 : claim.end + 6])
    return any(f" {word} " in f" {behind} " for word in cues.home_words)


def _home_made(case: _Case) -> bool:
    return case.claim.frame == "transfer" and made_at_home(case.claim)


def _bystander(case: _Case) -> bool:
    return bool(set(case.claim.suppliers) & case.cues.bystanders)


_GUARDS: tuple[Callable[[_Case], bool], ...] = (
    _to_oneself, _attack, _own_fleet, _sent_to_help, _dropped, _flown, _own_army, _deployment, _exercise, _disarms,
    _own_yard, _at_home, _home_made, _bystander,
)  # fmt: skip


def _offered(case: _Case) -> bool:
    """`jet yang disodorkan X`: offered by somebody, to somebody whom the rest may name."""
    claim = case.claim
    passive = claim.sentence.units[claim.trigger].voice is Voice.PASSIVE
    return case.lexeme.root in _OFFERS and claim.relative and passive and bool(claim.suppliers)


def _tentative(case: _Case) -> bool:
    claim = case.claim
    offer = case.lexeme.root in (*_OFFERS, "alokasi") and not (claim.recipients or claim.noun or _offered(case))
    return offer and bool(claim.suppliers) and not claim.reject


# roles without which the verb says nothing (`needs` in frames.yaml)


def _lacks_weapon_behind(case: _Case) -> bool:
    return "with-weapon" in case.lexeme.needs and "with-weapon" not in case.slots.groups


def _lacks_recipient(case: _Case) -> bool:
    told = case.claim.recipients or _offered(case) or case.claim.tentative
    return "recipient" in case.lexeme.needs and not told


def _lacks_supplier(case: _Case) -> bool:
    if "supplier" not in case.lexeme.needs or case.claim.suppliers:
        return False
    return not (case.lexeme.wire in ("buy", "get", "join", "ask") and _told_by_its_maker(case.claim))


def _told_by_its_maker(claim: Claim) -> bool:
    """Whether the weapon itself names who else builds it; a nuclear weapon names nobody."""
    return claim.classes != ["nuclear-weapon"] and bool(set(claim.origins) - set(claim.recipients))


def _makes_the_bomb(case: _Case) -> bool:
    """`Iran mengincar senjata nuklir`: to make them, with nobody's help; not `siap menampung nuklir sekutu`."""
    alone = case.claim.classes == ["nuclear-weapon"] and case.lexeme.wire in ("get", "buy", "ask")
    return alone and not ("nuclear" in case.lexeme.needs or case.claim.suppliers)


def _lacks_actor_behind(case: _Case) -> bool:
    claim = case.claim
    if "recipient-actor" not in case.lexeme.needs or claim.recipients:
        return False
    after = claim.sentence.units[claim.trigger + 1 : claim.trigger + 5]
    return not (claim.suppliers and any(u.norm in case.cues.groups for u in after))


def _lacks_object_beside(case: _Case) -> bool:
    if "adjacent" not in case.lexeme.needs:
        return False
    claim, things = case.claim, case.slots.object
    return not (things and 0 < index_of(claim.sentence.units, things[0]) - claim.trigger <= 3)


def _lacks_the_bomb(case: _Case) -> bool:
    return "nuclear" in case.lexeme.needs and "nuclear-weapon" not in case.claim.classes


_LACKS: tuple[Callable[[_Case], bool], ...] = (
    _lacks_weapon_behind, _lacks_recipient, _lacks_supplier, _makes_the_bomb, _lacks_actor_behind,
    _lacks_object_beside, _lacks_the_bomb,
)  # fmt: skip
