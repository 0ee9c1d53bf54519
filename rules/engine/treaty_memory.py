"""What a text has told so far: the treaty last spoken of, the parties of each, the states named."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rules.engine import treaty_words as words
from rules.engine.lexicon import ActorKind, Lexicon
from rules.engine.units import Kind, Sentence, Unit

_REACH = 6
"""Sentences over which `perjanjian itu` finds its treaty."""


@dataclass(slots=True)
class Memory:
    """One text, read in order."""

    lexicon: Lexicon
    alliances: frozenset[str]
    context: str = ""  # class of a treaty that the text only points at: `traktat itu`
    home: bool = False  # the text speaks of the home state's own forces
    ahead: Sequence[Sentence] = ()
    last: Unit | None = None
    last_at: int = -99
    parties: dict[str, list[str]] = field(default_factory=dict)
    before: list[Sentence] = field(default_factory=list)
    asked: bool = False  # the headline is a question: what the text tells is discussed, not reported

    def remember(self, unit: Unit, s: Sentence) -> None:
        """The unit is what `perjanjian itu` will mean from here on."""
        if unit.treaty or unit.treaty_class not in ("peace", "alliance-accession"):
            self.last, self.last_at = unit, s.index

    def pointed_at(self, unit: Unit, s: Sentence) -> Unit | None:
        """The treaty that `perjanjian itu` means."""
        armed = (
            unit.norm in ("perjanjian", "pakta") and words.ARMED & set(s.norms) and not words.NOT_ABOUT & set(s.norms)
        )
        if self.last is None and self.context and (unit.norm == "traktat" or armed):
            self.last, self.last_at = replace(unit, treaty_class=self.context), s.index
        if self.last is None:
            self._look_ahead(s)
        if self.last is None and unit.norm in ("traktat", "pakta", "perjanjian") and self._between_states(s):
            self.last, self.last_at = replace(unit, treaty_class=self.context or "defence-pact"), s.index
        if self.last is None or s.index - self.last_at > _REACH:
            return None
        unit = replace(unit, treaty=self.last.treaty, treaty_class=self.last.treaty_class)
        unit.norm = self.last.norm
        return unit

    def _between_states(self, s: Sentence) -> bool:
        """`A dan B teken pakta`: two states and nothing else that a pact could be about."""
        states = {u.code for u in s.units if u.kind is Kind.ACTOR and self.is_state(u.code)}
        said = {n for x in self.ahead for n in x.norms} if self.context == "" else set(s.norms)
        return len(states) > 1 and not said & words.NOT_ABOUT

    def _look_ahead(self, s: Sentence) -> None:
        """`X menjadi negara ke-50 yang meratifikasi perjanjian itu`: the next sentence gives the name."""
        for after in self.ahead:
            if s.index < after.index <= s.index + 2 and after.worth:
                found = next((u for u in after.units if u.kind is Kind.TREATY and u.treaty), None) or _shown(after)
                if found is not None:
                    self.last, self.last_at = found, s.index
                    return

    def sides_of(self, unit: Unit) -> list[str]:
        """The parties that the text has given the treaty before."""
        return self.parties.get(unit.treaty or unit.treaty_class, [])

    def is_state(self, code: str) -> bool:
        """Whether the code is that of a state."""
        return self.lexicon.kind_of(code) is ActorKind.STATE

    def around(self, s: Sentence) -> list[str]:
        """The states of the sentence, and those named last when it has fewer than two."""
        own = list(dict.fromkeys(u.code for u in s.units if u.kind is Kind.ACTOR and self.is_state(u.code)))
        return own if len(own) >= 2 else list(dict.fromkeys([*own, *self.people()]))

    def people(self) -> list[str]:
        """The states named last in the sentences before, at most four."""
        found: list[str] = []
        for s in reversed(self.before):
            if len(found) >= 4:
                break
            if s.worth or any(t.capital for t in s.tokens):
                found.extend(c for c in self._states(s) if c not in found)
        return found[:4]

    def _states(self, s: Sentence) -> list[str]:
        named = [u.code for u in s.units if u.kind is Kind.ACTOR and u.code and not u.company]
        return list(dict.fromkeys(code for code in named if self.is_state(code)))


def _shown(s: Sentence) -> Unit | None:
    """`perjanjian pertahanan tersebut`: what is pointed at with its kind is what was meant before."""
    for u, after in itertools.pairwise(s.units):
        if u.kind is Kind.TREATY and u.treaty_class and after.norm in words.DEMONSTRATIVES:
            return u
    return None
