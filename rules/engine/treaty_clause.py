"""What stands around one treaty: acts, sides, speakers, cues; and how a word enters it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from rules.engine import treaty_words as words
from rules.engine.treaty_stages import Course
from rules.engine.units import Kind, Unit
from rules.indonesian import grammar

REPORTED = (
    "tuduh", "menuduh", "dituduh", "tuding", "menuding", "dituding", "klaim", "mengklaim", "diklaim", "diduga",
    "menduga", "duga", "curiga", "mencurigai", "sinyalir", "disinyalir", "disebut-sebut",
    "dilaporkan", "dikabarkan", "tuduhan", "tudingan",
)  # fmt: skip


@dataclass(slots=True)
class Clause:
    """What stands around one treaty."""

    acts: list[str] = field(default_factory=list)  # innermost first
    subject: list[str] = field(default_factory=list)
    complement: list[str] = field(default_factory=list)
    claimants: list[str] = field(default_factory=list)
    course: Course = field(default_factory=Course)
    alleged: bool = False
    reject: str = ""
    background: bool = False
    main: bool = False  # told by a predicate behind the name
    both: int = 0  # `kedua negara`: how many
    first: int = 0
    last: int = 0
    dated_from: int = 0
    legislature: bool = False
    law: bool = False
    stranger: bool = False
    passive: bool = False
    head: int = 0  # leftmost act
    callers: list[str] = field(default_factory=list)  # who proposes or demands what is told
    after: bool = False  # in a clause of time: `setelah Finlandia bergabung dengan NATO`


def note_act(u: Unit, clause: Clause) -> None:
    """An accusation makes the clause alleged."""
    if u.norm.startswith(REPORTED) and u.op == "accuse":
        clause.alleged = True


def take_cue(u: Unit, clause: Clause) -> None:
    """The cue enters the clause on its axis."""
    assert u.cue is not None
    if u.cue.axis == "certainty" and clause.acts and u.norm in ("mungkin", "barangkali"):
        clause.acts.append("may")
    elif u.cue.axis == "certainty":
        clause.alleged = True
    elif u.cue.axis == "polarity":
        clause.reject = clause.reject or "unproven"
    elif u.cue.axis == "mood":
        if u.cue.value == "possible":
            if clause.acts:
                clause.acts.append("may")
        elif u.cue.value == "condition":
            if clause.acts:
                clause.acts.append("condition")
        else:
            clause.reject = clause.reject or u.cue.value


def note_opinion(said: list[Unit], clause: Clause) -> None:
    """What an expert says that somebody may or should do is no news of it."""
    wishes = {"plan", "may", "seek", "consider", "threat", "demand"}
    if any(u.norm in words.EXPERTS for u in said) and set(clause.acts) & wishes:
        clause.reject = clause.reject or "opinion"


def note_candidate(units: list[Unit], i: int, clause: Clause) -> None:
    """What a candidate will do when elected, and what one says about a development, is not done by a state."""
    front = units[max(0, min(clause.first, clause.head) - 4) : max(clause.head, 1)]
    running = any(set(u.norm.split()) & words.CANDIDATES for u in front)
    running |= any(a.norm == "calon" and b.norm.startswith("presiden") for a, b in itertools.pairwise(front))
    behind = units[i + 1 : i + 12]
    elected = any(
        u.norm in ("terpilih", "memenangi", "memenangkan") or (u.norm == "menang" and n) for n, u in enumerate(behind)
    )
    protest = any(u.norm in words.PROTESTERS for u in front) and set(clause.acts) & {"refuse", "demand", "seek", "end"}
    if running or protest or (elected and any(u.norm in grammar.CONDITIONALS for u in behind)):
        clause.reject = clause.reject or "opinion"
    if clause.head and units[clause.head - 1].kind is Kind.PREP and not clause.main:
        before = units[max(0, clause.head - 7) : clause.head - 1]
        if any(u.norm in words.REACTIONS for u in before) and units[clause.head].noun:
            clause.reject = clause.reject or "opinion"


def note_since(u: Unit, between: list[Unit], clause: Clause) -> None:
    """`sejak Jepang menandatangani ...` recalls the act; `sejak perang pecah, Jepang menandatangani ...` does not."""
    closed = any(x.norm == "," for x in between)
    clause.background = clause.background or (u.norm in words.SINCE and not closed)
