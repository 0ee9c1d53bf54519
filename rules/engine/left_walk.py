"""The walk to the left of a trigger: what its steps share."""

from __future__ import annotations

from dataclasses import dataclass

from rules.engine.governors import operators_before
from rules.engine.slots import Slots
from rules.engine.units import Sentence, Unit

END = -2
"""The clause begins behind the unit looked at: nothing more is found."""
FOUND = -3
"""The subject is found, or it is clear that none will be: what `slots` holds stands."""


@dataclass(slots=True)
class LeftWalk:
    """One walk and what it remembers of the way; a step returns the next place, `END` or `FOUND`."""

    s: Sentence
    units: list[Unit]
    i: int
    slots: Slots
    linked: bool = False  # `untuk`, `agar` was passed: the object of the verb in front may be who acts
    joined: bool = False  # `dan` was passed
    comma: bool = False

    @property
    def trigger(self) -> Unit:
        """The verb or noun whose subject is looked for."""
        return self.units[self.i]

    @property
    def gets(self) -> bool:
        """Whether who does it receives: `membeli`, `menerima`."""
        return any(lexeme.wire in ("buy", "get") for lexeme, _ in self.trigger.lexemes)

    def take(self, group: list[Unit], first: int) -> int:
        """The actors are the subject; what stands in front of them governs the clause."""
        self.slots.subject = group
        return self.open_at(first)

    def open_at(self, first: int) -> int:
        """The clause begins at `first`."""
        self.slots.first = first
        operators_before(self.s, first, self.slots)
        return FOUND
