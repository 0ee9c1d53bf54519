"""iNews and its regional pages."""

from __future__ import annotations

from datetime import date

from extractors.base import Publisher, Template


class Inews(Publisher):
    """Sister of Okezone and SINDOnews; opens with "JAKARTA, iNews.id - "."""

    slug = "inews"
    name = "iNews"
    hosts = ("inews.id",)
    brands = ("iNews.id",)
    bare_city = True
    templates = (
        Template(
            version=1,
            seen=date(2026, 8, 1),
            title=("h1",),
            author=(".author",),
            published=(".createdAt",),
            body=("article .content", ".content"),
        ),
    )
