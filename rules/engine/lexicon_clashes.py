"""Names that mean two things: found when the lexicon is loaded, unless a guard or the years in office decide."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

from rules.engine.lexicon import Term, TermKind
from rules.engine.yaml_source import Path_, Problem, Source

ACTOR_KINDS = (TermKind.ACTOR, TermKind.CAPITAL, TermKind.ADJECTIVE, TermKind.PERSON, TermKind.BODY)
WEAPON_KINDS = (TermKind.WEAPON, TermKind.SYSTEM)
TREATY_KINDS = (TermKind.TREATY, TermKind.TREATY_KIND, TermKind.NOT_TREATY)


def clashes(terms: list[tuple[Term, Source, Path_]]) -> list[Problem]:
    """A problem for each name that two actors, weapons or treaties claim with nothing to tell them apart."""
    problems: list[Problem] = []
    for kinds in (ACTOR_KINDS, WEAPON_KINDS, TREATY_KINDS, (TermKind.OUTLET,)):
        claims: dict[str, list[tuple[Term, Source, Path_]]] = defaultdict(list)
        for claim in terms:
            if claim[0].kind in kinds:
                claims[folded(claim[0].text)].append(claim)
        for claimed in claims.values():
            problems.extend(_undecided(claimed))
    return problems


def folded(text: str) -> str:
    """A name as names are compared: without regard to case, a hyphen as a space."""
    return " ".join(text.casefold().replace("-", " ").split())


def _undecided(claimed: list[tuple[Term, Source, Path_]]) -> list[Problem]:
    found: list[Problem] = []
    for number, (term, source, path) in enumerate(claimed):
        for earlier, other, there in claimed[:number]:
            if term.target != earlier.target and not _told_apart(term, earlier):
                elsewhere = f"{Path(other.file).name}:{other.place(there)[0]}"
                message = f"'{term.text}' names {term.target} here and {earlier.target} in {elsewhere}"
                found.append(source.problem(path, message, "give one of them a guard, or years in office"))
                break
    return found


def _told_apart(one: Term, other: Term) -> bool:
    if one.guard and other.guard is None and _decides(one):
        return True
    if other.guard and one.guard is None and _decides(other):
        return True
    if one.guard and other.guard and (_decides(one) or _decides(other)):
        return True
    if one.exact_case != other.exact_case or (one.exact_case and one.text != other.text):
        return True
    if one.kind == other.kind == TermKind.PERSON:
        return _before(one.until, other.since) or _before(other.until, one.since)
    return False


def _decides(term: Term) -> bool:
    guard = term.guard
    return guard is not None and bool(
        guard.not_before or guard.not_after or guard.only_before or guard.only_after or guard.only_near
    )


def _before(end: date | None, start: date | None) -> bool:
    return end is not None and start is not None and end <= start
