"""Okezone and its channels; the mobile host also republishes SINDOnews."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Okezone(Publisher):
    """Places stand alone in capitals before a dash; Friday is written "Jum'at"."""

    slug = "okezone"
    name = "Okezone"
    hosts = ("okezone.com",)
    single_page = "page=all"
    bare_city = True
    templates = (
        Template(
            version=2,
            seen=date(2026, 7, 24),
            title=(".title-article h1",),
            author=(".journalist a[title]", ".namerep a"),
            published=(".journalist span",),
            body=(".c-detail.read", ".c-detail"),
            noise={K.RELATED: ("#baca-juga",), K.PROMO: (".vicon", "[class^=inject-]", "[class^=banner]")},
        ),
        Template(
            version=1,
            seen=date(2017, 2, 8),
            title=(".titles h1", ".abmenu .titles", ".title-detail h1"),
            author=(".jurnalis div", ".nmreporter div", ".namerep a"),
            published=(".meta-post time", ".title-detail span"),
            body=("#contentx", ".ctn-desc"),
            noise={K.PROMO: ("[class^=banner]",)},
        ),
    )
