"""Which rules may have something to say about a claim, found without trying them all."""

from __future__ import annotations

from rules.engine.claims import Claim
from rules.engine.lexicon import ActorKind
from rules.engine.rule import Rule

_KINDS = frozenset((*(kind.value for kind in ActorKind), "actor", "weapon", "treaty"))


class FrameIndex:
    """Frame rules filed under their rarest concept.

    A rule that names certain actors, classes or treaties for a role it requires is filed under each of these names, of
    the role that names the fewest; all other rules of a frame are looked at for every claim of the frame.
    """

    def __init__(self) -> None:
        self._open: dict[str, list[tuple[int, Rule]]] = {}
        self._keyed: dict[tuple[str, str, str], list[tuple[int, Rule]]] = {}
        self._count = 0

    def add(self, rule: Rule) -> None:
        """Files one rule; rules come in the order of their ids and are answered in it."""
        frame = rule.frame
        assert frame is not None
        entry = (self._count, rule)
        self._count += 1
        required = {name for name in rule.source.match.require if isinstance(name, str)}
        named = [
            (role, values)
            for role, values in rule.source.match.roles.items()
            if role in required and role != "weapon" and not any(value in _KINDS for value in values)
        ]
        if not named:
            self._open.setdefault(frame, []).append(entry)
            return
        role, values = min(named, key=lambda pair: len(pair[1]))
        for value in values:
            self._keyed.setdefault((frame, role, value), []).append(entry)

    def candidates(self, claim: Claim) -> list[Rule]:
        """The rules that may fit, in order."""
        found = list(self._open.get(claim.frame, ()))
        if self._keyed:
            roles = {"supplier": claim.suppliers, "recipient": claim.recipients, "parties": claim.parties,
                     "treaty": [claim.treaty, claim.treaty_class]}  # fmt: skip
            for role, values in roles.items():
                for value in values:
                    found.extend(self._keyed.get((claim.frame, role, value), ()))
            found = sorted({number: (number, rule) for number, rule in found}.values(), key=lambda pair: pair[0])
        return [rule for _, rule in found]
