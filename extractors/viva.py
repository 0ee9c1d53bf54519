"""VIVA."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Viva(Publisher):
    """Datelines are the brand and a dash: "VIVA – "."""

    slug = "viva"
    name = "VIVA"
    hosts = ("viva.co.id",)
    single_page = "page=all"
    brands = ("VIVA", "VIVA.co.id", "VIVAnews")
    templates = (
        Template(
            version=2,
            seen=date(2026, 7, 24),
            title=("h1.main-content-title", "h1.main-title"),
            author=(".main-content-author", "span.author"),
            published=(".main-content-date", "time.date"),
            body=(".main-content-detail",),
            noise={K.RELATED: (".recommended-article", ".widget-other-article")},
        ),
        Template(
            version=1,
            seen=date(2016, 2, 16),
            title=("article.article-detail .title", ".article-detail h1"),
            author=(".smalldesc .author", ".meta-author"),
            published=(".smalldesc .date",),
            body=("#article-content",),
        ),
    )
