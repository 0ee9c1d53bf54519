"""How far a development has come: the stage lattices of DESIGN.md, and the weapon classes seen as a tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flows.alerts.event import Event, StageStep
from rules import CertaintyDetail, MentionType, Stage

WEAPON_STAGES = (
    Stage.SOUGHT,
    Stage.NEGOTIATING,
    Stage.PLANNED,
    Stage.AGREED,
    Stage.SIGNED,
    Stage.DELIVERED,
    Stage.USED,
)
TREATY_STAGES = (
    Stage.SOUGHT,
    Stage.NEGOTIATING,
    Stage.PLANNED,
    Stage.AGREED,
    Stage.SIGNED,
    Stage.RATIFIED,
    Stage.IN_FORCE,
)
HALTS = frozenset({Stage.SUSPENDED, Stage.WITHDRAWN, Stage.REFUSED})
DONE = frozenset({Stage.DELIVERED, Stage.USED, Stage.IN_FORCE})

Lineage = Callable[[str], Sequence[str]]

_PARENTS = {
    "artillery-shell": "ammunition",
    "ballistic-missile": "missile",
    "cruise-missile": "missile",
    "anti-tank-missile": "missile",
    "tank": "armoured-vehicle",
    "submarine": "warship",
}
UNSPECIFIC = "weapons"

_STRENGTH = {
    CertaintyDetail.ADMITTED: 5,
    CertaintyDetail.OFFICIAL_CLAIM: 4,
    CertaintyDetail.CLAIM: 3,
    CertaintyDetail.MEDIA: 3,
    CertaintyDetail.SUSPICION: 2,
    CertaintyDetail.HEARSAY: 1,
    CertaintyDetail.DENIED: 0,
}


def plain_lineage(weapon: str) -> tuple[str, ...]:
    """The class and those above it, nearest first: DESIGN.md's classes, when no lexicon is passed in."""
    above = [weapon]
    while above[-1] in _PARENTS:
        above.append(_PARENTS[above[-1]])
    return (*above, UNSPECIFIC) if weapon != UNSPECIFIC else (UNSPECIFIC,)


def rank(kind: MentionType, stage: Stage) -> int:
    """Place of the stage on its ladder from 0 up; -1 for a halt, a denial, or a stage of the other ladder."""
    ladder = TREATY_STAGES if kind is MentionType.TREATY else WEAPON_STAGES
    return ladder.index(stage) if stage in ladder else -1


def strength(detail: CertaintyDetail) -> int:
    """How strong the word behind a claim is: 5 a party admits it, 1 hearsay, 0 denied."""
    return _STRENGTH[detail]


def related(one: Sequence[str], other: Sequence[str], lineage: Lineage) -> bool:
    """True when the weapons may be the same: a common class, one above the other, or one side unspecific."""
    if is_unspecific(one) or is_unspecific(other):
        return True
    return any(_akin(a, b, lineage) for a in one for b in other)


def added_classes(known: Sequence[str], told: Sequence[str], lineage: Lineage) -> tuple[str, ...]:
    """Told classes that no known class covers, sorted: they are new, not a finer or coarser word for the same."""
    if is_unspecific(known):
        return ()
    return tuple(sorted(w for w in told if w != UNSPECIFIC and not any(_akin(w, k, lineage) for k in known)))


def merged_classes(known: Sequence[str], told: Sequence[str], lineage: Lineage) -> tuple[str, ...]:
    """Both together, with a class left out where a finer one of the same line is there; sorted."""
    every = sorted({*known, *told})
    return tuple(w for w in every if not any(w != other and w in lineage(other) for other in every))


def is_unspecific(weapons: Sequence[str]) -> bool:
    """True when nothing more is said than `weapons`, or nothing at all."""
    return all(w == UNSPECIFIC for w in weapons)


def steps_about(event: Event, weapons: Sequence[str], lineage: Lineage) -> tuple[StageStep, ...]:
    """The event's steps that speak of these weapons; all of them when either side is unspecific."""
    return tuple(s for s in event.steps if related(s.weapons, weapons, lineage))


def _akin(a: str, b: str, lineage: Lineage) -> bool:
    return a == b or a in lineage(b) or b in lineage(a)
