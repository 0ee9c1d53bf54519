"""Articles, what the rules said of them, and which share text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, literal, or_, select, tuple_

from extractors import Article
from flows.alerts.copies import overlap
from flows.store import codec
from flows.store.base import ArticleFacts, CopyMatch, StoredArticle
from flows.store.part import Part, chunks
from flows.store.tables import Moment, article, mention, near_miss, shingle
from rules import Mention, NearMiss

CANDIDATES = 16  # articles compared in full, those with most shingles in common


class ArticlesPart(Part):
    """Articles."""

    def article(self, article_id: str) -> StoredArticle | None:
        """The article, or None."""
        with self._db.reading() as db:
            row = db.execute(select(article).where(article.c.id == article_id)).one_or_none()
        return None if row is None else _stored_article(row)

    def find_articles(self, words: str, limit: int = 20) -> tuple[StoredArticle, ...]:
        """Articles whose URL or title contains the words (a literal, never a pattern), newest first."""
        held = or_(*(column.icontains(words, autoescape=True) for column in (article.c.url, article.c.title)))
        wanted = select(article).where(held).order_by(article.c.fetched_at.desc(), article.c.id).limit(limit)
        with self._db.reading() as db:
            return tuple(_stored_article(row) for row in db.execute(wanted))

    def articles_between(
        self, since: datetime, until: datetime, limit: int, after: StoredArticle | None = None
    ) -> tuple[StoredArticle, ...]:
        """Articles fetched in that time whose text is still kept, as they were judged; `after` goes on behind it."""
        span = (article.c.fetched_at >= since, article.c.fetched_at < until, article.c.pruned.is_(False))
        turn = func.coalesce(article.c.turn, 0)
        wanted = select(article).where(*span).order_by(article.c.fetched_at, turn, article.c.id).limit(limit)
        if after is not None:
            reached = select(turn).where(article.c.id == after.id).scalar_subquery()
            here = tuple_(literal(after.fetched_at, Moment()), func.coalesce(reached, 0), literal(after.id))
            wanted = wanted.where(tuple_(article.c.fetched_at, turn, article.c.id) > here)
        with self._db.reading() as db:
            return tuple(_stored_article(row) for row in db.execute(wanted))

    def article_facts(self, since: datetime, until: datetime) -> tuple[ArticleFacts, ...]:
        """How well the articles fetched after `since` and up to `until` could be read, oldest first."""
        names = ("outlet", "fetched_at", "extractor", "method", "partial", "characters", "dated")
        span = (article.c.fetched_at > since, article.c.fetched_at <= until, article.c.dated.is_not(None))
        wanted = select(*(article.c[name] for name in names)).where(*span)
        with self._db.reading() as db:
            rows = db.execute(wanted.order_by(article.c.fetched_at, article.c.id)).all()
        return tuple(ArticleFacts(*row) for row in rows)

    def mentions_for_article(self, article_id: str) -> tuple[tuple[Mention, ...], tuple[NearMiss, ...]]:
        """What the rules said of the article, and what they nearly said."""
        with self._db.reading() as db:
            said, nearly = (
                db.scalars(select(table.c.doc).where(table.c.article_id == article_id).order_by(table.c.position)).all()
                for table in (mention, near_miss)
            )
        return (
            tuple(codec.load(Mention, doc) for doc in said),
            tuple(codec.load(NearMiss, doc) for doc in nearly),
        )


def article_row(held: StoredArticle) -> dict[str, Any]:
    """The article as a row."""
    page = held.article
    return {
        "id": held.id,
        "feed_id": held.feed_id,
        "outlet": held.outlet,
        "url": page.url,
        "title": page.title,
        "origin": page.origin,
        "extractor": page.extractor,
        "method": page.method,
        "partial": page.partial,
        "fetched_at": held.fetched_at,
        "text_hash": held.text_hash,
        "copy_of": held.copy_of,
        "shingles": json.dumps(held.shingles, separators=(",", ":")),
        "doc": codec.dump(page),
        "pruned": False,
        "characters": len(page.text),
        "dated": page.published is not None,
    }


def _stored_article(row: Any) -> StoredArticle:
    return StoredArticle(
        id=row.id,
        feed_id=row.feed_id,
        outlet=row.outlet,
        article=codec.load(Article, row.doc),
        fetched_at=row.fetched_at,
        text_hash=row.text_hash,
        copy_of=row.copy_of,
        shingles=tuple(json.loads(row.shingles)),
    )


def copies_of(db: Connection, shingles: Iterable[int], since: datetime) -> tuple[CopyMatch, ...]:
    """Articles seen since then that share shingles, best first.

    The index only names candidates (it keeps at most POSTINGS articles of one shingle); the overlap is then exact.
    """
    wanted = sorted({signed(value) for value in shingles})
    if not wanted:
        return ()
    matches = []
    for row in _candidates(db, wanted, since):
        share = overlap(wanted, [signed(value) for value in json.loads(row.shingles)])
        if share:
            matches.append((-share, row.fetched_at, row.id, CopyMatch(row.id, row.outlet, share, row.root_origin)))
    return tuple(match for *_, match in sorted(matches, key=lambda found: found[:3]))


def _candidates(db: Connection, hashes: Sequence[int], since: datetime) -> Sequence[Any]:
    """The articles with most shingles in common; the origin is that of the text they copy, if they do."""
    shared: dict[str, int] = {}
    for some in chunks(hashes):
        counts = (
            select(shingle.c.article_id, func.count())
            .where(shingle.c.hash.in_(some), shingle.c.at >= since)
            .group_by(shingle.c.article_id)
        )
        for article_id, count in db.execute(counts):
            shared[article_id] = shared.get(article_id, 0) + count
    if not shared:
        return ()
    best = sorted(shared, key=lambda article_id: (-shared[article_id], article_id))[:CANDIDATES]
    return db.execute(_WITH_ROOT.where(article.c.id.in_(best))).all()


# Built once: a fresh alias per article would cost more than the query.
_ROOT = article.alias("root")
_WITH_ROOT = select(
    article.c.id,
    article.c.outlet,
    article.c.fetched_at,
    article.c.shingles,
    func.coalesce(_ROOT.c.origin, _ROOT.c.outlet, article.c.origin, article.c.outlet).label("root_origin"),
).outerjoin(_ROOT, _ROOT.c.id == article.c.copy_of)


def signed(value: int) -> int:
    """The same 64 bits as a signed integer, which is what both databases hold."""
    value &= 0xFFFF_FFFF_FFFF_FFFF
    return value - 0x1_0000_0000_0000_0000 if value >= 0x8000_0000_0000_0000 else value
