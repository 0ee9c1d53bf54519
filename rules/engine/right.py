"""What stands behind a trigger: object, receiver, owner, agent, and where its clause ends.

`look_right` walks from the trigger to the right. Each step reads one unit and says where to go on, or that the clause
is over (`END`). **A new grammatical step** goes into the method of the unit that calls for it: a mark, `yang`, an
actor, a weapon; what a preposition brings is in `right_phrases.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.engine.lists import coordinated, opens_clause
from rules.engine.right_asides import in_the_name, past_ability, seat
from rules.engine.right_phrases import read_phrase
from rules.engine.slots import REACH, Slots
from rules.engine.units import GOODS, Kind, Sentence, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

END = -1
"""The clause is over, and the unit looked at is no part of it."""

_THINGS = (Kind.WEAPON, Kind.TROOPS, Kind.CARGO, Kind.TREATY)
_CONTAINS = word_set("mencakup meliputi berisi berisikan memuat termasuk berupa")
_AMOUNTS = word_set("berupa senilai seharga berjumlah bernilai meliputi mencakup berisi")
"""Verbs that tell more of the object and open no clause: `rudal [senilai] ...`."""
_BESIDE = word_set(
    "ketimbang daripada dibanding dibandingkan pengganti layaknya laiknya anggaran saingi tandingi imbangi gertak"
)
"""Words behind which stands what the goods are measured by: `membeli rudal [ketimbang] ...`."""
_BEFORE_MORE = word_set("termasuk berupa jenis tipe seperti")


def look_right(s: Sentence, i: int, slots: Slots) -> int:
    """Fills the slots behind the trigger at `i`; returns the index at which the clause ended."""
    walk = _Walk(s.units, i, slots)
    j, last = i + 1, min(len(s.units) - 1, i + REACH)
    while j <= last:
        after = walk.step(j)
        if after == END:
            break
        j = after
    return j


@dataclass(slots=True)
class _Walk:
    """One walk to the right and what it remembers."""

    units: list[Unit]
    i: int
    slots: Slots
    comma: bool = False  # one was passed since the last phrase
    weapon_at: int = -1  # the first object
    relative: bool = False  # inside a relative clause
    waiting: int = 0  # words since the trigger or the last weapon

    @property
    def trigger(self) -> Unit:
        """The verb or noun whose clause is read."""
        return self.units[self.i]

    @property
    def finite(self) -> bool:
        """Whether the clause has its verb: the trigger itself, or one right in front of the noun."""
        return not self.trigger.noun or any(u.verbal == "active" for u in self.units[max(0, self.i - 3) : self.i])

    def step(self, j: int) -> int:
        """Reads the unit at `j`; the next place, or `END`."""
        unit = self.units[j]
        kind = unit.kind
        if kind is Kind.MARK:
            return self._mark(unit, j)
        if kind is Kind.REL:
            return self._relative(j)
        if unit.norm == "daripada" and any(u.norm == "lebih" for u in self.units[max(0, j - 4) : j]):
            return END
        if unit.prep and self._leads_phrase(unit, j):
            return self._phrase(j)
        if self.comma and unit.norm.startswith("imbalan"):
            return END  # `Sudan beri Rusia pangkalan, imbalannya senjata`: what comes back is no part of the gift
        if kind in (Kind.SUB, Kind.SPEECH):
            return self._conjunction(unit, j)
        if kind is Kind.ACTOR:
            return self._actor(j)
        if kind in _THINGS:
            return self._thing(unit, j)
        if kind is Kind.PRONOUN:
            self.waiting += not self.comma
            return END if self.comma else j + 1
        if kind in (Kind.VERB, Kind.ATTACK, Kind.OP, Kind.LEX) and not unit.noun:
            return self._verb(unit, j)
        if kind is Kind.LEX and unit.noun and self.weapon_at >= 0 and self.units[j - 1].kind is Kind.AND:
            return END
        return self._word(unit, j)

    def _mark(self, unit: Unit, j: int) -> int:
        if unit.norm in ".;?!:":
            return END
        if unit.norm == "(":
            return _close(self.units, j)
        if unit.norm in '"“”' and _short_quote(self.units, j) < 0:
            return END
        if unit.norm == ",":
            self.comma = True
            self.relative = False
        return j + 1

    def _relative(self, j: int) -> int:
        if self.trigger.noun and j + 1 < len(self.units) and self.units[j + 1].norm in _CONTAINS:
            return j + 2  # `paket bantuan yang mencakup 350 rudal`
        behind = past_ability(self.units, j, self.trigger)
        self.relative = behind == j
        return max(behind, j + 1)

    def _leads_phrase(self, unit: Unit, j: int) -> bool:
        """Whether the unit is a preposition here: `produksi` is one only between a weapon and its maker."""
        if unit.kind is not Kind.LEX or unit.prep != "maker":
            return True
        return bool(self.slots.object) and _maker_of(self.units, j)

    def _phrase(self, j: int) -> int:
        after, done = read_phrase(self.units, j, self.slots, self.weapon_at, self.relative, finite=self.finite)
        if done:
            return END
        self.comma = False
        return after

    def _conjunction(self, unit: Unit, j: int) -> int:
        """`seperti`, `termasuk` go on with a list; any other opens a clause of its own."""
        listed = unit.norm in ("seperti", "termasuk", "yakni", "yaitu")
        if listed and (_weapon_soon(self.units, j) or (j + 1 < len(self.units) and self.units[j + 1].prep == "to")):
            return j + 1
        return END

    def _actor(self, j: int) -> int:
        if self.comma and seat(self.units, j):
            self.comma = False
            return j + 2
        if self.relative or (self.comma and not _listed(self.units, j)):
            return END
        if self.finite and _listed(self.units, j) and opens_clause(self.units, j, alone=True, finite=True):
            return END  # `membeli rudal, dan [Bolivia langsung bereaksi]`
        group, after = coordinated(self.units, j, Kind.ACTOR, finite=self.finite)
        slot = self._slot_of_actor(j)
        if slot:
            self.slots.add(slot, group)
        self.slots.last = after - 1
        self.waiting = 0
        return after

    def _slot_of_actor(self, j: int) -> str:
        """What an actor without a preposition is: owner of the weapon or of the noun, agent, object."""
        trigger = self.trigger
        if self.weapon_at >= 0 and any(u.kind is Kind.ACTOR for u in self.units[self.weapon_at + 1 : j]):
            return ""  # `laporan pengiriman peluru ke Rusia sebagai fitnah AS`: no owner behind another's phrase
        if self.weapon_at >= 0 and self.waiting <= 2 and not _listed(self.units, j):
            return "owner"
        if trigger.noun and not self.slots.object and self.waiting <= 2:
            return "noun-owner"
        if trigger.voice is Voice.PASSIVE and (self.waiting <= 1 or in_the_name(self.units[self.i + 1 : j])):
            return "by"
        if not trigger.noun and self.weapon_at < 0 and self.waiting <= 3:
            return "object-actor"
        return "owner" if self.weapon_at >= 0 else ""

    def _thing(self, unit: Unit, j: int) -> int:
        """A weapon, troops, cargo or a treaty: the object, or one more of it."""
        if unit.kind is Kind.TROOPS and any(lexeme.wire == "give-to" for lexeme, _ in self.trigger.lexemes):
            return j + 1
        if self.relative or (self.weapon_at < 0 and self.comma and self._begins_anew(j)):
            return END
        if self.weapon_at < 0:
            group, after = coordinated(self.units, j, unit.kind)
            self.slots.object.extend(group)
            self.weapon_at = j
            self.slots.last = after - 1
            self.waiting = 0
            return after
        if unit.kind is Kind.WEAPON and self._one_more(j):
            self.slots.object.append(unit)
            self.slots.last = j
            self.waiting = 0
        return j + 1

    def _begins_anew(self, j: int) -> bool:
        """Whether the first weapon, behind a comma, belongs to the next clause."""
        if "object-actor" in self.slots.groups and any(x.wire == "get" for x, _ in self.trigger.lexemes):
            return True  # `terima Menhan India, rudal BrahMos dibahas`
        return bool(self.waiting) and self.trigger.voice is Voice.BARE and self.units[j - 1].norm == ","

    def _one_more(self, j: int) -> bool:
        """Whether the weapon at `j` stands in the object's list or tells what it is."""
        before = self.units[j - 1]
        return (
            before.kind in (Kind.AND, Kind.WEAPON, Kind.NUMBER, Kind.AUX)
            or before.norm in _BEFORE_MORE
            or before.norm in (",", "(", '"', "“")
            or self.waiting <= 2
        )

    def _verb(self, unit: Unit, j: int) -> int:
        if unit.kind is Kind.VERB and unit.norm in _AMOUNTS:
            self.slots.contents = self.slots.contents or unit.norm in _CONTAINS
            return j + 1
        joined = unit.kind is Kind.LEX and not self.slots.object and _listed(self.units, j)
        return j + 1 if joined else END  # `memasok [dan melatih] ...`

    def _word(self, unit: Unit, j: int) -> int:
        if unit.norm in _BESIDE and self.weapon_at >= 0:
            return END
        if unit.place and self.trigger.voice is not Voice.PASSIVE:
            self.slots.places.append(unit.place)  # `memasuki Gao`
        if unit.norm in ("itu", "tersebut", "ini"):
            self._pointed(j)
        elif unit.norm not in ("-",):
            self.waiting += 1
        return j + 1

    def _pointed(self, j: int) -> None:
        """`pesawat itu`, `pembelian itu`: something named before."""
        self.slots.anaphor = self.slots.anaphor or self.waiting <= 1
        if self.weapon_at < 0 and self.waiting <= 2 and self.units[j - 1].norm in GOODS:
            self.slots.goods = self.slots.anaphor = True
        if self.weapon_at < 0:
            self.slots.pronoun = self.slots.pronoun or "itu"


def _maker_of(units: list[Unit], j: int) -> bool:
    return (
        j > 0
        and j + 1 < len(units)
        and units[j - 1].kind in (Kind.WEAPON, Kind.WORD, Kind.NUMBER)
        and units[j + 1].kind is Kind.ACTOR
    )


def _listed(units: list[Unit], j: int) -> bool:
    return units[j - 1].kind is Kind.AND


def _weapon_soon(units: list[Unit], j: int) -> bool:
    return any(u.kind is Kind.WEAPON for u in units[j + 1 : j + 4])


def _close(units: list[Unit], j: int) -> int:
    for k in range(j + 1, min(len(units), j + 14)):
        if units[k].norm == ")":
            return k + 1
    return j + 1


def _short_quote(units: list[Unit], j: int) -> int:
    for k in range(j + 1, min(len(units), j + 6)):
        if units[k].norm in '"”“':
            return k
    return -1 if j + 6 < len(units) else j
