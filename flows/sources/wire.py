"""The JSON that `pantau parse-feed` prints: one object a document."""

from __future__ import annotations

from typing import Any

from flows.sources.feed import Entry, ParsedFeed


def feed_to_json(parsed: ParsedFeed, url: str) -> dict[str, Any]:
    """`{feed, entries, problems}` with plain values only; a fault is the first problem."""
    problems = [f"{parsed.fault.kind}: {parsed.fault.words}"] if parsed.fault else []
    return {
        "feed": {
            "url": url,
            "title": parsed.title,
            "kind": parsed.kind,
            "fault": parsed.fault.kind.value if parsed.fault else None,
        },
        "entries": [_entry_to_json(entry) for entry in parsed.entries],
        "problems": [*problems, *parsed.problems],
    }


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    return {
        "entry_id": entry.entry_id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "published": entry.published.isoformat() if entry.published else None,
        "date_confidence": entry.date_confidence.value,
        "raw_date": entry.raw_date,
        "guid": entry.guid,
        "content": entry.content,
        "authors": list(entry.authors),
    }
