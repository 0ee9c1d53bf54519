"""Kompas.com and its channels."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Kompas(Publisher):
    """Long reports are cut into pages; `?page=all` gives the whole."""

    slug = "kompas"
    name = "Kompas.com"
    hosts = ("kompas.com",)
    single_page = "page=all"
    brands = ("KompasOtomotif", "KompasTekno", "Kompas")
    templates = (
        Template(
            version=2,
            seen=date(2025, 7, 2),
            title=("h1.read__title", ".read__title"),
            author=(".credit-title-name", "meta[name=content_author]", ".read__author"),
            published=("meta[name=content_PublishedDate]", ".read__time"),
            body=(".read__content",),
            noise={
                K.RELATED: (".inner-link-baca-juga", "[class^=inject-baca-juga]", "[class^=kompasidRec]"),
                K.PROMO: (".ads-on-body", ".ads-partner-wrap", ".gate-kgplus", ".liftdown_v2_tanda"),
                K.PAGER: (".read__paging",),
                K.CAPTION: (".read__photo", ".photo"),
                K.BYLINE: (".read__byline",),
            },
        ),
        Template(
            version=1,
            seen=date(2016, 2, 23),
            title=(".kcm-read-top h2", ".kcm-read-content-top h2", ".baca-content h1"),
            author=(".kcm-read-copy tr",),
            published=("#content.kcm-date", ".kcm-read-top .grey", ".kcm-date"),
            body=("div.kcm-read-text", "span.kcmread1114", "div.div-read"),
            noise={K.CAPTION: (".photo",)},
        ),
    )
