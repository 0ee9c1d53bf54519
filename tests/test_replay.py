"""Replay: the watch's own decisions over dated articles, a clock that follows the dates, a store that forgets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.app.jsonl import Line
from flows.app.replay import replay_lines
from tests.fakewatch import FakeRules


def lines(*articles: tuple[str, str, str]) -> list[Line]:
    """Articles as (id, date, text)."""
    return [
        Line(n, {"id": i, "date": d, "title": f"Judul {i}", "text": t, "outlet": "kabar"})
        for n, (i, d, t) in enumerate(articles, 1)
    ]


def decided(*articles: tuple[str, str, str]) -> list[tuple[str, list[tuple[str, bool]]]]:
    answers = replay_lines(lines(*articles), FakeRules())
    return [(a.value["id"], [(d["state"], d["alert"]) for d in a.value["decisions"]]) for a in answers]


def test_a_story_is_told_step_by_step() -> None:
    assert decided(
        ("a", "2024-06-01", "KP kirim rocket ke RU (signed)"),
        ("b", "2024-06-03", "KP kirim rocket ke RU (signed)"),
        ("c", "2024-06-05", "KP kirim rocket ke RU (delivered)"),
        ("d", "2024-06-06", "Cuaca cerah."),
    ) == [
        ("a", [("NEW", True)]),
        ("b", [("NONE", False)]),
        ("c", [("UPDATE", True)]),
        ("d", []),
    ]


def test_articles_are_taken_by_date_and_answered_in_the_order_of_the_input() -> None:
    assert decided(
        ("late", "2024-06-05", "KP kirim rocket ke RU (delivered)"),
        ("early", "2024-06-01", "KP kirim rocket ke RU (signed)"),
    ) == [("late", [("UPDATE", True)]), ("early", [("NEW", True)])]


def test_an_old_story_is_news_on_its_own_day() -> None:
    assert decided(("a", "2009-01-01", "KP kirim rocket ke RU")) == [("a", [("NEW", True)])]


def test_an_article_without_a_date_stays_behind_the_one_before_it() -> None:
    answers = decided(
        ("a", "2024-06-05", "KP kirim rocket ke RU (sought)"),
        ("b", "", "KP kirim rocket ke RU (delivered)"),
        ("c", "2024-06-01", "IR kirim drone ke RU"),
    )
    assert [states for _, states in answers] == [[("NEW", True)], [("UPDATE", True)], [("NEW", True)]]


def test_one_event_has_one_name_and_a_changed_axis_is_told() -> None:
    answers = replay_lines(
        lines(("a", "2024-06-01", "KP kirim rocket ke RU (signed)"), ("b", "2024-06-05", "KP kirim rocket ke RU")),
        FakeRules(),
    )
    first, second = (a.value["decisions"][0] for a in answers)
    assert first["event"] == second["event"]
    assert second["changed"] == [{"axis": "stage", "before": "signed", "after": "delivered"}]
    assert set(second) == {"event", "rule", "state", "reason", "alert", "changed"}


def test_the_same_id_twice_is_two_articles() -> None:
    assert len(decided(("a", "2024-06-01", "KP kirim rocket ke RU"), ("a", "2024-06-02", "IR kirim drone ke RU"))) == 2


def test_a_copy_of_the_same_wire_text_adds_no_origin() -> None:
    body = "KP kirim rocket ke RU menurut keterangan yang dibacakan pada konferensi pers kemarin sore. " * 3
    answers = replay_lines(
        [
            Line(1, {"id": "a", "date": "2024-06-01", "text": body, "outlet": "satu"}),
            Line(2, {"id": "b", "date": "2024-06-02", "text": body, "outlet": "dua"}),
        ],
        FakeRules(),
    )
    assert answers[1].value["decisions"][0]["state"] == "NONE"
    assert answers[1].value["decisions"][0]["reason"] == "copy"


def test_a_second_independent_origin_corroborates_in_silence() -> None:
    answers = replay_lines(
        [
            Line(
                1, {"id": "a", "date": "2024-06-01", "text": "KP kirim rocket ke RU kata satu pihak", "outlet": "satu"}
            ),
            Line(
                2, {"id": "b", "date": "2024-06-02", "text": "Lain lagi, KP kirim rocket ke RU pula", "outlet": "dua"}
            ),
        ],
        FakeRules(),
    )
    decision = answers[1].value["decisions"][0]
    assert (decision["state"], decision["alert"]) == ("CORROBORATED", False)


def test_two_outlets_that_credit_one_wire_are_one_origin() -> None:
    answers = replay_lines(
        [
            Line(1, {"id": "a", "date": "2024-06-01", "text": "Seoul - KP kirim rocket ke RU kata satu pihak. (Reuters)", "outlet": "satu"}),  # noqa: E501
            Line(2, {"id": "b", "date": "2024-06-02", "text": "Seoul - Lain lagi, KP kirim rocket ke RU pula. (Reuters)", "outlet": "dua"}),  # noqa: E501
        ],
        FakeRules(),
    )  # fmt: skip
    assert answers[1].value["decisions"][0]["state"] == "NONE"


def test_bad_lines_are_answered_and_named() -> None:
    answers = replay_lines(
        [Line(1, {}, "line 1: not JSON"), Line(2, {"id": "x", "text": "meledak"}), *lines(("a", "2024-06-01", "x"))],
        FakeRules(),
    )
    assert answers[0].value == {"id": None, "decisions": [], "error": "line 1: not JSON"}
    assert "engine failed" in (answers[1].error or "")
    assert answers[2].error is None


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    decided(("a", "2024-06-01", "KP kirim rocket ke RU"))
    assert list(tmp_path.iterdir()) == []


STORY = [
    {"id": "1", "date": "2023-01-02", "title": "Korea Utara memasok rudal balistik ke Rusia", "text": "Korea Utara memasok rudal balistik ke Rusia, kata pejabat Seoul."},  # noqa: E501
    {"id": "2", "date": "2023-01-04", "title": "Iran mengirim drone ke Rusia", "text": "Iran mengirim ratusan drone ke Rusia pekan lalu."},  # noqa: E501
    {"id": "3", "date": "2023-01-09", "title": "Rusia bantah terima rudal", "text": "Rusia membantah menerima rudal dari Korea Utara."},  # noqa: E501
]  # fmt: skip


def test_every_process_says_the_same_whatever_its_hash_seed(tmp_path: Path) -> None:
    path = tmp_path / "story.jsonl"
    path.write_text("".join(json.dumps(a) + "\n" for a in STORY))
    said = []
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "flows.app.cli", "replay", "--quiet", str(path)],
            capture_output=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "PANTAU_HOME": str(tmp_path)},
        )
        assert done.returncode == 0, done.stderr.decode()
        said.append(done.stdout)
    assert said[0] == said[1]
    assert [json.loads(line)["id"] for line in said[0].splitlines()] == ["1", "2", "3"]
