"""ANTARA, the national news agency; most copies of wire reports elsewhere are its own."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Antara(Publisher):
    """Bylines stand below the text: "Pewarta: …", "Editor: …", "Copyright © ANTARA"."""

    slug = "antara"
    name = "ANTARA"
    hosts = ("antaranews.com",)
    single_page = "page=all"
    brands = ("ANTARA News", "antaranews.com")
    templates = (
        Template(
            version=2,
            seen=date(2026, 8, 1),
            title=(".wrap__article-detail-title h1", ".wrap__article-detail-title"),
            author=(".wrap__article-detail-content .text-muted.small",),
            published=(".wrap__article-detail-info .list-inline-item",),
            body=(".wrap__article-detail-content", "div.post-content"),
            noise={K.RELATED: ("span.baca-juga",), K.BYLINE: ("p.text-muted",)},
        ),
        Template(
            version=1,
            seen=date(2017, 5, 15),
            title=("h1.title",),
            author=("div.byline",),
            published=("meta[itemprop=datePublished]",),
            body=("#content_news",),
            noise={K.BYLINE: ("p.mt10", "p.date")},
        ),
    )
