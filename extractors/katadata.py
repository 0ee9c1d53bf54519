"""Katadata."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Katadata(Publisher):
    """The feed has no summaries: what the page gives is all there is."""

    slug = "katadata"
    name = "Katadata"
    hosts = ("katadata.co.id",)
    bare_host = True
    templates = (
        Template(
            version=1,
            seen=date(2026, 8, 1),
            title=(".detail-title",),
            author=(".detail-author-name",),
            published=(".detail-date",),
            body=(".detail-body", ".detail-main"),
            noise={K.RELATED: ("[class^=widget-baca-juga]",)},
        ),
    )
