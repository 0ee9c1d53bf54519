"""When the article was published and last changed: what the page declares, shows, and writes into its address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from extractors.around import Line
from extractors.dates import DateReading, read_date, zone_of
from extractors.page import Page, element_text
from extractors.plain import plain

_VISIBLE_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b(?:WIB|WITA|WIT)\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b", re.A)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b", re.A)
_ONLY_CLOCK = re.compile(
    r"\W{0,4}(?:pukul|jam|pkl\.?)?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:WIB|WITA|WIT)?\W{0,3}", re.I
)
_CHANGED = re.compile(
    r"\W{0,3}(?:(?:terakhir )?(?:diperbarui|diupdate|diubah)|(?:last )?(?:updated?|modified))\b", re.I
)
_STAMP_IN_ADDRESS = re.compile(
    r"/(?:(?P<packed>20\d{12})-"
    r"|(?P<year>20\d\d)/(?P<month>[01]\d)/(?P<day>[0-3]\d)/(?:(?P<clock>[0-2]\d[0-5]\d[0-5]\d)\d{0,3}/)?)"
    r"|[/-](?P<bare>20\d\d-?[01]\d-?[0-3]\d)(?:[/.]|$)"
)
_A_DAY = timedelta(days=1)
_VISIBLE_DATES = (
    "time[itemprop=datePublished]", "[itemprop=datePublished]", "time.entry-date", "time.published", ".read__time",
    ".detail__date",
    ".date", ".tanggal", ".post-date", ".entry-date", ".publish-date", ".article-date", ".datetime", ".time", "time",
    ".waktu", ".tgl", "abbr.published",
)  # fmt: skip


def choose_dates(
    shown: Sequence[str],
    declared: Sequence[str],
    modified: Sequence[str],
    page: Page,
    zone: str,
    now: datetime | None,
    beside: Sequence[Line],
) -> tuple[datetime | None, datetime | None]:
    """When the article was published and last changed, both timezone-aware or None.

    A declaration with a time of day is believed before what is shown, except where it claims UTC while the page shows
    the same clock as local time: several systems write local time with a false Z. Of what is shown, the lines beside
    the headline and in the text come first (`beside`); a date from elsewhere on the page counts only when it names the
    same day as these, or, where these name none, lies within three days of the feed's own (`now`).
    """
    near, updates = _read_beside(beside, zone, now)
    chosen = [reading for text in shown if _is_sane(reading := read_date(text, zone, now))]
    days = {reading.moment.date() for reading in near or updates if reading.moment}
    far = [
        reading
        for text in _visible(page, shown)
        if _is_sane(reading := read_date(text, zone, now)) and _is_possible(reading, days, now)
    ]
    visible = [*chosen, *near, *far, *updates]
    read = [reading for text in declared if _is_sane(reading := read_date(text, zone, now))]
    timed = (
        [reading for reading in read if reading.time_stated]
        or [r for r in visible if r.time_stated and r.year_stated]
        or [*read, *visible]
    )
    published = _honest(timed[0], visible, zone) if timed else None
    last = next((reading for text in modified if (reading := read_date(text, zone, now)).moment), None)
    changed = _honest(last, visible, zone) if last else None
    if published and changed and changed < published:
        published = _shown_instead(published, visible)
    return published, changed


def moment_in_address(url: str, zone: str) -> DateReading:
    """The time that some publishers write into an address.

    /20260303171500-20-1/, /2026/03/03/184000/, /2026/03/03/, /2026-03-03/, -20260303.
    """
    found = _STAMP_IN_ADDRESS.search(url.split("?")[0].split("#")[0])
    if not found:
        return DateReading(None)
    if found["bare"]:
        return read_date(found["bare"].replace("-", ""), zone)
    day = found["packed"] or "".join(found[name] for name in ("year", "month", "day"))
    return read_date(day if len(day) == 14 else f"{day}T{found['clock']}" if found["clock"] else day, zone)


def _read_beside(lines: Sequence[Line], zone: str, now: datetime | None) -> tuple[list[DateReading], list[DateReading]]:
    """What the lines say of the publication, and what those say that call themselves an update."""
    near, updates = list[DateReading](), list[DateReading]()
    for index, line in enumerate(lines):
        for text in (*line.stamps, *_with_clock(lines, index)):
            reading = read_date(text, zone, now)
            if _is_sane(reading) and (reading.year_stated or reading.time_stated) and len(text) <= 150:
                (updates if _CHANGED.match(line.text) else near).append(reading)
                if reading.time_stated:
                    break
    return near, updates


def _with_clock(lines: Sequence[Line], index: int) -> Iterator[str]:
    """The line, with the time of day that stands in a line of its own behind or before it where it has none itself."""
    text = lines[index].text
    if not _VISIBLE_DATE.search(text) and not re.search(r"\d", text):
        return
    if not _CLOCK.search(text):
        for other in (lines[index + 1 : index + 2], lines[index - 1 : index] if index else ()):
            if other and _ONLY_CLOCK.fullmatch(other[0].text):
                yield f"{text} {other[0].text}"
    yield text


def _is_possible(reading: DateReading, days: set[date], now: datetime | None) -> bool:
    if reading.moment is None:
        return False
    if days:
        return reading.moment.date() in days
    return now is None or abs(reading.moment - now) < 3 * _A_DAY


def _is_sane(reading: DateReading) -> bool:
    """Whether there is a moment, and none from before there were news sites: 1970 is an empty field."""
    return reading.moment is not None and reading.moment.year >= 1995


def _shown_instead(declared: datetime, visible: Sequence[DateReading]) -> datetime:
    """The time that the page shows, when its declarations contradict each other (changed before it was published)."""
    for reading in visible:
        if reading.moment and reading.time_stated and timedelta(seconds=90) < abs(reading.moment - declared) < _A_DAY:
            return reading.moment
    return declared


def _honest(reading: DateReading, visible: Sequence[DateReading], zone: str) -> datetime | None:
    moment = reading.moment
    if moment is None or not reading.zone_stated or moment.utcoffset() != timedelta():
        return moment
    home = zone_of(zone)
    if home.utcoffset(moment.replace(tzinfo=None)) == timedelta():
        return moment
    wall = moment.replace(tzinfo=None)
    for other in visible:
        if other.moment is None or not other.time_stated or other.moment.utcoffset() == timedelta():
            continue
        if abs(other.moment.replace(tzinfo=None) - wall) < timedelta(minutes=2):
            return wall.replace(tzinfo=other.moment.tzinfo)
    return moment.astimezone(UTC)


def _visible(page: Page, shown: Sequence[str]) -> list[str]:
    found: list[str] = []
    if any(_VISIBLE_DATE.search(text) for text in shown):
        return found
    for css in _VISIBLE_DATES:
        for element in page.select(css)[:2]:
            text = element_text(element)
            if 8 <= len(text) <= 120 and _VISIBLE_DATE.search(text):
                found.append(text)
            stamp = element.get("datetime") or element.get("content") or element.get("title")
            if stamp and len(stamp) < 60:
                found.append(stamp)
        if found:
            break
    if not any(_CLOCK.search(text) for text in found):
        found += _date_lines(page)
    return found


def _date_lines(page: Page) -> list[str]:
    """Short lines anywhere that hold a day, a year and a clock: "Rabu, 4 November 2015 | 21:04 WIB"."""
    lines: list[str] = []
    for element in page.by_tag(
        "time", "span", "div", "p", "small", "td", "li", "dd", "h5", "h6", "em", "b", "i", "strong", "font", "abbr"
    ):
        for text in (element.text, element[0].tail if len(element) else None):
            if (
                text
                and len(text) < 160
                and _YEAR.search(text)
                and _CLOCK.search(text)
                and len(line := plain(text)) <= 90
            ):
                lines.append(line)
        if len(lines) >= 3:
            break
    return lines
