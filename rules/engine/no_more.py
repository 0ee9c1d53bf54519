"""Aid that is over, told without a verb: `Tak ada lagi bantuan militer untuk Kyiv: PM Slovakia`."""

from __future__ import annotations

from rules.engine.arms import name_classes
from rules.engine.claims import Claim
from rules.engine.units import Kind, Sentence


def read_no_more(s: Sentence) -> Claim | None:
    """`Tak ada lagi bantuan militer untuk Kyiv: PM Slovakia`: a headline by which the speaker's state ends its aid."""
    units = s.units
    colon = next((n for n, u in enumerate(units) if u.norm == ":"), -1)
    at = next((n for n in range(len(units) - 3) if [u.norm for u in units[n + 1 : n + 3]] == ["ada", "lagi"]), -1)
    if colon < 0 or at < 0 or units[at].kind is not Kind.NEG:
        return None
    clause = range(at + 3, len(units) if at > colon else colon)
    weapon = next((n for n in clause[:4] if units[n].kind is Kind.WEAPON), -1)
    if weapon < 0 or weapon + 2 not in clause or units[weapon + 1].prep not in ("for", "to"):
        return None
    named = [u.code for u in (units[:colon] if at > colon else units[colon + 1 :]) if u.kind is Kind.ACTOR]
    receiver = units[weapon + 2]
    if len(named) != 1 or receiver.kind is not Kind.ACTOR or receiver.code in named:
        return None
    claim = Claim("transfer", s, at, weapon + 3, weapon, "suspended", weapons=[units[weapon]])
    claim.suppliers, claim.recipients, claim.claimants = named, [receiver.code], list(named)
    name_classes(claim)
    return claim
