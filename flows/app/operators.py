"""Word to the operators: what is wrong with the watch itself, at most once in half an hour for the same trouble."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flows.alerts.event import Message, OutcomeKind
from flows.app.wiring import INBOX

if TYPE_CHECKING:
    from flows.alerts.channels import Channel
    from flows.alerts.receivers import Receiver
    from flows.app.config import Settings
    from flows.app.wiring import Watch

log = logging.getLogger("pantau.operators")

TAG = "operator"
QUIET = timedelta(minutes=30)
MOST_CHARACTERS = 500
NO_POLL = "no poll"  # the kind of trouble that both dead-man switches tell of
TOLD, TOLD_ALREADY = "told", "told already"
NOBODY = "nobody to tell (no receiver has the tag operator)"


def try_channels(watch: Watch, only: Sequence[str] = ()) -> dict[str, str]:
    """What each receiver's channel answered to a test message: `accepted`, or why not."""
    from flows.alerts.channels import ChannelError
    from flows.app.trial import trial_outcome

    answers = {}
    for receiver in watch.receivers:
        if receiver.id in only or (not only and receiver.enabled):
            try:
                outcome = trial_outcome(watch, receiver)
                answers[receiver.id] = (
                    outcome.kind.value if outcome.kind is OutcomeKind.ACCEPTED else outcome.reason or outcome.kind.value
                )
            except ChannelError as error:
                answers[receiver.id] = str(error)
    return answers | {name: "no such receiver" for name in only if name not in answers}


def tell_operators(watch: Watch, what: str, about: str = "") -> str:
    """Tells every receiver that has the tag `operator`; `told 2`, `told already`, or why nobody could be told.

    It does not use the outbox: the outbox may be the trouble.
    """
    words = _one_line(what)
    operators = _operators(watch.receivers)
    log.warning("trouble: %s", words)
    if not operators:
        return NOBODY
    name = f"trouble-{_mark(about or words)}"
    if not watch.store.take_lease(name, watch.worker, watch.clock(), QUIET):
        return TOLD_ALREADY
    told = _send(words, operators, watch.channel)
    if not told.startswith(TOLD):
        watch.store.release_lease(name, watch.worker)
    return told


def tell_without_store(settings: Settings, what: str, about: str, now: datetime) -> str:
    """The same when the store cannot be asked; that it was told is then remembered in the home."""
    from flows.alerts.channels import open_channel
    from flows.app.wiring import receivers_of

    words = _one_line(what)
    log.warning("trouble: %s", words)
    operators = _operators(receivers_of(settings))
    if not operators:
        return NOBODY
    mark = settings.home / "told" / _mark(about or words)
    if mark.exists() and now - datetime.fromtimestamp(mark.stat().st_mtime, UTC) < QUIET:
        return TOLD_ALREADY
    told = _send(words, operators, lambda receiver: open_channel(receiver, inbox=settings.home / INBOX))
    if told.startswith(TOLD):
        mark.parent.mkdir(mode=0o700, exist_ok=True)
        mark.touch()
        os.utime(mark, (now.timestamp(), now.timestamp()))
    return told


def _one_line(what: str) -> str:
    return " ".join(what.split())[:MOST_CHARACTERS] or "trouble without words"


def _operators(receivers: Iterable[Receiver]) -> list[Receiver]:
    return [receiver for receiver in receivers if receiver.enabled and TAG in receiver.tags]


def _mark(about: str) -> str:
    return hashlib.sha256(about.encode()).hexdigest()[:16]


def _send(words: str, operators: Sequence[Receiver], channel: Callable[[Receiver], Channel]) -> str:
    """One operator's useless address keeps nobody else from being told."""
    from flows.alerts.channels import ChannelError

    message = Message("pantau: gangguan", words, urgent=True)
    told, faults = 0, set()
    for receiver in operators:
        try:
            outcome = channel(receiver).send(message)
        except ChannelError as error:
            faults.add(str(error))
            continue
        told += outcome.kind is OutcomeKind.ACCEPTED
        if outcome.kind is not OutcomeKind.ACCEPTED:
            faults.add(outcome.reason or outcome.kind.value)
    return f"{TOLD} {told}" if told else f"not told: {', '.join(sorted(faults))}"
