"""News sitemaps: the addresses, titles and dates that a newsroom gives to search engines."""

from __future__ import annotations

import re

from flows.sources.document import Document
from flows.sources.raw_entry import RawEntry, RawFeed
from flows.sources.salvage import field, pieces

_NEWS_PREFIX = re.compile(r"""xmlns:([\w.-]{1,40})\s*=\s*["']https?://www\.google\.com/schemas/sitemap-news/""")


def read_sitemap(document: Document) -> RawFeed:
    """Each `<url>` with its news title and date; a sitemap without news titles gives addresses and change dates.

    Damaged and whole sitemaps take the same way: url by url, so that a broken one costs only itself.
    """
    declared = _NEWS_PREFIX.search(document.text)
    news = declared[1] if declared else "news"
    prefix = document.entry_tag.removesuffix("url")
    _, found, unclosed = pieces(document)
    problems = (f"{unclosed} entries are not closed",) if unclosed else ()
    return RawFeed("", tuple(_entry(piece, prefix, news) for piece in found), problems, document.torn)


def _entry(piece: str, prefix: str, news: str) -> RawEntry:
    loc = field(piece, f"{prefix}loc")
    return RawEntry(
        title=field(piece, f"{news}:title"),
        links=(loc,) if loc else (),
        date=field(piece, f"{news}:publication_date") or field(piece, f"{prefix}lastmod"),
    )
