"""Merdeka.com."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Merdeka(Publisher):
    """All parts of an article come merged; robots.txt forbids every address with a query: none is asked for."""

    slug = "merdeka"
    name = "Merdeka.com"
    hosts = ("merdeka.com",)
    brands = ("Merdeka.com",)
    templates = (
        Template(
            version=2,
            seen=date(2026, 7, 24),
            title=("h1.articles-content__title", "h1"),
            author=("[data-tracking=author_name]", "meta[name=author]"),
            body=(".articles-content__body",),
            noise={K.PROMO: (".advertisement-placeholder",)},
        ),
        Template(
            version=1,
            seen=date(2022, 6, 1),
            title=("h1",),
            author=(".reporter", ".mdk-body-newsdet-author"),
            published=(".date-post", ".mdk-date-reporter"),
            body=(".mdk-body-paragpraph", ".article-detail", ".mdk-body-detail"),
            noise={K.RELATED: (".mdk-body-link-other", ".baca-juga"), K.PROMO: (".box-ads",)},
        ),
    )
