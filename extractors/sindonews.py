"""SINDOnews and its channels."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Sindonews(Publisher):
    """No paragraph elements but br; JSON-LD stands on page 1 only; ?showpage=all gives the whole text."""

    slug = "sindonews"
    name = "SINDOnews"
    hosts = ("sindonews.com",)
    single_page = "showpage=all"
    bare_city = True
    templates = (
        Template(
            version=1,
            seen=date(2026, 7, 24),
            title=("h1.detail-title",),
            author=(".detail-nama-redaksi a[rel=author]", "a[rel=author]"),
            published=(".detail-date-artikel",),
            body=("#detail-desc", ".detail-desc"),
            noise={K.BYLINE: ("div.editor",), K.PROMO: ("[class^=v-]",), K.RELATED: (".baca-juga",)},
        ),
    )
