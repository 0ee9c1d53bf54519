"""Pages to articles: one small class per publisher, trafilatura behind them. A leaf: never fetches, never stores."""

from extractors.article import READABLE, Article, Segment, SegmentKind

__all__ = ["READABLE", "Article", "Segment", "SegmentKind"]
