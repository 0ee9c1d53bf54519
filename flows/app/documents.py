"""What a batch command was given, as the document that the rules read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flows.app.jsonl import Line
from rules import Document

WIB = ZoneInfo("Asia/Jakarta")
LONGEST_TEXT = 2_000_000


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A line of `{id, title?, text, url?, outlet?, date?}`; `error` names the line when it is not one."""

    number: int
    id: Any  # as it came, echoed
    document: Document | None
    error: str | None = None
    problem: str | None = None  # the document is read all the same


def document_line(line: Line) -> DocumentLine:
    """The document on the line, or what is wrong with it."""
    given = line.value.get("id", line.number) if line.error is None else None
    if line.error is not None:
        return DocumentLine(line.number, given, None, line.error)
    published, problem = None, None
    try:
        published = read_date(line.value.get("date"))
    except ValueError as error:
        problem = f"line {line.number}: {error}; read as undated"
    try:
        document = read_document(line.value, str(given), published)
    except ValueError as error:
        return DocumentLine(line.number, given, None, f"line {line.number}: {error}")
    return DocumentLine(line.number, given, document, None, problem)


def read_document(value: Mapping[str, Any], document_id: str, published: datetime | None) -> Document:
    """The document in the object; raises ValueError with the field that is wrong."""
    text = _words(value, "text")
    title = _words(value, "title")
    if "text" not in value and "title" not in value:
        raise ValueError("neither text nor title; give {id, title, text}")
    return Document(
        id=document_id,
        title=title,
        text=text,
        published=published,
        outlet=_words(value, "outlet") or None,
        url=_words(value, "url") or None,
    )


def _words(value: Mapping[str, Any], field: str) -> str:
    words = value.get(field)
    if words is None:
        return ""
    if not isinstance(words, str):
        raise ValueError(f"{field}: a {type(words).__name__} where text is needed")
    if len(words) > LONGEST_TEXT:
        raise ValueError(f"{field}: {len(words)} characters; at most {LONGEST_TEXT} are read")
    return words


def read_date(value: object) -> datetime | None:
    """An ISO date or time in UTC, None for nothing; a bare date is noon in Jakarta, a time without zone Jakarta's."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError(f"date: a {type(value).__name__} where an ISO date is needed")
    words = value.strip()
    try:
        if len(words) <= 10:
            moment = datetime.combine(date.fromisoformat(words), time(12), WIB)
        else:
            moment = datetime.fromisoformat(words)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=WIB)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"date: {words[:40]!r} is not an ISO date such as 2024-06-19") from None
