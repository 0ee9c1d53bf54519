"""The shape of the lexicon's YAML files: actors, weapons, treaties, outlets. Only the loader looks at these models."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from rules.engine.door import Day, Entry, Text, Words, YesNo

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ActorId = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|[a-z0-9]+(-[a-z0-9]+)*)$", max_length=60)]


class ActorKind(StrEnum):
    """What an actor is; states carry an ISO 3166 alpha-2 code, all others a slug."""

    STATE = "state"
    ARMED_GROUP = "armed-group"
    ORGANISATION = "organisation"
    COMPANY = "company"


class PersonRole(StrEnum):
    """What a person is for an actor; all of them speak for it while in office."""

    LEADER = "leader"  # head of state or government, supreme leader, secretary-general
    MINISTER = "minister"
    SPOKESPERSON = "spokesperson"
    COMMANDER = "commander"
    OFFICIAL = "official"  # adviser, envoy, deputy, agency head
    LAWMAKER = "lawmaker"


class GuardEntry(Entry):
    """When an ambiguous name does not mean what it usually means. Words are compared without regard to case."""

    not_before: Words = Field(default=(), description="the name does not count when one of these follows it directly")
    not_after: Words = Field(
        default=(), description="the name does not count when one of these stands directly before it"
    )
    only_before: Words = Field(default=(), description="the name counts only when one of these follows it directly")
    only_after: Words = Field(
        default=(), description="the name counts only when one of these stands directly before it"
    )
    only_near: Words = Field(default=(), description="the name counts only when one of these is in the same sentence")
    context: Slug | None = Field(default=None, description="a named word list of `contexts:`, added to only_near")
    case: Literal["any", "exact"] = Field(
        default="any", description="exact: the name counts only as written here (AS, PNG)"
    )


class Guarded(Entry):
    """What every named entry may carry."""

    case_sensitive: Words = Field(default=(), description="names of this entry that count only as written: AS, not as")
    guards: dict[Text, GuardEntry] = Field(default={}, description="by name as written in this entry")
    guard: GuardEntry | None = Field(default=None, description="for all names of this entry")


class PersonEntry(Guarded):
    """A person who acts or speaks for an actor."""

    name: Text
    aliases: Words = ()
    role: PersonRole
    since: Day | None = Field(default=None, description="first day in office; a year alone is its first of January")
    until: Day | None = Field(default=None, description="last day in office")


class BodyEntry(Guarded):
    """A ministry, palace, agency, army or state medium that stands for an actor: Kremlin, Gedung Putih, KCNA."""

    name: Text
    aliases: Words = ()


class ActorEntry(Guarded):
    """A state, armed group, organisation or company."""

    id: ActorId
    kind: ActorKind
    name: Text = Field(description="as an Indonesian newspaper writes it")
    name_en: Text
    short: Text | None = Field(default=None, description="short Indonesian name for messages: Korut, AS")
    aliases: Words = ()
    capitals: Words = Field(default=(), description="capitals that stand for the government: Moskow")
    places: Words = Field(default=(), description="ports, bases, cities where goods arrive; never a side: Gdynia")
    adjectives: Words = ()
    of: ActorId | None = Field(default=None, description="the state that a company or group belongs to")
    people: tuple[PersonEntry, ...] = ()
    bodies: tuple[BodyEntry, ...] = ()
    members: tuple[ActorId, ...] = ()


class CombinationEntry(Entry):
    """Words put together: each of `first` before each of `then`. What another entry names outright stays with it."""

    first: Words = Field(min_length=1)
    then: Words = Field(min_length=1)
    guard: GuardEntry | None = None


class WeaponClassEntry(Guarded):
    """A weapon class of DESIGN.md with the words that mean it."""

    id: Slug
    parent: Slug | None = None
    name: Text
    name_en: Text
    words: Words = ()
    combine: tuple[CombinationEntry, ...] = Field(default=(), description="words put together from parts")


class SystemEntry(Guarded):
    """A named system: Shahed-136, Leopard 2, S-400."""

    name: Text
    class_: Slug = Field(alias="class")
    aliases: Words = ()
    origin: tuple[ActorId, ...] = ()


class CargoEntry(Entry):
    """Things that are sent and sold but are no weapons."""

    name: Slug
    words: Words


class TreatyEntry(Guarded):
    """A treaty, pact or agreement with a name of its own."""

    id: Slug
    class_: Slug = Field(alias="class")
    name: Text
    name_en: Text
    aliases: Words = ()
    parties: tuple[ActorId, ...] = ()


class TreatyClassEntry(Guarded):
    """A kind of treaty with the words that mean it without naming one: pakta pertahanan."""

    id: Slug
    name: Text
    name_en: Text
    words: Words = ()
    combine: tuple[CombinationEntry, ...] = Field(default=(), description="words put together from parts")
    counts: YesNo = Field(True, description="false: recognised, but no treaty development for us (trade, ceasefire)")


class OutletKind(StrEnum):
    """What a medium is."""

    WIRE = "wire"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    MAGAZINE = "magazine"
    SITE = "site"
    SOCIAL = "social"


class OutletEntry(Guarded):
    """A medium that articles credit: Reuters, KCNA."""

    id: Slug
    kind: OutletKind
    name: Text
    aliases: Words = ()
    state: ActorId | None = Field(
        default=None, description="the state whose government it speaks for: KCNA speaks for KP"
    )
    country: ActorId | None = None
    domains: Words = ()


class ActorsFile(Entry):
    """lexicon/actors*.yaml"""

    actors: tuple[ActorEntry, ...] = ()
    everywhere: GuardEntry | None = Field(default=None, description="holds for every name and capital of every state")
    contexts: dict[Slug, Words] = Field(default={})


class WeaponsFile(Entry):
    """lexicon/weapons*.yaml"""

    classes: tuple[WeaponClassEntry, ...] = ()
    systems: tuple[SystemEntry, ...] = ()
    not_weapons: Words = Field(
        default=(), description="phrases with a weapon word that are no weapon: gencatan senjata"
    )
    troops: Words = ()
    cargo: tuple[CargoEntry, ...] = ()
    contexts: dict[Slug, Words] = Field(default={}, description="named word lists for guards")


class TreatiesFile(Entry):
    """lexicon/treaties*.yaml"""

    classes: tuple[TreatyClassEntry, ...] = ()
    treaties: tuple[TreatyEntry, ...] = ()
    not_defence: Words = Field(default=(), description="phrases with a treaty word that are no defence treaty")
    contexts: dict[Slug, Words] = Field(default={})


class OutletsFile(Entry):
    """lexicon/outlets*.yaml"""

    outlets: tuple[OutletEntry, ...]
    contexts: dict[Slug, Words] = Field(default={})
