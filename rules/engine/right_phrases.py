"""What a preposition behind a trigger brings: `ke Rusia`, `dari PT Palindo`, `untuk membantu perang Rusia`.

**A new reading of a phrase** goes into the method of what stands behind the preposition: an actor, a weapon, a verb, a
word that tells what kind of place it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.engine.hanging import hangs
from rules.engine.lists import coordinated
from rules.engine.slots import BENEFIT, Slots
from rules.engine.units import Kind, Unit
from rules.indonesian.grammar import word_set

_COUNTS = word_set("dua tiga empat lima enam tujuh delapan sembilan sepuluh puluh belas ratus ribu juta satu sebuah")
_TARGETS = word_set("sasaran target arah posisi garis pangkalan medan perbatasan laut perairan selat teluk")
_BANDS = word_set("kelompok milisi pemberontak pejuang")
_FIGHTS = word_set(
    """
    serangan melawan lawan menyerang serang invasi menginvasi memerangi perangi menghadapi hadapi mengimbangi gempur
    gertak menggertak saingi menyaingi tandingi menandingi tantang menantang takuti menakuti hadang menghadang imbangi
    """
)
_REACH = 7
_GO_ON = -1


def read_phrase(
    units: list[Unit], j: int, slots: Slots, weapon_at: int, relative: bool, *, finite: bool
) -> tuple[int, bool]:
    """Files what the preposition at `j` brings; where to go on, and whether the clause is over.

    `finite`: the trigger is a verb, so that a verb behind an actor opens a clause of its own.
    """
    phrase = _Phrase(units, j, slots, weapon_at, relative, units[j].prep, finite)
    k = j + 1
    while k < len(units) and units[k].norm in ("(", "“", '"'):
        k += 1
    while k < len(units) and phrase.steps < _REACH:
        after = phrase.step(k)
        if after != _GO_ON:
            return after, phrase.done
        phrase.steps += 1
        k += 1
    return k, False


@dataclass(slots=True)
class _Phrase:
    """The phrase of one preposition and what is known of it so far."""

    units: list[Unit]
    j: int
    slots: Slots
    weapon_at: int
    relative: bool
    slot: str
    finite: bool
    target: bool = False  # `ke pangkalan milik Suriah`: aimed at, not given
    steps: int = 0  # words passed
    done: bool = False  # the clause is over

    def step(self, k: int) -> int:
        """Reads the unit at `k`; where the phrase ends, or `_GO_ON`."""
        unit = self.units[k]
        if unit.kind is Kind.ACTOR:
            return self._actor(k)
        if unit.kind is Kind.WEAPON:
            return self._weapon(unit, k)
        if unit.kind in (Kind.MARK, Kind.REL, Kind.SUB, Kind.SPEECH):
            return k
        if unit.prep == "owner" and self.steps > 0:
            self.target = True
            return _GO_ON
        if unit.prep and self.steps == 0 and self.slot == "with":
            return k  # `membangun pabrik bersama di Indonesia`: together, not with somebody
        if unit.prep and (self.steps > 0 or self.slot == "maker"):
            return self._next_phrase(unit, k)
        if _is_verb(unit):
            return self._verb(k)
        self._word(unit, k)
        return _GO_ON

    def _actor(self, k: int) -> int:
        group, after = coordinated(self.units, k, Kind.ACTOR, finite=self.finite)
        slot = self.slot
        if slot == "with" and any(u.norm == "tujuan" for u in self.units[self.j + 1 : k]):
            slot = "to"  # `dengan tujuan akhir Israel`
        if hangs(self.units, self.j):
            return after
        if slot == "to" and self.target:
            self.slots.add("target", group)
        elif not self.relative or slot == "to":
            if not (slot == "for" and self._war_against(k)):
                self.slots.add(slot, group)
            self.slots.last = max(self.slots.last, after - 1)
        return after

    def _war_against(self, k: int) -> bool:
        """`untuk perang melawan Rusia`, `untuk serangan ke Ukraina`: not the beneficiary."""
        return any(u.norm in _FIGHTS or u.kind is Kind.ATTACK for u in self.units[self.j + 1 : k])

    def _weapon(self, unit: Unit, k: int) -> int:
        own = all(u.norm.endswith("nya") for u in self.slots.object)  # `melengkapi kapal patrolinya dengan rudal`
        if self.slot == "with" and (not self.slots.object or (self.weapon_at >= 0 and own)):
            group, after = coordinated(self.units, k, Kind.WEAPON)
            self.slots.add("with-weapon", group)
            self.slots.last = after - 1
            return after
        if self.weapon_at >= 0:
            beside = k == self.j + 1 and self.j == self.weapon_at + 1
            if self.slot == "for" and beside:
                self.slots.object.append(unit)  # `amunisi untuk sistem pertahanan udara`
        elif self._bears_object(k):
            self.slots.object.append(unit)
            self.slots.last = k
        return k + 1

    def _bears_object(self, k: int) -> bool:
        """Whether the preposition stands before the object: `kontrak untuk 24 jet`, `embargo terhadap senjata`."""
        if self.slot == "for":
            between = self.units[self.j + 1 : k]
            return all(u.kind in (Kind.NUMBER, Kind.AUX) or u.norm in _COUNTS for u in between)
        return self.slot == "at" or (self.slot == "against" and self.units[self.j - 2].op == "seek")

    def _next_phrase(self, unit: Unit, k: int) -> int:
        """Another preposition ends the phrase, except the place of a band: `ke [milisi] di Yaman`."""
        if unit.norm in ("di", "pada", "dalam") and self.slot in ("to", "for", "from") and self.steps <= 2:
            self.slots.add("at-target", [])
            if any(u.norm in _BANDS for u in self.units[self.j : k]):
                return _GO_ON
        return k

    def _verb(self, k: int) -> int:
        """A verb ends the clause, except behind a place or a time; `untuk membantu X` tells who gains."""
        if self.slot in ("for", "with"):
            beneficiary = _beneficiary(self.units, k) if self.slot == "for" else None
            if beneficiary is not None:
                self.slots.add("for-weak", [beneficiary])
        self.done = self.slot not in ("at", "time", "until")
        return k

    def _word(self, unit: Unit, k: int) -> None:
        if unit.norm in _TARGETS and self.units[k - 1].norm != "angkatan":
            self.target = True
        if unit.place and self.slot in ("to", "at"):
            self.slots.places.append(unit.place)
        if self.slot == "from" and (unit.place or unit.norm in ("pt", "cv")):
            self.slots.yards.append(unit.place or "ID")  # `dari PT Palindo Marine`
        pointed = k + 1 < len(self.units) and self.units[k + 1].norm in ("itu", "tersebut")
        if unit.kind is Kind.PRONOUN or (pointed and unit.norm in ("negaranya", "negara", "kelompok", "pihak")):
            self.slots.add(self.slot + "-pronoun", [unit])
            self.slots.last = max(self.slots.last, k)


def _is_verb(unit: Unit) -> bool:
    lone = unit.kind in (Kind.VERB, Kind.OP, Kind.ATTACK) and bool(unit.verbal)
    return (lone or unit.kind is Kind.LEX) and not unit.noun


def _beneficiary(units: list[Unit], k: int) -> Unit | None:
    """`untuk membantu (perang) Rusia`: who gains from it."""
    if not any(root in units[k].norm for root in BENEFIT):
        return None
    for unit in units[k + 1 : k + 5]:
        if unit.kind is Kind.ACTOR:
            return unit
        if unit.prep or unit.kind in (Kind.MARK, Kind.VERB):
            return None
    return None
