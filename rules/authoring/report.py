"""What the author's tools answer: values, printed by whoever called."""

from __future__ import annotations

from dataclasses import dataclass

from rules.engine.yaml_source import Problem

_SHOWN = 10
"""How many severity rows without a test are named; all are counted."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All problems of all files of a rules folder, in the order of files and lines."""

    problems: tuple[Problem, ...]
    files: int  # how many files were looked at
    rules: int  # how many rules could be read

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the folder from going live."""
        return tuple(p for p in self.problems if p.level == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What goes live and should be looked at."""
        return tuple(p for p in self.problems if p.level != "error")

    @property
    def ok(self) -> bool:
        """Whether the folder may go live."""
        return not self.errors

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        counts = f"{len(self.errors)} errors, {len(self.warnings)} warnings"
        return "\n".join([*lines, f"{self.rules} rules in {self.files} files: {counts}"])


@dataclass(frozen=True, slots=True)
class TestFailure:
    """A test that did not hold. `place` is `file: rule: kind number`, `said` what was found instead."""

    __test__ = False  # not a test of this project's own

    rule: str
    place: str
    text: str
    said: str

    def __str__(self) -> str:
        return f"{self.place}: {self.said}\n    {self.text}"


@dataclass(frozen=True, slots=True)
class TestReport:
    """How the tests beside the rules went."""

    __test__ = False

    passed: int
    failures: tuple[TestFailure, ...]
    todo: int = 0  # known gaps, failing as expected
    solved: tuple[str, ...] = ()  # known gaps that pass now and can move to alert or quiet
    skipped: int = 0  # sequences, when nobody could replay them
    untested: tuple[str, ...] = ()  # severity rows and stages that no test of their rule reaches

    @property
    def ok(self) -> bool:
        """Whether every test that ran held."""
        return not self.failures

    def __str__(self) -> str:
        lines = [str(failure) for failure in self.failures]
        lines += [f"solved: {place}: passes now, move it out of todo" for place in self.solved]
        lines += [f"untested: {place}" for place in self.untested[:_SHOWN]]
        counts = f"{self.passed} passed, {len(self.failures)} failed, {self.todo} todo, {self.skipped} skipped"
        reach = f"{len(self.untested)} severity rows are reached by no test" if self.untested else ""
        return "\n".join([*lines, "; ".join(part for part in (counts, reach) if part)])
