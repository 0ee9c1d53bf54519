"""Cycles and sweeps in one sentence, for terminals, logs and the Prefect UI."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flows.app.dispatch import DispatchReport
from flows.store.base import CycleReport


def cycle_words(report: CycleReport) -> str:
    """`41 feeds (38 answered, 12 unchanged, 3 faulty): 57 new entries, ...`."""
    seconds = (report.finished_at - report.started_at).total_seconds()
    extra = [f"{report.articles_partial} of them partly"] if report.articles_partial else []
    extra += [f"{report.articles_failed} not at all"] if report.articles_failed else []
    read = f"{report.articles_read} articles read" + (f" ({', '.join(extra)})" if extra else "")
    return (
        f"{report.feeds} feeds ({report.feeds_ok} answered, {report.feeds_unchanged} unchanged, "
        f"{report.feeds_faulty} faulty): {report.entries_new} new entries, {read}, "
        f"{report.mentions} mentions, {report.alerts} alerts, in {seconds:.1f} s"
    )


def dispatch_words(report: DispatchReport) -> str:
    """`3 accepted, 1 tried again later, 0 given up`."""
    if report.held_until is not None:
        return f"deliveries: held until {report.held_until:%d/%m %H.%M} UTC by order of pantau_hold_hours"
    parts = [f"{report.accepted} accepted", f"{report.retrying} tried again later"]
    if report.notices:
        parts.append(f"digests and lists: {', '.join(report.notices)}")
    if report.unknown:
        parts.append(f"{report.unknown} without an answer, sent once more later")
    if report.given_up:
        parts.append(f"{report.given_up} given up")
    if report.answered:
        parts.append(f"{report.answered} not needed any more")
    if report.passed_on:
        parts.append(f"{report.passed_on} passed on to a fallback")
    if report.released:
        parts.append(f"{report.released} left for the next sweep")
    trouble = "".join(f"\n  {receiver}: {why}" for receiver, why in sorted(report.faults.items()))
    return f"deliveries: {', '.join(parts)}{trouble}"


def report_to_json(report: CycleReport, sent: DispatchReport | None) -> dict[str, Any]:
    """Both reports as plain values."""
    return {"cycle": asdict(report), "dispatch": asdict(sent) if sent is not None else None}
