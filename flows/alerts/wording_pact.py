"""What a language must supply for treaties, which are signed, joined and left as no goods are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules import Stage


@dataclass(frozen=True, slots=True)
class Sentence:
    """One headline with its short form; `no_supplier` and `no_recipient` are honest about what the text leaves out.

    A verb that agrees in number with the place before it is written `plan|plans`: for several, then for one.
    """

    full: str
    short: str
    no_supplier: str = ""
    no_recipient: str = ""


@dataclass(frozen=True, slots=True)
class PactWords:
    """Sentences about treaties.

    `P` parties, `T` treaty, `N` who joins, `A` an alliance, `L` who leaves, `O` the other party, `G` the stage's word,
    `D` deniers. What is keyed by a step knows `announced`, `approved`, `effective` and, under "", none of these.
    """

    plain: Mapping[Stage, Sentence]
    joint: Mapping[Stage, Sentence]  # of several parties, where one alone may have acted
    named: Mapping[Stage, Sentence]  # of a treaty with a name: it may be in force already
    joining: tuple[Sentence, Sentence]  # N wants to join, N joins
    left: Mapping[str, Sentence]  # by the step out of it
    left_joint: Mapping[str, Sentence]  # a treaty of two, and nobody says who leaves
    left_by: Mapping[str, Sentence]  # a treaty of two, left by one
    suspended_by: Sentence
    alliance: Mapping[Stage, Sentence]  # one state and an alliance
    alliance_left: Mapping[str, Sentence]
    alliance_given_up: Sentence  # it wanted to join and no longer does
    alliance_joint: Mapping[Stage, Sentence]  # several states: who comes and who agrees is not said
    alliance_many: Sentence
    denial: Sentence
    some_alliance: str
    unnamed: str  # a treaty of which nothing more is said
