"""BBC News Indonesia."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class BbcIndonesia(Publisher):
    """A path of the worldwide site; image credits read "Sumber gambar". Times in the page are UTC."""

    slug = "bbcindonesia"
    name = "BBC News Indonesia"
    hosts = ("bbc.com/indonesia", "bbc.co.uk/indonesia")
    brands = ("BBC News Indonesia", "BBC Indonesia")
    templates = (
        Template(
            version=2,
            seen=date(2026, 8, 1),
            title=("h1#content", "h1"),
            author=("[class*=Byline] span",),
            published=("main time",),
            body=("main article", "main"),
            noise={
                K.CAPTION: ("figure",),
                K.RELATED: ("section[role=region]", "section[aria-labelledby]", "[data-e2e=recommendations-heading]"),
                K.BYLINE: ("section[aria-label=Penulis]",),
            },
        ),
        Template(
            version=1,
            seen=date(2020, 6, 1),
            title=(".story-body__h1", "h1"),
            published=(".story-body .date",),
            body=(".story-body__inner", "[property=articleBody]"),
            noise={K.CAPTION: ("figure",)},
        ),
    )
