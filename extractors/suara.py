"""Suara.com and its regional brands."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Suara(Publisher):
    """Long reports are cut with ?page=N; a box of ten-second points repeats the report."""

    slug = "suara"
    name = "Suara.com"
    hosts = ("suara.com",)
    brands = ("Suara.com",)
    templates = (
        Template(
            version=1,
            seen=date(2026, 7, 24),
            title=(".article-image h1", "h1"),
            author=(".author-trigger a",),
            published=(".article-image span", ".date"),
            body=(".article-content",),
            noise={
                K.PROMO: (".ten-second", "[id^=div-ad]"),
                K.RELATED: (".article-read", "#next-article"),
                K.PAGER: (".wrap-pagination",),
            },
        ),
    )
