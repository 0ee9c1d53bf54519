"""Entries out of a feed that is not well-formed: each whole entry is read on its own, a broken one costs only itself.

Reads the few fields we need by their tags; everything is linear in the text.
"""

from __future__ import annotations

import html
import re

from flows.sources.document import Document
from flows.sources.raw_entry import RawEntry, RawFeed

_DATES = ("pubDate", "published", "dc:date", "updated", "lastmod")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_REL = re.compile(r"""\brel\s*=\s*["']?([a-z]+)""", re.IGNORECASE)


def salvage(document: Document) -> RawFeed:
    """The document's whole entries; what stands after the last closed entry of a torn document is left out."""
    head, found, unclosed = pieces(document)
    prefix = document.entry_tag.rpartition(":")[0]
    entries = tuple(_entry(piece, f"{prefix}:" if prefix else "") for piece in found)
    problems = (f"{unclosed} entries are not closed",) if unclosed else ()
    return RawFeed(field(head, "title"), entries, problems, document.torn)


def hides_entries(document: Document, seen: int) -> bool:
    """True when an unclosed CDATA made a well-formed document swallow entries that stand in its text."""
    if document.text.count(f"<{document.entry_tag}") <= seen:
        return False
    _, found, _ = pieces(document)
    return len(found) > seen and any(piece.count("<![CDATA[") > piece.count("]]>") for piece in found)


def pieces(document: Document) -> tuple[str, list[str], int]:
    """Text before the first entry, the entries' inner texts, and how many of them had no end of their own."""
    opening = re.compile(rf"<{re.escape(document.entry_tag)}(?=[\s>])[^<>]*>")
    closing = re.compile(rf"</{re.escape(document.entry_tag)}\s*>")
    starts = [(match.start(), match.end()) for match in opening.finditer(document.text)]
    found, unclosed = [], 0
    for number, (_, inner) in enumerate(starts):
        following = starts[number + 1][0] if number + 1 < len(starts) else len(document.text)
        close = closing.search(document.text, inner, following)
        if close is None and number + 1 == len(starts) and document.torn:
            break  # cut off in the middle: half a title is worse than none
        unclosed += close is None
        found.append(document.text[inner : close.start() if close else following])
    return document.text[: starts[0][0]] if starts else document.text[:5_000], found, unclosed


def _entry(piece: str, prefix: str) -> RawEntry:
    return RawEntry(
        title=field(piece, f"{prefix}title"),
        links=_links(piece, prefix),
        guid=field(piece, "guid") or field(piece, f"{prefix}id"),
        date=next((found for name in _DATES if (found := field(piece, name))), ""),
        summary=field(piece, "description") or field(piece, f"{prefix}summary"),
        content=field(piece, "content:encoded") or field(piece, f"{prefix}content"),
        authors=tuple(filter(None, (field(piece, "dc:creator"),))),
    )


def _links(piece: str, prefix: str) -> tuple[str, ...]:
    found = [field(piece, "link")]
    for tag in re.findall(rf"<{re.escape(prefix)}link\b[^<>]*>", piece):
        href, rel = _HREF.search(tag), _REL.search(tag)
        if href and (rel is None or rel[1].lower() == "alternate"):
            found.append(html.unescape(href[1] or href[2] or ""))
    return tuple(filter(None, found))


def field(piece: str, name: str) -> str:
    """The text between a tag and its end: out of CDATA as it stands, else unescaped once as XML would."""
    opening = re.search(rf"<{re.escape(name)}(?:\s[^<>]*)?(?<!/)>", piece)
    if opening is None:
        return ""
    end = piece.find(f"</{name}", opening.end())
    inner = piece[opening.end() : end] if end >= 0 else ""
    parts, place = [], 0
    while (start := inner.find("<![CDATA[", place)) >= 0:
        stop = inner.find("]]>", start)
        stop = len(inner) if stop < 0 else stop
        parts += [html.unescape(inner[place:start]), inner[start + 9 : stop]]
        place = stop + 3
    text = "".join([*parts, html.unescape(inner[place:])]).strip()
    return text.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in text else text  # one inside another
