"""KapanLagi."""

from __future__ import annotations

from datetime import date

from extractors.base import Publisher, Template


class Kapanlagi(Publisher):
    """Pages of 2015 are in ISO-8859-1."""

    slug = "kapanlagi"
    name = "KapanLagi"
    hosts = ("kapanlagi.com",)
    brands = ("Kapanlagi.com",)
    templates = (
        Template(
            version=1,
            seen=date(2016, 2, 16),
            title=("h1.entertainment-newsdetail-title-new", "h1.v7-music-newsdetail-title"),
            published=(".newsdetail-schedule-new",),
            body=("#v6-revb-detailnews", ".v7-music-detail-news"),
        ),
    )
