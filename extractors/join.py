"""The pages of one article made into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.article import READABLE, Article, Segment, SegmentKind


def join_pages(first: Article, rest: Sequence[Article]) -> Article:
    """One article of its pages: text in order, repeated leads, headlines and paragraphs once; facts from the first.

    A page that could not be read leaves the whole marked partial.
    """
    segments = list(first.segments)
    seen = {(segment.kind in READABLE, segment.text) for segment in segments}
    problems = list(first.problems)
    partial = first.partial
    for number, page in enumerate(rest, start=2):
        if page.method == "feed":
            partial = True
            problems.append(f"page {number} could not be read: {'; '.join(page.problems) or 'no text'}")
            continue
        problems += [problem for problem in page.problems if problem not in problems]
        for segment in page.segments:
            if segment.kind in (SegmentKind.HEADLINE, SegmentKind.DATELINE):
                continue
            kind = SegmentKind.BODY if segment.kind is SegmentKind.LEAD else segment.kind
            if (kind in READABLE, segment.text) not in seen:
                seen.add((kind in READABLE, segment.text))
                segments.append(Segment(kind, segment.text))
    return replace(
        first,
        segments=tuple(segments),
        partial=partial,
        problems=tuple(problems),
        next_pages=(),
        origin=first.origin or next((page.origin for page in rest if page.origin), None),
    )
