"""JSON Lines at the door: every line answered, every bad one named."""

from __future__ import annotations

import gzip
import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.app.documents import document_line, read_date
from flows.app.jsonl import InputError, Line, read_bytes, read_lines, write_line
from flows.app.progress import Progress


def written(tmp_path: Path, data: bytes, name: str = "in.jsonl") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return str(path)


def test_lines_come_with_their_numbers_and_blank_ones_are_passed_over(tmp_path: Path) -> None:
    lines = list(read_lines(written(tmp_path, b'{"id": 1}\n\n  \n{"id": 2}')))
    assert [(line.number, line.value["id"]) for line in lines] == [(1, 1), (4, 2)]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (b'{"id": 1', "not JSON"),
        (b"[1, 2]", "a list where an object is needed"),
        (b'{"id": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "not JSON|nested too deeply"),
        (b"NaN", "a float where an object is needed"),
    ],
)
def test_a_bad_line_is_named_and_the_next_one_is_read(tmp_path: Path, bad: bytes, words: str) -> None:
    first, second = read_lines(written(tmp_path, bad + b'\n{"id": 2}\n'))
    assert first.error is not None
    assert first.error.startswith("line 1: ")
    assert any(word in first.error for word in words.split("|"))
    assert second.value == {"id": 2}


def test_gzip_is_recognised_by_its_bytes(tmp_path: Path) -> None:
    lines = list(read_lines(written(tmp_path, gzip.compress(b'{"id": 1}\n'), "no-suffix")))
    assert [line.value for line in lines] == [{"id": 1}]


def test_torn_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b'{"id": %d}\n' % n for n in range(50_000)))
    lines = list(read_lines(written(tmp_path, whole[: len(whole) // 2])))
    assert lines[0].value == {"id": 0}
    assert lines[-1].error is not None
    assert "torn" in lines[-1].error


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(gzip.compress(b'{"id": 7}\n')))  # type: ignore[arg-type]

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert [line.value for line in read_lines("-")] == [{"id": 7}]


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.jsonl: No such file"):
        list(read_lines(str(tmp_path / "nothing.jsonl")))


def test_a_torn_page_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="torn"):
        read_bytes(written(tmp_path, gzip.compress(b"x" * 99_999)[:60]))


def test_lone_surrogates_are_written_escaped() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    write_line({"text": "a\ud800b"}, out)
    assert json.loads(raw.getvalue()) == {"text": "a\ud800b"}


# -- documents


def line(**value: object) -> Line:
    return Line(3, value)


def test_a_document_takes_what_is_there() -> None:
    given = document_line(
        line(id=9, title="Judul", text="Isi.", url="https://a.example/1", outlet="a", date="2024-06-19")
    )
    assert given.id == 9
    assert given.document is not None
    assert given.document.id == "9"
    assert given.document.published == datetime(2024, 6, 19, 5, tzinfo=UTC)
    assert (given.document.title, given.document.text, given.document.outlet) == ("Judul", "Isi.", "a")


def test_a_line_without_id_is_known_by_its_number() -> None:
    assert document_line(line(text="Isi.")).id == 3


@pytest.mark.parametrize("value", [{"text": 5}, {"title": ["a"]}, {"id": "x"}, {"text": "a", "url": 1}])
def test_a_wrong_field_is_named(value: dict[str, object]) -> None:
    given = document_line(Line(3, value))
    assert given.document is None
    assert given.error is not None
    assert given.error.startswith("line 3: ")


def test_an_unreadable_date_costs_the_date_and_not_the_article() -> None:
    given = document_line(line(text="Isi.", date="kemarin"))
    assert given.document is not None
    assert given.document.published is None
    assert given.problem is not None
    assert "'kemarin' is not an ISO date" in given.problem


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2024-06-19", datetime(2024, 6, 19, 5, tzinfo=UTC)),
        ("2024-06-19T20:15:00", datetime(2024, 6, 19, 13, 15, tzinfo=UTC)),
        ("2024-06-19T20:15:00+09:00", datetime(2024, 6, 19, 11, 15, tzinfo=UTC)),
        ("2024-06-19T20:15:00Z", datetime(2024, 6, 19, 20, 15, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
)
def test_dates_are_utc_and_jakarta_when_no_zone_is_named(words: str | None, moment: datetime | None) -> None:
    assert read_date(words) == moment


def test_a_date_at_the_end_of_time_is_no_crash() -> None:
    with pytest.raises(ValueError, match="ISO date"):
        read_date("0001-01-01T00:00:00+14:00")


def test_progress_counts_and_stays_silent_when_asked() -> None:
    out, silent = io.StringIO(), io.StringIO()
    assert list(Progress("matched", out).watch([1, 2, 3])) == [1, 2, 3]
    list(Progress("matched", silent, quiet=True).watch([1]))
    assert out.getvalue().startswith("matched: 3 in ")
    assert silent.getvalue() == ""
