"""Days and counts as newspapers write them."""

from __future__ import annotations

from datetime import date

import pytest

from rules.indonesian.dates import find_dates
from rules.indonesian.numbers import quantity_before
from rules.indonesian.tokens import tokenize


def days(text: str, published: date | None) -> list[date]:
    return [found.day for found in find_dates(tokenize(text), published)]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Kamis (5/12/2024)", date(2024, 12, 6), date(2024, 12, 5)),
        ("Kamis (3/11)", date(2022, 11, 3), date(2022, 11, 3)),
        ("Senin (5 / 12 / 2024)", None, date(2024, 12, 5)),
        ("pada 19 Juni 2024", None, date(2024, 6, 19)),
        ("Rabu (30/12)", date(2026, 1, 2), date(2025, 12, 30)),
        ("bulan Juni lalu", date(2024, 12, 5), date(2024, 6, 1)),
        ("Desember lalu", date(2025, 1, 10), date(2024, 12, 1)),
        ("tahun lalu", date(2026, 5, 1), date(2025, 1, 1)),
        ("pada 1951", date(2026, 5, 1), date(1951, 1, 1)),
    ],
)
def test_a_day_is_read_against_publication(text: str, published: date | None, expected: date) -> None:
    assert days(text, published) == [expected]


def test_a_price_and_a_score_are_no_days() -> None:
    assert days("harga Rp 12 miliar, skor 3/2, 31/31", date(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("lebih dari 200 rudal", "lebih dari 200", 200),
        ("sebanyak 10.000 drone", "sebanyak 10.000", 10_000),
        ("1,5 juta peluru", "1,5 juta", 1_500_000),
        ("dua puluh empat jet", "dua puluh empat", 24),
        ("jutaan roket", "jutaan", None),
    ],
)
def test_a_count_in_front_of_a_weapon(text: str, words: str, value: float | None) -> None:
    tokens = tokenize(text)
    assert quantity_before(tokens, len(tokens) - 1) == (words, value)


def test_a_word_that_counts_nothing_is_no_count() -> None:
    tokens = tokenize("mengirim rudal")
    assert quantity_before(tokens, 1) is None
