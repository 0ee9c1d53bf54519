"""Rules that change while the watch runs: the last good set stays until a whole, sound one is there."""

from pathlib import Path

import pytest

from rules.authoring.reload import LiveRules
from rules.engine.mention import Document
from rules.engine.yaml_source import RulesError
from tests.rule_folder import make_rule_folder

RULE = """\
id: sample
title: Contoh
status: stable
match: {frame: transfer, require: [weapon]}
severity: high
tests: {alert: [{text: Iran memasok drone ke Rusia., supplier: IR}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = make_rule_folder(tmp_path / "rules")
    (root / "topic" / "sample.yaml").write_text(RULE, encoding="utf-8")
    return root


def edit(folder: Path, text: str) -> None:
    (folder / "topic" / "sample.yaml").write_text(text, encoding="utf-8")


def severity(live: LiveRules) -> str:
    return live.current.match(Document("a", "", "Iran memasok drone ke Rusia.")).mentions[0].severity.value


def test_nothing_changed_is_said_so(folder: Path) -> None:
    assert LiveRules(folder).refresh().state == "unchanged"


def test_a_change_goes_live_only_after_two_equal_looks(folder: Path) -> None:
    live = LiveRules(folder)
    edit(folder, RULE.replace("severity: high", "severity: low"))
    assert live.refresh().state == "settling"
    assert severity(live) == "high"
    assert live.refresh().state == "loaded"
    assert severity(live) == "low"
    assert live.refresh().state == "unchanged"


def test_a_file_still_being_written_is_waited_for(folder: Path) -> None:
    live = LiveRules(folder)
    edit(folder, RULE[:40])
    assert live.refresh().state == "settling"
    edit(folder, RULE.replace("severity: high", "severity: low"))
    assert live.refresh().state == "settling"
    assert live.refresh().state == "loaded"


def test_a_broken_file_leaves_the_last_good_set_and_says_where(folder: Path) -> None:
    live = LiveRules(folder)
    edit(folder, RULE.replace("frame: transfer", "frame: transfr"))
    live.refresh()
    refused = live.refresh()
    assert refused.state == "refused"
    assert any("sample.yaml:4:16: frame 'transfr' is not known" in line for line in refused.problems)
    assert severity(live) == "high"
    assert live.refresh() == refused


def test_a_rule_that_fails_its_own_tests_does_not_go_live(folder: Path) -> None:
    live = LiveRules(folder)
    edit(folder, RULE.replace("supplier: IR", "supplier: RU").replace("severity: high", "severity: low"))
    live.refresh()
    refused = live.refresh()
    assert refused.state == "refused"
    assert "supplier is IR, expected RU" in refused.problems[0]
    assert severity(live) == "high"


def test_a_repaired_file_goes_live_and_an_undone_change_is_no_change(folder: Path) -> None:
    live = LiveRules(folder)
    edit(folder, "id: [")
    live.refresh()
    assert live.refresh().state == "refused"
    edit(folder, RULE)
    assert live.refresh().state == "unchanged"
    edit(folder, RULE.replace("severity: high", "severity: medium"))
    live.refresh()
    assert live.refresh().state == "loaded"


def test_rules_that_were_never_good_raise(folder: Path) -> None:
    edit(folder, "id: [")
    with pytest.raises(RulesError):
        LiveRules(folder)
