"""A backtest as the operator reads it: one Markdown page.

The plot is bars of block characters in a table: it needs no plotting library in the worker, no image that the UI would
have to fetch, survives copying into a mail, and reads the same in both UIs and in a terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from flows.app.artifacts import link, md
from flows.app.backtest import Trial
from flows.app.tellings import Comparison, Telling
from flows.app.terminal import local

MOST_ROWS = 100
MOST_DAYS = 60
WIDTH = 30


@dataclass(frozen=True, slots=True)
class Backtest:
    """Everything that the page tells of."""

    source: str  # what was read, in words
    rules: str  # which rules
    against: str  # with what it is compared; empty for nothing
    trial: Trial
    then: Sequence[Telling]
    comparison: Comparison | None
    why_then: Callable[[str], str]  # why an article led to no message then
    problems: Sequence[str]
    seconds: float

    @property
    def line(self) -> str:
        """`4,120 articles, 12 alerts, 2 new, 1 lost, 0 changed`."""
        told = f"{self.trial.articles:,} articles, {len(self.trial.tellings)} alerts"
        if self.comparison is None:
            return told
        c = self.comparison
        return f"{told}, {len(c.new)} new, {len(c.lost)} lost, {len(c.changed)} changed"


def backtest_page(test: Backtest, zone: ZoneInfo) -> str:
    """The report as Markdown."""
    lines = [f"## {md(test.line)}", "", *_table(("what", ""), _facts(test)), ""]
    if test.problems:
        lines += ["### Look at these first", "", *(f"- {md(p)}" for p in test.problems[:MOST_ROWS]), ""]
    if test.comparison is not None:
        lines += _differences(test, test.comparison, zone)
    else:
        lines += _told("Told", test.trial.tellings, zone)
    lines += ["### By day", "", *bars(test.then, test.trial.tellings, zone, compared=test.comparison is not None), ""]
    lines += ["### By rule", "", *_by_rule(test), "", "### Not told", "", *_silent(test.trial)]
    return "\n".join(lines)


def _facts(test: Backtest) -> list[tuple[str, str]]:
    trial = test.trial
    rate = f"{trial.articles / test.seconds:,.0f} a second" if test.seconds > 0 else "-"
    facts = [
        ("articles", f"{trial.articles:,}, {md(test.source)}"),
        ("rules", md(test.rules)),
        ("compared with", md(test.against) or "nothing"),
        ("mentions", f"{trial.mentions:,}"),
        ("alerts", f"{len(trial.tellings)}"),
        ("alerts in 1,000 articles", f"{1000 * len(trial.tellings) / trial.articles:.2f}" if trial.articles else "-"),
        ("time", f"{test.seconds:.1f} s, {rate}"),
    ]
    return facts if test.comparison is None else [*facts, ("told the same", str(test.comparison.same))]


def _differences(test: Backtest, found: Comparison, zone: ZoneInfo) -> list[str]:
    new = [(*_row(t, zone), md(test.why_then(t.article_id))) for t in found.new[:MOST_ROWS]]
    lost = [(*_row(t, zone), md(test.trial.silent.get(t.article_id, "no rule saw anything"))) for t in found.lost]
    moved = [(*_row(c.now, zone), md("; ".join(c.axes))) for c in found.changed[:MOST_ROWS]]
    return [
        *_part("New: told now, not then", (*_HEAD, "why not then"), new, len(found.new)),
        *_part("Lost: told then, not now", (*_HEAD, "why not now"), lost[:MOST_ROWS], len(found.lost)),
        *_part("Changed: told both times, otherwise", (*_HEAD, "what moved"), moved, len(found.changed)),
    ]


def _told(title: str, tellings: Sequence[Telling], zone: ZoneInfo) -> list[str]:
    return _part(title, _HEAD, [_row(t, zone) for t in tellings[:MOST_ROWS]], len(tellings))


_HEAD = ("when", "what", "article", "words")


def _row(told: Telling, zone: ZoneInfo) -> tuple[str, ...]:
    what = f"{told.state} {told.severity}: {told.roles}, {told.stage}, {told.certainty} ({told.rule})"
    quote = told.quote if len(told.quote) <= 160 else told.quote[:160] + "..."
    where = f"{link(told.title, told.url)} ({md(told.outlet)})"
    return local(told.at, zone), md(what), where, f"**{md(quote)}**" if quote else ""


def _part(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], count: int) -> list[str]:
    lines = [f"### {title} ({count})", ""]
    lines += _table(head, rows) if rows else ["None."]
    if count > len(rows):
        lines += ["", f"{count - len(rows)} more are not shown."]
    return [*lines, ""]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(head)} |", "|" + "---|" * len(head), *(f"| {' | '.join(row)} |" for row in rows)]


def bars(then: Sequence[Telling], now: Sequence[Telling], zone: ZoneInfo, *, compared: bool) -> list[str]:
    """Alerts a day as a table with bars, the last sixty days that have any."""
    before, after = (Counter(t.at.astimezone(zone).date() for t in told) for told in (then, now))
    days: list[date] = sorted(before.keys() | after.keys())[-MOST_DAYS:]
    if not days:
        return ["No day with an alert."]
    top = max(max(before[day], after[day]) for day in days)
    if not compared:
        return _table(("day", "alerts", ""), [(f"{d}", str(after[d]), _bar(after[d], top)) for d in days])
    rows = [(f"{d}", f"{before[d]} / {after[d]}", f"{_bar(before[d], top)}<br>{_bar(after[d], top)}") for d in days]
    return _table(("day", "then / now", ""), rows)


def _bar(count: int, top: int) -> str:
    return "█" * max(round(WIDTH * count / top), 1) if count else "·"


def _by_rule(test: Backtest) -> list[str]:
    now = Counter(t.rule for t in test.trial.tellings)
    if test.comparison is None:
        return _table(("rule", "alerts"), [(md(rule), str(count)) for rule, count in now.most_common()])
    then = Counter(t.rule for t in test.then)
    names = sorted(now.keys() | then.keys(), key=lambda rule: (-now[rule] - then[rule], rule))
    return _table(("rule", "then", "now"), [(md(rule), str(then[rule]), str(now[rule])) for rule in names])


def _silent(trial: Trial) -> list[str]:
    return _table(("why", "articles"), [(md(why), f"{count:,}") for why, count in trial.reasons.most_common(20)])
