"""Pikiran Rakyat and its network of regional pages."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class PikiranRakyat(Publisher):
    """The template of the Promedia network, which many local sites share."""

    slug = "pikiranrakyat"
    name = "Pikiran Rakyat"
    hosts = ("pikiran-rakyat.com",)
    brands = ("PIKIRAN RAKYAT", "PRMN")
    templates = (
        Template(
            version=1,
            seen=date(2026, 8, 1),
            title=("h1.read__title", "h1"),
            author=(".read__info__author",),
            published=(".read__info__date", "span.mt-10"),
            body=("article.read__content", "div.read__article", "[itemprop=articleBody]"),
            noise={K.RELATED: ("strong.readmore",), K.PAGER: (".read__paging",)},
        ),
    )
