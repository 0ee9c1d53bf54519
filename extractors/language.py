"""Indonesian or English, by function words."""

from __future__ import annotations

import re

from extractors.plain import words

_INDONESIAN = words(
    "yang dan di ke dari untuk dengan pada ini itu adalah akan tidak juga dalam oleh telah kata ujar sebagai karena "
    "bisa para "
    "tersebut sudah kami mereka atau saat lebih bahwa menurut seorang satu antara tahun ada harus"
)
_ENGLISH = words(
    "the of and to in a is was for that on with as by at from it be said has have an are were he his which this "
    "will not but they "
    "their its after who been would or had"
)
_WORDS = re.compile(r"[a-z]+")


def language_of(text: str, declared: str = "") -> str:
    """ "id" or "en"; the declared language decides only when the words do not (a short text)."""
    words = _WORDS.findall(text[:4_000].lower())
    indonesian = sum(word in _INDONESIAN for word in words)
    english = sum(word in _ENGLISH for word in words)
    if max(indonesian, english) >= 4 and indonesian != english:
        return "id" if indonesian > english else "en"
    return "en" if declared.lower().startswith("en") else "id"
