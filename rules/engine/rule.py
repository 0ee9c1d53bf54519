"""Rules as the engine runs them: compiled from their files, checked against the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rules.engine.door import admit
from rules.engine.lexicon import Lexicon
from rules.engine.mention import MentionType, RuleStatus, Severity
from rules.engine.rule_file import RuleFile, When
from rules.engine.rule_names import FRAMES, unknown_in_rule
from rules.engine.salvage import salvage
from rules.engine.yaml_source import Problem, read_yaml

STAND_INS: Mapping[str, object] = {"id": "x", "title": "x", "severity": "low", "match": {"frame": "transfer"}}
"""What stands in for the keys that a broken rule lacks, so that the rest of it can be checked."""
FOLDERS = ("weapons_transfers", "treaty_developments")


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What others may know about a rule."""

    id: str
    revision: int
    title: str
    status: RuleStatus
    type: MentionType
    route: tuple[str, ...]
    event_key: tuple[str, ...]
    window_days: int
    file: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled rule."""

    info: RuleInfo
    source: RuleFile

    @property
    def frame(self) -> str | None:
        """The frame, None for a rule of words."""
        return self.source.match.frame


def read_rules(
    directory: Path, lexicon: Lexicon, surroundings: Iterable[str] | None
) -> tuple[list[Rule], list[Problem]]:
    """Every rule of the topic folders below `directory`, and everything that is wrong with any of them.

    Without `surroundings` nobody asks whether they are known.
    """
    rules: list[Rule] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    known = None if surroundings is None else frozenset(surroundings)
    paths = sorted(
        p
        for folder in (sorted(directory.iterdir()) if directory.is_dir() else ())
        if folder.is_dir() and _is_topic(folder)
        for p in folder.glob("*.yaml")
    )
    for path in paths:
        shown = path.relative_to(directory.parent).as_posix() if directory.parent in path.parents else str(path)
        loaded = read_yaml(path, shown_as=shown)
        problems.extend(loaded.problems)
        if loaded.source is None:
            continue
        file, wrong = admit(loaded.source, RuleFile)
        problems.extend(wrong)
        if file is None:
            rest = salvage(loaded.source, RuleFile, STAND_INS)
            problems.extend(unknown_in_rule(rest[0], rest[1], lexicon, known) if rest is not None else [])
            continue
        if file.id in seen:
            problems.append(
                loaded.source.problem(
                    ("id",), f"rule '{file.id}' exists already in {seen[file.id]}", "rule ids are unique for ever"
                )
            )
        elif file.id != path.stem:
            problems.append(
                loaded.source.problem(
                    ("id",), f"rule '{file.id}' is in a file called {path.name}", f"call the file {file.id}.yaml"
                )
            )
        seen.setdefault(file.id, shown)
        found = unknown_in_rule(file, loaded.source, lexicon, known)
        problems.extend(found)
        rules.append(_compile(file, shown))
    return rules, problems


def _is_topic(folder: Path) -> bool:
    return folder.name not in ("engine", "indonesian", "authoring", "lexicon") and not folder.name.startswith(
        (".", "_")
    )


def _compile(file: RuleFile, shown: str) -> Rule:
    kind = FRAMES.get(file.match.frame or "", MentionType.TOPIC)
    info = RuleInfo(
        file.id, file.revision, file.title, file.status, kind, file.route, file.event.key, file.event.window, shown
    )
    return Rule(info, file)


def severity_of(rule: RuleFile, facts: Mapping[str, tuple[str, ...]], lexicon: Lexicon) -> tuple[Severity, int]:
    """The first row of the rule's table that fits, and its number."""
    for index, row in enumerate(rule.severity):
        if row.else_ is not None:
            return row.else_, index
        assert row.when is not None
        assert row.is_ is not None
        if _fits(row.when, facts, lexicon):
            return row.is_, index
    return Severity.MEDIUM, len(rule.severity)


def _fits(when: When, facts: Mapping[str, tuple[str, ...]], lexicon: Lexicon) -> bool:
    for key in ("type", "stage", "certainty", "detail", "treaty", "treaty_class"):
        wanted = {str(getattr(v, "value", v)) for v in getattr(when, key)}
        if wanted and not wanted & set(facts.get(key, ())):
            return False
    if when.weapon and not any(
        lexicon.is_a(w, v) or v == "weapon" for w in facts.get("weapon", ()) for v in when.weapon
    ):
        return False
    for key, role in (("supplier", "supplier"), ("recipient", "recipient"), ("party", "parties")):
        values = getattr(when, key)
        if values and not any(actor_fits(code, value, lexicon) for code in facts.get(role, ()) for value in values):
            return False
    return when.background is None or str(when.background).lower() in facts.get("background", ())


def actor_fits(code: str, wanted: str, lexicon: Lexicon) -> bool:
    """Whether an actor is the one wanted, or of the kind wanted (`state`, `armed-group`, `actor`)."""
    if wanted in ("actor", code):
        return True
    kind = lexicon.kind_of(code)
    return kind is not None and kind.value == wanted
