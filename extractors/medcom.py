"""Medcom and Metro TV News."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Medcom(Publisher):
    """Opens with the city and a colon: "Jakarta: "."""

    slug = "medcom"
    name = "Metro TV News"
    hosts = ("metrotvnews.com", "medcom.id")
    brands = ("Metrotvnews.com", "Medcom.id")
    bare_city = True
    templates = (
        Template(
            version=2,
            seen=date(2026, 8, 1),
            title=("h1",),
            author=("p.pt-20.date",),
            published=("p.pt-20.date",),
            body=(".news-text",),
            noise={K.RELATED: ("td",)},
        ),
        Template(
            version=1,
            seen=date(2022, 6, 1),
            title=("h1",),
            author=(".info_ctn",),
            published=(".info_ctn",),
            body=(".articleContent", ".text"),
            noise={K.RELATED: (".related", ".baca")},
        ),
    )
