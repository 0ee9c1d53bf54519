"""Feed bytes to text by what the bytes are, not by what somebody declared about them."""

from __future__ import annotations

import codecs
import re

from extractors.decoding import mixed_utf8

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
# Only real character sets: a document may declare `base64`, `idna` or `unicode_escape` and Python would oblige.
_CHARACTER_SETS = re.compile(
    r"^(?:utf[-_]?(?:8|16|32).*|iso[-_]?8859.*|latin[-_]?\d|windows[-_]?\d{3,4}|cp\d{3,4}|us[-_]?ascii|ascii|big5.*|"
    r"gb\d+|gbk|euc[-_]?\w+|shift[-_]?jis|koi8[-_]?\w|tis[-_]?620|macroman|mac[-_]?roman)$",
    re.IGNORECASE,
)


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text and a problem in words (empty when all is well). Never raises; the worst case shows replacement signs.

    Order: byte order mark, the shape of UTF-16 without one, UTF-8 where the bytes are valid UTF-8, then the document's
    own declaration, then the header's charset, then Windows-1252.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace"), ""
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace"), f"{wide} without a byte order mark"
    declared = _declared(body, content_type)
    text, broken = _as_utf8(body)
    if broken == 0:
        wrong = [name for name in declared if not _is_utf8(name)] if not text.isascii() else []
        return text, f"declared as {wrong[0]} but is utf-8" if wrong else ""
    valid = sum(1 for character in text if character > "\x7f" and character != "\ufffd")
    if valid > broken:
        return mixed_utf8(body), f"{broken} characters are not valid utf-8"
    for name in declared:
        if not _is_utf8(name):
            return body.decode(name, "replace"), ""
    return mixed_utf8(body), "declared as utf-8 but is windows-1252" if not valid else "utf-8 and windows-1252 mixed"


def _as_utf8(body: bytes) -> tuple[str, int]:
    """The body as UTF-8 and how many characters are broken; a character cut off at the very end is forgiven."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = decoder.decode(body, final=False)
    return text, text.count("\ufffd") - body.count(b"\xef\xbf\xbd")


def _declared(body: bytes, content_type: str) -> list[str]:
    inside = _DECLARED.search(body[:1_000])
    outside = _CHARSET.search(content_type)
    names = [inside[1].decode("ascii") if inside else "", outside[1] if outside else ""]
    return [name for name in names if _is_known(name)]


def _is_known(name: str) -> bool:
    if not _CHARACTER_SETS.match(name) or name.lower().startswith(("utf-16", "utf16", "utf-32", "utf32")):
        return False  # those show in the bytes
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _is_utf8(name: str) -> bool:
    return codecs.lookup(name).name in ("utf-8", "ascii")


def _wide(body: bytes) -> str:
    """UTF-16 without a mark shows as a zero in every other of the first bytes."""
    start = body[:64]
    if len(start) < 8:
        return ""
    if start[0] and not any(start[1::2]):
        return "utf-16-le"
    if start[1] and not any(start[0::2]):
        return "utf-16-be"
    return ""
