"""What one clause claims: a frame with its roles bound, its stage and how it is meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rules.engine.units import Sentence, Unit

MAX_CLAIMS = 200
"""Most claims about weapons, and as many about treaties, that one text is read for: merging compares each with each.

The fullest of several thousand real articles holds 13.
"""


@dataclass(slots=True)
class Claim:
    """One reading of one clause; discourse completes and merges claims into mentions."""

    frame: str  # transfer, use, production, tech, troops, treaty
    sentence: Sentence
    start: int  # units of the clause
    end: int
    trigger: int
    stage: str
    noun: bool = False
    suppliers: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    weapons: list[Unit] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    systems: list[str] = field(default_factory=list)
    treaty: str = ""
    treaty_class: str = ""
    alleged: bool = False
    denied: bool = False
    official: bool = False
    claimants: list[str] = field(default_factory=list)
    claimant_words: str = ""
    accusers: list[str] = field(default_factory=list)  # all who accuse, when each is named and nothing else hedges
    deniers: list[str] = field(default_factory=list)
    reject: str = ""  # demand, condition, question, negated, ...: no mention, with the reason
    background: bool = False
    weak_recipient: bool = False
    weak_supplier: bool = False
    anaphor: bool = False
    pronoun: str = ""
    pronoun_slot: str = ""
    quantity: tuple[str, float | None] | None = None
    when: date | None = None
    dated_from: int = 0  # dates between the treaty and this token belong to a relative clause: when it was signed
    origins: list[str] = field(default_factory=list)
    relative: bool = False
    possible: bool = False
    tentative: bool = False  # an offer or a promise to somebody whom only the rest of the article may name
    goods: bool = False  # `pesawat itu` stands for the weapon named before
    gives: bool = False  # told with a verb of giving
    maker_sells: bool = False  # bought or arriving: when nobody is named, who builds the system supplies it
    visit: bool = False  # what arrives may be on a visit: only the article tells that it is new
    maker_near: bool = False  # ... but only when the article speaks of him beside it
    handed_on: bool = False  # a ministry hands its forces what is new there, if the article names who built it
    unnamed: frozenset[str] = frozenset()  # sides that the text itself leaves nameless: `sebuah negara Eropa`
    passing: bool = False  # a noun in passing: `pengiriman senjata ke Ukraina` without a verb of its own

    @property
    def complete(self) -> int:
        """How many of the identifying roles are filled."""
        return sum(map(bool, (self.suppliers, self.recipients, self.classes))) + len(self.parties)
