"""The store on SQLite and PostgreSQL: one class, put together from a part per subject."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flows.store.articles import ArticlesPart
from flows.store.cycles import CyclesPart
from flows.store.database import Database
from flows.store.feeds import FeedsPart
from flows.store.history import HistoryPart
from flows.store.notices import NoticesPart
from flows.store.outbox import OutboxPart
from flows.store.people import PeoplePart
from flows.store.unit import SqlArticleUnit
from flows.store.upkeep import UpkeepPart


class SqlStore(FeedsPart, ArticlesPart, HistoryPart, OutboxPart, NoticesPart, PeoplePart, CyclesPart, UpkeepPart):
    """Meets `Store`. Threads and processes may share one database; each thread may call any method."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def __repr__(self) -> str:
        return f"SqlStore({self._db.where})"

    @contextmanager
    def article_unit(self) -> Iterator[SqlArticleUnit]:
        """One transaction around an article; commits on leaving, rolls back on an exception."""
        with self._db.writing(alone=True) as connection:
            yield SqlArticleUnit(connection, self._db)

    def close(self) -> None:
        """Gives up every connection."""
        self._db.close()
