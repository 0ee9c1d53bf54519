"""Bytes from the network to one parsed tree, within limits; what is no page is named instead."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from lxml import etree, html

MAX_BYTES = 5_000_000
MAX_ELEMENTS = 60_000

_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "gzip data"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"OggS", "an audio or video stream"),
    (b"ID3", "an audio file"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|meta|title|div|p|article|script|section|h1|table|span|main|a)\b", re.I
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|urlset|sitemapindex)\b", re.I)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.I)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_COUNT = etree.XPath("count(//*)")
_NOT_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
# What the HTML standard reads when a page says these.
_READ_AS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why the bytes are no page, as a sentence for the operator."""

    reason: str


def parse_page(body: bytes, content_type: str = "") -> html.HtmlElement | Unreadable:
    """The page's tree; Unreadable for what is no HTML, empty or beyond the limits (5 MB, 60,000 elements).

    The parser loads nothing from the network, no DTD, and keeps libxml2's own limits on depth and text.
    """
    fault = _no_page(body, content_type)
    if fault:
        return Unreadable(fault)
    text = decode(body, content_type)
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        return Unreadable(f"the page cannot be parsed: {type(error).__name__}")
    if not isinstance(tree, html.HtmlElement):
        return Unreadable("the page holds no element")
    if _COUNT(tree) > MAX_ELEMENTS:
        return Unreadable(f"the page has more than {MAX_ELEMENTS} elements")
    return tree


def decode(body: bytes, content_type: str = "") -> str:
    """The text of the bytes: mark first, then UTF-8 when the bytes are UTF-8, then what header and page declare.

    Declarations come last because Indonesian portals send UTF-8 under `iso-8859-1` headers far more often than the
    reverse, and text in another encoding is valid UTF-8 only by a rare accident.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return _usable(body[len(mark) :].decode(name, "replace"))
    if body[:200].count(0) > len(body[:200]) // 3:  # UTF-16 without a mark: every other byte of markup is zero
        return _usable(body.decode("utf-16-be" if body[:1] == b"\0" else "utf-16-le", "replace"))
    text = body.decode("utf-8", "replace")
    broken = text[:-1].count("\ufffd")  # a transfer may be cut inside a letter
    # A stray byte must not turn the whole page into another encoding; text that is none of UTF-8 has next to no
    # valid sequences.
    if broken == 0 or broken * 3 < sum(1 for character in text[:200_000] if character > "\x7f"):
        return _usable(mixed_utf8(body) if broken else text)
    declared = _declared(body, content_type)
    return _usable(mixed_utf8(body) if declared == "cp1252" else body.decode(declared, "replace"))


def mixed_utf8(body: bytes) -> str:
    """UTF-8 whose stray bytes are Windows-1252: quotation marks that an editor pasted from a text processor.

    A letter cut off at the very end is left out.
    """
    return codecs.getincrementaldecoder("utf-8")("pantau.cp1252").decode(body, final=False)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return "".join("\ufffd" if byte > 0xFD else bytes((byte,)).decode("cp1252", "replace") for byte in stray), error.end


codecs.register_error("pantau.cp1252", _as_cp1252)


def _no_page(body: bytes, content_type: str) -> str | None:
    if not body.strip(b" \t\r\n\0"):
        return "the answer is empty"
    if len(body) > MAX_BYTES:
        return f"the page is larger than {MAX_BYTES // 1_000_000} MB"
    start = body[:4096]
    for signature, what in _SIGNATURES:
        if start.startswith(signature):
            return f"not a page but {what}"
    if start[4:8] == b"ftyp":
        return "not a page but a video"
    narrow = start.replace(b"\0", b"")
    if _FEED.search(narrow) and not re.search(rb"<html", narrow, re.I):
        return "not a page but a feed or sitemap"
    if narrow.lstrip()[:1] in (b"{", b"["):
        return "not a page but JSON"
    if not _MARKUP.search(narrow) and not _MARKUP.search(body[:100_000].replace(b"\0", b"")):
        kind = content_type.split(";")[0].strip()[:60]
        return f"not a page: no markup in it ({kind or 'no content type'})"
    return None


def _declared(body: bytes, content_type: str) -> str:
    head = body[:4096]
    header = _HEADER_CHARSET.search(content_type)
    found = [header[1]] if header else []
    found += [
        match[1].decode("ascii", "replace")
        for match in (_META_CHARSET.search(head), _XML_CHARSET.search(head))
        if match
    ]
    for name in found:
        name = _READ_AS.get(name.lower(), name)
        try:
            codec = codecs.lookup(name)
        except LookupError:
            continue
        if codec.name != "utf-8" and getattr(codec, "_is_text_encoding", True):
            return codec.name
    return "cp1252"


def _usable(text: str) -> str:
    return _NOT_CHARACTERS.sub("", text)
