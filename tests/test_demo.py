"""`pantau demo`: a story that goes on where a kill cut it off, through the real Prefect server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.app.config import load_settings
from flows.app.demo_home import DemoHome, HomeTakenError, demo_settings
from flows.app.demo_words import message_words
from flows.app.newsroom import Expected, Inbox, Received, load_story
from flows.app.newsroom.verdict import alert_id_of, compare
from flows.app.supervisor_lock import is_alive
from flows.app.supervisor_prefect import PrefectCallError, call

NOW = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent


def test_demo_that_was_cut_off_goes_on_and_a_finished_one_starts_afresh(tmp_path: Path) -> None:
    home = DemoHome(tmp_path / "demo")
    story = load_story()
    state = home.open(story, NOW)
    home.save(replace(state, day=2, newsroom_port=1234))
    (home.folder / "inbox.jsonl").write_text("kept")

    again = DemoHome(home.folder).open(story, NOW)
    assert (again.day, again.newsroom_port, again.first, again.resumed) == (2, 1234, state.first, True)
    assert (home.folder / "inbox.jsonl").exists()

    home.save(again.finish())
    afresh = DemoHome(home.folder).open(story, NOW)
    assert (afresh.day, afresh.resumed) == (0, False)
    assert not (home.folder / "inbox.jsonl").exists()


def test_demo_removes_no_folder_that_it_did_not_make(tmp_path: Path) -> None:
    precious = tmp_path / "demo" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("years of work")
    with pytest.raises(HomeTakenError, match="--home"):
        DemoHome(precious.parent).open(load_story(), NOW)
    assert precious.exists()


def test_demo_looks_at_its_own_newsroom_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_STORE_URL", "postgresql://elsewhere/pantau")
    monkeypatch.setenv("PREFECT_API_URL", "http://elsewhere/api")
    home = DemoHome(tmp_path / "demo")
    story = load_story()
    state = home.open(story, NOW).with_ports(8001, 8002)
    settings = demo_settings(home.folder, state, story)
    assert settings.store_address == f"sqlite:///{home.folder / 'pantau.sqlite3'}"
    assert settings.api_url is None
    assert settings.allowed_hosts == ("127.0.0.1",)
    assert "127.0.0.1:8001" in (home.folder / "feeds.yaml").read_text()
    assert "json://127.0.0.1:8002/" in (home.folder / "receivers.yaml").read_text()


def test_message_belongs_to_the_first_alert_that_it_names() -> None:
    message = Received("TINGGI · PERKEMBANGAN · K7Q2-2", "Alarm sebelumnya: K7Q2-1")
    assert alert_id_of(message) == "K7Q2-2"
    assert alert_id_of(Received("halo", "tanpa nomor")) == ""


def test_message_without_an_alert_and_development_without_a_message_are_both_wrong() -> None:
    expected = [Expected("x", 1, "why", "NEW")]
    found = compare(expected, [], [Received("?", "tanpa nomor")])
    assert not found.is_right
    assert (len(found.unknown), found.lines[0].messages) == (1, 0)


def test_messages_are_shown_without_terminal_tricks() -> None:
    shown = message_words(Received("judul\x1b[2J", "baris satu\n\nbaris\u202e dua " + "kata " * 40))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert max(len(line) for line in shown.splitlines()) <= 110


# -- the real thing


class Demo:
    """`pantau demo` as a process, its words kept in a file."""

    def __init__(self, home: Path, words: Path) -> None:
        self.words = words
        command = [sys.executable, "-c", "from flows.app.cli import main; main()", "demo", "--home", str(home)]
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "PANTAU_"))}
        environment |= {
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": os.pathsep.join([*os.environ.get("PYTHONPATH", "").split(os.pathsep), str(ROOT)]),
        }
        with words.open("ab") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)

    def said(self) -> str:
        return self.words.read_text(encoding="utf-8")

    def wait_for(self, question: Callable[[], bool], seconds: float) -> None:
        """Waits for another process; there is no other way to hear of its doings."""
        deadline = time.monotonic() + seconds
        while not question():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.02)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], Demo]]:
    started: list[Demo] = []

    def begin(name: str) -> Demo:
        started.append(Demo(tmp_path, tmp_path / f"{name}.txt"))
        return started[-1]

    yield begin
    for demo in started:
        if demo.process.poll() is None:
            demo.process.send_signal(signal.SIGTERM)
            demo.process.wait(300)


@pytest.mark.prefect
@pytest.mark.timeout(1800)
def test_demo_killed_in_the_middle_and_started_again_tells_everything_once(
    start: Callable[[str], Demo], tmp_path: Path
) -> None:
    home = tmp_path / "demo"
    first = start("first")
    planned: set[bool] = set()

    def is_in_the_middle() -> bool:
        planned.add(True in planned or are_runs_planned(home))
        return "TINGGI" in first.said().partition("-- Day 2")[2]

    first.wait_for(is_in_the_middle, 900)
    children = json.loads((home / "up.json").read_text())["children"].values()
    first.process.kill()
    first.process.wait()
    assert True in planned, "no run of deliver was planned: Prefect's scheduler does not work with what is installed"

    deadline = time.monotonic() + 300
    while left := processes_of(home):
        assert time.monotonic() < deadline, f"left behind: {left}"
        time.sleep(0.2)

    told_before = len(Inbox(home / "inbox.jsonl").messages())
    assert told_before >= 3
    second = start("second")
    assert second.process.wait(900) == 0, second.said()
    assert "goes on from there" in second.said()
    assert "All is as it should be" in second.said()
    assert not any(is_alive(pid) for pid in children)
    assert not processes_of(home)
    story = load_story()
    assert len(Inbox(home / "inbox.jsonl").messages()) >= len(story.expected(story.last))


def processes_of(home: Path) -> list[int]:
    """Every process that was given this home, whoever started it."""
    mark = f"PANTAU_HOME={home}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0") and is_alive(int(folder.name)):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def are_runs_planned(home: Path) -> bool:
    """True when Prefect plans runs ahead for the schedules; with some versions of SQLAlchemy it silently plans none."""
    try:
        port = json.loads((home / "demo.json").read_text())["api_port"]
        planned = {
            "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
            "deployments": {"name": {"any_": ["deliver"]}},
        }
        return bool(call(load_settings(home, api_port=port, api_url=None), "/flow_runs/filter", planned))
    except (OSError, ValueError, PrefectCallError):  # not there yet, half written, busy
        return False
