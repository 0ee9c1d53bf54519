"""JPNN, the news network of the Jawa Pos group."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Jpnn(Publisher):
    """Closes with "(boy/jpnn)" and a video teaser."""

    slug = "jpnn"
    name = "JPNN"
    hosts = ("jpnn.com",)
    brands = ("jpnn.com", "JPNN.com")
    templates = (
        Template(
            version=1,
            seen=date(2021, 7, 18),
            title=("h1.judul", "h1"),
            author=("meta[name=jpnncom_news_author]",),
            published=("meta[name=jpnncom_news_pubdate]", ".date-publish"),
            body=("[itemprop=articleBody]",),
            noise={K.RELATED: (".baca-juga",), K.PROMO: (".yt-wrap",)},
        ),
    )
