"""Nouns of agents (`pemasok senjata bagi X`) and troops sent abroad."""

from __future__ import annotations

import itertools

from rules.engine.arms import name_classes
from rules.engine.axes import read_axes
from rules.engine.claims import Claim
from rules.engine.frames import Lexeme
from rules.engine.left import look_left
from rules.engine.roles import codes_of
from rules.engine.settling import settle
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence
from rules.indonesian.grammar import word_set


def read_agent(s: Sentence, i: int, lexeme: Lexeme, slots: Slots) -> Claim | None:
    """`Iran, pemasok senjata utama bagi Rusia`: the noun names who does it."""
    weapons = [u for u in slots.object if u.kind is Kind.WEAPON]
    if not weapons:
        return None
    look_left(s, i, slots)
    groups = slots.groups
    named = codes_of(slots.subject)
    other = codes_of(groups.get("to") or groups.get("for") or groups.get("owner") or [])
    claim = Claim(lexeme.frame, s, slots.first, max(slots.last, i) + 1, i, lexeme.stage, noun=True, weapons=weapons)
    if lexeme.wire == "give":
        claim.suppliers, claim.recipients = named, [c for c in other if c not in named]
    else:
        claim.recipients = named
        claim.suppliers = [c for c in codes_of(groups.get("from") or groups.get("owner") or []) if c not in named]
    if not (claim.suppliers and claim.recipients) or set(claim.suppliers) & {"un", "iaea"}:
        return None
    name_classes(claim)
    claim.background = True
    axes = read_axes(claim.stage, slots.mods, buying=False, before_subject=set())
    settle(claim, axes, slots)
    return claim


_LEARNING = word_set("berlatih dilatih belajar latihan pelatihan mengikuti menempuh menjalani")


def read_troops(s: Sentence, i: int, slots: Slots) -> Claim | None:
    """Troops that one sends to another: a quieter kind of claim."""
    behind = s.units[i + 1 :]
    if any(a.norm == "untuk" and b.norm in _LEARNING for a, b in itertools.pairwise(behind)):
        return None  # `mengirim penerbang untuk berlatih`: they come to learn
    claim = Claim("troops", s, slots.first, max(slots.last, i) + 1, i, "delivered")
    claim.suppliers = codes_of(slots.subject or slots.groups.get("by", []) or slots.groups.get("owner", []))
    claim.recipients = [c for c in codes_of(slots.groups.get("to", [])) if c not in claim.suppliers]
    if not (claim.suppliers and claim.recipients):
        return None
    axes = read_axes(claim.stage, slots.mods, buying=False, before_subject=set())
    claim.stage, claim.alleged, claim.reject, claim.denied = axes.stage, axes.alleged, axes.reject, axes.denied
    if axes.denied:
        claim.stage = "denied"
    elif axes.negated:
        claim.reject = claim.reject or "negated"
    return claim
