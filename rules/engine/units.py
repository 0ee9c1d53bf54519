"""A sentence as units: each a word or phrase with everything that it may mean, side by side with its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rules.engine.cues import Cue
from rules.engine.frames import Lexeme
from rules.engine.lexicon import Term
from rules.indonesian.affixes import Form, Voice
from rules.indonesian.grammar import word_set
from rules.indonesian.tokens import Token


class Kind(IntEnum):
    """What a unit is in the sentence."""

    WORD = 0
    ACTOR = 1
    WEAPON = 2
    TREATY = 3
    TROOPS = 4
    CARGO = 5
    VERB = 6  # finite verb outside the vocabulary
    LEX = 7  # verb or noun of a frame
    OP = 8  # operator alone
    CUE = 9
    PREP = 10
    REL = 11
    AND = 12
    SUB = 13
    NEG = 14
    PRONOUN = 15
    SPEECH = 16
    NUMBER = 17
    MARK = 18
    VOID = 19  # a phrase that looks like a weapon or treaty and is none
    AUX = 20
    ATTACK = 21
    OUTLET = 22


@dataclass(slots=True)
class Unit:
    """One word or phrase; `start` and `end` count the sentence's tokens."""

    kind: Kind
    start: int
    end: int
    norm: str
    code: str = ""
    term: Term | None = None
    weapon: str = ""
    system: str = ""
    origin: tuple[str, ...] = ()
    treaty: str = ""
    treaty_class: str = ""
    lexemes: tuple[tuple[Lexeme, Form], ...] = ()
    op: str = ""
    voice: Voice | None = None
    noun: bool = False
    clitic: str = ""
    prep: str = ""
    cue: Cue | None = None
    outlet: str = ""
    capital: bool = False
    verbal: str = ""
    programme: bool = False
    company: str = ""
    place: str = ""  # the state in which a port, base or city lies
    unnamed: str = ""  # `maker` or `stranger`: what somebody without a name is called
    of: str = ""  # the state that an armed group or company belongs to

    def copy(self) -> Unit:
        """The same unit, to be changed without changing this one; a third of what `dataclasses.replace` costs."""
        return Unit(
            self.kind, self.start, self.end, self.norm, self.code, self.term, self.weapon, self.system, self.origin,
            self.treaty, self.treaty_class, self.lexemes, self.op, self.voice, self.noun, self.clitic, self.prep,
            self.cue, self.outlet, self.capital, self.verbal, self.programme, self.company, self.place,
            self.unnamed, self.of,
        )  # fmt: skip


class Sentence:
    """One sentence and where it stands; its units are read when somebody first asks for them.

    Most sentences of most articles hold no weapon and no treaty, and reading units is what costs.
    """

    __slots__ = (
        "_read", "_surroundings", "_units", "end", "field", "index", "lead", "norms", "question", "section", "start",
        "tokens", "worth",
    )  # fmt: skip

    def __init__(
        self, index: int, field: str, tokens: Sequence[Token], read: Callable[[Sequence[Token]], list[Unit]],
        surroundings: Callable[[Sequence[Token]], frozenset[str]], section: int, *, lead: bool, worth: bool = False,
    ) -> None:  # fmt: skip
        self.index = index
        self.field = field  # title or text
        self.tokens = tokens
        self.start = tokens[0].start  # character offsets in the field
        self.end = tokens[-1].end
        self.section = section
        self.lead = lead  # title or one of the first sentences
        self.worth = worth  # holds a weapon, a treaty or an echo of one
        self.norms = [token.norm for token in tokens]
        self.question = tokens[-1].norm == "?"
        self._read = read
        self._surroundings = surroundings
        self._units: list[Unit] | None = None

    @property
    def units(self) -> list[Unit]:
        """The words and phrases of the sentence with what they mean."""
        if self._units is None:
            self._units = self._read(self.tokens)
        return self._units

    @property
    def surroundings(self) -> frozenset[str]:
        """The settings that its words belong to: exercise, exhibition, ..."""
        return self._surroundings(self.tokens)

    def with_units(self, units: list[Unit]) -> Sentence:
        """The same sentence read otherwise."""
        other = Sentence(
            self.index, self.field, self.tokens, self._read, self._surroundings, self.section, lead=self.lead,
            worth=self.worth,
        )  # fmt: skip
        other._units = units
        return other


GOODS = word_set("pesawat jet kapal sistem kendaraan unit perangkat peralatan barang muatan perlengkapan")
"""Nouns that with `itu` stand for a weapon named before."""
WHOLES = word_set("seluruhnya semuanya sisanya")


def refers_back(norms: Sequence[str]) -> bool:
    """Whether the sentence may speak of a weapon named before: `pesawat itu`, `seluruhnya`."""
    return any(
        word in WHOLES or (word in GOODS and norms[n + 1] in ("itu", "tersebut")) for n, word in enumerate(norms[:-1])
    )
