"""RRI, the public radio."""

from __future__ import annotations

from datetime import date

from extractors.base import Publisher, Template


class Rri(Publisher):
    """Opens with "KBRN, Jakarta: "."""

    slug = "rri"
    name = "RRI"
    hosts = ("rri.co.id",)
    brands = ("KBRN", "RRI")
    templates = (
        Template(
            version=1,
            seen=date(2026, 8, 1),
            title=("h1",),
            author=(".author",),
            published=(".date",),
            body=(".post_details_inner", ".main-content"),
        ),
    )
