"""`pantau replay`: the watch's own decision chain over dated articles, with a simulated clock and an empty store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from extractors import Article, Segment, SegmentKind, extract, publisher_of
from flows.alerts.event import Alert, Decision, State
from flows.app.documents import DocumentLine, document_line
from flows.app.jsonl import Line
from flows.app.judge import Bench, Judged, Piece, judge, outlet_of
from flows.app.reading import Matcher
from flows.store import Store, open_store
from rules import Document
from rules.authoring.trial import SequenceRunner, Told

RECEIVER = "replay"
WEIGHT = 2
BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Replayed:
    """One line of output; `error` is also in `value`."""

    value: dict[str, Any]
    error: str | None = None


def replay_lines(lines: Iterable[Line], rules: Matcher, *, step: Callable[[], None] = lambda: None) -> list[Replayed]:
    """One answer per line in the order of the input; the articles themselves are taken in the order of their dates."""
    store = open_store("sqlite://")
    try:
        return replay_documents([document_line(line) for line in lines], rules, store, step=step)
    finally:
        store.close()


def replay_documents(
    documents: list[DocumentLine], rules: Matcher, store: Store, *, step: Callable[[], None] = lambda: None
) -> list[Replayed]:
    """The same over documents, into a store that the caller may look into afterwards."""
    answers: dict[int, Replayed] = {}
    bench = Bench(_to_nobody_else, lineage_of(rules))
    clock = BEFORE_ALL
    seen: set[str] = set()
    for place, at in in_time(documents):
        line = documents[place]
        clock = max(clock, at)
        answers[place] = _replay(line, rules, store, bench, clock, seen)
        step()
    return [answers[place] for place in range(len(documents))]


def _to_nobody_else(alert: Alert, now: datetime) -> dict[str, datetime]:
    return {} if alert.state is State.CORROBORATED else {RECEIVER: now}


def sequence_runner(rules: Matcher) -> SequenceRunner:
    """Replays a story that stands beside a rule, each through a fresh watch."""

    def run(documents: Sequence[Document]) -> Sequence[Told]:
        store = open_store("sqlite://")
        try:
            bench, clock, told = Bench(_to_nobody_else, lineage_of(rules)), BEFORE_ALL, []
            for number, document in enumerate(documents, 1):
                clock = max(clock, document.published or clock)
                with store.article_unit() as unit:
                    judged = judge(unit, piece_of(document, rules, clock), bench, clock)
                told += [_told(number, decision) for decision in judged.decisions]
            return told
        finally:
            store.close()

    return run


def _told(number: int, decision: Decision) -> Told:
    changed = tuple(change.axis for change in decision.changed)
    return Told(number, decision.mention.rule, decision.state.value, decision.alert, decision.reason, changed)


def in_time(documents: list[DocumentLine]) -> Iterator[tuple[int, datetime]]:
    """Places in the input with the time to take each at; one without a date stays behind the one before it."""
    last = BEFORE_ALL
    timed: list[tuple[datetime, int]] = []
    for place, line in enumerate(documents):
        last = (line.document.published if line.document else None) or last
        timed.append((last, place))
    return ((place, at) for at, place in sorted(timed))


def _replay(line: DocumentLine, rules: Matcher, store: Store, bench: Bench, now: datetime, seen: set[str]) -> Replayed:
    document = line.document
    if document is None:
        return _failed(line, line.error or f"line {line.number}: no document")
    name = document.id if document.id not in seen else f"{document.id}#{line.number}"
    seen.add(name)
    try:
        piece = piece_of(replace(document, id=name), rules, now)
    except Exception as error:  # one article that trips the engine must not cost the batch
        return _failed(line, f"line {line.number}: the engine failed: {type(error).__name__}: {error}")
    with store.article_unit() as unit:
        judged = judge(unit, piece, bench, now)
    return Replayed(_answer(line, judged))


def piece_of(document: Document, rules: Matcher, now: datetime) -> Piece:
    """The document as if it had just been read from its page."""
    publisher = publisher_of(document.url or "") or publisher_of(f"https://{document.outlet}/")
    outlet = publisher or document.outlet or outlet_of(None, document.url or "")
    return Piece(
        article_id=document.id,
        article=article_of(document, publisher),
        reading=rules.match(document),
        feed_id=RECEIVER,
        entry_id=document.id,
        outlet=outlet,
        weight=WEIGHT,
        at=document.published,
        seen_at=now,
    )


def article_of(document: Document, publisher: str | None) -> Article:
    """The document in the shape in which an extractor would have brought it."""
    body = tuple(Segment(SegmentKind.BODY, line) for line in document.text.split("\n") if line.strip())
    return Article(
        url=document.url or "",
        publisher=publisher,
        title=document.title,
        authors=(),
        published=document.published,
        segments=(Segment(SegmentKind.HEADLINE, document.title), *body),
        extractor="given",
        method="given",
        origin=credited(document, publisher),
    )


def credited(document: Document, publisher: str | None) -> str | None:
    """The wire that the text credits in its dateline or at its end, as the extractors read a feed's own text."""
    return extract(b"", document.url or "", feed_text=document.text, publisher=publisher).origin


def lineage_of(rules: Matcher) -> Callable[[str], tuple[str, ...]]:
    """The weapon tree of the rules' lexicon."""
    from flows.alerts.stages import plain_lineage

    lexicon = getattr(rules, "lexicon", None)
    return lexicon.lineage if lexicon is not None else plain_lineage


def _answer(line: DocumentLine, judged: Judged) -> dict[str, Any]:
    value = {"id": line.id, "decisions": [decision_to_json(d) for d in judged.decisions]}
    if line.problem:
        value["problems"] = [line.problem]
    return value


def decision_to_json(decision: Decision) -> dict[str, Any]:
    """The decision as `pantau replay` writes it."""
    return {
        "event": decision.event.id if decision.event else None,
        "rule": decision.mention.rule,
        "state": decision.state.value,
        "reason": decision.reason,
        "alert": decision.alert,
        "changed": [{"axis": c.axis, "before": c.before, "after": c.after} for c in decision.changed],
    }


def _failed(line: DocumentLine, error: str) -> Replayed:
    return Replayed({"id": line.id, "decisions": [], "error": error}, error)
