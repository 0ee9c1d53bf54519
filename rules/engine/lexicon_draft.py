"""The lexicon while it is being put together: entries become values, names become terms, guards are resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from rules.engine import lexicon_file as file
from rules.engine.door import closest
from rules.engine.lexicon import (
    Actor,
    Guard,
    Lexicon,
    Names,
    Outlet,
    Person,
    System,
    Term,
    TermKind,
    Treaty,
    TreatyClass,
    WeaponClass,
)
from rules.engine.lexicon_clashes import clashes, folded
from rules.engine.lexicon_references import unknown_codes
from rules.engine.yaml_source import Path_, Problem, Source


@dataclass(slots=True)
class Draft:
    """The lexicon while it is being put together."""

    parts: list[tuple[Source, BaseModel]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    contexts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    classes: dict[str, WeaponClass] = field(default_factory=dict)
    systems: dict[str, System] = field(default_factory=dict)
    treaty_classes: dict[str, TreatyClass] = field(default_factory=dict)
    treaties: dict[str, Treaty] = field(default_factory=dict)
    outlets: dict[str, Outlet] = field(default_factory=dict)
    cargo: dict[str, tuple[str, ...]] = field(default_factory=dict)
    everywhere: Guard = field(default_factory=Guard)
    terms: list[tuple[Term, Source, Path_]] = field(default_factory=list)
    combined: list[Term] = field(default_factory=list)
    origins: dict[tuple[str, str], str] = field(default_factory=dict)  # file and line of each entry, for clashes
    lost: dict[str, set[str]] = field(default_factory=dict)  # kind of file: what its unreadable parts seem to name

    def build(self) -> None:
        """Puts the parts together; what does not fit becomes a problem."""
        for _, part in self.parts:
            for name, words in getattr(part, "contexts", {}).items():
                self.contexts[name] = (*self.contexts.get(name, ()), *words)
        for source, part in self.parts:
            if isinstance(part, file.ActorsFile):
                self._actors(source, part)
            elif isinstance(part, file.WeaponsFile):
                self._weapons(source, part)
            elif isinstance(part, file.TreatiesFile):
                self._treaties(source, part)
            elif isinstance(part, file.OutletsFile):
                self._outlets(source, part)
        self._stand_in()
        known: dict[str, Mapping[str, Any]] = {
            "actor": self.actors,
            "weapon class": self.classes,
            "treaty class": self.treaty_classes,
        }
        self.problems.extend(unknown_codes(self.parts, known))
        self.problems.extend(clashes(self.terms))

    def lose(self, kind: str, names: Iterable[str]) -> None:
        """Notes what a file of this kind names that could not be read: nobody is to call it unknown."""
        self.lost.setdefault(kind, set()).update(names)

    def _stand_in(self) -> None:
        """Empty entries for what was lost; a lexicon with any of them never goes live."""
        for name in sorted(self.lost.get("actors", ())):
            state = file.ActorKind.STATE
            self.actors.setdefault(name, Actor(name, state, name, name, name, (), (), (), None, (), (), ()))
        for name in sorted(self.lost.get("weapons", ())):
            self.classes.setdefault(name, WeaponClass(name, None, name, name, ()))
            self.systems.setdefault(name, System(name, name, (), ()))
        for name in sorted(self.lost.get("treaties", ())):
            self.treaty_classes.setdefault(name, TreatyClass(name, name, name, (), True))
            self.treaties.setdefault(name, Treaty(name, name, name, name, (), ()))

    def finish(self, version: str) -> Lexicon:
        """The lexicon of what was built; only sound when there are no errors among the problems."""
        names = Names(self.actors, self.classes, self.treaties, self.treaty_classes, self.outlets)
        every = [self._guarded_everywhere(term) for term, _, _ in self.terms]
        taken = {folded(term.text) for term in every}
        for term in self.combined:
            if folded(term.text) not in taken:
                taken.add(folded(term.text))
                every.append(term)
        terms = tuple(sorted(dict.fromkeys(every), key=lambda t: (t.text, t.kind, t.target, t.name)))
        return Lexicon(
            self.actors, self.classes, self.systems, self.treaty_classes, self.treaties, self.outlets, self.cargo,
            terms, names, version, {name: self._lineage(name) for name in self.classes},
        )  # fmt: skip

    def _guarded_everywhere(self, term: Term) -> Term:
        if term.kind not in (TermKind.ACTOR, TermKind.CAPITAL) or self.actors[term.target].kind != file.ActorKind.STATE:
            return term
        own, common = term.guard or Guard(), self.everywhere
        merged = replace(
            own,
            not_before=_unique((*own.not_before, *common.not_before)),
            not_after=_unique((*own.not_after, *common.not_after)),
        )
        return replace(term, guard=merged) if merged != Guard() else term

    def _lineage(self, name: str) -> tuple[str, ...]:
        chain: list[str] = []
        here: str | None = name
        while here is not None and here in self.classes and here not in chain:
            chain.append(here)
            here = self.classes[here].parent
        return tuple(chain)

    # one method a kind of file

    def _actors(self, source: Source, part: file.ActorsFile) -> None:
        if part.everywhere is not None:
            both = part.everywhere
            self.everywhere = Guard(
                (*self.everywhere.not_before, *both.not_before), (*self.everywhere.not_after, *both.not_after)
            )
        for index, entry in enumerate(part.actors):
            path: Path_ = ("actors", index)
            self._once(source, path, self.actors, entry.id, "actor")
            people = tuple(Person(p.name, entry.id, p.role, p.aliases, p.since, p.until) for p in entry.people)
            self.actors[entry.id] = Actor(
                entry.id, entry.kind, entry.name, entry.name_en, entry.short or entry.name, entry.aliases,
                entry.capitals, entry.adjectives, entry.of, people, tuple(b.name for b in entry.bodies), entry.members,
            )  # fmt: skip
            names = _unique((entry.name, *((entry.short,) if entry.short else ()), *entry.aliases))
            for kind, texts in (
                (TermKind.ACTOR, names),
                (TermKind.CAPITAL, entry.capitals),
                (TermKind.PLACE, entry.places),
                (TermKind.ADJECTIVE, entry.adjectives),
            ):
                self._add(source, path, entry, kind, entry.id, entry.name, texts)
            self._unused_guards(source, path, entry, (*names, *entry.capitals, *entry.adjectives))
            for number, person in enumerate(entry.people):
                here = (*path, "people", number)
                texts = _unique((person.name, *person.aliases))
                self._add(source, here, person, TermKind.PERSON, entry.id, person.name, texts, person)
                self._unused_guards(source, here, person, texts)
                if person.since and person.until and person.until < person.since:
                    self.problems.append(
                        source.problem(
                            (*here, "until"),
                            f"{person.name} leaves office before taking it",
                            "is since or until a slip?",
                        )
                    )
            for number, body in enumerate(entry.bodies):
                here = (*path, "bodies", number)
                texts = _unique((body.name, *body.aliases))
                self._add(source, here, body, TermKind.BODY, entry.id, body.name, texts)
                self._unused_guards(source, here, body, texts)

    def _weapons(self, source: Source, part: file.WeaponsFile) -> None:
        for index, entry in enumerate(part.classes):
            path: Path_ = ("classes", index)
            self._once(source, path, self.classes, entry.id, "weapon class")
            self.classes[entry.id] = WeaponClass(entry.id, entry.parent, entry.name, entry.name_en, entry.words)
            texts = _unique((entry.name, *entry.words))
            self._add(source, path, entry, TermKind.WEAPON, entry.id, entry.name, texts)
            self._combined(source, path, entry.combine, TermKind.WEAPON, entry.id, entry.name)
            self._unused_guards(source, path, entry, texts)
        for index, system in enumerate(part.systems):
            path = ("systems", index)
            self._once(source, path, self.systems, system.name, "system", key="name")
            self.systems[system.name] = System(system.name, system.class_, system.aliases, system.origin)
            texts = _unique((system.name, *system.aliases))
            self._add(source, path, system, TermKind.SYSTEM, system.class_, system.name, texts, spell=True)
            self._unused_guards(source, path, system, texts)
        self._plain(source, ("not_weapons",), TermKind.NOT_WEAPON, "", part.not_weapons)
        self._plain(source, ("troops",), TermKind.TROOPS, "", part.troops)
        for index, cargo in enumerate(part.cargo):
            self.cargo[cargo.name] = (*self.cargo.get(cargo.name, ()), *cargo.words)
            self._plain(source, ("cargo", index, "words"), TermKind.CARGO, cargo.name, cargo.words)

    def _treaties(self, source: Source, part: file.TreatiesFile) -> None:
        for index, entry in enumerate(part.classes):
            path: Path_ = ("classes", index)
            self._once(source, path, self.treaty_classes, entry.id, "treaty class")
            self.treaty_classes[entry.id] = TreatyClass(entry.id, entry.name, entry.name_en, entry.words, entry.counts)
            texts = _unique((entry.name, *entry.words))
            kind = TermKind.TREATY_KIND if entry.counts else TermKind.NOT_TREATY
            self._add(source, path, entry, kind, entry.id, entry.name, texts)
            self._combined(source, path, entry.combine, kind, entry.id, entry.name)
            self._unused_guards(source, path, entry, texts)
        for index, treaty in enumerate(part.treaties):
            path = ("treaties", index)
            self._once(source, path, self.treaties, treaty.id, "treaty")
            self.treaties[treaty.id] = Treaty(
                treaty.id, treaty.class_, treaty.name, treaty.name_en, treaty.aliases, treaty.parties
            )
            texts = _unique((treaty.name, *treaty.aliases))
            self._add(source, path, treaty, TermKind.TREATY, treaty.id, treaty.name, texts)
            self._unused_guards(source, path, treaty, texts)
        self._plain(source, ("not_defence",), TermKind.NOT_TREATY, "", part.not_defence)

    def _outlets(self, source: Source, part: file.OutletsFile) -> None:
        for index, entry in enumerate(part.outlets):
            path: Path_ = ("outlets", index)
            self._once(source, path, self.outlets, entry.id, "outlet")
            self.outlets[entry.id] = Outlet(
                entry.id, entry.kind, entry.name, entry.aliases, entry.state, entry.country, entry.domains
            )
            texts = _unique((entry.name, *entry.aliases))
            self._add(source, path, entry, TermKind.OUTLET, entry.id, entry.name, texts)
            self._unused_guards(source, path, entry, texts)

    # what all of them share

    def _once(self, source: Source, path: Path_, known: dict[str, Any], name: str, what: str, key: str = "id") -> None:
        if name in known:
            self.problems.append(
                source.problem(
                    (*path, key), f"{what} '{name}' exists already{self._first(what, name)}", "merge the two"
                )
            )
        self.origins.setdefault((what, name), f"{Path(source.file).name}:{source.place((*path, key))[0]}")

    def _first(self, what: str, name: str) -> str:
        return f" in {self.origins[what, name]}" if (what, name) in self.origins else ""

    def _plain(self, source: Source, path: Path_, kind: TermKind, target: str, texts: Iterable[str]) -> None:
        for index, text in enumerate(texts):
            self.terms.append((Term(text, kind, target, target or text), source, (*path, index)))

    def _add(
        self, source: Source, path: Path_, entry: file.Guarded, kind: TermKind, target: str, name: str,
        texts: Iterable[str], person: file.PersonEntry | None = None, spell: bool = False,
    ) -> None:  # fmt: skip
        since, until = (person.since, person.until) if person else (None, None)
        for text in texts:
            guard = self._guard(source, path, entry, text)
            for spelling in spellings(text) if spell else (text,):
                self.terms.append((Term(spelling, kind, target, name, guard, since, until), source, path))

    def _combined(
        self,
        source: Source,
        path: Path_,
        parts: tuple[file.CombinationEntry, ...],
        kind: TermKind,
        target: str,
        name: str,
    ) -> None:
        for number, part in enumerate(parts):
            guard = self._stated(source, (*path, "combine", number), part.guard, exact=False) if part.guard else None
            self.combined += [Term(f"{a} {b}", kind, target, name, guard) for a in part.first for b in part.then]

    def _guard(self, source: Source, path: Path_, entry: file.Guarded, text: str) -> Guard | None:
        stated = entry.guards.get(text) or entry.guard
        exact = text in entry.case_sensitive
        if stated is None:
            return Guard(exact_case=True) if exact else None
        return self._stated(source, path, stated, exact=exact)

    def _stated(self, source: Source, path: Path_, stated: file.GuardEntry, *, exact: bool) -> Guard:
        near = stated.only_near
        if stated.context is not None:
            if stated.context not in self.contexts and not self.lost:
                hint = closest(stated.context, self.contexts) or "add it under contexts:"
                self.problems.append(source.problem(path, f"context '{stated.context}' is not known", hint))
            near = (*near, *self.contexts.get(stated.context, ()))
        return Guard(
            stated.not_before, stated.not_after, stated.only_before, stated.only_after, near,
            exact or stated.case == "exact",
        )  # fmt: skip

    def _unused_guards(self, source: Source, path: Path_, entry: file.Guarded, texts: Iterable[str]) -> None:
        known = list(texts)
        for place, names in (("guards", entry.guards), ("case_sensitive", entry.case_sensitive)):
            for name in names:
                if name not in known:
                    hint = closest(name, known) or "names are compared letter by letter"
                    self.problems.append(source.problem((*path, place), f"'{name}' is no name of this entry", hint))


def spellings(name: str) -> tuple[str, ...]:
    """A designation as newspapers write it: F-16, F 16 and F16 are one aircraft."""
    found = re.match(r"^([A-Za-z]{1,5})[- ]?(\d.*)$", name)
    if found is None:
        return (name,)
    letters, rest = found.groups()
    return _unique((name, f"{letters}-{rest}", f"{letters} {rest}", f"{letters}{rest}"))


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
