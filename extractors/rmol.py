"""RMOL."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Rmol(Publisher):
    """Reporter and time share one list in the head of the page."""

    slug = "rmol"
    name = "RMOL"
    hosts = ("rmol.id",)
    bare_host = True
    brands = ("RMOL", "RMOL.ID")
    templates = (
        Template(
            version=1,
            seen=date(2026, 8, 1),
            title=(".single_post_heading h1", "h1"),
            author=(".author a[href*=/about/]",),
            published=(".author li",),
            body=("#fontResizableText",),
            noise={K.RELATED: (".baca-juga",)},
        ),
    )
