"""Tokens of a text, each knowing where it stands in the original."""

from __future__ import annotations

import re
from typing import NamedTuple

from rules.indonesian.letters import INVISIBLE, fold

MAX_WORD = 64
"""Longest run of letters read as one word; what is longer is cut, so that a five-megabyte 'word' costs nothing."""

_HIDDEN = re.escape(INVISIBLE)
_WORD = rf"(?:[A-Za-z]+[^\W\d_]*|[^\W\d_]+)(?:[{_HIDDEN}'’][^\W\d_]+)*"
"""Letters, with apostrophes and invisible characters between them; plain ASCII first, as most words are no more."""
_TOKEN = re.compile(rf"({_WORD})|(\d+(?:[.,/:]\d+)*)|(\n)|([^\w\s{_HIDDEN}])")
_KINDS = ("", "word", "number", "break", "mark")
"""What the groups of the pattern stand for, by their number."""


class Token(NamedTuple):
    """One word, number, punctuation mark or line break.

    `start` and `end` are offsets into the text as it came in; `form` is the folded spelling, `norm` its lower case.
    `glued` says that no space stands before the token. A named tuple, for a text has hundreds of them: a frozen
    dataclass takes four times as long to make, which was a third of the time of an article.
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
        kind = _KINDS[found.lastindex or 0]
        start, end = found.span()
        form = norm = found[0][:MAX_WORD]
        if kind == "word":
            if not form.isascii():
                form = fold(form)
            norm = form.lower()
        tokens.append(Token(start, end, form, norm, kind, start == last))
        last = end
    return tokens
