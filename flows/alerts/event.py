"""Events, decisions, alerts and deliveries: the values between what an article says and what an officer reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules import Certainty, CertaintyDetail, Mention, MentionType, Quantity, Severity, Stage


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and when a mention was read. Times are timezone-aware UTC.

    `origin` is the independent source behind the article: the wire or outlet it credits, the first outlet of a group of
    copies, else its own outlet. `at` is the article's own time, or the time it was fetched when it names none.
    """

    article_id: str
    outlet: str  # publisher slug, or host when unknown
    outlet_name: str  # as officers know it: `ANTARA`, `Kompas.com`
    url: str
    title: str
    at: datetime
    seen_at: datetime
    origin: str
    weight: int = 2
    copy_of: str | None = None  # article id of the earliest near-duplicate
    dated: bool = True  # False when `at` is the time it was fetched


class EventStatus(StrEnum):
    """Whether an event still takes new articles."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class StageStep:
    """A stage an event has reached, when, and by which article.

    A thread may hold several weapon classes at different stages, so a step says which classes it speaks of (empty: all
    of them) and who has told it: a message about a step must not borrow the corroboration of another one.
    """

    stage: Stage
    certainty: Certainty
    at: datetime
    article_id: str
    weapons: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    when: str | None = None  # ISO date on which the text places the step
    act: str | None = None  # of a treaty that is left or halted: `announced`, `approved` by a parliament, `effective`
    by: tuple[str, ...] = ()  # the parties that this step speaks of, where each takes it for itself


@dataclass(frozen=True, slots=True)
class Event:
    """A development in the world: a thread over articles and days, keyed by its roles. Times are UTC."""

    id: str  # four letters and digits without 0 O 1 I: `K7Q2`
    rule: str
    type: MentionType
    stage: Stage
    certainty: Certainty
    detail: CertaintyDetail
    severity: Severity
    opened_at: datetime  # article time of the first mention
    updated_at: datetime  # article time of the last change
    last_seen_at: datetime  # article time of the last mention, changed or not
    window_days: int = 30
    suppliers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    quantity: Quantity | None = None
    treaty: str | None = None
    treaty_class: str | None = None
    when: str | None = None  # ISO date on which the text places it
    place: str | None = None
    deniers: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    articles: int = 1
    alerts: int = 0  # alerts raised; the next one is `K7Q2-{alerts + 1}`
    steps: tuple[StageStep, ...] = ()
    status: EventStatus = EventStatus.OPEN
    quantities: tuple[Quantity, ...] = ()  # every count told so far, so that outlets that disagree alert once each
    follows: str | None = None  # id of the earlier event of which this is a further shipment
    claimants: tuple[str, ...] = ()  # actors who have claimed it so far, so that another one's claim is known as such


class State(StrEnum):
    """What an article means for an event."""

    NEW = "NEW"
    UPDATE = "UPDATE"
    CORROBORATED = "CORROBORATED"
    DENIED = "DENIED"
    CORRECTION = "CORRECTION"
    WITHDRAWN = "WITHDRAWN"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Change:
    """One axis that moved: `Change("stage", "agreed", "delivered")`."""

    axis: str  # stage, certainty, party, weapon, quantity, treaty, tranche
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done about one mention, and why. `event` is the event as it stands after it, None when there is none."""

    state: State
    reason: str  # new, stage, party, weapon, quantity, certainty, tranche, denied, ...; or why it stays silent
    alert: bool
    mention: Mention
    sighting: Sighting
    event: Event | None = None
    changed: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """Everything an officer's message is composed from, frozen at the moment of the decision."""

    id: str  # `K7Q2-1`
    event: Event
    number: int
    state: State
    severity: Severity
    created_at: datetime
    decision: Decision
    route: tuple[str, ...]
    previous_id: str | None = None
    previous_at: datetime | None = None  # article time, like every time that a message tells
    test: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A composed message, plain text, inside the budget of its channel. `body` is never empty.

    `html` is the same as a page of its own, escaped, for mail; channels without HTML send `body`.
    """

    title: str
    body: str
    urgent: bool = False
    silent: bool = False
    html: str | None = None


class OutcomeKind(StrEnum):
    """How a channel answered."""

    ACCEPTED = "accepted"  # the service said yes; never more than that
    RETRY = "retry"
    UNKNOWN = "unknown"  # no answer came: it may have arrived
    GIVE_UP = "give-up"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A channel's answer. `reason` is from a short list and holds no secret; `retry_after` is seconds, when told."""

    kind: OutcomeKind
    reason: str = ""
    retry_after: float | None = None


class DeliveryState(StrEnum):
    """Where one alert for one receiver stands."""

    PENDING = "pending"
    SENDING = "sending"  # claimed; the lease says by whom and until when
    RETRYING = "retrying"
    UNKNOWN = "unknown"  # sent once with no answer; will be resent once, marked as a repeat
    ACCEPTED = "accepted"
    GIVEN_UP = "given-up"
    DEFERRED = "deferred"  # waits for quiet hours to end or for the digest


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert on its way to one receiver. Times are UTC."""

    id: int
    alert_id: str
    receiver: str
    state: DeliveryState
    attempts: int
    next_try: datetime
    created_at: datetime
    updated_at: datetime
    reason: str = ""
    repeat: bool = False  # a resend after an unknown outcome: the text says so
    short: bool = False  # fall back to the plain short form
    severity: Severity = Severity.HIGH


class SilenceScope(StrEnum):
    """What a silence mutes."""

    EVENT = "event"
    PAIR = "pair"  # `KP>RU`
    RULE = "rule"
    PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True)
class Silence:
    """A mute: always with an end, an owner and a reason."""

    id: int
    scope: SilenceScope
    target: str
    until: datetime
    owner: str
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Somebody has taken the event: escalation stops, later developments do not."""

    event_id: str
    owner: str
    at: datetime
    note: str = ""
