"""A test message: an invented development in the true form, marked UJI in every language and on every channel."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flows.alerts.event import Alert, Decision, Event, Outcome, Sighting, StageStep, State
from flows.alerts.message import compose
from flows.alerts.receivers import Receiver
from rules import Certainty, CertaintyDetail, Evidence, Mention, MentionType, Severity, Stage

if TYPE_CHECKING:
    from flows.app.wiring import Watch

CODE = "UJ2A"
ARTICLE = "trial"
ADDRESS = "https://example.org/uji"


def trial_outcome(watch: Watch, receiver: Receiver) -> Outcome:
    """What the receiver's channel answered to a test message; raises ChannelError for an address of no use."""
    message = compose(
        trial_alert(watch.clock()),
        watch.rules.names,
        budget=receiver.budget,
        form=receiver.shape,
        language=receiver.language,
        zone=receiver.zone,
    )
    return watch.channel(receiver).send(message)


def trial_alert(now: datetime) -> Alert:
    """An alert that nobody can take for a real one: no party, no weapon, and it says that it is a test."""
    words = "Ini pesan uji dari pantau; tidak ada peristiwa di baliknya."
    mention = Mention(
        rule="uji",
        revision=1,
        type=MentionType.TOPIC,
        stage=Stage.PLANNED,
        certainty=Certainty.ALLEGED,
        detail=CertaintyDetail.HEARSAY,
        severity=Severity.LOW,
        reason="test",
        evidence=(Evidence("text", 0, len(words), words),),
    )
    sighting = Sighting(
        article_id=ARTICLE,
        outlet="pantau",
        outlet_name="pantau",
        url=ADDRESS,
        title="Pesan uji",
        at=now,
        seen_at=now,
        origin="pantau",
    )
    event = Event(
        id=CODE,
        rule=mention.rule,
        type=mention.type,
        stage=mention.stage,
        certainty=mention.certainty,
        detail=mention.detail,
        severity=mention.severity,
        opened_at=now,
        updated_at=now,
        last_seen_at=now,
        outlets=("pantau",),
        origins=("pantau",),
        alerts=1,
        steps=(StageStep(mention.stage, mention.certainty, now, ARTICLE),),
    )
    decision = Decision(State.NEW, "test", True, mention, sighting, event)
    return Alert(f"{CODE}-1", event, 1, State.NEW, Severity.LOW, now, decision, route=(), test=True)
