"""Who and what an alert is about, and where the names of these come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from flows.alerts.event import Alert, State
from flows.alerts.stages import is_unspecific, merged_classes, plain_lineage
from rules import CertaintyDetail, Stage


class Names(Protocol):
    """What things are called; an unknown code comes back as it is. The lexicon's names fit."""

    def actor(self, code: str, language: str = "id") -> str:
        """`Korea Utara` for KP."""

    def short_actor(self, code: str, language: str = "id") -> str:
        """`Korut` for KP."""

    def weapon(self, weapon_class: str, language: str = "id") -> str:
        """`rudal balistik` for ballistic-missile."""

    def treaty(self, slug: str, language: str = "id") -> str:
        """The name of a treaty or of a kind of treaty."""

    def outlet(self, slug: str) -> str:
        """`Reuters` for reuters."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Who and what the alert is about: the mention's word, and the event's where the mention is silent."""

    suppliers: tuple[str, ...]
    recipients: tuple[str, ...]
    parties: tuple[str, ...]
    weapons: tuple[str, ...]
    treaty: str
    deniers: tuple[str, ...]
    stage: Stage
    detail: CertaintyDetail


def roles_of(alert: Alert) -> Roles:
    """The roles that the message names."""
    mention, event = alert.decision.mention, alert.event
    unsaid = is_unspecific(mention.weapons)
    is_denial = alert.state is State.DENIED
    return Roles(
        suppliers=mention.suppliers or event.suppliers,
        recipients=mention.recipients or event.recipients,
        parties=mention.parties
        if mention.stage is Stage.WITHDRAWN or len(mention.parties) >= len(event.parties)
        else event.parties,
        weapons=merged_classes((), (event.weapons or mention.weapons) if unsaid else mention.weapons, plain_lineage),
        treaty=mention.treaty or event.treaty or mention.treaty_class or event.treaty_class or "",
        deniers=_told_deniers(alert) if is_denial else event.deniers,
        stage=event.stage if mention.stage is Stage.DENIED else mention.stage,
        detail=CertaintyDetail.DENIED if is_denial else mention.detail,
    )


def is_state(actor: str) -> bool:
    """True for a country, False for an organisation, a company or an armed group."""
    return len(actor) == 2 and actor.isupper()


def treaty_kind(alert: Alert) -> str | None:
    """The class of the treaty: the mention's word, else the event's."""
    return alert.decision.mention.treaty_class or alert.event.treaty_class


def _told_deniers(alert: Alert) -> tuple[str, ...]:
    told = [c.after.split(",") for c in alert.decision.changed if c.axis == "denied"]
    return tuple(told[0]) if told else alert.event.deniers
