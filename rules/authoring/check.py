"""Everything wrong with a rules folder at once: files, lexicon, rules, and what an author will want to know."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rules.authoring.grammar import lint_cues, lint_frames
from rules.authoring.lint import Known, lint_rule
from rules.authoring.report import CheckReport
from rules.authoring.revisions import lint_revisions
from rules.authoring.strays import is_topic, lint_strays
from rules.engine.door import admit
from rules.engine.lexicon_loading import survey_lexicon
from rules.engine.rule import STAND_INS, read_rules
from rules.engine.rule_file import RuleFile
from rules.engine.salvage import salvage
from rules.engine.yaml_source import Problem, Source, read_yaml


def check_rules(directory: Path, tags: Iterable[str] | None = None) -> CheckReport:
    """All problems of the rules and the lexicon in `directory`, with places and hints; never raises for a file.

    `tags` are those that some receiver listens to; without them routes are not compared with anything.
    """
    if not directory.is_dir():
        return CheckReport((Problem(str(directory), 0, 0, "no such folder", "name the folder of the rules"),), 0, 0)
    lexicon, problems = survey_lexicon(directory / "lexicon")
    problems += lint_frames(directory / "lexicon" / "frames.yaml", lexicon)
    wrong, surroundings = lint_cues(directory / "lexicon" / "cues.yaml", lexicon)
    problems += wrong
    problems += read_rules(directory, lexicon, surroundings)[1]
    known = Known(lexicon, None if tags is None else frozenset(tags))
    rules = readable_rules(directory)
    for source, rule in rules:
        problems += lint_rule(source, rule, known)
    for source, rule in _partly_readable(directory):
        problems += (p for p in lint_rule(source, rule, known) if p.level == "error")
    problems += lint_revisions(directory, rules)
    problems += lint_strays(directory)
    files = len(rule_paths(directory)) + len(list((directory / "lexicon").glob("*.yaml")))
    shown = (_relative(p, directory) for p in problems)
    return CheckReport(tuple(sorted(dict.fromkeys(shown))), files, len(rules))


def rule_paths(directory: Path) -> list[Path]:
    """Every rule file: the YAML files of each topic folder."""
    if not directory.is_dir():
        return []
    return [path for topic in sorted(directory.iterdir()) if is_topic(topic) for path in sorted(topic.glob("*.yaml"))]


def readable_rules(directory: Path) -> list[tuple[Source, RuleFile]]:
    """Every rule whose file has the right shape, with its source; files that have not are left out."""
    found: list[tuple[Source, RuleFile]] = []
    for path in rule_paths(directory):
        source = read_yaml(path).source
        rule = admit(source, RuleFile)[0] if source is not None else None
        if source is not None and rule is not None:
            found.append((source, rule))
    return found


def _partly_readable(directory: Path) -> list[tuple[Source, RuleFile]]:
    """What is left of the rules whose files have mistakes in their shape."""
    found: list[tuple[Source, RuleFile]] = []
    for path in rule_paths(directory):
        source = read_yaml(path).source
        if source is not None and admit(source, RuleFile)[0] is None:
            rest = salvage(source, RuleFile, STAND_INS)
            found += [(rest[1], rest[0])] if rest is not None else []
    return found


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
