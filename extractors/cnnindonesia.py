"""CNN Indonesia, of the detik house."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class CnnIndonesia(Publisher):
    """JSON-LD carries an empty author; the address holds the time of publication."""

    slug = "cnnindonesia"
    name = "CNN Indonesia"
    hosts = ("cnnindonesia.com",)
    brands = ("CNN Indonesia", "CNNIndonesia.com")
    templates = (
        Template(
            version=2,
            seen=date(2026, 7, 24),
            title=("h1",),
            author=(".text-cnn_black_light3 span",),
            published=(".text-cnn_grey",),
            body=(".detail-text",),
            noise={
                K.RELATED: (".linksisip", ".lihatjg", ".lihat-juga"),
                K.PROMO: (".paradetail", ".newstag", ".end-of-article", "[id^=div-gpt-ad]"),
            },
        ),
        Template(
            version=1,
            seen=date(2022, 12, 10),
            title=("h1.title", "h1"),
            published=(".detail_text .date", "div.date"),
            body=(".detail_text", "#detikdetailtext"),
            noise={K.RELATED: (".linksisip", ".lihatjg", ".topiksisip"), K.PROMO: (".paradetail",)},
        ),
    )
