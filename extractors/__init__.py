"""Pages to articles: one small class per publisher, trafilatura behind them. A leaf: never fetches, never stores."""

from extractors.addresses import canonical_url, publisher_name, publisher_of, single_page_url
from extractors.article import READABLE, Article, Segment, SegmentKind
from extractors.assemble import extract
from extractors.base import Publisher, Template
from extractors.dates import DateReading, read_date
from extractors.join import join_pages
from extractors.registry import PUBLISHERS
from extractors.wire import article_to_json

__all__ = [
    "PUBLISHERS",
    "READABLE",
    "Article",
    "DateReading",
    "Publisher",
    "Segment",
    "SegmentKind",
    "Template",
    "article_to_json",
    "canonical_url",
    "extract",
    "join_pages",
    "publisher_name",
    "publisher_of",
    "read_date",
    "single_page_url",
]
