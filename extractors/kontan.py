"""Kontan."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Kontan(Publisher):
    """First comes the line of reporter and editor; datelines close with a full stop: "KONTAN.CO.ID - JAKARTA. "."""

    slug = "kontan"
    name = "Kontan"
    hosts = ("kontan.co.id",)
    single_page = "page=all"
    brands = ("KONTAN.CO.ID", "KONTAN")
    templates = (
        Template(
            version=1,
            seen=date(2026, 8, 1),
            title=("h1.detail-desk", "h1"),
            published=("div.font-gray",),
            body=("div.tmpt-desk-kon", "[itemprop=articleBody]"),
            noise={K.RELATED: ("a[class^=track-]",), K.PAGER: (".pagination",)},
        ),
    )
