"""Republika and its sister brand Ihram."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Republika(Publisher):
    """JSON-LD and feed name the editor ("Red: …") as author; the reporter is "Rep: …" or "Reporter : …"."""

    slug = "republika"
    name = "Republika"
    hosts = ("republika.co.id", "ihram.co.id")
    brands = ("REPUBLIKA.CO.ID", "IHRAM.CO.ID")
    declares_editor = True
    templates = (
        Template(
            version=2,
            seen=date(2026, 7, 24),
            title=(".max-card__title h1",),
            author=(".max-card__title div", ".text-author"),
            published=(".date-item__headline", ".date__date"),
            body=(".article-content article", ".article-content"),
            noise={K.RELATED: (".picked-article",), K.PROMO: ("[id^=bn_]", "[id^=div-gpt-ad]")},
        ),
        Template(
            version=1,
            seen=date(2017, 2, 17),
            title=(".jdl-detail", ".h5.global-detail"),
            author=(".red",),
            published=(".date-detail", ".wrap_detail .date", ".date"),
            body=("div.content-detail", "div.txt-detailberita", "div.teaser.global-detail", "div.teaser-pic"),
            noise={K.BYLINE: (".red",)},
        ),
    )
