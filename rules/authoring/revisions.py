"""Revisions: a rule whose meaning changed must say so with a higher number.

`revisions.json` beside the topics remembers, for each rule, the revision and a digest of what it means: match, event
and severity. Tests, titles and reasons may change freely.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from rules.engine.mention import RuleStatus
from rules.engine.rule_file import RuleFile
from rules.engine.yaml_source import Problem, Source

FILE = "revisions.json"


def meaning(rule: RuleFile) -> str:
    """A digest of what the rule matches and how loud it is."""
    told = rule.model_dump(mode="json", include={"match", "severity", "event"}, by_alias=True)
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def lint_revisions(directory: Path, rules: Iterable[tuple[Source, RuleFile]]) -> list[Problem]:
    """Rules whose meaning changed under an old number, or whose number went back; nothing when none are remembered."""
    known = read_revisions(directory)
    found: list[Problem] = []
    for source, rule in rules:
        before = known.get(rule.id)
        if before is None or rule.status is RuleStatus.DRAFT:
            continue
        revision, digest = before
        if rule.revision < revision:
            message = f"revision {rule.revision} is older than {revision}, which was in use"
            found.append(source.problem(("revision",), message, f"write {revision + 1}", level="warning"))
        elif rule.revision == revision and digest != meaning(rule):
            message = f"the rule means something else than revision {revision} did"
            found.append(source.problem(("revision",), message, f"write {revision + 1}", level="warning"))
    return found


def read_revisions(directory: Path) -> dict[str, tuple[int, str]]:
    """What is remembered of each rule: revision and meaning. Empty when nothing readable is there."""
    try:
        told = json.loads((directory / FILE).read_text(encoding="utf-8"))
        return {str(name): (int(entry["revision"]), str(entry["meaning"])) for name, entry in told.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_revisions(directory: Path, rules: Iterable[RuleFile]) -> Path:
    """Remembers the rules as they are now; run when a changed rule with its new revision goes live."""
    told = {rule.id: {"revision": rule.revision, "meaning": meaning(rule)} for rule in rules}
    path = directory / FILE
    path.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return path
