"""Feeds in: what is watched, how it is fetched politely and safely, and how its bytes become entries."""

from flows.sources.addresses import AllowList, Kind
from flows.sources.catalogue import (
    Catalogue,
    CatalogueError,
    Publisher,
    SinglePage,
    check_catalogue,
    load_catalogue,
)
from flows.sources.feed import (
    DateConfidence,
    Entry,
    FaultKind,
    Feed,
    FeedFault,
    FeedPoll,
    FeedState,
    Fetched,
    ParsedFeed,
)
from flows.sources.fetch import Fetcher
from flows.sources.identity import canonical, link_key
from flows.sources.parse import parse_feed
from flows.sources.policy import FetchPolicy
from flows.sources.schedule import Validators, body_hash, is_due, is_unchanged, next_poll, poll_outcome, validators

__all__ = [
    "AllowList",
    "Catalogue",
    "CatalogueError",
    "DateConfidence",
    "Entry",
    "FaultKind",
    "Feed",
    "FeedFault",
    "FeedPoll",
    "FeedState",
    "FetchPolicy",
    "Fetched",
    "Fetcher",
    "Kind",
    "ParsedFeed",
    "Publisher",
    "SinglePage",
    "Validators",
    "body_hash",
    "canonical",
    "check_catalogue",
    "is_due",
    "is_unchanged",
    "link_key",
    "load_catalogue",
    "next_poll",
    "parse_feed",
    "poll_outcome",
    "validators",
]
