"""What a language must supply for a message: sentences with places for names, and the fixed words.

`S` supplier, `R` recipient, `W` weapons, `P` parties, `T` treaty, `D` deniers, `N` who joins. Each sentence has a full
form for long messages and a short one, in the clipped style of Indonesian headlines, for lock screens and SMS. Words
from outside are only ever values of these places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.alerts.event import State
from flows.alerts.wording_pact import PactWords, Sentence
from rules import CertaintyDetail, MentionType, Severity, Stage

__all__ = ["Sentence", "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that a message says in one language; `code` names it."""

    code: str
    severity: Mapping[Severity, str]
    state: Mapping[State, str]
    strengthened: str
    certainty: Mapping[CertaintyDetail, str]
    planned: str
    stage: Mapping[Stage, str]
    kind_stage: Mapping[MentionType, Mapping[Stage, str]]  # where a type has its own word: a plant is not "sent"
    axis: Mapping[str, str]
    transfer: Mapping[Stage, Sentence]
    offered: Sentence
    signed: Mapping[str, Sentence]  # by what was signed, where the words tell: contract, letter, memorandum
    production: Mapping[Stage, Sentence]
    support: Mapping[Stage, Sentence]
    troops: Mapping[Stage, Sentence]
    halted: Mapping[Stage, Sentence]  # a supply that is stopped, where the text does not tell by whom
    halt_ahead: Mapping[str, Sentence]  # threatened, considered, possible, planned: not yet halted
    halted_by_recipient: Mapping[Stage, Sentence]
    pact: PactWords
    resumed: Mapping[MentionType, Sentence]  # on again after a halt
    unnamed: Mapping[MentionType, Sentence]  # who gives and who takes is not said, only who is in it
    denial: Sentence  # D, a third side, denies S -> R
    denial_by_supplier: Sentence
    denial_by_recipient: Sentence
    no_roles: Sentence  # neither side is named
    hedge: Mapping[CertaintyDetail, str]  # what stands before the sentence, with its own space
    weapons: str
    technical: str  # what technical help is about, where nothing more is said
    model: str  # how a kind of weapon and its model stand together
    part: str  # of goods of which only a part is meant
    kinds: Mapping[str, str]  # weapon classes whose name is too long for a headline
    counted_as: Mapping[str, tuple[tuple[str, str], ...]]  # by class: nouns behind a count, and what is counted then
    somebody: str
    some_parties: str
    conjunction: str
    others: str
    and_so_on: str
    labels: Mapping[str, str]
    days: tuple[str, ...]  # Monday first
    months: tuple[str, ...]
    clock: str  # how hours and minutes are written

    def staged(self, stage: Stage, kind: MentionType) -> str:
        """`dikirim` for a delivery, `berjalan` for a plant at work."""
        return self.kind_stage.get(kind, {}).get(stage) or self.stage[stage]

    def sentences(self, kind: MentionType) -> Mapping[Stage, Sentence]:
        """The headlines of a type."""
        return {
            MentionType.PRODUCTION: self.production,
            MentionType.TECH_SUPPORT: self.support,
            MentionType.TROOP_DEPLOYMENT: self.troops,
            MentionType.TREATY: self.pact.plain,
        }.get(kind, self.transfer)
