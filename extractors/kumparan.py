"""kumparan: stories of its desks and of its users."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Kumparan(Publisher):
    """The paragraph element was span in 2025 and is p in 2026: the attribute is what lasts."""

    slug = "kumparan"
    name = "kumparan"
    hosts = ("kumparan.com",)
    bare_host = True
    templates = (
        Template(
            version=1,
            seen=date(2026, 7, 24),
            title=("[data-qa-id=story-title]",),
            author=("[data-qa-id=author-name]",),
            published=("[data-qa-id=publish-date]",),
            body=("[data-qa-id=story-paragraph]",),
            noise={K.PROMO: ("[data-qa-id*=ads]",)},
        ),
    )
