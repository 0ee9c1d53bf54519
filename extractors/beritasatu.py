"""BeritaSatu."""

from __future__ import annotations

from datetime import date

from extractors.base import Publisher, Template


class BeritaSatu(Publisher):
    """The box "BACA JUGA" inside the text has no class of its own: wording and link tell it."""

    slug = "beritasatu"
    name = "BeritaSatu"
    hosts = ("beritasatu.com",)
    brands = ("Beritasatu.com",)
    templates = (
        Template(
            version=1,
            seen=date(2026, 7, 24),
            title=("h1",),
            author=("a[href*=/penulis/]",),
            published=("small.text-muted",),
            body=(".body-content",),
        ),
    )
