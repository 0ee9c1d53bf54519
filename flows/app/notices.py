"""Notices on their way: shift digests and lists, one at a time for one receiver, behind its alerts.

They live in the store like deliveries do, so a kill while one is being sent costs a repeat that says so and no more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from flows.alerts.backoff import is_poison, next_try
from flows.alerts.event import Message, Outcome, OutcomeKind
from flows.alerts.message import words_of
from flows.store.base import Notice, Store

MOST = 10  # in one sweep for one receiver
FIRST_LINES = 12  # of a notice whose whole text the service refused


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one notice: the channel's answer, and when it is tried again."""

    notice: Notice
    outcome: Outcome
    again: datetime | None


class Recipient(Protocol):
    """The receiver as sending a notice sees it."""

    @property
    def id(self) -> str:
        """The receiver's id."""

    @property
    def fallback(self) -> str | None:
        """The receiver who is told when this one cannot be."""

    def compose_notice(self, notice: Notice) -> Message:
        """The notice as it goes out."""


async def send_notices(
    store: Store,
    recipient: Recipient,
    worker: str,
    lease: timedelta,
    clock: Callable[[], datetime],
    send: Callable[[Message], Awaitable[Outcome]],
) -> list[Answered]:
    """Sends what is due for the receiver; stops at the first answer that says to leave it alone for now."""
    answers: list[Answered] = []
    for notice in await asyncio.to_thread(store.claim_notices, worker, clock(), lease, MOST, [recipient.id]):
        number = notice.delivery.id
        if not await asyncio.to_thread(store.start_notice, number, worker, clock(), lease):
            continue
        outcome = await send(recipient.compose_notice(notice))
        answers.append(await asyncio.to_thread(_keep, store, recipient, worker, notice, outcome, clock()))
        if outcome.kind in (OutcomeKind.RETRY, OutcomeKind.UNKNOWN):
            await asyncio.to_thread(store.release_notices, worker, clock())
            break
    return answers


def _keep(store: Store, recipient: Recipient, worker: str, notice: Notice, outcome: Outcome, now: datetime) -> Answered:
    """Records the answer with what follows from it."""
    again = next_try(notice.delivery, outcome, now)
    if again is not None and is_poison(outcome):
        store.shorten_notice(notice.delivery.id)
        outcome = Outcome(OutcomeKind.RETRY, f"{outcome.reason}: goes out once more in its first lines")
    store.record_notice(notice.delivery.id, outcome, now, again, worker)
    if again is None and outcome.kind is not OutcomeKind.ACCEPTED and recipient.fallback and now < notice.expires:
        severity = notice.delivery.severity
        store.post_notice(
            notice.kind, notice.key, recipient.fallback, notice.message, now, notice.expires, severity=severity
        )
    return Answered(notice, outcome, again)


def as_sent(notice: Notice, language: str) -> Message:
    """The notice's message: marked when it may have arrived before, cut to its first lines when it was refused."""
    message = notice.message
    if notice.delivery.short:
        message = replace(message, body="\n".join(message.body.splitlines()[:FIRST_LINES]), html=None)
    if not notice.delivery.repeat:
        return message
    mark = words_of(language).labels["repeat_short"]
    if message.title:
        return replace(message, title=f"{mark} · {message.title}")
    return replace(message, body=f"{mark}\n{message.body}")
