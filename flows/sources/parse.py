"""Feed bytes to entries. Pure: no network, no clock; any bytes give a ParsedFeed, with a fault where there is no news.

feedparser reads what is well-formed and is kept from the rest: it opens a body that looks like a path, its lenient
parser can be made slow, and its dates lose Indonesian zones. It gets bytes in a BytesIO, already UTF-8, without
document type, and gives strings; cleaning, dates and identity are ours.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any, TypeAlias
from xml.parsers import expat

import feedparser

from flows.sources.blocked import wall_in
from flows.sources.document import Document, recognise
from flows.sources.entries import build_entries
from flows.sources.feed import FaultKind, FeedFault, ParsedFeed
from flows.sources.json_feed import read_json_feed
from flows.sources.plain_text import plain
from flows.sources.raw_entry import RawEntry, RawFeed
from flows.sources.salvage import hides_entries, salvage
from flows.sources.sitemap import read_sitemap

_ENDLESS_TAG = re.compile(rb"<[^<>]{4000}")
_Values: TypeAlias = dict[str, Any]  # feedparser's dictionaries, which add lookups of their own to it


def parse_feed(
    body: bytes, url: str, *, content_type: str = "", zone: str = "Asia/Jakarta", now: datetime
) -> ParsedFeed:
    """Whole entries of an RSS, Atom, RDF, JSON Feed or news sitemap document, in its order.

    `zone` (IANA) is used for dates that name none; `now` (timezone-aware) bounds what dates are believed. Whatever the
    bytes, nothing is raised: a torn feed keeps its whole entries with fault TORN; a wall, an empty answer and anything
    that is no feed is a fault without entries.
    """
    document = recognise(body, url, content_type)
    if document.fault is not None:
        return ParsedFeed("", (), document.problems, document.fault)
    raw = _read(document)
    if raw is None:
        return ParsedFeed("", (), document.problems, _no_feed(body))
    entries, problems = build_entries(raw.entries, url, zone, now)
    return ParsedFeed(
        title=plain(raw.title, 300),
        entries=entries,
        problems=(*document.problems, *raw.problems, *problems),
        fault=_fault(raw, bool(entries)),
        kind=document.kind,
    )


def _read(document: Document) -> RawFeed | None:
    if document.kind == "json":
        return read_json_feed(document.text)
    data = f'<?xml version="1.0" encoding="utf-8"?>\n{document.text}'.encode("utf-8", "replace")
    damage = None if document.torn else _damage(data)
    if document.kind == "sitemap":
        found = read_sitemap(document)
        noted = (f"not well-formed XML ({damage}): entries were read one by one",) if damage else ()
        return RawFeed(found.title, found.entries, (*noted, *found.problems), found.torn)
    if document.torn or damage:
        saved = salvage(document)
        noted = (f"not well-formed XML ({damage}): entries were read one by one",) if damage else ()
        return RawFeed(saved.title, saved.entries, (*noted, *saved.problems), saved.torn)
    read = _with_feedparser(data)
    return salvage(document) if read is None or hides_entries(document, len(read.entries)) else read


def _damage(data: bytes) -> str:
    """Why the document is not well-formed, empty when it is; the same parser that feedparser uses.

    expat compares each attribute of a tag with all others: 40,000 of them took 14 s, so an endless tag is damage too.
    """
    if _ENDLESS_TAG.search(data):
        return "a tag without end"
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return str(error)[:100]
    return ""


def _with_feedparser(data: bytes) -> RawFeed | None:
    """The document as feedparser reads it, or None when feedparser trips over it."""
    # No address is given: feedparser would resolve guids against it, and a bare number would become a link.
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        found = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
        entries = tuple(_raw_entry(entry) for entry in found.entries)
        return RawFeed(_string(found.feed, "title"), entries)
    except Exception:  # feedparser has raised a dozen kinds over the years; here they all mean the same
        return None


def _raw_entry(entry: _Values) -> RawEntry:
    guid, link = _string(entry, "id"), _string(entry, "link")
    if link == guid and not link.startswith(("http://", "https://")):
        link = ""  # a guid that is no address, though the feed does not say so
    links = [_string(entry, "feedburner_origlink"), link]
    links += [_string(link, "href") for link in _listed(entry, "links") if _string(link, "rel") == "alternate"]
    return RawEntry(
        title=_without_source(_string(entry, "title"), entry),
        links=tuple(dict.fromkeys(filter(None, links))),
        guid=guid,
        date=next((found for key in ("published", "updated", "created") if (found := _string(entry, key))), ""),
        summary=_string(entry, "summary"),
        content="\n".join(_string(part, "value") for part in _listed(entry, "content")),
        authors=tuple(_string(author, "name") for author in _listed(entry, "authors")),
    )


def _without_source(title: str, entry: _Values) -> str:
    """Google News writes the outlet behind each title and names it in `source` as well."""
    source = dict.get(entry, "source")
    name = _string(source, "title") if isinstance(source, dict) else ""
    return title.removesuffix(f" - {name}") if name else title


def _string(values: _Values, key: str) -> str:
    """The value itself: feedparser's own lookup would answer `updated` with `published`."""
    value = dict.get(values, key)
    return value.strip() if isinstance(value, str) else ""


def _listed(values: _Values, key: str) -> list[_Values]:
    value = dict.get(values, key)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _fault(raw: RawFeed, has_entries: bool) -> FeedFault | None:
    if raw.torn:
        kept = "its whole entries were kept" if has_entries else "no entry is whole"
        return FeedFault(FaultKind.TORN, f"the document breaks off; {kept}")
    return None if has_entries else FeedFault(FaultKind.EMPTY, "a feed without entries")


def _no_feed(body: bytes) -> FeedFault:
    wall = wall_in(body)
    if wall is not None:
        return FeedFault(FaultKind.BLOCKED, f"{wall} instead of the feed")
    return FeedFault(FaultKind.NOT_A_FEED, "JSON, but no JSON Feed: the address may have moved")
