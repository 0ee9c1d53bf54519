"""Bisnis.com and its channels."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Bisnis(Publisher):
    """Metered: a page beyond the free number shows a teaser."""

    slug = "bisnis"
    name = "Bisnis.com"
    hosts = ("bisnis.com",)
    brands = ("Bisnis.com", "Bisnis Indonesia")
    templates = (
        Template(
            version=1,
            seen=date(2026, 8, 1),
            title=("h1.detailsTitleCaption",),
            author=(".authorName", ".authorNames"),
            published=(".detailsAttributeDates",),
            body=("article.detailsContent", ".detailsContent"),
            noise={K.RELATED: ("[class^=baca-juga-box]",), K.PROMO: (".paywall-overlay",)},
        ),
    )
