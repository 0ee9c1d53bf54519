"""The lexicon as the engine reads it: actors, weapons, treaties and outlets, and every word that names them.

`load_lexicon` reads the YAML files of a directory. A matcher needs only `Lexicon.terms`: each term is a phrase, what
it names, and the guard that decides when it does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from rules.engine.lexicon_file import ActorKind, OutletKind, PersonRole

__all__ = [
    "Actor", "ActorKind", "Guard", "Lexicon", "Names", "Outlet", "OutletKind", "Person", "PersonRole", "System",
    "Term", "TermKind", "Treaty", "TreatyClass", "WeaponClass", "load_lexicon",
]  # fmt: skip


class TermKind(StrEnum):
    """What a term names; `target` of the term is read accordingly."""

    ACTOR = "actor"  # target: actor id; name or alias
    CAPITAL = "capital"  # target: actor id; the city stands for the government, or is only a place
    PLACE = "place"  # target: actor id of the state where it lies; where goods arrive, never a side
    ADJECTIVE = "adjective"  # target: actor id
    PERSON = "person"  # target: actor id; `name` is the person
    BODY = "body"  # target: actor id; `name` is the body
    WEAPON = "weapon"  # target: weapon class
    SYSTEM = "system"  # target: weapon class; `name` is the system
    NOT_WEAPON = "not-weapon"  # swallows weapon words inside it
    TROOPS = "troops"
    CARGO = "cargo"  # target: kind of cargo
    TREATY = "treaty"  # target: treaty slug
    TREATY_KIND = "treaty-kind"  # target: treaty class
    NOT_TREATY = "not-treaty"  # swallows treaty words inside it
    OUTLET = "outlet"  # target: outlet slug


@dataclass(frozen=True, slots=True)
class Guard:
    """When a term does not count. Each phrase is compared without regard to case, on token borders.

    A non-empty `only_*` must hold, each on its own; any hit of a `not_*` refuses.
    """

    not_before: tuple[str, ...] = ()  # refused when one of these follows directly
    not_after: tuple[str, ...] = ()  # refused when one of these stands directly before
    only_before: tuple[str, ...] = ()  # must be followed directly by one of these
    only_after: tuple[str, ...] = ()  # must directly follow one of these
    only_near: tuple[str, ...] = ()  # one of these must be in the same sentence
    exact_case: bool = False  # counts only as written


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase of the text and what it names."""

    text: str
    kind: TermKind
    target: str
    name: str  # canonical name of what is meant: the person, body, system, treaty, class
    guard: Guard | None = None
    since: date | None = None  # persons: in office from
    until: date | None = None  # persons: in office to; None while in office or unknown

    @property
    def exact_case(self) -> bool:
        """Whether only the spelling of `text` counts (AS)."""
        return self.guard is not None and self.guard.exact_case


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who acts or speaks for an actor."""

    name: str
    actor: str
    role: PersonRole
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def in_office(self, day: date) -> bool:
        """Whether the person held the office on that day, as far as the lexicon knows."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, armed group, organisation or company."""

    id: str
    kind: ActorKind
    name: str
    name_en: str
    short: str
    aliases: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    of: str | None = None
    people: tuple[Person, ...] = ()
    bodies: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeaponClass:
    """A class of weapons; `parent` is None for the root `weapons`."""

    id: str
    parent: str | None
    name: str
    name_en: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class System:
    """A named weapon system."""

    name: str
    weapon_class: str
    aliases: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()  # states that build it


@dataclass(frozen=True, slots=True)
class TreatyClass:
    """A kind of treaty; `counts` is False for those that are no development for us (trade, ceasefire)."""

    id: str
    name: str
    name_en: str
    words: tuple[str, ...] = ()
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty with a name of its own; `parties` is empty when it is open or has many."""

    id: str
    treaty_class: str
    name: str
    name_en: str
    aliases: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """A medium that articles credit; `state` when it speaks for a government."""

    id: str
    kind: OutletKind
    name: str
    aliases: tuple[str, ...] = ()
    state: str | None = None
    country: str | None = None
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in a message. `language` is `id` or `en`; an unknown code comes back as it is."""

    actors: Mapping[str, Actor]
    classes: Mapping[str, WeaponClass]
    treaties: Mapping[str, Treaty]
    treaty_classes: Mapping[str, TreatyClass]
    outlets: Mapping[str, Outlet]

    def actor(self, code: str, language: str = "id") -> str:
        """`Korea Utara` for KP."""
        found = self.actors.get(code)
        return code if found is None else found.name_en if language == "en" else found.name

    def short_actor(self, code: str, language: str = "id") -> str:
        """`Korut` for KP; the full name where there is no short one."""
        found = self.actors.get(code)
        return code if found is None else found.name_en if language == "en" else found.short

    def weapon(self, weapon_class: str, language: str = "id") -> str:
        """`rudal balistik` for ballistic-missile."""
        found = self.classes.get(weapon_class)
        return weapon_class if found is None else found.name_en if language == "en" else found.name

    def treaty(self, slug: str, language: str = "id") -> str:
        """The name of a treaty or of a kind of treaty."""
        found = self.treaties.get(slug) or self.treaty_classes.get(slug)
        return slug if found is None else found.name_en if language == "en" else found.name

    def outlet(self, slug: str) -> str:
        """`Reuters` for reuters."""
        found = self.outlets.get(slug)
        return slug if found is None else found.name


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the lexicon files say about the world. `version` changes with their content."""

    actors: Mapping[str, Actor]
    classes: Mapping[str, WeaponClass]
    systems: Mapping[str, System]
    treaty_classes: Mapping[str, TreatyClass]
    treaties: Mapping[str, Treaty]
    outlets: Mapping[str, Outlet]
    cargo: Mapping[str, tuple[str, ...]]
    terms: tuple[Term, ...]
    names: Names
    version: str = ""
    _lineage: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def lineage(self, weapon_class: str) -> tuple[str, ...]:
        """The class itself and all above it, nearest first; empty for an unknown class."""
        return self._lineage.get(weapon_class, ())

    def is_a(self, weapon_class: str, ancestor: str) -> bool:
        """Whether the class is `ancestor` or one of its kinds: a ballistic-missile is a missile."""
        return ancestor in self._lineage.get(weapon_class, ())

    def kind_of(self, code: str) -> ActorKind | None:
        """What an actor is; None when the lexicon does not know it."""
        actor = self.actors.get(code)
        return None if actor is None else actor.kind


def load_lexicon(directory: Path) -> Lexicon:
    """The lexicon of `directory` (actors*.yaml, weapons*.yaml, treaties*.yaml, outlets*.yaml).

    Raises `RulesError` with every problem of every file.
    """
    from rules.engine.lexicon_loading import read_lexicon
    from rules.engine.yaml_source import RulesError

    lexicon, problems = read_lexicon(directory)
    if lexicon is None:
        raise RulesError(problems)
    return lexicon
