"""VOI."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Voi(Publisher):
    """Writes times such as 2026-05-13WIB18:45:00+07:00; English pages are machine translations."""

    slug = "voi"
    name = "VOI"
    hosts = ("voi.id",)
    bare_host = True
    bare_city = True
    templates = (
        Template(
            version=1,
            seen=date(2026, 5, 13),
            title=("h1",),
            author=(".single-post-author a",),
            published=(".single-post-date time",),
            body=("div.single-post-content",),
            noise={K.RELATED: ("[class*=related]", "[class*=popular]")},
        ),
    )
