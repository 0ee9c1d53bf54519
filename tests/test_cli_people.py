"""Officers and operators at the terminal: take, mute, label, and ask why."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import Result
from typer.testing import CliRunner

from flows.alerts.event import EventStatus, Outcome, OutcomeKind
from flows.app.cli import app
from flows.app.commands_people import end_of, target_of
from flows.app.explain import REASONS, certainty_of
from flows.app.terminal import inert, length
from flows.store import Store, open_store
from rules import CertaintyDetail
from tests.store_samples import NOON, a_decision, a_poll, a_waiting, an_article, tell

Run = Callable[..., Result]
WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PANTAU_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def kept(home: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{home}/pantau.sqlite3")
    yield store
    store.close()


@pytest.fixture
def run(home: Path) -> Run:
    def call(*arguments: str) -> Result:
        result = CliRunner().invoke(app, [*arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


@pytest.fixture
def event(kept: Store) -> str:
    with kept.article_unit() as unit:
        tell(unit, 1, {"rina": NOON})
    (claimed,) = kept.claim_deliveries("w", NOON, timedelta(minutes=1), 1)
    kept.record_outcome(claimed.delivery.id, Outcome(OutcomeKind.ACCEPTED), NOON, None)
    return "E001"


def test_ack_is_kept_with_who_and_why(run: Run, kept: Store, event: str) -> None:
    result = run("ack", "e001-1", "--by", "rina", "--note", "saya cek")
    assert result.exit_code == 0, result.output
    (one,) = kept.acknowledgements(event)
    assert (one.owner, one.note) == ("rina", "saya cek")


def test_ack_of_an_unknown_event_says_where_to_look(run: Run, kept: Store) -> None:
    result = run("ack", "ZZZ9", "--by", "rina")
    assert result.exit_code == 1
    assert "no such event; `pantau events`" in result.stderr


def test_mute_has_an_end_an_owner_and_a_reason(run: Run, kept: Store) -> None:
    result = run("mute", "pair", "kp -> ru", "--until", "8h", "--why", "sudah tahu", "--by", "rina")
    assert result.exit_code == 0, result.output
    listed = run("unmute").output
    assert "KP>RU" in listed
    assert "sudah tahu" in listed
    number = re.search(r"silence (\d+)", result.output)
    assert number is not None
    assert run("unmute", number[1]).exit_code == 0
    assert "(none)" in run("unmute").output
    assert run("unmute", number[1]).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("mute", "land", "KP", "--until", "8h", "--why", "x"), "not one of event, pair, rule, publisher"),
        (("mute", "rule", "a", "--until", "30d", "--why", "x"), "more than 7 days"),
        (("mute", "rule", "a", "--until", "besok", "--why", "x"), "write 8h, 2d, 07:00"),
        (("mute", "rule", "a", "--until", "2020-01-01", "--why", "x"), "already past"),
    ],
)
def test_a_mute_that_cannot_be_is_refused_in_one_sentence(run: Run, arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_label_keeps_the_word_and_hands_the_author_a_test(run: Run, kept: Store, event: str) -> None:
    result = run("label", "e001-1", "salah", "--by", "rina", "--note", "hanya pameran")
    assert result.exit_code == 0, result.output
    assert "quiet:" in result.output
    assert "hanya pameran" in result.output
    (label,) = kept.labels(NOON - timedelta(days=1))
    assert (label.alert_id, label.label) == ("E001-1", "wrong")


def test_why_tells_the_whole_way_of_an_article(run: Run, event: str) -> None:
    told = run("why", "kabar.example/berita/1").output
    for words in ("Article article-1", "extracted by kabar/1", "rule weapons-transfer r1", "KP > RU: rocket"):
        assert words in told
    assert "nearly rule weapons-transfer, but for demand" in told
    assert "E001: NEW, alert E001-1" in told
    assert "E001-1 to rina: accepted" in told


def test_why_of_a_silent_article_says_so(run: Run, kept: Store) -> None:
    with kept.article_unit() as unit:
        unit.save_article(an_article(7), "kabar-dunia", "entry-7")
    assert "no rule recognised a development" in run("why", "laporan 7").output


def test_why_of_an_event_names_its_decisions(run: Run, event: str) -> None:
    told = run("why", "e001").output
    assert "Event E001: weapons-transfer, KP > RU: rocket" in told
    assert "1 articles, 1 media, 1 independent origins" in told


def test_why_of_an_entry_that_waits_for_its_page_says_so(run: Run, kept: Store) -> None:
    kept.record_poll(a_poll(), [a_waiting(4)])
    kept.defer_entry("entry-4", "not finished in time", NOON + timedelta(minutes=4), "kabar-dunia")
    told = run("why", "berita/4").output
    assert "its page has not been read yet, 1 try: not finished in time; next try 2026-03-09 12:04 WIB" in told


def test_why_of_an_entry_that_was_given_up_says_why_and_how_to_have_it_tried_afresh(run: Run, kept: Store) -> None:
    kept.record_poll(a_poll(), [a_waiting(4), a_waiting(5)])
    for again in (NOON + timedelta(minutes=4), None):
        kept.defer_entry("entry-4", "the reading process died over it", again, "kabar-dunia")
    told = run("why", "Kapal perang ke-4").output
    assert "given up after 2 tries: the reading process died over it; to have it tried afresh" in told
    assert "ke-5" not in told
    (one,) = json.loads(run("why", "KAPAL  perang ke-4", "--json").output)["unread"]
    assert (one["state"], one["attempts"], one["feed"]) == ("given up", 2, "kabar-dunia")


def test_why_of_nothing_known_is_a_sentence(run: Run, kept: Store) -> None:
    result = run("why", "tidak ada")
    assert result.exit_code == 1
    assert "no article, event or alert like this" in result.stderr


def test_events_and_timeline_come_as_tables_and_as_json(run: Run, event: str) -> None:
    assert "KP > RU: rocket" in run("events", "--days", "3000").output
    (one,) = json.loads(run("events", "--days", "3000", "--json").output)
    assert (one["event"], one["supplier"]) == ("E001", ["KP"])
    kinds = [step["kind"] for step in json.loads(run("timeline", "e001", "--json").output)]
    assert kinds == ["article", "decision", "alert", "delivery"]
    assert "rina: accepted" in run("timeline", "E001").output


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"deniers": ("KP", "RU")}, "official-claim, denied by KP, RU"),
        ({"deniers": ("?",), "detail": CertaintyDetail.DENIED}, "denied by somebody"),
        ({"deniers": ("KP",), "status": EventStatus.CLOSED}, "withdrawn"),
        ({}, "official-claim"),
    ],
)
def test_a_denied_event_says_so_wherever_it_is_listed(
    run: Run, kept: Store, event: str, changes: dict[str, Any], words: str
) -> None:
    held = kept.event(event)
    assert held is not None
    assert certainty_of(replace(held, **{"detail": CertaintyDetail.OFFICIAL_CLAIM, **changes})) == words
    with kept.article_unit() as unit:
        told = a_decision(1, replace(held, deniers=("KP",)))
        unit.save_decision(told)
    assert "denied by" in run("events", "--days", "3000").output
    assert "denied by KP" in run("why", event).output
    assert json.loads(run("events", "--days", "3000", "--json").output)[0]["deniers"] == ["KP"]


def test_a_bad_setting_stops_any_command_with_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess
    import sys

    monkeypatch.setenv("PANTAU_POLL_MINUTES", "soon")
    done = subprocess.run([sys.executable, "-m", "flows.app.cli", "events"], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("pantau: settings: poll_minutes")
    assert done.stderr.count("\n") == 1


def test_foreign_text_cannot_steer_the_terminal() -> None:
    assert inert("a\x1b[31mb\u202ec\r\nd") == "a[31mbc  d"


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("8h", NOON + timedelta(hours=8)),
        ("30m", NOON + timedelta(minutes=30)),
        ("2d", NOON + timedelta(days=2)),
        ("13:00", NOON + timedelta(hours=1)),
        ("07.00", NOON + timedelta(hours=19)),
        ("2026-03-10", NOON + timedelta(hours=12)),
        ("2026-03-09T13:30", NOON + timedelta(minutes=90)),
    ],
)
def test_ends_are_read_in_the_officers_zone(words: str, end: datetime) -> None:
    assert end_of(words, NOON, WIB) == end


def test_targets_are_kept_in_one_form() -> None:
    assert target_of("pair", "kp → ru") == target_of("pair", "KP>RU") == "KP>RU"
    assert target_of("event", "k7q2-3") == "K7Q2"
    assert target_of("publisher", "Antara") == "antara"


def test_lengths_are_said_in_one_unit() -> None:
    assert [length(timedelta(seconds=s)) for s in (5, 61, 7200, 200_000)] == ["5 s", "1 min", "2 h", "2 d"]


def test_every_reason_that_the_alerts_room_documents_is_explained() -> None:
    room = (Path(__file__).parent.parent / "flows" / "alerts" / "README.md").read_text(encoding="utf-8")
    said = room.partition("## Reasons")[2].partition("## ")[0]
    silent = [line.split("|")[1] for line in said.splitlines() if line.startswith("| `")]
    named = re.findall(r"`([a-z][a-z-]+)`", said.partition("| reason |")[0] + " ".join(silent))
    assert len(named) >= 30
    assert {n for n in named if not n.endswith("-")} <= {*REASONS, "further-date|again|quantity|place"}
