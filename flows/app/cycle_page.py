"""What one poll run tells the operator: what answered, what was read, and why each article was told or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flows.alerts.event import State
from flows.app.artifacts import Verdict, alert_key, because, count, link, md, standing
from flows.app.terminal import inert, local
from flows.sources.feed import FeedPoll
from flows.store.base import CycleReport, DecisionRecord, Store
from rules import Evidence, Mention, NearMiss

MOST_EVIDENCE = 160
NOTHING = "nothing in it that a rule looks for"


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """One article of a run and what became of it."""

    title: str
    url: str
    outlet: str
    extractor: str
    decisions: tuple[DecisionRecord, ...]
    mentions: tuple[Mention, ...]
    near_misses: tuple[NearMiss, ...]


def articles_read_since(store: Store, since: datetime, limit: int) -> tuple[ArticleRead, ...]:
    """The articles committed since then, those that led to a decision first; at most `limit`."""
    found = []
    for article in store.find_articles("", limit) if limit > 0 else ():
        if article.fetched_at < since:
            continue
        mentions, near_misses = store.mentions_for_article(article.id)
        page = article.article
        decisions = store.decisions_for_article(article.id)
        found.append(
            ArticleRead(page.title, page.url, article.outlet, page.extractor, decisions, mentions, near_misses)
        )
    return tuple(sorted(found, key=_interest))


def _interest(read: ArticleRead) -> tuple[int, str, str]:
    told = any(d.alert_id for d in read.decisions)
    rank = 0 if told else 1 if read.decisions else 2 if read.mentions else 3 if read.near_misses else 4
    return rank, read.outlet, read.title


def cycle_page(
    report: CycleReport,
    verdict: Verdict,
    polls: Sequence[FeedPoll],
    articles: Sequence[ArticleRead],
    zone: ZoneInfo,
    pages: Mapping[str, str] | None = None,
) -> str:
    """The summary of one poll run: what answered, what was read, and why each article was told or not.

    `pages` names the artifact of an event's page, so that the link leads there and not to the list of its versions.
    """
    seconds = (report.finished_at - report.started_at).total_seconds()
    lines = [
        f"## {verdict.name}: {md(verdict.why)}",
        "",
        f"{local(report.started_at, zone)}, {seconds:.1f} s. {count(report.entries_new, 'new entry', 'new entries')}, "
        f"{count(report.articles_read, 'article')} read "
        f"({report.articles_partial} in part, {report.articles_failed} not at all), "
        f"{count(report.mentions, 'mention')}, **{count(report.alerts, 'alert')}**.",
        *(f"\n> {md(n)}" for n in report.notes),
    ]
    links = (("coverage", "All feeds"), ("deliveries", "deliveries"), ("overview", "orders and receivers"))
    lines += ["", ", ".join(standing(key, words) for key, words in links)]
    if articles:
        lines += ["", "### Articles", "", "| told | article | why |", "|---|---|---|"]
        lines += [_article_row(a, pages or {}) for a in articles]
    if len(articles) < report.articles_read:
        lines += ["", f"{report.articles_read - len(articles)} more are not shown; `pantau why TITLE` finds them."]
    faulty = [p for p in polls if p.state.fault]
    if faulty:
        lines += ["", "### Feeds in trouble", "", "| feed | fault | next try |", "|---|---|---|"]
        lines += [_fault_row(p, zone) for p in faulty]
    return "\n".join(lines)


def _article_row(read: ArticleRead, pages: Mapping[str, str]) -> str:
    told = [_to_event(d.decision.event.id, f"**{md(d.alert_id)}**", pages)
            for d in read.decisions if d.alert_id and d.decision.event]  # fmt: skip
    where = f"{link(read.title, read.url)} ({md(read.outlet)}, {md(read.extractor)})"
    return f"| {', '.join(told) or 'no'} | {where} | {_why(read)} |"


def _to_event(event_id: str, words: str, pages: Mapping[str, str]) -> str:
    page = pages.get(event_id)
    return f"[{words}](/v2/artifacts/artifact/{page})" if page else standing(alert_key(event_id), words)


def article_line(read: ArticleRead) -> str:
    """`not told: Titel (antara): the text only recalls it ...`, for a log: what became of the article and why."""
    told = [d.alert_id for d in read.decisions if d.alert_id]
    why = "; ".join(dict.fromkeys(words for words, _ in _reasons(read))) or NOTHING
    return inert(f"{'told as ' + ', '.join(told) if told else 'not told'}: {read.title} ({read.outlet}): {why}")


def _why(read: ArticleRead) -> str:
    """Why the article was told or not, with the words that the rules went by in bold."""
    said = [f"{md(words)}: {_evidence(evidence)}" for words, evidence in _reasons(read)]
    return "<br>".join(said) or NOTHING


def _reasons(read: ArticleRead) -> list[tuple[str, Sequence[Evidence]]]:
    """Each reason in words, with what the rules went by."""
    said: list[tuple[str, Sequence[Evidence]]] = []
    for record in read.decisions:
        decision = record.decision
        event = f" {decision.event.id}" if decision.event else ""
        state = "silent" if decision.state is State.NONE else decision.state.value
        said.append((f"{state}{event}, {because(decision.reason)}", decision.mention.evidence))
    if not said:
        said = [(f"silent, {because(m.reason)}", m.evidence) for m in read.mentions]
    if not said:
        said = [(f"nearly, {n.rule}, {n.condition}", (n.evidence,)) for n in read.near_misses[:2]]
    return said


def _evidence(evidence: Sequence[Evidence]) -> str:
    words = [e.text if len(e.text) <= MOST_EVIDENCE else e.text[:MOST_EVIDENCE] + "..." for e in evidence[:2]]
    return " / ".join(f"**{md(w)}**" for w in words)


def _fault_row(poll: FeedPoll, zone: ZoneInfo) -> str:
    words = poll.state.fault.words if poll.state.fault else ""
    return f"| {md(poll.feed_id)} | {md(words)} | {local(poll.state.next_poll, zone)} |"
