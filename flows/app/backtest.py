"""Articles through a rule set as the watch would have decided: what would have been told, and what differs.

A backtest judges exactly as live reading does (`judge.py`), into an empty store in memory, in the order of reading.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractors import Article
from flows.alerts.event import Alert, Decision, State
from flows.app.documents import document_line
from flows.app.jsonl import read_lines
from flows.app.judge import Bench, Piece, judge
from flows.app.reading import document_of
from flows.app.replay import BEFORE_ALL, RECEIVER, WEIGHT, in_time, lineage_of, piece_of
from flows.app.tellings import Telling, telling_of
from flows.store import Store, open_store
from rules import Document, Reading, RuleSet, load_rules

if TYPE_CHECKING:
    from flows.app.wiring import Watch
    from flows.store.base import StoredArticle

log = logging.getLogger("pantau.backtest")

PAGE = 500  # stored articles fetched at once
FOLLOWED_UP = frozenset({State.CORRECTION, State.WITHDRAWN})  # these come from a second reading, which a backtest lacks


@dataclass(frozen=True, slots=True)
class Case:
    """An article to be judged: all that `judge` needs but the reading. Plain values, fit for another process."""

    document: Document
    article: Article
    feed_id: str
    outlet: str
    weight: int
    house: str | None
    at: datetime | None
    seen_at: datetime

    def piece(self, reading: Reading) -> Piece:
        """The case as if it had just been read."""
        return Piece(
            article_id=self.document.id,
            article=self.article,
            reading=reading,
            feed_id=self.feed_id,
            entry_id=self.document.id,
            outlet=self.outlet,
            weight=self.weight,
            at=self.at,
            seen_at=self.seen_at,
            house=self.house,
        )


@lru_cache(maxsize=4)
def rules_of(directory: Path) -> RuleSet:
    """The rules of a folder, loaded once in a process; raises RulesError with file and line."""
    return load_rules(directory)


def read_cases(directory: Path, cases: Sequence[Case]) -> list[Reading | str]:
    """What the rules say of each case, or why they could not be asked; plain values in and out, for any worker."""
    rules = rules_of(directory)
    return [_read(rules, case.document) for case in cases]


def _read(rules: RuleSet, document: Document) -> Reading | str:
    try:
        return rules.match(document)
    except Exception as error:  # one article that trips the engine must not cost the backtest
        log.warning("article %s: the engine failed", document.url, exc_info=True)
        return f"{document.url or document.id}: the engine failed: {type(error).__name__}"


@dataclass(slots=True)
class Trial:
    """One rule set over articles, taken in the order in which they come; use `close` when done."""

    rules: RuleSet
    tellings: list[Telling] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    silent: dict[str, str] = field(default_factory=dict)  # article -> why it led to no message
    reasons: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    mentions: int = 0
    _now: datetime = BEFORE_ALL
    _store: Store = field(default_factory=lambda: open_store("sqlite://"))

    def take(self, cases: Sequence[Case], readings: Sequence[Reading | str]) -> None:
        """Judges these cases after those before them."""
        bench = Bench(_to_the_report, lineage_of(self.rules))
        for case, reading in zip(cases, readings, strict=True):
            self.articles += 1
            if isinstance(reading, str):
                self.faults.append(reading)
                continue
            self._now = max(self._now, case.seen_at)
            with self._store.article_unit() as unit:
                judged = judge(unit, case.piece(reading), bench, self._now)
            self.mentions += len(reading.mentions)
            self.tellings += [telling_of(decision) for decision in judged.decisions if decision.alert]
            if not any(decision.alert for decision in judged.decisions):
                self._keep_silence(case.document.id, reading, judged.decisions)

    def _keep_silence(self, article_id: str, reading: Reading, decisions: Sequence[Decision]) -> None:
        why = [d.reason for d in decisions] or [m.reason for m in reading.mentions]
        self.reasons.update(why[:1] or ["nearly" if reading.near_misses else "nothing in it"])
        nearly = [f"nearly {near.rule}: {near.condition}" for near in reading.near_misses[:1]]
        if said := why[:1] or nearly:
            self.silent[article_id] = said[0]

    def close(self) -> None:
        """Gives up the store in memory."""
        self._store.close()


def _to_the_report(alert: Alert, now: datetime) -> dict[str, datetime]:
    return {RECEIVER: max(now, alert.created_at)}


def stored_cases(watch: Watch, since: datetime, until: datetime, most: int) -> Iterator[Case]:
    """Stored articles in the order in which they were read; those whose text retention dropped are not there."""
    after: StoredArticle | None = None
    while most > 0 and (page := watch.store.articles_between(since, until, min(PAGE, most), after)):
        most -= len(page)
        after = page[-1]
        yield from (case_of(watch, stored) for stored in page)


def case_of(watch: Watch, stored: StoredArticle) -> Case:
    """The stored article as it was when it was read."""
    article = stored.article
    at = min(article.published.astimezone(UTC), stored.fetched_at) if article.published else None
    return Case(
        document=document_of(article, stored.id, at),
        article=article,
        feed_id=stored.feed_id,
        outlet=stored.outlet,
        weight=watch.feed_weight(stored.feed_id),
        house=watch.house_of(stored.outlet),
        at=at,
        seen_at=stored.fetched_at,
    )


def file_cases(file: str, most: int, problems: list[str]) -> Iterator[Case]:
    """Articles of a JSON Lines file in the order of their dates; bad lines are named in `problems`."""
    lines = [document_line(line) for line in read_lines(file)]
    problems += [said for line in lines if (said := line.error or line.problem)]
    clock = BEFORE_ALL
    seen: set[str] = set()
    for place, at in list(in_time(lines))[:most]:
        document = lines[place].document
        if document is None:
            continue
        clock = max(clock, at)
        if document.id in seen:
            document = replace(document, id=f"{document.id}#{lines[place].number}")
        seen.add(document.id)
        yield _file_case(document, clock)


def _file_case(document: Document, seen_at: datetime) -> Case:
    piece = piece_of(document, _Unread(), seen_at)
    return Case(document, piece.article, RECEIVER, piece.outlet, WEIGHT, None, piece.at, seen_at)


class _Unread:
    """Rules that are asked later, perhaps in another process."""

    def match(self, document: Document) -> Reading:
        return Reading(document.id, ())


def decided_then(watch: Watch, since: datetime, until: datetime, articles: set[str]) -> list[Telling]:
    """What the watch told of these articles when it read them."""
    alerts = watch.store.alerts(since, 1_000_000)
    return [
        telling_of(a.decision)
        for a in reversed(alerts)
        if not a.test
        and a.created_at < until
        and a.state not in FOLLOWED_UP
        and a.decision.sighting.article_id in articles
    ]


def silence_then(watch: Watch, article_id: str) -> str:
    """Why the watch told nothing of the article when it read it."""
    reasons = [record.decision.reason for record in watch.store.decisions_for_article(article_id)]
    if reasons:
        return reasons[0]
    mentions, near = watch.store.mentions_for_article(article_id)
    said = [m.reason for m in mentions] or [f"nearly {n.rule}: {n.condition}" for n in near]
    return said[0] if said else "no rule saw anything"


def silence_in(trial: Trial) -> Callable[[str], str]:
    """The same of another trial."""
    return lambda article_id: trial.silent.get(article_id, "no rule saw anything")
