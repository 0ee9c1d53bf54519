"""Tribunnews and the regional papers of its network."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Tribunnews(Publisher):
    """Long reports are cut with ?page=N; the label reads "Halaman 1/2". Times carry no seconds."""

    slug = "tribunnews"
    name = "Tribunnews"
    hosts = (
        "tribunnews.com", "tribunjabar.id", "tribun-timur.com", "tribunbatam.id", "tribunjogja.com",
        "wartakotalive.com", "surya.co.id",
        "serambinews.com", "banjarmasinpost.co.id", "bangkapos.com", "pos-kupang.com", "sripoku.com",
        "tribunsolo.com", "tribunjateng.com",
    )  # fmt: skip
    brands = ("TRIBUNNEWS.COM", "Tribun", "Tribun Network")
    templates = (
        Template(
            version=1,
            seen=date(2026, 7, 24),
            title=("h1#arttitle",),
            author=("#penulis a", "#penulis"),
            published=("time",),
            body=("div.txt-article", ".side-article"),
            noise={
                K.RELATED: ("p.baca",),
                K.PROMO: ("blockquote.summary-article", ".ads-placeholder"),
                K.PAGER: ("div.paging",),
            },
        ),
    )
