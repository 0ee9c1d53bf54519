"""Everything pantau remembers, behind the contract in `base.py`; `open_store` is the way in."""

from flows.store.base import (
    ArticleFacts,
    ArticleUnit,
    ClaimedDelivery,
    CopyMatch,
    CycleReport,
    DecisionRecord,
    EntryState,
    Label,
    Notice,
    Pruned,
    Store,
    StoredArticle,
    StoredEntry,
    StoreError,
    StoreUnavailableError,
    Totals,
)
from flows.store.opening import open_store

__all__ = [
    "ArticleFacts",
    "ArticleUnit",
    "ClaimedDelivery",
    "CopyMatch",
    "CycleReport",
    "DecisionRecord",
    "EntryState",
    "Label",
    "Notice",
    "Pruned",
    "Store",
    "StoreError",
    "StoreUnavailableError",
    "StoredArticle",
    "StoredEntry",
    "Totals",
    "open_store",
]
