"""What a cycle did, counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flows.alerts.event import Alert
from flows.app.judge import Judged, Piece
from flows.sources import FeedPoll
from flows.store.base import CycleReport

MOST_NOTES = 40
MOST_FAULTS = 12  # told one by one; more are told by kind


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What became of a batch of entries."""

    articles_read: int = 0
    articles_partial: int = 0
    articles_failed: int = 0
    articles_deferred: int = 0
    articles_known: int = 0
    mentions: int = 0
    alerts: tuple[Alert, ...] = ()
    held: int = 0  # developments that came with a backfill and wait for the digest
    notes: tuple[str, ...] = ()

    def settled(self, piece: Piece, judged: Judged) -> BatchReport:
        """With one article more that was committed."""
        if judged.known:
            return replace(self, articles_known=self.articles_known + 1)
        note = f"{piece.article.url}: {'; '.join(piece.article.problems)}" if piece.article.partial else None
        return replace(
            self,
            articles_read=self.articles_read + 1,
            articles_partial=self.articles_partial + piece.article.partial,
            mentions=self.mentions + len(piece.reading.mentions),
            alerts=(*self.alerts, *judged.alerts),
            held=self.held + sum(d.reason == "backfill" for d in judged.decisions),
            notes=(*self.notes, note) if note else self.notes,
        )

    def deferred(self) -> BatchReport:
        """With one entry more that is tried again later."""
        return replace(self, articles_deferred=self.articles_deferred + 1)

    def failed(self, note: str) -> BatchReport:
        """With one entry more that was given up."""
        return replace(self, articles_failed=self.articles_failed + 1, notes=(*self.notes, note))


def merged(reports: Iterable[BatchReport]) -> BatchReport:
    """All of them as one."""
    whole = BatchReport()
    for one in reports:
        whole = BatchReport(
            whole.articles_read + one.articles_read,
            whole.articles_partial + one.articles_partial,
            whole.articles_failed + one.articles_failed,
            whole.articles_deferred + one.articles_deferred,
            whole.articles_known + one.articles_known,
            whole.mentions + one.mentions,
            (*whole.alerts, *one.alerts),
            whole.held + one.held,
            (*whole.notes, *one.notes),
        )
    return whole


def cycle_report(started: datetime, finished: datetime, polls: Sequence[FeedPoll], batch: BatchReport) -> CycleReport:
    """The cycle as the store keeps it and `pantau status` shows it."""
    notes = _fault_notes(polls)
    notes += [f"feed {p.feed_id}: may have missed {_about(p)} entries since the last poll" for p in polls if p.missed]
    if batch.articles_deferred:
        notes.append(f"{batch.articles_deferred} pages are tried again later")
    if batch.held:
        notes.append(f"{batch.held} developments came with a feed's first document; they wait for the digest")
    notes += batch.notes
    if len(notes) > MOST_NOTES:
        notes = [*notes[:MOST_NOTES], f"and {len(notes) - MOST_NOTES} more; see the log"]
    return CycleReport(
        started_at=started,
        finished_at=finished,
        feeds=len(polls),
        feeds_ok=sum(p.state.fault is None for p in polls),
        feeds_unchanged=sum(p.status == 304 for p in polls),
        feeds_faulty=sum(p.state.fault is not None for p in polls),
        entries_new=sum(p.new for p in polls),
        articles_read=batch.articles_read,
        articles_partial=batch.articles_partial,
        articles_failed=batch.articles_failed,
        mentions=batch.mentions,
        alerts=len(batch.alerts),
        notes=tuple(notes),
    )


def _fault_notes(polls: Sequence[FeedPoll]) -> list[str]:
    """A line per faulty feed; a line per kind of fault when there are many."""
    faults = [(p.feed_id, p.state.fault) for p in polls if p.state.fault]
    if len(faults) <= MOST_FAULTS:
        return [f"feed {feed_id}: {fault.words}" for feed_id, fault in faults]
    kinds: dict[str, list[str]] = {}
    for feed_id, fault in faults:
        kinds.setdefault(fault.kind.value, []).append(feed_id)
    return [f"{len(ids)} feeds {kind}: {_some(ids)}" for kind, ids in sorted(kinds.items())]


def _some(names: Sequence[str], most: int = 6) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _about(poll: FeedPoll) -> str:
    return f"about {poll.missed_about}" if poll.missed_about else "some"
