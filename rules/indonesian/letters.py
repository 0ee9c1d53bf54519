"""Letters as a reader sees them: compatibility forms, look-alikes and invisible characters folded away."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Soft hyphen, zero-width characters, direction marks, byte order mark: they split words that the eye reads as one."""

# Cyrillic and Greek letters that look like Latin ones; folded only inside words that also hold Latin letters or that
# become pure Latin, so that a word truly in Cyrillic stays foreign.
_LOOKALIKE = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіјѕԁɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧοα",
    "ABEKMHOPCTYXaeopcyxijsdgABEZHIKMNOPTYXoa",
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'"})
_DROP = str.maketrans("", "", INVISIBLE)
_ASCII = re.compile(r"[A-Za-z0-9]+\Z")


def fold(word: str) -> str:
    """The word in NFKC, without invisible characters, look-alikes and diacritics; letter case is kept."""
    if _ASCII.match(word):
        return word
    text = unicodedata.normalize("NFKC", word.translate(_DROP)).translate(_APOSTROPHES)
    if text.isascii():
        return text
    latin = text.translate(_LOOKALIKE)
    decomposed = unicodedata.normalize("NFKD", latin)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    bare = bare.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d").replace("ß", "ss")
    return bare if bare.isascii() else text
