"""Everything wrong with a rules folder at once: files, lexicon, rules, and what an author will want to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from rules.authoring.lint import Known, lint_rule
from rules.authoring.report import CheckReport
from rules.authoring.revisions import lint_revisions
from rules.engine.cues import Cues, load_cues
from rules.engine.door import admit
from rules.engine.frames import Frames, load_frames
from rules.engine.lexicon import Lexicon
from rules.engine.lexicon_loading import read_lexicon
from rules.engine.rule import read_rules
from rules.engine.rule_file import RuleFile
from rules.engine.yaml_source import Problem, RulesError, Source, read_yaml

CODE = frozenset({"engine", "indonesian", "authoring", "lexicon"})


def check_rules(directory: Path, tags: Iterable[str] | None = None) -> CheckReport:
    """All problems of the rules and the lexicon in `directory`, with places and hints; never raises for a file.

    `tags` are those that some receiver listens to; without them routes are not compared with anything.
    """
    problems: list[Problem] = []
    lexicon, found = read_lexicon(directory / "lexicon")
    problems += found
    frames = _loaded(lambda: load_frames(directory / "lexicon" / "frames.yaml"), problems)
    cues = _loaded(lambda: load_cues(directory / "lexicon" / "cues.yaml"), problems)
    rules: list[tuple[Source, RuleFile]] = []
    if isinstance(lexicon, Lexicon) and isinstance(cues, Cues):
        problems += read_rules(directory, lexicon, cues.surroundings)[1]
        known = Known(lexicon, None if tags is None else frozenset(tags))
        rules = readable_rules(directory)
        for source, rule in rules:
            problems += lint_rule(source, rule, known)
    else:
        for path in rule_paths(directory):
            loaded = read_yaml(path)
            problems += loaded.problems
            if loaded.source is not None:
                problems += admit(loaded.source, RuleFile)[1]
    problems += lint_revisions(directory, rules)
    files = len(rule_paths(directory)) + len(list((directory / "lexicon").glob("*.yaml")))
    shown = [_relative(p, directory) for p in problems]
    whole = isinstance(frames, Frames) and isinstance(cues, Cues) and lexicon is not None
    return CheckReport(
        tuple(sorted(dict.fromkeys(shown))), files, len(rules) if whole else len(readable_rules(directory))
    )


def rule_paths(directory: Path) -> list[Path]:
    """Every rule file: the YAML files of each topic folder."""
    if not directory.is_dir():
        return []
    topics = (f for f in sorted(directory.iterdir()) if f.is_dir() and f.name not in CODE and f.name[0] not in "._")
    return [path for topic in topics for path in sorted(topic.glob("*.yaml"))]


def readable_rules(directory: Path) -> list[tuple[Source, RuleFile]]:
    """Every rule whose file has the right shape, with its source; files that have not are left out."""
    found: list[tuple[Source, RuleFile]] = []
    for path in rule_paths(directory):
        source = read_yaml(path).source
        rule = admit(source, RuleFile)[0] if source is not None else None
        if source is not None and rule is not None:
            found.append((source, rule))
    return found


def _loaded(load: Callable[[], Any], problems: list[Problem]) -> Any:
    try:
        return load()
    except RulesError as error:
        problems += error.problems
        return None


def _relative(problem: Problem, directory: Path) -> Problem:
    """The same problem with its file as an author names it: rules/lexicon/weapons.yaml."""
    path = Path(problem.file)
    if path.is_absolute() and directory.absolute() in (path, *path.parents):
        file = (Path(directory.name) / path.relative_to(directory.absolute())).as_posix()
    elif not path.is_absolute() and directory in path.parents:
        file = (Path(directory.name) / path.relative_to(directory)).as_posix()
    else:
        file = problem.file
    return Problem(file, problem.line, problem.column, problem.message, problem.hint, problem.level)
