"""A backtest in shares: what to read with which rules, what became of it, and the report at the end.

The caller reads the shares wherever it likes (threads, processes, a cluster) and hands the readings back in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from flows.app.backtest import Case, Trial, decided_then, file_cases, rules_of, silence_in, silence_then, stored_cases
from flows.app.backtest_page import Backtest
from flows.app.ruleset import own_tests
from flows.app.tellings import Telling, compare
from rules import Reading

if TYPE_CHECKING:
    from flows.app.wiring import Watch

SHARE = 500  # articles; some two seconds of work


class Against(StrEnum):
    """What the outcome is compared with."""

    DECIDED = "what the watch decided"
    RULES = "the rules in force"
    NOTHING = "nothing"


@dataclass(slots=True)
class Plan:
    """A backtest on its way; close it when done."""

    watch: Watch
    candidate: Path
    named: str  # the candidate in words
    file: str
    since: datetime
    until: datetime
    against: Against
    most: int
    problems: list[str] = field(default_factory=list)
    trials: dict[Path, Trial] = field(default_factory=dict)
    _articles: set[str] = field(default_factory=set)
    _reached: datetime | None = None
    _began: datetime | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The rules that each share is read with, the candidate first."""
        return tuple(self.trials)

    def shares(self) -> Iterator[tuple[Case, ...]]:
        """The articles in the order in which they are judged."""
        cases = (
            file_cases(self.file, self.most, self.problems)
            if self.file
            else stored_cases(self.watch, self.since, self.until, self.most)
        )
        while share := tuple(islice(cases, SHARE)):
            yield share

    def take(self, share: Sequence[Case], readings: Sequence[Sequence[Reading | str]]) -> None:
        """Judges a share; the readings come in the order of `folders`, the shares in their own."""
        for trial, said in zip(self.trials.values(), readings, strict=True):
            trial.take(share, said)
        self._articles.update(case.document.id for case in share)
        self._began = self._began or share[0].seen_at
        self._reached = share[-1].seen_at

    @property
    def percent(self) -> float:
        """How far it has come in the time of the articles; a file's end is not known before it is reached."""
        if self._began is None or self._reached is None or self.file:
            return 0.0
        return min(100.0, 100 * (self._reached - self._began) / max(self.until - self._began, timedelta(seconds=1)))

    def report(self, seconds: float) -> Backtest:
        """What came of it."""
        trial = self.trials[self.candidate]
        then, why = self._then()
        compared = self.against is not Against.NOTHING
        return Backtest(
            source=self.file or f"stored since {self.since:%Y-%m-%d}",
            rules=self.named,
            against=self.against.value if compared else "",
            trial=trial,
            then=then,
            comparison=compare(then, trial.tellings) if compared else None,
            why_then=why,
            problems=(*self.problems, *trial.faults),
            seconds=seconds,
        )

    def _then(self) -> tuple[list[Telling], Callable[[str], str]]:
        if self.against is Against.RULES:
            other = self.trials[self.watch.rules.directory]
            return other.tellings, silence_in(other)
        if self.against is Against.DECIDED:
            decided = decided_then(self.watch, self.since, self.until, self._articles)
            return decided, lambda article_id: silence_then(self.watch, article_id)
        return [], lambda _: ""

    def close(self) -> None:
        """Gives up the stores in memory."""
        for trial in self.trials.values():
            trial.close()


def plan_backtest(watch: Watch, *, rules: str, file: str, days: int, against: Against, most: int) -> Plan:
    """The plan with its rules loaded; raises RulesError with file and line.

    A file was never decided about, so there it is compared with the rules in force instead, or with nothing when these
    are the ones that are tried.
    """
    candidate = Path(rules).expanduser() if rules else watch.rules.directory
    if file and against is Against.DECIDED:
        against = Against.RULES
    if against is Against.RULES and candidate == watch.rules.directory:
        against = Against.NOTHING
    folders = [candidate] + ([watch.rules.directory] if against is Against.RULES else [])
    until = watch.clock()
    plan = Plan(watch, candidate, rules or watch.rules.words, file, until - timedelta(days=days), until, against, most)
    plan.trials = {folder: Trial(rules_of(folder)) for folder in folders}
    if rules:
        plan.problems += [f"its own test fails: {fault}" for fault in own_tests(rules_of(candidate))]
    return plan
