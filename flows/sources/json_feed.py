"""JSON Feed 1 and 1.1 (jsonfeed.org), whole or cut off."""

from __future__ import annotations

import json
import re
from typing import Any

from flows.sources.raw_entry import RawEntry, RawFeed

_ITEMS = re.compile(r'"items"\s*:\s*\[')


def read_json_feed(text: str) -> RawFeed | None:
    """The feed's items, or None when the text is no JSON Feed. A torn document gives its whole items."""
    if "jsonfeed.org/version/" not in text[:2_000] and "jsonfeed.org/version/" not in text[-2_000:]:
        return None
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return RawFeed(_torn_title(text), tuple(map(_entry, _whole_items(text))), torn=True)
    if not isinstance(whole, dict):
        return None
    items = whole.get("items")
    listed = items if isinstance(items, list) else []
    return RawFeed(_text(whole.get("title")), tuple(_entry(item) for item in listed if isinstance(item, dict)))


def _whole_items(text: str) -> list[dict[str, Any]]:
    start = _ITEMS.search(text)
    items: list[dict[str, Any]] = []
    place = start.end() if start else len(text)
    decoder = json.JSONDecoder()
    while place < len(text):
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1
        try:
            item, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        if isinstance(item, dict):
            items.append(item)
    return items


def _torn_title(text: str) -> str:
    found = re.search(r'"title"\s*:\s*("(?:[^"\\]|\\.){0,500}")', text[:5_000])
    try:
        return _text(json.loads(found[1])) if found else ""
    except ValueError:
        return ""


def _entry(item: dict[str, Any]) -> RawEntry:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    return RawEntry(
        title=_text(item.get("title")),
        links=tuple(link for key in ("url", "external_url") if isinstance(link := item.get(key), str) and link),
        guid=_text(item.get("id")),
        date=_text(item.get("date_published")) or _text(item.get("date_modified")),
        summary=_text(item.get("summary")),
        content=_text(item.get("content_html")) or _text(item.get("content_text")),
        authors=tuple(_text(author.get("name")) for author in authors or () if isinstance(author, dict)),
    )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""
