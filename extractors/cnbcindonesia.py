"""CNBC Indonesia, of the detik house."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class CnbcIndonesia(Publisher):
    """Utility class names change with every redesign: JSON-LD is read first, the body class has held since 2018."""

    slug = "cnbcindonesia"
    name = "CNBC Indonesia"
    hosts = ("cnbcindonesia.com",)
    brands = ("CNBC Indonesia",)
    templates = (
        Template(
            version=2,
            seen=date(2025, 8, 17),
            title=("h1",),
            author=("div.mb-1.text-base.font-semibold",),
            published=("div.text-cm.text-gray",),
            body=(".detail-text",),
            noise={K.RELATED: ("[class^=sisip_]", "[class^=link_sisip]", ".linksisip"), K.PROMO: (".paradetail",)},
        ),
        Template(
            version=1,
            seen=date(2022, 6, 1),
            title=("h1",),
            author=(".author",),
            published=(".date",),
            body=(".detail_text",),
            noise={K.RELATED: (".linksisip", ".lihatjg"), K.PROMO: (".paradetail",)},
        ),
    )
