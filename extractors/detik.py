"""detikcom and its channels; the sister brands CNN and CNBC Indonesia share its house style."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template

_NOISE = {
    K.RELATED: (".linksisip", ".lihatjg"),
    K.PROMO: (
        ".paradetail",
        ".parallaxindetail",
        ".noncontent",
        ".detail__body-tag",
        ".detail_tag",
        "[id^=div-gpt-ad]",
    ),
    K.CAPTION: (".pic_artikel_sisip_table",),
}


class Detik(Publisher):
    """The dateline is a bare bold city outside any paragraph; initials such as (abc/def) close the report.

    `meta pubdate` gives local time with a false Z; the JSON-LD is right.
    """

    slug = "detik"
    name = "detikcom"
    hosts = ("detik.com",)
    single_page = "single=1"
    brands = ("detikcom", "detikNews", "detikFinance", "detikInet", "detikSport", "detikTravel", "detikBali", "detik")
    bare_city = True
    templates = (
        Template(
            version=2,
            seen=date(2026, 7, 23),
            title=("h1.detail__title", ".read__head h1"),
            author=("meta[name=dtk:author]", "meta[name=author]", ".detail__author", ".author"),
            published=("meta[name=dtk:publishdate]", "meta[name=publishdate]", ".detail__date"),
            body=(".detail__body-text", ".itp_bodycontent"),
            noise=_NOISE,
        ),
        Template(
            version=1,
            seen=date(2021, 9, 30),
            title=(".content_detail h1", ".detail_profil h1", ".jdl h1", "h1.head-1", "article h1"),
            author=("meta[name=author]", ".author"),
            published=("meta[name=publishdate]", ".jdl .date", ".detail_area .date", ".date"),
            body=(".text_detail", ".detail_text", "#detikdetailtext", ".detail_profil"),
            noise=_NOISE,
        ),
    )
