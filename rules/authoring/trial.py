"""The tests beside the rules: each text is read by the whole rule set and its answer compared with what is expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from rules.authoring.reasons import worded_condition, worded_quiet
from rules.authoring.report import TestFailure, TestReport
from rules.engine.mention import Document, Mention, RuleStatus
from rules.engine.rule import Rule, severity_of
from rules.engine.rule_file import AlertTest, Expected, QuietTest, SequenceTest, TodoTest
from rules.engine.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Told:
    """What the watch decided about one mention of one article of a sequence; `article` counts from 1."""

    article: int
    rule: str
    state: str  # NEW, UPDATE, CORROBORATED, DENIED, CORRECTION, NONE
    alert: bool
    reason: str = ""
    changed: tuple[str, ...] = ()


SequenceRunner = Callable[[Sequence[Document]], Sequence[Told]]
"""Replays articles through a fresh watch. The rules cannot do that themselves; the application passes it in."""

Outcome = str | None
"""What was found instead; None when the test holds."""


def test_rules(
    ruleset: RuleSet,
    only: str | None = None,  # noqa: PT028 - an author's command, not a pytest function
    *,
    run_sequence: SequenceRunner | None = None,  # noqa: PT028
) -> TestReport:
    """How the inline tests of all rules (or of rule `only`) went. Sequences are skipped without `run_sequence`."""
    tally = _Tally()
    for rule in ruleset.compiled:
        if only in (None, rule.info.id) and rule.info.status is not RuleStatus.RETIRED:
            _try_rule(ruleset, rule, tally, run_sequence)
    return tally.report()


test_rules.__test__ = False  # type: ignore[attr-defined]  # its name is the author's word, not pytest's


class _Tally:
    def __init__(self) -> None:
        self.passed = self.todo = self.skipped = 0
        self.failures: list[TestFailure] = []
        self.solved: list[str] = []
        self.untested: list[str] = []

    def note(self, rule: Rule, place: str, text: str, outcome: Outcome) -> None:
        if outcome is None:
            self.passed += 1
        else:
            self.failures.append(TestFailure(rule.info.id, place, _shortened(text), outcome))

    def report(self) -> TestReport:
        return TestReport(
            self.passed, tuple(self.failures), self.todo, tuple(self.solved), self.skipped, tuple(self.untested)
        )


def _try_rule(ruleset: RuleSet, rule: Rule, tally: _Tally, run_sequence: SequenceRunner | None) -> None:
    tests = rule.source.tests
    rows: set[int] = set()
    for number, alert in enumerate(tests.alert, start=1):
        outcome, mention = _alerts(ruleset, rule, alert)
        rows |= _row(ruleset, rule, mention)
        tally.note(rule, _place(rule, "alert", number, alert.name), alert.text, outcome)
    for number, quiet in enumerate(tests.quiet, start=1):
        tally.note(rule, _place(rule, "quiet", number, quiet.name), quiet.text, _stays_quiet(ruleset, rule, quiet))
    for number, todo in enumerate(tests.todo, start=1):
        place = _place(rule, "todo", number, todo.name)
        if _todo_holds(ruleset, rule, todo):
            tally.solved.append(place)
        else:
            tally.todo += 1
    for number, sequence in enumerate(tests.sequence, start=1):
        if run_sequence is None:
            tally.skipped += 1
            continue
        place = _place(rule, "sequence", number, sequence.name)
        for text, outcome in _follow(rule, sequence, run_sequence):
            tally.note(rule, place, text, outcome)
    if tests.alert:
        missing = sorted(set(range(len(rule.source.severity))) - rows)
        tally.untested += [
            f"{rule.info.file}: {rule.info.id}: severity row {row + 1} is reached by no test" for row in missing
        ]


def _place(rule: Rule, kind: str, number: int, name: str | None) -> str:
    return f"{rule.info.file}: {rule.info.id}: {kind} {number}" + (f" ({name})" if name else "")


def _document(text: str, title: str, day: date | None) -> Document:
    published = datetime.combine(day, time(12), tzinfo=UTC) if day else None
    return Document("test", title, text, published)


def _mentions(ruleset: RuleSet, rule: Rule, test: AlertTest | QuietTest) -> tuple[list[Mention], str]:
    """What the rule says of the text, and why it says nothing when it does not."""
    reading = ruleset.match(_document(test.text, test.title, test.date))
    mine = [m for m in reading.mentions if m.rule == rule.info.id]
    conditions = (n.condition for n in reading.near_misses if n.rule == rule.info.id)
    near = next((worded_condition(c, rule, ruleset.names) for c in conditions), "nothing of its frame found")
    return mine, near


def _would_alert(mention: Mention) -> bool:
    """Whether the mention alerts, or would if its rule were stable."""
    return mention.alert or (mention.status is not RuleStatus.STABLE and mention.reason == mention.status.value)


def _alerts(ruleset: RuleSet, rule: Rule, test: AlertTest) -> tuple[Outcome, Mention | None]:
    mentions, near = _mentions(ruleset, rule, test)
    if not mentions:
        return f"says nothing ({near})", None
    loud = [m for m in mentions if _would_alert(m)]
    if not loud:
        return f"does not alert ({worded_quiet(mentions[0].reason)})", mentions[0]
    by_difference = sorted(loud, key=lambda m: len(differences(test, m)))
    wrong = differences(test, by_difference[0])
    return (None if not wrong else "; ".join(wrong)), by_difference[0]


def _stays_quiet(ruleset: RuleSet, rule: Rule, test: QuietTest) -> Outcome:
    mentions, _ = _mentions(ruleset, rule, test)
    loud = [m for m in mentions if _would_alert(m)]
    return None if not loud else f"alerts, though {test.because}: {_summary(loud[0])}"


def _todo_holds(ruleset: RuleSet, rule: Rule, test: TodoTest) -> bool:
    if test.quiet:
        quiet = QuietTest(text=test.text, title=test.title, date=test.date, because="todo")
        return _stays_quiet(ruleset, rule, quiet) is None
    return _alerts(ruleset, rule, test)[0] is None


def differences(expected: Expected, mention: Mention) -> list[str]:
    """`stage is sought, expected delivered` for each stated key that differs."""
    found = _stated(mention)
    wrong: list[str] = []
    for key in sorted(Expected.model_fields):
        wanted = getattr(expected, key)
        if wanted is None:
            continue
        has = found[key]
        want = tuple(sorted(wanted)) if isinstance(wanted, tuple) else str(getattr(wanted, "value", wanted))
        if has != want:
            wrong.append(f"{key} is {_worded(has)}, expected {_worded(want)}")
    return wrong


def _stated(m: Mention) -> Mapping[str, tuple[str, ...] | str]:
    return {
        "type": m.type.value, "supplier": tuple(sorted(m.suppliers)), "recipient": tuple(sorted(m.recipients)),
        "parties": tuple(sorted(m.parties)), "weapon": tuple(sorted(m.weapons)), "system": tuple(sorted(m.systems)),
        "treaty": m.treaty or "", "treaty_class": m.treaty_class or "", "stage": m.stage.value,
        "certainty": m.certainty.value, "detail": m.detail.value, "claimant": tuple(sorted(m.claimants)),
        "denier": tuple(sorted(m.deniers)), "background": str(m.background), "severity": m.severity.value,
        "when": m.when.isoformat() if m.when else "", "quantity": m.quantity.words if m.quantity else "",
    }  # fmt: skip


def _worded(value: tuple[str, ...] | str) -> str:
    return (", ".join(value) if isinstance(value, tuple) else value) or "unknown"


def _summary(m: Mention) -> str:
    sides = f"{_worded(m.suppliers)} -> {_worded(m.recipients)}" if not m.parties else _worded(m.parties)
    what = _worded(m.weapons) if m.weapons else m.treaty or m.treaty_class or "unknown"
    return f"{sides}, {what}, {m.stage.value}, {m.certainty.value}"


def _row(ruleset: RuleSet, rule: Rule, mention: Mention | None) -> set[int]:
    return set() if mention is None else {severity_row(ruleset, rule, mention)}


def severity_row(ruleset: RuleSet, rule: Rule, mention: Mention) -> int:
    """Which row of the rule's severity table the mention falls into, counted from 0."""
    facts = {
        "type": (mention.type.value,), "stage": (mention.stage.value,), "certainty": (mention.certainty.value,),
        "detail": (mention.detail.value,), "supplier": mention.suppliers, "recipient": mention.recipients,
        "parties": mention.parties, "weapon": mention.weapons,
        "treaty": tuple(t for t in (mention.treaty, mention.treaty_class) if t),
        "treaty_class": (mention.treaty_class,) if mention.treaty_class else (),
        "background": (str(mention.background).lower(),),
    }  # fmt: skip
    return severity_of(rule.source, facts, ruleset.lexicon)[1]


def _follow(rule: Rule, sequence: SequenceTest, run: SequenceRunner) -> Iterator[tuple[str, Outcome]]:
    documents = [
        Document(f"{number}", article.title, article.text, article.at, article.outlet)
        for number, article in enumerate(sequence.articles, start=1)
    ]
    told = [t for t in run(documents) if t.rule == rule.info.id]
    for step in sequence.expect:
        now = [t for t in told if t.article == step.after]
        loud = now[0] if now else None
        loud = next((t for t in now if t.alert), loud)
        sent = len({t.article for t in told if t.alert and t.article <= step.after})
        wrong: list[str] = []
        if step.alerts is not None and sent != step.alerts:
            wrong.append(f"{sent} messages sent, expected {step.alerts}")
        if step.state is not None and (loud.state if loud else "NONE") != step.state:
            wrong.append(f"state is {loud.state if loud else 'NONE'}, expected {step.state}")
        if step.reason is not None and (loud.reason if loud else "") != step.reason:
            wrong.append(f"reason is {(loud.reason if loud else '') or 'none'}, expected {step.reason}")
        if step.changed is not None and sorted(loud.changed if loud else ()) != sorted(step.changed):
            wrong.append(f"changed is {_worded(loud.changed if loud else ())}, expected {_worded(step.changed)}")
        text = sequence.articles[step.after - 1].text
        yield text, (f"after article {step.after}: " + "; ".join(wrong)) if wrong else None


def _shortened(text: str) -> str:
    return text if len(text) <= 160 else text[:157] + "..."
