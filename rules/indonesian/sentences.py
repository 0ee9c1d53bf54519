"""Sentences: runs of tokens that one statement fills."""

from __future__ import annotations

from collections.abc import Sequence

from rules.indonesian.grammar import word_set
from rules.indonesian.tokens import Token

ABBREVIATIONS = word_set(
    """
    dr drs dra ir prof jend letjen mayjen brigjen kol letkol kapt lettu letda serda laks laksdya laksda
    marsdya marsda mr mrs ms st jr sr vs no hlm dll dsb dst tgl jl kab kec prov pt cv tbk sdr sdri alm
    gen lt sgt col capt sen rep gov adm brig maj u.s a.s h hj k m s ph
    """
)
MAX_TOKENS = 160
"""A run-on of machine translation longer than this is cut at the next comma, so that work stays linear."""

_TERMINATORS = frozenset(".!?…|")
_OPENERS = frozenset("\"“'‘«([")
_CLOSERS = frozenset("\"”'’»)]")


def split_sentences(tokens: Sequence[Token], limit: int = 2_000) -> list[tuple[int, int]]:
    """Index ranges of the sentences, at most `limit` of them; line breaks and marks between them belong to none."""
    spans: list[tuple[int, int]] = []
    start, i, count = 0, 0, len(tokens)
    while i < count and len(spans) < limit:
        token = tokens[i]
        if token.kind == "break":
            if i > start:
                spans.append((start, i))
            start = i + 1
        elif (token.norm in _TERMINATORS and _ends(tokens, i)) or (i - start >= MAX_TOKENS and token.norm in ",;"):
            i = _past_closers(tokens, i)
            spans.append((start, i + 1))
            start = i + 1
        elif i - start >= 2 * MAX_TOKENS:
            spans.append((start, i + 1))
            start = i + 1
        i += 1
    if start < count and len(spans) < limit:
        spans.append((start, count))
    return spans


def _past_closers(tokens: Sequence[Token], i: int) -> int:
    while i + 1 < len(tokens) and tokens[i + 1].glued and tokens[i + 1].norm in _CLOSERS:
        i += 1
    return i


def _ends(tokens: Sequence[Token], i: int) -> bool:
    mark = tokens[i].norm
    if mark == "|":
        return not tokens[i].glued  # `Rusia Beli Roket | Gempa Guncang Jepang`
    after = i + 1
    if after >= len(tokens) or tokens[after].kind == "break":
        return True
    following = tokens[after]
    before = tokens[i - 1] if i else None
    if following.norm in _CLOSERS and following.glued:
        return _after_quote(tokens, after)
    if before is not None and mark == ".":
        if before.kind == "word" and len(before.norm) == 1 and following.kind != "break":
            return False  # an initial: `M. Tonny`
        if before.norm in ABBREVIATIONS and before.capital:
            return False
    if following.glued:
        # A missing space: `perang.Rusia` ends a sentence, `Detik.com` and `3.15` do not.
        return (
            following.kind == "word"
            and following.capital
            and before is not None
            and before.kind == "word"
            and len(before.norm) > 3
            and not before.form.isupper()
        ) or following.norm in '"“'
    return following.kind != "word" or following.capital or following.norm in _OPENERS


def _after_quote(tokens: Sequence[Token], i: int) -> bool:
    while i < len(tokens) and tokens[i].norm in _CLOSERS:
        i += 1
    return i >= len(tokens) or tokens[i].kind == "break" or tokens[i].capital or tokens[i].norm in _OPENERS
