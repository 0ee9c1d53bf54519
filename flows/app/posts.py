"""Receivers as a sweep of the outbox sees them: their form, their channel, their pace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flows.alerts.budget import Form
from flows.alerts.digest import Gathering, compose_list
from flows.alerts.event import Message, Outcome, OutcomeKind
from flows.alerts.message import compose
from flows.alerts.receivers import Quiet, Receiver
from flows.alerts.roles import Names
from flows.alerts.routing import is_still_needed, quiet_manner
from flows.app.notices import as_sent
from flows.store.base import ClaimedDelivery, Notice, Store

if TYPE_CHECKING:
    from flows.alerts.channels import Channel


@dataclass(slots=True)
class ReceiverPost:
    """One receiver of the watch; its channel is opened when the first message is sent."""

    receiver: Receiver
    names: Names
    clock: Callable[[], datetime]
    open_channel: Callable[[Receiver], Channel]

    @property
    def id(self) -> str:
        """The receiver's id."""
        return self.receiver.id

    @property
    def fallback(self) -> str | None:
        """Who is told instead."""
        return self.receiver.fallback

    @property
    def per_second(self) -> float:
        """Messages a second that its service bears; 0 means no limit."""
        return self.receiver.pace

    def is_needed(self, claimed: ClaimedDelivery, store: Store) -> bool:
        """False for an escalation that somebody has answered."""
        if self.receiver.unanswered is None:
            return True
        alert = claimed.alert
        return is_still_needed(alert, self.receiver, store.acknowledgements(alert.event.id))

    def compose(self, claimed: ClaimedDelivery) -> Message:
        """The message in this receiver's language, form and budget."""
        receiver, delivery, alert = self.receiver, claimed.delivery, claimed.alert
        now = self.clock()
        return compose(
            alert,
            self.names,
            budget=receiver.budget,
            form=Form.SMS if delivery.short and not receiver.private else receiver.shape,
            language=receiver.language,
            zone=receiver.zone,
            delayed=now - alert.created_at,
            repeat=delivery.repeat,
            silent=quiet_manner(alert.severity, receiver, now) is Quiet.SILENT,
        )

    def compose_list(self, claimed: Sequence[ClaimedDelivery]) -> Message:
        """A backlog as one list, most severe first."""
        receiver = self.receiver
        return compose_list(
            [one.alert.decision for one in claimed],
            self.names,
            Gathering.STORM,
            now=self.clock(),
            budget=receiver.budget,
            language=receiver.language,
        )

    def compose_notice(self, notice: Notice) -> Message:
        """The notice as it goes out."""
        return as_sent(notice, self.receiver.language)

    def send(self, message: Message) -> Outcome:
        """The channel's answer; an address that is of no use keeps the message until somebody corrects it."""
        from flows.alerts.channels import ChannelError

        try:
            channel = self.open_channel(self.receiver)
        except ChannelError:
            return Outcome(OutcomeKind.RETRY, "bad-address")
        return channel.send(message)
