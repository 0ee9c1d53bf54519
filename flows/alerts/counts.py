"""Counts as texts give them, compared: the same number rounded, another number, or of other things altogether."""

from __future__ import annotations

import re

from flows.alerts.event import Event
from rules import Quantity

CLEARLY_OTHER = 1.5  # ratio from which two counts of the same unit are no rounding

_COUNT = re.compile(
    r"(?P<digits>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)(?:\s*(?P<times>ribu|juta|miliar|lusin))?", re.IGNORECASE
)
_TIMES = {"ribu": 1e3, "juta": 1e6, "miliar": 1e9, "lusin": 12.0}
_NUMBER = re.compile(
    r"\d[\d.,]*|\b(?:lebih|dari|sekitar|kurang|hampir|sedikitnya|setidaknya|hingga|sampai|total|sebanyak|ribuan|jutaan"
    r"|ratusan|puluhan|belasan|beberapa|banyak|ribu|juta|ratus|puluh|miliar|se\w*ribu|seratus|satu|dua|tiga|empat|lima"
    r"|enam|tujuh|delapan|sembilan|sepuluh|about|over|more|than|nearly)\b",
    re.IGNORECASE,
)
# What goods are carried in is counted apart from the goods: 10.000 kontainer are 4,8 juta peluru.
_CARRIERS = {
    *(
        "kontainer",
        "peti",
        "petikemas",
        "kotak",
        "palet",
        "truk",
        "gerbong",
        "kapal",
        "kargo",
        "pesawat",
        "penerbangan",
    ),
    *("ton", "kilogram", "kg", "paket", "kiriman", "pengiriman", "gelombang", "tahap"),
}


def clearly_other(told: Quantity | None, known: Quantity | None) -> bool:
    """True when both count the same unit and the counts cannot be a rounding of one another."""
    if told is None or known is None or not _comparable(told, known):
        return False
    low, high = sorted((count_of(told) or 0, count_of(known) or 0))
    return low > 0 and high / low >= CLEARLY_OTHER


def other_count(told: Quantity | None, event: Event) -> bool:
    """True when the count is clearly other than every comparable one that the event knows."""
    if told is None:
        return False
    known = event.quantities or ((event.quantity,) if event.quantity else ())
    same_unit = [q for q in known if _comparable(told, q)]
    return bool(same_unit) and all(clearly_other(told, q) for q in same_unit)


def count_of(quantity: Quantity) -> float | None:
    """The number, read from the words where the rules left it there: `3.000`, `2,5 juta`, `sekitar 40`."""
    if quantity.value is not None:
        return quantity.value
    found = _COUNT.search(quantity.words)
    if found is None:
        return None
    number = float(found["digits"].replace(".", "").replace(",", "."))
    return number * _TIMES.get((found["times"] or "").casefold(), 1)


def _comparable(told: Quantity, known: Quantity) -> bool:
    """Both are numbers, of the same unit or of one that is not said; a container's content is never its count."""
    if not count_of(told) or not count_of(known):
        return False
    one, other = _unit(told), _unit(known)
    if one == other:
        return True
    return (not one or not other) and not {*one.split(), *other.split()} & _CARRIERS


def _unit(quantity: Quantity) -> str:
    words = _NUMBER.sub(" ", quantity.words.casefold())
    return " ".join(re.findall(r"[^\W\d_]+", words))
