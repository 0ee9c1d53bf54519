"""What treaty news makes of one word or a run of them: an act upon a treaty, or one plain word."""

from __future__ import annotations

from rules.engine.units import Kind, Unit
from rules.indonesian.affixes import Voice


def act_of(u: Unit, op: str, voice: Voice = Voice.ACTIVE) -> Unit:
    """The unit read as the act `op`."""
    act = u.copy()
    act.kind, act.op, act.voice, act.noun = Kind.OP, op, voice, voice is Voice.NOUN
    act.verbal = "active" if voice is Voice.ACTIVE else "passive" if voice is Voice.PASSIVE else ""
    act.lexemes, act.cue, act.code, act.prep = (), None, "", ""
    act.treaty = act.treaty_class = ""
    act.system = "instrument"  # read for good: what the word does elsewhere is of no interest
    return act


def instrument_of(u: Unit, treaty_class: str, treaty: str = "") -> Unit:
    """The unit read as an instrument of the class."""
    found = u.copy()
    found.kind, found.treaty_class, found.treaty = Kind.TREATY, treaty_class, treaty
    found.code, found.op, found.lexemes = "", "", ()
    return found


def joined(units: list[Unit], first: int, end: int, norm: str = "") -> Unit:
    """The units from `first` to before `end` as one plain word."""
    base = Unit(Kind.WORD, units[first].start, units[end - 1].end, norm or " ".join(u.norm for u in units[first:end]))
    base.capital = units[first].capital
    return base
