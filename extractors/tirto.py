"""Tirto.id."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Tirto(Publisher):
    """No JSON-LD: author and time stand in meta elements and in the byline."""

    slug = "tirto"
    name = "Tirto.id"
    hosts = ("tirto.id",)
    bare_host = True
    brands = ("tirto.id",)
    templates = (
        Template(
            version=1,
            seen=date(2026, 7, 24),
            title=("h1.article-title",),
            author=("a.reporter-name", ".byline a"),
            published=(".byline div",),
            body=(".content-text-editor",),
            noise={K.RELATED: (".baca-holder",), K.PROMO: ("[id^=gpt-]",), K.CAPTION: ("figcaption",)},
        ),
    )
