"""Before `pantau up` starts anything: every fault in one sentence; and what its terminal says afterwards."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.app import supervisor
from flows.app.config import load_settings
from flows.app.ruleset import SHIPPED
from flows.app.supervisor import run_up
from flows.app.supervisor_checks import StartError, check_watch
from flows.app.supervisor_deadman import DeadMan, main
from flows.app.supervisor_lock import HomeLock, Running
from flows.app.supervisor_lookout import Lookout
from flows.app.supervisor_sight import Sight
from flows.app.wiring import open_settings_store
from flows.store.base import CycleReport

NOW = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)


def refusal(home: Path, **told: object) -> str:
    with pytest.raises(StartError) as trouble:
        check_watch(load_settings(home, api_url=None, **told))
    return str(trouble.value)


def test_home_without_anything_is_enough(tmp_path: Path) -> None:
    briefing = check_watch(load_settings(tmp_path, api_url=None))
    assert briefing.feeds > 20
    assert briefing.receivers == ("log",)
    greeting = briefing.text("http://127.0.0.1:4200", "http://127.0.0.1:4200/v2/artifacts/key/coverage")
    for words in ("http://127.0.0.1:4200", f"{briefing.feeds} feeds", "log", "Ctrl-C"):
        assert words in greeting
    assert (tmp_path / "pantau.sqlite3").exists()


def test_broken_rule_of_a_new_home_is_named_by_file_and_line(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "rules", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    broken = next((tmp_path / "rules" / "weapons_transfers").glob("*.yaml"))
    broken.write_text("id: pameran\nrevision: 1\ntitel: Pameran\n")
    words = refusal(tmp_path, rules_dir=tmp_path / "rules")
    assert f"{broken.name}:3" in words


def test_receiver_nobody_can_reach_is_refused_and_its_address_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "receivers.yaml").write_text("receivers: [{id: piket, url: 'nosuch://rahasia@host'}]\n")
    words = refusal(tmp_path)
    assert "piket" in words
    assert "rahasia" not in words
    assert "\n" not in words


def test_one_receiver_that_works_is_enough(tmp_path: Path) -> None:
    (tmp_path / "receivers.yaml").write_text(
        "receivers: [{id: a, url: 'nosuch://x'}, {id: b, url: 'json://127.0.0.1/'}]\n"
    )
    briefing = check_watch(load_settings(tmp_path, api_url=None))
    assert any("channel: a:" in problem for problem in briefing.problems)


def test_addresses_in_blocks_do_not_keep_the_server_that_holds_them_from_starting(tmp_path: Path) -> None:
    (tmp_path / "receivers.yaml").write_text("receivers: [{id: a, url_block: alamat-a}]\n")
    briefing = check_watch(load_settings(tmp_path, api_url=None))
    assert briefing.receivers == ("a",)
    assert "receivers.yaml: a: block alamat-a: it has not been read yet: the first run reads it" in briefing.problems[0]


def test_home_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    words = refusal(tmp_path / "file" / "home")
    assert words.startswith("home: ")
    assert "PANTAU_HOME" in words


def test_second_start_says_where_the_first_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = HomeLock(tmp_path)
    assert first.take()
    first.write(Running(pid=1, ui="http://127.0.0.1:4999", started_at="2026-01-01T00:00:00+00:00"))
    monkeypatch.setattr(supervisor, "Child", lambda *a: pytest.fail("nothing may be started"))
    assert run_up(load_settings(tmp_path, api_url=None)) == 0
    assert "already running" in (out := capsys.readouterr().out)
    assert "http://127.0.0.1:4999" in out
    first.release()


def test_fault_at_the_start_is_told_without_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "receivers.yaml").write_text("receivers: [")
    assert run_up(load_settings(tmp_path, api_url=None)) == 2
    assert capsys.readouterr().err.startswith("pantau: ")


def report(minute: int, ok: int) -> CycleReport:
    at = NOW + timedelta(minutes=minute)
    notes = () if ok else ("feed antara-dunia: the name does not resolve",)
    return CycleReport(at, at, 8, ok, 0, 8 - ok, 3, 3, 0, 0, 0, 0, notes)


def test_terminal_tells_of_the_first_poll_and_then_only_of_changes(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, api_url=None)
    store = open_settings_store(settings)
    store.record_cycle(report(-60, 8))
    lookout, sight = Lookout(settings), Sight(NOW)
    assert sight.judge(lookout.look()) == "", "cycles of an earlier run are no news"
    said = []
    for minute, ok in ((1, 8), (6, 8), (11, 0), (16, 0), (21, 7)):
        store.record_cycle(report(minute, ok))
        said.append(sight.judge(lookout.look()))
    lookout.close()
    store.close()
    assert said[0].startswith("First poll: 8 feeds")
    assert (said[1], said[3]) == ("", "")
    assert "the name does not resolve" in said[2]
    assert "pantau demo" in said[2]
    assert said[4].startswith("The watch sees again")


def test_operators_hear_of_polls_that_stay_away_without_prefects_help(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, api_url=None, poll_minutes=5)
    told: list[str] = []
    lookout = Lookout(settings)
    switch = DeadMan(settings, NOW, lambda _settings, words, _kind: told.append(words))
    store = open_settings_store(settings)
    said = []
    for minute, has_polled in ((4, True), (20, False), (25, False), (40, False), (56, False), (60, True), (82, False)):
        if has_polled:
            store.record_cycle(report(minute, 0))
        said.append(switch.judge(lookout.look(), NOW + timedelta(minutes=minute)))
    lookout.close()
    store.close()
    assert [bool(words) for words in said] == [False, False, True, False, True, False, True], "half an hour of quiet"
    assert "10.04" in told[0]
    assert len(told) == 3


def test_operators_hear_of_a_store_that_cannot_be_opened(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    inbox = tmp_path / "operators.jsonl"
    receivers = f"receivers: [{{id: jaga, url: 'log://{inbox}', tags: [operator]}}]"
    (tmp_path / "receivers.yaml").write_text(receivers)
    (tmp_path / "pantau.sqlite3").write_bytes(b"no database at all, " * 100)
    told: list[str] = []
    settings = load_settings(tmp_path, api_url=None)
    switch = DeadMan(settings, NOW, lambda _settings, words, _kind: told.append(words))
    with caplog.at_level("WARNING", "pantau.up"):
        lookout = Lookout(settings)
        assert [bool(lookout.look().trouble) for _ in range(3)] == [True] * 3
        assert switch.judge(lookout.look(), NOW + timedelta(hours=1))
    assert len(caplog.records) == 1, "asked every three seconds, said once"
    monkeypatch.setenv("PANTAU_HOME", str(tmp_path))
    for answer in ("told 1", "told already"):
        main(told[0])
        assert answer in capsys.readouterr().err
    assert len(inbox.read_text().splitlines()) == 1
    assert "pantau.sqlite3" in inbox.read_text()
