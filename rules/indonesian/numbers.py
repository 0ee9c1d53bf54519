"""Counts as Indonesian writes them: `10.000`, `1,5 juta`, `dua lusin`, `lebih dari 200`, `jutaan`."""

from __future__ import annotations

from collections.abc import Sequence

from rules.indonesian.grammar import word_set
from rules.indonesian.tokens import Token

_UNITS = {
    "nol": 0, "satu": 1, "sebuah": 1, "seunit": 1, "sepucuk": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6,
    "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000,
    "sejuta": 1_000_000, "selusin": 12,
}  # fmt: skip
_SCALES = {
    "belas": 0,
    "puluh": 10,
    "lusin": 12,
    "ratus": 100,
    "ribu": 1000,
    "juta": 1_000_000,
    "miliar": 10**9,
    "triliun": 10**12,
}
_VAGUE = word_set("belasan puluhan ratusan ribuan jutaan miliaran sejumlah beberapa berbagai banyak selusin sepasang")
_LEADING = word_set(
    "lebih kurang dari sekitar hampir sedikitnya setidaknya hingga sampai sebanyak total kira-kira minimal"
)
_COUNTERS = word_set(
    """
    unit buah butir pucuk ton paket baterai skuadron lusin besar tambahan kotak peti kontainer gelombang putaran set
    sistem pasang kecil
    """
)


def quantity_before(tokens: Sequence[Token], at: int) -> tuple[str, float | None] | None:
    """The count that ends right before token `at`: its words as written, and its value when it is a number."""
    first = at
    core = False
    while first > 0 and at - first < 7:
        token = tokens[first - 1]
        norm = token.norm
        if token.kind == "number" or norm in _UNITS or norm in _SCALES or norm in _VAGUE:
            core = True
        elif norm not in _COUNTERS and norm not in _LEADING:
            break
        first -= 1
    if not core:
        return None
    while first < at and tokens[first].norm in ("hingga", "sampai", "dari", "besar", "kecil"):
        first += 1
    words = list(tokens[first:at])
    while words and words[-1].norm in _LEADING:
        words.pop()
    if not words or (words[0].kind == "number" and first and tokens[first - 1].norm in ("-", "/", "rp", "$", "us")):
        return None
    text = " ".join(t.form for t in words)
    return text, number_value([t.norm for t in words])


def number_value(words: Sequence[str]) -> float | None:
    """The number that the words spell, None when they are vague (`ratusan`) or none."""
    total = 0.0
    current: float | None = None
    seen = False
    for word in words:
        if word in _VAGUE and word not in ("selusin",):
            return None
        if word[:1].isdigit():
            value = _digits(word)
            if value is None:
                return None
            current, seen = value, True
        elif word in _UNITS:
            current, seen = float(_UNITS[word]) + (current or 0.0 if word not in _UNITS else 0.0), True
        elif word in _SCALES:
            if word == "belas":
                current = 10 + (current or 0)
            else:
                total += (current if current is not None else 1) * _SCALES[word]
                current = None
            seen = True
    return total + (current or 0) if seen else None


def _digits(word: str) -> float | None:
    """`10.000` is ten thousand, `1,5` is one and a half."""
    text = word.replace(".", "").replace(",", ".") if "," in word else word
    if "," not in word and "." in word:
        head, _, tail = word.rpartition(".")
        text = word.replace(".", "") if len(tail) == 3 and head else word
    try:
        return float(text)
    except ValueError:
        return None
