"""Files written by hand: text stays text, every mistake has a place, nothing clever gets in."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.engine.yaml_source import MAX_BYTES, parse_yaml, read_yaml


def data_of(text: str) -> Any:
    loaded = parse_yaml(text, "f.yaml")
    assert loaded.source is not None, [str(p) for p in loaded.problems]
    return loaded.source.data


def said(text: str | bytes) -> list[str]:
    return [str(problem) for problem in parse_yaml(text, "f.yaml").problems]


@pytest.mark.parametrize(
    "value", ["NO", "no", "ya", "on", "off", "Y", "2:30", "0123", "1e3", "0x1F", "true", "1_000", "12"]
)
def test_plain_words_stay_as_written(value: str) -> None:
    assert data_of(f"a: {value}\nb: [{value}]\nc: {{d: {value}}}\n") == {"a": value, "b": [value], "c": {"d": value}}


def test_only_nothing_is_nothing() -> None:
    assert data_of("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n") == {"a": None, "b": None, "c": None, "d": "", "e": "null"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3:1: key 'a' is written twice; it stands in line 1 already"),
        ("a:\t1\n", "f.yaml:1:3: tab character; indent and separate with spaces"),
        ("a: &x 1\n", "f.yaml:1:4: anchor &x; anchors are not read here; write the value out"),
        ("<<: {a: 1}\n", "f.yaml:1:1: merge key <<; merge keys are not read here; write the values out"),
        ("a: !!int 3\n", "f.yaml:1:4: tag tag:yaml.org,2002:int; tags are not read here; leave it out"),
        ("a: !!python/object:os.system x\n", "f.yaml:1:4: tag tag:yaml.org,2002:python/object:os.system; "
         "tags are not read here; leave it out"),
        ("--- a\n--- b\n", "f.yaml:2:1: a second document (---) in one file; one document a file"),
        ("? [a]\n: b\n", "f.yaml:1:3: a key must be one plain word; is a brace or colon in the wrong place?"),
        ("a: \x07\n", "f.yaml:1:4: a control character that YAML does not allow; remove it"),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_its_place(text: str, problem: str) -> None:
    assert said(text) == [problem]


def test_aliases_are_refused_before_they_can_multiply() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert all("anchor" in line or "alias" in line for line in said("\n".join(lines)))


def test_a_syntax_error_is_placed_and_hinted() -> None:
    (problem,) = parse_yaml("a: b: c\n", "f.yaml").problems
    assert (problem.line, problem.column) == (1, 5)
    assert problem.message.startswith("not valid YAML: mapping values are not allowed")
    assert problem.hint == 'text with ": " or " #" needs quotes'


def test_deep_nesting_is_refused() -> None:
    assert said("[" * 5000 + "]" * 5000) == ["f.yaml:1:26: nested more than 24 deep; write it flatter"]


def test_bytes_that_are_not_utf8_are_placed() -> None:
    assert said(b"a: x\nb: caf\xe9\n") == ["f.yaml:2:7: not UTF-8 text; save the file as UTF-8"]


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert parse_yaml(b"\xef\xbb\xbfa: 1\n", "f.yaml").source is not None


def test_a_file_too_big_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_text("a: " + "x" * MAX_BYTES, encoding="utf-8")
    (problem,) = read_yaml(path, shown_as="big.yaml").problems
    assert str(problem) == "big.yaml: 256 KiB is more than the 256 KiB a file may have; split it into several"


def test_a_missing_file_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    (problem,) = read_yaml(tmp_path / "gone.yaml", shown_as="gone.yaml").problems
    assert problem.message.startswith("cannot be read")


def test_every_value_and_key_knows_its_place() -> None:
    source = parse_yaml("a:\n  - {b: c, d: [e, f]}\n", "f.yaml").source
    assert source is not None
    assert source.place(("a", 0, "d", 1)) == (2, 19)
    assert source.key_place(("a", 0, "d")) == (2, 12)
    assert source.place(("a", 0, "missing", 3)) == (2, 5)


@given(st.binary(max_size=200))
def test_no_bytes_raise(raw: bytes) -> None:
    loaded = parse_yaml(raw, "f.yaml")
    assert (loaded.source is None) == bool(loaded.problems)


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#,? \n\t0123456789NOyn<~%@`", max_size=80))
def test_no_text_raises(text: str) -> None:
    loaded = parse_yaml(text, "f.yaml")
    assert (loaded.source is None) == bool(loaded.problems)
