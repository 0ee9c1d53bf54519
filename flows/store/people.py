"""What people say: mutes, acknowledgements, labels."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from flows.alerts.event import Acknowledgement, Silence, SilenceScope
from flows.store.base import Label
from flows.store.part import Part
from flows.store.tables import acknowledgement, label, silence


class PeoplePart(Part):
    """Mutes, acknowledgements, labels."""

    def add_silence(
        self, scope: SilenceScope, target: str, until: datetime, owner: str, reason: str, now: datetime
    ) -> Silence:
        """A new mute."""
        row = {"scope": scope, "target": target, "until": until, "owner": owner, "created_at": now}
        same = [silence.c[name] == held for name, held in row.items()]
        with self._db.writing() as db:
            db.execute(self._db.insert(silence).on_conflict_do_nothing(), row | {"reason": reason})
            return _silence(db.execute(select(silence).where(*same)).one())

    def silences(self, now: datetime) -> tuple[Silence, ...]:
        """Mutes in force now."""
        with self._db.reading() as db:
            return silences_at(db, now)

    def lift_silence(self, silence_id: int, now: datetime) -> bool:
        """Ends a mute now; False when it was not in force."""
        which = (silence.c.id == silence_id, silence.c.until > now)
        with self._db.writing() as db:
            return db.execute(update(silence).where(*which).values(until=now)).rowcount == 1

    def acknowledge(self, acknowledgement: Acknowledgement) -> None:
        """Somebody has taken the event."""
        said = acknowledgement
        row = {"event_id": said.event_id, "owner": said.owner, "at": said.at, "note": said.note}
        with self._db.writing() as db:
            db.execute(self._db.insert(_ACKNOWLEDGEMENT).on_conflict_do_nothing(), row)

    def acknowledgements(self, event_id: str) -> tuple[Acknowledgement, ...]:
        """Who has taken the event, oldest first."""
        held = acknowledgement
        wanted = select(held).where(held.c.event_id == event_id).order_by(held.c.at, held.c.owner)
        with self._db.reading() as db:
            rows = db.execute(wanted).all()
        return tuple(Acknowledgement(row.event_id, row.owner, row.at, row.note) for row in rows)

    def add_label(self, alert_id: str, label: str, owner: str, at: datetime, note: str = "") -> None:
        """An officer's word on an alert: right, wrong, old, off-topic."""
        row = {"alert_id": alert_id, "label": label, "owner": owner, "at": at, "note": note}
        with self._db.writing() as db:
            db.execute(self._db.insert(_LABEL).on_conflict_do_nothing(), row)

    def labels(self, since: datetime) -> tuple[Label, ...]:
        """Labels given since then, oldest first."""
        wanted = select(label).where(label.c.at >= since).order_by(label.c.at, label.c.alert_id, label.c.owner)
        with self._db.reading() as db:
            return tuple(Label(row.alert_id, row.label, row.owner, row.at, row.note) for row in db.execute(wanted))


# The contract names two arguments like their tables.
_ACKNOWLEDGEMENT = acknowledgement
_LABEL = label


def silences_at(db: Connection, now: datetime) -> tuple[Silence, ...]:
    """Mutes in force at that moment, oldest first."""
    wanted = select(silence).where(silence.c.until > now, silence.c.created_at <= now).order_by(silence.c.id)
    return tuple(_silence(row) for row in db.execute(wanted))


def _silence(row: Any) -> Silence:
    return Silence(
        id=row.id,
        scope=SilenceScope(row.scope),
        target=row.target,
        until=row.until,
        owner=row.owner,
        reason=row.reason,
        created_at=row.created_at,
    )
