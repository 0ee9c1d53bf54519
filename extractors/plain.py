"""Text from outside as one clean line: no control, bidirectional or zero-width characters, white space folded."""

from __future__ import annotations

import html
import re
import unicodedata

_SEPARATORS = frozenset("\t\n\v\f\r\x85\u2028\u2029")


class _Drop(dict[int, str | None]):
    """A translation table that learns: control and format characters vanish, separators become a space.

    Soft hyphen, zero-width and bidirectional marks are all category Cf; lone surrogates (Cs) and private use (Co) have
    no business in a news text either.
    """

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        if character in _SEPARATORS or category in ("Zs", "Zl", "Zp"):
            found: str | None = " "
        elif category in ("Cc", "Cf", "Cs", "Co", "Cn"):
            found = None
        else:
            found = character
        self[code] = found
        return found


_TABLE = _Drop()
_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{3})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
_MOJIBAKE = re.compile("â€|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]")


def words(text: str) -> frozenset[str]:
    """A set of words written as one text, the way word lists are best read."""
    return frozenset(text.split())


def plain(text: str) -> str:
    """The text on one line, stripped; more than three combining marks in a row are cut."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip()
    text = " ".join(text.translate(_TABLE).split())
    if "â€" in text or "Ã" in text or "Â" in text:
        text = _unmangle(text)
    return _MARKS.sub(r"\1", text)


def unescaped(text: str) -> str:
    """Plain text of a value that may carry entities, twice over, or stray tags (JSON-LD, meta)."""
    for _ in range(2):
        if "&" not in text:
            break
        text = html.unescape(text)
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,300}>", " ", text)
    return plain(text)


def _unmangle(text: str) -> str:
    """UTF-8 that a newsroom's system read as Windows-1252: repaired when the whole text proves to be that."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        return text


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")  # the five codes that Windows-1252 leaves free
