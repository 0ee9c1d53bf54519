"""Answers for an operator who asks why: an article, an event or an alert retraced from what the store kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flows.alerts.event import Delivery, Event, EventStatus
from flows.alerts.novelty import UNKNOWN_DENIER
from flows.app.terminal import local
from flows.store.base import DecisionRecord, Store, StoredArticle, StoredEntry
from rules import CertaintyDetail, Mention, NearMiss

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

# Why it was told or stays silent, in the operator's words; the key is the decision's or the mention's reason.
REASONS = {
    "new": "a development not seen before",
    "repeat": "nothing new: the event is already known with the same stage, parties and weapons",
    "background": "the text only recalls it (old date, anniversary, past)",
    "muted": "a silence is in force for it; see `pantau status`",
    "shadow": "the rule is on trial (status shadow): it is recorded and never sent",
    "draft": "the rule is a draft: it is recorded and never sent",
    "capped": "the rule raised too many alerts this hour; it goes into the digest",
    "backfill": "came with a feed's first document or after a long outage; it goes into the digest",
    "demand": "the text demands or wishes it; nobody has done it",
    "condition": "the text says what would happen if",
    "question": "the text asks; it does not say",
    "old": "the text places it too long ago",
    "copy": "the same text as an article that was read before",
    "corroborated": "nothing new, from one more independent origin",
    "retold": "the same deal in other words",
    "earlier-stage": "it recalls a stage that was overtaken long since",
    "out-of-order": "it arrived late, with a stage that was overtaken",
    "aside": "the text mentions it in passing",
    "recalled": "it mentions an event of some weeks ago in passing",
    "same-article": "told in the one message of this article",
    "headline": "the headline says what the text itself says more exactly",
    "reversed-twin": "the weaker of two readings that cannot both stand",
    "old-article": "the article is older than a week",
    "retired": "the rule is retired",
    "summed-up": "it tells in passing what has gone on for years",
    "stage": "it has come further, or to a halt",
    "resumed": "it goes on after a halt",
    "act": "another step out of a treaty: announced, approved, in effect",
    "ratified": "ratified by another party or chamber",
    "weapon": "another kind of weapon",
    "party": "another party",
    "quantity": "another count",
    "tranche": "a further count of the same supply",
    "certainty": "it has become surer",
    "denied": "a party denies it",
    "edited": "the article was edited: what it had said was replaced",
    "retracted": "the article says it no more, and nobody else does",
    "gone": "the article is gone, and nobody else tells it",
    "further-date": "a further shipment: the text dates it later",
    "further-again": "a further shipment: the text says again, second, another",
    "further-quantity": "a further shipment: another count",
    "further-place": "a further shipment: another place",
}


@dataclass(frozen=True, slots=True)
class Told:
    """An answer for people and for programs."""

    text: str
    value: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a timeline. `kind` is article, decision, alert, delivery or acknowledgement."""

    at: datetime
    kind: str
    words: str
    reference: str = ""


def roles_of(thing: Event | Mention) -> str:
    """`KP > RU: rocket, artillery-shell`, or the parties and the treaty."""
    if thing.treaty or (thing.parties and not (thing.suppliers or thing.recipients)):
        return f"{', '.join(thing.parties) or '?'}: {thing.treaty or thing.treaty_class or 'treaty'}"
    weapons = ", ".join(thing.weapons) or "?"
    return f"{', '.join(thing.suppliers) or '?'} > {', '.join(thing.recipients) or '?'}: {weapons}"


def certainty_of(event: Event) -> str:
    """`official-claim, denied by KP`; `withdrawn` when nobody says it any more."""
    if event.status is EventStatus.CLOSED:
        return "withdrawn"
    if not event.deniers:
        return event.detail.value
    who = ", ".join("somebody" if d == UNKNOWN_DENIER else d for d in event.deniers)
    claim = "" if event.detail is CertaintyDetail.DENIED else f"{event.detail.value}, "
    return f"{claim}denied by {who}"


def event_to_json(event: Event) -> dict[str, Any]:
    """The event's facts as plain values."""
    return {
        "event": event.id,
        "rule": event.rule,
        "type": str(event.type),
        "stage": str(event.stage),
        "certainty": str(event.certainty),
        "detail": str(event.detail),
        "deniers": list(event.deniers),
        "severity": str(event.severity),
        "supplier": list(event.suppliers),
        "recipient": list(event.recipients),
        "parties": list(event.parties),
        "weapons": list(event.weapons),
        "treaty": event.treaty,
        "outlets": list(event.outlets),
        "origins": list(event.origins),
        "articles": event.articles,
        "alerts": event.alerts,
        "status": str(event.status),
        "opened": event.opened_at.isoformat(),
        "updated": event.updated_at.isoformat(),
        "last_seen": event.last_seen_at.isoformat(),
    }


def why(store: Store, what: str, zone: ZoneInfo, now: datetime) -> Told | None:
    """Everything the store knows of an alert, an event, or the articles that the words name; None for nothing."""
    what = what.strip()
    code = what.upper().split("-")[0]
    event = store.event(code) if len(code) == 4 else None
    if event is not None:
        return _why_event(store, event, zone)
    one = store.article(what)
    articles = (one,) if one else store.find_articles(what, 5) if what else ()
    if not articles:
        return _why_not_read(store, what, zone, now)
    told = [_why_article(store, article, zone) for article in articles]
    return Told("\n\n".join(t.text for t in told), {"asked": what, "at": now, "articles": [t.value for t in told]})


def _why_not_read(store: Store, what: str, zone: ZoneInfo, now: datetime) -> Told | None:
    """Entries that wait for their page or were given up; None when no entry answers to the words either."""
    unread = store.find_unread(what, 5)
    if not unread:
        return None
    lines = []
    for stored in unread:
        lines += [
            f"Entry of {stored.feed_id}: {stored.entry.title}",
            f"  {stored.entry.url or 'without an address'}",
            f"  {_how_it_stands(stored, zone)}",
        ]
    found = [
        {
            "feed": one.feed_id,
            "url": one.entry.url,
            "title": one.entry.title,
            "state": "given up" if one.given_up else "waiting",
            "attempts": one.attempts,
            "reason": one.reason,
            "first_seen": one.first_seen,
            "next_try": one.next_try,
        }
        for one in unread
    ]
    return Told("\n".join(lines), {"asked": what, "at": now, "unread": found})


def _how_it_stands(stored: StoredEntry, zone: ZoneInfo) -> str:
    tries = f"{stored.attempts} {'try' if stored.attempts == 1 else 'tries'}"
    why = f": {stored.reason}" if stored.reason else ""
    if stored.given_up:
        return f"given up after {tries}{why}; to have it tried afresh run the deployment `backfill`"
    again = local(stored.next_try, zone) if stored.next_try else "in the next cycle"
    return f"its page has not been read yet, {tries}{why}; next try {again}"


def _why_event(store: Store, event: Event, zone: ZoneInfo) -> Told:
    records = store.timeline(event.id)
    lines = [
        f"Event {event.id}: {event.type}, {roles_of(event)}",
        f"  stage {event.stage}, {certainty_of(event)}, severity {event.severity}; rule {event.rule}",
        f"  {event.articles} articles, {len(event.outlets)} media, {len(event.origins)} independent origins; "
        f"{event.alerts} alerts",
        "  decisions:",
    ]
    lines += [f"    {line}" for record in records for line in _decision_lines(record, zone)]
    lines += [f"    {_delivery_line(d, zone)}" for d in _deliveries(store, records)]
    value = event_to_json(event) | {"decisions": [_decision_to_json(r) for r in records]}
    return Told("\n".join(lines), value)


def _why_article(store: Store, stored: StoredArticle, zone: ZoneInfo) -> Told:
    article = stored.article
    mentions, near = store.mentions_for_article(stored.id)
    records = store.decisions_for_article(stored.id)
    lines = [
        f"Article {stored.id}: {article.title or '(no title)'}",
        f"  {article.url}",
        f"  {stored.outlet} by {stored.feed_id}; published {local(article.published, zone)}, "
        f"read {local(stored.fetched_at, zone)}",
        f"  extracted by {article.extractor}, {len(article.text):,} characters"
        + (", PARTIAL: the text is incomplete" if article.partial else ""),
    ]
    lines += [f"  problem: {problem}" for problem in article.problems]
    if stored.copy_of:
        lines.append(f"  a copy of article {stored.copy_of}: adds no independent origin")
    lines += _mention_lines(mentions, near)
    lines += [f"  {line}" for record in records for line in _decision_lines(record, zone)]
    lines += [f"    {_delivery_line(d, zone)}" for d in _deliveries(store, records)]
    value = {
        "article": stored.id,
        "url": article.url,
        "title": article.title,
        "outlet": stored.outlet,
        "extractor": article.extractor,
        "partial": article.partial,
        "copy_of": stored.copy_of,
        "mentions": [{"rule": m.rule, "type": str(m.type), "alert": m.alert, "reason": m.reason} for m in mentions],
        "near_misses": [{"rule": n.rule, "condition": n.condition, "text": n.evidence.text} for n in near],
        "decisions": [_decision_to_json(r) for r in records],
    }
    return Told("\n".join(lines), value)


def _mention_lines(mentions: tuple[Mention, ...], near: tuple[NearMiss, ...]) -> Iterator[str]:
    if not mentions:
        yield "  no rule recognised a development in it"
    for m in mentions:
        flag = "" if m.alert else f"; silent: {_reason(m.reason)}"
        yield f"  rule {m.rule} r{m.revision}: {m.type}, {roles_of(m)}, {m.stage}, {m.detail}{flag}"
        yield from (f'    "{e.text}"' for e in m.evidence[:2])
    for n in near:
        yield f'  nearly rule {n.rule}, but for {n.condition}: "{n.evidence.text}"'


def _decision_lines(record: DecisionRecord, zone: ZoneInfo) -> Iterator[str]:
    decision = record.decision
    event = decision.event.id if decision.event else "no event"
    told = f"alert {record.alert_id}" if record.alert_id else "no message"
    yield (
        f"{local(record.at, zone)} {event}: {decision.state}, {told}; {_reason(decision.reason)} "
        f"({record.outlet}: {record.article_title})"
    )
    yield from (f"  changed {c.axis}: {c.before or '-'} -> {c.after}" for c in decision.changed)


def _delivery_line(delivery: Delivery, zone: ZoneInfo) -> str:
    why = f" ({delivery.reason})" if delivery.reason else ""
    return (
        f"{local(delivery.updated_at, zone)} {delivery.alert_id} to {delivery.receiver}: {delivery.state}{why}, "
        f"{delivery.attempts} attempts"
    )


def _deliveries(store: Store, records: tuple[DecisionRecord, ...]) -> Iterator[Delivery]:
    for alert_id in dict.fromkeys(r.alert_id for r in records if r.alert_id):
        yield from reversed(store.deliveries(BEGINNING, alert_id=alert_id))


def _decision_to_json(record: DecisionRecord) -> dict[str, Any]:
    decision = record.decision
    return {
        "at": record.at.isoformat(),
        "article": record.article_id,
        "event": decision.event.id if decision.event else None,
        "rule": decision.mention.rule,
        "state": str(decision.state),
        "reason": decision.reason,
        "alert": record.alert_id,
        "changed": [{"axis": c.axis, "before": c.before, "after": c.after} for c in decision.changed],
    }


def _reason(reason: str) -> str:
    words = REASONS.get(reason)
    return f"{reason}: {words}" if words else reason or "no reason was kept"


def timeline_of(store: Store, event_id: str) -> tuple[Step, ...] | None:
    """Articles, decisions, alerts, deliveries and acknowledgements of the event by time; None for no such event."""
    if store.event(event_id) is None:
        return None
    records = store.timeline(event_id)
    steps = [step for record in records for step in _record_steps(store, record)]
    steps += [
        Step(d.updated_at, "delivery", f"{d.receiver}: {d.state}{f' ({d.reason})' if d.reason else ''}", d.alert_id)
        for d in _deliveries(store, records)
    ]
    steps += [
        Step(a.at, "acknowledgement", f"by {a.owner}{f': {a.note}' if a.note else ''}")
        for a in store.acknowledgements(event_id)
    ]
    return tuple(sorted(steps, key=lambda step: step.at))


def _record_steps(store: Store, record: DecisionRecord) -> Iterator[Step]:
    decision = record.decision
    changed = "; ".join(f"{c.axis} {c.before or '-'} -> {c.after}" for c in decision.changed)
    words = f"{decision.state}: {_reason(decision.reason)}{f' [{changed}]' if changed else ''}"
    yield Step(record.at, "article", f"{record.outlet}: {record.article_title}", record.article_url)
    yield Step(record.at, "decision", words, record.article_id)
    if record.alert_id and (alert := store.alert(record.alert_id)):
        yield Step(alert.created_at, "alert", f"{alert.severity}, {alert.state}", alert.id)
