"""Tempo, the magazine's daily site."""

from __future__ import annotations

from datetime import date

from extractors.article import SegmentKind as K
from extractors.base import Publisher, Template


class Tempo(Publisher):
    """The id `content-wrapper` repeats, one element for each paragraph, advertisements between them.

    Tempo Plus pages show a teaser and declare `isAccessibleForFree: false`.
    """

    slug = "tempo"
    name = "Tempo"
    hosts = ("tempo.co",)
    brands = ("TEMPO.CO", "TEMPO Interaktif", "Tempo.co")
    templates = (
        Template(
            version=2,
            seen=date(2026, 7, 24),
            title=("article h1",),
            author=("article a[href^=/penulis]",),
            published=("article p.text-neutral-900",),
            body=("#content-wrapper",),
        ),
        Template(
            version=1,
            seen=date(2015, 11, 5),
            title=(".artikel h1", ".bintang-judul"),
            published=(".artikel .block-tanggal",),
            body=("div.artikel", ".tubuh-berita"),
            noise={
                K.BYLINE: (".block-tanggal",),
                K.PROMO: (".block-kanal-map", ".share-display"),
                K.CAPTION: (".block-display",),
            },
        ),
    )
