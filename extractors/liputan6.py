"""Liputan6.com: all parts of a long report stand in one document."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template

_NOISE = {
    K.RELATED: (".baca-juga", ".baca-juga-collections"),
    K.PROMO: (".article-ad", ".advertisement-placeholder"),
    K.PAGER: (".article-content-body__item-break", ".article-content-body__item-loadmore"),
}
_TITLE = ("h1.read-page--header--title", "h1.read-page--header__title", "h1.entry-title")
_AUTHOR = (
    ".read-page-box__author__name", ".read-page--header--author__name", ".read-page--header__author",
    "[itemprop=author]",
)  # fmt: skip


class Liputan6(Publisher):
    """JSON-LD of 2016 is in UTC and right, while the visible time element has no zone."""

    slug = "liputan6"
    name = "Liputan6.com"
    hosts = ("liputan6.com",)
    brands = ("Liputan6.com", "Liputan6")
    templates = (
        Template(
            version=3,
            seen=date(2026, 7, 24),
            title=_TITLE,
            author=_AUTHOR,
            body=(".article-content-body__item-content",),
            noise=_NOISE,
        ),
        Template(
            version=2,
            seen=date(2016, 2, 16),
            title=_TITLE,
            author=_AUTHOR,
            body=("[id^=multi-page-]",),
            noise=_NOISE,
        ),
        Template(
            version=1,  # photo galleries
            seen=date(2016, 2, 16),
            title=_TITLE,
            author=_AUTHOR,
            body=(".read-page--photo-gallery--item__caption",),
            captions_are_body=True,
        ),
    )
