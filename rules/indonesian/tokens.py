"""Tokens of a text, each knowing where it stands in the original."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.indonesian.letters import INVISIBLE, fold

MAX_WORD = 64
"""Longest run of letters read as one word; what is longer is cut, so that a five-megabyte 'word' costs nothing."""

_HIDDEN = re.escape(INVISIBLE)
_TOKEN = re.compile(
    rf"(?P<number>\d+(?:[.,/:]\d+)*)"
    rf"|(?P<word>[^\W\d_][^\W\d_{_HIDDEN}'’]*(?:[{_HIDDEN}'’][^\W\d_]+)*)"
    rf"|(?P<break>\n)"
    rf"|(?P<mark>[^\w\s{_HIDDEN}])",
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, punctuation mark or line break.

    `start` and `end` are offsets into the text as it came in; `form` is the folded spelling, `norm` its lower case.
    `glued` says that no space stands before the token.
    """

    start: int
    end: int
    form: str
    norm: str
    kind: str
    glued: bool

    @property
    def capital(self) -> bool:
        """True when the word starts with a capital letter."""
        return self.form[:1].isupper()


def tokenize(text: str, limit: int = 60_000) -> list[Token]:
    """Tokens of the first `limit` characters, in order."""
    tokens: list[Token] = []
    last = -1
    for found in _TOKEN.finditer(text, 0, min(len(text), limit)):
        kind = found.lastgroup or "mark"
        start, end = found.span()
        raw = found.group()
        if kind == "word":
            form = fold(raw[:MAX_WORD])
            norm = form.lower()
        else:
            form = norm = raw[:MAX_WORD]
        tokens.append(Token(start, end, form, norm, kind, start == last))
        last = end
    return tokens
