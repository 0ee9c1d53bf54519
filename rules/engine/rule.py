"""Rules as the engine runs them: compiled from their files, checked against the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rules.engine.door import admit, closest
from rules.engine.lexicon import ActorKind, Lexicon
from rules.engine.mention import MentionType, RuleStatus, Severity
from rules.engine.rule_file import AnyOf, RuleFile, When
from rules.engine.yaml_source import Problem, Source, read_yaml

FRAMES: Mapping[str, MentionType] = {
    "transfer": MentionType.WEAPONS_TRANSFER,
    "use": MentionType.WEAPONS_USE,
    "production": MentionType.PRODUCTION,
    "tech": MentionType.TECH_SUPPORT,
    "troops": MentionType.TROOP_DEPLOYMENT,
    "treaty": MentionType.TREATY,
}
ROLES: Mapping[str, tuple[str, ...]] = {
    "transfer": ("supplier", "recipient", "weapon", "parties"),
    "use": ("supplier", "recipient", "weapon"),
    "production": ("supplier", "recipient", "weapon", "parties"),
    "tech": ("supplier", "recipient", "weapon"),
    "troops": ("supplier", "recipient"),
    "treaty": ("parties", "treaty"),
}
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


def read_rules(directory: Path, lexicon: Lexicon, surroundings: Iterable[str]) -> tuple[list[Rule], list[Problem]]:
    """Every rule of the topic folders below `directory`, and everything that is wrong with any of them."""
    rules: list[Rule] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    known = frozenset(surroundings)
    paths = sorted(
        p
        for folder in sorted(directory.iterdir())
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
        found = _check(file, loaded.source, lexicon, known)
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


def _check(file: RuleFile, source: Source, lexicon: Lexicon, surroundings: frozenset[str]) -> list[Problem]:
    """Names in a rule that the lexicon and the frames do not know."""
    problems: list[Problem] = []
    match = file.match
    if match.frame is not None:
        if match.frame not in FRAMES:
            hint = closest(match.frame, FRAMES) or f"one of: {', '.join(FRAMES)}"
            problems.append(source.problem(("match", "frame"), f"frame '{match.frame}' is not known", hint))
            return problems
        roles = ROLES[match.frame]
        for role in match.roles:
            if role not in roles:
                hint = closest(role, roles) or f"one of: {', '.join(roles)}"
                problems.append(
                    source.problem(
                        ("match", "roles", role), f"role '{role}' is not one of frame {match.frame}", hint, at_key=True
                    )
                )
        for index, wanted in enumerate(match.require):
            names = wanted.any if isinstance(wanted, AnyOf) else (wanted,)
            for name in names:
                if name not in roles:
                    hint = closest(name, roles) or f"one of: {', '.join(roles)}"
                    problems.append(
                        source.problem(
                            ("match", "require", index), f"role '{name}' is not one of frame {match.frame}", hint
                        )
                    )
        for index, key in enumerate(file.event.key):
            if key not in (*roles, "treaty_class", "type"):
                hint = closest(key, roles) or f"one of: {', '.join(roles)}"
                problems.append(
                    source.problem(("event", "key", index), f"role '{key}' is not one of frame {match.frame}", hint)
                )
    for index, name in enumerate(match.not_within):
        if name not in surroundings:
            hint = closest(name, surroundings) or f"one of: {', '.join(sorted(surroundings))}"
            problems.append(
                source.problem(("match", "not_within", index), f"surroundings '{name}' are not known", hint)
            )
    for index, row in enumerate(file.severity):
        if row.when is not None:
            for key in ("weapon",):
                for value in getattr(row.when, key):
                    if value not in lexicon.classes and value != "weapon":
                        hint = closest(value, lexicon.classes)
                        problems.append(
                            source.problem(
                                ("severity", index, "when", key), f"weapon class '{value}' is not known", hint
                            )
                        )
            for key in ("supplier", "recipient", "party"):
                for value in getattr(row.when, key):
                    if value not in lexicon.actors and value not in (*ActorKind, "actor"):
                        hint = closest(value, lexicon.actors)
                        problems.append(
                            source.problem(("severity", index, "when", key), f"actor '{value}' is not known", hint)
                        )
    return problems


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
