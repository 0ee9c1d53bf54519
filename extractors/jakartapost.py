"""The Jakarta Post."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class JakartaPost(Publisher):
    """English; metered, with premium pages."""

    slug = "jakartapost"
    name = "The Jakarta Post"
    hosts = ("thejakartapost.com",)
    brands = ("The Jakarta Post",)
    templates = (
        Template(
            version=1,
            seen=date(2026, 8, 1),
            title=("h1.tjp-title--single", "h1"),
            author=(".tjp-single__head .author", ".author"),
            published=(".tjp-single__head .created",),
            body=(".tjp-single__content",),
            noise={K.PROMO: (".tjp-newsletter",)},
        ),
    )
