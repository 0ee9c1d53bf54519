"""Words that a crawler glued together, taken apart again: `keUkraina`, `Teherandalam`, `PemerintahRusiamewanti`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from rules.indonesian import grammar
from rules.indonesian.grammar import word_set
from rules.indonesian.tokens import Token

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FUNCTION = (
    frozenset(grammar.PREPOSITIONS) | grammar.SUBORDINATORS | grammar.COORDINATORS | grammar.RELATIVE | grammar.NEGATORS
    | word_set(
    """
    akan telah sudah sedang dapat bisa ini itu para pun juga masih baru tersebut
    """
)
)  # fmt: skip
_VERB = re.compile(r"(?:me(?:m|n|ng|ny|l|r|w|y)|di|ber|ter|pe(?:m|n|ng))[a-z]{4,}\Z")
MIN_NAME = 4


def repair_tokens(tokens: list[Token], names: Set[str], known: Set[str]) -> list[Token]:
    """The tokens with glued words split where a known name shows the seam; offsets stay those of the original."""
    out: list[Token] = []
    for token in tokens:
        form = token.form
        if len(form) < 6 or token.norm in known or token.kind != "word" or not _suspicious(form):
            out.append(token)
        else:
            out.extend(_pieces(token, names, known))
    return out


def _suspicious(form: str) -> bool:
    return len(form) > 11 or not (form.islower() or form.isupper())


def _pieces(token: Token, names: Set[str], known: Set[str]) -> Iterable[Token]:
    parts = [part for part in _HUMP.split(token.form) if part]
    if len(token.form) != token.end - token.start:
        return [token]
    split = [piece for part in parts for piece in _unglue(part, names, known)]
    if len(split) == 1:
        return [token]
    if len(parts) == len(split) and not any(p.lower() in names or p.lower() in known for p in split):
        return [token]  # iPhone, YouTube, KompasTV: a brand, not an accident
    out: list[Token] = []
    at = token.start
    for piece in split:
        out.append(Token(at, at + len(piece), piece, piece.lower(), "word", at == token.start and token.glued))
        at += len(piece)
    return out


def _unglue(part: str, names: Set[str], known: Set[str]) -> list[str]:
    """`Rusiamewanti` -> Rusia, mewanti; `programnuklir` is left to the vocabulary's own words."""
    low = part.lower()
    if low in known or len(low) < 6:
        return [part]
    if part[:1].isupper():
        for cut in range(len(low) - 2, MIN_NAME - 1, -1):
            head, tail = low[:cut], low[cut:]
            if head in names and (tail in _FUNCTION or (tail in known and len(tail) > 3) or _VERB.match(tail)):
                return [part[:cut], part[cut:]]
    elif len(low) > 11:
        for cut in range(4, len(low) - 4):
            head, tail = low[:cut], low[cut:]
            if (
                tail in known
                and head in known
                and len(tail) > 4
                and len(head) > 3
                and not low.startswith(("me", "pe", "ber", "di", "ter", "ke"))
            ):
                return [part[:cut], part[cut:]]
            if (
                tail in ("senjata", "nuklir", "rudal", "drone", "uranium", "sanksi")
                and head.endswith(("kan", "an", "ng"))
                and len(head) > 6
            ):
                return [part[:cut], part[cut:]]
    return [part]
