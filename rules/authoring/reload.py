"""Rules that change while the watch runs: only a set that is whole, sound and tested ever takes over."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rules.authoring.trial import test_rules
from rules.engine.ruleset import RuleSet, load_rules
from rules.engine.yaml_source import RulesError

SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Refresh:
    """What a look at the folder brought.

    `state` is `unchanged`, `settling` (files changed since the last look: wait for the next), `loaded` (a new set is
    live) or `refused` (the last good set stays live; `problems` says why, one line each).
    """

    state: str
    problems: tuple[str, ...] = ()


class LiveRules:
    """The last good rule set of a folder. `current` never becomes worse than it was.

    Raises `RulesError` on construction when the very first set is broken: there is nothing to fall back to.
    """

    def __init__(self, directory: Path, load: Callable[[Path], RuleSet] = load_rules) -> None:
        self.directory = directory
        self._load = load
        self._live = fingerprint(directory)
        self._seen = self._live
        self._refused: tuple[str, ...] = ()
        self._current = load(directory)

    @property
    def current(self) -> RuleSet:
        """The rules to match with now."""
        return self._current

    def refresh(self) -> Refresh:
        """Takes over changed files once two looks in a row found the same bytes, and only if they are sound.

        A half-written file is therefore never read as a rule. A refused folder is reported at every look until it
        changes, and tried again only then.
        """
        seen = fingerprint(self.directory)
        if seen == self._live:
            self._seen, self._refused = seen, ()
            return Refresh("unchanged")
        if seen != self._seen:
            self._seen, self._refused = seen, ()
            return Refresh("settling")
        if self._refused:
            return Refresh("refused", self._refused)
        return self._take_over(seen)

    def _take_over(self, seen: str) -> Refresh:
        try:
            fresh = self._load(self.directory)
        except RulesError as error:
            self._refused = tuple(str(problem) for problem in error.problems) or ("the rules cannot be read",)
            return Refresh("refused", self._refused)
        report = test_rules(fresh)
        if not report.ok:
            self._refused = tuple(str(failure) for failure in report.failures)
            return Refresh("refused", self._refused)
        if fingerprint(self.directory) != seen:
            return Refresh("settling")
        self._current, self._live = fresh, seen
        return Refresh("loaded")


def fingerprint(directory: Path) -> str:
    """What changes when any rule or lexicon file does; a file that vanishes while we look counts as changed."""
    digest = hashlib.sha256()
    for path in sorted(p for p in directory.rglob("*") if p.suffix in SUFFIXES):
        digest.update(path.relative_to(directory).as_posix().encode() + b"\0")
        try:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError:
            digest.update(b"?")
    return digest.hexdigest()
