"""An article as its page gives it: labelled segments and the facts around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SegmentKind(StrEnum):
    """What a piece of the page is. Only headline, lead, heading and body may ever reach the rules."""

    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"
    HEADING = "heading"  # a sub-head inside the body; starts a new section
    RELATED = "related"
    CAPTION = "caption"
    BYLINE = "byline"
    PROMO = "promo"
    PAGER = "pager"
    COMMENT = "comment"
    DATELINE = "dateline"


READABLE = frozenset({SegmentKind.LEAD, SegmentKind.BODY, SegmentKind.HEADING})


@dataclass(frozen=True, slots=True)
class Segment:
    """One labelled piece of the page, white space folded, in page order."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """What an extractor returns for one page.

    `published` and `modified` are timezone-aware (publisher's zone kept) or None when the page does not say.
    `text` is lead and body joined by newlines, without headline, dateline or noise.
    """

    url: str  # canonical
    publisher: str | None  # slug such as `antara`; None when unknown
    title: str
    authors: tuple[str, ...]
    published: datetime | None
    segments: tuple[Segment, ...]
    extractor: str  # `antara/2` (publisher and version), `trafilatura`, `feed`
    method: str  # publisher, fallback, feed
    modified: datetime | None = None
    language: str = "id"
    partial: bool = False  # paywall stub, empty page: the text is known to be incomplete
    problems: tuple[str, ...] = ()  # sentences for the operator
    next_pages: tuple[str, ...] = ()  # further pages of the same article, absolute URLs, in order
    origin: str | None = None  # wire or outlet that the page credits

    @property
    def text(self) -> str:
        """Lead, sub-heads and body, one paragraph a line."""
        return "\n".join(s.text for s in self.segments if s.kind in READABLE)
