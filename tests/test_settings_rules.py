"""The rules in force: broken ones never weaken the watch, and their author's file is named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.app.config import Settings, load_settings
from flows.app.ruleset import KEPT, UnsoundRulesError, digest_of, load_live_rules
from rules import Problem, RulesError, load_rules


@dataclass(frozen=True)
class Loaded:
    """Stands for a rule set: the names of its files."""

    rules: tuple[str, ...]


def load(directory: Path) -> Any:
    """Refuses a folder with the word `frobnicate` in it, as the real loader refuses an unknown key."""
    files = sorted(directory.rglob("*.yaml"))
    problems = [Problem(str(f), 2, 1, "unknown key") for f in files if "frobnicate" in f.read_text("utf-8")]
    if problems:
        raise RulesError(problems)
    return Loaded(tuple(f.name for f in files))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "rules"
    for topic, name in (("lexicon", "actors"), ("weapons_transfers", "jets"), ("weapons_transfers", "tanks")):
        (made / topic).mkdir(parents=True, exist_ok=True)
        (made / topic / f"{name}.yaml").write_text(f"id: {name}\n", "utf-8")
    return made


@pytest.fixture
def settings(tmp_path: Path, folder: Path) -> Settings:
    home = tmp_path / "home"
    home.mkdir()
    return load_settings(home, rules_dir=folder)


def sound(*_: object) -> list[str]:
    return []


def unsound(*_: object) -> list[str]:
    return ["a.yaml:3: expected an alert, got none"]


def break_one(folder: Path) -> Path:
    broken = next(folder.glob("weapons_transfers/*.yaml"))
    broken.write_text(broken.read_text("utf-8") + "\nfrobnicate: 1\n", "utf-8")
    return broken


def test_sound_rules_are_in_force_and_kept(settings: Settings, folder: Path) -> None:
    loaded = load_live_rules(settings, load, sound)
    assert loaded.problems == ()
    assert loaded.source == folder
    assert loaded.directory == settings.home / KEPT / digest_of(folder)
    assert f"from {folder}" in loaded.words


def test_a_broken_file_leaves_the_last_good_rules_in_force_and_names_the_line(settings: Settings, folder: Path) -> None:
    before = load_live_rules(settings, load, sound)
    broken = break_one(folder)
    after = load_live_rules(settings, load, sound)
    assert len(after) == len(before)
    assert after.directory == before.directory
    assert any(broken.name in problem for problem in after.problems)
    assert not any(KEPT in problem for problem in after.problems[1:])  # the author's file, not our copy


def test_rules_that_fail_their_own_tests_are_not_used(settings: Settings, folder: Path) -> None:
    before = load_live_rules(settings, load, sound)
    extra = next(folder.glob("weapons_transfers/*.yaml"))
    extra.write_text(extra.read_text("utf-8") + "\n# a change\n", "utf-8")
    after = load_live_rules(settings, load, unsound)
    assert after.directory == before.directory
    assert "a.yaml:3: expected an alert, got none" in after.problems


def test_mended_rules_come_back_by_themselves(settings: Settings, folder: Path) -> None:
    load_live_rules(settings, load, sound)
    broken = break_one(folder)
    assert load_live_rules(settings, load, sound).problems
    broken.write_text(broken.read_text("utf-8").replace("\nfrobnicate: 1\n", ""), "utf-8")
    assert load_live_rules(settings, load, sound).problems == ()


def test_a_first_set_that_fails_its_tests_is_used_for_want_of_better_and_said_so(settings: Settings) -> None:
    loaded = load_live_rules(settings, load, unsound)
    assert len(loaded) == 3
    assert "for want of better ones" in loaded.problems[0]
    assert "a.yaml:3: expected an alert, got none" in loaded.problems
    assert load_live_rules(settings, load, sound).problems == ()  # it was not taken for good


def test_without_any_rules_that_load_it_stops(settings: Settings, folder: Path) -> None:
    break_one(folder)
    with pytest.raises(RulesError):
        load_live_rules(settings, load, sound)


def test_the_same_files_are_judged_once(settings: Settings) -> None:
    load_live_rules(settings, load, sound)
    assert load_live_rules(settings, load, unsound).problems == ()  # the judge is not asked again


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnsoundRulesError, match="there is no such folder"):
        load_live_rules(load_settings(tmp_path, rules_dir=tmp_path / "none"), load, sound)


def test_nothing_half_made_is_left_behind(settings: Settings, folder: Path) -> None:
    load_live_rules(settings, load, sound)
    break_one(folder)
    load_live_rules(settings, load, sound)
    assert sorted(p.name for p in (settings.home / KEPT).iterdir() if p.name.startswith("new-")) == []


def test_the_shipped_rules_pass_their_own_tests(tmp_path: Path) -> None:
    loaded = load_live_rules(load_settings(tmp_path))
    assert loaded.problems == ()
    assert "shipped with pantau" in loaded.words
    assert len(loaded) == len(load_rules().rules)
