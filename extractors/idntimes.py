"""IDN Times."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class IdnTimes(Publisher):
    """Class names are generated; the id and JSON-LD last. The robots file forbids addresses with a query."""

    slug = "idntimes"
    name = "IDN Times"
    hosts = ("idntimes.com",)
    brands = ("IDN Times",)
    templates = (
        Template(
            version=1,
            seen=date(2026, 7, 24),
            title=("h1",),
            published=("time",),
            body=("#article-description",),
            noise={K.RELATED: (".baca-juga",)},
        ),
    )
