"""An article as the JSON object of `pantau extract`."""

from __future__ import annotations

from typing import Any

from extractors.article import Article


def article_to_json(article: Article) -> dict[str, Any]:
    """The contract's fields first (url … method), then what else an operator asks for; times as ISO 8601."""
    return {
        "url": article.url,
        "publisher": article.publisher,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        "segments": [{"kind": segment.kind.value, "text": segment.text} for segment in article.segments],
        "extractor": article.extractor,
        "method": article.method,
        "modified": article.modified.isoformat() if article.modified else None,
        "language": article.language,
        "partial": article.partial,
        "problems": list(article.problems),
        "next_pages": list(article.next_pages),
        "origin": article.origin,
    }
