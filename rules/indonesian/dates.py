"""Days that a text names, read against the day on which it was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rules.indonesian.tokens import Token

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan"), ("februari", "feb", "pebruari"), ("maret", "mar"), ("april", "apr"), ("mei",),
            ("juni", "jun"), ("juli", "jul"), ("agustus", "agu", "ags", "agt"), ("september", "sep", "sept"),
            ("oktober", "okt"), ("november", "nov", "nopember"), ("desember", "des"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip

_DAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "sabtu": 5, "minggu": 6, "ahad": 6}
_BACK = {"kemarin": 1, "lusa": -2, "besok": -1}
_LONG_AGO = date(1, 1, 1)  # `Mei lalu` when nobody knows the day of publication
Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, month or year in the text; `start` and `end` are token indexes, `day` its first day."""

    start: int
    end: int
    day: date
    precision: Precision

    def last_day(self) -> date:
        """The last day that the expression may mean."""
        if self.precision == "day":
            return self.day
        if self.precision == "year":
            return date(self.day.year, 12, 31)
        following = date(self.day.year + self.day.month // 12, self.day.month % 12 + 1, 1)
        return following - timedelta(days=1)


def find_dates(tokens: Sequence[Token], published: date | None) -> list[Dated]:
    """Dates in order. What has no year is the latest such day not after publication (turn of the year included)."""
    found: list[Dated] = []
    i = 0
    while i < len(tokens):
        dated = _at(tokens, i, published)
        if dated is not None:
            found.append(dated)
            i = dated.end
        else:
            i += 1
    return found


def _at(tokens: Sequence[Token], i: int, published: date | None) -> Dated | None:
    token = tokens[i]
    counted = _years_back(tokens, i, published)
    if counted is not None:
        return counted
    if token.kind == "number":
        return _numeric(tokens, i, published) or _worded(tokens, i, published) or _year(tokens, i, published)
    if token.norm in MONTHS and len(token.norm) > 2:
        return _month(tokens, i, published)
    if (
        token.norm in ("tahun", "bulan", "pekan", "minggu")
        and i + 1 < len(tokens)
        and tokens[i + 1].norm in ("lalu", "silam", "kemarin")
    ):
        return _ago(tokens, i, published)
    return None


_COUNTS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11,
}  # fmt: skip


def _years_back(tokens: Sequence[Token], i: int, published: date | None) -> Dated | None:
    """`setahun lalu`, `tiga tahun silam`, `dua tahun sejak ...`: so many years before publication, to the day."""
    norm = tokens[i].norm
    count, k = (1, i + 1) if norm == "setahun" else (_COUNTS.get(norm, 0), i + 2)
    if norm.isdigit() and len(norm) <= 2:
        count = int(norm)
    if not count or k >= len(tokens) or (norm != "setahun" and tokens[i + 1].norm != "tahun"):
        return None
    k += tokens[k].norm == "yang"
    back = k < len(tokens) and (tokens[k].norm in ("lalu", "silam") or (i == 0 and tokens[k].norm in _AFTER))
    if not back:
        return None
    if published is None:
        return Dated(i, k + 1, _LONG_AGO, "year")
    day = min(published.day, 28) if published.month == 2 else published.day
    return Dated(i, k + 1, date(published.year - count, published.month, day), "day")


_AFTER = ("sejak", "semenjak", "setelah", "usai", "pasca")


def _numeric(tokens: Sequence[Token], i: int, published: date | None) -> Dated | None:
    """`5/12/2024`, `3/11`, `5 / 12 / 2024`."""
    parts = tokens[i].norm.split("/")
    end = i + 1
    while len(parts) < 3 and end + 1 < len(tokens) and tokens[end].norm == "/" and tokens[end + 1].kind == "number":
        parts += tokens[end + 1].norm.split("/")
        end += 2
    if not 2 <= len(parts) <= 3 or not all(p.isdigit() for p in parts):
        return None
    if len(parts) == 2 and not (i and tokens[i - 1].norm == "("):
        return None
    day, month = int(parts[0]), int(parts[1])
    year = int(parts[2]) if len(parts) == 3 else None
    return _make(i, end, year, month, day, published)


def _worded(tokens: Sequence[Token], i: int, published: date | None) -> Dated | None:
    """`5 Desember 2024`, `19 Juni`."""
    if not tokens[i].norm.isdigit() or i + 1 >= len(tokens) or tokens[i + 1].norm not in MONTHS:
        return None
    month = MONTHS[tokens[i + 1].norm]
    end, year = i + 2, None
    if end < len(tokens) and _is_year(tokens[end].norm):
        year, end = int(tokens[end].norm), end + 1
    return _make(i, end, year, month, int(tokens[i].norm), published)


def _month(tokens: Sequence[Token], i: int, published: date | None) -> Dated | None:
    """`Juni 2024`, `Juni lalu`, `bulan Juni`."""
    month = MONTHS[tokens[i].norm]
    after = tokens[i + 1].norm if i + 1 < len(tokens) else ""
    if _is_year(after):
        return Dated(i, i + 2, date(int(after), month, 1), "month")
    if after in ("lalu", "silam", "kemarin"):
        if published is None:
            return Dated(i, i + 2, _LONG_AGO, "month")
        year = published.year if month < published.month else published.year - 1
        return Dated(i, i + 2, date(year, month, 1), "month")
    before = tokens[i - 1].norm if i else ""
    if (
        before in ("bulan", "pada", "sejak", "akhir", "awal", "pertengahan")
        and published is not None
        and tokens[i].capital
    ):
        if after in ("mendatang", "depan", "nanti"):
            return None
        year = published.year if month <= published.month else published.year - 1
        return Dated(i, i + 1, date(year, month, 1), "month")
    return None


def _year(tokens: Sequence[Token], i: int, published: date | None) -> Dated | None:
    text = tokens[i].norm
    if not _is_year(text):
        if (
            text.isdigit()
            and i + 2 < len(tokens)
            and tokens[i + 1].norm in ("tahun", "dekade")
            and tokens[i + 2].norm in ("lalu", "silam")
            and published
        ):
            back = int(text) * (10 if tokens[i + 1].norm == "dekade" else 1)
            if back < 200:
                return Dated(i, i + 3, date(published.year - back, 1, 1), "year")
        return None
    before = tokens[i - 1].norm if i else ""
    if (
        before
        in (
            "tahun",
            "pada",
            "sejak",
            "di",
            "pada",
            "akhir",
            "awal",
            "era",
            "(",
            "sampai",
            "hingga",
            "pertengahan",
            "dalam",
        )
        or before in MONTHS
    ):
        return Dated(i, i + 1, date(int(text), 1, 1), "year")
    return None


def _ago(tokens: Sequence[Token], i: int, published: date | None) -> Dated | None:
    unit = tokens[i].norm
    if published is None:
        return Dated(i, i + 2, _LONG_AGO, "year") if unit == "tahun" else None
    if unit == "tahun":
        return Dated(i, i + 2, date(published.year - 1, 1, 1), "year")
    if unit == "bulan":
        first = published.replace(day=1) - timedelta(days=1)
        return Dated(i, i + 2, first.replace(day=1), "month")
    return Dated(i, i + 2, published - timedelta(days=7), "day")


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1900 <= int(text) <= 2100


def _make(i: int, end: int, year: int | None, month: int, day: int, published: date | None) -> Dated | None:
    if year is not None and year < 100:
        year += 2000
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    try:
        if year is not None:
            return Dated(i, end, date(year, month, day), "day")
        if published is None:
            return None
        this = date(published.year, month, day)
        if this > published + timedelta(days=45):
            this = date(published.year - 1, month, day)
        return Dated(i, end, this, "day")
    except ValueError:
        return None
