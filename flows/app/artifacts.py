"""What the operator reads in the Prefect UI: tables and Markdown pages, made of our own values, foreign text inert."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from flows.alerts.event import Alert, Delivery, DeliveryState
from flows.app.explain import REASONS
from flows.app.terminal import inert, local
from flows.sources.feed import FaultKind, Feed, FeedPoll, FeedState
from flows.store.base import CycleReport, DecisionRecord, Store

LOST_SHARE = 1 / 3  # more of the feeds that once were read than this, and the run is degraded
# Faults after which whole entries were still read, or that only ask for patience.
PARTIAL = frozenset({FaultKind.TORN})

MOST_OF_NAME = 150  # characters of a run's name

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a cycle is to be judged. `name` is Completed, Degraded or Blind; `why` is one line for the operator."""

    name: str
    why: str

    @property
    def is_green(self) -> bool:
        """True when the run may look green."""
        return self.name == "Completed"


def judge_sight(polls: Sequence[FeedPoll], feeds: Iterable[Feed], states: Mapping[str, FeedState]) -> Verdict:
    """How far the watch sees after a run: Blind when no feed is read at all, Degraded when too many were lost.

    All enabled feeds count, polled in this run or not: a watch whose feeds all wait for a later try is still blind. A
    feed that was never read is the catalogue's fault, shown in the coverage table, and does not make every run red.
    """
    known = [states.get(feed.id) or FeedState(feed.id) for feed in feeds if feed.enabled]
    lost = [s for s in known if s.last_success and _is_blind(s)]
    read = [s for s in known if s.last_success and not _is_blind(s)]
    line = _answers(polls) if polls else f"no feed was due; {len(read)} of {len(known)} are read"
    if not read:
        return Verdict("Blind", line)
    return Verdict("Degraded" if len(lost) > LOST_SHARE * (len(read) + len(lost)) else "Completed", line)


def _is_blind(state: FeedState) -> bool:
    return state.fault is not None and state.fault.kind not in PARTIAL


def _answers(polls: Sequence[FeedPoll]) -> str:
    """`7 of 8 feeds answered; blocked: kompas-global`."""
    by_kind: dict[str, list[str]] = {}
    for poll in polls:
        if poll.state.fault:
            by_kind.setdefault(poll.state.fault.kind.value, []).append(poll.feed_id)
    answered = sum(not _is_blind(poll.state) for poll in polls)
    faults = [f"{kind}: {_some(names)}" for kind, names in sorted(by_kind.items(), key=lambda k: -len(k[1]))]
    return "; ".join([f"{answered} of {len(polls)} feeds answered", *faults])


def _some(names: Sequence[str], most: int = 3) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def run_name(report: CycleReport, zone: ZoneInfo, verdict: Verdict) -> str:
    """`poll 14:05: 8 feeds, 12 read, 2 alerts`; of a run that could not see enough the reason, which a list shows."""
    at = report.started_at.astimezone(zone)
    if not verdict.is_green:
        return f"poll {at:%H:%M}: {verdict.why}"[:MOST_OF_NAME]
    return f"poll {at:%H:%M}: {report.feeds} feeds, {report.articles_read} read, {count(report.alerts, 'alert')}"


def coverage_rows(
    feeds: Iterable[Feed],
    states: Mapping[str, FeedState],
    now: datetime,
    zone: ZoneInfo,
    extractors: Mapping[str, str] | None = None,
    changed: Mapping[str, str] | None = None,
    reads: Callable[[Feed], bool] = lambda feed: True,  # noqa: ARG005
) -> list[Row]:
    """One row per feed, the blind ones first; `extractors` tells of some feeds what read their last article.

    Times are times of day, never spans: the table is looked at long after it was made.

    `changed` says of a publisher what its pages have lost; its feeds answer, so it is a word beside their state.
    `reads` is False for a feed that an operator ordered not to read for now.
    """
    extractors, changed = extractors or {}, changed or {}
    rows = []
    for feed in feeds:
        state = states.get(feed.id) or FeedState(feed.id)
        fault = state.fault
        rows.append(
            {
                "feed": feed.id,
                "state": _feed_state(feed, state) if reads(feed) or not feed.enabled else "paused",
                "fault": inert(fault.words if fault else changed.get(feed.publisher, "")),
                "read": moment(state.last_success, now, zone),
                "next try": moment(state.next_poll, now, zone, "-"),
                "entries": str(state.entries_last),
                "newest": moment(state.last_new, now, zone),
                "extractor": extractors.get(feed.id, ""),
                "failures": str(state.failures),
                "address": feed.url,
            }
        )
    order = {"blind": 0, "paused": 1, "partly read": 2, "never read": 3, "ok": 4, "off": 5}
    return sorted(rows, key=lambda row: (order[row["state"]], row["feed"]))


def _feed_state(feed: Feed, state: FeedState) -> str:
    if not feed.enabled:
        return "off"
    if state.fault:
        return "partly read" if state.fault.kind in PARTIAL else "blind"
    return "ok" if state.last_success else "never read"


def extractors_of(store: Store, newest: int = 200) -> dict[str, str]:
    """What read each feed's newest article, of the newest articles there are."""
    found: dict[str, str] = {}
    for article in store.find_articles("", newest):
        found.setdefault(article.feed_id, article.article.extractor)
    return found


def moment(then: datetime | None, now: datetime, zone: ZoneInfo, never: str = "never") -> str:
    """`18:14`, or `22 Nov 18:14` when that is another day than `now`, in the zone's time."""
    if then is None:
        return never
    here, today = then.astimezone(zone), now.astimezone(zone).date()
    return f"{here:%H:%M}" if here.date() == today else f"{here:%d %b %H:%M}"


def coverage_line(rows: Sequence[Row]) -> str:
    """`7 of 8 feeds are read; blind: kompas-global`, as the artifact's description."""
    watched = [row for row in rows if row["state"] != "off"]
    blind = [row["feed"] for row in watched if row["state"] == "blind"]
    line = f"{sum(row['state'] in {'ok', 'partly read'} for row in watched)} of {len(watched)} feeds are read"
    paused = [row["feed"] for row in watched if row["state"] == "paused"]
    named = [
        f"{state}: {', '.join(feeds[:8])}{' ...' if len(feeds) > 8 else ''}"
        for state, feeds in (("blind", blind), ("paused by a variable", paused))
        if feeds
    ]
    return "; ".join([line, *named])


def alert_page(
    alert: Alert, message: str, timeline: Sequence[DecisionRecord], deliveries: Sequence[Delivery], zone: ZoneInfo
) -> str:
    """The page of an event: the last message, who got it, and every decision that led here."""
    lines = [
        f"# {md(alert.event.id)}",
        "",
        *(f"{md(line)}  " for line in message.splitlines()),
        "",
        "### Evidence",
        "",
    ]
    lines += [f"- {md(e.field)}: **{md(e.text)}**" for e in alert.decision.mention.evidence]
    lines += ["", f"Rule `{alert.decision.mention.rule}` r{alert.decision.mention.revision}.", ""]
    lines += ["### Deliveries", "", "| receiver | alert | state | tries | reason |", "|---|---|---|---|---|"]
    lines += [
        f"| {md(d.receiver)} | {md(d.alert_id)} | {d.state.value} | {d.attempts} | {md(d.reason)} |" for d in deliveries
    ]
    lines += ["", "### Timeline", "", "| when | told | state | why | article |", "|---|---|---|---|---|"]
    for r in timeline:
        told = f"**{r.alert_id}**" if r.alert_id else "no"
        where = f"{link(r.article_title, r.article_url)} ({md(r.outlet)})"
        lines.append(
            f"| {local(r.at, zone)} | {told} | {r.decision.state.value} | {md(because(r.decision.reason))} | {where} |"
        )
    return "\n".join(lines)


def standing(key: str, words: str) -> str:
    """A link to the standing artifact of that key, on the server that shows the page."""
    return f"[{words}](/v2/artifacts/key/{key})"


def alert_key(event_id: str) -> str:
    """The artifact key of an event's page: `alert-k7q2`."""
    return "alert-" + re.sub(r"[^a-z0-9]+", "-", event_id.lower())


def delivery_rows(deliveries: Iterable[Delivery], now: datetime, zone: ZoneInfo) -> list[Row]:
    """One row per delivery, those that need a look first."""
    urgent = {DeliveryState.GIVEN_UP: 0, DeliveryState.UNKNOWN: 1, DeliveryState.RETRYING: 2, DeliveryState.PENDING: 3}
    ordered = sorted(deliveries, key=lambda d: (urgent.get(d.state, 9), -d.created_at.timestamp(), d.id))
    return [
        {
            "alert": d.alert_id,
            "receiver": inert(d.receiver),
            "state": d.state.value,
            "tries": str(d.attempts),
            "reason": inert(d.reason),
            "raised": moment(d.created_at, now, zone),
            "next try": moment(d.next_try, now, zone) if d.state in urgent else "",
        }
        for d in ordered
    ]


def delivery_line(deliveries: Iterable[Delivery]) -> str:
    """`12 accepted, 1 retrying`."""
    counts: dict[str, int] = {}
    for d in deliveries:
        counts[d.state.value] = counts.get(d.state.value, 0) + 1
    return ", ".join(f"{n} {state}" for state, n in sorted(counts.items())) or "nothing to deliver"


def because(reason: str) -> str:
    """The reason of a decision or a mention in the operator's words."""
    return REASONS.get(reason, reason)


_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>$^=:@])")


def md(text: str) -> str:
    """The text so that Markdown and HTML show it and do nothing else with it."""
    return _MARKDOWN.sub(r"\\\1", html.escape(inert(text), quote=True).replace("&#x27;", "'"))


def link(text: str, url: str) -> str:
    """A Markdown link when the address is plain http or https, else the text alone."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return md(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return md(text)
    return f"[{md(text) or 'article'}]({quote(url, safe=':/?&=%#~.,;@+-_')})"


def count(number: int, one: str, many: str = "") -> str:
    """`1 alert`, `2 alerts`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
