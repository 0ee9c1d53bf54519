"""The shipped rules: they load, carry their proof, and every proof holds."""

from __future__ import annotations

import pytest

from rules import RuleSet, RuleStatus, load_rules
from rules.authoring import test_rules


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_rules()


def test_every_inline_test_of_every_rule_holds(ruleset: RuleSet) -> None:
    report = test_rules(ruleset)
    assert not report.failures, str(report)


def test_a_stable_rule_says_where_it_comes_from_and_carries_its_proof(ruleset: RuleSet) -> None:
    for rule in ruleset.compiled:
        if rule.info.status is RuleStatus.STABLE:
            tests = rule.source.tests
            assert rule.source.derived_from, rule.info.id
            assert len(tests.alert) >= 3, rule.info.id
            assert len(tests.quiet) >= 3, rule.info.id
            assert tests.sequence, rule.info.id


def test_every_kind_of_development_has_a_rule(ruleset: RuleSet) -> None:
    kinds = {info.type.value for info in ruleset.rules if info.status is RuleStatus.STABLE}
    assert {"weapons-transfer", "weapons-use", "production", "tech-support", "troop-deployment", "treaty"} <= kinds


def test_tags_and_names_are_there_for_the_message(ruleset: RuleSet) -> None:
    assert {"senjata", "pasukan", "perjanjian"} <= ruleset.tags
    assert ruleset.names.short_actor("KP") == "Korut"
