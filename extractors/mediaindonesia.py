"""Media Indonesia."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class MediaIndonesia(Publisher):
    """JSON-LD names the editor as author, and a time some minutes after the one shown."""

    slug = "mediaindonesia"
    name = "Media Indonesia"
    hosts = ("mediaindonesia.com",)
    bare_host = True
    declares_editor = True
    templates = (
        Template(
            version=1,
            seen=date(2026, 1, 20),
            title=("h1",),
            author=(".author-2", ".date-author .author"),
            published=(".datetime", ".date-author .date"),
            body=("div.article",),
            noise={
                K.RELATED: ("p.related-news", ".baca-juga"),
                K.PROMO: (".flying-carpet", ".ext-channel", "._ap_apex_ad", ".dfp-ad", ".follow-cta"),
                K.BYLINE: (".info-author",),
            },
        ),
    )
