"""DW Indonesia."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class DwIndonesia(Publisher):
    """A path of the worldwide site."""

    slug = "dwindonesia"
    name = "DW Indonesia"
    hosts = ("dw.com/id",)
    brands = ("DW",)
    templates = (
        Template(
            version=1,
            seen=date(2026, 8, 1),
            title=("h1",),
            author=("meta[name=author]",),
            published=("meta[name=date]", "time"),
            body=(".rich-text", ".longText", ".content-area"),
            noise={K.CAPTION: ("figure",)},
        ),
    )
