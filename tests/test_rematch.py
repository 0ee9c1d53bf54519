"""`pantau match`: one answer a line, in order, whatever the line holds; processes change nothing but the time."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.app.cli import app
from flows.app.jsonl import Line
from flows.app.match import load_matcher, match_in_processes, match_lines
from tests.fakewatch import FakeRules


def line(number: int, text: str, **more: object) -> Line:
    return Line(number, {"id": f"a{number}", "text": text, **more})


def test_events_come_as_the_contract_says() -> None:
    (answer,) = match_lines([line(1, "KP kirim rocket ke RU (signed)")], FakeRules())
    assert answer.value["id"] == "a1"
    (event,) = answer.value["events"]
    wanted = {
        "rule",
        "revision",
        "type",
        "supplier",
        "recipient",
        "parties",
        "weapons",
        "treaty",
        "stage",
        "certainty",
        "background",
        "severity",
        "alert",
        "reason",
        "evidence",
    }
    assert wanted <= set(event)
    assert (event["supplier"], event["recipient"], event["weapons"]) == ("KP", "RU", ["rocket"])
    assert set(event["evidence"][0]) == {"field", "start", "end", "text"}


def test_a_line_that_cannot_be_read_or_matched_answers_with_an_error() -> None:
    answers = list(
        match_lines(
            [Line(1, {}, "line 1: not JSON"), line(2, "meledak"), line(3, "KP kirim rocket ke RU")], FakeRules()
        )
    )
    assert answers[0].value == {"id": None, "events": [], "error": "line 1: not JSON"}
    assert "line 2: the engine failed: ValueError" in answers[1].value["error"]
    assert len(answers[2].value["events"]) == 1


def test_a_number_as_id_comes_back_as_a_number() -> None:
    (answer,) = match_lines([Line(1, {"id": 7, "text": "x"})], FakeRules())
    assert answer.value["id"] == 7


def test_processes_answer_the_same_in_the_same_order() -> None:
    lines = [line(n, f"Korea Utara memasok roket ke Rusia, laporan ke-{n}.") for n in range(40)]
    lines.insert(5, Line(99, {}, "line 99: not JSON"))
    alone = [a.value for a in match_lines(lines, load_matcher(None))]
    spread = [a.value for a in match_in_processes(lines, None, 2)]
    assert spread == alone


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PANTAU_HOME", str(tmp_path))
    return tmp_path


def test_the_command_reads_gzip_and_names_bad_lines(home: Path) -> None:
    path = home / "in.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": 1, "text": "Cuaca cerah."}\nnonsense\n{"id": 3, "text": "Hujan."}\n'))
    result = CliRunner().invoke(app, ["match", str(path), "--quiet"])
    said = [json.loads(row) for row in result.stdout.splitlines()]
    assert [row["id"] for row in said] == [1, None, 3]
    assert result.exit_code == 1
    assert "line 2: not JSON" in result.stderr


def test_the_command_says_when_all_went_well(home: Path) -> None:
    result = CliRunner().invoke(app, ["match", "-"], input='{"id": 1, "text": "Cuaca cerah."}\n')
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"id": 1, "events": []}
    assert "matched: 1 in" in result.stderr
