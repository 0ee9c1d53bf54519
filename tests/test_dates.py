"""What a newsroom's date says, and what it does not say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import UNREADABLE, read_date

NOW = datetime(2022, 11, 5, 3, 0, tzinfo=UTC)  # Saturday, 10:00 in Jakarta
WIB, WITA, WIT = (timezone(timedelta(hours=h)) for h in (7, 8, 9))
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni",
          "Juli", "Agustus", "September", "Oktober", "November", "Desember")  # fmt: skip
WALL_CLOCK = st.integers(0, 52_000_000).map(
    lambda minutes: datetime(1991, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
TEN = datetime(2022, 11, 3, 10, 0, tzinfo=WIB)


@pytest.mark.parametrize(
    "text",
    [
        "2022-11-03T10:00:00+07:00",
        "2022-11-03T03:00:00Z",
        "2022-11-03T03:00:00.123Z",
        "2022-11-03T10:00+0700",
        "2022-11-03 10:00:00 WIB",
        "Thu, 03 Nov 2022 10:00:00 +0700",
        "Thu, 03 Nov 2022 03:00:00 GMT",
        "Thu, 3 Nov 22 10:00 +0700",
        "Thu Nov 03 2022 10:00:00 GMT+0700 (Western Indonesia Time)",
        "Thu Nov  3 10:00:00 WIB 2022",
        "03 Nov 2022 10:00 WIB",
        "Kamis, 03 Nov 2022 10:00 WIB",
        "Kamis , 3 November 2022 | 10.00 WIB",
        "Kam, 3 Nop. 2022, 11.00 WITA",
        "Kamis 03 Nopember 2022 pukul 12.00 WIT",
        "10:00 WIB, 3 November 2022",
        "Terbit: 3 November 2022, 10.00 WIB — Diperbarui: 4 November 2022, 12.00 WIB",
        "Nov 3, 2022 10:00 AM GMT+7",
        "November 3rd, 2022, 10 am UTC+07:00",
        "3 November 2022 10:00 (GMT+7)",
        "20221103T030000Z",
        "1667444400",
        "1667444400000",
        "Kamis,\u00a03\u200b Nov 2022 10:00\u202fWIB",
        "2022/11/03 10:00 WIB",
        "03/11/2022 - 10:00 WIB",
        "03.11.2022 10.00 WIB",
    ],
)
def test_every_way_of_writing_one_moment_reads_as_that_moment(text: str) -> None:
    reading = read_date(text)
    assert reading.moment is not None
    assert reading.moment.replace(microsecond=0) == TEN
    assert (reading.zone_stated, reading.year_stated, reading.time_stated) == (True, True, True)


@pytest.mark.parametrize(
    ("name", "month"),
    [(name, month) for month, names in enumerate(
        ("Januari Jan January", "Februari Pebruari Feb", "Maret Mar March", "April Apr", "Mei May", "Juni Jun June",
         "Juli Jul July", "Agustus Agu Agt Ags August Aug", "September Sep Sept", "Oktober Okt October Oct",
         "November Nopember Nov Nop", "Desember Des December Dec"), start=1) for name in names.split()],
)  # fmt: skip
def test_months_read_in_both_languages_and_cases(name: str, month: int) -> None:
    for written in (name, name.upper(), name.lower()):
        moment = read_date(f"Senin, 7 {written} 2022 08.30 WIB").moment
        assert moment is not None
        assert (moment.month, moment.day, moment.hour, moment.minute) == (month, 7, 8, 30)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Redaksi",
        "Mei 2022",
        "0001-01-01T00:00:00Z",
        "31/11/2022",
        "29/02/2023",
        "29 Februari 2022 10:00 WIB",
        "11/25/2022",
        "2022-13-01",
        "00/00/0000",
        "3-5 November 2022",
        "22/11/03",
        "20221399",
        "١٢/١١/٢٠٢٢",
        "99999999999999999999",
        "Halaman 3/11",
    ],
)
def test_what_cannot_be_read_without_guessing_is_none(text: str) -> None:
    assert read_date(text) == UNREADABLE
    if text != "22/11/03":
        assert read_date(text, now=NOW) == UNREADABLE


def test_day_comes_first_in_numeric_dates() -> None:
    moment = read_date("03/11/2022 14:05").moment
    assert moment == datetime(2022, 11, 3, 14, 5, tzinfo=WIB)


def test_a_two_digit_numeric_year_is_believed_only_near_now() -> None:
    assert read_date("03/11/22").moment is None
    assert read_date("03/11/22", now=NOW).moment == datetime(2022, 11, 3, tzinfo=WIB)
    assert read_date("22/11/03", now=NOW).moment is None


def test_silence_about_zone_time_and_year_is_reported() -> None:
    reading = read_date("3 November", now=NOW)
    assert reading.moment == datetime(2022, 11, 3, tzinfo=WIB)
    assert (reading.zone_stated, reading.year_stated, reading.time_stated) == (False, False, False)


def test_a_stated_zone_beats_the_publishers_zone() -> None:
    assert read_date("3 Nov 2022 10:00 WIT", zone="Europe/London").moment == datetime(2022, 11, 3, 10, tzinfo=WIT)
    london = read_date("3 Jul 2022 10:00", zone="Europe/London").moment
    assert london is not None
    assert london.utcoffset() == timedelta(hours=1)
    assert read_date("2022-11-03T10:00:00-05:00").moment == datetime(2022, 11, 3, 15, tzinfo=UTC)


def test_an_unknown_zone_name_is_the_callers_mistake() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        read_date("3 Nov 2022", zone="Asia/Nowhere")


@pytest.mark.parametrize("text", ["Kamis (3/11)", "Kamis, 3/11", "(3/11)", "3/11", "Kam 3/11"])
def test_a_short_date_is_the_nearest_past_one(text: str) -> None:
    assert read_date(text, now=NOW).moment == datetime(2022, 11, 3, tzinfo=WIB)
    assert read_date(text).moment is None


def test_a_short_date_on_the_wrong_weekday_is_not_believed() -> None:
    assert read_date("Selasa (3/11)", now=NOW).moment is None


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        # Seen on 1 January, written on 31 December.
        ("31 Desember 22:00 WIB", datetime(2022, 12, 31, 18, tzinfo=UTC), datetime(2022, 12, 31, 22, tzinfo=WIB)),
        ("Sabtu (31/12)", datetime(2023, 1, 1, 2, tzinfo=UTC), datetime(2022, 12, 31, tzinfo=WIB)),
        # 1 January has begun in Jakarta, not in UTC; and in Jayapura before Jakarta.
        ("1 Januari 00.30 WIB", datetime(2022, 12, 31, 18, tzinfo=UTC), datetime(2023, 1, 1, 0, 30, tzinfo=WIB)),
        ("1 Januari 00.30 WIT", datetime(2022, 12, 31, 15, 40, tzinfo=UTC), datetime(2023, 1, 1, 0, 30, tzinfo=WIT)),
        # Tomorrow is a clock that runs ahead; the day after is last year.
        ("6 November", NOW, datetime(2022, 11, 6, tzinfo=WIB)),
        ("7 November", NOW, datetime(2021, 11, 7, tzinfo=WIB)),
        ("29 Februari", datetime(2023, 3, 1, tzinfo=UTC), datetime(2020, 2, 29, tzinfo=WIB)),
        ("29 Feb", datetime(2024, 2, 29, 12, tzinfo=UTC), datetime(2024, 2, 29, tzinfo=WIB)),
        ("29/2", datetime(2104, 2, 28, tzinfo=UTC), datetime(2104, 2, 29, tzinfo=WIB)),
        ("29/2", datetime(2104, 2, 27, tzinfo=UTC), datetime(2096, 2, 29, tzinfo=WIB)),
    ],
)
def test_years_are_found_at_the_edges(text: str, now: datetime, expected: datetime) -> None:
    assert read_date(text, now=now).moment == expected


def test_29_february_with_a_year_needs_a_leap_year() -> None:
    assert read_date("29 Februari 2024 23.59 WIB").moment == datetime(2024, 2, 29, 23, 59, tzinfo=WIB)
    assert read_date("29 Februari 2100").moment is None


def test_24_00_is_the_next_midnight_across_the_year() -> None:
    assert read_date("31 Desember 2022 24.00 WIB").moment == datetime(2023, 1, 1, tzinfo=WIB)


@pytest.mark.parametrize(
    ("text", "hour"), [("12:05 AM", 0), ("12:05 PM", 12), ("1:05 pm", 13), ("13:05 PM", 13), ("11.05 a.m.", 11)]
)
def test_halves_of_the_day(text: str, hour: int) -> None:
    moment = read_date(f"3 November 2022 {text}").moment
    assert moment == datetime(2022, 11, 3, hour, 5, tzinfo=WIB)


def test_an_impossible_time_leaves_the_day_and_says_so() -> None:
    reading = read_date("3 Agustus 2022 25:61")
    assert reading.moment == datetime(2022, 8, 3, tzinfo=WIB)
    assert not reading.time_stated


def test_relative_times_need_now() -> None:
    assert read_date("2 jam yang lalu").moment is None
    assert read_date("2 jam yang lalu", now=NOW).moment == NOW - timedelta(hours=2)
    assert read_date("5 minutes ago", now=NOW).moment == NOW - timedelta(minutes=5)
    assert read_date("Kemarin, 10:00 WIB", now=NOW).moment == datetime(2022, 11, 4, 10, tzinfo=WIB)
    assert read_date("Hari ini, 08.15", now=NOW).moment == datetime(2022, 11, 5, 8, 15, tzinfo=WIB)
    assert not read_date("3 hari lalu", now=NOW).time_stated


@given(
    WALL_CLOCK,
    st.sampled_from(
        [
            "{d} {m} {y} {H}:{M} {z}",
            "{H}.{M} {z}, {d} {m} {y}",
            "{d}/{n}/{y} {H}:{M} {z}",
            "{y}-{n:02}-{d:02} {H}:{M} {z}",
        ]
    ),
    st.sampled_from([("WIB", WIB), ("WITA", WITA), ("WIT", WIT), ("GMT+7", WIB), ("+08:00", WITA)]),
)
def test_any_written_moment_comes_back(when: datetime, form: str, zone: tuple[str, timezone]) -> None:
    text = form.format(
        d=when.day,
        m=MONTHS[when.month - 1],
        n=when.month,
        y=when.year,
        H=f"{when.hour:02}",
        M=f"{when.minute:02}",
        z=zone[0],
    )
    if form.startswith("{H}") and zone[0][0] == "+":
        return  # "10.00 +08:00, 3 ..." is nobody's way of writing
    assert read_date(text).moment == when.replace(tzinfo=zone[1])


@given(st.text(max_size=400))
def test_any_text_is_read_without_raising(text: str) -> None:
    reading = read_date(text, now=NOW)
    assert reading.moment is None or reading.moment.tzinfo is not None
