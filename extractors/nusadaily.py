"""Nusadaily."""

from __future__ import annotations

from datetime import date

from extractors.base import Publisher, Template


class Nusadaily(Publisher):
    """A small news system for many sites: title, meta line, text."""

    slug = "nusadaily"
    name = "Nusadaily"
    hosts = ("nusadaily.com",)
    bare_host = True
    brands = ("NUSADAILY.COM",)
    templates = (
        Template(
            version=1, seen=date(2023, 1, 1), title=("h1",), published=("p.post-meta span",), body=("div.post-text",)
        ),
    )
