"""What a text says: a mention of a development, with its axes and its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class MentionType(StrEnum):
    """The kind of development."""

    WEAPONS_TRANSFER = "weapons-transfer"
    WEAPONS_USE = "weapons-use"
    PRODUCTION = "production"
    TECH_SUPPORT = "tech-support"
    TROOP_DEPLOYMENT = "troop-deployment"
    TREATY = "treaty"
    TOPIC = "topic"  # what a simple rule (words, no frame) finds


class Stage(StrEnum):
    """How far the development has come, in the words of DESIGN.md."""

    SOUGHT = "sought"
    NEGOTIATING = "negotiating"
    PLANNED = "planned"
    AGREED = "agreed"
    SIGNED = "signed"
    DELIVERED = "delivered"
    USED = "used"
    RATIFIED = "ratified"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    DENIED = "denied"


class Certainty(StrEnum):
    """How sure the text is."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"


class CertaintyDetail(StrEnum):
    """The finer step below certainty, from a party's own word down to hearsay."""

    ADMITTED = "admitted"  # a party to the development says so itself
    OFFICIAL_CLAIM = "official-claim"  # a named official or body of a third party
    CLAIM = "claim"  # unnamed officials, intelligence, experts
    MEDIA = "media"  # the outlet asserts it in its own voice
    SUSPICION = "suspicion"  # diduga, kemungkinan
    HEARSAY = "hearsay"  # disebut, dikabarkan
    DENIED = "denied"


class Severity(StrEnum):
    """How loudly the officer is told; ordered by `rank`."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for low up to 3 for critical."""
        return list(Severity).index(self)


class RuleStatus(StrEnum):
    """Where a rule is in its life; only stable rules alert."""

    DRAFT = "draft"
    SHADOW = "shadow"  # matches and is recorded, never sends
    STABLE = "stable"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the body that roles never cross (a roundup's sub-head, `1. Korea Utara`).

    `start` and `end` are offsets into `Document.text`.
    """

    start: int
    end: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What the engine reads: one article's headline and body, already free of page noise.

    `text` is the body with paragraphs separated by newlines. `published` is timezone-aware or None when the source did
    not say. `sections` is empty when the caller knows of none; the engine then finds list heads by itself.
    """

    id: str
    title: str
    text: str
    published: datetime | None = None
    outlet: str | None = None
    url: str | None = None
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the text says it: `field` is `title` or `text`; start and end are offsets into that field as it came in."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count as the text gives it: `value` when it is a number, `words` always (`jutaan`, `lebih dari 200`)."""

    words: str
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One development as one article tells it. Equal mentions compare equal; evidence comes in reading order.

    Roles hold ISO 3166 alpha-2 codes or slugs (`houthi`, `nato`, `un`, `eu`), sorted; empty means that the text does
    not say. `when` is the day on which the text places the development, None when it does not. `event_key` names the
    roles that identify the event (from the rule) and `window_days` how long a repeat stays a repeat.
    """

    rule: str
    revision: int
    type: MentionType
    stage: Stage
    certainty: Certainty
    detail: CertaintyDetail
    severity: Severity
    background: bool = False
    suppliers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()  # weapon classes
    systems: tuple[str, ...] = ()  # named systems as the lexicon names them: Shahed-136, F-16
    quantity: Quantity | None = None
    treaty: str | None = None  # slug from lexicon/treaties.yaml
    treaty_class: str | None = None  # defence-pact, arms-control, visiting-forces, ...
    claimants: tuple[str, ...] = ()  # actor codes of who says so
    claimant_words: str | None = None  # as the text names them: `John Kirby`, `intelijen AS`
    deniers: tuple[str, ...] = ()
    when: date | None = None
    place: str | None = None
    status: RuleStatus = RuleStatus.STABLE
    alert: bool = False  # what a fresh watch would decide for this article alone
    reason: str = ""  # why it alerts or why not: new, background, shadow, demand, condition, question, ...
    route: tuple[str, ...] = ()  # tags
    event_key: tuple[str, ...] = ()
    window_days: int = 30
    evidence: tuple[Evidence, ...] = ()
    origin: str | None = None  # outlet or wire the text itself names as its source: `reuters`, `nyt`


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A reading that no rule accepted, with the first condition that failed; shown to authors and operators."""

    rule: str
    condition: str  # role:weapon (nobody fills it), role:recipient=ML (not whom it wants), demand, guard:exercise, ...
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the engine says about one document."""

    document_id: str
    mentions: tuple[Mention, ...]
    near_misses: tuple[NearMiss, ...] = ()
