"""VOA Indonesia."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class VoaIndonesia(Publisher):
    """The engine of the American broadcasters; the time element states its zone."""

    slug = "voaindonesia"
    name = "VOA Indonesia"
    hosts = ("voaindonesia.com",)
    brands = ("VOA Indonesia",)
    templates = (
        Template(
            version=1,
            seen=date(2025, 3, 1),
            title=("h1.title", "h1"),
            author=(".links__item-link",),
            published=("time",),
            body=("#article-content .wsw", ".wsw", ".body-container", ".content-floated-wrap"),
            noise={K.CAPTION: (".media-block",), K.RELATED: (".media-block-wrap", ".also-read")},
        ),
    )
