"""The sheet that a long message is written on: lines in their places, none that would not fit."""

from __future__ import annotations

from flows.alerts.budget import Budget

_ORDER = (
    ("notice", "headline"),
    ("changed", "roles", "weapon", "place", "stage", "certainty", "support", "denied", "follows"),
    ("quote", "source", "link"),
    ("previous", "why"),
)


class Sheet:
    """Lines in their places; refuses what would not fit."""

    def __init__(self, budget: Budget, title: str) -> None:
        self._budget = budget
        self._title = title
        self._lines: dict[str, str] = {}

    def must(self, slot: str, text: str) -> None:
        """Puts the line there, whatever it costs."""
        self._lines[slot] = text

    def add(self, slot: str, text: str, wrap: str = "{}") -> None:
        """Puts the line there if it is not empty and fits."""
        if text and self.would_fit(slot, wrap.format(text)):
            self._lines[slot] = wrap.format(text)

    def would_fit(self, slot: str, text: str) -> bool:
        """True when the message with this line stays inside its budget."""
        return self._budget.fits(self._title, self._written({**self._lines, slot: text}))

    def fits(self) -> bool:
        """True when what is written so far may be sent."""
        return self._budget.fits(self._title, self.text())

    def text(self) -> str:
        """What is written so far."""
        return self._written(self._lines)

    def _written(self, lines: dict[str, str]) -> str:
        blocks = ["\n".join(lines[slot] for slot in block if slot in lines) for block in _ORDER]
        return "\n\n".join(block for block in blocks if block)
