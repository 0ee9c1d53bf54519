"""TVRI News, the public television."""

from __future__ import annotations

from datetime import date

from extractors.base import Publisher, Template


class Tvri(Publisher):
    """Opens with "TVRINews, Jakarta"."""

    slug = "tvri"
    name = "TVRI News"
    hosts = ("tvrinews.com",)
    brands = ("TVRINews",)
    templates = (
        Template(
            version=1, seen=date(2026, 8, 1), title=("h1",), author=("meta[name=author]",), body=("div.blog-content",)
        ),
    )
