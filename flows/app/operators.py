"""Word to the operators: what is wrong with the watch itself, at most once in half an hour for the same trouble."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from flows.alerts.event import Message, OutcomeKind

if TYPE_CHECKING:
    from flows.app.wiring import Watch

log = logging.getLogger("pantau.operators")

TAG = "operator"
QUIET = timedelta(minutes=30)
MOST_CHARACTERS = 500


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
    words = " ".join(what.split())[:MOST_CHARACTERS] or "trouble without words"
    operators = [receiver for receiver in watch.receivers if receiver.enabled and TAG in receiver.tags]
    log.warning("trouble: %s", words)
    if not operators:
        return "nobody to tell (no receiver has the tag operator)"
    name = f"trouble-{hashlib.sha256((about or words).encode()).hexdigest()[:16]}"
    if not watch.store.take_lease(name, watch.worker, watch.clock(), QUIET):
        return "told already"
    message = Message("pantau: gangguan", words, urgent=True)
    outcomes = [watch.channel(receiver).send(message) for receiver in operators]
    told = sum(outcome.kind is OutcomeKind.ACCEPTED for outcome in outcomes)
    if told:
        return f"told {told}"
    watch.store.release_lease(name, watch.worker)
    return "not told: " + ", ".join(sorted({outcome.reason or outcome.kind.value for outcome in outcomes}))
