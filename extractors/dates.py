"""Dates as Indonesian newsrooms write them, in feeds and on pages.

Two promises: a date that cannot be read is None, never a guess; and what the text did not say (zone, year, time of
day) is reported beside the moment, so that a caller can weigh it.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agust agu agt ags aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin sen monday mon",
            "selasa sel tuesday tues tue",
            "rabu rab wednesday wed",
            "kamis kam thursday thurs thur thu",
            "jumat jum'at jum friday fri",
            "sabtu sab saturday sat",
            "minggu ahad min sunday sun",
        )
    )
    for name in names.split()
}
# None of the three Indonesian zones has had summer time since 1964: fixed offsets need no zone database.
_INDONESIA = {
    "Asia/Jakarta": timezone(timedelta(hours=7), "WIB"),
    "Asia/Makassar": timezone(timedelta(hours=8), "WITA"),
    "Asia/Jayapura": timezone(timedelta(hours=9), "WIT"),
}
_NAMED_OFFSETS = {
    "wib": 7, "wita": 8, "wit": 9, "utc": 0, "gmt": 0, "ut": 0, "z": 0,
    # RFC 822 section 5.1, and the zones of wires that Indonesian outlets carry.
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "cet": 1, "cest": 2, "bst": 1, "msk": 3, "sgt": 8, "jst": 9,
}  # fmt: skip
_RELATIVE_UNITS = {
    "detik": 1, "second": 1, "sec": 1, "menit": 60, "minute": 60, "min": 60, "jam": 3600, "hour": 3600,
    "hari": 86400, "day": 86400, "minggu": 604800, "pekan": 604800, "week": 604800,
}  # fmt: skip


def _alternatives(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_MONTH = rf"(?P<month>{_alternatives(_MONTHS)})\b\.?"
_DAY = r"(?<![\d])(?<!\d[-/.–])(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_SHORT_YEAR = r"(?P<short>\d\d)(?![\d:.]?\d)(?!\s*(?:wib|wita|wit|am|pm)\b)"
_FLAGS = re.ASCII | re.IGNORECASE

# In order of trust: the first that matches decides.
_DATE_FORMS = tuple(
    re.compile(form, _FLAGS)
    for form in (
        # 2022-11-03, 2022/11/03, 2022.11.03
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month_number>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
        # 3 November 2022, 03-Nov-2022, 3 Nov. 2022
        rf"{_DAY}[\s\-/.]*{_MONTH}[\s\-/.,']*{_YEAR}",
        # November 3, 2022
        rf"(?<![a-z]){_MONTH}[\s\-]*{_DAY}(?:\s*,\s*|\s+){_YEAR}",
        # Thu Nov  3 10:00:00 WIB 2022 (asctime, Java)
        rf"(?<![a-z]){_MONTH}\s+{_DAY}\s+(?=\d{{1,2}}:)[\d:]+\s+(?:[a-z]{{1,5}}\s+)?{_YEAR}",
        # 03/11/2022, 03-11-2022, 03.11.2022: day first, as Indonesia writes
        rf"{_DAY}\s?(?P<sep>[-/.])\s?(?P<month_number>\d{{1,2}})\s?(?P=sep)\s?{_YEAR}",
        # 03 Nov 22 (RFC 822), 03/11/22
        rf"{_DAY}[\s\-/]+{_MONTH}[\s\-/']+{_SHORT_YEAR}",
        r"(?<![\d.:/-])(?P<day>\d{1,2})/(?P<month_number>\d{1,2})/(?P<short>\d\d)(?![\d/])",
        # 3 November; November 3
        rf"{_DAY}[\s\-/.]*{_MONTH}",
        rf"(?<![a-z]){_MONTH}[\s\-]*{_DAY}(?![\d:])",
        # Kamis (3/11), Kamis, 3/11; alone only when it is all there is: a bare 3/11 is a fraction elsewhere
        rf"\b(?:{_alternatives(_WEEKDAYS)})\b[\s,(]{{1,3}}(?P<day>\d{{1,2}})/(?P<month_number>\d{{1,2}})(?![\d/])",
        r"^[\s(]*(?P<day>\d{1,2})/(?P<month_number>\d{1,2})(?![\d/])(?=[\s),|]|$)",
    )
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month_number>\d\d)(?P<day>\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?P<zulu>Z)?"
)
_TIME = re.compile(
    r"(?<![\d/+-])(?<!\d[.:])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?(?:[.,]\d{1,9})?(?!\d)"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?",
    _FLAGS,
)
_HOUR = re.compile(
    r"\b(?:pukul|pkl\.?|jam)\s+(?P<hour>\d{1,2})(?!\d|[:.]\d)|(?<!\d)(?P<hour12>\d{1,2})\s*(?P<half>[ap])\.?m\b", _FLAGS
)
_OFFSET = re.compile(
    r"(?:(?:GMT|UTC)\s*|(?<![\d-]))(?P<sign>[+\-−])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)", _FLAGS
)
_ZONE_NAME = re.compile(rf"(?<![a-z])({_alternatives(_NAMED_OFFSETS)})(?![a-z])", _FLAGS)
_ZULU = re.compile(r"\s?Z(?![a-z])", _FLAGS)
_WEEKDAY_BEFORE = re.compile(rf"(?<![a-z])({_alternatives(_WEEKDAYS)})\b[\s,.(|/-]*$", _FLAGS)
_WEEKDAY = re.compile(rf"^({_alternatives(_WEEKDAYS)})\b", _FLAGS)
_AGO = re.compile(
    rf"\b(?P<count>\d{{1,3}}|se|satu|an|a)\s?(?P<unit>{_alternatives(_RELATIVE_UNITS)})s?\s+(?:yang\s+)?(?:lalu|ago)\b",
    _FLAGS,
)
_DAY_WORD = re.compile(r"\b(?P<today>hari ini|today)\b|\b(?:kemarin|yesterday)\b", _FLAGS)
_EPOCH = re.compile(r"\d{10}(?:\.\d{1,6})?|\d{13}", re.ASCII)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_LONGEST = 300  # characters looked at: a date stands at the front of what a caller hands over


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a text says about a moment.

    `moment` is timezone-aware, or None when the text holds no date that can be read without guessing. Where the text
    is silent the moment uses the publisher's zone, the nearest year that has passed, and midnight; the three flags
    say so.
    """

    moment: datetime | None
    zone_stated: bool = False
    year_stated: bool = False
    time_stated: bool = False


UNREADABLE = DateReading(None)


def read_date(text: str, zone: str = "Asia/Jakarta", now: datetime | None = None) -> DateReading:
    """The moment that `text` names, or a reading whose moment is None.

    `zone` is the publisher's IANA zone, used when the text states none. `now` (timezone-aware) resolves "3 November",
    "Kamis (3/11)" and "2 jam lalu"; without it these are unreadable. A date without a year is the latest such date
    not after tomorrow, and must fall on the weekday that the text names. Numeric dates are day first; 11/25/2022 is
    unreadable rather than American. Raises ZoneInfoNotFoundError for an unknown `zone`, nothing else.
    """
    home = zone_of(zone)
    text = _plain(text)
    if not text:
        return UNREADABLE
    if now is not None and now.tzinfo is None:
        now = now.replace(tzinfo=UTC)
    return (
        _epoch(text, home)
        or _compact(text, home)
        or _calendar(text, home, now)
        or _relative(text, home, now)
        or UNREADABLE
    )


def holds_day(text: str) -> bool:
    """Whether the text names a day of a year, in any of the forms that are read."""
    return len(text) <= _LONGEST and any(
        found.groupdict().get("year") for form in _DATE_FORMS[:5] if (found := form.search(text))
    )


def zone_of(name: str) -> tzinfo:
    """The zone by IANA name; the three Indonesian ones work on machines without a zone database."""
    return _INDONESIA.get(name) or ZoneInfo(name)


def _plain(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]))
    return " ".join(text.replace("’", "'").split())


def _epoch(text: str, home: tzinfo) -> DateReading | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text) / (1000 if len(text) == 13 and "." not in text else 1)
    moment = datetime.fromtimestamp(seconds, UTC).astimezone(home)
    return DateReading(moment, zone_stated=True, year_stated=True, time_stated=True)


def _compact(text: str, home: tzinfo) -> DateReading | None:
    found = _COMPACT.fullmatch(text)
    if not found:
        return None
    day = _day(int(found["year"]), int(found["month_number"]), int(found["day"]))
    hour, minute, second = (int(found[n] or 0) for n in (4, 5, 6))
    if day is None or hour > 23 or minute > 59 or second > 59:
        return UNREADABLE
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC if found["zulu"] else home)
    return DateReading(moment, bool(found["zulu"]), True, found[4] is not None)


def _calendar(text: str, home: tzinfo, now: datetime | None) -> DateReading | None:
    for form in _DATE_FORMS:
        found = form.search(text)
        if found:
            return _from_match(text, found, home, now)
    return None


def _from_match(text: str, found: re.Match[str], home: tzinfo, now: datetime | None) -> DateReading:
    parts = found.groupdict()
    month = _MONTHS[parts["month"].lower()] if parts.get("month") else int(parts["month_number"])
    clock, after_clock = _clock(text, found)
    stated_zone = _stated_zone(text, after_clock)
    zone = stated_zone or home
    year = _stated_year(parts)
    if year is not None and not parts.get("month") and parts.get("short") and (now is None or abs(now.year - year) > 2):
        return UNREADABLE  # 22/11/03 may be 2003 or 2022: only one near `now` is believed
    if year is not None:
        day = _day(year, month, int(parts["day"]))
    else:
        day = _latest(month, int(parts["day"]), _weekday(text, found), now.astimezone(zone).date()) if now else None
    if day is None:
        return UNREADABLE
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    moment = start if clock is None else start.replace(tzinfo=None).__add__(clock).replace(tzinfo=zone)
    return DateReading(moment, stated_zone is not None, year is not None, clock is not None)


def _stated_year(parts: dict[str, str | None]) -> int | None:
    if parts.get("year"):
        return int(parts["year"] or 0)
    short = parts.get("short")
    if not short:
        return None
    return int(short) + (2000 if int(short) < 50 else 1900)  # RFC 2822 section 4.3


def _day(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _latest(month: int, day: int, weekday: int | None, today: date) -> date | None:
    """The latest such day not after tomorrow; None when the weekday contradicts it (an old text, or a slip)."""
    for year in range(today.year + 1, today.year - 9, -1):  # 29 February skips 2100: eight years
        candidate = _day(year, month, day)
        if candidate and candidate <= today + timedelta(days=1):
            return candidate if weekday is None or candidate.weekday() == weekday else None
    return None


def _weekday(text: str, found: re.Match[str]) -> int | None:
    named = _WEEKDAY_BEFORE.search(text[: found.start()]) or _WEEKDAY.match(found[0])
    return _WEEKDAYS[named[1].lower()] if named else None


def _clock(text: str, found: re.Match[str]) -> tuple[timedelta | None, str]:
    """Time of day and what follows it: looked for behind the date first, then inside (asctime), then before it."""
    for part in (text[found.end() :].removeprefix("T"), found[0] if ":" in found[0] else "", text[: found.start()]):
        named = [match for match in (_TIME.search(part), _HOUR.search(part)) if match]
        if named:
            first = min(named, key=lambda match: match.start())
            return _time_of_day(first), part[first.end() :]
    return None, text[found.end() :]


def _time_of_day(named: re.Match[str]) -> timedelta | None:
    parts = named.groupdict()
    hour = int(parts["hour"] or parts["hour12"])
    minute, second = int(parts.get("minute") or 0), int(parts.get("second") or 0)
    half = (parts.get("half") or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half == "a" and hour > 12:
        return None
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute + second > 0):
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _stated_zone(text: str, after_clock: str) -> tzinfo | None:
    offset = _OFFSET.search(after_clock[:40])
    if offset:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        if minutes <= 14 * 60:
            return timezone(timedelta(minutes=minutes if offset["sign"] == "+" else -minutes))
    if _ZULU.match(after_clock):
        return UTC
    named = _ZONE_NAME.search(after_clock[:40]) or _ZONE_NAME.search(text)
    if named is None:
        return None
    name = named[1].lower()
    hours = _NAMED_OFFSETS[name]
    return UTC if hours == 0 else timezone(timedelta(hours=hours), name.upper())


def _relative(text: str, home: tzinfo, now: datetime | None) -> DateReading | None:
    if now is None:
        return None
    local = now.astimezone(home)
    ago = _AGO.search(text)
    if ago:
        count = int(ago["count"]) if ago["count"].isdigit() else 1
        seconds = _RELATIVE_UNITS[ago["unit"].lower()]
        return DateReading(local - timedelta(seconds=count * seconds), True, False, seconds < 86400)
    named = _DAY_WORD.search(text)
    if not named:
        return None
    clock, after = _clock(text, named)
    zone = _stated_zone(text, after)
    day = now.astimezone(zone or home).date() - timedelta(days=0 if named["today"] else 1)
    start = datetime(day.year, day.month, day.day) + (clock or timedelta())  # noqa: DTZ001 zone set below
    return DateReading(start.replace(tzinfo=zone or home), zone is not None, False, clock is not None)
