"""Who is told of an alert, and from when on: tags, severity and quiet hours; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from flows.alerts.event import Acknowledgement, Alert, State
from flows.alerts.receivers import Quiet, Receiver
from rules import Severity


def route(alert: Alert, receivers: Sequence[Receiver], now: datetime) -> Mapping[str, datetime]:
    """Receiver id to the time from which its delivery may be sent (UTC), in the order of the receivers.

    Whoever is told only of unanswered alerts gets a later time, and `is_still_needed` is asked then: escalation is
    rows of the outbox and survives a restart. A correction, withdrawal or denial counts with its event's severity:
    people who were told one thing must hear that it is otherwise.
    """
    return {
        r.id: not_before(alert.severity, r, now + (r.unanswered or timedelta(0)))
        for r in receivers
        if r.enabled and is_told(alert, r)
    }


def is_still_needed(alert: Alert, receiver: Receiver, answers: Sequence[Acknowledgement]) -> bool:
    """False when the receiver is only told of what nobody takes, and somebody has taken this alert's event since.

    Asked before sending. An acknowledgement from before the alert does not count: it was of an earlier development.
    """
    if receiver.unanswered is None:
        return True
    return not any(a.event_id == alert.event.id and a.at >= alert.created_at for a in answers)


def is_told(alert: Alert, receiver: Receiver) -> bool:
    """True when the receiver takes the alert's tags and severity."""
    if not receiver.wants(alert.route) or (alert.state is State.CORROBORATED and not receiver.corroboration):
        return False
    amends = alert.state in (State.CORRECTION, State.WITHDRAWN, State.DENIED)
    highest = max(alert.severity, alert.event.severity, key=lambda s: s.rank) if amends else alert.severity
    return highest.rank >= receiver.min_severity.rank


def quiet_manner(severity: Severity, receiver: Receiver, now: datetime) -> Quiet:
    """Whether to ring, to come without a sound, or to wait: critical rings always, high comes silently at night."""
    if receiver.quiet is None or severity is Severity.CRITICAL:
        return Quiet.RING
    if not receiver.quiet.holds(now.astimezone(receiver.tz).time().replace(tzinfo=None)):
        return Quiet.RING
    return Quiet.SILENT if severity is Severity.HIGH else Quiet.WAIT


def not_before(severity: Severity, receiver: Receiver, now: datetime) -> datetime:
    """Now, or the end of the receiver's quiet hours for what may wait."""
    if quiet_manner(severity, receiver, now) is not Quiet.WAIT:
        return now
    assert receiver.quiet is not None
    local = now.astimezone(receiver.tz)
    end = local.replace(
        hour=receiver.quiet.until.hour, minute=receiver.quiet.until.minute, second=0, microsecond=0, fold=0
    )
    if end <= local:
        end += timedelta(days=1)
    return end.astimezone(UTC)
