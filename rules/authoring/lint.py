"""What is well-formed and still wrong in a rule: names nobody knows, rows and phrases that can never fit, no proof."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.engine.door import closest
from rules.engine.lexicon import Lexicon
from rules.engine.mention import RuleStatus
from rules.engine.rule_file import Accept, Concept, Expected, RuleFile, When
from rules.engine.rule_names import ROLES, unknown, unknown_actors, unknown_classes
from rules.engine.yaml_source import Path_, Problem, Source
from rules.indonesian.tokens import tokenize

ACTOR_ROLES = ("supplier", "recipient", "parties")
STABLE_NEEDS = {"alert": 3, "quiet": 3, "sequence": 1}


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a rule may use."""

    lexicon: Lexicon
    tags: frozenset[str] | None

    @property
    def treaties(self) -> tuple[str, ...]:
        """Slugs of treaties and of their kinds."""
        return (*self.lexicon.treaties, *self.lexicon.treaty_classes)


def lint_rule(source: Source, rule: RuleFile, known: Known) -> list[Problem]:
    """Problems of one readable rule, apart from those that loading finds itself."""
    return [
        *_roles(source, rule, known),
        *_accept(source, rule.match.accept, ("match", "accept"), known),
        *_words(source, rule, known),
        *_severity(source, rule, known),
        *_expectations(source, rule, known),
        *_route(source, rule, known),
        *_origins(source, rule),
        *_proof(source, rule),
    ]


def _roles(source: Source, rule: RuleFile, known: Known) -> Iterator[Problem]:
    match = rule.match
    lexicon = known.lexicon
    for role, wanted in match.roles.items():
        path = ("match", "roles", role)
        if role in ACTOR_ROLES:
            yield from unknown_actors(source, path, wanted, lexicon, kinds=True)
        elif role == "weapon":
            yield from unknown_classes(source, path, wanted, lexicon)
        elif role == "treaty":
            yield from unknown(source, path, "treaty", wanted, ("treaty", *known.treaties))
    if match.frame is None or match.frame not in ROLES:
        return
    for index, key in enumerate(rule.event.key):
        if match.roles and key in ROLES[match.frame] and key not in match.roles:
            message = f"role '{key}' is part of the event key and not among the rule's roles"
            stated = ("event", "key") in source.places
            at: Path_ = ("event", "key", index) if stated else ("match", "roles")
            yield source.problem(at, message, "add it to match.roles", level="warning")


def _accept(source: Source, accept: Accept | When, path: Path_, known: Known) -> Iterator[Problem]:
    lexicon = known.lexicon
    yield from unknown_classes(source, (*path, "weapon"), accept.weapon, lexicon)
    yield from unknown(source, (*path, "treaty"), "treaty", accept.treaty, known.treaties)
    yield from unknown(source, (*path, "treaty_class"), "treaty class", accept.treaty_class, lexicon.treaty_classes)
    for name in accept.treaty_class:
        kind = lexicon.treaty_classes.get(name)
        if kind is not None and not kind.counts:
            message = f"treaty class '{name}' never counts: this can never fit"
            yield source.problem((*path, "treaty_class"), message, "take it out, or let the class count")


def _words(source: Source, rule: RuleFile, known: Known) -> Iterator[Problem]:
    match = rule.match
    banned = {_folded(item) for item in match.none if isinstance(item, str)}
    for key in ("any", "all", "none"):
        for index, item in enumerate(getattr(match, key)):
            path: Path_ = ("match", key, index)
            if isinstance(item, Concept):
                yield from _concept(source, path, item, known)
            elif not any(token.kind == "word" for token in tokenize(item)):
                yield source.problem(path, f"phrase '{item}' holds no word: it can never match", "write words")
            elif key != "none" and _folded(item) in banned:
                yield source.problem(path, f"phrase '{item}' is also in none: the rule can never match on it")


def _concept(source: Source, path: Path_, item: Concept, known: Known) -> Iterator[Problem]:
    lexicon = known.lexicon
    yield from unknown_actors(source, (*path, "actor"), item.actor or (), lexicon, kinds=True)
    yield from unknown_classes(source, (*path, "weapon"), item.weapon or (), lexicon)
    yield from unknown(source, (*path, "treaty"), "treaty", item.treaty or (), ("treaty", *known.treaties))


def _folded(phrase: str) -> str:
    return " ".join(phrase.casefold().replace("-", " ").split())


def _severity(source: Source, rule: RuleFile, known: Known) -> Iterator[Problem]:
    earlier: list[When] = []
    for index, row in enumerate(rule.severity):
        if row.when is None:
            continue
        path: Path_ = ("severity", index, "when")
        yield from _accept(source, row.when, path, known)
        if any(_covers(before, row.when) for before in earlier):
            yield source.problem(path, "an earlier row takes every case of this one", "move it up", level="warning")
        earlier.append(row.when)
        stages, accepted = set(row.when.stage), set(rule.match.accept.stage)
        if stages and accepted and not stages & accepted:
            yield source.problem(path, "the rule accepts none of these stages: the row can never fit")


def _covers(before: When, later: When) -> bool:
    """Whether whatever fits the later row fits the earlier one too."""
    for key in before.model_fields_set:
        wide, narrow = getattr(before, key), getattr(later, key)
        if key not in later.model_fields_set:
            return False
        if isinstance(wide, tuple) and not set(narrow) <= set(wide):
            return False
        if not isinstance(wide, tuple) and wide != narrow:
            return False
    return True


def _expectations(source: Source, rule: RuleFile, known: Known) -> Iterator[Problem]:
    lexicon = known.lexicon
    for kind in ("alert", "todo"):
        for index, test in enumerate(getattr(rule.tests, kind)):
            path: Path_ = ("tests", kind, index)
            assert isinstance(test, Expected)
            for key in ("supplier", "recipient", "parties", "claimant", "denier"):
                yield from unknown_actors(source, (*path, key), getattr(test, key) or (), lexicon)
            yield from unknown_classes(source, (*path, "weapon"), test.weapon or (), lexicon)
            yield from unknown(source, (*path, "system"), "system", test.system or (), lexicon.systems)
            if test.treaty:
                yield from unknown(source, (*path, "treaty"), "treaty", (test.treaty,), lexicon.treaties)
            if test.treaty_class:
                yield from unknown(
                    source, (*path, "treaty_class"), "treaty class", (test.treaty_class,), lexicon.treaty_classes
                )


def _route(source: Source, rule: RuleFile, known: Known) -> Iterator[Problem]:
    if known.tags is None:
        return
    for index, tag in enumerate(rule.route):
        if tag not in known.tags:
            hint = closest(tag, known.tags) or "no receiver would be told"
            yield source.problem(("route", index), f"tag '{tag}' reaches no receiver", hint, level="warning")


def _proof(source: Source, rule: RuleFile) -> Iterator[Problem]:
    if rule.status is not RuleStatus.STABLE:
        return
    for kind, wanted in STABLE_NEEDS.items():
        has = len(getattr(rule.tests, kind))
        if has < wanted:
            message = f"a stable rule needs {wanted} {kind} tests, this one has {has}"
            yield source.problem(("tests",), message, "add them, or make it a draft", level="warning")
    if not rule.derived_from and rule.match.frame is not None:
        yield source.problem(
            (), "a stable rule names the event it was derived from", "add derived_from", level="warning"
        )


def _origins(source: Source, rule: RuleFile) -> Iterator[Problem]:
    """Seeds are called by three digits and sixteen hexadecimal ones; another name is a slip of the pen."""
    for index, origin in enumerate(rule.derived_from):
        if not re.fullmatch(r"\d{3}_[0-9a-f]{16}", origin.seed):
            message = f"'{origin.seed}' is no name of a seed"
            yield source.problem(
                ("derived_from", index, "seed"), message, "they look like 003_f7a774726fec0e41", level="warning"
            )
