"""Codes that lexicon entries mention, compared with the entries that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from rules.engine import lexicon_file as file
from rules.engine.door import closest
from rules.engine.yaml_source import Path_, Problem, Source

Mentioned = tuple[Path_, str, str]
"""Where a code stands, the code, and what it should name."""


def unknown_codes(parts: Iterable[tuple[Source, BaseModel]], known: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    """A problem for each code that nothing of its kind carries; `known` holds the entries by kind."""
    problems: list[Problem] = []
    for source, part in parts:
        for path, code, kind in _mentioned(part):
            if code not in known[kind] and known[kind]:
                hint = closest(code, known[kind]) or f"add the {kind} first"
                problems.append(source.problem(path, f"{kind} '{code}' is not known", hint))
    return problems


def _mentioned(part: BaseModel) -> Iterator[Mentioned]:
    if isinstance(part, file.ActorsFile):
        yield from _of_actors(part)
    elif isinstance(part, file.WeaponsFile):
        yield from _of_weapons(part)
    elif isinstance(part, file.TreatiesFile):
        yield from _of_treaties(part)
    elif isinstance(part, file.OutletsFile):
        yield from _of_outlets(part)


def _of_actors(part: file.ActorsFile) -> Iterator[Mentioned]:
    for i, actor in enumerate(part.actors):
        for j, member in enumerate(actor.members):
            yield ("actors", i, "members", j), member, "actor"
        if actor.of:
            yield ("actors", i, "of"), actor.of, "actor"


def _of_weapons(part: file.WeaponsFile) -> Iterator[Mentioned]:
    for i, weapon in enumerate(part.classes):
        if weapon.parent:
            yield ("classes", i, "parent"), weapon.parent, "weapon class"
    for i, system in enumerate(part.systems):
        yield ("systems", i, "class"), system.class_, "weapon class"
        for j, origin in enumerate(system.origin):
            yield ("systems", i, "origin", j), origin, "actor"


def _of_treaties(part: file.TreatiesFile) -> Iterator[Mentioned]:
    for i, treaty in enumerate(part.treaties):
        yield ("treaties", i, "class"), treaty.class_, "treaty class"
        for j, party in enumerate(treaty.parties):
            yield ("treaties", i, "parties", j), party, "actor"


def _of_outlets(part: file.OutletsFile) -> Iterator[Mentioned]:
    for i, outlet in enumerate(part.outlets):
        if outlet.state:
            yield ("outlets", i, "state"), outlet.state, "actor"
        if outlet.country:
            yield ("outlets", i, "country"), outlet.country, "actor"
