"""What stands around a verb or noun: the slots of its grammar, before anybody says which role they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.engine.units import Unit

REACH = 45
"""How many units a scan walks at most."""

BENEFIT = ("bantu", "dukung", "perkuat", "sokong", "lindungi", "persenjata")
"""Roots of verbs whose object gains from what is done."""


@dataclass(slots=True)
class Slots:
    """Units by slot, and the words of mood passed on the way."""

    subject: list[Unit] = field(default_factory=list)
    object: list[Unit] = field(default_factory=list)
    groups: dict[str, list[Unit]] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)  # states of the ports and bases behind `ke`, `di`
    yards: list[str] = field(default_factory=list)  # states of firms and cities behind `dari`, when no state is named
    mods: list[Unit] = field(default_factory=list)  # nearest first
    op_subjects: dict[int, list[Unit]] = field(default_factory=dict)
    antecedent: bool = False  # the clause is a relative one
    cataphoric: bool = False
    claimed_by: list[Unit] = field(default_factory=list)
    last: int = 0  # last unit that belongs to the clause
    first: int = 0
    anaphor: bool = False  # `itu`, `tersebut`, a pronoun stands where a name should
    pronoun: str = ""
    stranger: bool = False  # somebody whom the lexicon does not know is the subject
    imperative: bool = False  # a bare verb right behind a speaker's colon
    crossed: bool = False  # a finite verb stands between subject and trigger
    purpose: bool = False  # `... untuk mengirim`: what is aimed at has not happened
    carried: bool = False  # cargo of an aircraft or ship
    goods: bool = False  # `pesawat itu`: a weapon named before
    kept: bool = False  # a bill to stop it was voted down
    nothing: bool = False  # `tidak ada senjata yang ...`
    sanctioned: bool = False  # somebody unnamed is punished for it: the punishment is the news
    since: bool = False  # `sejak X mengirim ...`: what is counted from is recalled
    visit: bool = False  # what arrives may be on a visit
    shared: bool = False  # the subject is that of the neighbour clause
    contents: bool = False  # `pengadaan itu mencakup 60 drone`: the noun has a predicate that tells what it holds

    def add(self, slot: str, units: list[Unit]) -> None:
        """Files units under a slot unless it is taken."""
        if units and slot not in self.groups:
            self.groups[slot] = units
